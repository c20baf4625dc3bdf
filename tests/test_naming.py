"""What groups of entities are called."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graph.countries import in_country
from graph.dataset import Dataset
from graph.naming import GroupName, name_group, short_name
from tests.analysis.made import made, works_on

COOPS = [f"organization/coop-{i}" for i in range(4)]
FUNDS = [f"organization/fund-{i}" for i in range(4)]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    long = {"name": "Long Name of a Very Particular Society", "aliases": "Longy | LNVPS | LNOAVPS"}
    countries = ("GB", "GB", "FR", "")
    return made(
        tmp_path_factory.mktemp("data"),
        {
            **{coop: {"kind": "kind/tech-coop", "country": "DE"} for coop in COOPS},
            **{
                fund: {"kind": "kind/foundation", "country": country}
                for fund, country in zip(FUNDS, countries, strict=True)
            },
            "organization/long": long,
            "organization/brief": {"name": "Brief", "aliases": "BRF"},
        },
        ["person/ada", "person/bo"],
        [{"id": "cause/climate", "label": "Climate"}, {"id": "cause/ai", "label": "AI ethics"}],
        works_on=[
            *(works_on(coop, "cause/climate") for coop in COOPS),
            *(works_on(fund, "cause/ai") for fund in FUNDS[:2]),
        ],
    )


def test_kind_cause_country_and_centre(dataset: Dataset) -> None:
    ties = {member: 5 - i for i, member in enumerate(COOPS)}
    found = name_group(dataset, [*COOPS, "person/ada"], ties)
    assert found == GroupName("tech co-ops on climate in Germany", "Coop 0")
    assert str(found) == "tech co-ops on climate in Germany around Coop 0"


def test_without_ties_there_is_no_centre(dataset: Dataset) -> None:
    assert str(name_group(dataset, COOPS)) == "tech co-ops on climate in Germany"


def test_a_label_in_capitals_keeps_them_and_a_country_its_article(dataset: Dataset) -> None:
    assert name_group(dataset, FUNDS).what == "foundations on AI ethics in the United Kingdom"


@pytest.mark.parametrize(
    ("members", "what"),
    [
        (["person/ada", "person/bo"], "people"),
        (["project/map"], "projects"),
        (["person/ada", "event/congress"], "events and people"),
        (["organization/long", "organization/brief"], "organizations"),
        ([COOPS[0]], "organizations"),  # nothing is usual among one
        ([*COOPS[:2], *FUNDS[2:]], "foundations on climate in Germany"),
        ([], "organizations"),
    ],
)
def test_what_has_little_in_common_has_a_plain_name(
    dataset: Dataset, members: Sequence[str], what: str
) -> None:
    assert name_group(dataset, members, {"person/ada": 3}).what == what


def test_people_alone_have_no_centre(dataset: Dataset) -> None:
    assert name_group(dataset, ["person/ada"], {"person/ada": 3}).around == ""


def test_a_long_name_gives_way_to_its_shortest_alias_in_capitals(dataset: Dataset) -> None:
    assert short_name(dataset, "organization/long") == "LNVPS"
    assert short_name(dataset, "organization/brief") == "Brief"
    assert short_name(dataset, "person/ada") == "Ada"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("DE", "Germany"),
        ("US", "the United States"),
        ("EU", "the European Union"),
        ("NL", "the Netherlands"),
        ("CD", "the Democratic Republic of the Congo"),
        ("PS", "the State of Palestine"),
        ("KY", "the Cayman Islands"),
        ("XK", "Kosovo"),
        ("QQ", "QQ"),
    ],
)
def test_in_a_country(code: str, name: str) -> None:
    assert in_country(code) == name
