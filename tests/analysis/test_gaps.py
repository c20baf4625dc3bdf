from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from graph.analysis import MissingGroupsError, rank_connectors
from graph.analysis.gaps import Gap, find_gaps, group_gaps
from graph.dataset import Dataset
from tests.analysis.made import made, role, said, works_on


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Coops on climate and energy, some with money; one cause that nobody knows more about."""
    grant = {"since": "2024", "year_kind": "award"}
    paid = {"amount": "1000", "currency": "EUR", **grant}
    fund, one, two, three = (f"organization/{n}" for n in ("fund", "one", "two", "three"))
    return made(
        tmp_path_factory.mktemp("data"),
        {
            fund: {"kind": "kind/foundation"},
            one: {"kind": "kind/tech-coop", "country": "DE | FR"},
            two: {"kind": "kind/tech-coop", "country": "DE"},
            three: {"kind": "kind/tech-coop"},
        },
        ["person/ada", "person/bo"],
        [
            {"id": "cause/climate", "label": "Climate"},
            {"id": "cause/energy", "label": "Energy", "broader": "cause/climate"},
            {"id": "cause/privacy", "label": "Privacy"},
            {"id": "cause/nobody", "label": "Nobody"},
        ],
        works_on=[
            works_on(one, "cause/energy"),
            works_on(two, "cause/climate"),
            works_on("project/map", "cause/climate"),
            works_on(three, "cause/privacy"),
        ],
        funds=[
            said(fund, one, **paid),
            said(fund, one, **{**paid, "source": "source/book", "page": "page 1"}),  # the same
            said(fund, one, **{**paid, "amount": "500.5"}),
            said(fund, one, **{**paid, "currency": "USD"}),
            said(two, "project/map", **grant),
        ],
        needs_skill=[said(one, "skill/data", evidence="job-post", stated_as="data")],
        holds_role=[
            role("person/ada", one),
            role("person/ada", two),
            role("person/bo", one),
            role("person/bo", fund),
        ],
    )


def by_cause(gaps: list[Gap]) -> dict[str, Gap]:
    return {gap.id: gap for gap in gaps}


class TestDataset:
    def test_what_is_known(self, dataset: Dataset) -> None:
        gaps = find_gaps(dataset)
        assert [gap.id for gap in gaps] == ["cause/climate", "cause/energy", "cause/privacy"]
        assert gaps[0] == Gap(
            id="cause/climate",
            label="Climate",
            organizations=2,
            countries=2,
            funded=1,
            funders=2,
            grants=4,
            amounts={"EUR": 1500.5, "USD": 1000},
            without_amount=1,
            seeking=1,
            skills=("skill/data",),
            connectors=None,
        )

    def test_what_is_not_known_is_none_and_never_zero(self, dataset: Dataset) -> None:
        assert by_cause(find_gaps(dataset))["cause/privacy"] == Gap(
            id="cause/privacy",
            label="Privacy",
            organizations=1,
            countries=None,
            funded=None,
            funders=None,
            grants=None,
            amounts=None,
            without_amount=None,
            seeking=None,
            skills=(),
            connectors=None,
        )

    def test_leading_connectors_with_a_role_there(self, dataset: Dataset) -> None:
        ranking = rank_connectors(dataset, draws=0, rewirings=0)
        assert len(ranking) == 2
        leading = {row.id for row in ranking if row.rank == 1}
        found = by_cause(find_gaps(dataset, ranking))
        # Both hold a role at "one", only Ada at "two", nobody at "three".
        assert found["cause/energy"].connectors == len(leading)
        assert found["cause/privacy"].connectors == 0

    def test_smallest(self, dataset: Dataset) -> None:
        assert list(by_cause(find_gaps(dataset, smallest=2))) == ["cause/climate"]
        assert find_gaps(dataset, smallest=3) == []

    def test_nothing_known_at_all(self, tmp_path: Path) -> None:
        assert find_gaps(made(tmp_path, {})) == []


class TestGroups:
    GRAPH = nx.Graph(["ab", "bc", "ca", "cd", "de", "dc", "fg", "aa"])
    GROUPS = dict(zip("abcdefg", "xxxyyzz", strict=True))  # noqa: RUF012

    def test_by_hand(self) -> None:
        ranking = {"c": 1, "d": 2, "a": 3, "b": 4}
        rows = {row.group: row for row in group_gaps(self.GRAPH, self.GROUPS, ranking)}
        assert (rows["x"].nodes, rows["x"].inside, rows["x"].outside) == (3, 3, 1)
        assert (rows["y"].nodes, rows["y"].inside, rows["y"].outside) == (2, 1, 1)
        assert (rows["z"].nodes, rows["z"].inside, rows["z"].outside) == (2, 1, 0)
        assert [rows[g].nearest for g in "xyz"] == ["y", "x", None]
        # The first quarter of four is c alone, who is of x and tied to y.
        assert [rows[g].connectors for g in "xyz"] == [1, 1, 0]

    def test_fewest_ties_outside_for_their_size_come_first(self) -> None:
        assert [row.group for row in group_gaps(self.GRAPH, self.GROUPS, {})] == ["z", "x", "y"]

    def test_the_nearest_group_is_that_of_most_ties(self) -> None:
        star = nx.star_graph(5)
        groups = {0: "hub", 1: "b", 2: "b", 3: "a", 4: "a", 5: "c"}
        rows = {row.group: row for row in group_gaps(star, groups, {0: 1})}
        assert rows["hub"].nearest == "a"
        assert (rows["hub"].connectors, rows["c"].connectors) == (1, 1)

    def test_parallel_ties_are_one(self) -> None:
        parallel = nx.MultiGraph([("a", "b"), ("a", "b"), ("a", "c"), ("a", "c")])
        rows = group_gaps(parallel, {"a": 1, "b": 1, "c": 2}, {})
        assert {(row.group, row.inside, row.outside) for row in rows} == {(1, 1, 1), (2, 0, 1)}

    def test_a_node_without_a_group_is_named(self) -> None:
        with pytest.raises(MissingGroupsError, match="'g'"):
            group_gaps(self.GRAPH, {n: g for n, g in self.GROUPS.items() if n != "g"}, {})

    def test_no_nodes_no_groups(self) -> None:
        assert group_gaps(nx.Graph(), {}, {}) == []
