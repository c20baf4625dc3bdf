"""Every term that is used is declared where its prefix says."""

from __future__ import annotations

from typing import get_args

import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Triple
from rdflib import RDF, RDFS, SKOS
from rdflib.namespace import DC, DCAT, DCTERMS, FOAF, ORG, OWL, PROV, SDO, VOID, XSD

from graph import evidence, rdf, schema
from graph.dataset import DATA, Dataset, load
from graph.rdf.context import context
from graph.rdf.terms import OWN_TERMS, VOCABULARIES
from tests.rdf.reading import short, values

Triples = frozenset[Triple]

CLOSED = {
    "dc": DC,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SDO,
    "skos": SKOS,
    "void": VOID,
    "xsd": XSD,
}

PINNED = {
    "adms:status",  # rdflib has no list of ADMS (W3C note of 2013)
    "dcat:previousVersion",  # DCAT 3, newer than the list of rdflib
    "dcat:version",  # DCAT 3, newer than the list of rdflib
    "schema:PoliticalParty",  # schema.org 11, newer than the list of rdflib
}
"""Terms looked up by hand in the vocabularies themselves."""


@pytest.fixture(scope="module")
def triples(dataset: Dataset) -> Triples:
    """Those of the small dataset and of the real one."""
    return rdf.triples(dataset) | rdf.triples(load())


def _terms(triples: Triples) -> set[str]:
    nodes = {node for t in triples for node in (t.subject, t.predicate, t.object)}
    datatypes = {n.datatype for n in nodes if hasattr(n, "datatype")}
    iris = {n.value for n in nodes | datatypes if isinstance(n, NamedNode)}
    return {
        short(NamedNode(iri))
        for iri in iris
        if iri.startswith(tuple(VOCABULARIES.values())) and iri not in VOCABULARIES.values()
    }


def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(DATA / "ontology.ttl")


def test_standard_terms_are_in_the_vocabularies_of_their_prefixes(triples: Triples) -> None:
    unknown = {
        name
        for name in _terms(triples)
        if name.partition(":")[0] in CLOSED
        and name.partition(":")[2] not in CLOSED[name.partition(":")[0]]
    }
    others = {n for n in _terms(triples) if n.partition(":")[0] not in (*CLOSED, "tfg")}
    assert (unknown | others) <= PINNED


def test_own_terms_are_declared_in_the_ontology(triples: Triples) -> None:
    declared = {str(s) for s in _ontology().subjects() if str(s).startswith(OWN_TERMS)}
    used = {OWN_TERMS + n.partition(":")[2] for n in _terms(triples) if n.startswith("tfg:")}
    assert used <= declared


def test_own_terms_are_below_standard_ones_and_explained() -> None:
    ontology = _ontology()
    domains = (RDFS.domain, SDO.domainIncludes)
    ranges = (RDFS.range, SDO.rangeIncludes)
    for own in {s for s in ontology.subjects() if str(s).startswith(OWN_TERMS)}:
        is_class = (own, RDF.type, OWL.Class) in ontology
        above = list(ontology.objects(own, RDFS.subClassOf if is_class else RDFS.subPropertyOf))
        assert above, own
        assert not any(str(term).startswith(OWN_TERMS) for term in above), own
        assert ontology.value(own, RDFS.label), own
        assert ontology.value(own, SKOS.definition), own
        assert ontology.value(own, SKOS.example), own
        if not is_class:
            assert any(ontology.value(own, term) for term in domains), own
            assert any(ontology.value(own, term) for term in ranges), own


def test_every_word_of_a_short_list_is_a_concept(triples: Triples) -> None:
    lists = {
        "status": schema.STATUSES,
        "tier": schema.TIERS,
        "basis": schema.BASES,
        "temporal-status": get_args(evidence.TemporalStatus),
        "confidence": get_args(evidence.Confidence),
    }
    for name, words in lists.items():
        members = values(triples, f"scheme/{name}", "skos:hasTopConcept")
        assert members == {f"{name}/{word}" for word in words}


def test_there_are_no_blank_nodes(triples: Triples) -> None:
    assert not [t for t in triples if BlankNode in (type(t.subject), type(t.object))]


def test_every_own_iri_that_is_named_is_described(triples: Triples) -> None:
    described = {short(t.subject) for t in triples}
    named = {short(t.object) for t in triples if isinstance(t.object, NamedNode)}
    ours = {n for n in named if n.partition("/")[0] in rdf.PREFIXES}
    assert ours <= described


def test_the_context_knows_every_property(triples: Triples) -> None:
    keys = {m["@id"] if isinstance(m, dict) else m for m in context().values()}
    used = {short(t.predicate) for t in triples} - {"rdf:type"}
    assert used <= keys


def test_the_context_and_the_code_agree_on_prefixes() -> None:
    assert {p: context()[p] for p in VOCABULARIES} == VOCABULARIES
