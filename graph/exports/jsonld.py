"""JSON-LD 1.1 (W3C Recommendation), compact, one thing a line, its context inside."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, BinaryIO

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses
from graph.rdf.context import context, property_key, reference, value
from graph.rdf.terms import parts

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one object for each subject, sorted; nothing is fetched to read or write it."""
    triples = rdf.triples(dataset)
    things: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, node in map(parts, triples):
        thing = things[subject.value]
        if predicate == _TYPE:
            thing["type"].append(reference(node.value))
        else:
            key = property_key(predicate.value)
            thing[key].append(value(key, node))
    file.write(b'{"@context":' + _dump(context()) + b',\n"@graph":[')
    for place, subject_iri in enumerate(sorted(things)):
        file.write(b",\n" if place else b"\n")
        file.write(_dump(_object(subject_iri, things[subject_iri])))
    file.write(b"\n]}\n")
    return Written(len(triples), "triples", rdf_losses(dataset))


def _object(subject: str, values: dict[str, list[Any]]) -> dict[str, Any]:
    """The JSON object of a subject: its identifier and types first, single values bare."""
    keys = sorted(values, key=lambda key: (key != "type", key))
    ordered = {key: sorted(values[key], key=str) for key in keys}
    bare = {key: found[0] if len(found) == 1 else found for key, found in ordered.items()}
    return {"id": reference(subject), **bare}


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_TYPE = rdf.term("rdf:type")

FORMAT = Format("jsonld", "JSON-LD", "application/ld+json", ".jsonld", write)
