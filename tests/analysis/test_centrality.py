from __future__ import annotations

import math
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from multiprocessing import get_context

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, betweenness, compact, degree
from graph.analysis.centrality import betweenness_from
from graph.analysis.estimate import sample_sources
from tests.analysis.strategies import networks, simple


class TestDegree:
    @given(networks(), st.sampled_from([None, "weight"]))
    def test_agrees_with_networkx(self, graph: nx.Graph[str], weight: str | None) -> None:
        assert degree(graph, weight) == dict(simple(graph).degree(weight=weight))


class TestPublishedBetweenness:
    def test_padgetts_families(self) -> None:
        # Wasserman and Faust, "Social Network Analysis" 1994, chapter 5 (without Pucci); the same
        # digits are in networkx's test_betweenness_centrality.py.
        values = betweenness(nx.florentine_families_graph())
        assert {name: round(values[name], 3) for name in ("Medici", "Guadagni", "Albizzi")} == {
            "Medici": 0.522,
            "Guadagni": 0.255,
            "Albizzi": 0.212,
        }
        assert values["Pazzi"] == 0

    def test_krackhardts_kite(self) -> None:
        # Krackhardt, Admin. Sci. Q. 35 (1990) 342-369; three digits as in networkx's tests.
        # Heather (7) has most, then Fernando and Garth, then Ike.
        values = betweenness(nx.krackhardt_kite_graph())
        assert [round(value, 3) for value in values.values()] == [
            *(0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0)
        ]

    def test_zacharys_club(self) -> None:
        # igraph's C tutorial, example 3, prints 231.071 for vertex 0; the other three numbers are
        # printed for betweenness(karate) in textbooks of R's igraph.
        raw = betweenness(nx.karate_club_graph(), normalized=False)
        assert [round(raw[node], 7) for node in range(4)] == [
            *(231.0714286, 28.4785714, 75.8507937, 6.2880952)
        ]
        assert betweenness(nx.karate_club_graph())[0] == pytest.approx(raw[0] / 528)


class TestAgreement:
    @given(networks(least=3), st.booleans())
    def test_steps_as_networkx(self, graph: nx.Graph[str], normalized: bool) -> None:
        expected = nx.betweenness_centrality(simple(graph), normalized=normalized)
        found = betweenness(graph, normalized=normalized)
        assert found == pytest.approx(expected)
        assert set(found.standard_error.values()) == {0}
        assert found.exact

    @given(networks(least=3))
    def test_whole_distances_as_networkx(self, graph: nx.Graph[str]) -> None:
        plain: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
        plain.add_nodes_from(graph)
        for u, v, distance in graph.edges(data="weight"):
            if u != v:
                shortest = min(distance, plain.get_edge_data(u, v, {"weight": 9})["weight"])
                plain.add_edge(u, v, weight=shortest)
        expected = nx.betweenness_centrality(plain, weight="weight")
        assert betweenness(graph, "weight") == pytest.approx(expected)

    @given(networks(least=3), st.integers(0, 3))
    def test_samples_of_all_sources_are_exact(self, graph: nx.Graph[str], more: int) -> None:
        assert betweenness(graph, samples=len(graph) + more) == betweenness(graph)

    @pytest.mark.parametrize("seed", range(5))
    def test_fractions_are_equal_when_they_are_equal(self, seed: int) -> None:
        # Distances 1 / strength, exactly as fractions over a common denominator. Float sums such
        # as 1/3 + 1/6 and 1/2 differ by rounding; networkx then sees one shortest path of two.
        random = np.random.default_rng(seed)
        graph = nx.gnp_random_graph(40, 0.15, seed=seed)
        for u, v in graph.edges:
            strength = int(random.integers(1, 7))
            graph.edges[u, v]["distance"] = 1 / strength
            graph.edges[u, v]["sixtieths"] = int(Fraction(60, strength))
        expected = nx.betweenness_centrality(graph, weight="sixtieths")
        assert betweenness(graph, "distance") == pytest.approx(expected)


class TestSampled:
    GRAPH = nx.barabasi_albert_graph(150, 2, seed=3)

    @pytest.mark.parametrize("directed", [False, True])
    def test_averages_to_the_exact_value(self, directed: bool) -> None:
        graph = self.GRAPH.to_directed() if directed else self.GRAPH
        exact = betweenness(graph)
        draws = [betweenness(graph, samples=50, seed=seed) for seed in range(60)]
        for node in range(5):
            mean = np.mean([draw[node] for draw in draws])
            spread = np.std([draw[node] for draw in draws])
            assert abs(mean - exact[node]) < 4 * spread / math.sqrt(60)

    def test_states_its_error_truly(self) -> None:
        # Over many draws the mean squared error stated is the variance of the estimates, and
        # most estimates lie within two standard errors.
        graph = nx.gnp_random_graph(50, 0.1, seed=1)
        exact = betweenness(graph)
        draws = [betweenness(graph, samples=25, seed=seed) for seed in range(150)]
        estimates = np.array([list(draw.values()) for draw in draws])
        errors = np.array([list(draw.standard_error.values()) for draw in draws])
        assert (errors**2).mean() == pytest.approx(estimates.var(axis=0).mean(), rel=0.1)
        within = np.abs(estimates - np.array(list(exact.values()))) <= 2 * errors
        assert within.mean() > 0.85

    def test_the_same_seed_gives_the_same(self) -> None:
        first = betweenness(self.GRAPH, samples=20, seed=4)
        assert first == betweenness(self.GRAPH, samples=20, seed=4)
        assert first != betweenness(self.GRAPH, samples=20, seed=5)
        assert (first.samples, first.population, first.exact) == (20, 150, False)

    def test_a_single_source_has_no_known_error(self) -> None:
        assert math.isnan(betweenness(self.GRAPH, samples=1).standard_error[0])


class TestFromSources:
    """The quick form that draws and random networks use."""

    @given(networks(kinds=(nx.Graph, nx.MultiGraph), least=2))
    def test_all_sources_are_exact(self, graph: nx.Graph[str]) -> None:
        network = compact(graph)
        found = network.by_node(betweenness_from(network, np.arange(len(network))))
        plain = simple(graph)
        assert found == pytest.approx(nx.betweenness_centrality(plain, normalized=False))

    def test_some_sources_give_the_same_estimate(self) -> None:
        network = compact(TestSampled.GRAPH)
        for seed in range(3):
            sources = sample_sources(len(network), 40, seed)
            expected = betweenness(network, normalized=False, samples=40, seed=seed)
            found = network.by_node(betweenness_from(network, sources))
            assert found == pytest.approx(dict(expected))


class TestExecutor:
    def test_changes_nothing(self) -> None:
        graph = nx.gnp_random_graph(60, 0.08, seed=2, directed=True)
        nx.set_edge_attributes(graph, 2, "weight")
        sampled = betweenness(graph, "weight", samples=30)
        with ThreadPoolExecutor(2) as threads:
            assert betweenness(graph, "weight", samples=30, executor=threads) == sampled
            assert betweenness(graph, executor=threads) == pytest.approx(betweenness(graph))

    def test_splits_over_processes(self) -> None:
        graph = nx.gnp_random_graph(60, 0.08, seed=2)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
            found = betweenness(graph, samples=30, executor=processes)
        assert found == betweenness(graph, samples=30)
        assert found.standard_error == betweenness(graph, samples=30).standard_error


class TestUndefined:
    def test_without_pairs_the_share_is_undefined_and_the_count_zero(self) -> None:
        pair = nx.path_graph(2)
        assert all(math.isnan(value) for value in betweenness(pair).values())
        assert betweenness(pair, normalized=False) == {0: 0, 1: 0}

    def test_an_isolate_lies_between_nobody(self) -> None:
        assert betweenness(nx.empty_graph(3)) == {0: 0, 1: 0, 2: 0}

    def test_refuses_no_samples(self) -> None:
        with pytest.raises(AnalysisError, match="samples is 0"):
            betweenness(nx.path_graph(4), samples=0)
