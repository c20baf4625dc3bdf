from __future__ import annotations

import inspect

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import analysis
from tests.analysis.strategies import grouped, networks

# What takes a network; what takes a dataset has tests of its own.
FUNCTIONS = [
    name
    for name in analysis.__all__
    if inspect.isfunction(getattr(analysis, name))
    and next(iter(inspect.signature(getattr(analysis, name)).parameters)) in ("G", "B")
    and name != "compact"
]
MORE = {"groups": {0: "x", 1: "y", 2: "x"}, "nodes": [1], "k": 1, "m": 2}


def arguments(name: str) -> dict[str, object]:
    """What a function needs beside the network."""
    wanted = inspect.signature(getattr(analysis, name)).parameters
    return {key: value for key, value in MORE.items() if key in wanted}


def test_names_are_sorted_and_exist() -> None:
    assert analysis.__all__ == sorted(analysis.__all__)
    for name in analysis.__all__:
        assert getattr(analysis, name).__doc__


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_measure_takes_a_compact_network(name: str) -> None:
    measure, graph = getattr(analysis, name), nx.path_graph(3)
    made = measure(analysis.compact(graph), **arguments(name))
    assert repr(made) == repr(measure(graph, **arguments(name)))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_measure_refuses_an_empty_network(name: str) -> None:
    with pytest.raises(analysis.EmptyNetworkError):
        getattr(analysis, name)(nx.Graph(), **arguments(name))


@pytest.mark.parametrize("name", [f for f in FUNCTIONS if "groups" in arguments(f)])
def test_every_measure_with_groups_refuses_nodes_without_one(name: str) -> None:
    with pytest.raises(analysis.MissingGroupsError):
        getattr(analysis, name)(nx.path_graph(3), {0: "x"})


BY_NODE = [
    "betweenness",
    "brokerage_roles",
    "brokering_activity",
    "brokering_exclusivity",
    "core_number",
    "degree",
    "fragmentation_without_each",
    "participation_coefficient",
    "within_module_z",
]


@pytest.mark.parametrize("name", BY_NODE)
@settings(max_examples=30)
@given(graph=networks(), data=st.data())
def test_relabelling_permutes_and_the_graph_stays_as_it_was(
    name: str, graph: nx.Graph[str], data: st.DataObject
) -> None:
    measure = getattr(analysis, name)
    new = dict(zip(graph, data.draw(st.permutations(list(graph))), strict=True))
    groups = data.draw(grouped(graph))
    regrouped = {new[node]: group for node, group in groups.items()}
    with_groups = "groups" in inspect.signature(measure).parameters
    before = list(graph.nodes), list(graph.edges(data=True))

    values = measure(graph, groups) if with_groups else measure(graph)
    renamed = nx.relabel_nodes(graph, new)
    permuted = measure(renamed, regrouped) if with_groups else measure(renamed)
    assert list(values) == list(graph)
    for node in graph:
        if name == "brokerage_roles":
            assert permuted[new[node]] == values[node]
        else:
            assert permuted[new[node]] == pytest.approx(values[node], nan_ok=True)
    assert (list(graph.nodes), list(graph.edges(data=True))) == before
