from __future__ import annotations

import math

import networkx as nx
import pytest

from graph.analysis import CompactNetwork, WeightError, ZeroWeightWarning, compact


def one_tie(**data: object) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("ada", "bo", **data)
    return graph


class TestAttribute:
    def test_a_tie_without_the_attribute_counts_one(self) -> None:
        graph = one_tie(weight=3)
        graph.add_edge("bo", "cy")
        assert compact(graph, "weight").ties.data.tolist() == [3, 3, 1, 1]

    def test_a_name_that_no_tie_bears_is_a_mistake(self) -> None:
        with pytest.raises(WeightError, match=r"'wieght'.*Did you mean 'weight'"):
            compact(one_tie(weight=3), "wieght")
        with pytest.raises(WeightError, match="Use weight=None"):
            compact(one_tie(), "weight")

    def test_text_is_no_weight(self) -> None:
        with pytest.raises(WeightError, match="'ada' - 'bo' has the weight 'much'"):
            compact(one_tie(weight="much"), "weight")

    def test_a_network_without_ties_needs_no_attribute(self) -> None:
        assert compact(nx.empty_graph(2), "weight").ties.nnz == 0


class TestCheck:
    @pytest.mark.parametrize("value", [-1, math.nan, math.inf])
    def test_names_the_first_impossible_weight(self, value: float) -> None:
        with pytest.raises(WeightError, match=f"first is 'ada' - 'bo' with {float(value)}"):
            compact(one_tie(weight=value), "weight")

    def test_a_zero_is_dropped_with_a_warning(self) -> None:
        graph = one_tie(weight=0)
        graph.add_edge("bo", "cy", weight=2)
        with pytest.warns(ZeroWeightWarning, match=r"1 ties of weight zero .*'ada' - 'bo'"):
            network = compact(graph, "weight")
        assert network.ties.nnz == 2

    def test_ties_from_arrays_are_checked_alike(self) -> None:
        with pytest.raises(WeightError, match="'a' - 'b' with -2"):
            CompactNetwork.from_ties("ab", [0], [1], [-2])
