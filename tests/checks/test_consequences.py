"""One fault is not buried under what only follows from it, and no fault makes a check crash."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import checks
from graph.checks import cells
from graph.checks.tables import read_tables
from graph.dataset import DATA
from tests.data_folders import VALID, replace_text, valid_copy

FILES = sorted(str(path.relative_to(VALID)) for path in VALID.rglob("*.csv"))


def rules(folder: Path) -> set[tuple[str, str]]:
    return {(f.rule, f.file) for f in checks.all_rules(read_tables(folder))}


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_one_finding(file: str, tmp_path: Path) -> None:
    folder = valid_copy(tmp_path / "data")
    (folder / file).unlink()
    expected = {("file-missing", file)}
    if file == "vocabulary/relations.csv":
        # Without the relations, nothing says which statements there are.
        expected |= {("file-unknown", f) for f in FILES if f.startswith("statements/")}
        expected |= {("expectation", "expectations.csv")}
    assert rules(folder) == expected


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_rubbish_never_makes_a_check_crash(file: str, tmp_path: Path) -> None:
    folder = valid_copy(tmp_path / "data")
    header = (folder / file).read_text(encoding="utf-8").splitlines()[0]
    width = header.count(",")
    for row in ("," * width, "\x00" + "," * width, ",".join(["|/=@\u202e'"] * (width + 1))):
        (folder / file).write_text(f"{header}\n{row}\n", encoding="utf-8")
        assert checks.all_rules(read_tables(folder)).errors


def test_a_sensitive_relation_without_public_capacity_is_found_and_does_not_crash(
    tmp_path: Path,
) -> None:
    folder = valid_copy(tmp_path / "data")
    replace_text(
        folder,
        "vocabulary/relations.csv",
        "yes,yes,role | kind | public_capacity",
        "yes,yes,role | kind",
    )
    path = folder / "statements/holds_role.csv"
    header, *_ = path.read_text(encoding="utf-8").splitlines()
    row = "person/odo-marsh,organization/harbour-union,Chair,role/board,,,,source/almanac,"
    path.write_text(
        f"{header.replace('public_capacity,', '')}\n{row}https://almanac.example/odo\n",
        encoding="utf-8",
    )
    assert ("sensitive-role", "statements/holds_role.csv") in rules(folder)


def test_a_missing_file_of_the_real_data_is_told_at_once(tmp_path: Path) -> None:
    for path in DATA.rglob("*.csv"):
        place = tmp_path / path.relative_to(DATA)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.name != "organizations.csv":
            place.symlink_to(path)
    found = checks.structural(read_tables(tmp_path))
    assert [(f.rule, f.file) for f in found] == [("file-missing", "entities/organizations.csv")]


class TestDates:
    @pytest.mark.parametrize("text", ["1603", "2024", "2024-02", "2024-02-29", "2099-12-31"])
    def test_a_date_is_as_exact_as_its_source(self, text: str) -> None:
        assert cells.is_date(text)

    @pytest.mark.parametrize(
        "text", ["24", "1492", "2023-02-29", "2024-13", "2024-1", "2024/01", "2024-01-01T0", "٢٠٢٤"]
    )
    def test_other_forms_are_no_date(self, text: str) -> None:
        assert not cells.is_date(text)

    @given(st.dates(min_value=date(1600, 1, 1)).map(str))
    def test_every_day_of_the_calendar_is_a_date(self, day: str) -> None:
        assert cells.is_date(day) == (day < "2100")


class TestAddresses:
    @pytest.mark.parametrize(
        "text",
        [
            "https://example.org",
            "http://example.org/a?b=c&d=%20#e",
            "HTTPS://EXAMPLE.ORG/",
            "https://münchen.example/straße",
            "https://example.org:8080/",
            "https://example.org/@handle",
        ],
    )
    def test_web_addresses_are_accepted(self, text: str) -> None:
        assert cells.is_url(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "example.org",
            "//example.org",
            "javascript:alert(1)",
            "data:text/html,hi",
            "ftp://example.org/",
            "mailto:a@example.org",
            "https://",
            "https://localhost/",
            "https://exam ple.org/",
            "https://example.org/a b",
            "https://example.org/\n",
            'https://example.org/"onload=',
            "https://example.org/<b>",
            "https://name:secret@example.org/",
            "https://[::1",
        ],
    )
    def test_everything_else_is_refused(self, text: str) -> None:
        assert not cells.is_url(text)

    @given(st.text(max_size=40))
    def test_any_text_gets_an_answer(self, text: str) -> None:
        assert cells.is_url(text) in (True, False)
        assert cells.is_page(text) in (True, False)
