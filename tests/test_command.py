"""What every script shares."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graph import command
from graph.errors import UsageError

ROWS = [
    {"id": "a", "name": "=1+1", "score": 0.123456, "parts": ("x", "y")},
    {"id": "技術", "name": "\x1b[31mred\u202e\nnext", "score": float("nan"), "more": 7},
]


def _options(*arguments: str) -> argparse.Namespace:
    return command.parser("Test.").parse_args(arguments)


def _shown(capsys: pytest.CaptureFixture[str], name: str, **further: object) -> str:
    command.show(ROWS, _options("--format", name), **further)  # type: ignore[arg-type]
    return capsys.readouterr().out


class TestTable:
    def test_columns_stand_below_each_other(self, capsys: pytest.CaptureFixture[str]) -> None:
        # By hand; the second name has two characters that a terminal draws twice as wide.
        assert _shown(capsys, "table", columns=("id", "score", "more")) == (
            "id     score  more\n----  ------  ----\na     0.1235\n技術             7\n"
        )

    def test_nothing_in_a_value_moves_the_cursor(self, capsys: pytest.CaptureFixture[str]) -> None:
        out = _shown(capsys, "table")
        assert out.count("\n") == 4
        assert not set("\x1b\u202e") & set(out)

    def test_no_rows_say_so(self, capsys: pytest.CaptureFixture[str]) -> None:
        command.show([], _options())
        assert capsys.readouterr().out == "nothing found\n"


class TestCsv:
    def test_it_is_read_back(self, capsys: pytest.CaptureFixture[str]) -> None:
        first, second = csv.DictReader(io.StringIO(_shown(capsys, "csv")))
        assert first == {
            "id": "a", "name": "'=1+1", "score": "0.123456", "parts": "x | y", "more": "",
        }  # fmt: skip
        assert (second["score"], second["more"]) == ("", "7")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_text_like_a_formula_is_protected(
        self, capsys: pytest.CaptureFixture[str], start: str
    ) -> None:
        command.show([{"cell": f"{start}x", "number": -1}], _options("--format", "csv"))
        assert capsys.readouterr().out == f"cell,number\n'{start}x,-1\n"

    def test_no_rows_keep_the_header(self, capsys: pytest.CaptureFixture[str]) -> None:
        command.show([], _options("--format", "csv"), columns=("id", "name"))
        assert capsys.readouterr().out == "id,name\n"


class TestJson:
    def test_it_is_one_value_and_undefined_is_null(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first, second = json.loads(_shown(capsys, "json"))
        assert first["parts"] == ["x", "y"]
        assert second["score"] is None
        assert second["name"] == ROWS[1]["name"]

    def test_something_else_may_stand_for_the_rows(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        whole = {"rows": [{"n": np.int64(3), "x": np.float64("inf")}], "seen": {"b", "a"}}
        shown = json.loads(_shown(capsys, "json", whole=whole))
        assert shown == {"rows": [{"n": 3, "x": None}], "seen": ["a", "b"]}


class TestOut:
    @pytest.mark.parametrize("name", ["table", "csv", "json"])
    def test_a_file_holds_what_would_be_printed(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
    ) -> None:
        printed = _shown(capsys, name)
        target = tmp_path / "out.txt"
        command.show(ROWS, _options("--format", name, "--out", str(target)))
        assert target.read_text(encoding="utf-8") == printed
        assert capsys.readouterr().out == ""


class TestStatus:
    @pytest.mark.parametrize("status", [command.FINE, command.FINDINGS])
    def test_it_is_that_of_the_script(self, status: int) -> None:
        assert command.run(lambda _: status, command.parser("Test."), []) == status

    @pytest.mark.parametrize("error", [UsageError("said"), FileNotFoundError(2, "said", "name")])
    def test_what_goes_wrong_on_purpose_is_a_message(
        self, capsys: pytest.CaptureFixture[str], error: Exception
    ) -> None:
        assert command.run(_raising(error), command.parser("Test."), []) == 2
        assert "said" in capsys.readouterr().err

    def test_a_fault_of_ours_is_not_hidden(self) -> None:
        with pytest.raises(ZeroDivisionError):
            command.run(_raising(ZeroDivisionError()), command.parser("Test."), [])

    def test_a_wrong_option_is_status_2(self) -> None:
        with pytest.raises(SystemExit, match="2"):
            command.run(lambda _: 0, command.parser("Test."), ["--format", "word"])

    def test_a_missing_data_folder_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            _options("--data", "nowhere")
        assert "there is no folder nowhere" in capsys.readouterr().err


def _raising(error: Exception) -> Callable[[argparse.Namespace], int]:
    def main(_: argparse.Namespace) -> int:
        raise error

    return main
