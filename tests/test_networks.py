"""Networks built from the dataset, and projections of two-mode networks."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms import bipartite

import graph
from graph import networks
from graph.errors import UsageError


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


class TestFull:
    def test_every_statement_is_a_tie_of_its_own_with_its_source(
        self, dataset: graph.Dataset
    ) -> None:
        network = networks.full(dataset)
        assert network.number_of_edges() == len(dataset.statements)
        sources = {data["source"] for _, _, data in network.edges(data=True)}
        assert sources <= set(dataset.sources)

    def test_every_entity_is_a_node(self, dataset: graph.Dataset) -> None:
        assert set(dataset.entities) <= set(networks.full(dataset))


class TestSocial:
    def test_only_social_relations_tie(self, dataset: graph.Dataset) -> None:
        network = networks.social(dataset)
        tying = {r for _, _, data in network.edges(data=True) for r in data["relations"]}
        assert tying <= {r.name for r in dataset.relations.values() if r.social}
        assert "endorses" not in tying
        assert "works_on" not in tying

    def test_two_sources_of_one_fact_count_once(self, dataset: graph.Dataset) -> None:
        network = networks.social(dataset)
        pair = ("person/sina-rabbani", "organization/access-now")
        said = [s for s in dataset.outgoing(pair[0]) if s.object == pair[1]]
        assert len({s.source for s in said}) > 1
        assert network.edges[pair]["weight"] == len({s.qualifiers["role"].casefold() for s in said})

    def test_nobody_is_tied_to_themselves(self, dataset: graph.Dataset) -> None:
        assert nx.number_of_selfloops(networks.social(dataset)) == 0


class TestAffiliation:
    def test_it_has_two_modes(self, dataset: graph.Dataset) -> None:
        network = networks.affiliation(dataset)
        assert bipartite.is_bipartite(network)
        for a, b in network.edges:
            assert {network.nodes[a]["mode"], network.nodes[b]["mode"]} == {0, 1}


class TestProject:
    """Davis, Gardner and Gardner (1941), Southern women: two women share so many events."""

    @pytest.fixture
    def women(self) -> nx.Graph:
        return nx.davis_southern_women_graph()

    def test_count_is_the_number_of_shared_events(self, women: nx.Graph) -> None:
        names = women.graph["top"]
        projected = networks.project(women, names)
        expected = bipartite.weighted_projected_graph(women, names)
        assert {frozenset(e): d["weight"] for *e, d in projected.edges(data=True)} == {
            frozenset(e): d["weight"] for *e, d in expected.edges(data=True)
        }

    def test_evelyn_and_laura_share_six_events(self, women: nx.Graph) -> None:
        # Counted in the printed table of Davis et al. (1941), p. 148.
        projected = networks.project(women, women.graph["top"])
        assert projected.edges["Evelyn Jefferson", "Laura Mandeville"]["weight"] == 6

    @pytest.mark.parametrize(
        ("weighting", "reference"),
        [
            ("newman", bipartite.collaboration_weighted_projected_graph),
            ("jaccard", bipartite.overlap_weighted_projected_graph),
            (
                "overlap",
                lambda B, nodes: bipartite.overlap_weighted_projected_graph(B, nodes, False),
            ),
        ],
    )
    def test_weightings_agree_with_networkx(
        self, women: nx.Graph, weighting: networks.Weighting, reference: object
    ) -> None:
        names = women.graph["top"]
        projected = networks.project(women, names, weighting)
        expected = reference(women, names)  # type: ignore[operator]
        assert set(map(frozenset, projected.edges)) == set(map(frozenset, expected.edges))
        for a, b, data in expected.edges(data=True):
            assert projected.edges[a, b]["weight"] == pytest.approx(data["weight"])

    def test_an_unknown_weighting_names_the_known_ones(self, women: nx.Graph) -> None:
        with pytest.raises(UsageError, match="count, newman, jaccard, overlap"):
            networks.project(women, women.graph["top"], "cosine")  # type: ignore[arg-type]

    def test_tied_nodes_cannot_both_be_kept(self) -> None:
        with pytest.raises(UsageError, match="Project a two-mode network"):
            networks.project(nx.path_graph(3), [0, 1])

    def test_a_node_that_is_not_there_is_named(self) -> None:
        with pytest.raises(UsageError, match="not in the network"):
            networks.project(nx.path_graph(3), [0, "ghost"])

    @given(st.sets(st.tuples(st.integers(0, 8), st.integers(10, 16)), max_size=30))
    def test_newman_weights_of_a_node_add_up_to_its_shared_affiliations(
        self, ties: set[tuple[int, int]]
    ) -> None:
        # Newman (2001): the strength of a node is the number of its groups with company.
        network = nx.Graph(list(ties))
        people = [n for n in network if n < 10]
        projected = networks.project(network, people, "newman")
        for person in people:
            shared = sum(network.degree(group) > 1 for group in network[person])
            assert projected.degree(person, weight="weight") == pytest.approx(shared)
