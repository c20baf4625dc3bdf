"""What our own exports say comes back as known, and what was changed in them does not."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph import exports
from graph.dataset import Dataset, load
from graph.imports import FORMATS
from graph.imports.candidates import summary
from graph.imports.reconciling import Reconciled, reconcile_file
from tests.exports.conftest import GRANT
from tests.fixtures_data import STATEMENTS, small_dataset
from tests.imports.conftest import Import, rows, states

Kumu = dict[str, list[dict[str, Any]]]

EXPORTS = {
    "360giving": ("360giving", ".json"),
    "kumu": ("kumu", ".json"),
    "kumu-sheets": ("kumu", ".zip"),
    "followthemoney": ("followthemoney", ".json"),
    "popolo": ("popolo", ".json"),
    "graphml": ("graphml", ".graphml"),
    "gexf": ("gexf", ".gexf"),
    "csv": ("csv", ".zip"),
}
"""Export to the format that reads it, and the ending of the file."""


@pytest.fixture(scope="module")
def granting(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The small dataset with a grant that 360Giving can carry."""
    folder = tmp_path_factory.mktemp("granting")
    return small_dataset(folder, funds=[*STATEMENTS["funds"], GRANT])


def _back(dataset: Dataset, name: str, folder: Path) -> Reconciled:
    kind, ending = EXPORTS[name]
    exports.export(dataset, name, folder / f"export{ending}")
    return reconcile_file(dataset, FORMATS[kind], folder / f"export{ending}")


@pytest.mark.parametrize("name", EXPORTS)
def test_all_of_the_small_dataset_is_known_without_further_options(
    granting: Dataset, name: str, tmp_path: Path
) -> None:
    found = _back(granting, name, tmp_path)
    assert {f.state for f in found.fates} == {"known"}
    assert not [thing.says_more for thing in found.things if thing.says_more]
    assert not found.unmapped
    written = exports.FORMATS[name].write(granting, io.BytesIO())
    # Every record that was written is accounted for, and none twice.
    if name not in ("csv", "360giving", "followthemoney", "popolo"):
        assert len(found.fates) == written.count
    ties = [s for s in found.stated if s.tie.key]
    whole = {"kumu", "kumu-sheets", "graphml", "gexf", "csv"}
    expected = len(granting.statements) if name in whole else _CARRIED[name]
    assert len(ties) == expected


_CARRIED = {"360giving": 1, "followthemoney": 14, "popolo": 4}
"""How many statements of the small dataset the formats carry that cannot carry all."""


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load()


@pytest.mark.parametrize("name", ["followthemoney", "popolo", "360giving"])
def test_the_share_of_the_real_dataset_that_is_known(
    real: Dataset, name: str, tmp_path: Path
) -> None:
    found = _back(real, name, tmp_path)
    by_state = Counter(fate.state for fate in found.fates)
    assert by_state["known"] > {"360giving": 100, "popolo": 7000}.get(name, 20000)
    assert by_state["known"] / by_state.total() > 0.999
    assert sum(entry["read"] for entry in summary(found)["records"]) == by_state.total()


class TestChanges:
    @pytest.fixture
    def kumu(self, dataset: Dataset) -> Kumu:
        file = io.BytesIO()
        exports.FORMATS["kumu"].write(dataset, file)
        found: Kumu = json.loads(file.getvalue())
        return found

    def test_a_new_connection_is_a_candidate(self, read: Import, kumu: Kumu) -> None:
        ends = {"from": "organization/network", "to": "project/map", "direction": "directed"}
        kumu["connections"].append({"id": "conn-1", "type": "makes", **ends})
        found = read("kumu", kumu)
        (row,) = rows(found, "makes")
        assert (row["subject"], row["object"]) == ("organization/network", "project/map")
        assert (row["source"], row["page"]) == (
            "source/a-list-of-others",
            "https://lists.example.com/list",
        )
        assert Counter(f.state for f in found.fates) == {"known": 31, "new": 1}

    def test_a_changed_date_and_page_are_seen(self, read: Import, kumu: Kumu) -> None:
        by_role = {c.get("role"): c for c in kumu["connections"]}
        by_role["Co-founder"]["since"] = "2015"
        by_role["Trustee"]["until"] = "2021"
        by_role["sponsor"]["page"] = "https://other.example.org/sponsors"
        del by_role["sponsor"]["source id"], by_role["sponsor"]["source title"]
        found = read("kumu", kumu)
        doubtful = rows(found, "holds_role", "doubtful")
        assert [(row["since"], row["until"]) for row in doubtful] == [("2015", ""), ("", "2021")]
        (sponsor,) = rows(found, "takes_part_in")
        assert sponsor["page"] == "https://other.example.org/sponsors"
        reasons = {f.reason for f in found.fates if f.state != "known"}
        assert "known, but this says more: since 2015" in reasons
        assert "a further source of a known statement" in reasons
        assert "the same kind of role is known as 'Trustee'" in reasons
        assert Counter(f.state for f in found.fates)["known"] == 31 - 3

    def test_another_name_under_our_identifier_is_doubtful(self, read: Import, kumu: Kumu) -> None:
        (fund,) = (e for e in kumu["elements"] if e["id"] == "organization/fund")
        fund["label"] = "Quite Something Else"
        found = read("kumu", kumu)
        assert states(found, "organization")["Quite Something Else"] == "doubtful"
        assert {s.state for s in found.stated if s.relation == "funds"} == {"doubtful"}

    def test_further_facts_about_a_known_thing_are_listed(self, read: Import, kumu: Kumu) -> None:
        (fund,) = (e for e in kumu["elements"] if e["id"] == "organization/fund")
        fund["city"], fund["website"] = "Leeds", "https://new.example.net"
        found = read("kumu", kumu)
        (thing,) = (t for t in found.things if t.id == "organization/fund")
        assert ("city", "", "Leeds") in thing.says_more
        assert ("website", "https://shared.example.org", "https://new.example.net") in (
            thing.says_more
        )
