from __future__ import annotations

import math
from pathlib import Path

import networkx as nx
import pytest

from graph.analysis import MissingGroupsError
from graph.analysis.missing_bridges import missing_bridges, suggest_bridges
from graph.dataset import Dataset
from graph.errors import UsageError
from tests.analysis.made import made, role, said, works_on

# Two stars of three and three, joined by a path over x: a0 - x - b0. And one apart.
STARS = nx.Graph([(f"{star}0", f"{star}{leaf}") for star in "abc" for leaf in (1, 2)])
STARS.add_edges_from([("a0", "x"), ("x", "b0")])
GROUPS = {node: node[0] for node in STARS}


class TestByDistanceAlone:
    def test_pairs_without_any_path_come_first(self) -> None:
        found = missing_bridges(STARS, GROUPS, smallest=3)
        assert [(b.left, b.right) for b in found] == [("a", "c"), ("b", "c"), ("a", "b")]
        apart = found[0]
        assert math.isinf(apart.steps)
        assert (apart.ends, apart.routes, apart.shared) == (("a0", "c0"), (), ())
        # Centre to centre: 1 step; centre to leaf 2 (four pairs), leaf to leaf 3 (four).
        assert 9 / apart.steps_after == pytest.approx(1 + 4 / 2 + 4 / 3)

    def test_the_harmonic_mean_of_steps_and_the_ends(self) -> None:
        found = missing_bridges(STARS, GROUPS, smallest=3)[-1]
        assert 9 / found.steps == pytest.approx(1 / 2 + 4 / 3 + 4 / 4)
        assert (found.likeness, found.ties) == (1, 0)
        assert (found.left_size, found.right_size) == (3, 3)
        assert found.ends == ("a0", "b0")
        assert found.routes == (("a0", "x", "b0"),)
        assert 9 / found.steps_after == pytest.approx(1 + 4 / 2 + 4 / 3)

    def test_limit_smallest_and_repeats(self) -> None:
        assert len(missing_bridges(STARS, GROUPS, limit=1, smallest=3)) == 1
        assert missing_bridges(STARS, GROUPS, limit=0, smallest=3) == []
        assert missing_bridges(STARS, GROUPS, smallest=4) == []
        many = nx.empty_graph(12)
        found = missing_bridges(many, {node: node // 2 for node in many}, smallest=2)
        counts = [sum(g in (b.left, b.right) for b in found) for g in range(6)]
        assert max(counts) == 2

    def test_ties_between_the_groups_count_against_them(self) -> None:
        tied = nx.Graph([*STARS.edges, ("a1", "b1")])
        found = missing_bridges(tied, GROUPS, smallest=3)[-1]
        assert (found.left, found.right, found.ties) == ("a", "b", 1)
        assert found.ends != ("a1", "b1")

    def test_who_are_all_tied_need_no_introduction(self) -> None:
        both = nx.complete_bipartite_graph(3, 3)
        assert missing_bridges(both, {n: n // 3 for n in both}, smallest=3) == []

    def test_several_shortest_ways(self) -> None:
        graph = nx.Graph([*STARS.edges, ("a0", "y"), ("y", "b0")])
        found = missing_bridges(graph, GROUPS | {"y": "y"}, smallest=3)[-1]
        assert found.routes == (("a0", "x", "b0"), ("a0", "y", "b0"))


class TestByLikeness:
    LABELS = {  # noqa: RUF012
        **{f"a{i}": frozenset({"rare", "usual"}) for i in range(3)},
        **{f"b{i}": frozenset({"rare", "usual"}) for i in range(2)},
        "b2": frozenset({"usual"}),
        **{f"c{i}": frozenset({"usual"}) for i in range(3)},
        "x": frozenset({"other"}),
    }

    def test_rare_labels_count_more(self) -> None:
        first, *others = missing_bridges(STARS, GROUPS, self.LABELS, smallest=3)
        assert (first.left, first.right) == ("a", "b")
        assert first.shared == ("rare", "usual")
        rare, usual = math.log(10 / 5), math.log(10 / 9)
        assert first.likeness == pytest.approx(rare * (2 / 3) ** 0.5 + usual)
        # Only those who have the rare label in common are worth most.
        assert first.ends == ("a0", "b0")
        assert first.ends_shared == ("rare", "usual")
        assert {b.shared for b in others} == {("usual",)}
        assert [b.likeness for b in others] == pytest.approx([usual] * len(others))

    def test_a_label_of_a_single_member_is_not_what_a_group_is_about(self) -> None:
        labels = {node: frozenset({node}) for node in STARS} | {
            "a1": frozenset({"one"}),
            "b1": frozenset({"one"}),
        }
        assert missing_bridges(STARS, GROUPS, labels, smallest=3) == []

    def test_only_pairs_that_share_what_is_wanted(self) -> None:
        found = missing_bridges(
            STARS, GROUPS, self.LABELS, smallest=3, wanted=frozenset({"rare", "more"})
        )
        assert [(b.left, b.right) for b in found] == [("a", "b")]

    def test_nodes_of_which_nothing_is_known_are_not_compared(self) -> None:
        labels = {node: known for node, known in self.LABELS.items() if node != "b2"}
        assert {b.right for b in missing_bridges(STARS, GROUPS, labels, smallest=3)} == {"c"}
        assert missing_bridges(STARS, GROUPS, {}, smallest=1) == []


class TestSaysWhatIsWrong:
    def test_a_node_without_a_group(self) -> None:
        with pytest.raises(MissingGroupsError, match="1 of 10 nodes have no group: 'x'"):
            missing_bridges(STARS, {n: g for n, g in GROUPS.items() if n != "x"})

    def test_two_nodes_and_none(self) -> None:
        assert missing_bridges(nx.path_graph(2), {0: "a", 1: "b"}) == []
        assert missing_bridges(nx.path_graph(2), {0: "a", 1: "b"}, smallest=1) == []
        assert missing_bridges(nx.Graph(), {}) == []


ORGANIZATIONS = [f"organization/{place}-{i}" for place in ("north", "south") for i in range(5)]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Two cliques on energy, whose only way to each other leads over three steps."""
    north, south = ORGANIZATIONS[:5], ORGANIZATIONS[5:]
    partners = [
        said(a, b) for group in (north, south) for i, a in enumerate(group) for b in group[i + 1 :]
    ]
    return made(
        tmp_path_factory.mktemp("data"),
        {name: {"kind": "kind/tech-coop"} for name in [*ORGANIZATIONS, "organization/other"]},
        ["person/ada"],
        partner_of=partners,
        holds_role=[role("person/ada", north[0]), role("person/ada", south[0])],
        works_on=[
            *(works_on(name, "cause/energy") for name in ORGANIZATIONS),
            works_on("organization/other", "cause/climate"),
        ],
    )


class TestDataset:
    def test_the_pair_the_cause_and_who_could_introduce(self, dataset: Dataset) -> None:
        found = suggest_bridges(dataset)
        (bridge,) = found.bridges
        assert bridge.shared == bridge.ends_shared == ("cause/energy",)
        # Those whom Ada ties are two steps apart already: two others gain more.
        assert bridge.ends == ("organization/north-1", "organization/south-1")
        way = ("organization/north-0", "person/ada", "organization/south-0")
        assert bridge.routes == ((bridge.ends[0], *way, bridge.ends[1]),)
        assert 25 / bridge.steps == pytest.approx(1 / 2 + 8 / 3 + 16 / 4)
        assert 25 / bridge.steps_after == pytest.approx(1 + 8 / 2 + 15 / 3 + 1 / 2)
        assert set(found.names) == {bridge.left, bridge.right}
        assert {name.what for name in found.names.values()} == {"tech co-ops on energy"}

    def test_a_cause_counts_with_what_is_narrower(self, dataset: Dataset) -> None:
        assert suggest_bridges(dataset, cause="cause/climate").bridges == (
            suggest_bridges(dataset, cause="cause/energy").bridges
        )
        assert len(suggest_bridges(dataset, cause="cause/climate").bridges) == 1

    def test_smaller_communities_are_left_out(self, dataset: Dataset) -> None:
        found = suggest_bridges(dataset, smallest=6)
        assert (found.bridges, dict(found.names)) == ((), {})

    @pytest.mark.parametrize("cause", ["cause/fame", "skill/data", "energy"])
    def test_an_unknown_cause_is_refused(self, dataset: Dataset, cause: str) -> None:
        with pytest.raises(UsageError, match="unknown cause"):
            suggest_bridges(dataset, cause=cause)

    def test_nothing_tied_nothing_suggested(self, tmp_path: Path) -> None:
        assert suggest_bridges(made(tmp_path, {})).bridges == ()
