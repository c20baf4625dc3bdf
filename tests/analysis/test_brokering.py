from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, brokering_activity, brokering_exclusivity
from graph.analysis import brokering as module
from tests.analysis.strategies import grouped, networks, simple


def listed(graph: nx.Graph[str], groups: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Activity and exclusivity, pair by pair."""
    plain = simple(graph).to_directed()
    activity, exclusivity = dict.fromkeys(plain, 0), dict.fromkeys(plain, 0)
    for a, b in itertools.permutations(plain, 2):
        if plain.has_edge(a, b) or groups[a] == groups[b]:
            continue
        between = set(plain.successors(a)) & set(plain.predecessors(b))
        for v in between:
            activity[v] += 1
            exclusivity[v] += len(between) == 1
    return activity, exclusivity


def test_by_hand() -> None:
    # a and b of different groups meet through v and w, a and c only through v; c and b are tied.
    graph = nx.Graph(["av", "vb", "aw", "wb", "vc", "cb"])
    groups = {"a": 0, "b": 1, "c": 1, "v": 2, "w": 2}
    # v: a-b and a-c, both ways; w: a-b both ways; b: w-c both ways.
    assert brokering_activity(graph, groups) == {"a": 0, "v": 4, "b": 2, "w": 2, "c": 0}
    assert brokering_exclusivity(graph, groups) == {"a": 0, "v": 2, "b": 2, "w": 0, "c": 0}


@given(networks(), st.data())
def test_agree_with_listing(graph: nx.Graph[str], data: st.DataObject) -> None:
    groups = data.draw(grouped(graph))
    activity, exclusivity = listed(graph, groups)
    assert brokering_activity(graph, groups) == activity
    found = brokering_exclusivity(graph, groups)
    assert found == exclusivity
    assert found.exact
    enough = brokering_exclusivity(graph, groups, samples=200)
    assert enough == exclusivity
    assert set(enough.standard_error.values()) == {0}


def test_a_sample_that_holds_every_two_path_counts_exactly() -> None:
    # Seven senders and seven receivers: 49 two-paths, and 1 / 49 * 49 is not 1 in floats.
    ties = [*((f"s{i}", "v") for i in range(7)), *(("v", f"r{i}") for i in range(7))]
    graph = nx.DiGraph(ties)
    groups = dict.fromkeys(graph, 0) | {"s0": 1}
    for i in range(1, 7):
        graph.add_edge("s0", f"r{i}")
    assert brokering_exclusivity(graph, groups, samples=50)["v"] == 1
    assert brokering_exclusivity(graph, groups)["v"] == 1


def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(60, 0.08, seed=4, directed=True)
    nx.set_edge_attributes(graph, 1, "weight")
    groups = {node: node % 3 for node in graph}
    monkeypatch.setattr(module, "blocks", lambda cost: ((i, i + 1) for i in range(len(cost))))
    assert brokering_exclusivity(graph, groups) == listed(graph, groups)[1]


def test_samples_average_to_the_truth_with_the_stated_error() -> None:
    graph = nx.gnp_random_graph(60, 0.15, seed=1)
    groups = {node: node % 3 for node in graph}
    exact = brokering_exclusivity(graph, groups)
    draws = [brokering_exclusivity(graph, groups, samples=20, seed=seed) for seed in range(60)]
    assert not draws[0].exact
    values = np.array([list(draw.values()) for draw in draws])
    errors = np.array([list(draw.standard_error.values()) for draw in draws])
    assert values.mean() == pytest.approx(np.mean(list(exact.values())), rel=0.05)
    assert (errors**2).mean() == pytest.approx(values.var(axis=0).mean(), rel=0.1)


def test_refuses_a_single_sample() -> None:
    with pytest.raises(AnalysisError, match="samples is 1: give at least 2"):
        brokering_exclusivity(nx.path_graph(3), dict.fromkeys(range(3), 0), samples=1)
