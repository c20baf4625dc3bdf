"""A person who asked to be left out is gone everywhere, and cannot return."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import graph
from graph import schema
from graph.checks import all_rules
from graph.checks.tables import read_tables
from graph.errors import InvalidDatasetError, UsageError
from graph.forgetting import remove_person
from graph.tables import read_table, write_table
from tests.fixtures_data import small_dataset, write_folder

ROOT = Path(__file__).resolve().parent.parent


def everything(folder: Path) -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.csv")))


def test_no_file_names_them_any_more(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    removed = remove_person(folder, ["ada EXAMPLE"])
    assert removed["entities/people.csv"] == 1
    assert removed["statements/holds_role.csv"] == 1
    assert removed["statements/has_skill.csv"] == 1
    left = everything(folder).casefold()
    assert "ada example" not in left
    assert "person/ada" not in left


def test_the_lists_for_review_forget_them_too(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    review = folder / "review"
    review.mkdir()
    rows = "file,line,value,reason\na.csv,2,person/ada,unclear\na.csv,3,person/bo,unclear\n"
    (review / "left_out.csv").write_text(rows, encoding="utf-8")
    assert remove_person(folder, ["Ada Example"])["review/left_out.csv"] == 1
    left = (review / "left_out.csv").read_text(encoding="utf-8")
    assert "person/ada" not in left
    assert "person/bo" in left


def test_the_folder_still_loads_and_others_stay(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    remove_person(folder, ["Ada Example"])
    dataset = graph.load(folder)
    assert "person/bo" in dataset.entities
    assert "person/ada" not in dataset.entities


def test_whoever_adds_them_again_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    remove_person(folder, ["Ada Example"])
    people = schema.ENTITY_FILES["person"]
    table, _ = read_table(folder, people)
    back = [*(r.values for r in table.rows), {"id": "person/a-e", "name": "Áda-Example"}]
    write_table(folder, people, back)
    assert "removed-person" in {finding.rule for finding in all_rules(read_tables(folder))}
    roles = schema.statement_file(read_tables(folder).relations["holds_role"])
    table, _ = read_table(folder, roles)
    row = {**table.rows[0].values, "subject": "person/a-e"}
    write_table(folder, roles, [*(r.values for r in table.rows), row])
    cited, _ = read_table(folder, schema.CITATIONS)
    cite = {**cited.rows[0].values, "subject": "person/a-e"}
    write_table(folder, schema.CITATIONS, [*(r.values for r in cited.rows), cite])
    dataset = graph.load(folder)
    assert "person/a-e" not in dataset.entities
    assert not dataset.statements_of("person/a-e")


def test_somebody_unknown_is_kept_from_coming_in(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    assert remove_person(folder, ["Never Seen"]) == {}
    assert len(read_table(folder, schema.REMOVALS)[0].rows) == 1


def test_other_names_of_the_person_are_kept_out_as_well(tmp_path: Path) -> None:
    people = [
        {"id": "person/ada", "name": "Ada Example", "aliases": "A. Muster"},
        {"id": "person/bo", "name": "Bo Example"},
    ]
    folder = write_folder(tmp_path, people=people)
    remove_person(folder, ["Ada Example"])
    assert len(read_table(folder, schema.REMOVALS)[0].rows) == 2


def test_a_name_without_letters_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    before = everything(folder)
    with pytest.raises(UsageError):
        remove_person(folder, ["--"])
    assert everything(folder) == before


def test_broken_files_are_reported_and_nothing_changes(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    before = everything(folder)
    with pytest.raises(InvalidDatasetError):
        remove_person(folder, ["Ada Example"])
    assert everything(folder) == before


def test_the_script_names_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(graph.DATA, folder)
    command = [sys.executable, str(ROOT / "scripts" / "remove_person.py"), "Simone Robutti"]
    done = subprocess.run(
        [*command, "--data", str(folder)], capture_output=True, text=True, check=True
    )
    assert "entities/people.csv: 1 row deleted" in done.stderr
    assert "Robutti" not in done.stderr + done.stdout
    assert "robutti" not in {e.partition("/")[2] for e in graph.load(folder).entities}
    assert "person/simone-robutti" not in graph.load(folder).entities


def test_the_small_dataset_names_ada_before(tmp_path: Path) -> None:
    assert "person/ada" in small_dataset(tmp_path).entities
