"""The sources as RDF (PROV-O, schema.org, Dublin Core)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Triple

from graph.rdf.terms import address, iri, moment, term, text, triple

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Source


def sources(dataset: Dataset) -> Iterator[Triple]:
    """Every source with its title, publisher, address, tier, licence and dates."""
    for source in dataset.sources.values():
        yield from _source(source)


def _source(source: Source) -> Iterator[Triple]:
    node = iri(source.id)
    yield triple(node, "rdf:type", term("prov:Entity"))
    yield triple(node, "rdf:type", term("schema:CreativeWork"))
    yield triple(node, "schema:name", text(source.title))
    yield triple(node, "rdfs:label", text(source.title))
    yield triple(node, "dc:publisher", text(source.publisher))
    yield triple(node, "tfg:tier", iri(f"tier/{source.tier}"))
    yield triple(node, "tfg:licence", text(source.licence))
    if source.url:
        yield triple(node, "schema:url", address(source.url))
    if source.snapshot:
        yield triple(node, "tfg:snapshot", text(source.snapshot))
    if source.describes:
        yield triple(node, "tfg:asOf", moment(source.describes))
    if source.retrieved:
        yield triple(node, "dcterms:date", moment(source.retrieved))
    if source.note:
        yield triple(node, "schema:description", text(source.note))
