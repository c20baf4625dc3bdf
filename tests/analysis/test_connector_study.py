"""How sure a ranking is: draws, chance, weights; on networks with a planted broker."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analysis import (
    AnalysisError,
    EmptyNetworkError,
    MissingGroupsError,
    UnknownNodeError,
    betweenness,
    brokering_activity,
    brokering_exclusivity,
    compact,
    constraint,
    effective_size,
)
from graph.analysis.connector_parts import PARTS, WEIGHTS, Setting
from graph.analysis.connector_study import Study, checked_weights, study
from graph.analysis.connectors import study_network
from graph.analysis.groups import partition
from graph.analysis.planted_brokers import Setting as Planting
from graph.analysis.planted_brokers import average_precision, plant
from graph.analysis.removal import closeness_loss
from graph.analysis.ties import Ties
from tests.analysis.strategies import networks, undirected


def caveman_with_broker(cliques: int = 4, size: int = 6) -> tuple[nx.Graph[str], dict[str, str]]:
    """Cliques; a broker tied to one member of each; a hub tied to everybody of the first."""
    graph: nx.Graph[str] = nx.Graph()
    groups = {"broker": "none", "hub": "clique 0"}
    for c in range(cliques):
        members = [f"{c}-{i}" for i in range(size)]
        graph.add_edges_from(nx.complete_graph(members).edges)
        groups |= dict.fromkeys(members, f"clique {c}")
        graph.add_edge("broker", members[0])
    graph.add_edges_from(("hub", f"0-{i}") for i in range(size))
    return graph, groups


GRAPH, GROUPS = caveman_with_broker()


@pytest.fixture(scope="module")
def found() -> Study:
    return study_network(GRAPH, GROUPS, draws=24, rewirings=40, seed=1)


class TestPlantedBroker:
    def test_ranks_first_against_hub_and_cliques(self, found: Study) -> None:
        ranks = dict(zip(found.nodes, found.ranks().tolist(), strict=True))
        assert ranks["broker"] == 1
        assert [node for node, rank in ranks.items() if rank == 1] == ["broker"]
        # Behind everybody who has a tie out of a clique.
        assert ranks["hub"] > max(ranks[f"{clique}-0"] for clique in range(4))

    def test_exceeds_chance_and_the_hub_does_not(self, found: Study) -> None:
        z = dict(zip(found.nodes, found.z.tolist(), strict=True))
        assert z["broker"] > 2
        assert z["hub"] < 0
        assert found.rewirings == 40

    def test_intervals_hold_the_rank_and_those_of_the_broker_are_narrow(self, found: Study) -> None:
        intervals = found.intervals()
        assert intervals is not None
        assert (intervals[:, 0] <= intervals[:, 1]).all()
        assert intervals.min() >= 1
        assert intervals.max() <= len(found.nodes)
        broker = found.nodes.index("broker")
        assert intervals[broker].tolist()[0] == 1
        assert intervals[broker].tolist()[1] <= 3

    def test_against_planted_networks_of_two_modes(self) -> None:
        made = plant(Planting(communities=5, persons=150, organizations=10, brokers=6, decoys=6), 3)
        persons = made.network.nodes[: made.persons]
        result = study_network(made.network, draws=0, rewirings=0, nodes=persons)
        is_broker = np.array([made.is_broker[made.network.index[v]] for v in result.nodes])
        assert average_precision(result.scores(), is_broker) > 0.8
        by_ties = average_precision(result.parts["contacts"], is_broker)
        assert average_precision(result.scores(), is_broker) > by_ties + 0.3


class TestParts:
    @settings(max_examples=40)
    @given(networks(most=10))
    def test_are_those_of_the_measures(self, graph: nx.Graph[str]) -> None:
        plain = undirected(graph)
        groups = {node: len(node) + i % 3 for i, node in enumerate(plain)}
        if not any(degree > 1 for _, degree in plain.degree()):
            with pytest.raises(AnalysisError, match="nothing to rank"):
                study_network(graph, groups, draws=0, rewirings=0)
            return
        result = study_network(graph, groups, draws=0, rewirings=0)
        assert list(result.nodes) == [node for node, d in plain.degree() if d > 1]
        loss = closeness_loss(plain)
        size, held = effective_size(plain), constraint(plain)
        activity = brokering_activity(plain, groups)
        exclusivity = brokering_exclusivity(plain, groups)
        between = betweenness(plain)
        for i, node in enumerate(result.nodes):
            expected = {
                "contacts": plain.degree(node),
                "sectors": len({groups[str(alter)] for alter in plain[node]}),
                "openness": 1 - held[node],
                "effective_size": size[node],
                "betweenness": between[node],
                "brokerage": activity[node] / 2,
                "only_link": exclusivity[node] / 2,
                "loss": loss[node],
            }
            for part, value in expected.items():
                assert result.parts[part][i] == pytest.approx(value), part
            assert 1 <= result.parts["communities"][i] <= plain.degree(node)
            assert 0 <= result.parts["participation"][i] < 1

    def test_labels_are_measured_only_where_they_are_known(self, found: Study) -> None:
        assert set(PARTS) - set(found.parts) == {"causes", "countries"}
        without = study_network(GRAPH, draws=0, rewirings=0)
        assert set(PARTS) - set(without.parts) == {"sectors", "causes", "countries"}

    def test_percentiles_run_from_nought_to_a_hundred(self, found: Study) -> None:
        assert found.percentiles.shape == (len(found.parts), len(found.nodes))
        assert found.percentiles.mean(axis=1) == pytest.approx(50)
        for values, shares in zip(found.parts.values(), found.percentiles, strict=True):
            assert (np.diff(shares[np.argsort(values)]) >= 0).all()
            assert 0 < shares.min() <= shares.max() < 100


class TestRepeatability:
    def test_the_same_seed_gives_the_same_in_other_threads(self, found: Study) -> None:
        with ThreadPoolExecutor(2) as executor:
            seen: list[tuple[int, int]] = []
            again = study_network(
                GRAPH,
                GROUPS,
                None,
                24,
                40,
                1,
                executor,
                lambda done, total: seen.append((done, total)),
            )
        assert np.array_equal(again.draws, found.draws)
        assert np.array_equal(again.z, found.z, equal_nan=True)
        assert np.array_equal(again.chance, found.chance)
        assert np.array_equal(again.percentiles, found.percentiles)
        assert seen[-1][0] == seen[-1][1] == len(seen)

    def test_another_seed_gives_other_draws(self, found: Study) -> None:
        other = study_network(GRAPH, GROUPS, draws=24, rewirings=2, seed=2)
        assert not np.array_equal(other.draws, found.draws)
        assert np.array_equal(other.percentiles, found.percentiles)

    def test_direction_weights_and_loops_do_not_count(self) -> None:
        directed = nx.DiGraph(GRAPH.edges)
        directed.add_edge("hub", "hub")
        nx.set_edge_attributes(directed, -3.0, "weight")
        result = study_network(directed, GROUPS, draws=0, rewirings=0)
        plain = study_network(nx.Graph(GRAPH.edges), GROUPS, draws=0, rewirings=0)
        assert dict(zip(result.nodes, result.scores().tolist(), strict=True)) == (
            dict(zip(plain.nodes, plain.scores().tolist(), strict=True))
        )


def setting_of(graph: nx.Graph[str]) -> Setting:
    """One community each side, so that no draw can choose another."""
    network = compact(graph)
    part = partition(network, {node: i % 2 for i, node in enumerate(graph)})
    n = len(network)
    ranked = np.flatnonzero(np.diff(network.ties.indptr) > 1)
    return Setting(ranked, (part,), part, np.ones(n, dtype=bool), np.zeros(n, dtype=bool), {})


class TestKeepingEverything:
    """With keep = 1 a draw differs from the whole only by what is sampled in draws.

    Betweenness is then taken from 128 nodes and loss from 16: up to 16 nodes, nothing is.
    """

    def test_every_draw_is_the_whole_when_nothing_is_sampled(self) -> None:
        graph = nx.relabel_nodes(nx.gnm_random_graph(16, 30, seed=2), str)
        ties = Ties.of(compact(graph))
        modes = dict.fromkeys(graph, "node")
        result = study(ties, setting_of(graph), modes, draws=5, rewirings=0, keep=1)
        for draw in result.draws:
            assert draw == pytest.approx(result.percentiles, abs=1e-4)
        ranks = result.ranks()
        assert np.array_equal(result.intervals(), np.column_stack([ranks, ranks]))

    def test_only_the_loss_is_sampled_above(self) -> None:
        graph = nx.relabel_nodes(nx.gnm_random_graph(60, 110, seed=2), str)
        ties = Ties.of(compact(graph))
        modes = dict.fromkeys(graph, "node")
        result = study(ties, setting_of(graph), modes, draws=4, rewirings=0, keep=1)
        differ = [
            part
            for k, part in enumerate(result.parts)
            if not np.allclose(result.draws[:, k], result.percentiles[k], atol=1e-3)
        ]
        assert differ == ["loss"]
        no_loss = {"loss": 0.0}
        ranks = result.ranks(no_loss)
        assert np.array_equal(result.intervals(no_loss), np.column_stack([ranks, ranks]))


class TestWeights:
    def test_one_part_alone_orders_by_that_part(self, found: Study) -> None:
        only = {**dict.fromkeys(WEIGHTS, 0.0), "betweenness": 2.0}
        order = np.argsort(found.ranks(only), kind="stable")
        assert (np.diff(found.parts["betweenness"][order]) <= 0).all()

    def test_only_their_proportions_count(self, found: Study) -> None:
        double = {part: 2 * weight for part, weight in WEIGHTS.items()}
        assert np.array_equal(found.scores(double), found.scores())
        assert sum(checked_weights(None, tuple(PARTS)).values()) == pytest.approx(1)
        assert np.array_equal(found.scores({}), found.scores(WEIGHTS))

    @pytest.mark.parametrize(
        "weights",
        [
            {"fame": 1.0},
            {"openness": -1.0},
            {"openness": math.nan},
            {"openness": math.inf},
            dict.fromkeys(PARTS, 0.0),
        ],
    )
    def test_impossible_ones_are_refused(self, found: Study, weights: Mapping[str, float]) -> None:
        for ask in (found.scores, found.ranks, found.intervals):
            with pytest.raises(AnalysisError, match="weights must name parts"):
                ask(weights)

    def test_equal_scores_share_the_better_rank(self) -> None:
        result = study_network(nx.cycle_graph(6), dict.fromkeys(range(6), 0), draws=0, rewirings=0)
        only = {**dict.fromkeys(WEIGHTS, 0.0), "contacts": 1.0}
        assert result.ranks(only).tolist() == [1] * 6
        assert result.scores(only).tolist() == [50] * 6


class TestUndefined:
    def test_without_draws_there_are_no_intervals_and_no_chance(self) -> None:
        result = study_network(GRAPH, GROUPS, draws=0, rewirings=0)
        assert result.intervals() is None
        assert np.isnan(result.z).all()
        assert np.isnan(result.chance).all()

    def test_z_is_undefined_where_chance_does_not_vary(self) -> None:
        # A star can only be rewired into itself.
        result = study_network(nx.star_graph(5), draws=0, rewirings=5)
        assert result.nodes == (0,)
        assert np.isnan(result.z).all()
        assert result.chance.tolist() == [1]

    @pytest.mark.parametrize("graph", [nx.path_graph(2), nx.empty_graph(3), nx.Graph([(0, 0)])])
    def test_where_nobody_has_two_ties_there_is_nothing_to_rank(self, graph: nx.Graph[int]) -> None:
        with pytest.raises(AnalysisError, match="no node has ties to two others"):
            study_network(graph, draws=0, rewirings=0)

    def test_says_what_is_wrong(self) -> None:
        with pytest.raises(EmptyNetworkError):
            study_network(nx.Graph(), draws=0, rewirings=0)
        with pytest.raises(MissingGroupsError, match="'hub'"):
            study_network(GRAPH, {n: g for n, g in GROUPS.items() if n != "hub"}, draws=0)
        with pytest.raises(MissingGroupsError):
            study_network(GRAPH, None, {"hub": "person"}, draws=0, rewirings=0)
        with pytest.raises(UnknownNodeError, match="Did you mean 'broker'"):
            study_network(GRAPH, nodes=["brokr"], draws=0)
        for bad in ({"draws": -1}, {"rewirings": -1}):
            with pytest.raises(AnalysisError, match="0 or more"):
                study_network(GRAPH, **{"draws": 0, "rewirings": 0, **bad})
        for keep in (0, 1.5, math.nan):
            with pytest.raises(AnalysisError, match="keep"):
                study(Ties.of(compact(GRAPH)), setting_of(GRAPH), {}, 0, 0, keep)
