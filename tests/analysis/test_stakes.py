from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.stakes import Stakes, stakes
from graph.dataset import Dataset
from tests.analysis.made import made, role, said, works_on

FUND, RELAY, COOP, OTHER = (f"organization/{n}" for n in ("fund", "relay", "coop", "other"))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    grant = {"since": "2026", "year_kind": "award"}
    paid = {"amount": "1000", "currency": "EUR", **grant}
    return made(
        tmp_path_factory.mktemp("data"),
        {
            FUND: {"kind": "kind/foundation"},
            RELAY: {"kind": "kind/network"},
            COOP: {"kind": "kind/tech-coop"},
            OTHER: {"kind": "kind/tech-coop"},
        },
        ["person/ada"],
        funds=[
            said(FUND, COOP, via="Relay", **paid),
            said(FUND, COOP, **{**paid, "source": "source/book", "page": "p. 1"}, via="Relay"),
            said(RELAY, OTHER, **{**paid, "amount": "250.5"}),
            said(RELAY, OTHER, **{**paid, "currency": "USD"}),
            said(RELAY, COOP, **grant),
            said(RELAY, COOP, until="2019", since="2018", amount="9", currency="EUR"),
            said(FUND, OTHER, **paid),
        ],
        partner_of=[said(RELAY, FUND)],
        endorses=[said(RELAY, "project/map")],
        holds_role=[role("person/ada", OTHER)],
        works_on=[
            works_on(COOP, "cause/energy"),
            works_on(OTHER, "cause/energy"),
            works_on(OTHER, "cause/climate"),
            works_on("project/map", "cause/climate"),
        ],
    )


def test_money_given_and_passed_on_is_counted_once(dataset: Dataset) -> None:
    found = stakes(dataset, [RELAY])
    # Passed on 1000 EUR (stated by two pages), gave 250.5 EUR, 1000 USD and an unknown sum; the
    # grant of 2018 is over.
    assert found == Stakes(
        grants=4,
        amounts={"EUR": 1250.5, "USD": 1000},
        without_amount=1,
        causes={"cause/energy": 2, "cause/climate": 1},
    )


def test_together_a_grant_between_the_two_counts_once(dataset: Dataset) -> None:
    assert stakes(dataset, [RELAY, OTHER]).amounts == {"EUR": 2250.5, "USD": 1000}
    assert stakes(dataset, [OTHER]).grants == 3
    # What is left around both is the fund and the coop.
    assert stakes(dataset, [RELAY, OTHER]).causes == {"cause/energy": 1}


def test_a_person_has_a_part_in_no_money(dataset: Dataset) -> None:
    found = stakes(dataset, ["person/ada"])
    assert found == Stakes(0, {}, 0, {"cause/energy": 1, "cause/climate": 1})


def test_as_cells_of_a_table(dataset: Dataset) -> None:
    assert stakes(dataset, [RELAY]).as_row(dataset) == {
        "grants": 4,
        "money_known": "1,250 EUR, 1,000 USD",
        "grants_without_amount": 1,
        "causes": ["Energy (2)", "Climate (1)"],
    }


def test_nobody_and_nothing(dataset: Dataset, tmp_path: Path) -> None:
    assert stakes(dataset, []) == Stakes(0, {}, 0, {})
    assert stakes(made(tmp_path, {COOP: {}}), [COOP]) == Stakes(0, {}, 0, {})
