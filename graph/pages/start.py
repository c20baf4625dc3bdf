"""The first page: what this is, in ten seconds, and the doors into it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.pages import cached, studies, words


def show(dataset: Dataset, doors: dict[str, object], map_page: object) -> None:
    """Draw the page; ``doors`` maps the heading of each door to the page behind it."""
    types = {kind: len(members) for kind, members in dataset.facets["types"].items()}
    st.title("Tech for Good Graph", anchor=False)
    st.markdown(
        "An open, sourced map of technology work outside big tech: public digital teams, tech "
        "co-ops, NGOs, unions, schools, the funders behind them, **and the people who connect "
        "them**. Every tie leads to the page that states it."
    )
    st.markdown(
        f"{types['organization']:,} organizations · {types['person']:,} people · "
        f"{types['project']:,} projects · {types['event']:,} events · "
        f"{len(dataset.facets['countries'])} countries · {len(dataset.statements):,} sourced "
        f"statements from {len(dataset.sources):,} sources"
    )
    columns = st.columns(len(doors))
    for column, (heading, page) in zip(columns, doors.items(), strict=True):
        title, _, text = heading.partition(": ")
        with column, st.container(border=True, height="stretch"):
            st.subheader(title, anchor=False)
            st.markdown(text)
            if st.button(f"{title} →", key=f"door {title}", width="stretch"):
                st.switch_page(page)  # type: ignore[arg-type]
    _finding(dataset)
    left, right = st.columns(2, gap="large")
    with left:
        _paths(dataset, map_page)
    with right:
        _connectors(dataset, lambda identifier: _open(map_page, identifier))
    st.caption(
        f"Data version `{dataset.version}`, CC BY 4.0. What is not known is said to be unknown; a "
        "tie that is missing here may only be missing in the data. Nothing about your visit is "
        "stored, and the app asks nothing of the internet."
    )


def _open(map_page: object, identifier: str) -> None:
    st.switch_page(map_page, query_params={"id": identifier, "around": "1"})  # type: ignore[arg-type]


def _finding(dataset: Dataset) -> None:
    """One true thing, computed from the data."""
    found = cached.striking(dataset, dataset.version)
    if found is None:
        return
    st.info(
        f"**What holds the field together?** If the {found.people} people and "
        f"{found.organizations} organizations that rank first as connectors left, "
        f"{found.lost:.0%} of the pairs of others that some chain of ties joins today would lose "
        f"every chain, and {found.farther:.0%} more would be farther apart. If others of the same "
        f"kinds, drawn at random, left instead: {found.usual:.1%}. (Computed on "
        f"{found.nodes:,} entities with known social ties.)",
        icon=":material/lightbulb:",
    )


def _paths(dataset: Dataset, map_page: object) -> None:
    st.markdown("**Ways out of big tech.** Show who is on one of them:")
    with st.container(key="ties-paths"):
        for identifier, concept in dataset.concepts.items():
            count = len(dataset.facets["paths"].get(identifier, ()))
            if concept.type == "path" and count:
                label = f"{SHAPE_MARKS['path']} {words.plain(concept.label)} · {count:,}"
                if st.button(label, key=f"start {identifier}", type="tertiary"):
                    st.switch_page(map_page, query_params={"path": identifier, "view": "best"})  # type: ignore[arg-type]


def _connectors(dataset: Dataset, choose: Callable[[str], None]) -> None:
    st.markdown("**The sixth way, the connectors.** The first ten:")
    found = studies.connectors(dataset, dataset.version, "people")
    with st.container(key="ties-connectors"):
        for connector in found.ranked()[:10] if found else ():
            if st.button(
                f"{SHAPE_MARKS['person']} {words.plain(connector.name)}",
                key=f"start {connector.id}",
                type="tertiary",
                help=words.plain(connector.profile.reason),
            ):
                choose(connector.id)
