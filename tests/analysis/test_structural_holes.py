from __future__ import annotations

import math
from collections.abc import Callable

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import CompactNetwork, constraint, effective_size, efficiency, hierarchy
from tests.analysis.published import ADVICE_NAMES, advice, ego_g, marketville_girls
from tests.analysis.strategies import networks, simple

MEASURES: tuple[Callable[..., dict[str, float]], ...] = (
    constraint,
    effective_size,
    efficiency,
    hierarchy,
)


def relations(graph: nx.Graph[str], weight: str | None) -> dict[str, dict[str, float]]:
    """z_ij = a_ij + a_ji, in plain Python."""
    z: dict[str, dict[str, float]] = {node: {} for node in graph}
    for u, v, strength in simple(graph).edges(data="weight"):
        value = strength if weight else 1
        z[u][v] = z[u].get(v, 0) + value
        z[v][u] = z[v].get(u, 0) + value
    return z


def local_constraints(z: dict[str, dict[str, float]], i: str) -> list[float]:
    def p(a: str, b: str) -> float:
        return z[a].get(b, 0) / sum(z[a].values())

    return [(p(i, j) + sum(p(i, q) * p(q, j) for q in z[i] if q != j)) ** 2 for j in z[i]]


def burts_effective_size(z: dict[str, dict[str, float]], i: str) -> float:
    total = sum(z[i].values())
    return sum(
        1 - sum(z[i][q] / total * z[j].get(q, 0) / max(z[j].values()) for q in z[i] if q != j)
        for j in z[i]
    )


class TestPublishedValues:
    def test_borgatti_1997(self) -> None:
        # Connections 20 (1) 35-38: effective size of G is 4.67, of A 2.5; constraint of G, A and C
        # as computed with UCINET and igraph by the authors of networkx (test_structuralholes.py).
        size, bound = effective_size(ego_g()), constraint(ego_g())
        assert [round(size[node], 2) for node in "GAC"] == [4.67, 2.5, 1.0]
        assert [round(bound[node], 3) for node in "GAC"] == [0.4, 0.595, 1.0]
        assert efficiency(ego_g())["G"] == pytest.approx(4.67 / 6, abs=0.001)

    def test_borgatti_1997_with_weights(self) -> None:
        # UCINET and igraph, as in networkx's test_structuralholes.py.
        graph = ego_g()
        ties = ("AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC")
        strength = dict(zip(ties, (2, 3, 5, 2, 8, 3, 4, 1, 3, 10), strict=True))
        for tie, weight in strength.items():
            graph.edges[tuple(tie)]["hours"] = weight
        bound, size = constraint(graph, "hours"), effective_size(graph, "hours")
        assert [round(bound[node], 3) for node in "GAC"] == [0.299, 0.795, 1.0]
        assert [round(size[node], 2) for node in "GAC"] == [5.47, 2.47, 1.0]

    def test_three_directed_nodes(self) -> None:
        # UCINET and igraph, as in networkx's test_structuralholes.py.
        graph = nx.DiGraph([(0, 1), (0, 2), (1, 0), (2, 1)])
        assert list(constraint(graph).values()) == pytest.approx([1.003, 1.003, 1.389], abs=6e-4)
        assert list(effective_size(graph).values()) == pytest.approx([1.167, 1.167, 1], abs=6e-4)
        strength = {(0, 1): 2, (0, 2): 2, (1, 0): 1, (2, 1): 1}
        nx.set_edge_attributes(graph, strength, "weight")
        assert list(constraint(graph, "weight").values()) == pytest.approx(
            [0.840, 1.143, 1.378], abs=6e-4
        )
        assert list(effective_size(graph, "weight").values()) == pytest.approx(
            [1.567, 1.083, 1], abs=6e-4
        )

    def test_everett_and_borgatti_2026_table_10(self) -> None:
        # Their ego-network form is ours on the ego's own network. Values as in netmem's tests.
        alone = [nx.ego_graph(advice(), name, undirected=True) for name in ADVICE_NAMES]
        sizes = [effective_size(ego)[name] for name, ego in zip(ADVICE_NAMES, alone, strict=True)]
        bounds = [constraint(ego)[name] for name, ego in zip(ADVICE_NAMES, alone, strict=True)]
        assert sizes == pytest.approx(
            [3.786, 3.571, 2.857, 3.571, 3.438, 5.045, 1.5, 3.75, 1.8, 2.25, 3.417], abs=6e-4
        )
        assert bounds == pytest.approx(
            [0.543, 0.57, 0.637, 0.537, 0.544, 0.376, 1.042, 0.463, 0.687, 0.757, 0.557], abs=6e-4
        )

    def test_whole_network_of_the_same(self) -> None:
        # R's igraph 2.2.1, as in netmem's tests.
        bound = constraint(advice())
        assert [bound[name] for name in ADVICE_NAMES] == pytest.approx(
            [
                0.3912366,
                0.3782021,
                0.4480342,
                0.4174461,
                0.3762748,
                0.2966457,
                0.7174508,
                0.3818536,
                0.4613905,
                0.5693440,
                0.4111072,
            ],
            abs=1e-7,
        )

    @pytest.mark.parametrize(
        ("alters", "complete", "shadow"),
        [(2, 1.125, 1.125), (3, 0.926, 0.840), (6, 0.560, 0.529), (10, 0.361, 0.411)],
    )
    def test_everett_and_borgatti_2020_table_1(
        self, alters: int, complete: float, shadow: float
    ) -> None:
        # Social Networks 62 (2020) 50-57: everyone tied, and one alter tied to all others.
        assert constraint(nx.complete_graph(alters + 1))[0] == pytest.approx(complete, abs=2e-3)
        graph = nx.star_graph(alters)
        graph.add_edges_from((1, other) for other in range(2, alters + 1))
        assert constraint(graph)[0] == pytest.approx(shadow, abs=2e-3)

    def test_marketville(self) -> None:
        # R's manynet, tests of node_constraint on ison_adolescents: Betty, Sue, Alice.
        bound = constraint(marketville_girls())
        assert [round(bound[girl], 2) for girl in ("Betty", "Sue", "Alice")] == [1, 0.43, 0.57]

    def test_hierarchy_by_hand(self) -> None:
        # Alters constrain alike: 0. Ego 0 spends 3 of 4 on alter 1, who is a stranger to alter 2:
        # c = 9/16 and 1/16, r = 1.8 and 0.2, h = (1.8 ln 1.8 + 0.2 ln 0.2) / (2 ln 2).
        assert hierarchy(nx.star_graph(4))[0] == 0
        graph = nx.Graph()
        graph.add_weighted_edges_from([(0, 1, 3), (0, 2, 1)])
        expected = (1.8 * math.log(1.8) + 0.2 * math.log(0.2)) / (2 * math.log(2))
        assert hierarchy(graph, "weight")[0] == pytest.approx(expected)


class TestAgreement:
    @given(networks(), st.sampled_from([None, "weight"]))
    def test_all_four_follow_the_formulas(self, graph: nx.Graph[str], weight: str | None) -> None:
        z = relations(graph, weight)
        bound, size = constraint(graph, weight), effective_size(graph, weight)
        share, slope = efficiency(graph, weight), hierarchy(graph, weight)
        for node in graph:
            if not z[node]:
                continue
            local, n = local_constraints(z, node), len(z[node])
            assert bound[node] == pytest.approx(sum(local))
            assert size[node] == pytest.approx(burts_effective_size(z, node))
            assert share[node] == pytest.approx(size[node] / n)
            if n > 1:
                ratios = [c * n / sum(local) for c in local]
                entropy = sum(r * math.log(r) for r in ratios) / (n * math.log(n))
                assert slope[node] == pytest.approx(entropy, abs=1e-12)
                assert 0 <= slope[node] <= 1

    @given(networks(), st.sampled_from([None, "weight"]))
    def test_constraint_agrees_with_igraph_and_networkx(
        self, graph: nx.Graph[str], weight: str | None
    ) -> None:
        plain = simple(graph)
        index = {node: i for i, node in enumerate(plain)}
        ties = [(index[u], index[v]) for u, v in plain.edges]
        other = igraph.Graph(n=len(plain), edges=ties, directed=plain.is_directed())
        strengths = [w for _, _, w in plain.edges(data="weight")] if weight else None
        ours = list(constraint(graph, weight).values())
        assert ours == pytest.approx(other.constraint(weights=strengths), nan_ok=True)
        assert constraint(graph, weight) == pytest.approx(
            nx.constraint(plain, weight=weight), nan_ok=True
        )

    @given(networks(), st.sampled_from([None, "weight"]))
    def test_effective_size_agrees_with_networkx_node_by_node(
        self, graph: nx.Graph[str], weight: str | None
    ) -> None:
        # networkx 3.6 scales columns instead of rows when it takes all nodes at once, and has no
        # value for a node that only receives ties.
        plain = simple(graph)
        senders = [node for node in plain if plain[node]]
        expected = nx.effective_size(plain, nodes=senders, weight=weight)
        values = effective_size(graph, weight)
        assert {node: values[node] for node in senders} == pytest.approx(expected)

    def test_a_node_that_only_receives_has_alters(self) -> None:
        graph = nx.DiGraph([("a", "c"), ("b", "c")])
        assert constraint(graph)["c"] == pytest.approx(0.5)
        assert effective_size(graph)["c"] == 2


class TestProperties:
    @pytest.mark.parametrize("measure", MEASURES)
    def test_a_node_without_ties_has_no_value(
        self, measure: Callable[..., dict[str, float]]
    ) -> None:
        graph = nx.Graph([("a", "b")])
        graph.add_node("alone")
        graph.add_edge("looped", "looped")
        values = measure(graph)
        assert math.isnan(values["alone"])
        assert math.isnan(values["looped"])

    @pytest.mark.parametrize("measure", MEASURES)
    @given(graph=networks())
    def test_an_isolate_more_changes_nobody_else(
        self, measure: Callable[..., dict[str, float]], graph: nx.Graph[str]
    ) -> None:
        before = measure(graph)
        graph.add_node("new")
        after = measure(graph)
        assert math.isnan(after.pop("new"))
        assert after == pytest.approx(before, nan_ok=True)

    @pytest.mark.parametrize("measure", MEASURES)
    @given(graph=networks(), data=st.data())
    def test_relabelling_permutes(
        self, measure: Callable[..., dict[str, float]], graph: nx.Graph[str], data: st.DataObject
    ) -> None:
        new = dict(zip(graph, data.draw(st.permutations(list(graph))), strict=True))
        expected = {new[node]: value for node, value in measure(graph, "weight").items()}
        values = measure(nx.relabel_nodes(graph, new), "weight")
        assert values == pytest.approx(expected, nan_ok=True)

    @given(networks(kinds=(nx.DiGraph, nx.MultiDiGraph)))
    def test_direction_does_not_matter(self, graph: nx.Graph[str]) -> None:
        turned = graph.reverse()
        assert constraint(turned) == pytest.approx(constraint(graph), nan_ok=True)

    def test_a_hub_costs_no_square_of_its_degree(self) -> None:
        # The plain product would hold 40,000 x 40,000 entries.
        n = 40_000
        spokes = CompactNetwork.from_ties(range(n + 1), [0] * n, range(1, n + 1))
        assert constraint(spokes)[0] == pytest.approx(1 / n)
        assert effective_size(spokes)[0] == n
