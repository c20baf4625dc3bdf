"""The script as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from graph import exports
from tests.fixtures_data import write_folder

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "export_dataset.py"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "data")


def _run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_help_names_every_format(tmp_path: Path) -> None:
    done = _run("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert all(name in done.stdout for name in (*exports.FORMATS, "all"))


def test_one_format_goes_to_a_file(data: Path, tmp_path: Path) -> None:
    done = _run("--data", data, "--format", "turtle", "--out", "graph.ttl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl")
    size = (tmp_path / "graph.ttl").stat().st_size
    assert f"wrote graph.ttl ({size:,} bytes): {len(graph):,} triples" in done.stdout
    assert "not carried: 7 citations without their fields" in done.stdout


def test_a_file_that_was_there_is_replaced_and_said_so(data: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nt").write_text("old")
    done = _run("--data", data, "--format", "ntriples", "--out", "graph.nt", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("replaced graph.nt")


@pytest.mark.parametrize("out", [(), ("--out", "-")])
def test_standard_output_holds_the_dataset_alone(
    data: Path, tmp_path: Path, out: tuple[str, ...]
) -> None:
    done = _run("--data", data, "--format", "ntriples", *out, cwd=tmp_path)
    assert done.returncode == 0
    assert len(rdflib.Graph().parse(data=done.stdout, format="nt")) == done.stdout.count("\n")
    assert "wrote ntriples" in done.stderr


def test_all_formats_go_to_a_release_folder(data: Path, tmp_path: Path) -> None:
    done = _run("--data", data, "--format", "all", "--out", "release", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    for entry in exports.FORMATS.values():
        several = entry.suffix.endswith(".zip")
        name = entry.name if several else exports.STEM + entry.suffix
        assert (tmp_path / "release" / name).exists()
    assert (tmp_path / "release" / "SHA256SUMS").is_file()
    assert done.stdout.count("wrote ") == len(exports.FORMATS) + 1
    assert "csv/ with 8 files" in done.stdout

    again = _run("--data", data, "--format", "all", "--out", "release", cwd=tmp_path)
    assert again.returncode == 2
    assert "add --replace to replace it" in again.stderr
    address = ("--url", "https://example.org/data", "--replace")
    anew = _run("--data", data, "--format", "all", "--out", "release", *address, cwd=tmp_path)
    assert anew.returncode == 0
    assert "<https://example.org/data/csv/" in (tmp_path / "release/dataset.ttl").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "word"), "choose one of: ntriples, turtle, jsonld"),
        (("--format", "all"), "name a folder with --out"),
        (("--format", "turtle", "--out", "."), "is a folder"),
        (("--format", "turtle", "--data", "nowhere"), "there is no folder nowhere"),
        ((), "--format"),
    ],
)
def test_what_cannot_be_done_is_said_with_status_2(
    data: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = _run("--data", data, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_broken_data_are_named_and_nothing_is_written(data: Path, tmp_path: Path) -> None:
    (data / "statements" / "funds.csv").unlink()
    (data / "sources.csv").write_bytes(b"\xff\xfe")
    done = _run("--data", data, "--format", "turtle", "--out", "graph.ttl", cwd=tmp_path)
    assert done.returncode == 2
    assert "statements/funds.csv" in done.stderr
    assert "sources.csv" in done.stderr
    assert not (tmp_path / "graph.ttl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
def test_a_reader_that_stops_early_is_no_failure(tmp_path: Path) -> None:
    # The real dataset, since a small one fits into the pipe.
    done = subprocess.run(
        f'"{sys.executable}" "{SCRIPT}" --format ntriples | head -n 1',
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
