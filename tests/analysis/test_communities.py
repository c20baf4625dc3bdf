from __future__ import annotations

import math
import random

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import AnalysisError, MissingGroupsError, communities, modularity
from tests.analysis.strategies import grouped, networks, simple


def as_sets(groups: dict[str, int]) -> list[set[str]]:
    return [{node for node in groups if groups[node] == g} for g in set(groups.values())]


class TestModularity:
    def test_zacharys_factions(self) -> None:
        # By hand from the split that happened ("club" in networkx): of 78 ties 67 lie inside, the
        # degrees add up to 81 and 75.
        club = nx.karate_club_graph()
        groups = dict(club.nodes(data="club"))
        assert modularity(club, groups) == pytest.approx(67 / 78 - (81**2 + 75**2) / 156**2)
        # Person 9 (node 8) was of the officer's faction, though he joined Mr. Hi's club (Zachary,
        # J. Anthropol. Res. 33 (1977)); the factions have the widely quoted 0.3715.
        assert round(modularity(club, {**groups, 8: "Officer"}), 4) == 0.3715

    def test_two_triangles_by_hand(self) -> None:
        # networkx, test_quality.py: 6/7 - 98/14^2.
        graph = nx.barbell_graph(3, 0)
        groups = {node: node // 3 for node in graph}
        assert modularity(graph, groups) == pytest.approx(6 / 7 - 98 / 14**2)
        assert modularity(graph, groups, resolution=2) == pytest.approx(6 / 7 - 2 * 98 / 14**2)

    def test_directed_by_hand(self) -> None:
        # networkx, test_quality.py: 2/9.
        graph = nx.DiGraph([(2, 1), (2, 3), (3, 4)])
        assert modularity(graph, {1: 0, 2: 0, 3: 1, 4: 1}) == pytest.approx(2 / 9)

    @given(networks(), st.data(), st.sampled_from([None, "weight"]), st.floats(0, 3))
    def test_agrees_with_networkx(
        self, graph: nx.Graph[str], data: st.DataObject, weight: str | None, resolution: float
    ) -> None:
        groups, plain = data.draw(grouped(graph)), simple(graph)
        found = modularity(graph, groups, weight, resolution)
        if plain.size() == 0:
            assert math.isnan(found)
        else:
            expected = nx.community.modularity(plain, as_sets(groups), weight, resolution)
            assert found == pytest.approx(expected, abs=1e-12)

    def test_needs_a_group_for_every_node(self) -> None:
        with pytest.raises(MissingGroupsError):
            modularity(nx.path_graph(3), {0: 1, 1: 1})


class TestCommunities:
    def test_zacharys_best(self) -> None:
        # The highest modularity there is: 0.4198 (Aloise et al., Phys. Rev. E 82 (2010) 046112,
        # exact; also igraph's community_optimal_modularity).
        club = nx.karate_club_graph()
        best = max(modularity(club, communities(club, seed=seed)) for seed in range(5))
        assert round(best, 4) == 0.4198

    def test_finds_planted_groups(self) -> None:
        graph = nx.planted_partition_graph(4, 20, 0.6, 0.02, seed=1)
        found = communities(graph)
        assert sorted(map(sorted, as_sets(found))) == [  # type: ignore[arg-type]
            list(range(start, start + 20)) for start in (0, 20, 40, 60)
        ]

    def test_labels_go_by_size_and_then_by_name(self) -> None:
        graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (3, 4, 3)])
        found = communities(graph)
        assert [found[node] for node in (0, 3, 7)] == [1, 0, 2]

    def test_the_same_seed_gives_the_same_in_any_order_of_nodes(self) -> None:
        graph = nx.gnp_random_graph(60, 0.1, seed=5)
        shuffled: nx.Graph[int] = nx.Graph()
        nodes, ties = list(graph), list(graph.edges)
        random.Random(1).shuffle(nodes)
        random.Random(2).shuffle(ties)
        shuffled.add_nodes_from(nodes)
        shuffled.add_edges_from(ties)
        found = communities(graph, seed=3)
        assert found == communities(graph, seed=3) == communities(shuffled, seed=3)
        assert list(found) == list(graph)

    def test_directed_ties_count_by_the_directed_form(self) -> None:
        graph = nx.planted_partition_graph(3, 15, 0.5, 0.03, seed=2, directed=True)
        found = communities(graph)
        assert found == {node: node // 15 for node in graph}
        assert modularity(graph, found) > 0.5

    def test_weights_are_strengths(self) -> None:
        graph = nx.cycle_graph(4)
        nx.set_edge_attributes(graph, {(0, 1): 9, (1, 2): 1, (2, 3): 9, (0, 3): 1}, "weight")
        assert communities(graph, "weight") == {0: 0, 1: 0, 2: 1, 3: 1}

    def test_resolution_changes_the_size(self) -> None:
        club = nx.karate_club_graph()
        assert max(communities(club, resolution=4).values()) > max(communities(club).values())
        assert set(communities(club, resolution=0).values()) == {0}

    @given(networks())
    def test_communities_are_connected_and_isolates_alone(self, graph: nx.Graph[str]) -> None:
        found, plain = communities(graph), simple(graph).to_undirected()
        for members in as_sets(found):
            assert nx.is_connected(plain.subgraph(members))
        assert sorted(set(found.values())) == list(range(max(found.values()) + 1))

    def test_leaves_other_randomness_alone(self) -> None:
        random.seed(1)
        communities(nx.karate_club_graph())
        first = igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist()
        random.seed(1)
        assert igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist() == first

    def test_refuses_an_impossible_resolution(self) -> None:
        with pytest.raises(AnalysisError, match="resolution is -1"):
            communities(nx.path_graph(3), resolution=-1)
