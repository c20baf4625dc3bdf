"""Positions: one for each node, none on top of another, the same every time."""

from __future__ import annotations

import math
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.layout import positions

networks = st.builds(
    lambda n, ties: nx.Graph([(a % n, b % n) for a, b in ties] + [(i, i) for i in range(n)]),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=60),
)


@settings(max_examples=40)
@given(networks)
def test_every_node_has_a_place_apart_from_the_others(network: nx.Graph) -> None:
    place = positions(network)
    assert set(place) == set(network)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in place.values())
    for a, b in combinations(network, 2):
        assert math.dist(place[a], place[b]) > 20


@settings(max_examples=20)
@given(networks)
def test_the_same_network_gives_the_same_places(network: nx.Graph) -> None:
    again = nx.Graph(sorted((b, a) for a, b in network.edges))
    again.add_nodes_from(sorted(network, reverse=True))
    assert positions(network) == positions(again)


def test_an_empty_network_has_no_places() -> None:
    assert positions(nx.Graph()) == {}


def test_neighbours_stand_nearer_than_strangers() -> None:
    network = nx.barbell_graph(8, 4)
    place = positions(network)
    near = [math.dist(place[a], place[b]) for a, b in network.edges]
    far = [math.dist(place[a], place[b]) for a, b in combinations(network, 2)]
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


@pytest.mark.parametrize("size", [399, 600])
def test_large_networks_are_laid_out_too(size: int) -> None:
    network = nx.barabasi_albert_graph(size, 2, seed=1)
    assert len(set(positions(network).values())) == size
