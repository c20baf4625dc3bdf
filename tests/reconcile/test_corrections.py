"""Each class of known fault is mended where it occurs, counted, and left alone elsewhere."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from graph.reconcile.corrections import CORRECTIONS, corrected
from graph.reconcile.records import Ledger, RawRow

Cells = dict[str, str]
Case = tuple[str, str, Cells, Cells]

CASES: list[Case] = [
    (
        "invented programme name",
        "funders/grants",
        {"programme": "NGI Zero Review"},
        {"programme": "NGI (earlier NLnet fund, not specified)"},
    ),
    (
        "round of the Prototype Fund",
        "funders/grants",
        {"programme": "Prototype Fund (Demo Week 2020)"},
        {"programme": "Prototype Fund, round 7"},
    ),
    (
        "year of the report, not the award",
        "funders/grants",
        {"year": "2022", "source_url": "https://www.opendemocracy.net/about/supporters/"},
        {"year_kind": "report"},
    ),
    (
        "intermediary in the programme",
        "funders/grants",
        {"programme": "Media (via openTrust)"},
        {"programme": "Media", "via": "openTrust"},
    ),
    (
        "intermediary in the programme",
        "depth/funding",
        {"programme": "via openTrust"},
        {"programme": "", "via": "openTrust"},
    ),
    (
        "Qubes partner of 2023",
        "funders/grants",
        {"funder_slug": "proton", "recipient_slug": "qubes-os"},
        {"funder_slug": "proton-foundation"},
    ),
    (
        "causes stamped on parties",
        "paths/organizations",
        {"source_id": "ppeu-wiki", "causes": "privacy;transparency"},
        {"causes": ""},
    ),
    (
        "causes stamped on a whole list",
        "ngos/organizations",
        {"source_id": "awesome-diversity:x", "causes": "diversity"},
        {"causes_basis": "inferred"},
    ),
    (
        "worker groups filed as unions",
        "seeds/organizations",
        {"slug": "tech-workers-coalition-quay", "kind": "union", "status": "defunct"},
        {"kind": "worker-group", "status": "inactive"},
    ),
    (
        "freelancer co-ops filed as tech co-ops",
        "paths/organizations",
        {"slug": "doc-servizi", "kind": "tech-coop"},
        {"kind": "freelancer-coop"},
    ),
    (
        "portal filed as website",
        "civic/organizations",
        {
            "source_id": "dataportals",
            "website": "https://data.quay.example",
            "causes_basis": "inferred",
        },
        {"portal": "https://data.quay.example", "website": ""},
    ),
    (
        "nominee called public good",
        "civic/organizations",
        {"source_id": "dpg-nominee:x", "causes": "health; digital public goods;SDG3"},
        {"causes": "health;SDG3"},
    ),
    (
        "form contradicts the name",
        "civic/organizations",
        {"source_id": "ost:1", "name": "The Quay Foundation", "kind": "company"},
        {"kind": ""},
    ),
    (
        "campaigns filed as networks",
        "ngos/organizations",
        {"slug": "public-money-public-code", "name": "PMPC", "kind": "network"},
        {"name": "Public Money? Public Code!", "kind": "campaign"},
    ),
    (
        "dead citation",
        "people/roles",
        {"source_url": "https://github.com/a/b/_fellows/chuck-borges.md"},
        {"source_url": "https://github.com/a/b/_fellows/charles-borges.md"},
    ),
    (
        "two slugs for one body",
        "depth/roles",
        {"org_slug": "hot"},
        {"org_slug": "humanitarian-openstreetmap-team"},
    ),
]

NEAR_MISSES: list[tuple[str, Cells]] = [
    ("funders/grants", {"programme": "NGI Zero Core"}),
    ("funders/grants", {"year": "", "source_url": "https://opendemocracy.net/about/supporters"}),
    ("funders/grants", {"funder_slug": "proton", "recipient_slug": "quay"}),
    ("paths/organizations", {"source_id": "ppeu", "causes": "privacy"}),
    ("seeds/organizations", {"slug": "quay-workers", "kind": "union"}),
    ("civic/organizations", {"source_id": "ost:1", "name": "Quay", "kind": "company"}),
    ("civic/organizations", {"source_id": "other:1", "name": "Quay Foundation", "kind": "company"}),
    ("civic/organizations", {"source_id": "dpg:1", "causes": "digital public goods"}),
    ("depth/roles", {"org_slug": "hotel"}),
    ("events/events", {"programme": "NGI Zero Review", "slug": "hot"}),
]

COLUMNS = (
    "slug name kind website portal causes causes_basis status source_id source_url programme via "
    "year year_kind funder_slug recipient_slug"
)


def raw(table: str, cells: Cells) -> RawRow:
    slice_name, _, name = table.partition("/")
    return RawRow(slice_name, name, 2, {**dict.fromkeys(COLUMNS.split(), ""), **cells})


@pytest.mark.parametrize(("name", "table", "before", "after"), CASES)
def test_a_known_fault_is_mended_and_counted(
    name: str, table: str, before: Cells, after: Cells
) -> None:
    ledger = Ledger()
    row = raw(table, before)
    assert corrected(row, ledger).cells == {**row.cells, **after}
    assert ledger.corrected == {name: 1}


@pytest.mark.parametrize(("table", "cells"), NEAR_MISSES)
def test_what_only_looks_like_a_fault_is_left_alone(table: str, cells: Cells) -> None:
    ledger = Ledger()
    row = raw(table, cells)
    assert corrected(row, ledger) == row
    assert not ledger.corrected


@pytest.mark.parametrize(("name", "table", "before", "after"), CASES)
def test_mending_twice_changes_nothing_more(
    name: str, table: str, before: Cells, after: Cells
) -> None:
    once = corrected(raw(table, before), Ledger())
    ledger = Ledger()
    assert corrected(once, ledger) == once
    assert not ledger.corrected


def test_every_class_of_fault_is_tested() -> None:
    assert {name for name, *_ in CASES} == {correction.name for correction in CORRECTIONS}


def test_a_table_without_a_column_is_named() -> None:
    row = RawRow("funders", "grants", 2, {"funder_slug": "a"})
    with pytest.raises(UsageError, match=r"funders/grants\.csv lacks the column 'programme'"):
        corrected(row, Ledger())
