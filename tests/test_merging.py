"""Two entities become one: nothing said about either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import graph
from graph.checks import all_rules
from graph.checks.tables import read_tables
from graph.errors import UsageError
from graph.merging import merge_entities
from tests.fixtures_data import PAGE, ROWS, write_folder

KEEP, DROP = "organization/fund", "organization/network"


def merged(folder: Path) -> graph.Dataset:
    merge_entities(folder, KEEP, DROP, "one body", "2026-11-24")
    assert not all_rules(read_tables(folder)).errors
    return graph.load(folder)


def test_the_old_identifier_still_leads_there(tmp_path: Path) -> None:
    dataset = merged(write_folder(tmp_path))
    assert DROP not in dataset.entities
    assert dataset.entity(DROP).id == KEEP


def test_its_name_becomes_an_alias_and_blanks_are_filled(tmp_path: Path) -> None:
    entity = merged(write_folder(tmp_path)).entity(KEEP)
    assert entity.name == "Fund"
    assert "Network" in entity.aliases
    assert entity.details["closed"] == "2024"


def test_statements_move_and_a_tie_between_the_two_goes(tmp_path: Path) -> None:
    dataset = merged(write_folder(tmp_path))
    assert any(s.object == KEEP for s in dataset.outgoing("organization/coop", "member_of"))
    assert not dataset.outgoing(KEEP, "partner_of")
    assert not [s for s in dataset.statements if s.subject == s.object]


def test_a_value_that_differs_stays_visible_with_its_page(tmp_path: Path) -> None:
    cited = [
        *(row for row in ROWS["entities/citations.csv"] if row["subject"] != DROP),
        {
            "subject": DROP,
            "fields": "founded | name",
            "source": "source/site",
            "page": PAGE,
        },
    ]
    dataset = merged(write_folder(tmp_path, citations=cited))
    assert dataset.entity(KEEP).details["founded"] == "1999"
    other = [d for d in dataset.described_by(KEEP) if d.value]
    assert [(d.fields, d.value) for d in other] == [(("founded",), "2001-03")]


def test_the_decision_is_kept_as_data(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    merged(folder)
    assert f"{KEEP},{DROP},same,one body,curator" in (folder / "merges.csv").read_text()


@pytest.mark.parametrize(
    ("keep", "drop"),
    [
        (KEEP, KEEP),
        (KEEP, "organization/ghost"),
        (KEEP, "person/ada"),
        ("cause/climate", "cause/energy"),
    ],
)
def test_what_cannot_be_merged_is_refused(tmp_path: Path, keep: str, drop: str) -> None:
    folder = write_folder(tmp_path)
    with pytest.raises(UsageError):
        merge_entities(folder, keep, drop, "x", "2026-11-24")
    assert (folder / "renames.csv").read_text().count("\n") == 2
