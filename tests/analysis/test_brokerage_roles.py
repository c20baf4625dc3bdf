from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import BrokerageRoles, MissingGroupsError, brokerage_roles
from tests.analysis.published import ADVICE_NAMES, advice, five_and_groups
from tests.analysis.strategies import grouped, networks, simple


def listed(graph: nx.Graph[str], groups: dict[str, int]) -> dict[str, BrokerageRoles]:
    """Every open two-path, one by one."""
    plain = simple(graph).to_directed()
    roles = {node: dict.fromkeys(BrokerageRoles.__dataclass_fields__, 0) for node in plain}
    for v in plain:
        for a in plain.predecessors(v):
            for b in plain.successors(v):
                if a == b or plain.has_edge(a, b):
                    continue
                match groups[a] == groups[v], groups[v] == groups[b], groups[a] == groups[b]:
                    case True, True, _:
                        role = "coordinator"
                    case False, True, _:
                        role = "gatekeeper"
                    case True, False, _:
                        role = "representative"
                    case _, _, True:
                        role = "itinerant"
                    case _:
                        role = "liaison"
                roles[v][role] += 1
                roles[v]["total"] += 1
    return {node: BrokerageRoles(**counts) for node, counts in roles.items()}


class TestPublishedValues:
    def test_five_nodes_as_in_sna(self) -> None:
        # R's sna 2.8, raw.nli, as in netmem's tests (test_categories.R).
        graph, groups = five_and_groups()
        roles = brokerage_roles(graph, groups)
        table = {
            "coordinator": [0, 0, 0, 0, 0],
            "itinerant": [0, 0, 1, 0, 1],
            "representative": [0, 2, 0, 1, 0],
            "gatekeeper": [1, 0, 1, 0, 0],
            "liaison": [1, 1, 1, 1, 2],
            "total": [2, 3, 3, 2, 3],
        }
        for role, counts in table.items():
            assert [getattr(roles[node], role) for node in "abcde"] == counts

    def test_everett_and_borgatti_2026_table_9_totals(self) -> None:
        # Totals do not depend on groups. As in netmem's tests.
        groups = {name: name[0] < "F" for name in ADVICE_NAMES}
        roles = brokerage_roles(advice(), groups)
        totals = [roles[name].total for name in ADVICE_NAMES]
        assert totals == [4, 8, 5, 4, 8, 20, 1, 14, 2, 1, 4]

    def test_cographs_example(self) -> None:
        # Documentation of R's cograph, centrality_brokerage_gatekeeper, checked there against sna.
        rows = np.array([[0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], [1, 0, 0, 0]])
        graph = nx.from_numpy_array(rows, create_using=nx.DiGraph)
        roles = brokerage_roles(graph, {0: 1, 1: 1, 2: 2, 3: 2})
        assert [roles[node].gatekeeper for node in range(4)] == [1, 0, 1, 0]


class TestByHand:
    @pytest.mark.parametrize(
        ("groups", "role"),
        [
            ("xxx", "coordinator"),
            ("xyx", "itinerant"),
            ("xyy", "gatekeeper"),
            ("xxy", "representative"),
            ("xyz", "liaison"),
        ],
    )
    def test_one_two_path_plays_one_role(self, groups: str, role: str) -> None:
        roles = brokerage_roles(nx.DiGraph(["av", "vb"]), dict(zip("avb", groups, strict=True)))
        expected = dict.fromkeys(BrokerageRoles.__dataclass_fields__, 0) | {role: 1, "total": 1}
        assert roles["v"] == BrokerageRoles(**expected)
        assert roles["a"].total == roles["b"].total == 0

    def test_a_tied_pair_needs_no_broker(self) -> None:
        roles = brokerage_roles(nx.DiGraph(["av", "vb", "ab"]), dict.fromkeys("avb", 0))
        assert roles["v"].total == 0

    def test_undirected_two_paths_count_both_ways(self) -> None:
        roles = brokerage_roles(nx.path_graph("avb"), {"a": 1, "v": 1, "b": 2})["v"]
        assert (roles.gatekeeper, roles.representative, roles.total) == (1, 1, 2)


@given(networks(), st.data())
def test_agrees_with_listing(graph: nx.Graph[str], data: st.DataObject) -> None:
    groups = data.draw(grouped(graph))
    assert brokerage_roles(graph, groups) == listed(graph, groups)


def test_agrees_with_listing_on_a_larger_network() -> None:
    graph = nx.gnp_random_graph(80, 0.08, seed=4, directed=True)
    groups = {node: node % 4 for node in graph}
    nx.set_edge_attributes(graph, 1, "weight")
    assert brokerage_roles(graph, groups) == listed(graph, groups)


def test_needs_a_group_for_every_node() -> None:
    with pytest.raises(MissingGroupsError, match="2 of 3 nodes"):
        brokerage_roles(nx.path_graph(3), {0: "x"})
