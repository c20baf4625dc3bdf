"""Two forms in which a version of the data comes, read as one: a data folder, a release folder."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.text import split_list

_TABLES = ("entities", "concepts", "sources", "relations", "statements", "renames")

DERIVED = frozenset(
    "id subject_name object_name social source_as_of temporal_status confidence source_title "
    "publisher".split()
)
"""Columns of statements that follow from others, or repeat what another table says."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version: its things with all their names, its statements by claim, its moves.

    A source goes by its publisher, as in the record of releases.
    """

    version: str
    names: Mapping[str, Sequence[str]]
    statements: Mapping[str, Row]
    renames: Mapping[str, str]
    labels: Mapping[str, str]

    def name(self, identifier: str) -> str:
        """What a thing is called first; the identifier itself when it is not here."""
        return self.names.get(identifier, (identifier,))[0]


def read_snapshot(folder: Path) -> Snapshot:
    """Read a data folder, or the CSV tables of a release folder.

    Raises
    ------
    UsageError
        When it is neither, or its tables cannot be read.
    InvalidDatasetError
        When a data folder breaks the rules that loading depends on.

    """
    if (folder / "entities").is_dir():
        return _of_data(folder)
    if (folder / "csv" / "statements.csv").is_file():
        tables = {name: _bytes(folder / "csv" / f"{name}.csv") for name in _TABLES}
        return _snapshot(_version(folder), tables, folder)
    raise UsageError(
        f"{folder} is neither a data folder (with entities/) nor a release folder "
        "(with csv/statements.csv, as scripts/export_dataset.py --format all makes it)"
    )


def _of_data(folder: Path) -> Snapshot:
    """The data in the form of a release, so that both are read alike."""
    from graph import exports  # only here: a release needs none of it
    from graph.dataset import load

    dataset = load(folder)
    out = io.BytesIO()
    exports.FORMATS["csv"].write(dataset, out)
    with zipfile.ZipFile(out) as archive:
        tables = {name: archive.read(f"{name}.csv") for name in _TABLES}
    return _snapshot(dataset.version, tables, folder)


def _snapshot(version: str, tables: Mapping[str, bytes], folder: Path) -> Snapshot:
    try:
        rows = {name: _rows(content) for name, content in tables.items()}
        names: dict[str, Sequence[str]] = {}
        for row in rows["entities"]:
            names[row["id"]] = (row["name"], *split_list(row["aliases"]))
        for row in rows["concepts"]:
            names[row["id"]] = (row["label"], *split_list(row["alternative_labels"]))
        names |= {row["id"]: (row["publisher"],) for row in rows["sources"]}
        return Snapshot(
            version,
            names,
            {row["id"]: row for row in rows["statements"]},
            {row["old"]: row["new"] for row in rows["renames"]},
            {row["name"]: row["label"] for row in rows["relations"]},
        )
    except (csv.Error, UnicodeDecodeError, KeyError) as error:
        raise UsageError(f"the CSV tables of {folder} cannot be read: {error}") from error


def _rows(content: bytes) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8"), newline="")
    return list(csv.DictReader(text, strict=True, restval=""))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error


def _version(folder: Path) -> str:
    """The version that a release says it holds."""
    try:
        record = json.loads(_bytes(folder / "dataset.jsonld"))
        return str(record["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder / 'dataset.jsonld'} names no version: {error}") from error
