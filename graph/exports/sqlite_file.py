"""An SQLite file: foreign keys, full-text search, ready for Datasette."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO

from graph.exports.flat_tables import Cell, Column, Table, tables
from graph.exports.formats import Format, Written
from graph.exports.table_losses import table_losses

if TYPE_CHECKING:
    from graph.dataset import Dataset

_TYPES = {"text": "TEXT", "number": "REAL", "flag": "INTEGER", "list": "TEXT"}


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write all tables; several values of a cell are a JSON array, yes and no are 1 and 0."""
    found = tables(dataset)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN DEFERRED")
        for table in found:
            _fill(database, table)
        database.execute("COMMIT")
        file.write(database.serialize())
    return Written(sum(len(table.rows) for table in found), "rows", table_losses(dataset))


def kept(table: Table) -> tuple[Column, ...]:
    """The columns that the database has: those that repeat another table stay out."""
    return tuple(column for column in table.columns if not column.repeats)


def _fill(database: sqlite3.Connection, table: Table) -> None:
    columns, keys = kept(table), {"relations": "name"}
    declared = [
        f'"{column.name}" {_TYPES[column.kind]}'
        + (" PRIMARY KEY NOT NULL" if column.name == table.key else "")
        + (
            f' REFERENCES "{column.references}"("{keys.get(column.references, "id")}")'
            " DEFERRABLE INITIALLY DEFERRED"
            if column.references
            else ""
        )
        for column in columns
    ]
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join(declared)})')
    places = [table.columns.index(column) for column in columns]
    marks = ", ".join("?" * len(columns))
    database.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',
        ([_value(row[place]) for place in places] for row in table.rows),
    )
    for column in columns:
        if column.references and column.name != table.key:
            name = f"{table.name}_{column.name}"
            database.execute(f'CREATE INDEX "{name}" ON "{table.name}"("{column.name}")')
    if table.searchable:
        names = ", ".join(f'"{name}"' for name in table.searchable)
        search = f"{table.name}_fts"
        database.execute(
            f'CREATE VIRTUAL TABLE "{search}" USING fts5({names}, content="{table.name}", '
            "tokenize='unicode61 remove_diacritics 2')"
        )
        database.execute(f'INSERT INTO "{search}"("{search}") VALUES (\'rebuild\')')


def _value(cell: Cell) -> str | float | int | None:
    if isinstance(cell, tuple):
        return json.dumps(cell, ensure_ascii=False)
    return int(cell) if isinstance(cell, bool) else cell


FORMAT = Format("sqlite", "SQLite database", "application/vnd.sqlite3", ".sqlite", write)
