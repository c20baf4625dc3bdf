from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from graph.analysis import EmptyNetworkError, articulation_points, blocks, bridges, core_number
from tests.analysis.strategies import networks, undirected


class TestDrawnOnPaper:
    """Krackhardt's kite (Admin. Sci. Q. 35 (1990) 342-369, figure 1): its string hangs on 7."""

    KITE = nx.krackhardt_kite_graph()

    def test_articulation_points(self) -> None:
        assert articulation_points(self.KITE) == {7, 8}

    def test_bridges(self) -> None:
        assert bridges(self.KITE) == [(7, 8), (8, 9)]

    def test_blocks(self) -> None:
        assert blocks(self.KITE) == [set(range(8)), {7, 8}, {8, 9}]

    def test_cores(self) -> None:
        # Jane and Ike on the string 1, Heather 2, the seven others 3.
        assert core_number(self.KITE) == {**dict.fromkeys(range(7), 3), 7: 2, 8: 1, 9: 1}


def test_padgetts_families() -> None:
    # By eye from Padgett and Ansell, Am. J. Sociol. 98 (1993), figure 2a: who holds a family that
    # marries nobody else, and the Albizzi and Salviati on the way to one.
    families = nx.florentine_families_graph()
    assert articulation_points(families) == {"Medici", "Salviati", "Albizzi", "Guadagni"}
    assert bridges(families) == [
        ("Acciaiuoli", "Medici"),
        ("Albizzi", "Ginori"),
        ("Guadagni", "Lamberteschi"),
        ("Medici", "Salviati"),
        ("Pazzi", "Salviati"),
    ]


@given(networks())
def test_agree_with_networkx(graph: nx.Graph[str]) -> None:
    plain = undirected(graph)
    assert articulation_points(graph) == set(nx.articulation_points(plain))
    assert {frozenset(tie) for tie in bridges(graph)} == {frozenset(t) for t in nx.bridges(plain)}
    assert sorted(map(sorted, blocks(graph))) == sorted(
        map(sorted, nx.biconnected_components(plain))
    )
    assert core_number(graph) == nx.core_number(plain)


def test_a_double_tie_is_one_bridge() -> None:
    graph = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("a", "b"), ("a", "a")])
    assert bridges(graph) == [("a", "b")]
    assert core_number(graph) == {"a": 1, "b": 1}


def test_an_isolate_is_in_no_block() -> None:
    assert blocks(nx.empty_graph(2)) == []
    assert core_number(nx.empty_graph(2)) == {0: 0, 1: 0}


def test_refuse_an_empty_network() -> None:
    for measure in (articulation_points, bridges, blocks, core_number):
        with pytest.raises(EmptyNetworkError):
            measure(nx.Graph())
