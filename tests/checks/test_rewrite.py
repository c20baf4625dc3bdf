from __future__ import annotations

from pathlib import Path

import pytest

from graph.checks.tables import rewrite
from graph.errors import InvalidDatasetError
from tests.data_folders import INVALID, VALID, overlay, valid_copy


def test_a_folder_in_canonical_form_is_left_alone(tmp_path: Path) -> None:
    folder = valid_copy(tmp_path / "data")
    assert rewrite(folder) == []
    for path in VALID.rglob("*.csv"):
        assert (folder / path.relative_to(VALID)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("fault", ["order", "line ends", "mark", "quotes", "blanks"])
def test_a_file_in_another_form_is_brought_into_it(fault: str, tmp_path: Path) -> None:
    folder = valid_copy(tmp_path / "data")
    path = folder / "entities/people.csv"
    before = path.read_bytes()
    header, first, *others = before.splitlines(keepends=True)
    path.write_bytes(
        {
            "order": b"".join([header, *others, first]),
            "line ends": before.replace(b"\n", b"\r\n"),
            "mark": b"\xef\xbb\xbf" + before,
            "quotes": before.replace(b"Odo Marsh", b'"Odo Marsh"'),
            "blanks": before.replace(b"Odo Marsh", b" Odo Marsh "),
        }[fault]
    )
    assert rewrite(folder) == ["entities/people.csv"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", ["row-short", "quote-unclosed", "file-missing", "header-wrong"])
def test_nothing_is_written_while_rows_would_be_lost(fault: str, tmp_path: Path) -> None:
    folder = overlay(INVALID / fault, tmp_path / "data")
    before = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    with pytest.raises(InvalidDatasetError):
        rewrite(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == before
