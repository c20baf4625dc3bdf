"""All tables of a data folder, as the checks and the loader see them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph import schema
from graph.errors import InvalidDatasetError
from graph.model import Finding, Relation, Report
from graph.tables import Row, Table, read_table, write_table
from graph.text import split_list


@dataclass(frozen=True)
class Tables:
    """The tables by path, the relations they declare, and the faults met while reading."""

    folder: Path
    tables: Mapping[str, Table]
    relations: Mapping[str, Relation]
    faults: tuple[Finding, ...]
    version: str

    def __iter__(self) -> Iterator[Table]:
        """Iterate over the tables in reading order."""
        return iter(self.tables.values())

    def rows(self, file: schema.FileSchema) -> tuple[Row, ...]:
        """The rows of one file."""
        return self.tables[file.path].rows

    @cached_property
    def statements(self) -> tuple[tuple[Relation, Table], ...]:
        """Each relation with the table of its statements."""
        return tuple(
            (relation, self.tables[schema.statement_file(relation).path])
            for relation in self.relations.values()
        )

    @cached_property
    def unread(self) -> frozenset[str]:
        """Files that could not be read to their end.

        What refers to their rows cannot be judged: a fault there would hide
        behind thousands of findings that only follow from it.
        """
        return frozenset(table.path for table in self if not table.complete)

    @cached_property
    def identified(self) -> Mapping[str, tuple[Table, Row]]:
        """Every identifier that a row declares, with its table and row."""
        return {
            row["id"]: (table, row)
            for table in self
            if table.schema.header[0] == "id"
            for row in table.rows
        }

    @cached_property
    def unknowable(self) -> frozenset[str]:
        """Types of identifiers that a file declares which could not be read to its end."""
        return frozenset(
            kind
            for table in self
            if table.path in self.unread
            for kind in table.schema.columns[0].types
            if table.schema.header[0] == "id"
        )


def read_tables(folder: Path) -> Tables:
    """Read every file that the schema names; nothing is raised, faults are kept."""
    tables: dict[str, Table] = {}
    faults: list[Finding] = []
    for file in schema.FIXED_FILES:
        tables[file.path], found = read_table(folder, file)
        faults += found
    relations = {}
    for row in tables[schema.RELATIONS.path].rows:
        relation = _relation(row)
        relations[relation.name] = relation
        file = schema.statement_file(relation)
        tables[file.path], found = read_table(folder, file)
        faults += found
    faults += _strangers(folder, tables)
    return Tables(folder, tables, relations, tuple(faults), _version(folder, tables))


def rewrite(folder: Path) -> list[str]:
    """Bring the files of a data folder into canonical form; returns those that changed.

    Raises `InvalidDatasetError` and writes nothing while a file cannot be read
    as a whole, because rows would be lost.
    """
    tables = read_tables(folder)
    if tables.faults:
        raise InvalidDatasetError(Report.of(tables.faults))
    changed = []
    for table in tables:
        before = (folder / table.path).read_bytes()
        write_table(folder, table.schema, [row.values for row in table.rows])
        if (folder / table.path).read_bytes() != before:
            changed.append(table.path)
    return changed


def _relation(row: Row) -> Relation:
    return Relation(
        name=row["id"].partition("/")[2].replace("-", "_"),
        label=row["label"],
        inverse_label=row["inverse_label"],
        domain=split_list(row["domain"]),
        range=split_list(row["range"]),
        symmetric=row["symmetric"] == "yes",
        social=row["social"] == "yes",
        sensitive=row["sensitive"] == "yes",
        qualifiers=split_list(row["qualifiers"]),
        property=row["property"],
        definition=row["definition"],
    )


def _strangers(folder: Path, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """A file that nothing reads is probably misspelt: say so rather than lose its rows."""
    for sub in ("entities", "statements"):
        for path in sorted((folder / sub).glob("*.csv")):
            name = f"{sub}/{path.name}"
            if name not in tables:
                yield Finding(
                    "file-unknown",
                    "error",
                    name,
                    0,
                    "",
                    "no table of this name is part of the dataset",
                    "Rename it, or declare its relation in vocabulary/relations.csv.",
                )


def _version(folder: Path, tables: Mapping[str, Table]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tables):
        path = folder / name
        digest.update(name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:16]
