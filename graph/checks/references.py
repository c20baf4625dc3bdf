"""Every identifier that a row refers to exists."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import process

from graph.checks.tables import Tables
from graph.model import Finding
from graph.text import split_list


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each reference to an identifier that no row declares."""
    known = tables.identified
    for table in tables:
        columns = [c for c in table.schema.columns if c.type == "reference"]
        for row in table.rows if columns else ():
            for column in columns:
                cell = row[column.name]
                for value in split_list(cell) if column.many else (cell,):
                    if value and value not in known:
                        yield _finding(table.path, row.line, column.name, value, list(known))


def _finding(file: str, line: int, column: str, value: str, known: list[str]) -> Finding:
    near = [match for match, _, _ in process.extract(value, known, limit=3, score_cutoff=80)]
    hint = f"Did you mean {', '.join(near)}?" if near else "Add it first, or correct the spelling."
    return Finding(
        "unknown-identifier",
        "error",
        file,
        line,
        value,
        f"{column} names something that the dataset does not have",
        hint,
    )
