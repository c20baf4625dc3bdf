"""The dataset as flat tables: declared once, written as CSV, Parquet and SQLite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph import schema
from graph.evidence import confidences, temporal_status
from graph.model import BASE_IRI, CONCEPT_TYPES
from graph.text import split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Concept, Entity, Statement

Cell = str | float | bool | None | tuple[str, ...]
Kind = Literal["text", "number", "flag", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind of values, what it means, and the table whose key it names.

    ``repeats`` marks what another table says already: there for readers of a
    single table, left out of the database.
    """

    name: str
    meaning: str
    kind: Kind = "text"
    references: str = ""
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows, sorted; ``key`` is the column that is unique, "" without any."""

    name: str
    title: str
    key: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    searchable: tuple[str, ...] = ()


def tables(dataset: Dataset) -> tuple[Table, ...]:
    """All tables; a table comes after those that it refers to."""
    return tuple(make(dataset) for make in _TABLES)


def _things(dataset: Dataset) -> Table:
    columns = (
        Column("id", "identifier, frozen"),
        Column("name", "name of an entity, label of a concept"),
        Column("type", "organization, person, project, event, cause, skill, path, role or kind"),
        Column("iri", "the identifier as an IRI"),
    )
    named = {e.id: e.name for e in dataset.entities.values()}
    named |= {c.id: c.label for c in dataset.concepts.values()}
    rows = [(i, named[i], i.partition("/")[0], BASE_IRI + i) for i in sorted(named)]
    return Table("things", "Everything that has an identifier", "id", columns, rows)


_LISTS = {
    column.name
    for file in (*schema.ENTITY_FILES.values(), *schema.CONCEPT_FILES.values())
    for column in file.columns
    if column.many
}


def _further(files: Sequence[schema.FileSchema], known: Sequence[str]) -> tuple[str, ...]:
    """Columns of the files that only some types have, in their order."""
    return tuple(dict.fromkeys(n for f in files for n in f.header if n not in known))


_ENTITY = ("id", "name", "aliases", "kind", "country", "city", "website", "status", "description")
_DETAILS = _further(tuple(schema.ENTITY_FILES.values()), _ENTITY)


def _entities(dataset: Dataset) -> Table:
    columns = (
        Column("id", "identifier, frozen", references="things"),
        Column("name", "name as used publicly"),
        Column("type", "organization, person, project or event"),
        Column("kind", "what kind of organization, project or event", references="things"),
        Column("kind_label", "the kind in words", repeats=True),
        Column("sector", "sector, by the kind"),
        Column("paths", "ways out of tech that an organization is on", "list"),
        Column("countries", "ISO 3166 codes", "list"),
        Column("city", "city"),
        Column("website", "own website"),
        Column("status", "active, inactive, reorganised, closed or unknown; empty: not known"),
        Column("aliases", "other names", "list"),
        Column("description", "a few words of ours"),
        *(Column(name, name.replace("_", " ")) for name in _DETAILS),
    )

    def row(entity: Entity) -> tuple[Cell, ...]:
        is_organization = entity.type == "organization"
        return (
            entity.id, entity.name, entity.type, entity.kind or None,
            dataset.name(entity.kind) if entity.kind else None, dataset.sector(entity.id) or None,
            tuple(sorted(dataset.paths_of(entity.id))) if is_organization else (),
            entity.countries, entity.city or None, entity.website or None, entity.status or None,
            entity.aliases, entity.description or None,
            *(entity.details.get(name) for name in _DETAILS),
        )  # fmt: skip

    rows = [row(dataset.entities[identifier]) for identifier in sorted(dataset.entities)]
    searchable = ("name", "aliases", "city", "description")
    title = "Organizations, people, projects and events"
    return Table("entities", title, "id", columns, rows, searchable)


_CONCEPT = ("id", "label", "alternative_labels", "broader", "definition", "matches")
_NOTES = _further([schema.CONCEPT_FILES[kind] for kind in CONCEPT_TYPES], _CONCEPT)


def _concepts(dataset: Dataset) -> Table:
    refers = {"path": "things", "source": "sources"}
    columns = (
        Column("id", "identifier, frozen", references="things"),
        Column("label", "label in English"),
        Column("vocabulary", "cause, skill, path, role or kind"),
        Column("broader", "the concept above it", references="things"),
        Column("alternative_labels", "other labels", "list"),
        Column("definition", "what is meant"),
        Column("matches", "the same in other vocabularies", "list"),
        *(
            Column(n, n.replace("_", " "), "list" if n in _LISTS else "text", refers.get(n, ""))
            for n in _NOTES
        ),
    )

    def note(concept: Concept, name: str) -> Cell:
        value = concept.details.get(name)
        return split_list(value or "") if name in _LISTS else value

    def row(concept: Concept) -> tuple[Cell, ...]:
        return (
            concept.id, concept.label, concept.type, concept.broader or None,
            concept.alternative_labels, concept.definition or None, concept.matches,
            *(note(concept, name) for name in _NOTES),
        )  # fmt: skip

    rows = [row(dataset.concepts[identifier]) for identifier in sorted(dataset.concepts)]
    searchable = ("label", "alternative_labels", "definition")
    title = "Causes, skills, paths, roles and kinds"
    return Table("concepts", title, "id", columns, rows, searchable)


def _statements(dataset: Dataset) -> Table:
    every = (q for relation in dataset.relations.values() for q in relation.qualifiers)
    qualifiers = tuple(dict.fromkeys(every))
    columns = (
        Column("id", "identifier: a digest of what the statement says and where"),
        Column("subject", "who or what", references="things"),
        Column("subject_name", "its name", repeats=True),
        Column("relation", "how they are tied", references="relations"),
        Column("object", "to whom or what", references="things"),
        Column("object_name", "its name", repeats=True),
        Column("social", "whether connectors are found on it", "flag", repeats=True),
        Column("since", "year, month or day; empty: not known"),
        Column("until", "year, month or day; empty: not known"),
        Column("as_of", "the date that the page describes"),
        Column("source_as_of", "the date that the whole source describes", repeats=True),
        Column("temporal_status", "current, past or unknown"),
        Column("confidence", "confirmed, one-side, third-party, unconfirmed or inferred"),
        *(_QUALIFIERS.get(q, Column(q, q.replace("_", " "))) for q in qualifiers),
        Column("source", "who says so", references="sources"),
        Column("source_title", "title of the source", repeats=True),
        Column("publisher", "publisher of the source", repeats=True),
        Column("page", "where it says so: an address, or a place in words"),
    )
    sure = confidences(dataset)

    def said(statement: Statement, name: str) -> Cell:
        value = statement.qualifiers.get(name)
        return float(value) if value and name == "amount" else value

    def row(statement: Statement) -> tuple[Cell, ...]:
        source = dataset.sources[statement.source]
        return (
            statement.id, statement.subject, dataset.name(statement.subject), statement.relation,
            statement.object, dataset.name(statement.object),
            dataset.relations[statement.relation].social, statement.since or None,
            statement.until or None, statement.as_of or None, source.describes or None,
            temporal_status(dataset, statement), sure[statement.id],
            *(said(statement, name) for name in qualifiers),
            statement.source, source.title, source.publisher, statement.page,
        )  # fmt: skip

    ordered = sorted(dataset.statements, key=lambda s: (s.relation, s.subject, s.object, s.id))
    title = "Statements, one a row, each with its source"
    return Table("statements", title, "id", columns, [row(s) for s in ordered])


_QUALIFIERS = {
    "amount": Column("amount", "sum of money; empty: not known, never zero", "number"),
    "kind": Column("kind", "kind of role", references="things"),
    "role": Column("role", "title of the role"),
}


def _citations(dataset: Dataset) -> Table:
    columns = (
        Column("subject", "an entity", references="things"),
        Column("fields", "the fields that the page states", "list"),
        Column("value", "only where the page states another value than the one kept"),
        Column("source", "who says so", references="sources"),
        Column("page", "where it says so"),
    )
    rows = [(d.subject, d.fields, d.value or None, d.source, d.page) for d in dataset.descriptions]
    title = "Pages that state the fields of entities"
    return Table("citations", title, "", columns, sorted(rows, key=str))


def _sources(dataset: Dataset) -> Table:
    columns = (
        Column("id", "identifier"),
        Column("title", "title"),
        Column("publisher", "who publishes it"),
        Column("url", "address"),
        Column("tier", "first-hand, official, curated, press, second-hand or compilation"),
        Column("licence", "licence of the source"),
        Column("snapshot", "the exact version that was read"),
        Column("describes", "the date that it describes"),
        Column("retrieved", "when it was read"),
        Column("note", "how it was read"),
    )
    names = tuple(column.name for column in columns)
    rows = [
        tuple(getattr(dataset.sources[identifier], name) or None for name in names)
        for identifier in sorted(dataset.sources)
    ]
    return Table("sources", "Sources", "id", columns, rows, ("title", "publisher"))


def _relations(dataset: Dataset) -> Table:
    columns = (
        Column("name", "name of the relation"),
        Column("label", "read from subject to object"),
        Column("inverse_label", "read from object to subject"),
        Column("domain", "what its subjects may be", "list"),
        Column("range", "what its objects may be", "list"),
        Column("symmetric", "whether direction means nothing", "flag"),
        Column("social", "whether connectors are found on it", "flag"),
        Column("sensitive", "whether it can reveal special-category data", "flag"),
        Column("qualifiers", "columns of statements that it uses", "list"),
        Column("property", "its RDF property"),
        Column("definition", "what is meant"),
    )
    names = tuple(column.name for column in columns)
    rows = [
        tuple(getattr(dataset.relations[relation], name) for name in names)
        for relation in sorted(dataset.relations)
    ]
    return Table("relations", "Relations", "name", columns, rows)


def _renames(dataset: Dataset) -> Table:
    columns = (
        Column("old", "an identifier that has moved"),
        Column("new", "the identifier to use instead", references="things"),
    )
    kept = dataset.entities.keys() | dataset.concepts.keys()
    rows = [(old, new) for old, new in sorted(dataset.renames.items()) if new in kept]
    return Table("renames", "Identifiers that have moved", "old", columns, rows)


_TABLES: tuple[Callable[[Dataset], Table], ...] = (
    _things, _sources, _relations, _entities, _concepts, _statements, _citations, _renames,
)  # fmt: skip
