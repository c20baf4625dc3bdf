"""The overview drawn by deck.gl, which Streamlit ships: WebGL, all entities, clicks.

Nothing of it is fetched: there is no ground map, and names use the fonts of the machine.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pydeck

from graph.dataset import Dataset
from graph.maps.overview import Overview, Region
from graph.maps.style import group_of
from graph.networks import social

_DIM = 38
"""Opacity (0 to 255) of what the filters leave out."""

_NAMED = 400
"""Names of entities that are written at most. Letters are what takes longest to draw."""

_LETTER = 34.0
"""Height of those names in the map's units; on the screen at most 14 pixels."""


class OverviewDeck(pydeck.Deck):  # type: ignore[misc]
    """A deck whose JSON is made once: Streamlit asks for it on every rerun of the page."""

    _made: str | None = None

    def to_json(self) -> str:
        """The specification as JSON."""
        if self._made is None:
            # pydeck indents: half of what a browser would have to read.
            parts = json.loads(super().to_json())
            self._made = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return self._made


def overview_deck(
    dataset: Dataset,
    drawn: Overview,
    shown: Collection[str],
    inside: Collection[str] | None,
    lines: Iterable[tuple[str, str]],
    dark: bool,
    selected: str = "",
    width: int = 920,
) -> OverviewDeck:
    """Regions, ties, entities and names as layers ``regions``, ``ties``, ``nodes``, names.

    Parameters
    ----------
    dataset, drawn
        What is shown, and where.
    shown
        Identifiers of what is drawn at all.
    inside
        Identifiers that pass the filters; others are dimmed. None when nothing is filtered.
    lines
        Pairs of entities to join by a line.
    dark
        Whether the page is dark.
    selected
        An entity that is ringed.
    width
        Pixels that the first zoom is made for.

    Returns
    -------
    For ``st.pydeck_chart``; a clicked object of ``regions`` or ``nodes`` bears its ``id``.

    """
    degree = {str(node): count for node, count in social(dataset).degree()}
    ink = [235, 235, 235] if dark else [30, 30, 30]
    ground = [20, 20, 20] if dark else [255, 255, 255]
    nodes = [
        _node(dataset, node, place, degree.get(node, 0), inside is None or node in inside)
        for node, place in drawn.places.items()
        if node in shown
    ]
    ties = [
        {"a": drawn.places[a], "b": drawn.places[b]}
        for a, b in sorted({(min(pair), max(pair)) for pair in lines})
        if a in shown and b in shown and (inside is None or (a in inside and b in inside))
    ]
    counts = Counter(drawn.region_of[node["id"]] for node in nodes)
    regions = [_region(region, counts[region.id]) for region in drawn.regions if counts[region.id]]
    bright = [node for node in nodes if node["colour"][3] > _DIM]
    layers = [
        _layer(
            "ScatterplotLayer", "regions", regions, get_position="at", get_radius="radius",
            get_fill_color=[*ink, 14], stroked=True, get_line_color=[*ink, 40],
            line_width_min_pixels=1, pickable=True,
        ),
        _layer(
            "LineLayer", "ties", ties, get_source_position="a", get_target_position="b",
            get_color=[*ink, 26], get_width=1,
        ),
        _layer(
            "ScatterplotLayer", "nodes", nodes, get_position="at", get_radius="radius",
            get_fill_color="colour", radius_min_pixels=1.2, pickable=True, auto_highlight=True,
        ),
        _layer(
            "TextLayer", "node-names", _names(dataset, bright, degree),
            get_position="at", get_text="text", get_size=_LETTER, size_units="common",
            size_max_pixels=14, get_color=[*ink, 225], character_set="auto",
        ),
        _layer(
            "TextLayer", "region-names", regions, get_position="at", get_text="label",
            get_size="size", size_units="common", size_max_pixels=26,
            get_color=[*ink, 245], background=True, get_background_color=[*ground, 165],
            font_weight=600, character_set="auto",
        ),
    ]  # fmt: skip
    if selected in drawn.places:
        ring = [{"at": drawn.places[selected]}]
        layers.insert(
            3,
            _layer(
                "ScatterplotLayer", "selected", ring, get_position="at", get_radius=60,
                filled=False, stroked=True, get_line_color=[*ink, 255], radius_min_pixels=9,
                line_width_min_pixels=3,
            ),
        )  # fmt: skip
    return OverviewDeck(
        layers,
        views=[pydeck.View("OrthographicView", controller=True)],
        initial_view_state=_whole(drawn, width),
        map_provider=None,
        # Text, never "html": names are data.
        tooltip={"text": "{about}"},
    )


def _layer(kind: str, identifier: str, data: list[Any], **options: Any) -> Any:
    named = {"get_position", "get_source_position", "get_target_position", "get_radius"}
    named |= {"get_fill_color", "get_text", "get_size"}
    # pydeck reads a bare word as an expression over the columns of a row.
    for option, value in options.items():
        if isinstance(value, str) and option not in named:
            options[option] = pydeck.types.String(value)
    if "font_weight" in options or kind == "TextLayer":
        options["font_family"] = pydeck.types.String("Source Sans, Noto Sans, sans-serif")
    return pydeck.Layer(kind, data, id=identifier, **options)


def _names(
    dataset: Dataset, nodes: list[dict[str, Any]], degree: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Names below their nodes, the best connected first, none over another at any zoom.

    They grow with the map, so that what is apart at one zoom is apart at all of them; leaving
    names out here is cheaper than letting each browser find out for each picture.
    """
    order = sorted(nodes, key=lambda n: (-degree.get(n["id"], 0), n["id"]))
    boxes = np.zeros((_NAMED, 4))
    names: list[dict[str, Any]] = []
    for node in order:
        text = textwrap.shorten(dataset.name(node["id"]), 30, placeholder="…")
        x, y = node["at"][0], node["at"][1] + 40
        half = 0.3 * _LETTER * len(text)
        box = np.array([x - half, x + half, y - 0.6 * _LETTER, y + 0.6 * _LETTER])
        taken = boxes[: len(names)]
        apart = (
            (taken[:, 0] > box[1]) | (taken[:, 1] < box[0])
            | (taken[:, 2] > box[3]) | (taken[:, 3] < box[2])
        )  # fmt: skip
        if apart.all():
            boxes[len(names)] = box
            names.append({"at": [x, y], "text": text})
            if len(names) == _NAMED:
                break
    return names


def _node(
    dataset: Dataset, identifier: str, place: tuple[float, float], ties: int, inside: bool
) -> dict[str, Any]:
    colour = group_of(dataset, identifier).colour
    name = dataset.name(identifier)
    said = "one tie" if ties == 1 else f"{ties} ties"
    return {
        "id": identifier,
        "at": place,
        "about": f"{name} · {said}",
        "radius": round(12 + 5 * ties**0.5, 1),
        "colour": [*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), 235 if inside else _DIM],
    }


def _region(region: Region, count: int) -> dict[str, Any]:
    words = region.name.what if region.tied else region.name.what.partition(":")[0]
    if region.tied and region.name.around and " on " not in words and " in " not in words:
        words = f"around {region.name.around}"  # "NGOs" alone tells nobody anything
    lines = textwrap.wrap(words[:1].upper() + words[1:], 17)
    widest = max(map(len, lines), default=1)
    size = min(1.7 * region.radius / (0.55 * widest), 1.3 * region.radius / len(lines), 230.0)
    return {
        "id": region.id,
        "at": [region.x, region.y],
        "radius": region.radius,
        "label": "\n".join(lines),
        "size": size,
        "about": f"{region.name}\n{count:,} entities: click to go in",
    }


def _whole(drawn: Overview, width: int) -> Any:
    """The first look: everything in view."""
    right = max((r.x + r.radius for r in drawn.regions), default=1.0)
    left = min((r.x - r.radius for r in drawn.regions), default=0.0)
    low = max((r.y + r.radius for r in drawn.regions), default=1.0)
    high = min((r.y - r.radius for r in drawn.regions), default=0.0)
    scale = min(width / (right - left), 630 / (low - high))
    return pydeck.ViewState(
        target=[(left + right) / 2, (high + low) / 2, 0],
        zoom=math.log2(scale),
        min_zoom=math.log2(scale) - 1,
        max_zoom=1.5,
    )
