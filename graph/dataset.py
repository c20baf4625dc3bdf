"""The loaded dataset: immutable, with look-ups, filters and search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz, process

from graph import checks, schema
from graph.checks.tables import Tables, read_tables
from graph.errors import InvalidDatasetError, UnknownIdentifierError
from graph.model import (
    CONCEPT_TYPES,
    ENTITY_TYPES,
    Concept,
    Description,
    Entity,
    Question,
    Refusal,
    Relation,
    Report,
    Source,
    Statement,
)
from graph.removals import is_removed
from graph.tables import Row
from graph.text import label_key, split_list

DATA = Path(__file__).resolve().parent.parent / "data"
"""The data folder that ships with the package."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep: an entity passes when it meets every part that is not empty.

    Within one part any value is enough; a cause or skill counts with all its
    narrower ones.
    """

    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search: what was found, under which of its names, how alike (0-100)."""

    id: str
    name: str
    matched: str
    score: float


class Dataset:
    """Entities, concepts, sources and statements, indexed.

    Nothing in it changes after loading, so one instance can be shared.
    """

    def __init__(self, tables: Tables) -> None:
        """Build from tables that have passed the structural checks."""
        self.version: str = tables.version
        self.folder: Path = tables.folder
        self.relations: Mapping[str, Relation] = tables.relations
        removed = _removed(tables)
        self.entities: Mapping[str, Entity] = {
            row["id"]: _entity(row)
            for kind in ENTITY_TYPES
            for row in tables.rows(schema.ENTITY_FILES[kind])
            if row["id"] not in removed
        }
        further: dict[str, list[Row]] = defaultdict(list)
        for row in tables.rows(schema.TRANSLATIONS):
            further[row["concept"]].append(row)
        self.concepts: Mapping[str, Concept] = {
            row["id"]: _concept(row, further[row["id"]])
            for kind in CONCEPT_TYPES
            for row in tables.rows(schema.CONCEPT_FILES[kind])
        }
        self.questions: Mapping[str, Question] = {
            row["id"]: Question(**row.values) for row in tables.rows(schema.QUESTIONS)
        }
        self.refusals: Mapping[str, Refusal] = {
            row["id"]: _refusal(row) for row in tables.rows(schema.REFUSALS)
        }
        self.sources: Mapping[str, Source] = {
            row["id"]: Source(**{f.name: row[f.name] for f in fields(Source)})
            for row in tables.rows(schema.SOURCES)
        }
        self.statements: tuple[Statement, ...] = tuple(
            _statement(relation, table.path, row)
            for relation, table in tables.statements
            for row in table.rows
            if row["subject"] not in removed and row["object"] not in removed
        )
        self.descriptions: tuple[Description, ...] = tuple(
            Description(
                row["subject"],
                split_list(row["fields"]),
                row["source"],
                row["page"],
                row["value"],
            )
            for row in tables.rows(schema.CITATIONS)
            if row["subject"] not in removed
        )
        self.renames: Mapping[str, str] = {
            row["old"]: row["new"]
            for row in tables.rows(schema.RENAMES)
            if row["new"] not in removed
        }

    def __repr__(self) -> str:
        """Sizes and version."""
        return (
            f"<Dataset {self.version}: {len(self.entities)} entities, "
            f"{len(self.statements)} statements, {len(self.sources)} sources>"
        )

    # Look-ups

    def entity(self, identifier: str) -> Entity:
        """The entity of an identifier, also of one that has moved.

        Raises `UnknownIdentifierError` with near matches.
        """
        entity = self.entities.get(self.renames.get(identifier, identifier))
        if entity is None:
            raise UnknownIdentifierError(identifier, self.near(identifier))
        return entity

    def near(self, identifier: str, limit: int = 5) -> list[str]:
        """Identifiers of entities spelled like this one, best first."""
        slugs = {known: known.partition("/")[2] for known in self.entities}
        wanted = identifier.partition("/")[2] or identifier
        found = process.extract(wanted, slugs, scorer=fuzz.ratio, limit=limit, score_cutoff=70)
        return [known for _, _, known in found]

    def name(self, identifier: str) -> str:
        """Name of an entity or label of a concept or title of a source, also of one that moved."""
        asked, identifier = identifier, self.renames.get(identifier, identifier)
        if identifier in self.entities:
            return self.entities[identifier].name
        if identifier in self.concepts:
            return self.concepts[identifier].label
        if identifier in self.sources:
            return self.sources[identifier].title
        raise UnknownIdentifierError(asked, self.near(asked))

    @cached_property
    def _outgoing(self) -> Mapping[str, Sequence[Statement]]:
        return self._grouped("subject")

    @cached_property
    def _incoming(self) -> Mapping[str, Sequence[Statement]]:
        return self._grouped("object")

    def _grouped(self, end: str) -> Mapping[str, Sequence[Statement]]:
        index: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            index[getattr(statement, end)].append(statement)
        return {identifier: tuple(statements) for identifier, statements in index.items()}

    def outgoing(self, identifier: str, relation: str | None = None) -> list[Statement]:
        """Statements of which this is the subject."""
        return [s for s in self._outgoing.get(identifier, ()) if relation in (None, s.relation)]

    def incoming(self, identifier: str, relation: str | None = None) -> list[Statement]:
        """Statements of which this is the object."""
        return [s for s in self._incoming.get(identifier, ()) if relation in (None, s.relation)]

    def statements_of(self, identifier: str) -> list[Statement]:
        """Statements of which this is one end."""
        return [*self._outgoing.get(identifier, ()), *self._incoming.get(identifier, ())]

    @cached_property
    def _described(self) -> Mapping[str, Sequence[Description]]:
        index: dict[str, list[Description]] = defaultdict(list)
        for description in self.descriptions:
            index[description.subject].append(description)
        return {identifier: tuple(pages) for identifier, pages in index.items()}

    def described_by(self, identifier: str) -> Sequence[Description]:
        """Pages that state fields of this entity."""
        return self._described.get(identifier, ())

    def as_of(self, statement: Statement) -> str:
        """The date that a statement describes: its own, else that of its source, else ""."""
        return statement.as_of or self.sources[statement.source].describes

    # Vocabularies

    @cached_property
    def narrower(self) -> Mapping[str, frozenset[str]]:
        """Each concept with itself and everything below it."""
        below: dict[str, set[str]] = {identifier: {identifier} for identifier in self.concepts}
        for identifier in self.concepts:
            up = self.concepts[identifier].broader
            while up:
                below[up].add(identifier)
                up = self.concepts[up].broader
        return {identifier: frozenset(members) for identifier, members in below.items()}

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """(concept type, label key) to concept identifier, alternative labels included."""
        return {
            (concept.type, label_key(label)): concept.id
            for concept in self.concepts.values()
            for label in (concept.label, *concept.alternative_labels)
        }

    def paths_of(self, identifier: str) -> frozenset[str]:
        """The ways out of tech that an organization is on: by its kind, or as a source says."""
        stated = {s.object for s in self.outgoing(identifier, "offers_path")}
        kind = self.concepts.get(self.entities[identifier].kind)
        by_kind = kind.details.get("path", "") if kind else ""
        return frozenset(stated | {by_kind}) - {""}

    def sector(self, identifier: str) -> str:
        """The sector of an entity, by its kind; "" when the kind is unknown."""
        kind = self.concepts.get(self.entities[identifier].kind)
        return kind.details["sector"] if kind else ""

    # Filters and search

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Facet to value to the entities that have it: the index behind `select`."""
        index: dict[str, dict[str, set[str]]] = {
            facet: defaultdict(set)
            for facet in ("types", "kinds", "paths", "causes", "skills", "countries")
        }
        for entity in self.entities.values():
            index["types"][entity.type].add(entity.id)
            if entity.kind:
                index["kinds"][entity.kind].add(entity.id)
            for country in entity.countries:
                index["countries"][country].add(entity.id)
            for path in self.paths_of(entity.id):
                index["paths"][path].add(entity.id)
        for statement in self.statements:
            facet = {"cause": "causes", "skill": "skills"}.get(statement.object.partition("/")[0])
            concept = statement.object if facet else ""
            while facet and concept:
                index[facet][concept].add(statement.subject)
                concept = self.concepts[concept].broader
        return {
            facet: {value: frozenset(members) for value, members in values.items()}
            for facet, values in index.items()
        }

    def select(self, selection: Selection) -> frozenset[str]:
        """Identifiers of the entities that pass a selection."""
        kept = frozenset(self.entities)
        for part in fields(selection):
            wanted: frozenset[str] = getattr(selection, part.name)
            if wanted:
                facet = self.facets[part.name]
                kept &= frozenset().union(*(facet.get(value, frozenset()) for value in wanted))
        return kept

    @cached_property
    def _names(self) -> tuple[list[str], list[tuple[str, str]]]:
        keys: list[str] = []
        owners: list[tuple[str, str]] = []
        named = [
            *((e.id, (e.name, *e.aliases)) for e in self.entities.values()),
            *(
                (
                    c.id,
                    (c.label, *c.alternative_labels, *chain.from_iterable(c.translations.values())),
                )
                for c in self.concepts.values()
                if c.type in ("cause", "skill", "path")
            ),
        ]
        for identifier, names in named:
            for name in names:
                keys.append(label_key(name))
                owners.append((identifier, name))
        return keys, owners

    def search(self, text: str, limit: int = 10, types: Iterable[str] = ()) -> list[Hit]:
        """Entities and concepts whose name or alias is like the text, best first.

        Accents and case do not count, and a typing error does little harm.
        ``types`` narrows the results to identifiers of these types.
        """
        query = label_key(text)
        if not query:
            return []
        keys, owners = self._names
        wanted = frozenset(types)
        best: dict[str, Hit] = {}
        for key, score, index in process.extract(
            query, keys, scorer=_likeness, limit=None, score_cutoff=72
        ):
            identifier, name = owners[index]
            if wanted and identifier.partition("/")[0] not in wanted:
                continue
            bonus = 6 * (key == query) + 3 * key.startswith(query)
            hit = Hit(identifier, self.name(identifier), name, min(score + bonus, 109))
            if identifier not in best or best[identifier].score < hit.score:
                best[identifier] = hit
        ties = self._degree
        return sorted(best.values(), key=lambda h: (-round(h.score), -ties[h.id], h.id))[:limit]

    @cached_property
    def _degree(self) -> Mapping[str, int]:
        return defaultdict(
            int,
            {
                identifier: len(self._outgoing.get(identifier, ()))
                + len(self._incoming.get(identifier, ()))
                for identifier in (*self.entities, *self.concepts)
            },
        )


def _likeness(query: str, key: str, *, score_cutoff: float | None = None) -> float:
    """Whole-string likeness, or of the query to a part of a longer name (a little less)."""
    cutoff = score_cutoff or 0
    whole = fuzz.ratio(query, key, score_cutoff=cutoff)
    if len(query) < 3 or len(key) <= len(query):
        return whole
    if query in key:
        starts_word = f" {key}".find(f" {query}") >= 0
        return max(whole, 96.0 if starts_word else 84.0)
    return max(whole, 0.92 * fuzz.token_set_ratio(query, key, score_cutoff=cutoff))


def load(folder: str | Path = DATA) -> Dataset:
    """Load a data folder.

    Raises `InvalidDatasetError` with every finding (file, line, value, remedy)
    when a structural rule is broken.
    """
    tables = read_tables(Path(folder))
    report = checks.structural(tables)
    if report.errors:
        raise InvalidDatasetError(Report(report.errors))
    return Dataset(tables)


def _removed(tables: Tables) -> frozenset[str]:
    removals = [(row["salt"], row["hash"]) for row in tables.rows(schema.REMOVALS)]
    return frozenset(
        row["id"]
        for row in tables.rows(schema.ENTITY_FILES["person"])
        if is_removed((row["name"], *split_list(row["aliases"])), removals)
    )


_COMMON = {"id", "name", "aliases", "kind", "country", "city", "website", "status", "description"}


def _entity(row: Row) -> Entity:
    cells = row.values
    return Entity(
        id=cells["id"],
        name=cells["name"],
        aliases=split_list(cells["aliases"]),
        kind=cells.get("kind", ""),
        countries=split_list(cells["country"]),
        city=cells["city"],
        website=cells["website"],
        status=cells.get("status", ""),
        description=cells["description"],
        details={k: v for k, v in cells.items() if v and k not in _COMMON},
    )


_CONCEPT = {"id", "label", "alternative_labels", "broader", "definition", "matches"}


def _concept(row: Row, further: Sequence[Row]) -> Concept:
    cells = row.values
    return Concept(
        id=cells["id"],
        label=cells["label"],
        alternative_labels=split_list(cells["alternative_labels"]),
        broader=cells["broader"],
        definition=cells["definition"],
        matches=split_list(cells["matches"]),
        details={k: v for k, v in cells.items() if v and k not in _CONCEPT},
        translations={r["language"]: split_list(r["labels"]) for r in further if r["labels"]},
        hidden={r["language"]: split_list(r["hidden"]) for r in further if r["hidden"]},
    )


def _refusal(row: Row) -> Refusal:
    return Refusal(
        row["id"],
        row["label"],
        split_list(row["words"]),
        frozenset(split_list(row["bodies"])),
        frozenset(split_list(row["kinds"])),
        split_list(row["costs"]),
    )


def _statement(relation: Relation, file: str, row: Row) -> Statement:
    cells = row.values
    return Statement(
        relation=relation.name,
        subject=cells["subject"],
        object=cells["object"],
        source=cells["source"],
        page=cells["page"],
        since=cells["since"],
        until=cells["until"],
        as_of=cells["as_of"],
        qualifiers={name: cells[name] for name in relation.qualifiers if cells[name]},
        file=file,
        line=row.line,
    )
