"""The folder of candidates: what a curator finds in it, and that the data can take it over."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from graph import checks, schema
from graph.checks.tables import read_tables
from graph.dataset import Dataset, load
from graph.errors import UsageError
from graph.exports import folders
from graph.imports import FORMATS, candidates
from graph.imports.candidates import PAIRS, REPORT, read_decisions, write_candidates
from graph.imports.reconciling import Reconciled, reconcile_file
from graph.imports.sources import About
from tests.imports.conftest import ABOUT, Import, rows, states

TIES = """id,from,to,relation,role,since,amount,currency,page
1,Quiet Harbour,Fund,member of,,2019,,,https://q.example.org/members
2,Fund,Quiet Harbour,funds,,2021,5000,EUR,
3,Cy Example,Quiet Harbour,works at,Founder,2018,,,
4,Quiet Harbour,Climate,works on,,,,,
5,Networks,Fund,member of,,,,,
6,Quiet Harbour,Fund,wobbles,,,,,
7,Quiet Harbour,Fund,member of,,not yet,,,
8,,Fund,member of,,,,,
9,organization/coop,organization/network,member of,,,,,
"""


@pytest.fixture
def found(read: Import) -> Reconciled:
    return read("csv", TIES, things="organization")


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class TestFolder:
    def test_every_record_is_accounted_for(self, found: Reconciled, tmp_path: Path) -> None:
        report = write_candidates(found, tmp_path / "out")
        listed = _table(tmp_path / "out/review/records.csv")
        assert {row["place"] for row in listed} == {f"input.csv:{n}" for n in range(2, 11)}
        ties = {r["place"].partition(":")[2]: r for r in listed if r["record"] not in _THINGS}
        assert {line: row["state"] for line, row in ties.items()} == {
            "2": "new", "3": "new", "4": "new", "5": "new", "6": "doubtful", "7": "refused",
            "8": "refused", "9": "refused", "10": "new",
        }  # fmt: skip
        assert all(row["reason"] for row in listed if row["state"] in ("doubtful", "refused"))
        assert sum(entry["read"] for entry in report["records"]) == len(listed)
        assert json.loads((tmp_path / "out" / REPORT).read_text()) == report

    def test_the_data_can_take_all_of_it_over(
        self, dataset: Dataset, found: Reconciled, tmp_path: Path
    ) -> None:
        write_candidates(found, tmp_path / "out")
        data = Path(shutil.copytree(dataset.folder, tmp_path / "data"))
        before = {str(f) for f in checks.all_rules(read_tables(data))}
        for path in sorted((tmp_path / "out").rglob("*.csv")):
            name = path.relative_to(tmp_path / "out")
            if name.parts[0] in ("entities", "statements", "sources.csv"):
                header, _, body = path.read_text(encoding="utf-8").partition("\n")
                table = (data / name).read_text(encoding="utf-8")
                assert table.startswith(header)
                (data / name).write_text(table + body, encoding="utf-8")
        assert {str(f) for f in checks.all_rules(read_tables(data))} == before
        grown = load(data)
        assert len(grown.statements) == len(dataset.statements) + 5
        assert grown.entity("person/cy-example").name == "Cy Example"
        # Read again, nothing of it is new.
        again = reconcile_file(
            grown, FORMATS["csv"], found.file, about=ABOUT, things="organization"
        )
        assert not {f.name for f in again.fates if f.state == "new"}

    def test_every_new_thing_and_statement_has_its_source_and_page(
        self, found: Reconciled, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        write_candidates(found, out)
        (member,) = _table(out / "statements/member_of.csv")[1:]
        assert member["page"] == "https://q.example.org/members"
        cited = {row["subject"] for row in _table(out / "entities/citations.csv")}
        assert cited == {"organization/quiet-harbour", "person/cy-example"}
        (source,) = _table(out / "sources.csv")
        assert source == dict.fromkeys(schema.SOURCES.header, "") | {
            "id": "source/a-list-of-others",
            "title": ABOUT.title,
            "publisher": ABOUT.title,
            "url": ABOUT.url,
            "tier": ABOUT.tier,
            "licence": ABOUT.licence,
            "retrieved": ABOUT.retrieved,
        }

    def test_the_same_input_gives_the_same_bytes(self, read: Import, tmp_path: Path) -> None:
        for name in ("one", "two"):
            write_candidates(read("csv", TIES, things="organization"), tmp_path / name)
        assert _content(tmp_path / "one") == _content(tmp_path / "two")

    def test_lists_are_safe_to_open_in_a_spreadsheet(self, read: Import, tmp_path: Path) -> None:
        table = "name,type\n=HYPERLINK(1),organization\nB,=cmd\n"
        write_candidates(read("csv", table), tmp_path / "out")
        for path in (tmp_path / "out").rglob("*.csv"):
            for row in _table(path):
                assert not any(
                    (cell or "").startswith(("=", "+", "-", "@")) for cell in row.values()
                )


_THINGS = ("organization", "person", "project", "event", "cause", "thing")


class TestTarget:
    def test_files_are_never_overwritten(self, found: Reconciled, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/mine.txt").write_text("mine")
        with pytest.raises(UsageError, match="holds files already"):
            write_candidates(found, tmp_path / "out", replaces=True)
        assert _content(tmp_path / "out") == {"mine.txt": b"mine"}
        write_candidates(found, tmp_path / "two")
        with pytest.raises(UsageError, match="--replace"):
            write_candidates(found, tmp_path / "two")
        before = _content(tmp_path / "two")
        write_candidates(found, tmp_path / "two", replaces=True)
        assert _content(tmp_path / "two") == before

    def test_a_full_disk_leaves_what_was_there(
        self, found: Reconciled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_candidates(found, tmp_path / "out")
        before = _content(tmp_path)

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        for owner, broken in ((Path, "write_text"), (candidates, "_list")):
            with monkeypatch.context() as patch:
                patch.setattr(owner, broken, full)
                with pytest.raises(UsageError, match="No space left"):
                    write_candidates(found, tmp_path / "out", replaces=True)
        monkeypatch.setattr(folders, "_take_place", full)
        with pytest.raises(UsageError, match="No space left"):
            write_candidates(found, tmp_path / "new")
        assert _content(tmp_path) == before

    def test_what_cannot_be_read_or_is_no_source_writes_nothing(
        self, read: Import, tmp_path: Path
    ) -> None:
        with pytest.raises(UsageError, match="--retrieved") as caught:
            read("csv", TIES, things="organization", about=About(title="A list", tier="curated"))
        assert "input.csv:" in str(caught.value)
        assert "--licence" in str(caught.value)
        assert "--tier" not in str(caught.value)
        for about, said in (
            (About(url="example.org"), "--source-url 'example.org' is no web address"),
            (About(retrieved="yesterday"), "--retrieved 'yesterday' is no date"),
            (About(tier="good"), "--tier 'good' is none of"),
        ):
            with pytest.raises(UsageError, match=said):
                read("csv", TIES, about=about)
        assert [p.name for p in tmp_path.iterdir()] == ["input.csv"]


class TestDecisions:
    def test_a_curator_says_same_or_different(self, read: Import, tmp_path: Path) -> None:
        table = "id,name,type,website\nx,Quiet Harbour,organization,https://coop.example.org/?a=1\n"
        found = read("csv", table.replace("?a=1", "?a=1&b=%C3%BC"))
        write_candidates(found, tmp_path / "out")
        pairs = _table(tmp_path / "out" / PAIRS)
        left, right = pairs[0]["left"], pairs[0]["right"]
        assert (left, right, pairs[0]["decision"]) == ("x", "organization/coop", "")
        assert "but the names differ" in pairs[0]["reason"]
        for decision, state in (("same", "known"), ("different", "new")):
            decisions = {(left, right): decision == "same"}
            again = read("csv", found.file.read_bytes(), decisions=decisions)
            (thing,) = (t for t in again.things if t.thing.key == left)
            assert thing.state == state
            assert thing.id == right or decision == "different"

    def test_decisions_are_read_back_from_the_list(self, tmp_path: Path) -> None:
        path = tmp_path / "pairs.csv"
        path.write_text("left,right,decision\n'=a,organization/b,Same\nc,d,\ne,f,different\n")
        assert read_decisions(path) == {("=a", "organization/b"): True, ("e", "f"): False}
        path.write_text("left,right,decision\na,b,maybe\n")
        with pytest.raises(UsageError, match=r"pairs\.csv:2: decision 'maybe' is none"):
            read_decisions(path)
        path.write_text("a,b\n")
        with pytest.raises(UsageError, match="needs the columns"):
            read_decisions(path)

    def test_two_new_things_of_one_name_are_for_a_curator(self, read: Import) -> None:
        table = "id,name,type\na,Quiet Harbour,organization\nb,The Quiet Harbour,organization\n"
        found = read("csv", table)
        assert states(found) == {"Quiet Harbour": "new", "The Quiet Harbour": "doubtful"}
        one = read("csv", table, decisions={("b", "a"): True})
        assert {t.id for t in one.things} == {"organization/quiet-harbour"}
        two = read("csv", table, decisions={("b", "a"): False})
        assert {t.state for t in two.things} == {"new"}
        assert len({t.id for t in two.things}) == 2

    def test_one_identifier_for_two_names_is_doubtful(self, read: Import) -> None:
        table = "id,name,type\na,Quiet Harbour,organization\na,Bread Board,organization\n"
        found = read("csv", table)
        assert [f.state for f in found.fates] == ["doubtful", "doubtful"]
        assert not rows(found, "member_of")
