"""The dataset in the form of its own files: one row a thing or statement, as `data/` has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from graph import schema
from graph.model import CONCEPT_TYPES, ENTITY_TYPES
from graph.text import join_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Concept, Entity, Relation, Source, Statement
    from graph.schema import FileSchema

Row = Mapping[str, str]


def source_tables(dataset: Dataset) -> Iterator[tuple[FileSchema, Sequence[Row]]]:
    """Every file that the dataset keeps whole, with its rows in canonical order.

    Notes of the import (merges, keys of sources, reasons of renames) and what
    only checks need are not part of a loaded dataset and so not here.
    """
    for kind in ENTITY_TYPES:
        entities = [_entity(e) for e in dataset.entities.values() if e.type == kind]
        yield _sorted(schema.ENTITY_FILES[kind], entities)
    citations = [
        {"subject": d.subject, "fields": join_list(d.fields), "value": d.value,
         "source": d.source, "page": d.page}
        for d in dataset.descriptions
    ]  # fmt: skip
    yield _sorted(schema.CITATIONS, citations)
    for kind in CONCEPT_TYPES:
        concepts = [_concept(c) for c in dataset.concepts.values() if c.type == kind]
        yield _sorted(schema.CONCEPT_FILES[kind], concepts)
    translated = [
        {
            "concept": c.id,
            "language": language,
            "labels": join_list(c.translations.get(language, ())),
            "hidden": join_list(c.hidden.get(language, ())),
        }
        for c in dataset.concepts.values()
        for language in sorted(c.translations.keys() | c.hidden.keys())
    ]
    yield _sorted(schema.TRANSLATIONS, translated)
    yield _sorted(schema.RELATIONS, [_relation(r) for r in dataset.relations.values()])
    yield _sorted(schema.SOURCES, [_source(source) for source in dataset.sources.values()])
    for name, relation in sorted(dataset.relations.items()):
        stated = [_statement(s) for s in dataset.statements if s.relation == name]
        yield _sorted(schema.statement_file(relation), stated)


def _sorted(file: FileSchema, rows: Sequence[Row]) -> tuple[FileSchema, Sequence[Row]]:
    columns = (*file.key, *file.header)
    return file, sorted(rows, key=lambda row: tuple(row.get(name, "") for name in columns))


def _entity(entity: Entity) -> Row:
    return {
        "id": entity.id, "name": entity.name, "aliases": join_list(entity.aliases),
        "kind": entity.kind, "country": join_list(entity.countries), "city": entity.city,
        "website": entity.website, "status": entity.status, "description": entity.description,
        **entity.details,
    }  # fmt: skip


def _concept(concept: Concept) -> Row:
    return {
        "id": concept.id, "label": concept.label,
        "alternative_labels": join_list(concept.alternative_labels), "broader": concept.broader,
        "definition": concept.definition, "matches": join_list(concept.matches),
        **concept.details,
    }  # fmt: skip


def _relation(relation: Relation) -> Row:
    flags = {name: "yes" if getattr(relation, name) else "no"
             for name in ("symmetric", "social", "sensitive")}  # fmt: skip
    return {
        "id": f"relation/{relation.name.replace('_', '-')}", "label": relation.label,
        "inverse_label": relation.inverse_label, "domain": join_list(relation.domain),
        "range": join_list(relation.range), "qualifiers": join_list(relation.qualifiers),
        "property": relation.property, "definition": relation.definition, **flags,
    }  # fmt: skip


def _source(source: Source) -> Row:
    return {name: getattr(source, name) for name in schema.SOURCES.header if name != "keys"}


def _statement(statement: Statement) -> Row:
    return {
        "subject": statement.subject, "object": statement.object, "since": statement.since,
        "until": statement.until, "as_of": statement.as_of, "source": statement.source,
        "page": statement.page, **statement.qualifiers,
    }  # fmt: skip
