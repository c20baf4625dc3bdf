"""The connector profile of a dataset: who is ranked, why in words, on how many facts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

import graph
from graph.analysis import rank_connectors
from graph.analysis.connector_parts import PARTS, WEIGHTS
from graph.analysis.connectors import Connector, Connectors, find_connectors, only_links
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.evidence import temporal_status
from graph.networks import social
from tests.analysis.made import made, role, said, works_on
from tests.fixtures_data import ROWS

QUICK = {"draws": 0, "rewirings": 0}
KINDS = ("kind/tech-coop", "kind/foundation", "kind/network")
CAMPAIGN, NETWORK = "organization/campaign", "organization/umbrella"


def members(circle: int) -> list[str]:
    return [f"organization/circle-{circle}-{i}" for i in range(5)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Three circles of five partners, each of another sector and country.

    Bridge has a role in each, Hub in all of the first, locals in two of their circle. Campaign has
    two partners in the first circle, campaigns with everybody and is endorsed by them. Umbrella
    has a member in each circle.
    """
    circles = [members(circle) for circle in range(3)]
    everyone = [name for circle in circles for name in circle]
    organizations = {
        name: {"kind": kind, "country": country}
        for circle, kind, country in zip(circles, KINDS, ("DE", "FR", "GB"), strict=True)
        for name in circle
    }
    local = [(f"person/local-{c}", circles[c][i]) for c in range(3) for i in (1, 2)]
    return made(
        tmp_path_factory.mktemp("data"),
        {**organizations, CAMPAIGN: {"kind": "kind/network"}, NETWORK: {"kind": "kind/network"}},
        ["person/bridge", "person/hub", "person/single", *dict.fromkeys(p for p, _ in local)],
        partner_of=[
            *(said(a, b) for circle in circles for a, b in combinations(circle, 2)),
            *(said(CAMPAIGN, name) for name in circles[0][:2]),
        ],
        campaigns_with=[said(CAMPAIGN, name) for name in everyone],
        endorses=[said(name, CAMPAIGN) for name in everyone],
        member_of=[said(circle[3], NETWORK) for circle in circles],
        holds_role=[
            *(role("person/bridge", circle[0]) for circle in circles),
            role("person/bridge", circles[0][0], source="source/book", as_of="2026-03"),
            *(role("person/hub", name) for name in circles[0]),
            *(role(person, name) for person, name in local),
            role("person/single", circles[0][0]),
        ],
        works_on=[
            works_on(name, "cause/energy" if name in circles[0] else "cause/climate")
            for name in everyone
        ],
    )


@pytest.fixture(scope="module")
def people(small: Dataset) -> dict[str, Connector]:
    rows = rank_connectors(small, draws=8, rewirings=30, seed=2)
    return {row.id: row for row in rows}


@pytest.fixture(scope="module")
def bodies(small: Dataset) -> dict[str, Connector]:
    return {row.id: row for row in rank_connectors(small, "organizations", **QUICK)}


class TestRank:
    def test_the_bridge_comes_first_and_the_hub_does_not(
        self, people: dict[str, Connector]
    ) -> None:
        assert next(iter(people)) == "person/bridge"
        assert people["person/hub"].rank > 1
        assert (
            people["person/hub"].parts["betweenness"] < people["person/bridge"].parts["betweenness"]
        )

    def test_those_with_one_tie_are_not_ranked(self, people: dict[str, Connector]) -> None:
        assert "person/single" not in people
        assert set(people) == {"person/bridge", "person/hub", *(f"person/local-{c}" for c in "012")}

    def test_the_bridge_exceeds_chance(self, people: dict[str, Connector]) -> None:
        assert people["person/bridge"].z > people["person/hub"].z
        assert people["person/bridge"].z > 0

    def test_intervals_are_ranks(self, people: dict[str, Connector]) -> None:
        for row in people.values():
            assert row.interval is not None
            assert 1 <= row.interval[0] <= row.interval[1] <= len(people)

    def test_campaign_partners_and_endorsements_make_nobody_lead(
        self, bodies: dict[str, Connector]
    ) -> None:
        # Campaign is named with all fifteen, but only tied to two of one circle; Umbrella is tied
        # to one of each.
        assert bodies[NETWORK].rank <= 3
        assert bodies[CAMPAIGN].rank == len(bodies)
        assert bodies[CAMPAIGN].parts["contacts"] == 2
        assert bodies[CAMPAIGN].profile.coverage.facts == 2

    def test_equal_entities_share_a_rank_and_are_ordered_by_identifier(
        self, people: dict[str, Connector]
    ) -> None:
        assert people["person/local-1"].rank == people["person/local-2"].rank
        rows = [(row.rank, row.id) for row in people.values()]
        assert rows == sorted(rows)


class TestParts:
    def test_of_the_bridge_by_hand(self, people: dict[str, Connector]) -> None:
        parts = people["person/bridge"].parts
        assert set(parts) == set(PARTS) == set(WEIGHTS)
        assert parts["contacts"] == parts["sectors"] == parts["countries"] == 3
        assert parts["causes"] == 2
        assert parts["brokerage"] == 3
        assert parts["only_link"] == 3
        assert parts["effective_size"] == 3
        assert parts["openness"] == pytest.approx(1 - 3 / 9)

    def test_of_the_hub_by_hand(self, people: dict[str, Connector]) -> None:
        parts = people["person/hub"].parts
        assert parts["contacts"] == 5
        assert parts["sectors"] == parts["causes"] == parts["countries"] == 1
        assert parts["brokerage"] == parts["only_link"] == 0
        assert parts["participation"] == pytest.approx(0)
        assert parts["effective_size"] == pytest.approx(5 - 2 * 10 / 5)

    def test_a_person_carries_the_contacts_of_an_organization(
        self, bodies: dict[str, Connector]
    ) -> None:
        # Four partners, Campaign, and over Bridge one of each other circle.
        assert bodies[members(0)[0]].parts["contacts"] == 4 + 1 + 2


class TestProfile:
    def test_the_reason_names_the_groups(self, people: dict[str, Connector]) -> None:
        reason = people["person/bridge"].profile.reason
        assert reason.startswith("Links ")
        for words in ("Circle 0 0 (tech co-op in Germany)", "Circle 1 0 (foundation in France)"):
            assert words in reason
        assert "Circle 2 0" in reason
        assert "the only link within two steps for 3 pairs of contacts" in reason
        assert reason.endswith(".")
        hub = people["person/hub"].profile.reason
        assert hub.startswith("Has all its ties among tech co-ops on energy in Germany")
        assert hub.endswith(": 5 organizations.")

    def test_who_is_cut_off_is_counted(self, bodies: dict[str, Connector]) -> None:
        first = bodies[members(0)[0]].profile
        assert first.cut_off == 1
        assert "the only tie of one other to the rest" in first.reason

    def test_coverage_counts_facts_sources_and_the_newest_date(
        self, people: dict[str, Connector]
    ) -> None:
        coverage = people["person/bridge"].profile.coverage
        assert (coverage.facts, coverage.sources) == (4, 2)
        assert coverage.newest == "2026-03"
        assert (coverage.largest_source, coverage.largest_share) == ("source/site", 0.75)

    def test_sectors_countries_and_causes_come_by_number(
        self, people: dict[str, Connector]
    ) -> None:
        profile = people["person/bridge"].profile
        assert profile.sectors == ("co-operatives", "funders", "networks")
        assert profile.countries == ("DE", "FR", "GB")
        assert profile.causes == ("cause/climate", "cause/energy")
        assert len(profile.groups) == len(set(profile.groups)) > 1


class TestOnlyLinks:
    def test_of_the_bridge(self, small: Dataset) -> None:
        ends = [members(circle)[0] for circle in range(3)]
        assert {frozenset(pair) for pair in only_links(small, "person/bridge")} == {
            frozenset(pair) for pair in combinations(ends, 2)
        }
        assert only_links(small, "person/hub") == []

    def test_without_social_ties_there_are_none(self, small: Dataset, tmp_path: Path) -> None:
        assert only_links(small, "project/map") == []
        lonely = made(
            tmp_path,
            {"organization/one": {}},
            works_on=[works_on("organization/one", "cause/energy")],
        )
        assert only_links(lonely, "organization/one") == []


class TestSponsors:
    def test_money_from_companies_ties_only_when_asked(self, tmp_path: Path) -> None:
        company = {
            "id": "kind/company", "label": "Company", "applies_to": "organization",
            "sector": "companies", "plural": "companies",
        }  # fmt: skip
        kinds = [*ROWS["vocabulary/kinds.csv"], company]
        data = made(
            tmp_path,
            {
                "organization/firm": {"kind": "kind/company"},
                **{f"organization/{n}": {"kind": "kind/network"} for n in "xyz"},
            },
            kinds=kinds,
            funds=[said("organization/firm", f"organization/{n}") for n in "xyz"],
            partner_of=[said("organization/x", "organization/y")],
        )
        assert rank_connectors(data, "organizations", **QUICK) == []
        ranked = rank_connectors(data, "organizations", sponsors=True, **QUICK)
        facts = {row.id: row.profile.coverage.facts for row in ranked}
        assert facts == {"organization/firm": 3, "organization/x": 2, "organization/y": 2}


class TestPast:
    def test_what_is_over_ties_only_when_asked(self, tmp_path: Path) -> None:
        data = made(
            tmp_path,
            {f"organization/{n}": {"kind": "kind/network"} for n in "xyz"},
            ["person/ada"],
            holds_role=[
                role("person/ada", "organization/x"),
                role("person/ada", "organization/y"),
                role("person/ada", "organization/z", since="2001", until="2003"),
            ],
        )
        (now,) = rank_connectors(data, **QUICK)
        (ever,) = rank_connectors(data, past=True, **QUICK)
        assert (now.profile.coverage.facts, ever.profile.coverage.facts) == (2, 3)
        assert (now.parts["contacts"], ever.parts["contacts"]) == (2, 3)


class TestUndefined:
    def test_an_empty_dataset_ranks_nobody(self, tmp_path: Path) -> None:
        data = made(tmp_path, {})
        assert find_connectors(data, **QUICK) is None
        assert rank_connectors(data, "organizations", **QUICK) == []

    def test_nor_does_one_where_nobody_has_two_ties(self, tmp_path: Path) -> None:
        data = made(
            tmp_path,
            {"organization/a": {}},
            ["person/ada"],
            holds_role=[role("person/ada", "organization/a")],
        )
        assert find_connectors(data, **QUICK) is None
        assert find_connectors(data, "organizations", **QUICK) is None

    @pytest.mark.parametrize(
        "weights",
        [{"fame": 1.0}, {"openness": -1.0}, {"openness": math.nan}, dict.fromkeys(WEIGHTS, 0.0)],
    )
    def test_impossible_weights_are_refused(
        self, small: Dataset, weights: Mapping[str, float]
    ) -> None:
        with pytest.raises(UsageError, match="weights must name parts"):
            rank_connectors(small, weights=weights, **QUICK)

    def test_anything_else_cannot_be_ranked(self, small: Dataset) -> None:
        with pytest.raises(UsageError, match="people, organizations"):
            rank_connectors(small, "projects")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return graph.load()


@pytest.fixture(scope="module")
def real(dataset: Dataset) -> Connectors:
    found = find_connectors(dataset, draws=2, rewirings=2)
    assert found is not None
    return found


class TestRealData:
    def test_all_with_two_or_more_social_ties_are_ranked_once(
        self, dataset: Dataset, real: Connectors
    ) -> None:
        network = social(dataset, sponsors=False, past=False)
        expected = {n for n in network if n.startswith("person/") and network.degree(n) > 1}
        rows = real.ranked()
        assert {row.id for row in rows} == expected
        assert len(rows) == len(expected)
        assert (real.nodes, real.ties) == (len(network), network.number_of_edges())

    def test_scores_fall_and_ranks_follow_them(self, real: Connectors) -> None:
        rows = real.ranked()
        scores = [row.score for row in rows]
        assert scores == sorted(scores, reverse=True)
        for position, row in enumerate(rows, start=1):
            assert row.rank <= position
            assert 0 <= row.score <= 100

    def test_every_row_says_why_and_on_what_it_rests(self, real: Connectors) -> None:
        for row in real.ranked():
            assert row.profile.reason.startswith(("Links ", "Has all its ties among "))
            assert row.profile.reason.endswith(".")
            assert row.profile.coverage.facts >= 2
            assert 0 < row.profile.coverage.largest_share <= 1
            assert set(row.percentiles) == set(row.parts) == set(PARTS)
            assert not any(math.isnan(value) for value in row.parts.values())
            assert "aI " not in row.profile.reason

    def test_direct_organizations_are_at_most_the_contacts(
        self, dataset: Dataset, real: Connectors
    ) -> None:
        for row in real.ranked()[:40]:
            roles = {
                s.object
                for s in dataset.outgoing(row.id, "holds_role")
                if s.object.startswith("organization/") and temporal_status(dataset, s) != "past"
            }
            assert row.parts["contacts"] == len(roles)

    def test_one_part_alone_orders_by_that_part(self, real: Connectors) -> None:
        only = {**dict.fromkeys(WEIGHTS, 0.0), "betweenness": 1.0}
        values = [round(row.parts["betweenness"], 12) for row in real.ranked(only)]
        assert values == sorted(values, reverse=True)

    def test_endorsing_a_campaign_makes_nobody_a_connector(self, dataset: Dataset) -> None:
        names = [row.id for row in rank_connectors(dataset, "organizations", **QUICK)[:50]]
        assert "organization/public-money-public-code" not in names
