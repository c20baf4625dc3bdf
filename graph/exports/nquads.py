"""N-Quads (W3C Recommendation, RDF 1.1): one quad a line, sorted; a graph for each source."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat, serialize

from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses
from graph.rdf.quads import quads

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write every quad on its own line, in the order of the bytes."""
    found = quads(dataset)
    text = serialize(found, format=RdfFormat.N_QUADS) or b""
    file.writelines(sorted(text.splitlines(keepends=True)))
    return Written(len(found), "quads", rdf_losses(dataset, by_field=True))


FORMAT = Format("nquads", "N-Quads", "application/n-quads", ".nq", write)
