"""Frictionless Data Package 2 (https://datapackage.org): the curated tables and their schemas."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

from graph import schema
from graph.exports.archives import Member, zipped
from graph.exports.formats import Format, Loss, Written
from graph.exports.source_tables import source_tables
from graph.model import BASE_IRI
from graph.rdf.description import DESCRIPTION, LICENCE, PUBLISHER, TITLE, modified
from graph.schema import Column, FileSchema

if TYPE_CHECKING:
    from graph.dataset import Dataset

Json = dict[str, Any]

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write ``datapackage.json`` and the tables of ``data/`` in their own form.

    The tables can be loaded again; their cells are not changed for
    spreadsheets (the CSV tables are).
    """
    found = list(source_tables(dataset))
    tables = [(table, _csv(table, rows)) for table, rows in found]
    members: list[Member] = [("datapackage.json", descriptor(dataset, dict(tables)))]
    members += [(f"data/{table.path}", content) for table, content in tables]
    zipped(file, members)
    rows = sum(len(rows) for _, rows in found)
    return Written(rows, "rows", _losses([table for table, _ in found]))


def descriptor(dataset: Dataset, tables: Mapping[FileSchema, bytes]) -> bytes:
    """``datapackage.json``: the record of the dataset and the schema of each table."""
    homes = {
        column.types[0]: _name(table)
        for table in tables
        for column in table.columns
        if column.type == "identifier" and len(column.types) == 1
    }
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "tech-for-good-graph",
        "id": BASE_IRI + "dataset",
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": BASE_IRI,
        "version": dataset.version,
        **({"created": f"{modified(dataset)}T00:00:00Z"} if modified(dataset) else {}),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "contributors": [{"title": PUBLISHER, "roles": ["creator", "publisher"]}],
        "sources": [
            {"title": s.title, **({"path": s.url} if s.url else {})}
            for s in dataset.sources.values()
        ],
        "resources": [_resource(table, content, homes) for table, content in tables.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(table: FileSchema, content: bytes, homes: Mapping[str, str]) -> Json:
    return {
        "name": _name(table),
        "path": f"data/{table.path}",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table, homes),
    }


def _schema(table: FileSchema, homes: Mapping[str, str]) -> Json:
    """Table Schema 2: a primary key where all its cells are filled, else a unique key."""
    required = {column.name for column in table.columns if column.required}
    keys: Json = (
        {"primaryKey": list(table.key)}
        if required.issuperset(table.key)
        else {"uniqueKeys": [list(table.key)]}
    )
    foreign = list(_foreign_keys(table, homes))
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fieldsMatch": "equal",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **keys,
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column) -> Json:
    constraints: Json = {"required": True} if column.required else {}
    found: Json = {"name": column.name, "type": "string"}
    if column.many:
        found["description"] = "Several values are separated by ' | '."
    elif column.type == "number":
        found["type"] = "number"
    elif column.type == "date":
        found["description"] = "A year, a month or a day, as exact as the source."
        constraints["pattern"] = _DATE
    elif column.type == "url":
        found["format"] = "uri"
    if column.values and not column.many:
        constraints["enum"] = list(column.values)
    return found | ({"constraints": constraints} if constraints else {})


def _foreign_keys(table: FileSchema, homes: Mapping[str, str]) -> Iterator[Json]:
    for column in table.columns:
        if _refers(column) and len(column.types) == 1:
            home = homes[column.types[0]]
            elsewhere = {"resource": home} if home != _name(table) else {}
            yield {"fields": [column.name], "reference": elsewhere | {"fields": ["id"]}}


def _refers(column: Column) -> bool:
    return column.type == "reference" and not column.many


def _name(table: FileSchema) -> str:
    return PurePosixPath(table.path).stem.replace("_", "-")


def _csv(table: FileSchema, rows: Iterable[Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows([row.get(name, "") for name in table.header] for row in rows)
    return out.getvalue().encode()


def _losses(tables: Sequence[FileSchema]) -> tuple[Loss, ...]:
    ends = [c for table in tables for c in table.columns if _refers(c) and len(c.types) != 1]
    left = sum(1 for file in schema.FIXED_FILES if file not in tables)
    why = "they may point into several tables, which Table Schema cannot say"
    notes = "decisions on identity, expectations and hashes of removed people stay with the project"
    return (
        Loss("references without a foreign key", len(ends), why),
        Loss("files of the import", left, notes),
    )


FORMAT = Format(
    "datapackage", "Frictionless Data Package", "application/zip", ".datapackage.zip", write
)
