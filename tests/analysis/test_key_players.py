from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import (
    AnalysisError,
    UnknownNodeError,
    distance_fragmentation,
    distance_reach,
    fragmentation,
    key_players,
    m_reach,
)
from tests.analysis.published import key_player_network
from tests.analysis.strategies import networks

MEASURES = {
    "fragmentation": fragmentation,
    "distance_fragmentation": distance_fragmentation,
    "distance_reach": distance_reach,
    "m_reach": lambda graph, nodes: m_reach(graph, nodes, 2),
}


def pairs(*sets: str) -> set[frozenset[str]]:
    return {frozenset(names.split()) for names in sets}


class TestBorgatti2006:
    """His 32 persons: pyntacle's brute force over pairs (figure8_kpfinder_bruteforce.txt)."""

    @pytest.mark.parametrize(
        ("measure", "value", "sets"),
        [
            ("fragmentation", 0.70575, pairs("WD HB", "HA HB")),
            ("distance_fragmentation", 0.81506, pairs("WD HB")),
            ("distance_reach", 0.64063, pairs("KR HB", "BS3 HB")),
            ("m_reach", 25, pairs("HA NP")),
        ],
    )
    @pytest.mark.parametrize("exact", [None, False])
    def test_pairs(
        self, measure: str, value: float, sets: set[frozenset[str]], exact: bool | None
    ) -> None:
        found = key_players(key_player_network(), 2, measure, exact=exact)  # type: ignore[arg-type]
        assert found.value == pytest.approx(value, abs=6e-6)
        assert set(found.sets) == sets
        assert found.exact is (exact is None)


@settings(max_examples=40)
@given(networks(least=4, most=7), st.data(), st.sampled_from(sorted(MEASURES)))
def test_exact_finds_every_best_set(
    graph: nx.Graph[str], data: st.DataObject, measure: str
) -> None:
    spare = 2 if "fragmentation" in measure else 1
    k = data.draw(st.integers(1, len(graph) - spare))
    values = {
        frozenset(chosen): float(MEASURES[measure](graph, chosen))
        for chosen in itertools.combinations(graph, k)
    }
    best = max(values.values())
    found = key_players(graph, k, measure)  # type: ignore[arg-type]
    assert found.value == pytest.approx(best)
    assert set(found.sets) == {chosen for chosen, v in values.items() if v == pytest.approx(best)}
    assert len(found.sets) == len(set(found.sets))
    greedy = key_players(graph, k, measure, exact=False)  # type: ignore[arg-type]
    assert greedy.value <= found.value + 1e-9
    for chosen in greedy.sets:
        assert values[chosen] == pytest.approx(greedy.value)


class TestSearch:
    def test_all_candidates_can_be_the_set(self) -> None:
        found = key_players(nx.path_graph(6), 3, candidates=[1, 3, 4])
        assert found.sets == (frozenset({1, 3, 4}),)
        assert found.value == fragmentation(nx.path_graph(6), [1, 3, 4])

    def test_only_candidates_are_chosen(self) -> None:
        found = key_players(nx.star_graph(5), 1, "m_reach", 1, candidates=[2, 3])
        assert found.sets == (frozenset({2}), frozenset({3}))

    @pytest.mark.parametrize("measure", sorted(MEASURES))
    def test_a_large_network_is_searched_greedily(self, measure: str) -> None:
        # A star of stars: the four hubs hold everyone.
        graph = nx.star_graph(range(10_000, 10_005))
        for hub in range(4):
            leaves = range(hub * 300, hub * 300 + 300)
            graph.add_edges_from((10_001 + hub, leaf) for leaf in leaves)
        found = key_players(graph, 4, measure, m=1)  # type: ignore[arg-type]
        assert frozenset(range(10_001, 10_005)) in found.sets
        assert not found.exact

    def test_at_most_a_hundred_tied_sets_are_reported(self) -> None:
        found = key_players(nx.complete_graph(40), 3, "m_reach", exact=False)
        assert found.value == 37
        assert len(found.sets) == 100

    @pytest.mark.parametrize("exact", [True, False])
    def test_swaps_mend_a_greedy_start(self, exact: bool) -> None:
        # On a path of seven the best first cut is the middle, but two cuts do best around it:
        # parts of 2, 1, 2 or 1, 2, 2 leave 2 of the 10 pairs joined, by hand.
        found = key_players(nx.path_graph(7), 2, exact=exact)
        assert found.value == pytest.approx(1 - 2 / 10)
        assert set(found.sets) == {frozenset({2, 4}), frozenset({1, 4}), frozenset({2, 5})}


class TestBadQuestions:
    def test_an_unknown_measure(self) -> None:
        with pytest.raises(AnalysisError, match=r"no measure 'fragmentatoin'. Did you mean 'frag"):
            key_players(nx.path_graph(5), 1, "fragmentatoin")  # type: ignore[arg-type]

    @pytest.mark.parametrize("k", [0, 4])
    def test_an_impossible_size(self, k: int) -> None:
        with pytest.raises(AnalysisError, match=f"k is {k}: .* number from 1 to 3"):
            key_players(nx.path_graph(5), k)

    def test_too_many_sets_to_try(self) -> None:
        with pytest.raises(AnalysisError, match="too many to try them all: use exact=False"):
            key_players(nx.path_graph(100), 10, exact=True)

    def test_an_unknown_candidate(self) -> None:
        with pytest.raises(UnknownNodeError):
            key_players(nx.path_graph(5), 1, candidates=[9])

    def test_no_steps(self) -> None:
        with pytest.raises(AnalysisError, match="m is 0"):
            key_players(nx.path_graph(5), 1, "m_reach", m=0)
