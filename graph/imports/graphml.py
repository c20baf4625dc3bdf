"""GraphML 1.0 (http://graphml.graphdrawing.org): nodes and edges with declared attributes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.imports import network
from graph.imports.formats import Format
from graph.imports.items import Item, Notes, Refused
from graph.imports.lines import only_file
from graph.imports.xml_stream import Element, elements

_WHOLE = frozenset({"key", "node", "edge", "hyperedge"})


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield nodes and edges in the order of the file.

    An attribute bears the name that its key declares, or the key's own; a
    default of a key counts where a node or edge says nothing.
    """
    member = only_file(path)
    names: dict[str, str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    directed = True
    for element in elements(member, "graphml", _WHOLE, frozenset({"graph"})):
        said = element.attributes
        place = f"{member.name}:{element.line}"
        if element.name == "graph":
            directed = said.get("edgedefault") != "undirected"
        elif element.name == "key":
            key = said.get("id", "")
            names[key] = said.get("attr.name") or said.get("name") or key
            for default in element.every("default"):
                for domain in defaults:
                    if said.get("for", "all") in (domain, "all"):
                        defaults[domain][names[key]] = default.text
        elif element.name == "node":
            fields = defaults["node"] | _data(element, names)
            if said.get("id"):
                yield network.thing(place, said["id"], fields, notes)
            else:
                yield Refused(place, "node", "has no id, so nothing can refer to it")
        elif element.name == "edge":
            ends = said.get("source", ""), said.get("target", "")
            fields = defaults["edge"] | _data(element, names)
            turned = {"true": True, "false": False}.get(said.get("directed", ""), directed)
            yield network.tie(place, said.get("id", ""), ends, fields, notes, directed=turned)
        else:
            yield Refused(place, "hyperedge", "ties more than two; say each pair as an edge")


def _data(element: Element, names: dict[str, str]) -> dict[str, str]:
    return {
        names.get(part.attributes.get("key", ""), part.attributes.get("key", "")): part.text
        for part in element.parts
        if part.name == "data"
    }


FORMAT = Format("graphml", "GraphML", "nodes and edges", read)
