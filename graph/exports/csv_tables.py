"""CSV tables (RFC 4180), flat and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from graph.exports.archives import zipped
from graph.exports.flat_tables import Cell, Table, tables
from graph.exports.formats import Format, Loss, Written
from graph.exports.table_losses import table_losses
from graph.spreadsheet import protect
from graph.text import SEPARATOR

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one CSV file a table: UTF-8, one header row, several values joined by `` | ``."""
    found = tables(dataset)
    zipped(file, ((f"{table.name}.csv", _csv(table)) for table in found))
    cells = [plain(cell) for table in found for row in table.rows for cell in row]
    lost = (*table_losses(dataset), *protection(cells))
    return Written(sum(len(table.rows) for table in found), "rows", lost)


def plain(cell: Cell) -> object:
    """A cell as a spreadsheet holds it: lists joined, yes and no, nothing for None."""
    if isinstance(cell, tuple):
        return SEPARATOR.join(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else cell


def protection(cells: Iterable[object]) -> tuple[Loss, ...]:
    """How many of the cells bear an apostrophe that the data do not have."""
    changed = sum(1 for cell in cells if protect(cell) is not cell)
    why = "a spreadsheet would take them for formulas; an apostrophe stands before them"
    return (Loss("cells changed", changed, why),) if changed else ()


def lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows as CSV, every cell protected."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([protect(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _csv(table: Table) -> bytes:
    header = [column.name for column in table.columns]
    return lines([header, *(map(plain, row) for row in table.rows)])


FORMAT = Format("csv", "CSV tables", "text/csv", ".csv.zip", write)
