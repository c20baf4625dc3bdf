"""The bridges page: communities that care about the same and are far apart."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import streamlit as st

from graph.analysis.missing_bridges import MissingBridge, Suggestions
from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.pages import cached, words
from graph.spreadsheet import protected
from graph.text import capital

_SHOWN = 20


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; an entity that is clicked opens on ``map_page``."""
    st.title("Missing bridges", anchor=False)
    st.markdown(
        "Communities that work on the same causes or need the same skills and have few ties or "
        "none, and the two organizations whose acquaintance would bring them nearest. A tie that "
        "is missing here may only be missing in the data: ask before you introduce."
    )
    causes = sorted(dataset.facets["causes"], key=dataset.name)
    cause = st.selectbox(
        "Only around one cause",
        causes,
        index=None,
        format_func=dataset.name,
        placeholder="Any cause",
        key="about",
        bind="query-params",
    )
    found = cached.missing_bridges(dataset, dataset.version, cause or "", _SHOWN)
    if not found.bridges:
        st.info("No two communities share it and are apart. Try a broader cause, or all.")
        return
    st.markdown(
        f":material/info: {len(found.bridges)} pairs of communities with at least five "
        "organizations each, found from the social ties; no community comes more than twice. "
        f"Data version `{dataset.version}`."
    )
    for number, bridge in enumerate(found.bridges):
        _card(dataset, found, bridge, number, lambda identifier: _open(map_page, identifier))
    table = _table(dataset, found)
    st.dataframe(table, hide_index=True, width="stretch")
    st.download_button(
        "Download as CSV",
        lambda: protected(table).to_csv(index=False).encode(),
        file_name="tech-for-good-missing-bridges.csv",
        mime="text/csv",
        on_click="ignore",
    )
    with st.expander("How they are found"):
        st.markdown(
            "Two communities are alike by the causes that their organizations work on and the "
            "skills they look for or use; rare ones count more than common ones. How far apart "
            "they are is the harmonic mean of the steps between their organizations over social "
            "ties, so that pairs without any path do not make it meaningless. The pairs are "
            "ordered by likeness times 1 - 1 / steps, divided by one more than the ties that "
            "there are. The two organizations named would shorten the way most, weighted by what "
            "they have in common; where possible at most three others stand between them."
        )


def _open(map_page: object, identifier: str) -> None:
    st.switch_page(map_page, query_params={"id": identifier, "around": "1"})  # type: ignore[arg-type]


def _card(
    dataset: Dataset,
    found: Suggestions,
    bridge: MissingBridge,
    number: int,
    choose: Callable[[str], None],
) -> None:
    left, right = (str(found.names[g]) for g in (bridge.left, bridge.right))
    with st.container(border=True):
        st.markdown(f"**{words.plain(capital(left))}** and **{words.plain(right)}**")
        shared = ", ".join(dataset.name(label) for label in bridge.shared[:5])
        st.markdown(f"Both: {words.plain(shared)}.")
        st.markdown(words.plain(_distance(bridge)))
        a, b = bridge.ends
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Introduce", width="content")
            _end(dataset, a, number, choose)
            st.caption("to", width="content")
            _end(dataset, b, number, choose)
        if bridge.ends_shared:
            common = ", ".join(dataset.name(label) for label in bridge.ends_shared[:4])
            st.caption(f"In common: {words.plain(common)}")
        for way in bridge.routes:
            between = way[1:-1]
            if between:
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.caption("Through" if way == bridge.routes[0] else "or", width="content")
                    for step, node in enumerate(between):
                        _end(dataset, node, number, choose, f"{bridge.routes.index(way)} {step}")
        if not bridge.routes:
            st.caption("No path leads from one to the other: nobody here could introduce them yet.")


def _end(
    dataset: Dataset, node: str, number: int, choose: Callable[[str], None], where: str = ""
) -> None:
    mark = SHAPE_MARKS[node.partition("/")[0]]
    if st.button(
        f"{mark} {words.plain(dataset.name(node))}", key=f"bridge {number} {where} {node}"
    ):
        choose(node)


def _distance(bridge: MissingBridge) -> str:
    ties = {0: "no tie", 1: "one tie"}.get(bridge.ties, f"{bridge.ties} ties")
    sizes = f"{bridge.left_size} and {bridge.right_size} organizations, {ties} between them"
    if math.isinf(bridge.steps):
        return f"{sizes}; no path joins them. With one tie: {bridge.steps_after:.1f} steps."
    return (
        f"{sizes}; {bridge.steps:.1f} steps apart on average, {bridge.steps_after:.1f} with one "
        "more tie."
    )


def _table(dataset: Dataset, found: Suggestions) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Community": str(found.names[bridge.left]),
                "And": str(found.names[bridge.right]),
                "Shared": ", ".join(dataset.name(label) for label in bridge.shared[:5]),
                "Likeness": round(bridge.likeness, 2),
                "Ties": bridge.ties,
                "Steps": None if math.isinf(bridge.steps) else round(bridge.steps, 2),
                "Steps with the tie": round(bridge.steps_after, 2),
                "Introduce": dataset.name(bridge.ends[0]),
                "To": dataset.name(bridge.ends[1]),
                "Through": "; ".join(
                    ", ".join(dataset.name(n) for n in way[1:-1]) for way in bridge.routes
                ),
            }
            for bridge in found.bridges
        ]
    )
