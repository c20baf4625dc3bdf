"""What stands below a map: its legend, downloads, and the same entries as a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps import Board, standalone
from graph.maps.takeaway import as_csv, as_gexf, as_svg
from graph.pages import cached, picture_component, selection, words
from graph.text import capital

_LIVE = 1500
"""Nodes that one offline page draws at most."""


def titled(dataset: Dataset, region: str, centre: str, picked: Selection) -> str:
    """What a view is called, for the name of its file."""
    if centre:
        return dataset.name(centre)
    if region:
        whole = cached.overview(dataset, dataset.version)
        return capital(next(str(r.name) for r in whole.regions if r.id == region))
    chosen = [v for facet in ("paths", "kinds", "causes", "skills", "countries")
              for v in sorted(getattr(picked, facet))]  # fmt: skip
    names = [dataset.name(v) if "/" in v else country_name(v) for v in chosen]
    return ", ".join(names) or "Tech for Good Graph"


def file_name(title: str) -> str:
    """A title as the name of a file, without its ending."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "map"


def take_along(dataset: Dataset, board: Board, title: str, picture: bool = False) -> None:
    """Downloads of what is shown; made only when asked for.

    Maps that bear a button for it themselves need no ``picture``.
    """
    name = file_name(title)
    kinds = {
        "Offline page (HTML)": (
            "html",
            "text/html",
            lambda: standalone(dataset, board.view, title, board).encode(),
        ),
        "Drawing (SVG)": ("svg", "image/svg+xml", lambda: as_svg(dataset, board, title)),
        "Network (GEXF)": ("gexf", "application/xml", lambda: as_gexf(dataset, board)),
        "Ties with sources (CSV)": ("csv", "text/csv", lambda: as_csv(dataset, board)),
    }
    with (
        st.expander("Take this view along"),
        st.container(horizontal=True, gap="small"),
    ):
        for label, (ending, mime, made) in kinds.items():
            if ending == "html" and len(board.view.nodes) > _LIVE:
                continue
            st.download_button(
                label, made, file_name=f"{name}.{ending}", mime=mime, on_click="ignore",
                key=f"take {ending}",
            )  # fmt: skip
        if picture:
            picture_component.show(lambda: as_svg(dataset, board, title), name)


def listed(dataset: Dataset, shown: Sequence[str], choose: Callable[[str], None]) -> None:
    """Every node of the view as a row that opens its profile: for keyboards and screen readers."""
    with st.expander(f"The same as a list: {len(shown):,} entries"):
        table = cached.entity_table(dataset, dataset.version)
        rows = table[table.index.isin(shown)][["Name", "Type", "Kind", "Country", "Causes", "Ties"]]
        event = st.dataframe(
            rows, hide_index=True, width="stretch", on_select="rerun",
            selection_mode="single-row", key="listed",
        )  # fmt: skip
        chosen = event["selection"]["rows"]
        if chosen and st.button(f"Open {words.plain(str(rows.iloc[chosen[0]]['Name']))}"):
            choose(str(rows.index[chosen[0]]))
            st.rerun()


def widen(dataset: Dataset, picked: Selection) -> None:
    """Nothing fits: say so, and offer the filters whose removal helps."""
    st.info("Nothing fits all filters at once. Take one of them away:")
    with st.container(horizontal=True):
        for key, label, count in selection.widened(dataset, picked):
            st.button(
                f"Without “{label}”: {count:,}",
                key=f"widen {key}",
                on_click=_drop_filter,
                args=(key,),
            )


def _drop_filter(key: str) -> None:
    st.session_state[key] = []
