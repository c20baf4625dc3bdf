"""The search box of the map: over names, aliases, causes and skills, grouped by type."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.pages import selection, words

_TYPE_NAMES = {
    "organization": "Organizations",
    "person": "People",
    "project": "Projects",
    "event": "Events",
    "cause": "Causes",
    "skill": "Skills",
    "path": "Ways out of tech",
}


def show(dataset: Dataset) -> None:
    """Draw the box, and what fits the text in it."""
    text = st.text_input(
        "Search",
        key="search",
        placeholder="A name, a cause, a skill: AI Forensics, riders, k8s …",
        label_visibility="collapsed",
        icon=":material/search:",
    )
    if not text.strip():
        return
    hits = dataset.search(text, limit=12)
    if not hits:
        st.info(
            f"Nothing is called “{words.plain(text[:80])}”. Try a shorter part of the name, "
            "or another language's name for it."
        )
        return
    by_type: dict[str, list[tuple[str, str]]] = {}
    for hit in hits:
        kind = hit.id.partition("/")[0]
        alias = f" ({hit.matched})" if hit.matched != hit.name else ""
        by_type.setdefault(kind, []).append((hit.id, f"{hit.name}{alias}"))
    for kind, results in by_type.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_TYPE_NAMES[kind], width="content")
            for identifier, label in results:
                action, args = _action(kind, identifier)
                st.button(
                    f"{SHAPE_MARKS[kind]} {words.plain(label)}",
                    key=f"hit {identifier}",
                    on_click=action,
                    args=args,
                )


def _action(kind: str, identifier: str) -> tuple[Callable[..., None], tuple[str, ...]]:
    """What a click on a result does: open a profile, or filter by a concept."""
    if kind in ("cause", "skill", "path"):
        return selection.show_concept, (kind, identifier)
    return selection.open_profile, (identifier,)
