from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import participation_coefficient, within_module_z
from tests.analysis.strategies import grouped, networks, simple


def ties_to(
    graph: nx.Graph[str], groups: dict[str, int], weight: str | None
) -> dict[str, dict[int, float]]:
    """Ties sent and received by node and group, in plain Python."""
    found: dict[str, dict[int, float]] = {node: {} for node in graph}
    for u, v, strength in simple(graph).edges(data="weight"):
        for ego, alter in ((u, v), (v, u)):
            value = strength if weight else 1
            found[ego][groups[alter]] = found[ego].get(groups[alter], 0) + value
    return found


class TestParticipationCoefficient:
    def test_by_hand(self) -> None:
        # Ties to three groups, 2 : 1 : 1, gives 1 - 6/16; evenly to two, 1/2; to one only, 0.
        graph = nx.star_graph(4)
        groups = {0: "a", 1: "a", 2: "a", 3: "b", 4: "c"}
        found = participation_coefficient(graph, groups)
        assert found == {0: 0.625, 1: 0, 2: 0, 3: 0, 4: 0}
        assert participation_coefficient(nx.path_graph(3), {0: 1, 1: 1, 2: 2})[1] == 0.5

    def test_counts_both_directions(self) -> None:
        graph = nx.DiGraph([("v", "a"), ("a", "v"), ("b", "v")])
        found = participation_coefficient(graph, {"v": 0, "a": 1, "b": 2})
        assert found["v"] == pytest.approx(1 - (4 + 1) / 9)

    @given(networks(), st.data(), st.sampled_from([None, "weight"]))
    def test_follows_the_formula(
        self, graph: nx.Graph[str], data: st.DataObject, weight: str | None
    ) -> None:
        groups = data.draw(grouped(graph))
        found = participation_coefficient(graph, groups, weight)
        for node, counts in ties_to(graph, groups, weight).items():
            total = sum(counts.values())
            if not total:
                assert math.isnan(found[node])
            else:
                expected = 1 - sum((k / total) ** 2 for k in counts.values())
                assert found[node] == pytest.approx(expected, abs=1e-12)


class TestWithinModuleZ:
    def test_by_hand(self) -> None:
        # Degrees 3, 1, 1, 1: mean 1.5, population deviation sqrt(0.75), so sqrt(3) for the hub.
        found = within_module_z(nx.star_graph(3), dict.fromkeys(range(4), "all"))
        assert found[0] == pytest.approx(math.sqrt(3))
        assert found[1] == pytest.approx(-1 / math.sqrt(3))

    def test_ties_outside_the_group_do_not_count(self) -> None:
        graph = nx.star_graph(3)
        graph.add_edge(1, "outside")
        found = within_module_z(graph, {**dict.fromkeys(range(4), 0), "outside": 1})
        assert found[1] == pytest.approx(-1 / math.sqrt(3))

    @given(networks(), st.data(), st.sampled_from([None, "weight"]))
    def test_follows_the_formula(
        self, graph: nx.Graph[str], data: st.DataObject, weight: str | None
    ) -> None:
        groups = data.draw(grouped(graph))
        counts = ties_to(graph, groups, weight)
        own = {node: counts[node].get(groups[node], 0) for node in graph}
        found = within_module_z(graph, groups, weight)
        for node in graph:
            peers = [own[other] for other in graph if groups[other] == groups[node]]
            if len(set(peers)) == 1:
                assert math.isnan(found[node])
            else:
                expected = (own[node] - np.mean(peers)) / np.std(peers)
                assert found[node] == pytest.approx(expected)

    def test_equal_weights_that_floats_cannot_hold_have_no_deviation(self) -> None:
        graph = nx.cycle_graph(7)
        nx.set_edge_attributes(graph, 0.1, "weight")
        found = within_module_z(graph, dict.fromkeys(graph, 0), "weight")
        assert all(math.isnan(value) for value in found.values())
