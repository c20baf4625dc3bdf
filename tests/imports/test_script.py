"""The script as a curator runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports.conftest import data_folder
from tests.imports.test_candidates import TIES

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "import_data.py"
SOURCE = (
    "--source-title", "A list", "--source-url", "https://lists.example.com",
    "--licence", "CC0-1.0", "--tier", "curated", "--retrieved", "2026-11-24",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    data_folder(tmp_path / "data")
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    return tmp_path


def _run(place: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--data", str(place / "data"), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=place, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr
    return done


def test_a_table_on_the_terminal_and_candidates_in_a_folder(place: Path) -> None:
    arguments = ("csv", "ties.csv", "--out", "out", "--things", "organization", *SOURCE)
    done = _run(place, *arguments)
    assert (done.returncode, done.stdout.splitlines()[0].split()) == (
        0, ["record", "read", "new", "known", "doubtful", "refused"],
    )  # fmt: skip
    assert "no relation is called" in done.stderr
    assert "begin with out/REVIEW.md" in done.stderr
    assert (place / "out/entities/organizations.csv").is_file()
    assert json.loads((place / "out/report.json").read_text())["format"] == "csv"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("csv", "ties.csv", "--out", "out"), "--source-title"),
        (("csv", "ties.csv", "--out", "data/statements/new"), "inside the curated data"),
        (("csv", "ties.csv", "--out", "out", "--relation", "wobbles"), "--relation 'wobbles'"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    place: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(place.rglob("*"))
    done = _run(place, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert sorted(place.rglob("*")) == before
