"""The geographic view: which countries what is chosen is in, and the ties between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps.geography import COUNTED, Geography, as_table, counted, ties_table
from graph.maps.world import world_payload
from graph.pages import below, cached, selection, words, world_component
from graph.spreadsheet import protected


def show(dataset: Dataset, picked: Selection, drawn: cached.Drawn) -> None:
    """Draw the view; a click on a country filters by it, another click takes the filter away."""
    # Like the numbers behind a filter's options: countries are counted as if none were chosen.
    others = replace(picked, countries=frozenset())
    found = cached.geography(dataset, dataset.version, others, drawn)
    if not sum(found.totals.values()):
        below.widen(dataset, picked)
        return
    chosen = sorted(picked.countries)
    cached.outlines_ready()
    payload = world_payload(found, chosen)
    st.markdown(f":material/info: {words.plain(_note(found, payload['lines'], chosen))}")
    version = repr((dataset.version, others, drawn, chosen))
    title = "Tech for Good Graph by country"
    words_on_it = {"key": version, "title": title, "file": "countries"}
    words_on_it["origin"] = f"Data version {dataset.version}, CC BY 4.0. Outlines: Natural Earth."
    world_component.show({**payload, **words_on_it}, _toggle)
    union = " The Union as a whole stands west of Europe." if "EU" in found.counts else ""
    st.caption(
        "Circle: number of organizations. Line: ties between two countries, thicker for more. "
        "Click a country to filter by it and see its ties. Who is in several countries counts in "
        f"each.{union} Outlines: Natural Earth (public domain), with disputed borders as its "
        "German edition draws them; this says nothing about whose land it is."
    )
    if chosen:
        _about(found, chosen)
    _table(found)


def _note(found: Geography, lines: list[int], chosen: list[str]) -> str:
    """What is counted, what is not known, and what is left out, in sentences."""
    unknown = _counted(found.unknown)
    said = f"{', '.join(_counted(found.totals))} in {len(found.counts):,} countries."
    if unknown:
        said += f" Country not known: {', '.join(unknown)}; they are on no country here."
    if found.several:
        said += f" {found.several:,} are in several."
    if found.ties:
        placed = found.ties - found.unplaced
        said += (
            f" Of {found.ties:,} ties, {placed:,} join two whose countries are known: "
            f"{sum(found.within.values()):,} within a country."
        )
    if lines[1] > lines[0]:
        said += f" Lines: the {lines[0]:,} pairs of countries with most ties, of {lines[1]:,}."
    elif chosen:
        said += " Lines: only those of the chosen countries."
    return said


def _counted(counts: Mapping[str, int]) -> list[str]:
    """Numbers by type in words, those that are not 0."""
    return [counted(counts[kind], kind) for kind in COUNTED if counts.get(kind)]


def _about(found: Geography, chosen: list[str]) -> None:
    """The chosen countries in words, and the ways on from here."""
    for code in chosen:
        abroad = found.abroad(code)
        counts = found.counts.get(code, {})
        said = _counted(counts)
        line = f"**{words.plain(country_name(code))}:** {', '.join(said) or 'nothing known'}; "
        within = found.within.get(code, 0)
        line += f"{within:,} {'tie' if within == 1 else 'ties'} within"
        if abroad:
            first = ", ".join(f"{country_name(c)} ({n:,})" for c, n in list(abroad.items())[:5])
            line += f", {sum(abroad.values()):,} with others: most with {words.plain(first)}"
        st.markdown(f"{line}.")
    with st.container(horizontal=True, gap="small"):
        st.button("Show who is there", on_click=selection.zoom_to, args=("", "best"),
                  icon=":material/hub:")  # fmt: skip
        st.button("All countries", on_click=selection.filter_by, args=("country",),
                  icon=":material/close:")  # fmt: skip


def _table(found: Geography) -> None:
    table = as_table(found)
    with st.expander(f"The same as a list: {len(found.counts):,} countries"):
        event = st.dataframe(
            table, hide_index=True, width="stretch", on_select="rerun",
            selection_mode="single-row", key="countries listed",
        )  # fmt: skip
        marked = event["selection"]["rows"]
        code = str(table.index[marked[0]]) if marked and marked[0] < len(table) else ""
        if code:
            st.button(f"Filter by {words.plain(country_name(code))}",
                      on_click=selection.filter_by, args=("country", code))  # fmt: skip
    with st.expander("Take this view along"), st.container(horizontal=True, gap="small"):
        for label, file, rows in (
            ("Countries (CSV)", "countries", table.reset_index()),
            ("Ties between countries (CSV)", "ties-between-countries", ties_table(found)),
        ):
            st.download_button(
                label,
                protected(rows).to_csv(index=False).encode(),
                file_name=f"{file}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"take {file}",
            )
        st.caption("The picture (PNG) is the last of the buttons on the map.", width="content")


def _toggle(code: str) -> None:
    """Filter by a country; without a country where it was the only one chosen."""
    if code:
        held = st.session_state.get("country", [])
        selection.filter_by("country", *([] if held == [code] else [code]))
