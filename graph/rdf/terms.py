"""The words of the RDF: prefixes, and values that cannot break out of their place."""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from graph.errors import GraphDataError, UsageError
from graph.model import BASE_IRI, CONCEPT_TYPES, ENTITY_TYPES

OWN_TERMS = BASE_IRI + "ns#"
"""Where the project's own classes and properties live (``data/ontology.ttl``)."""

VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tfg": OWN_TERMS,
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the vocabularies that terms come from."""

PREFIXES = VOCABULARIES | {
    kind: f"{BASE_IRI}{kind}/"
    for kind in (*ENTITY_TYPES, *CONCEPT_TYPES, "source", "claim", "country", "scheme", "status",
                 "temporal-status", "confidence", "tier", "basis")
}  # fmt: skip
"""All prefixes of the files: the vocabularies, and one for each type of identifier."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


class UnwritableValueError(GraphDataError):
    """A value holds a control character, which no RDF format may carry safely."""

    def __init__(self, value: str) -> None:
        """Keep the value and say it visibly."""
        self.value = value
        super().__init__(f"a control character in {value[:80]!r} cannot be written as RDF")


@lru_cache(maxsize=4096)
def term(curie: str) -> NamedNode:
    """A class or property by its prefixed name, such as ``schema:name``.

    Raises `UsageError` when the prefix is not one of `VOCABULARIES`.
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in VOCABULARIES:
        raise UsageError(f"{curie!r} has no prefix out of: {', '.join(VOCABULARIES)}")
    return NamedNode(VOCABULARIES[prefix] + local)


@lru_cache(maxsize=65536)
def iri(identifier: str) -> NamedNode:
    """The IRI of an identifier: the base and the identifier, nothing else."""
    return NamedNode(BASE_IRI + identifier)


def triple(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    """A triple whose predicate is given by its prefixed name."""
    return Triple(subject, term(predicate), value)


def parts(triple: Triple) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    """Subject, property and value of a triple as this package makes them.

    Raises `TypeError` for a blank node or a triple term, which it never makes.
    """
    subject, value = triple.subject, triple.object
    if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
        raise TypeError(f"neither IRI nor literal in {triple}")
    return subject, triple.predicate, value


def text(value: str, language: str | None = None) -> Literal:
    """A string, in a language when that is known.

    Raises `UnwritableValueError` for control characters other than tab and line ends.
    """
    if _CONTROL.search(value):
        raise UnwritableValueError(value)
    return Literal(value, language=language)


def typed(value: str, datatype: str) -> Literal:
    """A value of a datatype of XML Schema, in the very spelling of the source."""
    return Literal(text(value).value, datatype=term(datatype))


def moment(date: str) -> Literal:
    """A year, month or day, as precise as it is written: never padded."""
    datatype = _DATE_TYPES.get(len(date))
    return typed(date, datatype) if datatype else text(date)


def page(place: str) -> NamedNode | Literal:
    """A place in a source: an IRI when it is a web address, else the words that describe it."""
    return _address(place) or text(place)


def address(url: str) -> NamedNode | Literal:
    """A web address as an IRI; as a typed string when it breaks the rules for IRIs (RFC 3987)."""
    return _address(url) or typed(url, "xsd:anyURI")


def _address(text: str) -> NamedNode | None:
    if not text.startswith(("https://", "http://")):
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None
