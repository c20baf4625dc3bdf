"""What the dataset says about itself and its links to others (DCAT 3, VoID, schema.org)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import BASE_IRI
from graph.rdf.terms import VOCABULARIES, iri, moment, term, text, triple, typed
from graph.releases import previous

if TYPE_CHECKING:
    from graph.dataset import Dataset

TITLE = "Tech for Good Graph"
DESCRIPTION = (
    "An open, sourced knowledge graph of the tech-for-good ecosystem: organizations, people, "
    "projects and events, their causes, skills, roles, grants and partnerships, each statement "
    "with the page that it comes from."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = "Tech for Good Graph contributors"

_NODE = iri("dataset")

_PARTS = {
    "organizations": "org:Organization",
    "people": "schema:Person",
    "projects": "schema:Project",
    "events": "schema:Event",
    "concepts": "skos:Concept",
    "claims": "tfg:Claim",
    "sources": "prov:Entity",
}
"""Part of the dataset to the class whose members it counts."""

_OTHERS = {
    "sdg": ("Sustainable Development Goals", "http://metadata.un.org/sdg/"),
    "esco": ("ESCO, the European classification of skills", "http://data.europa.eu/esco/"),
    "wikidata": ("Wikidata", "http://www.wikidata.org/entity/"),
    "schema-org": ("schema.org", VOCABULARIES["schema"]),
}
"""Datasets of others that concepts are matched with: name, and how their IRIs begin."""


def modified(dataset: Dataset) -> str:
    """The day of the data: that of the latest retrieval, "" without any; never the clock's."""
    return max((source.retrieved for source in dataset.sources.values()), default="")


def description(dataset: Dataset, others: Set[Triple]) -> frozenset[Triple]:
    """The record of the dataset, with counts of it and of ``others``, all its further triples."""
    record = {*_about(dataset), *_statistics(dataset, others), *_linksets(others)}
    total = len(others) + len(record) + 1
    return frozenset(record | {triple(_NODE, "void:triples", _number(total))})


def _about(dataset: Dataset) -> Iterator[Triple]:
    for class_ in ("dcat:Dataset", "void:Dataset", "schema:Dataset"):
        yield triple(_NODE, "rdf:type", term(class_))
    for predicate in ("dcterms:title", "rdfs:label", "schema:name"):
        yield triple(_NODE, predicate, text(TITLE, "en"))
    for predicate in ("dcterms:description", "schema:description"):
        yield triple(_NODE, predicate, text(DESCRIPTION, "en"))
    for predicate in ("dcterms:license", "schema:license"):
        yield triple(_NODE, predicate, NamedNode(LICENCE))
    yield triple(_NODE, "dc:publisher", text(PUBLISHER))
    yield triple(_NODE, "dcat:version", text(dataset.version))
    latest = modified(dataset)
    if latest:
        yield triple(_NODE, "dcterms:modified", moment(latest))
    for source in dataset.sources:
        yield triple(_NODE, "dcterms:source", iri(source))
    yield from _earlier(dataset)


def _earlier(dataset: Dataset) -> Iterator[Triple]:
    """The release before this version (DCAT 3, PROV-O), as far as one is on record."""
    release = previous(dataset.folder, dataset.version)
    if release is None:
        return
    node = iri(f"release/{release.version}/")
    yield triple(_NODE, "dcat:previousVersion", node)
    yield triple(_NODE, "prov:wasRevisionOf", node)
    yield triple(node, "rdf:type", term("dcat:Dataset"))
    yield triple(node, "dcterms:title", text(TITLE, "en"))
    yield triple(node, "dcat:version", text(release.version))
    yield triple(node, "dcterms:issued", moment(release.date))


def _statistics(dataset: Dataset, others: Set[Triple]) -> Iterator[Triple]:
    yield triple(_NODE, "void:uriSpace", text(BASE_IRI))
    yield triple(_NODE, "void:entities", _number(len(dataset.entities)))
    for namespace in VOCABULARIES.values():
        yield triple(_NODE, "void:vocabulary", NamedNode(namespace))
    for example in sorted(dataset.entities)[:1]:
        yield triple(_NODE, "void:exampleResource", iri(example))
    is_a = term("rdf:type")
    sizes = Counter(t.object for t in others if t.predicate == is_a)
    for name, class_ in _PARTS.items():
        part = iri(f"dataset/{name}")
        yield triple(_NODE, "void:classPartition", part)
        yield triple(part, "rdf:type", term("void:Dataset"))
        yield triple(part, "void:class", term(class_))
        yield triple(part, "void:entities", _number(sizes[term(class_)]))


def _linksets(others: Set[Triple]) -> Iterator[Triple]:
    """One VoID linkset for each dataset of others that links lead to, with their number."""
    match = term("skos:closeMatch")
    matches = (t.object for t in others if t.predicate == match)
    ends = [node.value for node in matches if isinstance(node, NamedNode)]
    for name, (title, space) in _OTHERS.items():
        count = sum(end.startswith(space) for end in ends)
        if not count:
            continue
        linkset, other = iri(f"dataset/links-{name}"), iri(f"dataset/target-{name}")
        yield triple(_NODE, "void:subset", linkset)
        yield triple(linkset, "rdf:type", term("void:Linkset"))
        yield triple(linkset, "void:subjectsTarget", _NODE)
        yield triple(linkset, "void:objectsTarget", other)
        yield triple(linkset, "void:linkPredicate", match)
        yield triple(linkset, "void:triples", _number(count))
        yield triple(other, "rdf:type", term("void:Dataset"))
        yield triple(other, "dcterms:title", text(title, "en"))
        yield triple(other, "void:uriSpace", text(space))


def _number(count: int) -> Literal:
    return typed(str(count), "xsd:integer")
