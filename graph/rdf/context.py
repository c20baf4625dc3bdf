"""The JSON-LD context of the project, and how it shortens names (JSON-LD 1.1)."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.model import BASE_IRI
from graph.rdf.terms import OWN_TERMS, VOCABULARIES

Json = dict[str, Any]


@cache
def context() -> Json:
    """The context that ships with the package: ``graph/rdf/context.jsonld``."""
    file = resources.files(__package__) / "context.jsonld"
    loaded: Json = json.loads(file.read_text(encoding="utf-8"))["@context"]
    return loaded


@cache
def property_key(iri: str) -> str:
    """The key of a property: its term in the context, else its prefixed name."""
    return _terms().get(iri) or reference(iri)


def reference(iri: str) -> str:
    """An IRI in short: the bare identifier for ours, a prefixed name for a term."""
    if iri.startswith(BASE_IRI) and not iri.startswith(OWN_TERMS):
        return iri[len(BASE_IRI) :] or iri
    return _compact(iri)


def value(key: str, node: NamedNode | Literal) -> str | Json:
    """A value below a key of the context, as short as the context allows."""
    coerced = context().get(key)
    rules = coerced if isinstance(coerced, dict) else {}
    if isinstance(node, NamedNode):
        short = reference(node.value)
        return short if rules.get("@type") == "@id" else {"id": short}
    if node.language:
        if rules.get("@language") == node.language:
            return node.value
        return {"@language": node.language, "@value": node.value}
    datatype = _compact(node.datatype.value)
    if datatype == "xsd:string":
        return {"@value": node.value} if rules else node.value
    if rules.get("@type") == datatype:
        return node.value
    return {"@type": datatype, "@value": node.value}


@cache
def _compact(iri: str) -> str:
    for prefix, namespace in VOCABULARIES.items():
        local = iri.removeprefix(namespace)
        if local and local != iri and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri


@cache
def _terms() -> dict[str, str]:
    """IRI of a property to its term."""
    terms: dict[str, str] = {}
    for name, meaning in context().items():
        curie = meaning["@id"] if isinstance(meaning, dict) else meaning
        if isinstance(curie, str) and curie.partition(":")[0] in VOCABULARIES:
            prefix, _, local = curie.partition(":")
            terms[VOCABULARIES[prefix] + local] = name
    return terms
