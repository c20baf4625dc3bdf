"""TriG (W3C Recommendation, RDF 1.1): Turtle with a named graph for each source."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses
from graph.rdf.quads import quads

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write the default graph, then the others by name; sorted inside as Turtle is."""
    found = quads(dataset)
    text = serialize(sorted(found, key=_place), format=RdfFormat.TRIG, prefixes=rdf.PREFIXES)
    for prefix, namespace in sorted(rdf.PREFIXES.items()):
        file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    for line in (text or b"").splitlines(keepends=True):
        if not line.startswith(b"@prefix"):  # written above, in an order of our own
            file.write(line)
    return Written(len(found), "quads", rdf_losses(dataset, by_field=True))


def _place(quad: Quad) -> tuple[str, str, str, str]:
    name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return name, str(quad.subject), str(quad.predicate), str(quad.object)


FORMAT = Format("trig", "TriG", "application/trig", ".trig", write)
