"""``metadata.json`` for Datasette (https://docs.datasette.io): what tables and columns mean."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from graph.exports.flat_tables import Table, tables
from graph.exports.records.release import Release
from graph.exports.sqlite_file import kept
from graph.model import BASE_IRI
from graph.rdf.description import DESCRIPTION, LICENCE, TITLE

_FACETS = {
    "entities": ["type", "kind", "status"],
    "statements": ["relation", "temporal_status", "confidence"],
    "concepts": ["vocabulary"],
    "sources": ["tier"],
}
_SORTED = {"entities": "name", "concepts": "label", "sources": "title", "things": "name"}
_LABELS = {"concepts": "label", "sources": "title", "relations": "label", "things": "name"}

QUERIES = {
    "funders_of_a_cause": (
        "Who funds organizations that work on a cause?",
        "select t.name as funder, count(distinct f.object) as organizations\n"
        "from statements f join things t on t.id = f.subject\n"
        "join statements w on w.subject = f.object and w.relation = 'works_on'\n"
        "where f.relation = 'funds' and w.object = :cause\n"
        "group by f.subject order by organizations desc, funder",
    ),
    "people_at_several_organizations": (
        "Who holds public roles at several organizations?",
        "select t.name as person, count(distinct s.object) as organizations\n"
        "from statements s join things t on t.id = s.subject\n"
        "where s.relation = 'holds_role'\n"
        "group by s.subject having organizations > 1 order by organizations desc, person",
    ),
    "entities_in_a_country": (
        "Which entities are in a country?",
        "select e.id, e.name, e.type from entities e, json_each(e.countries) c\n"
        "where c.value = :country order by e.name",
    ),
}
"""Ready queries: name to title and SQL, each run in the tests."""


def datasette(release: Release) -> bytes:
    """The metadata of the database, named after its file."""
    (file,) = (file for file in release.files if file.format.name == "sqlite")
    record: dict[str, Any] = {
        "title": TITLE,
        "description": DESCRIPTION,
        "license": "CC BY 4.0",
        "license_url": LICENCE,
        "source": f"{TITLE}, version {release.dataset.version}",
        "source_url": BASE_IRI,
        "databases": {
            PurePosixPath(file.path).stem: {
                "tables": {table.name: _table(table) for table in tables(release.dataset)},
                "queries": {
                    name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()
                },
            }
        },
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": table.title,
        "columns": {column.name: column.meaning for column in kept(table)},
    }
    for name, chosen in (("facets", _FACETS), ("sort", _SORTED), ("label_column", _LABELS)):
        if table.name in chosen:
            found[name] = chosen[table.name]
    if table.searchable:
        found["fts_table"] = f"{table.name}_fts"
    return found
