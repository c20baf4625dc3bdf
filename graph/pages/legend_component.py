"""The legend of the map of everything: buttons that hide and show kinds of entities.

WebGL is drawn from what the server sends, so here a click asks for a new picture.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import streamlit as st

from graph.maps.drawing import asset, drawing_style

_HTML = '<div class="tfg-keys"></div><div class="tfg-live" role="status"></div>'

_GLUE = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const hidden = { kin: new Set(data.hidden), relation: new Set() };
  const host = parentElement.querySelector(".tfg-keys");
  const live = parentElement.querySelector(".tfg-live");
  const said = live.textContent;
  const key = JSON.stringify(data);
  if (host.tfgKey === key) return;
  host.tfgKey = key;
  // A drawing that follows a click leaves the focus on its button.
  const active = parentElement.getRootNode().activeElement;
  const at = [...host.querySelectorAll("button")].indexOf(active);
  drawLegend(host, live, data.keys, hidden, () => {
    setTriggerValue("hidden", [...hidden.kin]);
    return "";
  });
  live.textContent = said;
  if (at >= 0) host.querySelectorAll("button")[at]?.focus();
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "tech_for_good_graph_legend",
        html=_HTML,
        css=drawing_style(),
        js="\n".join([asset("legend.js"), _GLUE]),
    )


def show(
    groups: list[dict[str, Any]], hidden: Collection[str], on_change: Callable[[list[str]], None]
) -> None:
    """Draw buttons for groups; ``on_change`` is called with the names of those to hide."""

    def changed() -> None:
        asked = st.session_state["legend"].get("hidden")
        on_change([str(name) for name in asked] if isinstance(asked, list) else [])

    _component()(
        key="legend",
        data={"keys": {"groups": groups}, "hidden": sorted(hidden)},
        on_hidden_change=changed,
    )
