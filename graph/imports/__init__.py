"""Files of others, reconciled with the dataset: candidates for people to review.

One module a format, each with a ``FORMAT`` and its place in `FORMATS`. A reader
turns a file into things and ties (`items`); `reconciling` compares them with
the dataset; `candidates` writes what is new in the layout of the data folder,
with a report of what became of every record. Nothing is written into the data.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import UsageError
from graph.imports import (
    csv_tables,
    followthemoney,
    gexf,
    graphml,
    kumu,
    popolo,
    threesixtygiving,
)
from graph.imports.formats import Format

__all__ = ["FORMATS", "Format", "format_named"]

FORMATS: Mapping[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (threesixtygiving, kumu, followthemoney, popolo, graphml, gexf, csv_tables)
}
"""Every format by its name."""


def format_named(name: str) -> Format:
    """The format of this name; raises `UsageError` listing the names there are."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; choose one of: {', '.join(FORMATS)}")
    return FORMATS[name]
