"""docs/walk-through.md: every command runs, and prints the columns and phrases that it claims.

Figures change with the data and are not compared. Rankings are made with few draws here.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from graph.analysis.connector_parts import WEIGHTS

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "walk-through.md").read_text(encoding="utf-8")
FEW = "--draws 2 --rewirings 2 --workers 1"
MAY_FIND = ("benchmark.py",)
"""Scripts whose findings (status 1) hang on chance with few rounds."""

SMALLER = f"""
import dataclasses, runpy, sys
sys.path.insert(0, {str(ROOT)!r})
from graph.analysis import planted_brokers
plant = planted_brokers.plant
def small(setting, seed):
    return plant(dataclasses.replace(setting, persons=50, organizations=3), seed)
planted_brokers.plant = small
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script with smaller planted networks: what it prints is the same but for the figures."""

pytestmark = pytest.mark.timeout(290)


@dataclass(frozen=True)
class Step:
    """One section of the page."""

    title: str
    text: str

    @property
    def blocks(self) -> list[str]:
        """Its console blocks."""
        return re.findall(r"^```console\n(.*?)^```$", self.text, re.S | re.M)

    @property
    def commands(self) -> list[str]:
        """What stands behind the prompts."""
        return [line[2:] for b in self.blocks for line in b.splitlines() if line.startswith("$ ")]

    @property
    def columns(self) -> set[str]:
        """Columns that it explains: code at the head of a list item, and those in excerpts."""
        heads = re.findall(r"^- ((?:`\w+`(?:, )?)+):", self.text, re.M)
        found = {name for head in heads for name in re.findall(r"`(\w+)`", head)}
        for block in self.blocks:
            lines = [line for line in block.splitlines() if not line.startswith("$ ")]
            if len(lines) > 1 and re.fullmatch(r"[- ]+", lines[1]):
                found |= set(re.split(r" {2,}", lines[0].strip())) - {"…"}
            found |= set(re.findall(r'^ *"(\w+)":', block, re.M))
        return found

    @property
    def phrases(self) -> list[str]:
        """What it quotes from the output."""
        return re.findall(r"“(.*?)”", self.text)


STEPS = [
    Step(title, text)
    for title, text in re.findall(r"^## (.*)\n((?:.|\n)*?)(?=^## |\Z)", TEXT, re.M)
]
COMMANDS = [command for step in STEPS for command in step.commands]

Done = subprocess.CompletedProcess[str]


def _run(command: str, folder: Path) -> Done:
    python, *arguments = command.split()
    assert python == "python"
    if "rank_connectors.py" in command and "--draws" not in command:
        arguments += FEW.split()
    if "benchmark.py" in command:
        arguments = ["-c", SMALLER, *arguments]
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=folder, timeout=270
    )


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Done]:
    """What each command does, in a folder with the files that the page shows how to write."""
    folder = tmp_path_factory.mktemp("walk")
    (folder / "scripts").symlink_to(ROOT / "scripts")
    for name, content in re.findall(r"^```csv (\S+)\n(.*?)^```$", TEXT, re.S | re.M):
        (folder / name).write_text(content, encoding="utf-8")
    # The longest first, beside all others.
    ordered = sorted(COMMANDS, key=lambda command: "benchmark" not in command)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(ordered, pool.map(lambda c: _run(c, folder), ordered), strict=True))
    return found


def test_the_page_has_steps_and_commands() -> None:
    assert len(STEPS) == 8
    assert all(step.commands for step in STEPS)
    assert len(set(COMMANDS)) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs(outputs: Mapping[str, Done], command: str) -> None:
    done = outputs[command]
    allowed = {0, 1} if any(script in command for script in MAY_FIND) else {0}
    assert done.returncode in allowed, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_columns_are_in_the_output(outputs: Mapping[str, Done], step: Step) -> None:
    printed = " ".join(outputs[command].stdout for command in step.commands)
    words = set(re.findall(r'"(\w+)":', printed))
    for line in _heads(printed):
        words |= {word.replace(" ", "_") for word in re.split(r" {2,}", line.strip())}
    assert {column.replace(" ", "_") for column in step.columns} - words == set()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_phrases_are_in_the_output(outputs: Mapping[str, Done], step: Step) -> None:
    printed = " ".join(outputs[c].stdout + outputs[c].stderr for c in step.commands)
    assert [phrase for phrase in step.phrases if phrase not in printed] == []


def test_excerpts_say_which_data_they_show() -> None:
    before = TEXT.split("```console")[0]
    assert re.search(r"as of data version `[0-9a-f]{16}`", before)


def test_the_weight_in_the_text_is_the_one_in_use() -> None:
    assert "twenty times its usual weight" in TEXT
    assert WEIGHTS["openness"] * 20 == 2


def test_lists_explain_something() -> None:
    assert all(step.columns for step in STEPS[1:])


def _heads(printed: str) -> list[str]:
    """Heads of tables: the lines above a rule."""
    lines = printed.splitlines()
    return [a for a, b in pairwise(lines) if re.fullmatch(r"-+( +-+)*", b)]
