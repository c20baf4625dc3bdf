"""Kumu sheets: an element sheet and a connection sheet as CSV, to import or to edit by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from graph.exports import network_parts
from graph.exports.archives import zipped
from graph.exports.csv_tables import lines, protection
from graph.exports.formats import Format, Written
from graph.exports.kumu import tags, words
from graph.exports.network_parts import Node, Tie
from graph.text import SEPARATOR

if TYPE_CHECKING:
    from graph.dataset import Dataset

Rows = list[list[str]]


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write both sheets; rows name elements by ID, since labels may repeat."""
    nodes, ties = network_parts.nodes(dataset), network_parts.ties(dataset)
    elements, connections = _elements(nodes), _connections(ties)
    members = [("elements.csv", lines(elements)), ("connections.csv", lines(connections))]
    zipped(file, members)
    cells = [cell for sheet in (elements, connections) for row in sheet for cell in row]
    lost = (*network_parts.losses(dataset), *protection(cells))
    return Written(len(nodes) + len(ties), "nodes and ties", lost)


def _elements(nodes: Sequence[Node]) -> Rows:
    further = _names(field for node in nodes for field in node.fields if field != "description")
    header = ["ID", "Label", "Type", "Description", "Tags", *_titles(further)]
    return [
        header,
        *(
            [node.id, node.label, node.type, node.fields.get("description", ""),
             SEPARATOR.join(tags(node)), *(node.fields.get(name, "") for name in further)]
            for node in nodes
        ),
    ]  # fmt: skip


def _connections(ties: Sequence[Tie]) -> Rows:
    further = _names(field for tie in ties for field in tie.fields)
    header = ["From", "To", "ID", "Type", "Direction", "Social", *_titles(further)]
    return [
        header,
        *(
            [tie.tail, tie.head, tie.id, tie.label,
             "undirected" if tie.symmetric else "directed", "yes" if tie.social else "no",
             *(tie.fields.get(name, "") for name in further)]
            for tie in ties
        ),
    ]  # fmt: skip


def _names(fields: Iterable[str]) -> list[str]:
    return sorted(set(fields))


def _titles(names: Iterable[str]) -> list[str]:
    return [title.capitalize() for title in words(dict.fromkeys(names, ""))]


FORMAT = Format("kumu-sheets", "Kumu sheets", "text/csv", ".kumu-sheets.zip", write)
