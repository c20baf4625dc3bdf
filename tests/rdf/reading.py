"""Short questions to a set of triples."""

from __future__ import annotations

from collections.abc import Set

from pyoxigraph import Triple

from graph import rdf
from graph.model import BASE_IRI


def short(node: object) -> str:
    """An identifier, a prefixed name, or a literal as N-Triples writes it."""
    value = getattr(node, "value", "")
    if str(node).startswith("<"):
        for prefix, namespace in rdf.VOCABULARIES.items():
            if value.startswith(namespace):
                return f"{prefix}:{value.removeprefix(namespace)}"
        return str(value.removeprefix(BASE_IRI))
    return str(node)


def values(triples: Set[Triple], identifier: str, predicate: str) -> set[str]:
    """Everything that a thing has under a property."""
    subject, wanted = rdf.iri(identifier), rdf.term(predicate)
    return {short(t.object) for t in triples if t.subject == subject and t.predicate == wanted}
