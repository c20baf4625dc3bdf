"""What a record of a release is made from: the dataset, where it will stand, its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from graph.errors import UsageError
from graph.exports.formats import Format, Written
from graph.model import BASE_IRI
from graph.rdf.terms import address

if TYPE_CHECKING:
    from graph.dataset import Dataset

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: its path below the folder, size, digest and format."""

    path: str
    format: Format
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """That of the format, or of the single file of a format with several."""
        if not self.format.suffix.endswith(".zip"):
            return self.format.media_type
        return _MEDIA_TYPES[PurePosixPath(self.path).suffix]

    @property
    def title(self) -> str:
        """The format, and the file where a format has several."""
        if not self.format.suffix.endswith(".zip"):
            return self.format.title
        return f"{self.format.title}: {self.path.partition('/')[2]}"


@dataclass(frozen=True, slots=True)
class Release:
    """A release: the dataset, its base address (with a slash at the end), files and reports."""

    dataset: Dataset
    base: str
    files: tuple[File, ...]
    written: Mapping[str, Written]

    def address(self, path: str) -> str:
        """Where a file of the release will stand."""
        return self.base + quote(path)


def standard_base(dataset: Dataset) -> str:
    """The address of this version below the base of all identifiers."""
    return f"{BASE_IRI}release/{dataset.version}/"


def base_address(base: str) -> str:
    """A base with one slash at its end, "" for none.

    Raises `UsageError` when it is no web address.
    """
    if base and not isinstance(address(base), NamedNode):
        raise UsageError(f"{base!r} is no web address; it must read like https://example.org/data")
    return f"{base.rstrip('/')}/" if base else ""
