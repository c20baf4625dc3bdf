from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graph.analysis import (
    AnalysisError,
    CompactNetwork,
    EmptyNetworkError,
    UnknownNodeError,
    WeightError,
    compact,
    constraint,
)
from graph.analysis.compact import mutual, node_order
from tests.analysis.strategies import networks, simple


class TestCompact:
    @given(networks())
    def test_agrees_with_networkx(self, graph: nx.Graph[str]) -> None:
        plain = simple(graph)
        expected = nx.to_numpy_array(plain, weight="weight")
        network = compact(graph, "weight")
        assert network.nodes == tuple(graph)
        assert network.directed == graph.is_directed()
        assert (network.ties.toarray() == expected).all()
        assert (compact(graph).ties.toarray() == (expected > 0)).all()

    @given(networks())
    def test_leaves_the_graph_as_it_was(self, graph: nx.Graph[str]) -> None:
        before = list(graph.edges(data=True)), list(graph.nodes(data=True))
        compact(graph, "weight")
        constraint(graph, "weight")
        assert (list(graph.edges(data=True)), list(graph.nodes(data=True))) == before

    def test_of_parallel_distances_the_smallest_holds(self) -> None:
        graph = nx.MultiGraph()
        graph.add_weighted_edges_from([("a", "b", 3), ("b", "a", 2), ("b", "c", 5)])
        ties = compact(graph, "weight", meaning="distance").ties.toarray()
        assert ties.tolist() == [[0, 2, 0], [2, 0, 5], [0, 5, 0]]

    def test_a_compact_network_passes_through(self) -> None:
        graph = nx.Graph()
        graph.add_edge("a", "b", hours=3)
        network = compact(graph, "hours")
        assert compact(network, "hours") is network
        assert compact(network).ties.toarray().tolist() == [[0, 1], [1, 0]]
        assert compact(compact(graph)).weight is None
        with pytest.raises(WeightError, match="holds the weight 'hours', not 'days'"):
            compact(network, "days")

    def test_refuses_an_empty_network(self) -> None:
        with pytest.raises(EmptyNetworkError, match="no nodes"):
            compact(nx.Graph())
        nobody = compact(nx.Graph([(0, 1)])).without(np.array([0, 1]))
        with pytest.raises(EmptyNetworkError):
            compact(nobody)

    def test_refuses_what_is_not_a_network(self) -> None:
        with pytest.raises(AnalysisError, match="not dict"):
            compact({"a": "b"})  # type: ignore[arg-type]


class TestFromTies:
    def test_equals_the_networkx_door(self) -> None:
        graph = nx.MultiDiGraph()
        graph.add_weighted_edges_from([("a", "b", 1), ("a", "b", 2), ("c", "c", 4), ("b", "a", 5)])
        made = CompactNetwork.from_ties(
            ["a", "b", "c"], [0, 0, 2, 1], [1, 1, 2, 0], [1, 2, 4, 5], directed=True
        )
        assert made.weight == "weight"
        assert (made.ties.toarray() == compact(graph, "weight").ties.toarray()).all()

    def test_without_ties(self) -> None:
        assert CompactNetwork.from_ties("ab", [], []).ties.nnz == 0

    @pytest.mark.parametrize(
        ("sources", "targets", "weights", "message"),
        [
            ([0], [2], None, "outside the 2 nodes: number nodes 0 to 1"),
            ([0], [-1], None, "outside the 2 nodes"),
            ([0], [0, 1], None, "1 sources but 2 targets"),
            ([0], [1], [1, 2], "1 ties but 2 weights"),
        ],
    )
    def test_says_what_does_not_fit(
        self, sources: list[int], targets: list[int], weights: list[int] | None, message: str
    ) -> None:
        with pytest.raises(AnalysisError, match=message):
            CompactNetwork.from_ties(["a", "b"], sources, targets, weights)

    def test_refuses_a_node_listed_twice(self) -> None:
        with pytest.raises(AnalysisError, match="listed twice"):
            CompactNetwork.from_ties(["a", "a"], [0], [1])


class TestCompactNetwork:
    def test_places_of_nodes(self) -> None:
        network = compact(nx.path_graph(["ada", "bo", "cy"]))
        assert network.places(["cy", "ada", "cy"]).tolist() == [2, 0]

    def test_an_unknown_node_is_answered_with_near_matches(self) -> None:
        network = compact(nx.path_graph(["person/ada", "person/bo"]))
        with pytest.raises(UnknownNodeError, match="Did you mean 'person/ada'") as caught:
            network.places(["person/adah"])
        assert caught.value.node == "person/adah"
        assert caught.value.near[0] == "person/ada"

    def test_one_name_is_no_list_of_nodes(self) -> None:
        with pytest.raises(AnalysisError, match="put 'ada' in a list"):
            compact(nx.path_graph(["ada", "bo"])).places("ada")

    def test_without_nodes(self) -> None:
        rest = compact(nx.path_graph(4)).without(np.array([1]))
        assert rest.nodes == (0, 2, 3)
        assert rest.ties.toarray().tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0]]

    def test_undirected_adds_both_ways(self) -> None:
        graph = nx.DiGraph()
        graph.add_weighted_edges_from([(0, 1, 2), (1, 0, 3), (1, 2, 4)])
        both = [[0, 5, 0], [5, 0, 4], [0, 4, 0]]
        assert compact(graph, "weight").undirected.ties.toarray().tolist() == both
        assert compact(graph).undirected.ties.max() == 1
        assert mutual(compact(graph)).toarray().tolist() == [[0, 2, 0], [2, 0, 1], [0, 1, 0]]

    def test_by_node_gives_plain_numbers(self) -> None:
        values = compact(nx.path_graph(2)).by_node(np.array([1.5, np.nan]))
        assert type(values[0]) is float
        assert math.isnan(values[1])


class TestNodeOrder:
    def test_natural_where_names_compare(self) -> None:
        assert node_order([10, 9, 2]).tolist() == [2, 1, 0]

    def test_by_type_and_text_where_they_do_not(self) -> None:
        assert node_order(["b", 2, "a", 1]).tolist() == [3, 1, 2, 0]
