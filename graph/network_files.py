"""Networks of an analyst's own: GraphML, GEXF, CSV and Parquet lists of ties; groups of nodes."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Hashable
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx
import pyarrow as pa
from pyarrow import parquet

from graph.errors import UsageError


def read_network(path: str | Path) -> nx.Graph[Any]:
    """Read a network from a file, by its ending.

    ``.graphml`` and ``.gexf`` as networkx reads them; ``.csv`` and ``.parquet``
    hold one tie a row: the first two columns name its ends, a column ``weight`` its strength,
    further columns are kept as they are.

    Raises
    ------
    UsageError
        Another ending, a file that cannot be read, a row without two ends, a
        weight that is no number, or XML with a document type (which could
        pull in other files).

    """
    path = Path(path)
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise UsageError(f"{path} is not a network file that can be read. Known endings: {known}.")
    try:
        return reader(path)
    except (OSError, UnicodeDecodeError, ParseError, expat.ExpatError, nx.NetworkXError) as error:
        raise UsageError(f"{path} cannot be read as {path.suffix}: {error}") from error
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        if isinstance(error, UsageError):
            raise
        # networkx meets a malformed document with whatever breaks first.
        raise UsageError(f"{path} is not a valid {path.suffix} file ({error!r}).") from error


def read_groups(path: str | Path) -> dict[Hashable, Hashable]:
    """Read a CSV file with a node and its group in the first two columns, after a header.

    Raises
    ------
    UsageError
        A file that cannot be read, a row without both, a node in two groups.

    """
    path, groups = Path(path), dict[Hashable, Hashable]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            if len(next(reader, [])) < 2:
                raise UsageError(f"{path}:1: needs at least two columns, a node and its group.")
            for cells in reader:
                if not cells:
                    continue
                node, group = (cell.strip() for cell in [*cells, "", ""][:2])
                if not node or not group:
                    raise UsageError(
                        f"{path}:{reader.line_num}: {','.join(cells)[:80]!r} lacks a node or its "
                        "group. Fill both, or remove the row."
                    )
                if groups.setdefault(node, group) != group:
                    raise UsageError(
                        f"{path}:{reader.line_num}: {node!r} is in the groups {groups[node]!r} and "
                        f"{group!r}. Keep one of them."
                    )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read as CSV: {error}") from error
    return groups


def _graphml(path: Path) -> nx.Graph[Any]:
    _refuse_document_type(path)
    network: nx.Graph[Any] = nx.read_graphml(path)
    return network


def _gexf(path: Path) -> nx.Graph[Any]:
    _refuse_document_type(path)
    network: nx.Graph[Any] = nx.read_gexf(path)
    return network


def _refuse_document_type(path: Path) -> None:
    with path.open("rb") as file:
        without_document_type(str(path)).ParseFile(file)


def without_document_type(name: str) -> expat.XMLParserType:
    """A parser of XML that raises `UsageError` where a document type is declared.

    A document type can pull in other files and blow up small ones (entities);
    no network needs one. ``name`` is what the message calls the file.
    """

    def refuse(*_: object) -> None:
        raise UsageError(
            f"{name} declares a document type, which can pull in other files. "
            "Save it again without <!DOCTYPE ...>."
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _csv(path: Path) -> nx.Graph[Any]:
    network: nx.Graph[Any] = nx.Graph()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if len(header) < 2:
            raise UsageError(f"{path}:1: needs at least two columns, the ends of a tie.")
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header) or not cells[0].strip() or not cells[1].strip():
                raise UsageError(
                    f"{path}:{reader.line_num}: {','.join(cells)[:80]!r} does not name both ends "
                    f"of a tie in {len(header)} cells."
                )
            attributes: dict[str, Any] = dict(zip(header[2:], cells[2:], strict=True))
            if "weight" in attributes:
                try:
                    attributes["weight"] = float(attributes["weight"])
                except ValueError:
                    raise UsageError(
                        f"{path}:{reader.line_num}: weight {attributes['weight']!r} is no number."
                    ) from None
            network.add_edge(cells[0].strip(), cells[1].strip(), **attributes)
    return network


def _parquet(path: Path) -> nx.Graph[Any]:
    try:
        table = parquet.read_table(path)
    except pa.ArrowException as error:
        raise UsageError(f"{path} cannot be read as Parquet: {error}") from error
    if table.num_columns < 2:
        raise UsageError(f"{path} needs at least two columns, the ends of a tie.")
    tails, heads, *others = (column.to_pylist() for column in table.columns)
    network: nx.Graph[Any] = nx.Graph()
    for row, (tail, head, *values) in enumerate(zip(tails, heads, *others, strict=True), start=1):
        ends = [_end(tail), _end(head)]
        if not all(ends):
            raise UsageError(f"{path}, row {row}: {tail!r}, {head!r} does not name both ends.")
        attributes = dict(zip(table.column_names[2:], values, strict=True))
        weight = attributes.get("weight", 1.0)
        if isinstance(weight, bool) or not isinstance(weight, int | float | Decimal):
            raise UsageError(f"{path}, row {row}: weight {weight!r} is no number.")
        network.add_edge(*ends, **attributes)
    return network


def _end(value: object) -> str:
    """The name of an end of a tie; "" where there is none."""
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "" if missing else str(value).strip()


_READERS: dict[str, Callable[[Path], nx.Graph[Any]]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
    ".parquet": _parquet,
}
