"""Identifiers and keys occur once."""

from __future__ import annotations

from collections.abc import Iterator

from graph.checks.tables import Tables
from graph.model import Finding


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each row that repeats the key of an earlier one."""
    for table in tables:
        seen: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            key = tuple(row[column] for column in table.schema.key)
            first = seen.setdefault(key, row.line)
            if first != row.line:
                columns = ", ".join(table.schema.key)
                yield Finding(
                    "repeated",
                    "error",
                    table.path,
                    row.line,
                    " ".join(part for part in key if part)[:120],
                    f"{columns} repeats line {first}",
                    "Keep one row; if they are two things, give one another identifier.",
                )
