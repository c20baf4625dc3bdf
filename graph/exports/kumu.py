"""Kumu JSON (https://docs.kumu.io/guides/import/blueprints): elements and connections."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.exports import network_parts
from graph.exports.formats import Format, Written
from graph.exports.network_parts import Node, Tie
from graph.text import split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write one element or connection a line; connections name elements by identifier."""
    nodes, ties = network_parts.nodes(dataset), network_parts.ties(dataset)
    file.write(b'{"elements":[')
    file.write(b",".join(b"\n" + _dump(_element(node)) for node in nodes))
    file.write(b'\n],\n"connections":[')
    file.write(b",".join(b"\n" + _dump(_connection(tie)) for tie in ties))
    file.write(b"\n]}\n")
    return Written(len(nodes) + len(ties), "nodes and ties", network_parts.losses(dataset))


def words(fields: Mapping[str, str]) -> dict[str, str]:
    """Names of fields as Kumu shows them: ``as_of`` becomes ``as of``."""
    return {name.replace("_", " "): value for name, value in fields.items()}


def tags(node: Node) -> tuple[str, ...]:
    """What a node can be picked by: its sector and countries."""
    fields = node.fields
    return tuple(filter(None, (fields.get("sector"), *split_list(fields.get("country", "")))))


def _element(node: Node) -> dict[str, Any]:
    fields = dict(node.fields)
    aliases = list(split_list(fields.pop("aliases", "")))
    first = {"id": node.id, "label": node.label, "type": node.type}
    described = {"description": fields.pop("description", ""), "tags": list(tags(node))}
    return first | described | words(fields) | ({"aliases": aliases} if aliases else {})


def _connection(tie: Tie) -> dict[str, Any]:
    direction = "undirected" if tie.symmetric else "directed"
    ends = {"id": tie.id, "from": tie.tail, "to": tie.head, "type": tie.label}
    social = "yes" if tie.social else "no"
    return ends | {"direction": direction, "social": social} | words(tie.fields)


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


FORMAT = Format("kumu", "Kumu JSON", "application/json", ".kumu.json", write)
