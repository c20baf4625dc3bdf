"""Reads the raw tables of a folder of source slices."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from graph.checks.cells import CONTROL
from graph.errors import UsageError
from graph.reconcile.corrections import corrected
from graph.reconcile.records import Ledger, RawRow

_FURTHER = "\0"

TABLES: dict[str, tuple[str, ...]] = {
    "seeds": ("organizations", "people", "roles", "links"),
    "ngos": ("organizations", "memberships", "links"),
    "paths": ("organizations", "memberships", "products"),
    "public-teams": ("organizations", "links"),
    "civic": ("organizations", "memberships", "products", "org_skills_ost_by-sa"),
    "funders": ("funders", "recipients", "grants"),
    "depth": ("organizations", "people", "roles", "skills", "funding"),
    "people": ("organizations", "people", "roles", "person_topics"),
    "events": ("events", "appearances"),
}
"""The slices in the order of trust on what a thing is, and the tables of each.

``seeds/paths`` and ``seeds/reflection`` are curated by hand into
``vocabulary/paths.csv`` and ``vocabulary/questions.csv``.
"""


def read_slices(folder: Path, ledger: Ledger) -> Iterator[RawRow]:
    """Yield every row of every table, with known faults mended.

    Raises `UsageError` naming the tables that are missing.
    """
    paths = {
        (name, table): folder / name / f"{table}.csv"
        for name, tables in TABLES.items()
        for table in tables
    }
    missing = [str(path.relative_to(folder)) for path in paths.values() if not path.is_file()]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise UsageError(
            f"{folder} lacks {', '.join(missing[:5])}{more}. Name the folder of the slices."
        )
    for (name, table), path in paths.items():
        try:
            yield from _rows(path, name, table, ledger)
        except (UnicodeDecodeError, csv.Error) as error:
            raise UsageError(f"{name}/{table}.csv cannot be read as UTF-8 CSV: {error}") from None


def _rows(path: Path, name: str, table: str, ledger: Ledger) -> Iterator[RawRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey=_FURTHER, strict=True)
        reader.fieldnames  # noqa: B018 - reads the header
        line = reader.line_num + 1
        for cells in reader:
            further = cells.pop(_FURTHER, ())
            row = RawRow(name, table, line, {k: one_line(v or "") for k, v in cells.items()})
            if further:
                ledger.part(row, " ".join(further), "more cells than the header has columns")
            yield corrected(row, ledger)
            line = reader.line_num + 1


def one_line(text: str) -> str:
    """Text on one line, without characters that hide or turn what stands around them."""
    return " ".join(CONTROL.sub(" ", text).split())
