"""RDF/XML (W3C Recommendation, RDF 1.1): for tools that read no other RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat, serialize

from graph import rdf
from graph.exports.formats import Format, Written
from graph.exports.rdf_losses import rdf_losses

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one description a subject, sorted by subject, property and value."""
    triples = rdf.triples(dataset)
    ordered = sorted(triples, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    text = serialize(ordered, format=RdfFormat.RDF_XML, prefixes=rdf.VOCABULARIES) or b""
    # A parser would read a bare carriage return as a line feed (XML 1.0, 2.11).
    file.write(text.rstrip().replace(b"\r", b"&#13;") + b"\n")
    return Written(len(triples), "triples", rdf_losses(dataset))


FORMAT = Format("rdfxml", "RDF/XML", "application/rdf+xml", ".rdf", write)
