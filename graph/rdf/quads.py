"""The triples in named graphs, one a source: who says what (RDF 1.1 datasets).

The graph that bears a source's IRI holds the claims that the source makes,
the direct triples that follow from them, and the fields of entities that its
pages state. What no single source says (vocabularies, records of sources, the
description of the dataset, what is derived) is in the default graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from graph import rdf
from graph.model import BASE_IRI, ENTITY_TYPES
from graph.rdf.claims import properties
from graph.rdf.terms import iri, page, parts, term

if TYPE_CHECKING:
    from graph.dataset import Dataset

_FIELDS = {
    "schema:name": "name",
    "rdfs:label": "name",
    "schema:alternateName": "aliases",
    "org:classification": "kind",
    "dcterms:type": "kind",
    "schema:location": "country",
    "schema:workLocation": "country",
    "tfg:city": "city",
    "schema:url": "website",
    "foaf:homepage": "website",
    "adms:status": "status",
    "schema:description": "description",
    "tfg:kindBasis": "kind_basis",
    "tfg:level": "level",
    "tfg:portal": "portal",
    "tfg:jobsPage": "jobs_page",
    "schema:foundingDate": "founded",
    "schema:dissolutionDate": "closed",
    "tfg:asOf": "as_of",
    "tfg:licence": "licence",
    "schema:eventAttendanceMode": "online",
    "tfg:rhythm": "rhythm",
    "schema:startDate": "first_year",
    "tfg:lastSeen": "last_seen_year",
    "tfg:month": "month",
}
"""Property of an entity to the field that it comes from, as citations name it."""

Sources = Mapping[tuple[str, str], Set[str]]


def quads(dataset: Dataset) -> frozenset[Quad]:
    """Every triple of the dataset in the graph of each source that states it.

    The union of the graphs, the default one included, is exactly
    `graph.rdf.triples`. Raises `UnwritableValueError` as that does.
    """
    claims = {iri(s.id).value: s.source for s in dataset.statements}
    direct = _direct(dataset)
    fields, pages = _cited(dataset)
    field_of = {term(curie): field for curie, field in _FIELDS.items()}
    own = tuple(f"{BASE_IRI}{kind}/" for kind in ENTITY_TYPES)
    sourced, cited = term("prov:hadPrimarySource"), term("schema:citation")

    def said_by(triple: Triple) -> Set[str]:
        subject, predicate, value = parts(triple)
        if subject.value in claims:
            return {claims[subject.value]}
        if triple in direct:
            return direct[triple]
        if not subject.value.startswith(own):
            return frozenset()
        if predicate == sourced:
            return {value.value.removeprefix(BASE_IRI)}
        if predicate == cited:
            return pages.get((subject.value, str(value)), frozenset())
        return fields.get((subject.value, field_of.get(predicate, "")), frozenset())

    def placed() -> Iterator[Quad]:
        for triple in rdf.triples(dataset):
            names: list[NamedNode | DefaultGraph] = [*map(iri, said_by(triple))]
            for name in names or [DefaultGraph()]:
                yield Quad(triple.subject, triple.predicate, triple.object, name)

    return frozenset(placed())


def _direct(dataset: Dataset) -> Mapping[Triple, Set[str]]:
    """Direct triples, in both directions where the relation is symmetric, to their sources."""
    predicates = {name: properties(relation) for name, relation in dataset.relations.items()}
    found: dict[Triple, set[str]] = defaultdict(set)
    for statement in dataset.statements:
        subject, object_ = iri(statement.subject), iri(statement.object)
        predicate = term(predicates[statement.relation][statement.subject.partition("/")[0]])
        found[Triple(subject, predicate, object_)].add(statement.source)
        if dataset.relations[statement.relation].symmetric:
            found[Triple(object_, predicate, subject)].add(statement.source)
    return found


def _cited(dataset: Dataset) -> tuple[Sources, Sources]:
    """(entity, field) and (entity, page) to the sources; deviating values state no field."""
    fields: dict[tuple[str, str], set[str]] = defaultdict(set)
    pages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for description in dataset.descriptions:
        subject = iri(description.subject).value
        place: NamedNode | Literal = page(description.page)
        pages[subject, str(place)].add(description.source)
        for field in () if description.value else description.fields:
            fields[subject, field].add(description.source)
    return fields, pages
