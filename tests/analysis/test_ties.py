from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graph.analysis import EmptyNetworkError, compact
from graph.analysis.ties import Ties
from tests.analysis.strategies import networks, undirected

ROWS = [("a", "b", "one"), ("b", "a", "two"), ("b", "c", "two"), ("c", "d", "three")]


def pairs(ties: Ties, kept: np.ndarray | None = None) -> set[frozenset[str]]:
    network = ties.network(kept)
    where = network.ties.tocoo()
    return {
        frozenset({str(network.nodes[a]), str(network.nodes[b])})
        for a, b in zip(*where.coords, strict=True)
    }


@given(networks())
def test_a_network_becomes_its_undirected_ties(graph: nx.Graph[str]) -> None:
    ties = Ties.of(compact(graph))
    assert ties.nodes == tuple(graph)
    assert pairs(ties) == {frozenset(tie) for tie in undirected(graph).edges}
    assert len(ties.tails) == undirected(graph).number_of_edges()
    assert set(ties.source.tolist()) <= {-1}


class TestFromRows:
    def test_each_fact_and_source_is_a_row_and_each_pair_a_tie(self) -> None:
        ties = Ties.from_rows(ROWS)
        assert ties.nodes == ("a", "b", "c", "d")
        assert ties.sources == ("one", "two", "three")
        assert len(ties.tails) == 4
        assert pairs(ties) == {frozenset("ab"), frozenset("bc"), frozenset("cd")}

    def test_without_rows_there_is_no_network(self) -> None:
        ties = Ties.from_rows([])
        assert ties.nodes == ()
        with pytest.raises(EmptyNetworkError):
            ties.network()

    def test_a_tie_to_oneself_ties_nobody(self) -> None:
        assert pairs(Ties.from_rows([("a", "a", "one")])) == set()

    def test_a_pair_stays_tied_while_one_row_of_it_is_kept(self) -> None:
        ties = Ties.from_rows(ROWS)
        assert pairs(ties, np.array([True, False, False, False])) == {frozenset("ab")}
        assert pairs(ties, np.array([False, True, False, False])) == {frozenset("ab")}
        assert ties.network(np.zeros(4, dtype=bool)).nodes == ties.nodes


class TestResampled:
    def test_keeping_everything_keeps_all(self) -> None:
        for ties in (Ties.from_rows(ROWS), Ties.of(compact(nx.karate_club_graph()))):
            assert ties.resampled(1.0, np.random.default_rng(0)).all()

    def test_rows_of_a_lost_source_go_together(self) -> None:
        # 50 sources of 400 rows: a kept one keeps about 90 % of its rows, a lost one none.
        rows = [(f"a{i}", f"b{i}", f"source {i % 50}") for i in range(20_000)]
        ties = Ties.from_rows(rows)
        kept = ties.resampled(0.9, np.random.default_rng(3))
        shares = np.array([kept[ties.source == s].mean() for s in range(50)])
        lost = shares == 0
        assert 0 < lost.sum() < 20
        assert (np.abs(shares[~lost] - 0.9) < 0.08).all()

    @pytest.mark.parametrize("keep", [0.5, 0.8, 0.9])
    def test_shares_are_as_stated(self, keep: float) -> None:
        # Each row has its own source: source and row must both be kept.
        sourced = Ties.from_rows([(f"a{i}", f"b{i}", f"source {i}") for i in range(20_000)])
        kept = sourced.resampled(keep, np.random.default_rng(1))
        assert kept.mean() == pytest.approx(keep**2, abs=0.015)
        unsourced = Ties.of(sourced.network())
        kept = unsourced.resampled(keep, np.random.default_rng(1))
        assert kept.mean() == pytest.approx(keep, abs=0.015)
