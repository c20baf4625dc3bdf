from __future__ import annotations

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import EIIndex, e_i_index
from tests.analysis.published import ADVICE_NAMES, advice
from tests.analysis.strategies import grouped, networks, simple


def test_everett_and_borgatti_2026() -> None:
    # (E - I) / degree of what Dave sends, (2 - 1) / 3, as in netmem's tests; his own ties alone,
    # since here the ties that he receives count too.
    groups = dict(zip(ADVICE_NAMES, "24124121433", strict=True))
    sent = nx.DiGraph(advice().edges("Dave"))
    assert e_i_index(sent, groups).by_node["Dave"] == pytest.approx(1 / 3)


def test_by_hand() -> None:
    # Three ties inside {a, b, c}, one from c to d: (1 - 3) / 4 for the network. c has two inside
    # and one outside. The first group's ties seen from its members: 6 inside, 1 outside.
    index = e_i_index(nx.Graph(["ab", "bc", "ca", "cd"]), {"a": 1, "b": 1, "c": 1, "d": 2})
    assert index == EIIndex(
        network=-0.5,
        by_group={1: pytest.approx(-5 / 7), 2: 1},
        by_node={"a": -1, "b": -1, "c": pytest.approx(-1 / 3), "d": 1},
    )


def test_without_ties_it_is_undefined() -> None:
    index = e_i_index(nx.empty_graph(2), {0: "x", 1: "y"})
    assert math.isnan(index.network)
    assert math.isnan(index.by_node[0])
    assert math.isnan(index.by_group["x"])


@given(networks(), st.data(), st.sampled_from([None, "weight"]))
def test_agrees_with_counting(
    graph: nx.Graph[str], data: st.DataObject, weight: str | None
) -> None:
    groups = data.draw(grouped(graph))
    index = e_i_index(graph, groups, weight)
    ties = [(u, v, w if weight else 1) for u, v, w in simple(graph).edges(data="weight")]

    def share(chosen: list[tuple[str, str, int]]) -> float:
        outside = sum(w for u, v, w in chosen if groups[u] != groups[v])
        total = sum(w for _, _, w in chosen)
        return (2 * outside - total) / total if total else math.nan

    assert index.network == pytest.approx(share(ties), nan_ok=True)
    for node in graph:
        own = [tie for tie in ties if node in tie[:2]]
        assert index.by_node[node] == pytest.approx(share(own), nan_ok=True)
    for group in set(groups.values()):
        seen = [tie for tie in ties for end in tie[:2] if groups[end] == group]
        assert index.by_group[group] == pytest.approx(share(seen), nan_ok=True)
