"""The controlled vocabularies as SKOS concept schemes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Triple

from graph.model import CONCEPT_TYPES
from graph.rdf.terms import address, iri, page, term, text, triple
from graph.text import split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Concept

_SCHEMES = {
    "cause": ("Causes", "What organizations, people, projects and events work on."),
    "skill": ("Skills", "What people can do and organizations look for or work with."),
    "path": ("Paths", "The ways out of a career in the technology industry."),
    "role": ("Roles", "Public professional roles of people at organizations."),
    "kind": ("Kinds", "Kinds of organizations, projects and events."),
}

_NOTES = {
    "transition": "tfg:transition",
    "gives": "tfg:gives",
    "costs": "tfg:costs",
    "how_in": "tfg:howIn",
    "sector": "tfg:sector",
    "plural": "tfg:plural",
    "applies_to": "tfg:appliesTo",
}
"""Column of a vocabulary file to its property; each of its values is one note."""

_MAPPED = frozenset(_NOTES) | {"path", "source", "page"}


def concepts(dataset: Dataset) -> Iterator[Triple]:
    """Every concept in its scheme, with labels, hierarchy, definition and matches."""
    for kind in CONCEPT_TYPES:
        scheme = iri(f"scheme/{kind}")
        title, description = _SCHEMES[kind]
        yield triple(scheme, "rdf:type", term("skos:ConceptScheme"))
        yield triple(scheme, "dcterms:title", text(title, "en"))
        yield triple(scheme, "dcterms:description", text(description, "en"))
    for concept in dataset.concepts.values():
        yield from _concept(concept)


def unmapped_details(dataset: Dataset) -> Counter[str]:
    """Columns of vocabulary files that have no property, with the cells that are left out."""
    return Counter(
        f"{concept.type}.{name}"
        for concept in dataset.concepts.values()
        for name in concept.details
        if name not in _MAPPED
    )


def _concept(concept: Concept) -> Iterator[Triple]:
    node = iri(concept.id)
    scheme = iri(f"scheme/{concept.type}")
    yield triple(node, "rdf:type", term("skos:Concept"))
    if concept.type == "role":
        yield triple(node, "rdf:type", term("org:Role"))
    yield triple(node, "skos:inScheme", scheme)
    yield triple(node, "skos:prefLabel", text(concept.label, "en"))
    for label in concept.alternative_labels:
        if label != concept.label:  # SKOS keeps the two apart (integrity condition S13)
            yield triple(node, "skos:altLabel", text(label, "en"))
    for language, labels in concept.translations.items():
        for label in labels:
            yield triple(node, "skos:altLabel", text(label, language))
    for language, words in concept.hidden.items():
        for word in words:
            yield triple(node, "skos:hiddenLabel", text(word, language))
    if concept.broader:
        yield triple(node, "skos:broader", iri(concept.broader))
        yield triple(iri(concept.broader), "skos:narrower", node)
    else:
        yield triple(node, "skos:topConceptOf", scheme)
        yield triple(scheme, "skos:hasTopConcept", node)
    if concept.definition:
        yield triple(node, "skos:definition", text(concept.definition, "en"))
    for match in concept.matches:
        yield triple(node, "skos:closeMatch", address(match))
    details = concept.details
    for column, predicate in _NOTES.items():
        for value in split_list(details.get(column, "")):
            yield triple(node, predicate, text(value, "en"))
    if "path" in details:
        yield triple(node, "skos:relatedMatch", iri(details["path"]))
    if "source" in details:
        yield triple(node, "prov:hadPrimarySource", iri(details["source"]))
    if "page" in details:
        yield triple(node, "schema:citation", page(details["page"]))
