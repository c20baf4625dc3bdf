"""Floors and ceilings that catch a silent loss."""

from __future__ import annotations

from collections.abc import Iterator

from graph import schema
from graph.checks.cells import is_number
from graph.checks.tables import Tables
from graph.model import Finding, Severity


def check(tables: Tables) -> Iterator[Finding]:
    """Yield an error below a floor, a warning above a ceiling, an error for an unknown measure.

    A measure is the path of a file without ``.csv``, counting its rows.
    """
    counts = {table.path.removesuffix(".csv"): len(table.rows) for table in tables}
    for row in tables.rows(schema.EXPECTATIONS):
        measure = row["measure"]
        floor, ceiling = (_number(row[column]) for column in ("minimum", "maximum"))
        if f"{measure}.csv" in tables.unread:
            continue

        def finding(
            severity: Severity, value: str, message: str, remedy: str, line: int
        ) -> Finding:
            path = schema.EXPECTATIONS.path
            return Finding("expectation", severity, path, line, value, message, remedy)

        if measure not in counts:
            known = ", ".join(sorted(counts))
            yield finding(
                "error", measure, "nothing of this name can be counted", f"Known: {known}", row.line
            )
            continue
        seen = counts[measure]
        if floor is not None and seen < floor:
            yield finding(
                "error",
                str(seen),
                f"{measure} has fewer rows than the floor of {row['minimum']}",
                "Find what was lost; lower the floor only on purpose.",
                row.line,
            )
        if ceiling is not None and seen > ceiling:
            yield finding(
                "warning",
                str(seen),
                f"{measure} has more rows than the ceiling of {row['maximum']}",
                "Check that nothing was imported twice, then raise the ceiling.",
                row.line,
            )


def _number(cell: str) -> float | None:
    """The number in a cell; a cell that holds none is a finding of another rule."""
    return float(cell) if is_number(cell) else None
