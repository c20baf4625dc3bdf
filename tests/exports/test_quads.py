"""One named graph a source: who says what."""

from __future__ import annotations

import io
from collections.abc import Callable

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, Quad

from graph import exports, rdf
from graph.dataset import Dataset
from graph.model import BASE_IRI
from graph.rdf.quads import quads
from tests.exports.reading import quads as read

SITE, BOOK = rdf.iri("source/site"), rdf.iri("source/book")


@pytest.fixture(scope="module")
def found(dataset: Dataset) -> frozenset[Quad]:
    return quads(dataset)


def _graphs(found: frozenset[Quad], identifier: str, predicate: str) -> set[object]:
    subject, wanted = rdf.iri(identifier), rdf.term(predicate)
    return {q.graph_name for q in found if q.subject == subject and q.predicate == wanted}


def test_together_they_are_the_triples(dataset: Dataset, found: frozenset[Quad]) -> None:
    assert {quad.triple for quad in found} == rdf.triples(dataset)


def test_a_graph_is_named_after_a_source(dataset: Dataset, found: frozenset[Quad]) -> None:
    names = {quad.graph_name for quad in found}
    assert names == {DefaultGraph(), *map(rdf.iri, dataset.sources)}


def test_a_claim_and_its_direct_triple_are_in_the_graph_of_its_source(
    dataset: Dataset, found: frozenset[Quad]
) -> None:
    (claim,) = (s for s in dataset.statements if s.relation == "member_of")
    assert {q.graph_name for q in found if q.subject == rdf.iri(claim.id)} == {BOOK}
    assert _graphs(found, "organization/coop", "org:memberOf") == {BOOK}


def test_a_symmetric_relation_is_said_in_both_directions(found: frozenset[Quad]) -> None:
    for end in ("organization/fund", "organization/network"):
        assert _graphs(found, end, "org:linkedTo") == {SITE}


def test_a_field_is_in_the_graphs_of_the_sources_that_state_it(found: frozenset[Quad]) -> None:
    assert _graphs(found, "organization/coop", "schema:foundingDate") == {SITE}
    # The book states another website: its graph must not repeat ours.
    assert _graphs(found, "organization/coop", "schema:url") == {DefaultGraph()}
    assert _graphs(found, "organization/coop", "schema:citation") == {SITE, BOOK}


def test_what_no_single_source_says_is_in_the_default_graph(found: frozenset[Quad]) -> None:
    assert _graphs(found, "cause/energy", "skos:prefLabel") == {DefaultGraph()}
    assert _graphs(found, "source/site", "schema:name") == {DefaultGraph()}
    assert _graphs(found, "dataset", "void:triples") == {DefaultGraph()}


@pytest.mark.parametrize("name", ["trig", "nquads"])
class TestFiles:
    def test_pyoxigraph_reads_the_same_quads(
        self, exported: Callable[[str], bytes], found: frozenset[Quad], name: str
    ) -> None:
        assert read(exported(name), exports.FORMATS[name].media_type) == found

    def test_rdflib_reads_the_same_quads(
        self, exported: Callable[[str], bytes], found: frozenset[Quad], name: str
    ) -> None:
        dataset = rdflib.Dataset()
        dataset.parse(data=exported(name), format=name)
        sizes = {
            str(graph.identifier): len(graph)
            for graph in dataset.graphs()
            if str(graph.identifier).startswith(BASE_IRI)
        }
        for graph, size in sizes.items():
            assert size == sum(q.graph_name == pyoxigraph.NamedNode(graph) for q in found)
        assert sum(1 for _ in dataset.quads()) == len(found)

    def test_fields_by_source_are_no_loss(self, dataset: Dataset, name: str) -> None:
        report = exports.FORMATS[name].write(dataset, io.BytesIO())
        assert {loss.what for loss in report.losses} == {
            "deviating values",
            "past statements without a direct triple",
        }


def test_nquads_are_sorted_and_unique(exported: Callable[[str], bytes]) -> None:
    lines = exported("nquads").splitlines()
    assert lines == sorted(set(lines))


def test_literals_keep_their_language(found: frozenset[Quad]) -> None:
    labels = [q.object for q in found if q.predicate == rdf.term("skos:prefLabel")]
    assert all(isinstance(label, Literal) and label.language == "en" for label in labels)
