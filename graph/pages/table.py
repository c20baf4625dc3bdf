"""The table page: the same entities as on the map, to sort, filter and take along."""

from __future__ import annotations

import streamlit as st

from graph.dataset import Dataset
from graph.pages import cached, selection
from graph.spreadsheet import protected


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; a chosen row opens on ``map_page``."""
    st.title("Everything as a table", anchor=False)
    with st.sidebar:
        st.header("Filters", anchor=False)
        picked = selection.filters(dataset)
    table = cached.entity_table(dataset, dataset.version)
    rows = table[table.index.isin(dataset.select(picked))]
    types = st.pills(
        "Type", sorted(table["Type"].unique()), selection_mode="multi", key="type",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    if types:
        rows = rows[rows["Type"].isin(types)]
    st.markdown(
        f":material/info: {len(rows):,} of {len(table):,} entities. Click a heading to sort, "
        "a box at the left of a row to open it on the map. An empty cell means: not known."
    )
    event = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=620,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Website": st.column_config.LinkColumn(display_text=r"https?://(?:www\.)?([^/]+)"),
            "Ties": st.column_config.NumberColumn(help="Social ties in this dataset"),
        },
    )
    chosen = event["selection"]["rows"]
    if chosen:
        identifier = str(rows.index[chosen[0]])
        st.switch_page(map_page, query_params={"id": identifier, "around": "1"})  # type: ignore[arg-type]
    st.download_button(
        "Download these rows as CSV",
        lambda: protected(rows).to_csv().encode(),
        file_name="tech-for-good-entities.csv",
        mime="text/csv",
        on_click="ignore",
    )
