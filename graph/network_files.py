"""Networks of an analyst's own: GraphML, GEXF and CSV lists of ties."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx

from graph.errors import UsageError


def read_network(path: str | Path) -> nx.Graph[Any]:
    """Read a network from a file, by its ending.

    ``.graphml`` and ``.gexf`` as networkx reads them; ``.csv`` holds one tie a
    row: the first two columns name its ends, a column ``weight`` its strength,
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


def _graphml(path: Path) -> nx.Graph[Any]:
    _refuse_document_type(path)
    network: nx.Graph[Any] = nx.read_graphml(path)
    return network


def _gexf(path: Path) -> nx.Graph[Any]:
    _refuse_document_type(path)
    network: nx.Graph[Any] = nx.read_gexf(path)
    return network


def _refuse_document_type(path: Path) -> None:
    def refuse(*_: object) -> None:
        raise UsageError(
            f"{path} declares a document type, which can pull in other files. "
            "Save it again without <!DOCTYPE ...>."
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    with path.open("rb") as file:
        parser.ParseFile(file)


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


_READERS: dict[str, Callable[[Path], nx.Graph[Any]]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
}
