"""What earlier releases published: a record that later data are held against.

``data/releases/`` keeps three tables: the releases; every identifier that one of them published,
with the name under which it first appeared; and the identifiers withdrawn since, each with its
reason. An identifier never changes its meaning: it stays, moves (``renames.csv``), or is
withdrawn on record. People stand there by salted hashes alone, so that the record names nobody
and whoever is removed can be taken out of it (`forget`).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InvalidDatasetError, UsageError
from graph.model import CONCEPT_TYPES, ENTITY_TYPES, Report
from graph.removals import removal_hash
from graph.schema import Column, FileSchema
from graph.tables import Row, read_table, write_table
from graph.text import label_key

TYPES = (*ENTITY_TYPES, *CONCEPT_TYPES, "source")
_COUNTED = ("entities", "concepts", "sources", "statements")

RELEASES = FileSchema(
    "releases/releases.csv",
    (
        Column("number", "number", required=True),
        Column("version", required=True),
        Column("date", "date", required=True),
        *(Column(name, "number", required=True) for name in _COUNTED),
        Column("salt", required=True),
    ),
    key=("number",),
)
"""One release: its number, the version of its data, its day, what it held, salt of its hashes."""

PUBLISHED = FileSchema(
    "releases/identifiers.csv",
    (
        Column("id", required=True),
        Column("name", required=True),
        Column("release", "number", required=True),
    ),
    key=("id",),
)
"""One published identifier, the name it first bore (the publisher of a source), and the first
release that held it; for a person hashes instead of identifier and name."""

WITHDRAWN = FileSchema(
    "releases/withdrawn.csv",
    (
        Column("id", required=True),
        Column("reason", required=True),
        Column("date", "date", required=True),
    ),
    key=("id",),
)
"""One identifier that was published and is gone for a reason other than a move or a removal."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release on record."""

    number: int
    version: str
    date: str
    salt: str


@dataclass(frozen=True, slots=True)
class Published:
    """One identifier on record (hashed for a person) and the line of the file it stands on."""

    id: str
    name: str
    release: int
    line: int


@dataclass(frozen=True, slots=True)
class Names:
    """What a data folder calls its things: identifier to all names, and the moves of others."""

    things: Mapping[str, Sequence[str]]
    renames: Mapping[str, str]


def releases(folder: Path) -> tuple[Release, ...]:
    """The releases on record in a data folder, earliest first; none without a record."""
    rows = _rows(folder, RELEASES)
    found = (Release(int(r["number"]), r["version"], r["date"], r["salt"]) for r in rows)
    return tuple(sorted(found, key=lambda release: release.number))


def previous(folder: Path, version: str) -> Release | None:
    """The release before the data of this version; None when there was none."""
    found = releases(folder)
    for place, release in enumerate(found):
        if release.version == version:
            return found[place - 1] if place else None
    return found[-1] if found else None


def published(folder: Path) -> tuple[Published, ...]:
    """Every identifier on record."""
    rows = _rows(folder, PUBLISHED)
    return tuple(Published(r["id"], r["name"], int(r["release"]), r.line) for r in rows)


def withdrawn(folder: Path) -> Mapping[str, tuple[str, str]]:
    """Identifier (hashed for a person) to the reason and the day of its withdrawal."""
    return {row["id"]: (row["reason"], row["date"]) for row in _rows(folder, WITHDRAWN)}


def record(
    folder: Path, names: Names, version: str, date: str, counts: Mapping[str, int]
) -> Release:
    """Add a release to the record of a data folder.

    Parameters
    ----------
    folder
        The data folder that keeps the record.
    names
        What the release calls its things.
    version, date
        The version of its data, and its day.
    counts
        How many entities, concepts, sources and statements it holds.

    Raises
    ------
    UsageError
        When this version is on record already.
    InvalidDatasetError
        When the record itself cannot be read; nothing is written then.

    """
    earlier = releases(folder)
    if any(release.version == version for release in earlier):
        raise UsageError(f"version {version} is on record already; nothing is written")
    release = Release(
        number=max((r.number for r in earlier), default=0) + 1,
        version=version,
        date=date,
        salt=secrets.token_hex(8),
    )
    known = {each.id for each in published(folder)}
    rows = [row.values for row in _rows(folder, PUBLISHED)]
    for identifier, called in sorted(names.things.items()):
        if known.isdisjoint(on_record(identifier, earlier)):
            own_id, own_name = identifier, called[0]
            if identifier.startswith("person/"):
                own_id = _hashed(identifier, release.salt)
                own_name = removal_hash(own_name, release.salt)
            rows.append({"id": own_id, "name": own_name, "release": str(release.number)})
    listed = [row.values for row in _rows(folder, RELEASES)]
    sizes = {name: str(counts[name]) for name in _COUNTED}
    listed.append({"number": str(release.number), "version": version, "date": date,
                   "salt": release.salt, **sizes})  # fmt: skip
    write_table(folder, PUBLISHED, rows)
    write_table(folder, RELEASES, listed)
    if not (folder / WITHDRAWN.path).is_file():
        write_table(folder, WITHDRAWN, [])
    return release


def forget(folder: Path, people: Collection[str]) -> Mapping[str, int]:
    """Take people out of the record; returns the number of rows deleted by file."""
    found = releases(folder)
    gone = {hashed for person in people for hashed in on_record(person, found)}
    deleted: dict[str, int] = {}
    for file in (PUBLISHED, WITHDRAWN):
        rows = _rows(folder, file)
        kept = [row.values for row in rows if row["id"] not in gone]
        if len(kept) < len(rows):
            deleted[file.path] = len(rows) - len(kept)
            write_table(folder, file, kept)
    return deleted


def on_record(identifier: str, found: Sequence[Release]) -> frozenset[str]:
    """How an identifier may stand in the record: as it is, or hashed with a release's salt."""
    if not identifier.startswith("person/"):
        return frozenset({identifier})
    return frozenset(_hashed(identifier, release.salt) for release in found)


def same_name(entry: Published, names: Sequence[str], found: Sequence[Release]) -> bool:
    """Whether one of the names is the one on record; accents, case and hyphens do not count."""
    salts = {release.number: release.salt for release in found}
    salt = salts.get(entry.release, "")
    if entry.id.startswith("person/"):
        return bool(salt) and any(removal_hash(name, salt) == entry.name for name in names)
    return label_key(entry.name) in map(label_key, names)


def _hashed(identifier: str, salt: str) -> str:
    return f"person/{removal_hash(identifier, salt)}"


def _rows(folder: Path, file: FileSchema) -> tuple[Row, ...]:
    """The rows of a file, none when it is not there; raises `InvalidDatasetError` for faults."""
    if not (folder / file.path).is_file():
        return ()
    table, faults = read_table(folder, file)
    if faults:
        raise InvalidDatasetError(Report.of(faults))
    return table.rows
