"""A button that makes a picture (PNG) of a drawing (SVG), in the browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from graph.maps.drawing import asset

_HTML = '<button type="button" class="tfg-picture">Picture (PNG)</button>'

_CSS = """
.tfg-picture { min-height: 2.5rem; padding: .25rem .75rem; border-radius: .5rem;
  border: 1px solid rgba(128, 128, 128, .45); background: var(--st-background-color, #fff);
  color: var(--st-text-color, #222); font: 16px 'Source Sans', sans-serif; cursor: pointer; }
.tfg-picture:hover { border-color: #3d7ebf; }
.tfg-picture:focus-visible { outline: 3px solid #3d7ebf; outline-offset: 2px; }
"""

_GLUE = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  button.onclick = () => {
    button.disabled = true;
    button.textContent = "Drawing …";
    setTriggerValue("asked", true);
  };
  if (!data.svg || !button.disabled) return;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2400;
    canvas.height = Math.round((2400 * image.naturalHeight) / image.naturalWidth);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    savePicture(canvas, { file: data.file, text: "#222222", ground: "#ffffff" });
    button.disabled = false;
    button.textContent = "Picture (PNG)";
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(data.svg);
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component(
        "tech_for_good_graph_picture",
        html=_HTML,
        css=_CSS,
        js="\n".join([asset("picture.js"), _GLUE]),
    )


def show(made: Callable[[], bytes], file: str) -> None:
    """Draw the button; ``made`` gives the drawing, when somebody asks for the picture."""
    asked = st.session_state.pop("picture asked", False)
    _component()(
        key="picture",
        data={"svg": made().decode() if asked else "", "file": file},
        on_asked_change=lambda: st.session_state.update({"picture asked": True}),
    )
