"""Every identifier that a row refers to exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from graph.checks.tables import Tables
from graph.model import Finding
from graph.text import split_list


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each reference to an identifier that no row declares.

    Where the file that would declare it could not be read, nothing is said.
    """
    known = tables.identified
    alike: dict[str, list[str]] = defaultdict(list)
    for identifier in known:
        alike[identifier.partition("/")[0]].append(identifier)
    hints: dict[str, str] = {}
    for table in tables:
        columns = [c for c in table.schema.columns if c.type == "reference"]
        for row in table.rows if columns else ():
            for column in columns:
                cell = row[column.name]
                for value in split_list(cell) if column.many else (cell,):
                    kind = value.partition("/")[0]
                    if not value or value in known or kind in tables.unknowable:
                        continue
                    if value not in hints:
                        hints[value] = _hint(value, alike.get(kind) or list(known))
                    yield Finding(
                        "unknown-identifier",
                        "error",
                        table.path,
                        row.line,
                        value,
                        f"{column.name} names something that the dataset does not have",
                        hints[value],
                    )


def _hint(value: str, known: list[str]) -> str:
    found = process.extract(value, known, scorer=fuzz.ratio, limit=3, score_cutoff=80)
    near = [match for match, _, _ in found]
    return f"Did you mean {', '.join(near)}?" if near else "Add it first, or correct the spelling."
