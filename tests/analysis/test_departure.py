from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, MissingGroupsError, UnknownNodeError, distances
from graph.analysis.departure import Departure, departure, usual_departures
from tests.analysis.published import key_player_network
from tests.analysis.strategies import grouped, networks, undirected

LARGE = nx.disjoint_union(nx.gnm_random_graph(150, 220, seed=1), nx.random_labeled_tree(40, seed=1))


def pair_by_pair(
    graph: nx.Graph[str], removed: list[str], groups: dict[str, int]
) -> dict[str, float]:
    """Everything that `Departure` states, from the distances of every pair of those who stay."""
    plain = undirected(graph)
    rest = plain.copy()
    rest.remove_nodes_from(removed)
    was = dict(nx.all_pairs_shortest_path_length(plain))
    now = dict(nx.all_pairs_shortest_path_length(rest))
    joined = [(s, t) for s, t in combinations(rest, 2) if t in was[s]]
    loss = sum(1 / was[s][t] - (1 / now[s][t] if t in now[s] else 0) for s, t in joined)
    stay = len(rest)
    before = max(len(part - set(removed)) for part in nx.connected_components(plain))
    split = {
        groups[s] for s, t in joined if groups[s] == groups[t] and t not in now[s]
    }  # two members who were joined and are not any more
    return {
        "pairs": len(joined),
        "cut_off": sum(t not in now[s] for s, t in joined),
        "farther": sum(t in now[s] and now[s][t] > was[s][t] for s, t in joined),
        "closeness_loss": 2 * loss / (stay * (stay - 1)) if stay > 1 else math.nan,
        "strays": before - max(map(len, nx.connected_components(rest))),
        "communities_split": len(split),
    }


def figures(found: Departure) -> dict[str, float]:
    names = ("pairs", "cut_off", "farther", "closeness_loss", "strays", "communities_split")
    return {name: getattr(found, name) for name in names}


@given(networks(least=2, most=12), st.data())
def test_agrees_with_pairs(graph: nx.Graph[str], data: st.DataObject) -> None:
    groups = data.draw(grouped(graph))
    nodes = st.lists(st.sampled_from(list(graph)), min_size=1, max_size=len(graph) - 1)
    removed = data.draw(nodes)
    found = departure(graph, removed, groups)
    assert figures(found) == pytest.approx(pair_by_pair(graph, removed, groups), nan_ok=True)
    assert found.samples == found.population == len(graph) - len(set(removed))


@pytest.mark.parametrize("removed", [[0], [3, 9, 160], list(range(30))])
def test_agrees_on_a_larger_network(removed: list[int]) -> None:
    groups = {node: node % 7 for node in LARGE}
    found = departure(LARGE, removed, groups)
    assert figures(found) == pytest.approx(pair_by_pair(LARGE, removed, groups))


def test_batches_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # Above 62,500 ties not all sources are searched at once.
    whole = departure(LARGE, [0, 5])
    for workspace in (1, 800, 1700):
        monkeypatch.setattr(distances, "_WORKSPACE", workspace)
        assert figures(departure(LARGE, [0, 5])) == pytest.approx(figures(whole))


class TestByHand:
    def test_the_middle_of_a_path(self) -> None:
        # a b c d e without c: the pairs a-d, a-e, b-d, b-e are cut; two parts of two are left.
        found = departure(nx.path_graph("abcde"), ["c"], dict(zip("abcde", "xxxyx", strict=True)))
        assert figures(found) == {
            "pairs": 6,
            "cut_off": 4,
            "farther": 0,
            "closeness_loss": pytest.approx((1 / 3 + 1 / 4 + 1 / 2 + 1 / 3) / 6),
            "strays": 2,
            "communities_split": 1,
        }

    def test_without_communities_none_is_split(self) -> None:
        assert departure(nx.path_graph("abcde"), ["c"]).communities_split == 0

    def test_a_single_one_left_has_nobody_to_lose(self) -> None:
        found = departure(nx.path_graph(2), [0])
        assert (found.pairs, found.cut_off, found.farther, found.strays) == (0, 0, 0, 0)
        assert math.isnan(found.closeness_loss)

    @pytest.mark.parametrize(
        ("removed", "fragmentation"),
        [("HS HA GM", 0.44335), ("WD HB", 0.70575), ("HA HB", 0.70575), ("PH BM", 0.62989)],
    )
    def test_pairs_that_pyntacle_leaves_joined(self, removed: str, fragmentation: float) -> None:
        # Fragmentation of Borgatti 2006, figure 8, as pyntacle computes it (see published.py).
        found = departure(key_player_network(), removed.split())
        pairs = found.population * (found.population - 1) / 2
        assert 1 - (found.pairs - found.cut_off) / pairs == pytest.approx(fragmentation, abs=6e-6)


class TestSampled:
    def test_averages_to_the_truth(self) -> None:
        exact = departure(LARGE, [0])
        draws = [departure(LARGE, [0], samples=60, seed=seed) for seed in range(150)]
        for name in ("farther", "closeness_loss"):
            values = np.array([getattr(draw, name) for draw in draws])
            assert abs(values.mean() - getattr(exact, name)) < 4 * values.std() / math.sqrt(150)
        assert {draw.cut_off for draw in draws} == {exact.cut_off}
        assert {draw.samples for draw in draws} == {60}

    def test_nothing_is_ever_farther_by_less_than_zero(self) -> None:
        # In a tree every pair that changes is cut off; none is left joined by a longer path.
        tree = nx.random_labeled_tree(60, seed=4)
        hub = max(tree, key=tree.degree)
        for seed in range(20):
            assert departure(tree, [hub], samples=5, seed=seed).farther == 0

    def test_a_single_source_is_one_of_those_who_stay(self) -> None:
        path = nx.path_graph(3)
        found = [departure(path, [1], samples=1, seed=seed) for seed in range(12)]
        assert {(f.samples, f.closeness_loss) for f in found} == {(1, 0.5)}


class TestUsual:
    def test_peers_are_of_the_same_kind_and_as_many_ties(self) -> None:
        graph = nx.Graph([("p1", "o1"), ("p2", "o1"), ("p2", "o2"), ("p3", "o1"), ("p3", "o2")])
        graph.add_node("p4")
        modes = {node: node[0] for node in graph}
        found = usual_departures(graph, "p2", modes, peers=1)
        assert list(found) == ["p3"]
        assert found["p3"] == departure(graph, ["p3"])
        assert set(usual_departures(graph, "p2", modes)) == {"p1", "p3"}
        assert set(usual_departures(graph, "p2")) == {"p1", "p3", "o1", "o2"}

    def test_nearest_numbers_of_ties_come_first(self) -> None:
        graph = nx.barabasi_albert_graph(60, 1, seed=2)
        hub = max(graph, key=graph.degree)
        peers = usual_departures(graph, hub, peers=5)
        others = Counter({v: d for v, d in graph.degree() if v != hub})
        expected = sorted((d for _, d in others.most_common(5)), reverse=True)
        assert sorted((graph.degree(v) for v in peers), reverse=True) == expected

    def test_the_same_seed_draws_the_same_peers(self) -> None:
        graph = nx.cycle_graph(40)
        draws = [set(usual_departures(graph, 0, peers=5, seed=seed)) for seed in (1, 1, 2)]
        assert draws[0] == draws[1] != draws[2]
        assert 0 not in draws[0] | draws[2]

    def test_nobody_to_compare_with(self) -> None:
        assert usual_departures(nx.path_graph(2), 0, {0: "a", 1: "b"}) == {}
        assert usual_departures(nx.path_graph(3), 0, peers=0) == {}
        with pytest.raises(AnalysisError, match="peers is -1"):
            usual_departures(nx.path_graph(3), 0, peers=-1)


def test_says_what_is_wrong() -> None:
    network = key_player_network()
    with pytest.raises(UnknownNodeError, match="Did you mean 'HB'"):
        departure(network, ["hb"])
    with pytest.raises(AnalysisError, match="at least one node"):
        departure(network, [])
    with pytest.raises(AnalysisError, match="leave at least one"):
        departure(nx.path_graph(3), range(3))
    with pytest.raises(AnalysisError, match="in a list"):
        departure(network, "HB")
    with pytest.raises(MissingGroupsError):
        departure(network, ["HB"], {"HB": 1})
    with pytest.raises(UnknownNodeError):
        usual_departures(network, "hb")
