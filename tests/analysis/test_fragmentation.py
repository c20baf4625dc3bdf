from __future__ import annotations

import math
from collections.abc import Iterable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import (
    UnknownNodeError,
    compact,
    distance_fragmentation,
    fragmentation,
    fragmentation_without_each,
)
from graph.analysis.fragmentation import pairs_cut_off, pieces_without
from tests.analysis.published import key_player_network
from tests.analysis.strategies import networks, undirected


def pair_by_pair(graph: nx.Graph[str], removed: Iterable[str]) -> tuple[float, float]:
    """F and dF from the distance of every pair."""
    rest = undirected(graph)
    rest.remove_nodes_from(list(removed))
    n = len(rest)
    if n < 2:
        return math.nan, math.nan
    lengths = [d for _, row in nx.all_pairs_shortest_path_length(rest) for d in row.values() if d]
    pairs = n * (n - 1)
    return 1 - len(lengths) / pairs, 1 - sum(1 / d for d in lengths) / pairs


class TestBorgatti2006:
    """His 32 persons; values as computed by pyntacle (figure8_kpinfo, figure8_kpfinder files)."""

    @pytest.mark.parametrize(
        ("removed", "cut", "distant"),
        [
            ((), 0, 0.64755),
            (("HS", "HA", "GM"), 0.44335, 0.74676),
            (("WD", "HB"), 0.70575, 0.81506),
            (("HA", "HB"), 0.70575, None),
            (("PH", "BM"), 0.62989, 0.78904),
        ],
    )
    def test_after_removal(
        self, removed: tuple[str, ...], cut: float, distant: float | None
    ) -> None:
        network = key_player_network()
        assert fragmentation(network, removed) == pytest.approx(cut, abs=6e-6)
        if distant is not None:
            assert distance_fragmentation(network, removed) == pytest.approx(distant, abs=6e-6)


class TestByHand:
    def test_extremes(self) -> None:
        assert fragmentation(nx.complete_graph(4)) == 0
        assert distance_fragmentation(nx.complete_graph(4)) == 0
        assert fragmentation(nx.empty_graph(4)) == 1
        assert distance_fragmentation(nx.empty_graph(4)) == 1

    def test_a_path_of_three(self) -> None:
        # Distances 1, 1, 2: dF = 1 - (1 + 1 + 1/2) / 3. Without the middle nobody is left joined.
        path = nx.path_graph("abc")
        assert distance_fragmentation(path) == pytest.approx(1 / 6)
        assert fragmentation(path, ["b"]) == 1

    def test_undefined_when_fewer_than_two_are_left(self) -> None:
        path = nx.path_graph(2)
        assert math.isnan(fragmentation(path, [0]))
        assert math.isnan(distance_fragmentation(path, [0]))
        assert math.isnan(fragmentation_without_each(path)[0])

    def test_an_unknown_node_cannot_be_removed(self) -> None:
        with pytest.raises(UnknownNodeError, match="Did you mean 'HS'"):
            fragmentation(key_player_network(), ["hs"])


@given(networks(), st.data())
def test_agree_with_pairs(graph: nx.Graph[str], data: st.DataObject) -> None:
    removed = data.draw(st.lists(st.sampled_from(list(graph)), max_size=3))
    cut, distant = pair_by_pair(graph, removed)
    assert fragmentation(graph, removed) == pytest.approx(cut, nan_ok=True)
    assert distance_fragmentation(graph, removed) == pytest.approx(distant, nan_ok=True)


class TestWithoutEach:
    @given(networks(most=12))
    def test_agrees_with_one_by_one(self, graph: nx.Graph[str]) -> None:
        expected = {node: fragmentation(graph, [node]) for node in graph}
        assert fragmentation_without_each(graph) == pytest.approx(expected, nan_ok=True)

    @pytest.mark.parametrize("seed", range(4))
    def test_agrees_on_forests_and_sparse_networks(self, seed: int) -> None:
        sparse = nx.gnp_random_graph(60, 0.025, seed=seed)
        tree = nx.random_labeled_tree(40, seed=seed)
        for graph in (sparse, nx.disjoint_union(sparse, tree)):
            expected = {node: fragmentation(graph, [node]) for node in graph}
            assert fragmentation_without_each(graph) == pytest.approx(expected)


def test_sampled_distances_average_to_the_truth_with_the_stated_error() -> None:
    graph = nx.gnp_random_graph(120, 0.03, seed=1)
    exact = distance_fragmentation(graph)
    draws = [distance_fragmentation(graph, samples=30, seed=seed) for seed in range(100)]
    assert (exact.exact, draws[0].exact) == (True, False)
    assert exact.standard_error == 0
    spread = np.std(draws)
    assert abs(np.mean(draws) - exact) < 4 * spread / 10
    assert np.mean([draw.standard_error for draw in draws]) == pytest.approx(spread, rel=0.2)


class TestPieces:
    """What each node's removal leaves of its part, against networkx."""

    @given(networks(most=12))
    def test_agree_with_one_by_one(self, graph: nx.Graph[str]) -> None:
        network, plain = compact(graph).undirected, undirected(graph)
        pieces, lost = pieces_without(network), pairs_cut_off(network)
        assert {network.nodes[place] for place in pieces} == set(nx.articulation_points(plain))
        for place, node in enumerate(network.nodes):
            whole = nx.node_connected_component(plain, str(node)) - {node}
            left = sorted(map(len, nx.connected_components(plain.subgraph(whole))))
            if place in pieces:
                assert sorted(pieces[place]) == left
            else:
                assert len(left) < 2
            joined = len(whole) * (len(whole) - 1) - sum(size * (size - 1) for size in left)
            assert lost[place] == joined / 2

    def test_by_hand(self) -> None:
        # A hub with three leaves and a path of two: without it 1, 1, 1, 2.
        graph = nx.Graph([("hub", "a"), ("hub", "b"), ("hub", "c"), ("hub", "d"), ("d", "e")])
        pieces = pieces_without(compact(graph))
        assert {place: sorted(parts) for place, parts in pieces.items()} == {
            0: [1, 1, 1, 2],
            4: [1, 4],
        }
        assert pairs_cut_off(compact(graph)).tolist() == [9, 0, 0, 0, 4, 0]

    def test_networks_without_articulation_points_have_none(self) -> None:
        for graph in (nx.cycle_graph(5), nx.empty_graph(3), nx.path_graph(2)):
            assert pieces_without(compact(graph)) == {}
            assert not pairs_cut_off(compact(graph)).any()
