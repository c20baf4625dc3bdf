"""Several files in one: ZIP archives with the same bytes for the same members."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

Member = tuple[str, bytes]
"""Path inside the archive, with forward slashes, and content."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(file: BinaryIO, members: Iterable[Member]) -> None:
    """Write members, in their order, without clock or user in the archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, compresslevel=6)
