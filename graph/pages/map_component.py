"""The live map: pyvis's own vis-network in a component, with clicks back to Python."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from graph.maps.drawing import drawing_script, drawing_style, vis_network

_HTML = """
<div class="tfg-map">
  <div class="tfg-canvas" role="application" tabindex="0"
    aria-label="Interactive network map. The list below it holds the same entries."></div>
  <div class="tfg-tools">
    <button type="button" data-act="in" aria-label="Zoom in">+</button>
    <button type="button" data-act="out" aria-label="Zoom out">−</button>
    <button type="button" data-act="fit" aria-label="Show everything">⤢</button>
    <button type="button" data-act="save" aria-label="Save as a picture (PNG)"
      title="Save as a picture (PNG)">⤓</button>
  </div>
</div>
<div class="tfg-keys"></div>
<div class="tfg-live" role="status"></div>
"""

COLOURS = """
const hex = (colour) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour;
  return pen.fillStyle;
};
const colours = (root) => {
  const style = getComputedStyle(root);
  const colour = (name, other) => hex(style.getPropertyValue(name).trim() || other);
  return {
    text: colour("--st-text-color", "#222222"),
    ground: colour("--st-background-color", "#ffffff"),
  };
};
"""
"""Script that reads the colours of the page's theme: text and ground."""

_GLUE = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".tfg-map");
  drawMap(root, { ...data, ...colours(root) }, (what, id) => setTriggerValue(what, id));
  return () => {};
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "tech_for_good_graph_map",
        html=_HTML,
        css=drawing_style(),
        js="\n".join([vis_network(), drawing_script(), COLOURS, _GLUE]),
    )


def show(
    payload: dict[str, Any],
    key: str,
    selected: str,
    on_node: Callable[[str], None],
    on_tie: Callable[[str], None],
    on_more: Callable[[str], None],
) -> None:
    """Draw a payload of `graph.maps.drawing.payload`.

    ``key`` names the view: the map is drawn anew only when it changes.
    ``on_node`` is called with the node that is clicked, "" for empty ground;
    ``on_tie`` with the identifier of a line, ``on_more`` with the node of a double click.
    """

    def value(what: str) -> str:
        return str(st.session_state["map"].get(what) or "")

    _component()(
        key="map",
        data={**payload, "key": key, "selected": selected},
        on_node_change=lambda: on_node(value("node")),
        on_more_change=lambda: on_more(value("more")),
        on_none_change=lambda: on_node(""),
        on_tie_change=lambda: on_tie(value("tie")),
    )
