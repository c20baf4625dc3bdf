"""Each RDF format, read back by two independent libraries."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from graph import exports, rdf
from graph.dataset import Dataset, load
from graph.model import BASE_IRI
from tests.exports.changing import renamed

Exported = Callable[[str], bytes]

RDFLIB_NAMES = {"ntriples": "nt", "turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml"}
OXIGRAPH_NAMES = {
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
FORMATS = tuple(RDFLIB_NAMES)


def _read(content: bytes, name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format=RDFLIB_NAMES[name])


@pytest.mark.parametrize("name", FORMATS)
class TestRoundTrip:
    def test_rdflib_reads_the_same_graph(
        self, dataset: Dataset, exported: Exported, name: str
    ) -> None:
        assert isomorphic(_read(exported(name), name), _read(exported("ntriples"), "ntriples"))

    def test_pyoxigraph_reads_the_same_triples(
        self, dataset: Dataset, exported: Exported, name: str
    ) -> None:
        read = pyoxigraph.parse(exported(name), format=OXIGRAPH_NAMES[name])
        assert {quad.triple for quad in read} == rdf.triples(dataset)

    def test_the_media_type_is_that_of_the_format(self, name: str) -> None:
        media_type = exports.FORMATS[name].media_type
        assert pyoxigraph.RdfFormat.from_media_type(media_type) == OXIGRAPH_NAMES[name]

    def test_hostile_values_survive(self, dataset: Dataset, name: str) -> None:
        hostile = '"""\\ \n\r\t <script>alert(1)</script> \u202e@prefix . } {"@id":"x"} 技術 🇪🇺'
        changed = renamed(dataset, "organization/coop", hostile)
        file = io.BytesIO()
        exports.FORMATS[name].write(changed, file)
        coop = rdflib.URIRef(BASE_IRI + "organization/coop")
        assert str(_read(file.getvalue(), name).value(coop, rdflib.SDO.name)) == hostile
        read = {q.triple for q in pyoxigraph.parse(file.getvalue(), format=OXIGRAPH_NAMES[name])}
        assert read == rdf.triples(changed)

    def test_a_control_character_is_refused(
        self, dataset: Dataset, name: str, tmp_path: Path
    ) -> None:
        changed = renamed(dataset, "organization/coop", "bell\x07")
        with pytest.raises(rdf.UnwritableValueError):
            exports.export(changed, name, tmp_path / "file")
        assert not list(tmp_path.iterdir())


class TestBytes:
    @pytest.mark.parametrize("name", FORMATS)
    def test_it_is_utf_8_with_plain_line_ends(self, exported: Exported, name: str) -> None:
        content = exported(name)
        assert content.decode("utf-8").endswith("\n")
        assert b"\r" not in content
        assert "技術" in content.decode()

    def test_ntriples_are_sorted_and_unique(self, exported: Exported) -> None:
        lines = exported("ntriples").splitlines()
        assert lines == sorted(set(lines))

    def test_turtle_has_a_paragraph_for_each_thing(
        self, dataset: Dataset, exported: Exported
    ) -> None:
        header, *paragraphs = exported("turtle").decode().split("\n\n")
        assert len(paragraphs) == len({t.subject for t in rdf.triples(dataset)})
        assert len(header.splitlines()) == len(rdf.PREFIXES)

    def test_turtle_is_shortened_wherever_a_prefix_allows(self, exported: Exported) -> None:
        text = exported("turtle").decode()
        assert "organization:coop a org:Organization" in text
        paragraphs = text.partition("\n\n")[2]
        assert f"<{BASE_IRI}organization/" not in paragraphs

    def test_jsonld_names_things_as_the_data_files_do(self, exported: Exported) -> None:
        text = exported("jsonld").decode()
        assert '{"id":"cause/energy","type":"skos:Concept"' in text
        assert '"role":"role/founder"' in text


def test_the_real_dataset_is_all_there(tmp_path: Path) -> None:
    dataset = load()
    path = tmp_path / "all.nt"
    written = exports.export(dataset, "ntriples", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == written.count

    def subjects(predicate: str) -> set[str]:
        mark = f"> <{rdf.term(predicate).value}> "
        found = {line.partition(mark)[0] for line in lines if mark in line}
        return {start.removeprefix(f"<{BASE_IRI}") for start in found}

    claims = {statement.id for statement in dataset.statements}
    for predicate in ("rdf:subject", "rdf:predicate", "rdf:object", "tfg:temporalStatus"):
        assert subjects(predicate) == claims
    assert subjects("prov:hadPrimarySource") >= claims | set(dataset.entities)
    assert subjects("schema:citation") >= claims | set(dataset.entities)
    assert subjects("schema:name") >= {*dataset.entities, *dataset.sources}
    assert subjects("skos:prefLabel") >= set(dataset.concepts)
    assert not [loss for loss in written.losses if loss.what.startswith("values of")]
