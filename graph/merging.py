"""Merging two entities of a data folder that turned out to be one thing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph import schema
from graph.checks.tables import read_tables
from graph.errors import InvalidDatasetError, UsageError
from graph.model import Report
from graph.tables import write_table
from graph.text import join_list, label_key, split_list


def merge_entities(folder: Path, keep: str, drop: str, reason: str, date: str) -> Mapping[str, int]:
    """Make one entity of two: ``drop`` goes, everything said about it goes to ``keep``.

    Blank cells of the one kept are filled from the other; where both state a
    value and they differ, the other value and its pages stay as a citation that
    differs. Its name becomes an alias, its identifier a rename, the decision a
    row of ``merges.csv``. Statements that would tie the thing to itself go.

    Returns the number of rows changed by file. Raises `InvalidDatasetError`
    when a file cannot be read, `UsageError` for an unknown identifier or two
    different types; nothing is written then.
    """
    tables = read_tables(folder)
    if tables.faults:
        raise InvalidDatasetError(Report.of(tables.faults))
    kind = keep.partition("/")[0]
    file = schema.ENTITY_FILES.get(kind)
    rows = {row["id"]: dict(row.values) for row in tables.rows(file)} if file else {}
    unknown = [identifier for identifier in (keep, drop) if identifier not in rows]
    if file is None or unknown or keep == drop:
        named = ", ".join(unknown) or keep
        raise UsageError(f"{named}: name two different entities of one type that exist.")

    kept, other = rows[keep], rows.pop(drop)
    differing = {
        name
        for name, value in other.items()
        if name not in ("id", "name", "aliases", "description", "kind_basis")
        and value
        and kept[name]
        and kept[name] != value
    }
    for name, value in other.items():
        kept[name] = kept[name] or value
    names = [*split_list(kept["aliases"]), other["name"], *split_list(other["aliases"])]
    aliases = {label_key(name): name for name in reversed(names)}
    aliases.pop(label_key(kept["name"]), None)
    kept["aliases"] = join_list(sorted(aliases.values()))

    changed = {file.path: 2}
    for table in tables:
        if table.schema is file or table.schema in (schema.MERGES, schema.RENAMES):
            continue
        written: dict[tuple[str, ...], Mapping[str, str]] = {}
        touched = 0
        for row in table.rows:
            moved = {k: keep if v == drop else v for k, v in row.values.items()}
            touched += moved != row.values
            if moved.get("subject") == moved.get("object") == keep:
                continue
            for part in _split(
                moved, row.values.get("subject") == drop, differing, other, table.schema
            ):
                written.setdefault(tuple(part[c] for c in table.schema.key), part)
        if touched:
            changed[table.path] = touched
            write_table(folder, table.schema, written.values())
    write_table(folder, file, rows.values())
    _record(folder, schema.MERGES, {
        "left": keep, "right": drop, "decision": "same", "reason": reason, "decided_by": "curator",
    })  # fmt: skip
    renames = [
        {**row.values, "new": keep if row["new"] == drop else row["new"]}
        for row in tables.rows(schema.RENAMES)
    ]
    renames.append({"old": drop, "new": keep, "reason": reason, "date": date})
    write_table(folder, schema.RENAMES, renames)
    return changed


def _split(
    row: Mapping[str, str],
    moved: bool,
    differing: set[str],
    other: Mapping[str, str],
    file: schema.FileSchema,
) -> list[Mapping[str, str]]:
    """A citation of the entity that went, apart for each field on which the two differ."""
    if file is not schema.CITATIONS or not moved or row["value"]:
        return [row]
    fields = split_list(row["fields"])
    parts: list[Mapping[str, str]] = []
    same = [name for name in fields if name not in differing]
    if same:
        parts.append({**row, "fields": join_list(same)})
    parts += [{**row, "fields": name, "value": other[name]} for name in fields if name in differing]
    return parts


def _record(folder: Path, file: schema.FileSchema, row: Mapping[str, str]) -> None:
    tables = read_tables(folder)
    write_table(folder, file, [*(r.values for r in tables.rows(file)), row])
