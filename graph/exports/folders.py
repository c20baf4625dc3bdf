"""Folders that are complete or not there at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import UsageError


@contextmanager
def folder_written_whole(folder: Path, *, mark: str, replaces: bool = False) -> Iterator[Path]:
    """A new folder that takes its place at ``folder`` only when the block ends well.

    It is filled beside its target and then moved, so that nobody meets half of
    it and a failure leaves what was there. ``mark`` is the file by which an
    earlier folder of the same making is known; only such a one is replaced,
    and only when ``replaces`` says so.

    Raises `UsageError` when the target is a file or a link, holds files that
    may not be replaced, or cannot be written.
    """
    _refuse(folder, mark, replaces)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:100]}.", dir=folder.parent))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error
    try:
        yield aside
        _take_place(aside, folder)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _refuse(folder: Path, mark: str, replaces: bool) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise UsageError(f"{folder} is there and is no folder; name a new one")
    earlier = (folder / mark).is_file()
    if any(folder.iterdir()) and not (replaces and earlier):
        hint = "add --replace to replace it" if earlier else "name a new or an empty folder"
        raise UsageError(f"{folder} holds files already; {hint}")


def _take_place(aside: Path, folder: Path) -> None:
    """Move the new folder to its place; an earlier one is gone only when the new one stands."""
    aside.chmod(0o755)
    if not folder.exists():
        aside.rename(folder)
        return
    earlier = aside.with_name(f"{aside.name}.earlier")
    folder.rename(earlier)
    try:
        aside.rename(folder)
    except OSError:
        earlier.rename(folder)
        raise
    shutil.rmtree(earlier)
