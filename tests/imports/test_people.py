"""Only people in public roles come in, without contact details; who asked to be out stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.dataset import Dataset, load
from graph.imports.candidates import write_candidates
from graph.removals import new_removal
from tests.imports.conftest import Import, data_folder, rows, states

HEADER = "from,to,relation,role\n"


def _written(folder: Path) -> str:
    return "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file())


@pytest.fixture(scope="module")
def removing(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    salt, digest = new_removal("Dee Gone")
    folder = tmp_path_factory.mktemp("removing")
    return load(data_folder(folder, removals=[{"salt": salt, "hash": digest}]))


@pytest.mark.parametrize("kind", ["person", "organization", ""])
def test_who_asked_to_be_left_out_is_in_no_file_whatever_they_are_called(
    read: Import, removing: Dataset, kind: str, tmp_path: Path
) -> None:
    blueprint = {
        "elements": [
            {"id": "x", "label": "DÉE-GONE", "type": kind},
            {"id": "y", "label": "Cy Example", "type": "person", "aliases": "Dee Gone"},
            {"id": "f", "label": "Fund", "type": "organization"},
        ],
        "connections": [
            {"from": end, "to": "f", "type": "works at", "role": "Founder",
             "direction": "directed"} for end in ("x", "y")
        ],
    }  # fmt: skip
    found = read("kumu", blueprint, data=removing, things="organization")
    write_candidates(found, tmp_path / "out")
    text = _written(tmp_path / "out")
    assert "gone" not in text.casefold()
    assert "Cy Example" not in text
    assert sum("asked to be left out" in f.reason for f in found.fates) == 4
    assert not rows(found, "holds_role")


def test_a_person_without_a_public_role_is_in_no_file(read: Import, tmp_path: Path) -> None:
    blueprint = {
        "elements": [
            {"id": "a", "label": "Ann Nowhere", "type": "person"},
            {"id": "b", "label": "Bea Member", "type": "person"},
            {"id": "u", "label": "Quiet Union", "type": "trade union"},
        ],
        "connections": [
            {"from": "a", "to": "cause/climate", "type": "works on", "direction": "directed"},
            {"from": "b", "to": "u", "type": "member of", "direction": "directed"},
        ],
    }
    found = read("kumu", blueprint)
    write_candidates(found, tmp_path / "out")
    text = _written(tmp_path / "out")
    assert "Nowhere" not in text
    assert "nowhere" not in text
    # Membership of a union is nobody's business, and reveals more than a role would.
    assert "bea" not in text.casefold()
    assert "special-category" in text
    assert {f.state for f in found.fates if f.what not in ("organization", "cause")} == {"refused"}


def test_an_office_at_a_union_is_public_and_says_so(read: Import) -> None:
    blueprint = {
        "elements": [{"id": "u", "label": "Quiet Union", "type": "union"}],
        "connections": [
            {"from": "Cy Example", "to": "u", "type": "works at", "role": "Chair",
             "direction": "directed"}
        ],
    }  # fmt: skip
    (row,) = rows(read("kumu", blueprint), "holds_role")
    assert row["public_capacity"] == "office-holder"


def test_who_is_known_elsewhere_is_not_named_as_a_member_of_a_union(
    read: Import, tmp_path: Path
) -> None:
    blueprint = {
        "elements": [{"id": "u", "label": "Quiet Union", "type": "union"}],
        "connections": [
            {"from": "person/ada", "to": "u", "type": "member of", "direction": "directed"}
        ],
    }
    write_candidates(read("kumu", blueprint), tmp_path / "out")
    (line,) = (
        line
        for line in (tmp_path / "out/review/records.csv").read_text().splitlines()
        if "special-category" in line
    )
    assert "ada" not in line


@pytest.mark.parametrize("role", ["Software engineer", "Member", "Staff"])
def test_a_role_that_may_not_be_public_waits_for_a_curator(read: Import, role: str) -> None:
    found = read("csv", HEADER + f"Cy Example,Fund,works at,{role}\n")
    assert states(found, "person", "holds_role")["Cy Example"] == "doubtful"
    assert not rows(found, "holds_role")
    assert len(rows(found, "holds_role", "doubtful")) == 1


def test_a_namesake_of_a_known_person_is_for_a_curator(read: Import) -> None:
    found = read("csv", HEADER + "Ada Example,Fund,works at,Trustee\n")
    (ada,) = (t for t in found.things if t.thing.name == "Ada Example")
    assert ada.state == "doubtful"
    assert ada.doubts[0].right == "person/ada"


def test_contact_details_are_counted_and_nowhere_written(read: Import, tmp_path: Path) -> None:
    table = (
        "name,type,email,phone,birth date,street address,city,aliases\n"
        "Quiet Harbour,organization,a@q.example,+49 30 1234567,1970-01-01,High Street 1,"
        "mail us: a@q.example,call +49 30 1234567\n"
    )
    found = read("csv", table)
    assert dict(found.notes.contacts) == {
        "email": 1,
        "phone": 1,
        "birth_date": 1,
        "street_address": 1,
        "inside city": 1,
        "inside aliases": 1,
    }
    report = write_candidates(found, tmp_path / "out")
    assert report["contact_details_left_out"] == dict(sorted(found.notes.contacts.items()))
    text = _written(tmp_path / "out")
    assert "@q.example" not in text
    assert "1234567" not in text
    assert "1970" not in text


def test_a_gift_to_a_private_person_names_nobody(read: Import, tmp_path: Path) -> None:
    grant = {
        "id": "1",
        "recipientIndividual": {"name": "Ann Nowhere"},
        "fundingOrganization": [{"name": "Fund"}],
        "title": "For Ann Nowhere",
    }
    write_candidates(read("360giving", {"grants": [grant]}), tmp_path / "out")
    assert "Nowhere" not in _written(tmp_path / "out")
