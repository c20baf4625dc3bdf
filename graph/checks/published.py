"""An identifier that a release published keeps its meaning: it stays, moves, or is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph import releases, schema
from graph.checks.tables import Tables
from graph.errors import InvalidDatasetError
from graph.model import CONCEPT_TYPES, ENTITY_TYPES, Finding
from graph.text import split_list


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each identifier on record that is gone or means something else."""
    try:
        found = releases.releases(tables.folder)
        entries = releases.published(tables.folder)
        withdrawn = releases.withdrawn(tables.folder)
    except InvalidDatasetError as error:
        yield from error.report
        return
    known = names(tables)
    here = {
        own: called for i, called in known.things.items() for own in releases.on_record(i, found)
    }
    moved = {own for old in known.renames for own in releases.on_record(old, found)}
    for entry in entries:
        if entry.id in moved or entry.id in withdrawn:
            continue
        if entry.id not in here:
            yield _finding(
                entry,
                "published-gone",
                f"release {entry.release} published this identifier, and it is gone",
                "Restore it, record where it went in renames.csv (scripts/merge_entities.py), or "
                f"record why in {releases.WITHDRAWN.path}; for a person who asked: "
                "scripts/remove_person.py.",
            )
        elif not releases.same_name(entry, here[entry.id], found):
            called = "" if entry.id.startswith("person/") else f" called it {entry.name!r}"
            yield _finding(
                entry,
                "published-renamed",
                f"release {entry.release} published this identifier and{called or ' named it'}; "
                "no name that it has now is that one",
                "Keep the earlier name among the aliases; give another thing an identifier of "
                "its own.",
            )
    for identifier in withdrawn.keys() & here.keys():
        yield Finding(
            "withdrawn-present", "error", releases.WITHDRAWN.path, 0, identifier,
            "withdrawn on record, and present all the same",
            "Delete one of the two; an identifier is never used again for another thing.",
        )  # fmt: skip


def names(tables: Tables) -> releases.Names:
    """What the tables call their things; a source goes by its publisher."""
    things: dict[str, Sequence[str]] = {}
    for kind in ENTITY_TYPES:
        for row in tables.rows(schema.ENTITY_FILES[kind]):
            things[row["id"]] = (row["name"], *split_list(row["aliases"]))
    for kind in CONCEPT_TYPES:
        for row in tables.rows(schema.CONCEPT_FILES[kind]):
            things[row["id"]] = (row["label"], *split_list(row["alternative_labels"]))
    for row in tables.rows(schema.SOURCES):
        things[row["id"]] = (row["publisher"],)
    renames: Mapping[str, str] = {r["old"]: r["new"] for r in tables.rows(schema.RENAMES)}
    return releases.Names(things, renames)


def _finding(entry: releases.Published, rule: str, message: str, remedy: str) -> Finding:
    return Finding(rule, "error", releases.PUBLISHED.path, entry.line, entry.id, message, remedy)
