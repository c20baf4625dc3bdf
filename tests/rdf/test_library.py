import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Triple

from graph import rdf
from graph.dataset import Dataset
from graph.rdf.library import graph_of


def test_rdflib_gets_the_very_same_triples(dataset: Dataset) -> None:
    graph = rdf.to_rdflib(dataset)
    written = {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in graph}
    read = rdflib.Graph().parse(
        data="".join(f"{t} .\n" for t in rdf.triples(dataset)), format="ntriples"
    )
    assert written == {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in read}


def test_prefixes_are_bound(dataset: Dataset) -> None:
    bound = dict(rdf.to_rdflib(dataset).namespaces())
    assert {prefix: str(namespace) for prefix, namespace in bound.items()} == rdf.PREFIXES


def test_numbers_keep_their_spelling(dataset: Dataset) -> None:
    amounts = rdf.to_rdflib(dataset).objects(None, rdflib.SDO.amount)
    assert [str(amount) for amount in amounts] == ["25000.50"]


def test_a_blank_node_is_refused() -> None:
    node = NamedNode("https://example.org/")
    with pytest.raises(TypeError, match="neither IRI nor literal"):
        graph_of([Triple(BlankNode("b"), node, node)])
