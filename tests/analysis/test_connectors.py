"""The connector profile on the real data: parts, reasons, coverage, weights."""

from __future__ import annotations

import math

import pytest

import graph
from graph.analysis import rank_connectors
from graph.analysis.connectors import PARTS, WEIGHTS, Connector
from graph.errors import UsageError
from graph.networks import social


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


@pytest.fixture(scope="module")
def people(dataset: graph.Dataset) -> list[Connector]:
    return rank_connectors(dataset, "people")


def test_all_with_two_or_more_social_ties_are_ranked_once(
    dataset: graph.Dataset, people: list[Connector]
) -> None:
    network = social(dataset)
    expected = {n for n in network if n.startswith("person/") and network.degree(n) > 1}
    assert {row.id for row in people} == expected
    assert len(people) == len(expected)


def test_scores_fall_and_ranks_follow_them(people: list[Connector]) -> None:
    scores = [row.score for row in people]
    assert scores == sorted(scores, reverse=True)
    for position, row in enumerate(people, start=1):
        assert row.rank <= position
        assert 0 <= row.score <= 100


def test_every_row_has_its_parts_and_says_why(people: list[Connector]) -> None:
    for row in people:
        assert set(row.parts) == set(PARTS) == set(WEIGHTS)
        assert row.reason.startswith("Links ")
        assert row.reason.endswith(".")
        assert row.coverage.facts >= 2
        assert 0 < row.coverage.largest_share <= 1


def test_organizations_reached_are_those_of_the_roles(
    dataset: graph.Dataset, people: list[Connector]
) -> None:
    for row in people[:40]:
        roles = {
            s.object
            for s in dataset.outgoing(row.id, "holds_role")
            if s.object.startswith("organization/")
        }
        assert row.parts["organizations"] == len(roles)


def test_one_part_alone_orders_by_that_part(dataset: graph.Dataset) -> None:
    only = {**dict.fromkeys(WEIGHTS, 0.0), "betweenness": 1.0}
    values = [row.parts["betweenness"] for row in rank_connectors(dataset, "people", only)]
    assert values == sorted(values, reverse=True)


def test_the_ranking_is_the_same_every_time(
    dataset: graph.Dataset, people: list[Connector]
) -> None:
    assert rank_connectors(dataset, "people") == people


def test_endorsing_a_campaign_makes_nobody_a_connector(dataset: graph.Dataset) -> None:
    names = [row.id for row in rank_connectors(dataset, "organizations")[:50]]
    assert "organization/public-money-public-code" not in names


def test_no_part_is_undefined_for_those_who_are_ranked(people: list[Connector]) -> None:
    assert not any(math.isnan(value) for row in people for value in row.parts.values())


@pytest.mark.parametrize(
    "weights", [{"fame": 1.0}, {"openness": -1.0}, dict.fromkeys(WEIGHTS, 0.0)]
)
def test_impossible_weights_are_refused(dataset: graph.Dataset, weights: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="weights must name parts"):
        rank_connectors(dataset, "people", weights)


def test_anything_else_cannot_be_ranked(dataset: graph.Dataset) -> None:
    with pytest.raises(UsageError, match="people, organizations"):
        rank_connectors(dataset, "projects")  # type: ignore[arg-type]
