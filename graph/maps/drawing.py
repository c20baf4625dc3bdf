"""A view as a pyvis model, for the live map and for a file that works from disk."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pyvis.network import Network

from graph.dataset import Dataset
from graph.layout import positions
from graph.maps.style import (
    ARROWS,
    GROUPS,
    LINES,
    OTHER_LINE,
    SHAPE_MARKS,
    SHAPES,
    group_of,
)
from graph.maps.views import MapView
from graph.networks import social
from graph.text import shortened

_LABEL = 34
_RING = "#e0a100"
_OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "hideEdgesOnDrag": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "multiselect": False,
    },
    "nodes": {
        "borderWidth": 1,
        "borderWidthSelected": 3,
        "scaling": {
            "min": 8,
            "max": 30,
            # The drawing script writes the names itself, where there is room.
            "label": {"enabled": False},
        },
    },
    "edges": {"smooth": False, "selectionWidth": 2, "hoverWidth": 1, "arrowStrikethrough": False},
}


@dataclass(frozen=True)
class Board:
    """A view with the places of its nodes, words written on it, and lines drawn thick."""

    view: MapView
    place: Mapping[str, tuple[float, float]]
    captions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    strong: frozenset[str] = frozenset()


def draw(
    dataset: Dataset,
    view: MapView,
    weight: Mapping[str, int] | None = None,
    place: Mapping[str, tuple[float, float]] | None = None,
    strong: Collection[str] = (),
    marked: Collection[str] = (),
) -> Network:
    """The view as a pyvis network with fixed positions.

    ``weight`` gives each node's size; without it the number of social ties in
    the whole dataset counts. ``place`` gives positions, computed when None;
    lines of ``strong`` (identifiers of ties) are drawn thick, nodes of ``marked``
    with a ring. Nodes and ties are
    handed over in bulk because pyvis looks every one up again when they are
    added singly.
    """
    ties = weight if weight is not None else dict(social(dataset).degree())
    place = positions(view.network()) if place is None else place
    model = Network(directed=True, cdn_resources="in_line")
    model.nodes = [_node(dataset, identifier, ties, place) for identifier in view.nodes]
    for node in model.nodes:
        if node["id"] in marked:
            node["borderWidth"] = 4
            colours = {"background": node["color"], "border": _RING}
            node["color"] = {**colours, "highlight": colours, "hover": colours}
    model.node_ids = list(view.nodes)
    model.node_map = {node["id"]: node for node in model.nodes}
    model.edges = [
        _edge(dataset, tie.id, tie.subject, tie.object, tie.relation) for tie in view.ties
    ]
    for edge in model.edges:
        if edge["id"] in strong:
            edge["width"] = 4
            edge["color"] = {**edge["color"], "opacity": 0.95}
    model.set_options(json.dumps(_OPTIONS))
    return model


def payload(
    model: Network,
    captions: Mapping[str, tuple[float, float]] | None = None,
    keys: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Nodes, edges and options of a pyvis network as plain data for the drawing script.

    ``captions`` are words to write at places of the map, ``keys`` the entries of its legend.
    """
    said = [{"text": text, "x": x, "y": y} for text, (x, y) in (captions or {}).items()]
    return {
        "nodes": model.nodes, "edges": model.edges, "options": model.options, "captions": said,
        "keys": keys or {},
    }  # fmt: skip


def _node(
    dataset: Dataset,
    identifier: str,
    ties: Mapping[str, int],
    place: Mapping[str, tuple[float, float]],
) -> dict[str, Any]:
    kind = identifier.partition("/")[0]
    name = dataset.name(identifier)
    group = group_of(dataset, identifier)
    entity = dataset.entities.get(identifier)
    concept = dataset.concepts.get(entity.kind) if entity else None
    about = concept.label if concept else kind.capitalize()
    x, y = place[identifier]
    count = ties.get(identifier, 0)
    ties_said = f"{count} {'tie' if count == 1 else 'ties'}"
    described = entity.description if entity else ""
    return {
        "id": identifier,
        "name": shortened(name, _LABEL),
        "title": "\n".join(filter(None, [name, f"{about} · {ties_said}", described])),
        "kin": group.name,
        "shape": SHAPES[kind],
        "color": group.colour,
        "value": count,
        "x": x,
        "y": y,
    }


def _edge(
    dataset: Dataset, identifier: str, subject: str, target: str, relation: str
) -> dict[str, Any]:
    colour, dashes = LINES.get(relation, OTHER_LINE)
    words = f"{dataset.name(subject)} {dataset.relations[relation].label} {dataset.name(target)}"
    edge: dict[str, Any] = {
        "id": identifier,
        "from": subject,
        "to": target,
        "relation": relation,
        "title": words,
        "color": {"color": colour, "highlight": colour, "hover": colour, "opacity": 0.45},
        "dashes": dashes,
        "width": 1,
    }
    if relation in ARROWS:
        edge["arrows"] = {"to": {"enabled": True, "scaleFactor": 0.45}}
    return edge


@cache
def drawing_script() -> str:
    """The script that draws a payload with vis-network; defines ``drawMap``."""
    return "\n".join(map(asset, ("picture.js", "legend.js", "map.js")))


@cache
def drawing_style() -> str:
    """The style sheet of the map."""
    return asset("map.css")


@cache
def vis_network() -> str:
    """The vis-network script that pyvis ships."""
    asset = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")
    # The map to its sources names a file that is not shipped: a browser would ask for it.
    text = asset.read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def legend(dataset: Dataset, view: MapView) -> list[tuple[str, str, str]]:
    """Rows of the legend of a view: mark, colour, name; only what is shown."""
    shown = {group_of(dataset, identifier).name for identifier in view.nodes}
    types = {identifier.partition("/")[0] for identifier in view.nodes}
    marks = {"People": "person", "Projects and events": "project", "Causes and skills": "cause"}
    rows = []
    for group in GROUPS:
        if group.name in shown:
            kind = marks.get(group.name, "organization")
            if group.name == "Projects and events" and "project" not in types:
                kind = "event"
            rows.append((SHAPE_MARKS[kind], group.colour, group.name))
    return rows


def keys(dataset: Dataset, view: MapView) -> dict[str, Any]:
    """The legend of a view for the drawing script, which makes buttons of it that hide and show.

    Colours with mark and number of nodes, and lines with look and number of ties.
    """
    nodes = Counter(group_of(dataset, identifier).name for identifier in view.nodes)
    lines = Counter(tie.relation for tie in view.ties)
    groups = [
        {"mark": mark, "colour": colour, "name": name, "count": nodes[name]}
        for mark, colour, name in legend(dataset, view)
    ]
    relations = []
    for relation, count in sorted(lines.items(), key=lambda item: (-item[1], item[0])):
        colour, dashes = LINES.get(relation, OTHER_LINE)
        relations.append(
            {
                "relation": relation, "name": dataset.relations[relation].label, "colour": colour,
                "dashes": dashes or [], "arrow": relation in ARROWS, "count": count,
            }
        )  # fmt: skip
    return {"groups": groups, "lines": relations}


def all_groups() -> list[tuple[str, str, str]]:
    """Rows of a legend of every colour group of entities."""
    marks = {"People": "person", "Projects and events": "project"}
    return [
        (SHAPE_MARKS[marks.get(group.name, "organization")], group.colour, group.name)
        for group in GROUPS
        if group.name != "Causes and skills"
    ]


def standalone(dataset: Dataset, view: MapView, title: str, board: Board | None = None) -> str:
    """One HTML page that draws the view from disk and asks the network for nothing.

    A ``board`` gives places, captions and thick lines; without it the view is laid out anew.
    """
    place, strong, captions = (
        (board.place, board.strong, board.captions) if board else (None, frozenset(), {})
    )
    model = payload(draw(dataset, view, None, place, strong), captions, keys(dataset, view))
    model |= {"title": title, "file": "map"}
    model["origin"] = f"Tech for Good Graph, data version {dataset.version}, CC BY 4.0."
    # Inside a script element "</" would end it, and <!-- would change how it is read.
    data = json.dumps(model, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    page = Environment(autoescape=True).from_string(asset("standalone.html"))
    return page.render(
        title=title,
        note=view.note,
        names=[dataset.name(identifier) for identifier in view.nodes],
        version=dataset.version,
        style=Markup(drawing_style()),
        vis=Markup(vis_network().replace("</script", "<\\/script")),
        script=Markup(drawing_script()),
        data=Markup(data),
    )


def asset(name: str) -> str:
    """A script, style sheet or template of the maps."""
    return files("graph.maps").joinpath("assets", name).read_text(encoding="utf-8")
