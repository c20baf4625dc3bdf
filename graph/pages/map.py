"""The map page: search, filters, the map, and beside it the profile of what is selected."""

from __future__ import annotations

import streamlit as st

from graph import evidence
from graph.dataset import Dataset, Selection
from graph.maps import Period
from graph.pages import (
    cached,
    everything,
    geography,
    network,
    profile,
    route,
    search,
    selection,
    tie_card,
    words,
)
from graph.text import shortened

_RELATION_SETS = {
    "Social ties": ("holds_role", "member_of", "partner_of", "funds", "part_of", "succeeded_by",
                    "spun_out_of"),
    "Projects and events": ("makes", "takes_part_in"),
    "Causes": ("works_on",),
    "Skills": ("needs_skill", "uses_skill", "has_skill"),
    "Campaigns": ("campaigns_with", "endorses"),
}  # fmt: skip


def show(dataset: Dataset) -> None:
    """Draw the page."""
    with st.sidebar:
        picked, drawn = _sidebar(dataset)
    found = selection.chosen()
    if found in dataset.concepts:
        # A concept is no entity with a profile: show what has it.
        selection.choose("")
        found = ""
    st.title("The map", anchor=False)
    search.show(dataset)
    known = dataset.renames.get(found, found) in dataset.entities
    at = dataset.entity(found).id if known else ""
    steps = selection.around() if known else 0
    web = dataset.renames.get(selection.web(), selection.web())
    centre = web if steps and web in dataset.entities else at
    region = _region(dataset) if not steps else ""
    _breadcrumb(dataset, region, at, centre, steps)
    tie = selection.tie()
    if not (found or tie or steps or region or selection.view() == "best"):
        _board(dataset, picked, drawn, region, at, centre, steps)
        return
    # Two columns whether or not anything is chosen: a map that moves is drawn anew.
    board, side = st.columns([2, 1], gap="medium")
    way = selection.way_to() if at else ""
    with board:
        if way:
            network.way(dataset, at, way)
        else:
            _board(dataset, picked, drawn, region, at, centre, steps)
    with side, st.container(key="profile"):
        if found or tie:
            close, share = st.columns(2)
            close.button("Close", on_click=_close, icon=":material/close:")
            share.caption("The address of this page leads back to this view.")
        if tie:
            tie_card.show(dataset, tie, selection.choose)
        elif found:
            if at:
                route.ask(dataset, at)
            profile.show(dataset, found, selection.open_profile)
        elif region:
            everything.about_region(dataset, region)
        else:
            st.markdown(
                "Click a node for its profile, a line for its sources. The list below the map "
                "holds the same entries."
            )


def _close() -> None:
    """Close the card of a line, or else the profile."""
    if selection.tie():
        selection.choose_tie("")
    else:
        selection.choose("")


def _region(dataset: Dataset) -> str:
    """The region that the address asks for, if there is one of that name."""
    asked = selection.region()
    known = {r.id for r in cached.overview(dataset, dataset.version).regions} if asked else set()
    return asked if asked in known else ""


def _breadcrumb(dataset: Dataset, region: str, at: str, centre: str, steps: int) -> None:
    """Where the reader is: everything, a region, an entity; and the ways to zoom."""
    whole = cached.overview(dataset, dataset.version)
    home = whole.region_of.get(centre, "") if centre and steps else region
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="crumbs"):
        st.button(
            "Everything",
            on_click=selection.zoom_to,
            icon=":material/public:",
            type="tertiary",
            disabled=not (steps or region or selection.view()),
        )
        if home:
            name = next(str(r.name) for r in whole.regions if r.id == home)
            st.button(
                f"› {words.plain(shortened(name))}",
                on_click=selection.zoom_to,
                args=(home,),
                type="tertiary",
                disabled=home == region and not steps,
            )
        if centre and steps:
            name = words.plain(shortened(dataset.name(centre)))
            st.button(
                f"› {name}",
                on_click=selection.choose_within,
                args=(centre, ""),
                type="tertiary",
                disabled=at == centre,
            )
        if not region and not steps:
            for view, label, icon in (
                ("best", "Only the best connected", ":material/hub:"),
                ("countries", "By country", ":material/map:"),
            ):
                st.button(
                    label,
                    on_click=selection.zoom_to,
                    args=("", view),
                    icon=icon,
                    type="tertiary",
                    disabled=selection.view() == view,
                )
        if at:
            whom = "it" if at == centre else words.plain(shortened(dataset.name(at)))
            for number, label in ((1, "One tie"), (2, "Two ties")):
                st.button(
                    f"{label} around {whom}",
                    on_click=selection.go_around,
                    args=(number,),
                    type="tertiary",
                    disabled=steps == number and at == centre,
                )


def _board(
    dataset: Dataset,
    picked: Selection,
    drawn: cached.Drawn,
    region: str,
    at: str,
    centre: str,
    steps: int,
) -> None:
    if not drawn.relations:
        st.info("No kind of tie is chosen: pick at least one under “What is drawn”.")
    elif steps or region or selection.view() == "best":
        network.show(dataset, picked, drawn, region, centre if steps else "", steps or 1, at)
    elif selection.view() == "countries":
        geography.show(dataset, picked, drawn)
    else:
        everything.show(dataset, picked, drawn, at)


def _sidebar(dataset: Dataset) -> tuple[Selection, cached.Drawn]:
    st.header("Filters", anchor=False)
    picked = selection.filters(dataset)
    st.header("What is drawn", anchor=False)
    names = st.multiselect(
        "Ties",
        list(_RELATION_SETS),
        default=["Social ties"],
        key="ties",
        bind="query-params",
        help="Social ties are roles, memberships, partnerships, funding and lineage. "
        "Causes and skills appear as nodes of their own, except on the map of everything.",
    )
    year = st.selectbox(
        "As of the year",
        range(evidence.build_year(dataset), 1999, -1),
        index=None,
        placeholder="Any year",
        key="year",
        bind="query-params",
        help="Only ties known to hold in that year.",
    )
    undated = True
    if year:
        undated = st.toggle(
            "Also ties without dates", value=False, key="undated", bind="query-params"
        )
    limit = st.slider(
        "At most so many nodes", 50, 1500, 150, step=50, key="nodes", bind="query-params",
        help="On the map of the best connected, and around an entity.",
    )  # fmt: skip
    within = st.toggle(
        "Only the core of the field",
        value=True,
        key="core",
        bind="query-params",
        help="Leaves out employers that only occur in somebody's role, and software packages "
        "that only occur as recipients of small grants.",
    )
    sponsors = st.toggle(
        "Corporate sponsors",
        key="sponsors",
        bind="query-params",
        help="Draws money from companies too: a sponsor's logo more often than a tie.",
    )
    relations = frozenset(r for name in names for r in _RELATION_SETS[name])
    return picked, cached.Drawn(
        relations & frozenset(dataset.relations), limit, within, sponsors,
        Period(year or 0, undated),
    )  # fmt: skip
