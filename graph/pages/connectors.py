"""The connectors page: who links what would otherwise be apart, with the reasons."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.analysis.connectors import PARTS, WEIGHTS, Connector
from graph.countries import country_name
from graph.dataset import Dataset
from graph.pages import cached, words

_SHOWN = 25


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; ``map_page`` is the page that a chosen connector opens on."""
    st.title("Connectors", anchor=False)
    st.markdown(
        "Who links organizations that would otherwise be apart, **in this dataset**. A rank says "
        "what the sources here show, not how important a person is: whoever is described in more "
        "sources can rank higher."
    )
    of = st.segmented_control(
        "Rank",
        ["people", "organizations"],
        default="people",
        required=True,
        format_func=str.capitalize,
        key="of",
        bind="query-params",
        label_visibility="collapsed",
    )
    ranking = cached.connectors(dataset, dataset.version, str(of))
    everywhere = sorted({c for row in ranking for c in row.countries}, key=country_name)
    sectors = sorted({s for row in ranking for s in row.sectors})
    left, right = st.columns(2)
    with left:
        sector = st.multiselect("Links into the sector", sectors, placeholder="Any")
    with right:
        country = st.multiselect(
            "Links into the country", everywhere, format_func=country_name, placeholder="Any"
        )
    rows = [
        row
        for row in ranking
        if set(sector) <= set(row.sectors) and set(country) <= set(row.countries)
    ]
    st.markdown(
        f":material/info: {len(rows):,} of {len(ranking):,} {of} with at least two social ties "
        f"(roles, memberships, partnerships, funding, lineage), data version `{dataset.version}`."
    )
    if not rows:
        st.info("Nobody fits all filters at once. Take one of them away.")
        return
    for row in rows[:_SHOWN]:
        _card(dataset, row, map_page)
    if len(rows) > _SHOWN:
        st.markdown(f"The first {_SHOWN} are described above; all {len(rows):,} are in the table.")
    table = _table(rows)
    st.dataframe(table, hide_index=True, width="stretch")
    with st.expander("How the score is made"):
        total = sum(WEIGHTS.values())
        lines = [
            f"- **{words.plain(name.replace('_', ' '))}**, {WEIGHTS[name] / total:.0%}: {meaning}"
            for name, meaning in PARTS.items()
        ]
        st.markdown(
            "The score is the weighted mean of the percentile ranks of these parts among all "
            "ranked, 0 to 100:\n" + "\n".join(lines)
        )
        st.markdown(
            "Not yet part of it: how much a rank would move with other sources, and what a random "
            "network with the same numbers of ties would give."
        )


def _card(dataset: Dataset, row: Connector, map_page: object) -> None:
    with st.container(border=True):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            if st.button(
                f"**{row.rank}\\. {words.plain(row.name)}**", key=f"open {row.id}", type="tertiary"
            ):
                st.switch_page(map_page, query_params={"id": row.id, "around": "1"})  # type: ignore[arg-type]
            st.markdown(f"score **{row.score:.0f}**", width="content")
        st.markdown(words.plain(row.reason))
        covered = row.coverage
        source = dataset.sources[covered.largest_source]
        newest = covered.newest[:4] or "undated"
        st.caption(
            f"{covered.facts} facts from {covered.sources} "
            f"{'source' if covered.sources == 1 else 'sources'}, newest {newest}; "
            f"{covered.largest_share:.0%} from {words.link(source.title, source.url)}"
        )


def _table(rows: list[Connector]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Rank": row.rank,
                "Name": row.name,
                "Score": round(row.score, 1),
                **{
                    name.replace("_", " ").capitalize(): round(value, 3)
                    for name, value in row.parts.items()
                },
                "Sources": row.coverage.sources,
                "Facts": row.coverage.facts,
                "Newest": row.coverage.newest[:4],
                "Why": row.reason,
            }
            for row in rows
        ]
    )
