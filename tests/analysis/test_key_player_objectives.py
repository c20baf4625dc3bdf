from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.analysis import compact, distance_fragmentation, distance_reach, fragmentation, m_reach
from graph.analysis import key_player_objectives as module
from graph.analysis.key_player_objectives import (
    DistanceFragmentation,
    Fragmentation,
    Objective,
    Reach,
)

GRAPH = nx.gnp_random_graph(30, 0.08, seed=6, directed=True)
NETWORK = compact(GRAPH)
OTHERS = np.array([9, 3, 20])


@pytest.mark.parametrize(
    ("objective", "measure"),
    [
        (Fragmentation(NETWORK.undirected), fragmentation),
        (DistanceFragmentation(NETWORK.undirected), distance_fragmentation),
        (Reach(NETWORK, None), distance_reach),
        (Reach(NETWORK, 2), lambda graph, nodes: m_reach(graph, nodes, 2)),
    ],
)
def test_adding_gives_the_value_of_the_larger_set(objective: Objective, measure) -> None:  # type: ignore[no-untyped-def]
    objective.prepare(np.arange(30))
    expected = [measure(GRAPH, [5, 12, other]) for other in OTHERS.tolist()]
    assert objective.added((5, 12), OTHERS) == pytest.approx(expected)


def test_the_shortlist_of_a_large_network_is_who_has_most_ties(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_SMALL", 10)
    monkeypatch.setattr(module, "_SHORTLIST", 2)
    graph = nx.star_graph(20)
    graph.add_edges_from([(7, 8), (7, 9)])
    assert Reach(compact(graph), None).shortlist(np.arange(21)).tolist() == [0, 7]
