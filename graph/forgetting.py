"""Removing a person from a data folder, everywhere and for good."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph import releases, schema
from graph.checks.tables import read_tables
from graph.errors import InvalidDatasetError
from graph.model import Report
from graph.removals import is_removed, new_removal
from graph.tables import write_table
from graph.text import split_list


def remove_person(folder: Path, names: Sequence[str]) -> Mapping[str, int]:
    """Delete whoever bears one of the names, and keep them from coming back.

    Rows about the person vanish from the tables of people, citations,
    statements, merges, renames and from the record of releases; a salted hash
    of each name, and of every other name that the deleted person bears, is
    added to ``removals.csv``.

    Returns the number of rows deleted by file. Raises `InvalidDatasetError`
    when a file cannot be read (nothing is written then), and `UsageError` for
    a name without letters.
    """
    added = [new_removal(name) for name in names]
    tables = read_tables(folder)
    if tables.faults:
        raise InvalidDatasetError(Report.of(tables.faults))
    people = schema.ENTITY_FILES["person"]
    gone: set[str] = set()
    for row in tables.rows(people):
        known = (row["name"], *split_list(row["aliases"]))
        if is_removed(known, added):
            gone.add(row["id"])
            added += [new_removal(name) for name in known if not is_removed([name], added)]
    slugs = {identifier.partition("/")[2] for identifier in gone}
    deleted: dict[str, int] = {}
    for table in tables:
        kept = [
            row.values
            for row in table.rows
            if gone.isdisjoint(row.values.values())
            and not (table.schema is schema.MERGES and slugs & _people_of(row.values))
        ]
        if len(kept) < len(table.rows):
            deleted[table.path] = len(table.rows) - len(kept)
            write_table(folder, table.schema, kept)
    deleted |= _forget_in_review(folder, gone | slugs)
    deleted |= releases.forget(folder, gone)
    removals = [row.values for row in tables.rows(schema.REMOVALS)]
    removals += [{"salt": salt, "hash": digest} for salt, digest in added]
    write_table(folder, schema.REMOVALS, removals)
    return deleted


def _forget_in_review(folder: Path, gone: set[str]) -> dict[str, int]:
    """Delete rows that name an identifier or a raw slug from the lists for review."""
    deleted: dict[str, int] = {}
    for path in sorted((folder / "review").glob("*.csv")) if gone else ():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        kept = [
            row
            for row in rows
            if gone.isdisjoint(word for cell in row for word in (*cell.split(), _slug(cell)))
        ]
        if len(kept) < len(rows):
            deleted[f"review/{path.name}"] = len(rows) - len(kept)
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(kept)
    return deleted


def _slug(cell: str) -> str:
    return cell.rpartition("/")[2]


def _people_of(row: Mapping[str, str]) -> set[str]:
    """Slugs of the raw records of people that a decision on identity names."""
    return {end.rpartition("/")[2] for end in (row["left"], row["right"])}
