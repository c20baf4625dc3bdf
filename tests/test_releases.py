"""The record of releases: what was published keeps its meaning, and names nobody removed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph import releases
from graph.checks import published
from graph.checks.tables import read_tables
from graph.dataset import DATA, load
from graph.errors import InvalidDatasetError, UsageError
from graph.forgetting import remove_person
from graph.model import Finding
from graph.releases import Published, on_record
from graph.tables import write_table
from tests.fixtures_data import write_folder

ROOT = Path(__file__).resolve().parent.parent
COUNTS = {"entities": 7, "concepts": 12, "sources": 2, "statements": 20}


def _record(folder: Path, version: str, date: str = "2026-11-01") -> releases.Release:
    names = published.names(read_tables(folder))
    return releases.record(folder, names, version, date, COUNTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small data folder, its first release on record."""
    write_folder(tmp_path / "data")
    _record(tmp_path / "data", "first")
    return tmp_path / "data"


def _findings(folder: Path) -> list[Finding]:
    return list(published.check(read_tables(folder)))


def _edit(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


class TestThePreviousRelease:
    """The real data are held against the real record."""

    def test_every_identifier_keeps_its_meaning(self) -> None:
        assert [str(finding) for finding in _findings(DATA)] == []

    def test_the_record_holds_what_it_says(self) -> None:
        found = releases.published(DATA)
        first = releases.releases(DATA)[0]
        assert (first.version, first.date) == ("67fe1bb79da1c1b6", "2026-11-24")
        assert sum(each.release == 1 for each in found) == 5680 + 392 + 1639
        assert len({each.id for each in found}) == len(found)
        kinds = {each.id.partition("/")[0] for each in found}
        assert kinds == set(releases.TYPES)

    def test_it_names_no_person(self) -> None:
        dataset = load()
        people = [e for e in dataset.entities.values() if e.type == "person"]
        text = (DATA / releases.PUBLISHED.path).read_text(encoding="utf-8")
        rows = {line.partition(",")[0] for line in text.splitlines()}
        assert not {person.id for person in people} & rows
        hashed = [each for each in releases.published(DATA) if each.id.startswith("person/")]
        assert len(hashed) > 700
        assert all(len(each.id) == 47 and len(each.name) == 40 for each in hashed)

    def test_a_vanished_and_a_changed_identifier_would_be_told(self, tmp_path: Path) -> None:
        copy = tmp_path / "data"
        shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("audits", "review"))
        for file, gone in (("entities/organizations.csv", "organization/ai-forensics,"),
                           ("entities/people.csv", "person/audrey-tang,")):  # fmt: skip
            lines = (copy / file).read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith(gone)]
            assert len(kept) == len(lines) - 1
            (copy / file).write_text("".join(kept), encoding="utf-8")
        _edit(copy, "entities/organizations.csv", "organization/noyb,", "organization/noyb,X")
        found = {finding.value: finding.rule for finding in _findings(copy)}
        (person,) = on_record("person/audrey-tang", releases.releases(DATA))
        assert found == {
            "organization/ai-forensics": "published-gone",
            person: "published-gone",
            "organization/noyb": "published-renamed",
        }


class TestCheck:
    def test_without_a_record_nothing_is_asked(self, tmp_path: Path) -> None:
        write_folder(tmp_path)
        assert _findings(tmp_path) == []
        assert releases.previous(tmp_path, "x") is None

    def test_a_moved_or_aliased_name_is_fine(self, folder: Path) -> None:
        _edit(folder, "entities/organizations.csv", "organization/network,Network,,",
              "organization/network,The Network,NETWORK,")  # fmt: skip
        _edit(folder, "entities/people.csv", "Bo Example,", "Bo Exemplar,bo-example")
        assert _findings(folder) == []

    def test_a_lost_name_is_told_without_naming_people(self, folder: Path) -> None:
        _edit(folder, "entities/organizations.csv", "organization/network,Network",
              "organization/network,Other")  # fmt: skip
        _edit(folder, "entities/people.csv", "Bo Example", "Bo Exemplar")
        _edit(folder, "sources.csv", "Press", "Somebody else")
        found = {f.value: f for f in _findings(folder)}
        assert {f.rule for f in found.values()} == {"published-renamed"}
        assert "called it 'Network'" in found["organization/network"].message
        assert "source/book" in found
        assert not any("bo" in value for value in found.keys() - {"source/book"})

    def test_a_withdrawal_needs_a_reason_and_holds(self, folder: Path) -> None:
        _edit(folder, "entities/events.csv", "event/congress,", "event/other,")
        assert [f.rule for f in _findings(folder)] == ["published-gone"]
        row = {"id": "event/congress", "reason": "never held", "date": "2026-11-20"}
        write_table(folder, releases.WITHDRAWN, [row])
        assert _findings(folder) == []
        _edit(folder, "entities/events.csv", "event/other,", "event/congress,")
        assert [f.rule for f in _findings(folder)] == ["withdrawn-present"]

    def test_a_broken_record_is_told_with_its_place(self, folder: Path) -> None:
        (folder / releases.PUBLISHED.path).write_text("id,name\n")
        (finding,) = _findings(folder)
        assert (finding.rule, finding.file) == ("header", "releases/identifiers.csv")
        with pytest.raises(InvalidDatasetError, match=r"releases/identifiers.csv:1"):
            releases.published(folder)


class TestRecord:
    def test_a_second_release_adds_only_what_is_new(self, folder: Path) -> None:
        before = releases.published(folder)
        _edit(folder, "entities/events.csv", "event/congress,", "event/other,")
        release = _record(folder, "second", "2026-12-01")
        assert (release.number, release.version) == (2, "second")
        added = {each.id for each in releases.published(folder)} - {each.id for each in before}
        assert added == {"event/other"}
        first, second = releases.releases(folder)
        assert first.salt != second.salt

    def test_a_version_is_recorded_once(self, folder: Path) -> None:
        text = (folder / releases.PUBLISHED.path).read_bytes()
        with pytest.raises(UsageError, match="on record already"):
            _record(folder, "first")
        assert (folder / releases.PUBLISHED.path).read_bytes() == text

    def test_the_previous_release_is_the_one_before_this_version(self, folder: Path) -> None:
        _record(folder, "second")
        for version, expected in (("third", "second"), ("second", "first"), ("first", None)):
            found = releases.previous(folder, version)
            assert (found.version if found else None) == expected

    def test_a_person_who_is_removed_leaves_the_record(self, folder: Path) -> None:
        (entry,) = on_record("person/bo", releases.releases(folder))
        assert entry in {each.id for each in releases.published(folder)}
        deleted = remove_person(folder, ["Bo Example"])
        assert deleted[releases.PUBLISHED.path] == 1
        assert entry not in {each.id for each in releases.published(folder)}
        assert _findings(folder) == []

    def test_names_compare_as_a_reader_would(self) -> None:
        entry = Published("organization/x", "Café-X", 1, 2)
        assert releases.same_name(entry, ["Other", "cafe x"], ())
        assert not releases.same_name(entry, ["Cafe Y"], ())
        assert not releases.same_name(Published("person/x", "y", 1, 2), ["y"], ())

    def test_the_script_records_and_refuses(self, folder: Path) -> None:
        command = [sys.executable, str(ROOT / "scripts" / "record_release.py"),
                   "--data", str(folder), "--date", "2026-11-30"]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "release 2" in done.stdout
        assert "0 identifiers new on record" in done.stdout
        again = subprocess.run(command, capture_output=True, text=True, check=False)
        assert again.returncode == 2
        assert "on record already" in again.stderr
        _edit(folder, "entities/organizations.csv", "organization/network,Network",
              "organization/network,Other")  # fmt: skip
        broken = subprocess.run(command, capture_output=True, text=True, check=False)
        assert broken.returncode == 1
        assert "published-renamed" in broken.stderr
