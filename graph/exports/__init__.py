"""The dataset as files: one module a format, one registry.

A new format is a module with a ``FORMAT`` and its place in `FORMATS`; the
script, the tests and everyone who asks for "all" find it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.exports import (
    csv_tables,
    data_package,
    followthemoney,
    gexf,
    graphml,
    jsonld,
    kumu,
    kumu_sheets,
    nquads,
    ntriples,
    parquet_tables,
    popolo,
    rdfxml,
    sqlite_file,
    threesixtygiving,
    trig,
    turtle,
)
from graph.exports.files import written_whole
from graph.exports.formats import Format, Loss, Written

if TYPE_CHECKING:
    from graph.dataset import Dataset

__all__ = ["FORMATS", "STEM", "Format", "Loss", "Written", "export", "format_named"]

FORMATS: Mapping[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (
        ntriples, turtle, jsonld, rdfxml, trig, nquads, graphml, gexf, kumu, kumu_sheets,
        csv_tables, parquet_tables, sqlite_file, data_package, followthemoney, threesixtygiving,
        popolo,
    )
}  # fmt: skip
"""Every format by its name."""

STEM = "tech-for-good-graph"
"""What a file of the dataset is called before its suffix."""


def format_named(name: str) -> Format:
    """The format of this name; raises `UsageError` listing the names there are."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; choose one of: {', '.join(FORMATS)}")
    return FORMATS[name]


def export(dataset: Dataset, name: str, path: str | Path) -> Written:
    """Write the dataset to a file in the format of this name; returns the loss report.

    The file is whole or not there: an earlier one stays until the new one is
    complete. Raises `UsageError` for an unknown format or a path that cannot
    be written.
    """
    chosen = format_named(name)
    with written_whole(Path(path)) as file:
        return chosen.write(dataset, file)
