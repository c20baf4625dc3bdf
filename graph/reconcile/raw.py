"""Reads the raw tables of a folder of source slices."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from graph.errors import UsageError
from graph.reconcile.corrections import corrected
from graph.reconcile.records import Ledger, RawRow

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
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            line = 2
            for cells in reader:
                clean = {k: (v or "").strip() for k, v in cells.items() if isinstance(k, str)}
                yield corrected(RawRow(name, table, line, clean), ledger)
                line = reader.line_num + 1
