"""Organizations, people, projects and events as RDF (W3C ORG, schema.org, FOAF)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.countries import country_name
from graph.rdf.terms import VOCABULARIES, address, iri, moment, page, term, text, triple

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Entity

_CLASSES = {
    "organization": ("org:Organization", "schema:Organization"),
    "person": ("schema:Person", "foaf:Person"),
    "project": ("schema:Project",),
    "event": ("schema:Event",),
}

_KIND_CLASSES = {
    "kind/tech-coop": "tfg:TechCooperative",
    "kind/party": "tfg:PoliticalParty",
    "kind/network": "org:OrganizationalCollaboration",
    "kind/community": "org:OrganizationalCollaboration",
    "kind/worker-group": "org:OrganizationalCollaboration",
    "kind/campaign": "org:OrganizationalCollaboration",
    "kind/fellowship": "schema:EducationalOccupationalProgram",
}
"""Classes that follow from a kind (or from one above it) beside its schema.org matches."""

_ATTENDANCE = {
    "yes": "schema:OnlineEventAttendanceMode",
    "no": "schema:OfflineEventAttendanceMode",
    "hybrid": "schema:MixedEventAttendanceMode",
}

_DETAILS: dict[str, tuple[str, Callable[[str], NamedNode | Literal]]] = {
    "kind_basis": ("tfg:kindBasis", text),
    "level": ("tfg:level", text),
    "portal": ("tfg:portal", address),
    "jobs_page": ("tfg:jobsPage", address),
    "founded": ("schema:foundingDate", moment),
    "closed": ("schema:dissolutionDate", moment),
    "as_of": ("tfg:asOf", moment),
    "licence": ("tfg:licence", text),
    "online": ("schema:eventAttendanceMode", lambda word: term(_ATTENDANCE[word])),
    "rhythm": ("tfg:rhythm", text),
    "first_year": ("schema:startDate", moment),
    "last_seen_year": ("tfg:lastSeen", moment),
    "month": ("tfg:month", text),
}
"""Column of an entity file to its property and the form of its values."""


def entities(dataset: Dataset) -> Iterator[Triple]:
    """Every entity with its classes, fields and pages, and the countries they name."""
    websites = Counter(entity.website for entity in dataset.entities.values())
    for entity in dataset.entities.values():
        yield from _entity(dataset, entity, sole_website=websites[entity.website] == 1)
    for code in sorted({c for entity in dataset.entities.values() for c in entity.countries}):
        country = iri(f"country/{code}")
        yield triple(country, "rdf:type", term("schema:Country"))
        yield triple(country, "dcterms:identifier", text(code))
        yield triple(country, "schema:name", text(country_name(code), "en"))
    for old, new in dataset.renames.items():
        if new in dataset.entities or new in dataset.concepts:  # a person may have been removed
            yield triple(iri(old), "dcterms:isReplacedBy", iri(new))


def unmapped_details(dataset: Dataset) -> Counter[str]:
    """Columns of entity files that have no property, with the cells that are left out."""
    return Counter(
        f"{entity.type}.{name}"
        for entity in dataset.entities.values()
        for name in entity.details
        if name not in _DETAILS
    )


def _entity(dataset: Dataset, entity: Entity, *, sole_website: bool) -> Iterator[Triple]:
    node = iri(entity.id)
    for class_ in (*map(term, _CLASSES[entity.type]), *_classes_of_kind(dataset, entity.kind)):
        yield triple(node, "rdf:type", class_)
    yield triple(node, "schema:name", text(entity.name))
    yield triple(node, "rdfs:label", text(entity.name))
    for alias in entity.aliases:
        yield triple(node, "schema:alternateName", text(alias))
    if entity.kind:
        classified = "org:classification" if entity.type == "organization" else "dcterms:type"
        yield triple(node, classified, iri(entity.kind))
    located = "schema:workLocation" if entity.type == "person" else "schema:location"
    for code in entity.countries:
        yield triple(node, located, iri(f"country/{code}"))
    if entity.city:
        yield triple(node, "tfg:city", text(entity.city))
    if entity.website:
        website = address(entity.website)
        yield triple(node, "schema:url", website)
        # A homepage belongs to one thing alone (owl:InverseFunctionalProperty).
        if sole_website and isinstance(website, NamedNode):
            yield triple(node, "foaf:homepage", website)
    if entity.status:
        yield triple(node, "adms:status", iri(f"status/{entity.status}"))
    if entity.description:
        yield triple(node, "schema:description", text(entity.description))
    for name, value in entity.details.items():
        if name in _DETAILS:
            predicate, form = _DETAILS[name]
            yield triple(node, predicate, form(value))
    for description in dataset.described_by(entity.id):
        yield triple(node, "prov:hadPrimarySource", iri(description.source))
        yield triple(node, "schema:citation", page(description.page))


def _classes_of_kind(dataset: Dataset, kind: str) -> Iterator[NamedNode]:
    while kind:
        concept = dataset.concepts[kind]
        if kind in _KIND_CLASSES:
            yield term(_KIND_CLASSES[kind])
        else:
            for match in concept.matches:
                if match.startswith(VOCABULARIES["schema"]):
                    yield NamedNode(match)
        kind = concept.broader
