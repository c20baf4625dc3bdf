"""N-Triples (W3C Recommendation, RDF 1.1): the reference dump, one triple a line, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat, serialize

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write every triple on its own line, in the order of the bytes."""
    triples = rdf.triples(dataset)
    text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    file.writelines(sorted(text.splitlines(keepends=True)))
    return Written(len(triples), "triples", rdf_losses(dataset))


FORMAT = Format("ntriples", "N-Triples", "application/n-triples", ".nt", write)
