"""The Croissant 1.1 record (JSON-LD): the CSV tables as record sets, for machine learning."""

from __future__ import annotations

import json
from typing import Any

from graph.exports.flat_tables import Column, Table, tables
from graph.exports.records.release import Release
from graph.exports.records.schema_org import KEYWORDS
from graph.model import BASE_IRI
from graph.rdf.description import DESCRIPTION, LICENCE, PUBLISHER, TITLE, modified

Json = dict[str, Any]

_CROISSANT = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileProperty "
    "fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path "
    "recordSet references regex repeated replace samplingRate separator source subField transform"
).split()

_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{name: f"cr:{name}" for name in _CROISSANT},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "prov": "http://www.w3.org/ns/prov#",
    "sc": "https://schema.org/",
}
"""The context of Croissant 1.1, and PROV for where the data come from."""

_TYPES = {"text": "sc:Text", "number": "sc:Float", "flag": "sc:Text", "list": "sc:Text"}

_PEOPLE = (
    "The dataset names people, only in public professional roles and with the page that says so. "
    "Whoever is named can be corrected or left out: see 'Being left out' in the project's README. "
    "Not for ranking the worth of people, nor for training models to identify them."
)


def croissant(release: Release) -> bytes:
    """The record: each CSV table as a file and as a record set with its columns."""
    dataset = release.dataset
    digests = {file.path: file.sha256 for file in release.files}
    found = tables(dataset)
    record: Json = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "tech-for-good-graph",
        "alternateName": TITLE,
        "description": f"{DESCRIPTION} {_PEOPLE}",
        "url": release.base,
        "license": LICENCE,
        "version": _semantic(dataset.version),
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": PUBLISHER, "url": BASE_IRI},
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": BASE_IRI},
        **({"datePublished": modified(dataset)} if modified(dataset) else {}),
        "citeAs": f"{PUBLISHER}: {TITLE}, version {dataset.version}. {BASE_IRI}dataset",
        "isLiveDataset": False,
        "rai:personalSensitiveInformation": _PEOPLE,
        "prov:hadPrimarySource": [
            {"@id": BASE_IRI + identifier} for identifier in sorted(dataset.sources)
        ],
        "distribution": [_file(table, digests[_path(table)]) for table in found],
        "recordSet": [_records(table, {t.name: t.key for t in found}) for table in found],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def _semantic(version: str) -> str:
    """Croissant wants a semantic version: the digest of the data as build metadata."""
    return f"1.0.0+{version}"


def _path(table: Table) -> str:
    return f"csv/{table.name}.csv"


def _file(table: Table, digest: str) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": _path(table),
        "name": _path(table),
        "description": table.title,
        "contentUrl": _path(table),
        "encodingFormat": "text/csv",
        "sha256": digest,
    }


def _records(table: Table, keys: dict[str, str]) -> Json:
    key = {"key": {"@id": f"{table.name}/{table.key}"}} if table.key else {}
    fields = [_field(table, column, keys) for column in table.columns]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.title,
        **key,
        "field": fields,
    }


def _field(table: Table, column: Column, keys: dict[str, str]) -> Json:
    several = "; several values are separated by ' | '" if column.kind == "list" else ""
    found: Json = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": f"{table.name}/{column.name}",
        "description": column.meaning + several,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": _path(table)}, "extract": {"column": column.name}},
    }
    if column.references:
        target = f"{column.references}/{keys[column.references]}"
        found["references"] = {"field": {"@id": target}}
    return found
