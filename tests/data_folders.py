"""The small data folders under ``tests/fixtures`` and how a test makes a faulty one of them."""

from __future__ import annotations

import shutil
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
VALID = FIXTURES / "valid"
INVALID = FIXTURES / "invalid"
ACCEPTED = FIXTURES / "accepted"

_DELETED = ".deleted"


def cases(folder: Path) -> list[str]:
    """Names of the cases in a folder: one sub-folder each."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def overlay(case: Path, target: Path) -> Path:
    """A copy of the valid folder with the files of a case over it.

    ``makes.csv.deleted`` takes the file ``makes.csv`` away.
    """
    shutil.copytree(VALID, target)
    for path in case.rglob("*"):
        place = target / path.relative_to(case)
        if path.suffix == _DELETED:
            place.with_suffix("").unlink()
        elif path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
    return target


def valid_copy(target: Path) -> Path:
    """A copy of the valid folder that a test may change."""
    return Path(shutil.copytree(VALID, target))


def replace_text(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the only occurrence of a text in a file of a folder."""
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def append_row(folder: Path, file: str, row: str) -> None:
    """Add one line to a file of a folder."""
    path = folder / file
    path.write_bytes(path.read_bytes() + f"{row}\n".encode())
