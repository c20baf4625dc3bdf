"""Files that are complete or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import UsageError


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes its place at ``path`` only when the block ends well.

    It is written beside its target and then renamed, so that a reader never
    meets half a file and a failure leaves what was there. Missing folders are
    made. Raises `UsageError` when the target is a folder or cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if path.exists() and not path.resolve().is_file():
        # A device or a pipe: there is nothing to keep whole, and it must not be replaced.
        try:
            with path.open("wb") as device:
                yield device
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        aside.chmod(_mode_of(path))
        aside.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
