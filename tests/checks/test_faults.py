"""Every kind of fault is found where it is; the table ``expected_findings.csv`` says which."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from graph import checks
from graph.checks.tables import read_tables
from graph.dataset import load
from graph.errors import InvalidDatasetError
from graph.model import Finding
from tests.data_folders import ACCEPTED, INVALID, VALID, cases, overlay

Expected = tuple[str, str, str, int, str]


def expected_findings() -> dict[str, list[Expected]]:
    found: dict[str, list[Expected]] = defaultdict(list)
    with (INVALID / "expected_findings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["fault"]].append(
                (row["rule"], row["severity"], row["file"], int(row["line"]), row["value"])
            )
    return found


EXPECTED = expected_findings()


def seen(finding: Finding) -> Expected:
    return finding.rule, finding.severity, finding.file, finding.line, finding.value


def test_the_valid_folder_has_no_finding() -> None:
    assert str(checks.all_rules(read_tables(VALID))) == "no findings"
    assert load(VALID).statements


def test_every_fault_has_a_row_and_every_row_a_fault() -> None:
    assert sorted(EXPECTED) == cases(INVALID)


@pytest.mark.parametrize("fault", cases(INVALID))
def test_a_fault_gives_the_findings_of_its_rows(fault: str, tmp_path: Path) -> None:
    report = checks.all_rules(read_tables(overlay(INVALID / fault, tmp_path / "data")))
    assert sorted(map(seen, report)) == sorted(EXPECTED[fault])


@pytest.mark.parametrize("fault", cases(INVALID))
def test_a_finding_says_where_what_and_what_to_do(fault: str, tmp_path: Path) -> None:
    folder = overlay(INVALID / fault, tmp_path / "data")
    for finding in checks.all_rules(read_tables(folder)):
        assert finding.message
        assert finding.remedy
        assert finding.file in str(finding)
        whole_file = finding.rule in ("file-missing", "file-unknown")
        lines = 0 if whole_file else (folder / finding.file).read_bytes().count(b"\n") + 1
        assert (finding.line == 0) == whole_file
        assert finding.line <= lines
        empty = finding.rule in ("file-missing", "file-unknown", "cell-required")
        empty = empty or finding.message == "the file is empty"
        assert bool(finding.value) != empty


@pytest.mark.parametrize("fault", cases(INVALID))
def test_load_refuses_what_a_structural_rule_finds_and_nothing_else(
    fault: str, tmp_path: Path
) -> None:
    folder = overlay(INVALID / fault, tmp_path / "data")
    errors = checks.structural(read_tables(folder)).errors
    if errors:
        with pytest.raises(InvalidDatasetError) as caught:
            load(folder)
        assert caught.value.report.findings == errors
    else:
        load(folder)


def test_load_tells_all_findings_of_all_files_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidDatasetError) as caught:
        load(overlay(INVALID / "two-faults-in-two-files", tmp_path / "data"))
    files = {finding.file for finding in caught.value.report}
    assert files == {"entities/organizations.csv", "statements/makes.csv"}
    assert all(file in str(caught.value) for file in files)


def test_the_remedy_for_an_unknown_identifier_names_what_is_spelled_alike(tmp_path: Path) -> None:
    folder = overlay(INVALID / "identifier-unknown", tmp_path / "data")
    (finding,) = checks.structural(read_tables(folder))
    assert finding.remedy == "Did you mean project/open-buoy?"


@pytest.mark.parametrize("case", cases(ACCEPTED))
def test_what_is_unusual_but_right_is_accepted(case: str, tmp_path: Path) -> None:
    folder = overlay(ACCEPTED / case, tmp_path / "data")
    assert str(checks.all_rules(read_tables(folder))) == "no findings"
    dataset, plain = load(folder), load(VALID)
    assert list(dataset.entities) == list(plain.entities)
    assert len(dataset.statements) == len(plain.statements)


def test_a_folder_that_does_not_exist_is_a_finding_for_each_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidDatasetError) as caught:
        load(tmp_path / "nowhere")
    assert {finding.rule for finding in caught.value.report} == {"file-missing"}


def test_a_file_in_place_of_the_folder_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InvalidDatasetError, match="Not a directory"):
        load(tmp_path / "file")
