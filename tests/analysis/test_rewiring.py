from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import CompactNetwork, EmptyNetworkError, MissingGroupsError
from graph.analysis.rewiring import rewired
from tests.analysis.strategies import grouped, networks, undirected


def as_graph(network: CompactNetwork) -> nx.Graph[object]:
    where = network.ties.tocoo()
    graph: nx.Graph[object] = nx.Graph()
    graph.add_nodes_from(network.nodes)
    ends = zip(*(c.tolist() for c in where.coords), strict=True)
    graph.add_edges_from((network.nodes[a], network.nodes[b]) for a, b in ends)
    return graph


def degrees(graph: nx.Graph[object], modes: dict[object, int]) -> dict[object, Counter[int]]:
    """Ties of each node by the mode of the other end."""
    return {node: Counter(modes[other] for other in graph[node]) for node in graph}


@given(networks(), st.data(), st.integers(0, 9))
def test_degrees_stay_mode_by_mode(graph: nx.Graph[str], data: st.DataObject, seed: int) -> None:
    modes = data.draw(grouped(graph, 2))
    made = rewired(graph, modes, seed)
    assert made.nodes == tuple(graph)
    assert not made.directed
    # Symmetric, no loops, no tie twice.
    assert abs(made.ties - made.ties.T).nnz == 0
    assert not made.ties.diagonal().any()
    assert set(made.ties.data.tolist()) <= {1.0}
    assert degrees(as_graph(made), modes) == degrees(undirected(graph), modes)


MODELS = {
    "random": nx.gnm_random_graph(60, 150, seed=1),
    "hubs": nx.barabasi_albert_graph(60, 2, seed=1),
    "two modes": nx.bipartite.gnmk_random_graph(30, 20, 90, seed=1),
}


@pytest.mark.parametrize("name", MODELS)
def test_most_ties_change(name: str) -> None:
    graph = MODELS[name]
    modes = {node: graph.nodes[node].get("bipartite", 0) for node in graph}
    made = as_graph(rewired(graph, modes, 1))
    assert degrees(made, modes) == degrees(graph, modes)
    same = sum(made.has_edge(*tie) for tie in graph.edges)
    assert same < 0.5 * graph.number_of_edges()
    if name == "two modes":
        assert all(modes[a] != modes[b] for a, b in made.edges)


def test_the_same_seed_gives_the_same() -> None:
    graph, modes = MODELS["random"], dict.fromkeys(range(60), "node")
    first, again, other = (rewired(graph, modes, seed) for seed in (4, 4, 5))
    assert abs(first.ties - again.ties).nnz == 0
    assert abs(first.ties - other.ties).nnz > 0
    unchanged = rewired(graph, modes, 4, passes=0)
    assert nx.utils.graphs_equal(as_graph(unchanged), nx.Graph(graph.edges))


def test_every_possible_network_comes_about_equally_often() -> None:
    # The degrees 2, 2, 2, 2, 2 have 12 labelled networks: the cycles through five nodes.
    modes = dict.fromkeys(range(5), 0)
    found = Counter(
        frozenset(map(frozenset, as_graph(rewired(nx.cycle_graph(5), modes, seed)).edges))
        for seed in range(480)
    )
    assert len(found) == 12
    assert np.all(np.abs(np.array(list(found.values())) - 40) < 25)  # four deviations


@pytest.mark.parametrize(
    "graph", [nx.complete_graph(5), nx.star_graph(4), nx.path_graph(2), nx.empty_graph(3)]
)
def test_what_has_one_form_keeps_it(graph: nx.Graph[int]) -> None:
    made = as_graph(rewired(graph, dict.fromkeys(graph, 0), 1))
    assert nx.utils.graphs_equal(made, nx.Graph(graph))


def test_says_what_is_wrong() -> None:
    with pytest.raises(EmptyNetworkError):
        rewired(nx.Graph(), {})
    with pytest.raises(MissingGroupsError, match="1 of 3 nodes"):
        rewired(nx.path_graph(3), {0: "x", 1: "x"})
