from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

from graph.analysis import (
    AnalysisError,
    UnknownNodeError,
    robins_alexander_clustering,
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
)

DAVIS = nx.davis_southern_women_graph()
WOMEN = [node for node, mode in DAVIS.nodes(data="bipartite") if mode == 0]


@st.composite
def affiliations(draw: st.DrawFn) -> tuple[nx.Graph[str], list[str]]:
    """Persons p and organizations o; both modes have someone, not everyone has ties."""
    persons = [f"p{i}" for i in range(draw(st.integers(1, 6)))]
    organizations = [f"o{i}" for i in range(draw(st.integers(1, 6)))]
    tie = st.tuples(st.sampled_from(persons), st.sampled_from(organizations))
    graph: nx.Graph[str] = draw(st.sampled_from((nx.Graph, nx.MultiGraph, nx.DiGraph)))()
    graph.add_nodes_from(persons + organizations)
    graph.add_edges_from(draw(st.lists(tie, max_size=20)))
    return graph, persons


class TestSouthernWomen:
    """Davis, Gardner and Gardner 1941, normalized after Borgatti and Everett 1997.

    Two digits as in networkx's bipartite tests (bipartite/tests/test_centrality.py).
    """

    @pytest.mark.parametrize(
        ("node", "degree", "between", "close"),
        [
            ("E8", 0.78, 0.24, 0.85),
            ("E9", 0.67, 0.23, 0.79),
            ("E7", 0.56, 0.13, 0.73),
            ("Nora Fayette", 0.57, 0.11, 0.80),
            ("Evelyn Jefferson", 0.57, 0.10, 0.80),
            ("Theresa Anderson", 0.57, 0.09, 0.80),
            ("Sylvia Avondale", 0.50, 0.07, 0.77),
            ("Flora Price", 0.14, 0.01, 0.59),
            ("E14", 0.17, 0.00, 0.52),
        ],
    )
    def test_centrality(self, node: str, degree: float, between: float, close: float) -> None:
        assert two_mode_degree(DAVIS, WOMEN)[node] == pytest.approx(degree, abs=0.0051)
        assert two_mode_betweenness(DAVIS, WOMEN)[node] == pytest.approx(between, abs=0.0051)
        assert two_mode_closeness(DAVIS, WOMEN)[node] == pytest.approx(close, abs=0.0051)

    def test_clustering(self) -> None:
        # 0.468, networkx's bipartite tests (test_cluster.py).
        assert round(robins_alexander_clustering(DAVIS), 3) == 0.468

    def test_either_mode_may_be_named(self) -> None:
        events = set(DAVIS) - set(WOMEN)
        assert two_mode_betweenness(DAVIS, events) == two_mode_betweenness(DAVIS, WOMEN)
        assert two_mode_closeness(DAVIS, events) == two_mode_closeness(DAVIS, WOMEN)


class TestExtremes:
    def test_the_centre_of_a_star_has_all(self) -> None:
        star = nx.star_graph(4)
        for measure in (two_mode_degree, two_mode_betweenness, two_mode_closeness):
            assert measure(star, [0])[0] == pytest.approx(1)

    def test_one_person_in_one_organization(self) -> None:
        pair = nx.path_graph("po")
        assert all(math.isnan(value) for value in two_mode_betweenness(pair, ["p"]).values())
        assert two_mode_closeness(pair, ["p"]) == {"p": 1, "o": 1}
        assert math.isnan(robins_alexander_clustering(pair))

    def test_everyone_everywhere_is_all_circles(self) -> None:
        assert robins_alexander_clustering(nx.complete_bipartite_graph(4, 7)) == pytest.approx(1)

    def test_a_node_without_ties_is_close_to_nobody(self) -> None:
        graph = nx.path_graph("po")
        graph.add_node("alone")
        assert math.isnan(two_mode_closeness(graph, ["p"])["alone"])
        assert two_mode_degree(graph, ["p", "alone"])["alone"] == 0


class TestAgreement:
    @given(affiliations())
    def test_with_networkx(self, made: tuple[nx.Graph[str], list[str]]) -> None:
        graph, persons = made
        plain: nx.Graph[str] = nx.Graph(graph.to_undirected())
        assert two_mode_degree(graph, persons) == pytest.approx(
            bipartite.degree_centrality(plain, persons)
        )
        if 1 < len(persons) < len(plain) - 1:  # else networkx divides by zero
            assert two_mode_betweenness(graph, persons) == pytest.approx(
                bipartite.betweenness_centrality(plain, persons)
            )

    @given(affiliations())
    def test_closeness_with_networkx_component_by_component(
        self, made: tuple[nx.Graph[str], list[str]]
    ) -> None:
        graph, persons = made
        found = two_mode_closeness(graph, persons)
        plain: nx.Graph[str] = nx.Graph(graph.to_undirected())
        for members in nx.connected_components(plain):
            if len(members) == 1:
                assert math.isnan(found[next(iter(members))])
                continue
            part = plain.subgraph(members)
            share = (len(members) - 1) / (len(plain) - 1)
            inside = bipartite.closeness_centrality(part, members & set(persons))
            for node in members:
                assert found[node] == pytest.approx(inside[node] * share)

    @given(affiliations())
    def test_clustering_with_networkx(self, made: tuple[nx.Graph[str], list[str]]) -> None:
        graph, _ = made
        plain: nx.Graph[str] = nx.Graph(graph.to_undirected())
        expected = bipartite.robins_alexander_clustering(plain)
        paths = sum((plain.degree(u) - 1) * (plain.degree(v) - 1) for u, v in plain.edges)
        found = robins_alexander_clustering(graph)
        assert found == pytest.approx(expected if paths else math.nan, nan_ok=True)

    def test_clustering_around_hubs(self) -> None:
        graph = bipartite.preferential_attachment_graph([4] * 60, 0.7, seed=1)
        expected = bipartite.robins_alexander_clustering(nx.Graph(graph))
        assert robins_alexander_clustering(graph) == pytest.approx(expected)


def test_sampled_betweenness_states_its_error() -> None:
    exact = two_mode_betweenness(DAVIS, WOMEN)
    with ThreadPoolExecutor(2) as threads:
        draws = [
            two_mode_betweenness(DAVIS, WOMEN, samples=16, seed=seed, executor=threads)
            for seed in range(40)
        ]
    spread = np.std([draw["E8"] for draw in draws])
    assert abs(np.mean([draw["E8"] for draw in draws]) - exact["E8"]) < 4 * spread / math.sqrt(40)
    stated = np.mean([draw.standard_error["E8"] for draw in draws])
    assert stated == pytest.approx(spread, rel=0.4)


class TestBadInput:
    def test_a_tie_inside_a_mode(self) -> None:
        graph = nx.Graph(["po", "pq"])
        with pytest.raises(AnalysisError, match="1 ties run inside a mode, the first is 'p' - 'q'"):
            two_mode_degree(graph, ["p", "q"])
        with pytest.raises(AnalysisError, match="inside a mode"):
            robins_alexander_clustering(nx.complete_graph(3))

    @pytest.mark.parametrize("nodes", [[], ["p", "o"]])
    def test_a_mode_without_nodes(self, nodes: list[str]) -> None:
        with pytest.raises(AnalysisError, match="of 2 nodes are named as one mode"):
            two_mode_closeness(nx.path_graph("po"), nodes)

    def test_an_unknown_node(self) -> None:
        with pytest.raises(UnknownNodeError):
            two_mode_degree(nx.path_graph("po"), ["x"])
