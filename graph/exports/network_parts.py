"""Nodes and ties with plain attributes: what GraphML, GEXF and Kumu are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.evidence import confidences, temporal_status
from graph.exports.formats import Loss
from graph.model import BASE_IRI
from graph.text import SEPARATOR

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Concept, Entity, Statement


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, or a concept that a statement names; only filled fields."""

    id: str
    label: str
    type: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """A statement as a tie of its own, with its source; only filled fields."""

    id: str
    tail: str
    head: str
    relation: str
    label: str
    symmetric: bool
    social: bool
    fields: Mapping[str, str]


def nodes(dataset: Dataset) -> list[Node]:
    """Every entity, and every concept that a statement names, by identifier."""
    named = {s.object for s in dataset.statements if s.object in dataset.concepts}
    found = [_entity(dataset, entity) for entity in dataset.entities.values()]
    found += [_concept(dataset.concepts[identifier]) for identifier in named]
    return sorted(found, key=lambda node: node.id)


def ties(dataset: Dataset) -> list[Tie]:
    """Every statement, by its ends, relation and identifier."""
    sure = confidences(dataset)
    found = [_tie(dataset, statement, sure[statement.id]) for statement in dataset.statements]
    return sorted(found, key=lambda tie: (tie.tail, tie.head, tie.relation, tie.id))


def losses(dataset: Dataset) -> tuple[Loss, ...]:
    """What nodes and ties leave behind, whatever file they go into."""
    named = {s.object for s in dataset.statements}
    partial = [d for d in dataset.descriptions if not d.value]
    found = [
        Loss("citations without their fields", len(partial),
             "a node lists its pages, but not which field each of them states"),
        Loss("details of sources", len(dataset.sources),
             "a tie names source, title, publisher, tier and page; licence, snapshot, dates and "
             "note stay behind"),
        Loss("concepts", len(dataset.concepts.keys() - named),
             "no statement names them, so they are no nodes (kinds and roles stand as words)"),
        Loss("deviating values", len(dataset.descriptions) - len(partial),
             "a page states another value than the one kept; only the page is carried"),
        Loss("former identifiers", len(dataset.renames), "there is no place for redirects"),
    ]  # fmt: skip
    return tuple(loss for loss in found if loss.count)


def _filled(**fields: str) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _entity(dataset: Dataset, entity: Entity) -> Node:
    pages = dict.fromkeys(d.page for d in dataset.described_by(entity.id))
    fields = _filled(
        iri=BASE_IRI + entity.id,
        kind=dataset.name(entity.kind) if entity.kind else "",
        sector=dataset.sector(entity.id),
        aliases=SEPARATOR.join(entity.aliases),
        country=SEPARATOR.join(entity.countries),
        city=entity.city,
        website=entity.website,
        status=entity.status,
        description=entity.description,
        **dict(entity.details),
        sources=SEPARATOR.join(pages),
    )
    return Node(entity.id, entity.name, entity.type, fields)


def _concept(concept: Concept) -> Node:
    fields = _filled(
        iri=BASE_IRI + concept.id,
        aliases=SEPARATOR.join(concept.alternative_labels),
        description=concept.definition,
        broader=concept.broader,
        matches=SEPARATOR.join(concept.matches),
    )
    return Node(concept.id, concept.label, concept.type, fields)


def _tie(dataset: Dataset, statement: Statement, confidence: str) -> Tie:
    relation, source = dataset.relations[statement.relation], dataset.sources[statement.source]
    fields = _filled(
        since=statement.since,
        until=statement.until,
        as_of=dataset.as_of(statement),
        temporal_status=temporal_status(dataset, statement),
        confidence=confidence,
        **dict(statement.qualifiers),
        source_id=statement.source,  # plain `source` is the tail of a tie to many tools
        source_title=source.title,
        publisher=source.publisher,
        tier=source.tier,
        page=statement.page,
    )
    return Tie(
        statement.id, statement.subject, statement.object, statement.relation,
        relation.label, relation.symmetric, relation.social, fields,
    )  # fmt: skip
