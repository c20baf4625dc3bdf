"""GEXF (https://gexf.net, 1.1 to 1.3): nodes and edges as Gephi saves them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.imports import network
from graph.imports.formats import Format
from graph.imports.items import Item, Notes, Refused
from graph.imports.lines import only_file
from graph.imports.xml_stream import Element, elements

_WHOLE = frozenset({"attribute", "node", "edge"})
_OPENED = frozenset({"graph", "attributes"})


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield nodes and edges in the order of the file.

    Start and end of an edge are its dates unless attributes say them;
    positions, colours and sizes are only about the drawing.
    """
    member = only_file(path)
    names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    of, directed = "node", True
    for element in elements(member, "gexf", _WHOLE, _OPENED):
        said = element.attributes
        place = f"{member.name}:{element.line}"
        if element.name == "graph":
            directed = said.get("defaultedgetype", "undirected") == "directed"
        elif element.name == "attributes":
            of = "edge" if said.get("class") == "edge" else "node"
        elif element.name == "attribute":
            names[of][said.get("id", "")] = title = said.get("title") or said.get("id", "")
            for default in element.every("default"):
                defaults[of][title] = default.text
        elif element.name == "node":
            fields = defaults["node"] | _values(element, names["node"])
            if said.get("label"):
                fields["label"] = said["label"]
            if said.get("id"):
                yield network.thing(place, said["id"], fields, notes)
            else:
                yield Refused(place, "node", "has no id, so nothing can refer to it")
        else:
            fields = defaults["edge"] | _values(element, names["edge"])
            named = said.get("kind") or said.get("label", "")
            fields = {"relation": named, "start": said.get("start", "")} | fields
            fields.setdefault("end", said.get("end", ""))
            ends = said.get("source", ""), said.get("target", "")
            turned = {"undirected": False, "mutual": False, "directed": True}
            yield network.tie(
                place, said.get("id", ""), ends, fields, notes,
                directed=turned.get(said.get("type", ""), directed),
            )  # fmt: skip


def _values(element: Element, names: dict[str, str]) -> dict[str, str]:
    return {
        names.get(part.attributes.get("for", ""), part.attributes.get("for", "")):
            part.attributes.get("value", "")
        for part in element.every("attvalue")
    }  # fmt: skip


FORMAT = Format("gexf", "GEXF", "nodes and edges", read)
