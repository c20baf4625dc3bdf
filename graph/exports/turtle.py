"""Turtle (W3C Recommendation, RDF 1.1): for reading, prefixed, one paragraph a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat, Triple, serialize

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses

if TYPE_CHECKING:
    from graph.dataset import Dataset

_FIRST = {
    rdf.term(name): place
    for place, name in enumerate(
        ("rdf:type", "rdfs:label", "schema:name", "skos:prefLabel", "rdf:subject",
         "rdf:predicate", "rdf:object")
    )
}  # fmt: skip
"""Properties that open a paragraph, since they say what it is about."""


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write the triples sorted by subject, property and value, subjects set apart."""
    triples = rdf.triples(dataset)
    file.writelines(_lines(triples, rdf.PREFIXES))
    return Written(len(triples), "triples", rdf_losses(dataset))


def readable(triples: Iterable[Triple]) -> bytes:
    """A few triples in the same form, with the prefixes that they need."""
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    used = {name: space for name, space in rdf.PREFIXES.items() if f"<{space}".encode() in text}
    return b"".join(_lines(triples, used))


def _lines(triples: Iterable[Triple], prefixes: dict[str, str]) -> Iterator[bytes]:
    text = serialize(sorted(triples, key=_place), format=RdfFormat.TURTLE, prefixes=prefixes)
    for prefix, namespace in sorted(prefixes.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n".encode()
    for line in (text or b"").splitlines(keepends=True):
        if line.startswith(b"@prefix"):
            continue  # written above, in an order that does not hang on the serializer
        if not line.startswith(b"\t"):  # only the first line of a paragraph is not indented
            yield b"\n"
        yield line


def _place(triple: Triple) -> tuple[str, int, str, str]:
    predicate = triple.predicate
    return (
        str(triple.subject),
        _FIRST.get(predicate, len(_FIRST)),
        str(predicate),
        str(triple.object),
    )


FORMAT = Format("turtle", "Turtle", "text/turtle", ".ttl", write)
