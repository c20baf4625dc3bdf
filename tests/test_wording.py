from __future__ import annotations

from pathlib import Path

import pytest

from graph import wording
from graph.dataset import Dataset
from graph.model import Statement
from tests.fixtures_data import small_dataset


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("data")
    return small_dataset(folder)


@pytest.mark.parametrize(
    ("relation", "since", "until", "said"),
    [
        ("member_of", "", "", ""),
        ("member_of", "2019", "", "since 2019"),
        ("funds", "2019", "", "2019"),
        ("member_of", "", "2021", "until 2021"),
        ("member_of", "2019", "2021", "2019 to 2021"),
        ("funds", "2019", "2019", "2019"),
    ],
)
def test_the_time_of_a_statement(relation: str, since: str, until: str, said: str) -> None:
    assert wording.span(Statement(relation, "a", "b", "s", "p", since, until)) == said


@pytest.mark.parametrize(
    ("subject", "relation", "object_", "details", "standing"),
    [
        ("organization/fund", "funds", "organization/coop",
         "Open fund · Maps · 25,000 EUR · 2025", "confirmed"),
        ("organization/fund", "funds", "project/map", "via Network · 2015", "stated by one side"),
        ("person/bo", "holds_role", "organization/fund",
         "Trustee · until 2019", "stated by one side, past"),
        ("project/map", "works_on", "cause/energy", "", "our reading"),
    ],
)  # fmt: skip
def test_what_a_statement_says_and_how_surely(
    dataset: Dataset, subject: str, relation: str, object_: str, details: str, standing: str
) -> None:
    (statement,) = (s for s in dataset.outgoing(subject, relation) if s.object == object_)
    assert wording.details(dataset, statement) == details
    assert wording.standing(dataset, statement) == standing


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        ("organization/coop", "Freelancer co-op · Berlin, Germany, France · active (as of 2025)"),
        ("organization/network", "Network · closed"),
        ("person/bo", "Person"),
    ],
)
def test_an_entity_in_one_line(dataset: Dataset, identifier: str, said: str) -> None:
    assert wording.headline(dataset, dataset.entities[identifier]) == said
