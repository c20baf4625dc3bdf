from __future__ import annotations

import networkx as nx
from hypothesis import given

from graph.analysis import compact
from graph.analysis.igraph_engine import igraph_of
from tests.analysis.strategies import networks, simple


@given(networks())
def test_holds_the_same_ties(graph: nx.Graph[str]) -> None:
    made = igraph_of(compact(graph, "weight"))
    assert made.is_directed() == graph.is_directed()
    assert made.vcount() == len(graph)
    names = list(graph)
    found = {(names[e.source], names[e.target]): e["weight"] for e in made.es}
    expected = simple(graph).edges(data="weight")
    if graph.is_directed():
        assert found == {(u, v): weight for u, v, weight in expected}
    else:
        sets = {frozenset(ends): weight for ends, weight in found.items()}
        assert sets == {frozenset((u, v)): weight for u, v, weight in expected}


def test_without_weights_there_is_no_attribute() -> None:
    assert igraph_of(compact(nx.path_graph(3))).es.attributes() == []
