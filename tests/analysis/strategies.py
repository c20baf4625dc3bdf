"""Random networks for hypothesis, and plain readings of them to compare against."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import strategies as st

KINDS = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)


@st.composite
def networks(
    draw: st.DrawFn, kinds: tuple[Any, ...] = KINDS, most: int = 9, least: int = 1
) -> nx.Graph[str]:
    """Any networkx graph: directed or not, parallel ties, self-loops, isolates, weights 1 to 5."""
    n = draw(st.integers(least, most))
    names = [f"node {i}" for i in range(n)]
    graph = draw(st.sampled_from(kinds))()
    graph.add_nodes_from(names)
    tie = st.tuples(st.sampled_from(names), st.sampled_from(names), st.integers(1, 5))
    for u, v, weight in draw(st.lists(tie, max_size=3 * n)):
        graph.add_edge(u, v, weight=weight)
    return graph


def grouped(graph: nx.Graph[str], count: int = 3) -> st.SearchStrategy[dict[str, int]]:
    """A group for every node."""
    return st.fixed_dictionaries({node: st.integers(0, count - 1) for node in graph})


def simple(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The same network as Graph or DiGraph: no loops, weights of parallel ties added."""
    merged: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    merged.add_nodes_from(graph)
    for u, v, weight in graph.edges(data="weight", default=1):
        if u != v:
            before = merged.get_edge_data(u, v, {"weight": 0})["weight"]
            merged.add_edge(u, v, weight=before + weight)
    return merged


def undirected(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Ties without direction or weight."""
    return nx.Graph(simple(graph).to_undirected())
