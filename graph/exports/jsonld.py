"""JSON-LD 1.1 (W3C Recommendation), compact, one thing a line, its context inside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from pyoxigraph import Triple

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
    by_subject: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[parts(triple)[0].value].append(triple)
    file.write(b'{"@context":' + _dump(context()) + b',\n"@graph":[')
    for place, subject in enumerate(sorted(by_subject)):
        file.write(b",\n" if place else b"\n")
        file.write(_dump(thing(subject, by_subject[subject])))
    file.write(b"\n]}\n")
    return Written(len(triples), "triples", rdf_losses(dataset))


def thing(subject: str, triples: Iterable[Triple]) -> dict[str, Any]:
    """The JSON object of a subject: its identifier and types first, single values bare."""
    values: dict[str, list[Any]] = defaultdict(list)
    for _, predicate, node in map(parts, triples):
        if predicate == _TYPE:
            values["type"].append(reference(node.value))
        else:
            key = property_key(predicate.value)
            values[key].append(value(key, node))
    keys = sorted(values, key=lambda key: (key != "type", key))
    ordered = {key: sorted(values[key], key=str) for key in keys}
    bare = {key: found[0] if len(found) == 1 else found for key, found in ordered.items()}
    return {"id": reference(subject), **bare}


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


_TYPE = rdf.term("rdf:type")

FORMAT = Format("jsonld", "JSON-LD", "application/ld+json", ".jsonld", write)
