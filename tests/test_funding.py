"""Funding: grants counted once, sums never mixed, dependence on one funder."""

from __future__ import annotations

from collections import Counter

import pytest

import graph
from graph.analysis.funding import Grant, by_theme, dependences, grants, total


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


def grant(funder: str, recipient: str, amount: float | None = None, currency: str = "") -> Grant:
    return Grant(funder, recipient, "", "", "2020", amount, currency, ())


def test_a_grant_that_two_sources_state_counts_once(dataset: graph.Dataset) -> None:
    found = grants(dataset)
    statements = [s for s in dataset.statements if s.relation == "funds"]
    assert sum(len(g.statements) for g in found) == len(statements)
    assert len(found) <= len(statements)


def test_a_cause_and_a_year_keep_only_theirs(dataset: graph.Dataset) -> None:
    inside = dataset.facets["causes"]["cause/digital-rights"]
    found = grants(dataset, "cause/digital-rights", "2021")
    assert found
    assert all(g.recipient in inside and g.year == "2021" for g in found)


def test_sums_of_different_currencies_are_never_added() -> None:
    flow = total([grant("a", "b", 5, "EUR"), grant("a", "b", 7, "USD"), grant("a", "c")])
    assert (flow.grants, flow.amounts, flow.without_amount) == (3, {"EUR": 5, "USD": 7}, 1)


def test_every_grant_is_under_some_theme(dataset: graph.Dataset) -> None:
    found = grants(dataset)
    flows = by_theme(dataset, found)
    givers = Counter(g.funder for g in found)
    for (funder, theme), flow in flows.items():
        assert flow.grants <= givers[funder]
        assert not theme or not dataset.concepts[theme].broader


def test_dependence_names_the_first_funder_and_its_part() -> None:
    several = [
        grant("a", "r", 30, "EUR"), grant("a", "r", 30, "EUR"), grant("b", "r", 40, "EUR"),
        grant("a", "few"), grant("c", "even"), grant("d", "even"), grant("e", "even"),
    ]  # fmt: skip
    first, second = dependences(several)
    assert (first.recipient, first.funder, first.funders) == ("r", "a", 2)
    assert first.share == pytest.approx(2 / 3)
    assert first.of_money == pytest.approx(0.6)
    assert (second.recipient, second.share, second.of_money) == ("even", 1 / 3, None)
