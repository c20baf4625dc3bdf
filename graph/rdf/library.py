"""Triples of pyoxigraph as a graph of rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from graph.rdf.terms import PREFIXES, parts, term


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    """An rdflib graph of the triples, with the prefixes of `PREFIXES` bound to it."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        subject, predicate, value = map(_term, parts(triple))
        graph.add((subject, predicate, value))
    return graph


@lru_cache(maxsize=65536)
def _term(value: NamedNode | Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, NamedNode):
        return rdflib.URIRef(value.value)
    if value.language or value.datatype == term("xsd:string"):
        return rdflib.Literal(value.value, lang=value.language)
    # Not normalized: the spelling of the source is kept.
    return rdflib.Literal(value.value, datatype=_term(value.datatype), normalize=False)
