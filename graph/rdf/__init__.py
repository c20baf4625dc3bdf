"""The dataset as RDF 1.1: things, vocabularies, sources, claims, direct triples.

`triples` gives everything as pyoxigraph triples, fast; `to_rdflib` the same as
an rdflib graph. Every IRI is `graph.model.BASE_IRI` and an identifier; there
are no blank nodes; the same data give the same triples. The terms come from
the vocabularies in `VOCABULARIES`; the project's own ones are declared in
``data/ontology.ttl``, which is part of the triples.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse

from graph.rdf import claims, concepts, entities
from graph.rdf.description import description
from graph.rdf.sources import sources
from graph.rdf.terms import (
    OWN_TERMS,
    PREFIXES,
    VOCABULARIES,
    UnwritableValueError,
    iri,
    term,
)

if TYPE_CHECKING:
    import rdflib

    from graph.dataset import Dataset

__all__ = [
    "OWN_TERMS",
    "PREFIXES",
    "VOCABULARIES",
    "UnwritableValueError",
    "iri",
    "ontology",
    "term",
    "to_rdflib",
    "triples",
    "unmapped",
]


def triples(dataset: Dataset) -> frozenset[Triple]:
    """Everything that RDF says of the dataset, its own description included.

    Raises `UnwritableValueError` when a value holds a control character.
    """
    content = {
        *ontology(),
        *entities.entities(dataset),
        *concepts.concepts(dataset),
        *sources(dataset),
        *claims.claims(dataset),
    }
    return frozenset(content | description(dataset, content))


@cache
def ontology() -> frozenset[Triple]:
    """The project's own classes, properties and short lists of concepts."""
    from graph.dataset import DATA  # only here: callers may need no dataset of ours

    with (DATA / "ontology.ttl").open("rb") as file:
        return frozenset(quad.triple for quad in parse(file, format=RdfFormat.TURTLE))


def unmapped(dataset: Dataset) -> Counter[str]:
    """Columns that hold values and have no property in RDF, with the cells left out."""
    return (
        entities.unmapped_details(dataset)
        + concepts.unmapped_details(dataset)
        + claims.unmapped_qualifiers(dataset)
    )


def to_rdflib(dataset: Dataset) -> rdflib.Graph:
    """The same triples as an rdflib graph in memory, its prefixes bound.

    For SHACL and for people who work with rdflib; pyoxigraph is ten times
    faster on the whole dataset. Raises `UnwritableValueError` as `triples` does.
    """
    from graph.rdf.library import graph_of  # only here: rdflib takes longest to import

    return graph_of(triples(dataset))
