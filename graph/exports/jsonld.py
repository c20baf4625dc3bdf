"""JSON-LD 1.1 (W3C Recommendation), compact, one thing a line, its context inside."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, BinaryIO

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses
from graph.rdf.context import context, property_key, reference, value

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one object for each subject, sorted; nothing is fetched to read or write it."""
    triples = rdf.triples(dataset)
    things: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        things[triple.subject.value].append(triple)
    file.write(b'{"@context":' + _dump(context()) + b',\n"@graph":[')
    for place, subject in enumerate(sorted(things)):
        file.write(b",\n" if place else b"\n")
        file.write(_dump(_thing(subject, things[subject])))
    file.write(b"\n]}\n")
    return Written(len(triples), "triples", rdf_losses(dataset))


def _thing(subject: str, triples: list[Triple]) -> dict[str, Any]:
    values: dict[str, list[Any]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == _TYPE:
            values["type"].append(reference(triple.object.value))
        else:
            key = property_key(triple.predicate.value)
            values[key].append(value(key, triple.object))
    ordered = {key: sorted(values[key], key=str) for key in sorted(values)}
    types = {"type": ordered.pop("type")} if "type" in ordered else {}
    return {
        "id": reference(subject),
        **types,
        **{key: found[0] if len(found) == 1 else found for key, found in ordered.items()},
    }


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_TYPE: NamedNode = rdf.term("rdf:type")

FORMAT = Format("jsonld", "JSON-LD", "application/ld+json", ".jsonld", write)
