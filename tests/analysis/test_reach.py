from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, UnknownNodeError, distance_reach, m_reach
from tests.analysis.published import key_player_network
from tests.analysis.strategies import networks, simple


class TestBorgatti2006:
    """His 32 persons; values as computed by pyntacle (figure8_kpinfo, figure8_kpfinder files)."""

    @pytest.mark.parametrize(
        ("nodes", "reach"),
        [(("HS", "HA", "GM"), 0.50417), (("KR", "HB"), 0.64063), (("BS3", "HB"), 0.64063)],
    )
    def test_distance_reach(self, nodes: tuple[str, ...], reach: float) -> None:
        assert distance_reach(key_player_network(), nodes) == pytest.approx(reach, abs=6e-6)

    @pytest.mark.parametrize(("nodes", "reach"), [(("HS", "HA", "GM"), 18), (("HA", "NP"), 25)])
    def test_two_steps(self, nodes: tuple[str, ...], reach: int) -> None:
        assert m_reach(key_player_network(), nodes, 2) == reach


class TestByHand:
    def test_follows_direction(self) -> None:
        path = nx.path_graph(4, create_using=nx.DiGraph)
        assert m_reach(path, [1], 1) == 1
        assert m_reach(path, [3], 5) == 0
        assert distance_reach(path, [1]) == pytest.approx((1 + 1 / 2) / 4)
        assert distance_reach(path, [3]) == 0

    def test_the_most_is_one_less_the_set(self) -> None:
        assert distance_reach(nx.complete_graph(5), [0, 1]) == pytest.approx(3 / 5)

    @pytest.mark.parametrize("measure", [distance_reach, lambda g, nodes: m_reach(g, nodes, 2)])
    def test_says_what_is_wrong(self, measure) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(AnalysisError, match="set of nodes is empty"):
            measure(nx.path_graph(3), [])
        with pytest.raises(UnknownNodeError, match="no node 7"):
            measure(nx.path_graph(3), [7])

    def test_no_steps_reach_nobody(self) -> None:
        with pytest.raises(AnalysisError, match="m is 0"):
            m_reach(nx.path_graph(3), [0], 0)


@given(networks(), st.data(), st.integers(1, 4))
def test_agree_with_networkx(graph: nx.Graph[str], data: st.DataObject, m: int) -> None:
    nodes = data.draw(st.lists(st.sampled_from(list(graph)), min_size=1, max_size=3))
    steps = nx.multi_source_dijkstra_path_length(simple(graph), set(nodes), weight=None)
    others = [d for d in steps.values() if d]
    assert distance_reach(graph, nodes) == pytest.approx(sum(1 / d for d in others) / len(graph))
    assert m_reach(graph, nodes, m) == sum(d <= m for d in others)
