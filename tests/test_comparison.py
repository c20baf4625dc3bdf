"""What changed between two versions: every kind of change, with its reason, from either form."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from graph import exports, releases
from graph.comparison import Change, compare, counts, decisions
from graph.dataset import load
from graph.errors import UsageError
from graph.exports.release import make_release
from graph.forgetting import remove_person
from graph.merging import merge_entities
from graph.snapshots import read_snapshot
from graph.tables import write_table
from tests.fixtures_data import PAGE, ROWS, STATEMENTS, write_folder

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "compare_releases.py"

COOP, FUND, NETWORK = ROWS["entities/organizations.csv"]
TWIN = {"id": "organization/the-fund", "name": "The Fund"}
MISTAKE = {"id": "organization/mistake", "name": "Mistake"}
CITED = [
    {"subject": each["id"], "fields": "name", "source": "source/site", "page": PAGE}
    for each in (TWIN, MISTAKE)
]


def _folders(tmp_path: Path, **later: object) -> tuple[Path, Path]:
    """An earlier folder with a twin and a mistake, and a later one in which much has happened."""
    rows = {
        "organizations": [COOP, FUND, NETWORK, TWIN, MISTAKE],
        "citations": [*ROWS["entities/citations.csv"], *CITED],
        "member_of": [
            *STATEMENTS["member_of"],
            {**STATEMENTS["member_of"][0], "subject": TWIN["id"]},
            {**STATEMENTS["member_of"][0], "subject": MISTAKE["id"]},
        ],
        "partner_of": [
            *STATEMENTS["partner_of"],
            {**STATEMENTS["partner_of"][0], "subject": FUND["id"], "object": TWIN["id"]},
        ],
    }
    old = write_folder(tmp_path / "old", **rows)  # type: ignore[arg-type]
    new = write_folder(tmp_path / "new", **rows)  # type: ignore[arg-type]
    merge_entities(new, FUND["id"], TWIN["id"], "two spellings", "2026-11-20")
    return old, new


def _drop(folder: Path, file: str, gone: str) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if gone not in line), encoding="utf-8")


def _edit(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def _changes(old: Path, new: Path, record: Path | None = None) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for each in compare(read_snapshot(old), read_snapshot(new), decisions(record or new)):
        found.setdefault(each.change, []).append(each)
    return found


def test_nothing_changed(tmp_path: Path) -> None:
    old, _ = _folders(tmp_path)
    assert _changes(old, old) == {}


def test_a_merge_moves_statements_and_drops_those_of_a_thing_with_itself(tmp_path: Path) -> None:
    found = _changes(*_folders(tmp_path))
    (merged,) = found.pop("organization merged")
    assert (merged.id, merged.what, merged.reason) == (TWIN["id"], "The Fund", "two spellings")
    assert merged.detail == "now organization/fund (Fund)"
    (changed,) = found.pop("statement changed")
    assert changed.what == "Fund is a member of Network"
    assert changed.detail == "subject: organization/the-fund → organization/fund"
    assert changed.reason == "two spellings"
    (withdrawn,) = found.pop("statement withdrawn")
    assert withdrawn.what == "Fund is a partner of The Fund"
    assert withdrawn.reason == "both ends turned out to be one thing"
    assert found == {}


def test_added_changed_and_withdrawn_statements(tmp_path: Path) -> None:
    old, new = _folders(tmp_path)
    _edit(new, "statements/holds_role.csv", "Former chair", "Former chair and treasurer")
    _edit(new, "statements/endorses.csv", "source/site", "source/book")
    _drop(new, "statements/spun_out_of.csv", "project/map")
    wrong = load(old).outgoing("organization/coop", "makes")[0]
    _drop(new, "statements/makes.csv", "project/map")
    (new / "audits").mkdir()
    (new / "audits" / "first.csv").write_text(
        f"id,verdict,note\n{wrong.id},wrong,the page names another\nclaim/0,right,fine\n"
    )
    found = _changes(old, new)
    details = {each.detail for each in found["statement changed"]}
    assert "role: Former chair → Former chair and treasurer" in details
    (added,) = found["statement added"]
    assert (added.what, added.detail) == ("Network endorses Map", "source/book")
    reasons = {each.what: each.reason for each in found["statement withdrawn"]}
    assert reasons["Network endorses Map"] == "another source states it"
    assert reasons["Map grew out of Network"] == "not recorded"
    maker = f"{COOP['name']} makes Map"
    assert reasons[maker] == "audit first: wrong: the page names another"


def test_things_added_withdrawn_renamed_and_gone(tmp_path: Path) -> None:
    old, new = _folders(tmp_path)
    for file in ("entities/organizations.csv", "entities/citations.csv",
                 "statements/member_of.csv"):  # fmt: skip
        _drop(new, file, MISTAKE["id"])
    (gone,) = _changes(old, new)["gone without a trace"]
    assert (gone.id, gone.reason) == (MISTAKE["id"], "not recorded")
    write_table(new, releases.WITHDRAWN, [
        {"id": MISTAKE["id"], "reason": "it never was", "date": "2026-11-20"}])  # fmt: skip
    _edit(new, "entities/organizations.csv", "organization/network,Network,,",
          "organization/network,The Network,Network,")  # fmt: skip
    _edit(new, "entities/people.csv", "Bo Example", "Bo Exemplar")
    found = _changes(old, new)
    assert "gone without a trace" not in found
    (withdrawn,) = found["organization withdrawn"]
    assert withdrawn.reason == "it never was"
    reasons = {each.what: each.reason for each in found["statement withdrawn"]}
    assert reasons["Mistake is a member of Network"].endswith("was withdrawn: it never was")
    (named,) = found["organization has another name"]
    assert (named.what, named.detail) == ("The Network", "was Network")
    (lost,) = found["name lost"]
    assert lost.id == "person/bo"
    back = _changes(new, old)
    assert [each.id for each in back["organization added"]] == [MISTAKE["id"], TWIN["id"]]


def test_people_who_were_removed_are_counted_and_not_named(tmp_path: Path) -> None:
    old, new = _folders(tmp_path)
    remove_person(new, ["Bo Example"])
    found = _changes(old, new)
    (people,) = found["people removed"]
    (statements,) = found["statements of people removed"]
    assert (people.detail, statements.detail) == ("1", "2")
    everything = [each for changes in found.values() for each in changes]
    assert not any("Bo" in each.what or "person/bo" in str(each) for each in everything)
    assert counts(everything)["statements of people removed"] == 2


class TestReleaseFolders:
    @pytest.fixture
    def both(self, tmp_path: Path) -> tuple[Path, Path, Path]:
        """Releases of the two versions, and the later data folder."""
        old, new = _folders(tmp_path)
        few = {name: exports.FORMATS[name] for name in ("ntriples", "csv", "sqlite")}
        for folder in (old, new):
            make_release(load(folder), tmp_path / f"{folder.name}-release", few, stem=exports.STEM)
        return tmp_path / "old-release", tmp_path / "new-release", new

    def test_they_compare_as_their_data_folders_do(self, both: tuple[Path, Path, Path]) -> None:
        old, new, data = both
        expected = _changes(data.with_name("old"), data)
        assert _changes(old, new, data) == expected
        assert _changes(old, data) == expected
        assert read_snapshot(new).version == load(data).version

    def test_without_a_record_a_rename_of_the_release_still_counts(
        self, both: tuple[Path, Path, Path]
    ) -> None:
        old, new, data = both
        found = _changes(old, new, data.with_name("old"))
        (merged,) = found["organization merged"]
        assert merged.reason == "not recorded"

    @pytest.mark.parametrize(
        ("file", "content", "message"),
        [("csv/statements.csv", b"\xff\xfe", "cannot be read"),
         ("csv/entities.csv", b"id\nx\n", "cannot be read"),
         ("csv/entities.csv", b'id,name,aliases\n"x,y\n', "cannot be read"),
         ("dataset.jsonld", b"[", "names no version"),
         ("dataset.jsonld", b"[]", "names no version")],
    )  # fmt: skip
    def test_a_broken_release_is_told(
        self, both: tuple[Path, Path, Path], file: str, content: bytes, message: str
    ) -> None:
        (both[0] / file).write_bytes(content)
        with pytest.raises(UsageError, match=message):
            read_snapshot(both[0])

    def test_any_other_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="neither a data folder"):
            read_snapshot(tmp_path)


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _csv(text: str) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_script_prints_tables_json_and_csv_and_its_status_tells(tmp_path: Path) -> None:
    old, new = _folders(tmp_path)
    done = _run(old, new, "--format", "json")
    assert done.returncode == 0
    whole = json.loads(done.stdout)
    assert whole["old"] == load(old).version
    assert whole["counts"]["organization merged"] == 1
    assert "1 × organization merged" in done.stderr
    back = _run(new, old, "--format", "csv")
    assert back.returncode == 0
    assert {row["change"] for row in _csv(back.stdout)} >= {"organization added"}
    for file in ("entities/organizations.csv", "entities/citations.csv",
                 "statements/member_of.csv"):  # fmt: skip
        _drop(new, file, MISTAKE["id"])
    gone = _run(old, new)
    assert gone.returncode == 1
    assert "gone without a trace  organization/mistake" in gone.stdout
    assert _run(old, tmp_path / "nowhere").returncode == 2
