from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graph.analysis import compact
from graph.analysis.dependencies import by_distance, by_steps, exact_sums, sums_over_sources
from tests.analysis.strategies import networks, simple


@given(networks())
def test_steps_agree_with_igraph_source_by_source(graph: nx.Graph[str]) -> None:
    network, everyone = compact(graph), np.arange(len(graph))
    index = {node: i for i, node in enumerate(graph)}
    ties = [(index[u], index[v]) for u, v in simple(graph).edges]
    other = igraph.Graph(n=len(graph), edges=ties, directed=graph.is_directed())
    for source, found in zip(everyone, by_steps(network.ties, everyone), strict=True):
        expected = np.array(other.betweenness(sources=[int(source)]))
        assert found == pytest.approx(expected if graph.is_directed() else 2 * expected)


@given(networks())
def test_distances_of_one_are_steps(graph: nx.Graph[str]) -> None:
    network, everyone = compact(graph), np.arange(len(graph))
    weighted = list(by_distance(network.ties, network.directed, everyone))
    assert np.array(weighted) == pytest.approx(np.array(list(by_steps(network.ties, everyone))))


@given(networks())
def test_all_sources_add_up_to_betweenness(graph: nx.Graph[str]) -> None:
    network, everyone = compact(graph), np.arange(len(graph))
    expected = list(nx.betweenness_centrality(simple(graph), normalized=False).values())
    for work in (sums_over_sources, exact_sums):
        sums, _ = work(network.ties, network.directed, False, everyone)
        assert sums == pytest.approx(expected)


def test_squares_are_of_single_sources() -> None:
    # On a path of three the middle serves one pair, half of it from either end.
    ties = compact(nx.path_graph(3)).ties
    sums, squares = sums_over_sources(ties, False, False, np.arange(3))
    assert sums.tolist() == [0, 1, 0]
    assert squares.tolist() == [0, 0.5, 0]
