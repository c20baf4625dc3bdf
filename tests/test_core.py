"""What belongs to the core of the field, and whose money is sponsorship."""

from __future__ import annotations

from pathlib import Path

import pytest

import graph
from graph.core import core, is_sponsorship
from graph.networks import social
from tests.fixtures_data import PAGE, ROWS, small_dataset

SAID = {"source": "source/site", "page": PAGE}
NOTHING: dict[str, list[dict[str, str]]] = {
    name: [] for name in ("works_on", "uses_skill", "makes", "spun_out_of", "endorses")
}


def dataset_with(folder: Path, **statements: list[dict[str, str]]) -> graph.Dataset:
    return small_dataset(folder, **{**NOTHING, **statements})


class TestProjects:
    def test_one_that_only_got_a_grant_is_outside(self, tmp_path: Path) -> None:
        assert "project/map" not in core(dataset_with(tmp_path))

    def test_a_cause_that_we_only_inferred_does_not_bring_it_in(self, tmp_path: Path) -> None:
        cause = {"subject": "project/map", "object": "cause/energy", "basis": "inferred", **SAID}
        assert "project/map" not in core(dataset_with(tmp_path, works_on=[cause]))

    def test_a_cause_that_a_page_states_brings_it_in(self, tmp_path: Path) -> None:
        cause = {"subject": "project/map", "object": "cause/energy", "basis": "stated", **SAID}
        assert "project/map" in core(dataset_with(tmp_path, works_on=[cause]))

    def test_a_maker_brings_it_in(self, tmp_path: Path) -> None:
        made = {"subject": "organization/coop", "object": "project/map", **SAID}
        assert "project/map" in core(dataset_with(tmp_path, makes=[made]))


class TestEmployers:
    @pytest.fixture
    def role(self) -> dict[str, str]:
        return {
            "subject": "person/bo",
            "object": "organization/fund",
            "role": "Engineer",
            "kind": "role/board",
            **SAID,
        }

    @pytest.mark.parametrize(
        ("kind", "inside"), [("kind/company", False), ("kind/ngo", True), ("", False)]
    )
    def test_a_company_that_only_employs_somebody_is_outside(
        self, tmp_path: Path, role: dict[str, str], kind: str, inside: bool
    ) -> None:
        kinds = [
            {"id": f"kind/{name}", "label": name, "applies_to": "organization", "sector": name}
            for name in ("company", "ngo")
        ]
        organizations = [{"id": "organization/fund", "name": "Fund", "kind": kind}]
        citations = [
            {"subject": s, "fields": "name", **SAID}
            for s in ("organization/fund", "person/bo", "project/map", "event/congress")
        ]
        alone: dict[str, list[dict[str, str]]] = {
            path.stem: [] for path in (graph.DATA / "statements").glob("*.csv")
        }
        dataset = small_dataset(
            tmp_path,
            **{**alone, "holds_role": [role]},
            organizations=organizations,
            people=[{"id": "person/bo", "name": "Bo"}],
            citations=citations,
            renames=[],
            kinds=[*ROWS["vocabulary/kinds.csv"], *kinds],
        )
        assert ("organization/fund" in core(dataset)) is inside
        assert ("person/bo" in core(dataset)) is inside


class TestSponsorship:
    def test_money_from_a_company_is_sponsorship_and_from_a_foundation_is_not(self) -> None:
        dataset = graph.load()
        for statement in dataset.statements:
            if statement.relation == "funds":
                company = dataset.entities[statement.subject].kind == "kind/company"
                assert is_sponsorship(dataset, statement) is company
            else:
                assert not is_sponsorship(dataset, statement)

    def test_without_sponsors_the_network_only_loses_ties(self) -> None:
        dataset = graph.load()
        whole, without = social(dataset), social(dataset, sponsors=False)
        assert set(map(frozenset, without.edges)) < set(map(frozenset, whole.edges))


def test_the_core_of_the_real_data_holds_the_seeds() -> None:
    kept = core(graph.load())
    seeds = ("ai-forensics", "reversing-works", "loomio", "smart", "tech-workers-coalition")
    assert {f"organization/{seed}" for seed in seeds} <= kept
    assert "person/simone-robutti" in kept
