"""The shapes accept what we publish and say in plain words what is wrong with anything else."""

from __future__ import annotations

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SKOS
from rdflib.namespace import ORG, PROV, SDO, SH

from graph import rdf
from graph.dataset import DATA, Dataset, load
from graph.model import BASE_IRI
from graph.rdf.terms import OWN_TERMS

CITATION = SDO.citation
OWN = rdflib.Namespace(OWN_TERMS)
BASE = rdflib.Namespace(BASE_IRI)


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(DATA / "shapes.ttl")


def _messages(graph: rdflib.Graph, shapes: rdflib.Graph) -> set[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


@pytest.fixture
def graph(dataset: Dataset) -> rdflib.Graph:
    return rdf.to_rdflib(dataset)


def test_the_small_dataset_conforms(graph: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert _messages(graph, shapes) == set()


def test_the_real_dataset_conforms(shapes: rdflib.Graph) -> None:
    assert _messages(rdf.to_rdflib(load()), shapes) == set()


def _first(graph: rdflib.Graph, class_: rdflib.URIRef) -> rdflib.URIRef:
    return rdflib.URIRef(min(str(thing) for thing in graph.subjects(RDF.type, class_)))


@pytest.mark.parametrize(
    ("class_", "predicate", "value", "said"),
    [
        (ORG.Organization, SDO.name, None, "Give it one name"),
        (ORG.Organization, SDO.url, rdflib.Literal("example.org"), "whole web address"),
        (ORG.Organization, SDO.foundingDate, rdflib.Literal("spring"), "only as exact"),
        (ORG.Organization, SDO.location, rdflib.Literal("Berlin"), "Name a country"),
        (SDO.Person, SDO.birthDate, rdflib.Literal("1990"), "Remove what is private"),
        (SDO.Person, SDO.email, rdflib.Literal("a@example.org"), "Remove what is private"),
        (SDO.Project, SDO.name, None, "Give it one name"),
        (SDO.Event, SDO.name, None, "Give it one name"),
        (SKOS.Concept, SKOS.prefLabel, None, "with its language"),
        (SKOS.Concept, SKOS.prefLabel, rdflib.Literal("Data"), "with its language"),
        (SKOS.Concept, SKOS.inScheme, None, "into one scheme"),
        (PROV.Entity, OWN.licence, None, "under which licence"),
        (OWN.Claim, PROV.hadPrimarySource, None, "Name the source"),
        (OWN.Claim, PROV.hadPrimarySource, BASE["source/nowhere"], "Name the source"),
        (OWN.Claim, CITATION, None, "Name the page"),
        (OWN.Claim, RDF.object, None, "other thing"),
        (OWN.Claim, OWN.temporalStatus, rdflib.Literal("now"), "temporal-status"),
        (ORG.Membership, ORG.organization, BASE["person/ada"], "one organization"),
        (ORG.Membership, ORG.role, BASE["skill/data"], "from scheme/role"),
        (SDO.MonetaryGrant, SDO.amount, None, "State the sum"),
        (SDO.MonetaryGrant, SDO.currency, rdflib.Literal("euro"), "three letters"),
        (SDO.Grant, SDO.funder, BASE["person/ada"], "organization that gives"),
    ],
)
def test_a_broken_one_fails_with_words_that_help(
    graph: rdflib.Graph,
    shapes: rdflib.Graph,
    class_: rdflib.URIRef,
    predicate: rdflib.URIRef,
    value: rdflib.term.Node | None,
    said: str,
) -> None:
    thing = _first(graph, class_)
    graph.remove((thing, predicate, None))
    if value is not None:
        graph.add((thing, predicate, value))
    assert any(said in message for message in _messages(graph, shapes))


def test_every_shape_has_a_message(shapes: rdflib.Graph) -> None:
    for shape in set(shapes.objects(None, SH.property)):
        assert shapes.value(shape, SH.message), shape
