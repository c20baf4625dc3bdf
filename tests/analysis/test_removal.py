from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, EmptyNetworkError, UnknownNodeError
from graph.analysis import removal as module
from graph.analysis.removal import closeness_loss
from tests.analysis.strategies import networks, undirected


def pair_by_pair(graph: nx.Graph[str], node: str) -> float:
    """Closeness among the others with and without the node, from the distance of every pair."""
    plain = undirected(graph)
    n = len(plain)
    if n < 3:
        return math.nan
    others = [other for other in plain if other != node]
    before = dict(nx.all_pairs_shortest_path_length(plain))
    after = dict(nx.all_pairs_shortest_path_length(plain.subgraph(others)))
    total = sum(
        1 / before[s][t] - (1 / after[s][t] if t in after[s] else 0)
        for s in others
        for t in others
        if s != t and t in before[s]
    )
    return total / ((n - 1) * (n - 2))


@given(networks(most=12))
def test_agrees_with_pairs(graph: nx.Graph[str]) -> None:
    found = closeness_loss(graph)
    assert found == pytest.approx({v: pair_by_pair(graph, v) for v in graph}, nan_ok=True)
    assert set(found.standard_error.values()) == {0}
    assert found.exact


@pytest.mark.parametrize("seed", range(2))
def test_agrees_on_more_nodes_than_a_word_has_bits(seed: int) -> None:
    graph = nx.gnp_random_graph(140, 0.012, seed=seed)
    found = closeness_loss(graph)
    for node in range(0, 140, 20):
        assert found[node] == pytest.approx(pair_by_pair(graph, node))


def test_batches_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(140, 0.012, seed=2)
    whole = closeness_loss(graph)
    monkeypatch.setattr(module, "_WORDS", 1)
    assert closeness_loss(graph) == pytest.approx(whole)


class TestByHand:
    def test_the_middle_of_a_path_joins_its_ends(self) -> None:
        # The pair a, c had closeness 1/2 and has none: both ways, of 2 * 1 ordered pairs.
        assert closeness_loss(nx.path_graph("abc")) == {"a": 0, "b": 0.5, "c": 0}

    def test_a_way_round_loses_less(self) -> None:
        # A cycle of five: the two neighbours go from 2 steps to 3, nobody else goes farther.
        expected = 2 * (1 / 2 - 1 / 3) / (4 * 3)
        assert closeness_loss(nx.cycle_graph(5))[0] == pytest.approx(expected)

    def test_nobody_is_missed_in_a_clique_or_alone(self) -> None:
        assert set(closeness_loss(nx.complete_graph(5)).values()) == {0}
        assert set(closeness_loss(nx.empty_graph(3)).values()) == {0}

    def test_undefined_without_pairs_of_others(self) -> None:
        assert all(math.isnan(value) for value in closeness_loss(nx.path_graph(2)).values())

    def test_only_the_nodes_asked_for(self) -> None:
        assert closeness_loss(nx.path_graph("abc"), ["b"]) == {"b": 0.5}
        assert closeness_loss(nx.path_graph("abc"), []) == {}


def test_samples_average_to_the_truth_with_the_stated_error() -> None:
    graph = nx.barabasi_albert_graph(60, 1, seed=3)
    exact = closeness_loss(graph)
    draws = [closeness_loss(graph, samples=20, seed=seed) for seed in range(60)]
    assert not draws[0].exact
    for node in sorted(exact, key=lambda v: -exact[v])[:5]:
        values = np.array([draw[node] for draw in draws])
        assert abs(values.mean() - exact[node]) < 4 * values.std() / math.sqrt(60)
        errors = [draw.standard_error[node] for draw in draws]
        assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(values.std(), rel=0.3)


@given(networks(least=3), st.integers(0, 3))
def test_samples_of_all_are_exact(graph: nx.Graph[str], more: int) -> None:
    assert closeness_loss(graph, samples=len(graph) + more) == pytest.approx(closeness_loss(graph))


def test_says_what_is_wrong() -> None:
    with pytest.raises(UnknownNodeError, match="Did you mean 'HB'"):
        closeness_loss(nx.Graph([("HB", "TO")]), ["hb"])
    with pytest.raises(EmptyNetworkError):
        closeness_loss(nx.Graph())
    with pytest.raises(AnalysisError, match="samples is 0"):
        closeness_loss(nx.path_graph(4), samples=0)
