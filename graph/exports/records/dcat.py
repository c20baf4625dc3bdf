"""The DCAT 3 and VoID record of a release, as Turtle without blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph import rdf
from graph.exports.records.release import File, Release
from graph.rdf.terms import text, triple, typed

_SPDX = "http://spdx.org/rdf/terms#"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_DUMPS = frozenset({"ntriples", "turtle", "jsonld", "rdfxml", "trig", "nquads"})
_DATASET = rdf.iri("dataset")
_PARTS = (f"{_DATASET.value}/", rdf.iri("release/").value)
"""How the IRIs of its parts, linksets and earlier versions begin."""


def dcat(release: Release) -> bytes:
    """The record that is inside the dumps, with a distribution for each file of the release."""
    about = {t for t in rdf.triples(release.dataset) if _is_record(t)}
    about |= {t for file in release.files for t in _distribution(release, file)}
    prefixes = rdf.VOCABULARIES | {"spdx": _SPDX}
    ordered = sorted(about, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    turtle = serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    lines = turtle.splitlines(keepends=True)
    header = sorted(line for line in lines if line.startswith(b"@prefix"))
    return b"".join([*header, *(line for line in lines if not line.startswith(b"@prefix"))])


def _is_record(triple: Triple) -> bool:
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        return False
    return subject == _DATASET or subject.value.startswith(_PARTS)


def _distribution(release: Release, file: File) -> Iterator[Triple]:
    url = NamedNode(release.address(file.path))
    node, checksum = NamedNode(f"{url.value}#distribution"), NamedNode(f"{url.value}#checksum")
    yield triple(_DATASET, "dcat:distribution", node)
    yield triple(node, "rdf:type", rdf.term("dcat:Distribution"))
    yield triple(node, "dcterms:title", text(file.title, "en"))
    yield triple(node, "dcat:downloadURL", url)
    yield triple(node, "dcat:mediaType", NamedNode(_MEDIA_TYPES + file.media_type))
    yield triple(node, "dcat:byteSize", typed(str(file.size), "xsd:nonNegativeInteger"))
    yield Triple(node, NamedNode(f"{_SPDX}checksum"), checksum)
    yield triple(checksum, "rdf:type", NamedNode(f"{_SPDX}Checksum"))
    sha256 = NamedNode(f"{_SPDX}checksumAlgorithm_sha256")
    yield Triple(checksum, NamedNode(f"{_SPDX}algorithm"), sha256)
    digest = typed(file.sha256, "xsd:hexBinary")
    yield Triple(checksum, NamedNode(f"{_SPDX}checksumValue"), digest)
    if file.format.name in _DUMPS:
        yield triple(_DATASET, "void:dataDump", url)
