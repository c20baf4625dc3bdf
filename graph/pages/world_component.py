"""The world in the page: countries drawn as SVG in a component, with clicks back to Python."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from graph.maps.drawing import asset, drawing_style
from graph.pages.map_component import COLOURS

_HTML = """
<div class="tfg-world">
  <svg role="group"
    aria-label="Countries. Arrow keys go from one to the next, Enter chooses."></svg>
  <div class="tfg-said" role="presentation"></div>
  <div class="tfg-tools">
    <button type="button" data-act="in" aria-label="Zoom in">+</button>
    <button type="button" data-act="out" aria-label="Zoom out">−</button>
    <button type="button" data-act="fit" aria-label="Show everything">⤢</button>
    <button type="button" data-act="save" aria-label="Save as a picture (PNG)"
      title="Save as a picture (PNG)">⤓</button>
  </div>
</div>
"""

_GLUE = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".tfg-world");
  const key = JSON.stringify([data.key, colours(root)]);
  if (root.tfgKey !== key) drawWorld(root, { ...structuredClone(data), ...colours(root) },
    (code) => setTriggerValue("country", code));
  root.tfgKey = key;
  return () => {};
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "tech_for_good_graph_world",
        html=_HTML,
        css=f"{drawing_style()}\n{asset('world.css')}",
        js="\n".join([asset("picture.js"), asset("world.js"), COLOURS, _GLUE]),
    )


def show(payload: dict[str, Any], on_country: Callable[[str], None]) -> None:
    """Draw a payload of `graph.maps.world.world_payload`.

    ``on_country`` is called with the code of a country that is clicked, or chosen by key.
    """
    _component()(
        key="world",
        data=payload,
        on_country_change=lambda: on_country(str(st.session_state["world"].get("country") or "")),
    )
