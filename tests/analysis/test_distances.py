from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import compact
from graph.analysis import distances as module
from graph.analysis.distances import (
    closeness_total,
    distance_sums,
    distances_from,
    reciprocal_sums,
)
from tests.analysis.strategies import networks, simple


@given(networks(), st.data())
def test_one_wave_agrees_with_networkx(graph: nx.Graph[str], data: st.DataObject) -> None:
    names = list(graph)
    starts = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    found = distances_from(compact(graph).ties, np.array([names.index(s) for s in starts]))
    expected = nx.multi_source_dijkstra_path_length(simple(graph), set(starts), weight=None)
    assert found.tolist() == [expected.get(name, -1) for name in names]


@given(networks(), st.data())
def test_many_waves_agree_with_networkx(graph: nx.Graph[str], data: st.DataObject) -> None:
    ties, n = compact(graph).ties, len(graph)
    sources = np.array(data.draw(st.lists(st.integers(0, n - 1), unique=True, min_size=1)))
    lengths = dict(nx.all_pairs_shortest_path_length(simple(graph)))
    names = list(graph)
    steps = [[d for d in lengths[names[s]].values() if d] for s in sources]
    assert reciprocal_sums(ties, sources) == pytest.approx([sum(1 / d for d in x) for x in steps])
    totals, reached = distance_sums(ties, sources)
    assert totals.tolist() == [sum(x) for x in steps]
    assert reached.tolist() == [len(x) for x in steps]


def test_more_sources_than_a_word_or_a_batch_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(200, 0.02, seed=1, directed=True)
    ties = compact(graph).ties
    whole = reciprocal_sums(ties, np.arange(200))
    expected = [
        sum(1 / d for d in lengths.values() if d)
        for _, lengths in nx.all_pairs_shortest_path_length(graph)
    ]
    assert whole == pytest.approx(expected)
    assert closeness_total(ties) == pytest.approx(sum(expected))
    monkeypatch.setattr(module, "_WORKSPACE", 1)
    assert (reciprocal_sums(ties, np.arange(200)) == whole).all()
