"""The map page: search, filters, the map, and beside it the profile of what is selected."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable

import streamlit as st

from graph import evidence
from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps import Period
from graph.maps.drawing import all_groups
from graph.maps.style import SHAPE_MARKS
from graph.pages import below, cached, map_component, profile, route, selection, words

_TYPE_NAMES = {
    "organization": "Organizations",
    "person": "People",
    "project": "Projects",
    "event": "Events",
    "cause": "Causes",
    "skill": "Skills",
    "path": "Ways out of tech",
}
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
    _search(dataset)
    known = dataset.renames.get(found, found) in dataset.entities
    at = dataset.entity(found).id if known else ""
    steps = selection.around() if known else 0
    region = _region(dataset) if not steps else ""
    _breadcrumb(dataset, region, at, steps)
    tie = st.session_state.get("tie", "")
    if not (found or tie or steps or region or selection.best()):
        _board(dataset, picked, drawn, region, at, steps)
        return
    # Two columns whether or not anything is chosen: a map that moves is drawn anew.
    board, side = st.columns([2, 1], gap="medium")
    way = selection.way_to() if at else ""
    with board:
        if way:
            _way(dataset, at, way)
        else:
            _board(dataset, picked, drawn, region, at, steps)
    with side, st.container(key="profile"):
        if found or tie:
            close, share = st.columns(2)
            close.button("Close", on_click=_close, icon=":material/close:")
            share.caption("The address of this page leads back to this view.")
        if found:
            if at:
                route.ask(dataset, at)
            profile.show(dataset, found, _open)
        elif tie:
            _tie_card(dataset, tie)
        elif region:
            _about_region(dataset, region)
        else:
            st.markdown(
                "Click a node for its profile, a line for its sources. The list below the map "
                "holds the same entries."
            )


def _way(dataset: Dataset, start: str, end: str) -> None:
    """The ways from the chosen entity to another, instead of its web."""
    routes = route.found(dataset, start, end)
    name = dataset.name(end) if dataset.renames.get(end, end) in dataset.entities else end[:80]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(
            f"**From {words.plain(dataset.name(start))} to {words.plain(name)}**", width="content"
        )
        st.button("Back to the map", on_click=selection.go_way, args=("",), icon=":material/close:")
    if not routes:
        st.info(
            "No chain of social ties in this dataset joins the two. That may be a missing bridge, "
            "or only missing in the data."
        )
        return
    board = route.board(routes)
    key = hashlib.sha256(repr((dataset.version, start, end)).encode()).hexdigest()[:12]
    payload, keys = cached.drawing(dataset, dataset.version, board, key)
    map_component.show(payload, key, "", _choose_node, _choose_tie)
    below.legend(keys)
    route.told(dataset, routes, _open)
    below.take_along(dataset, board, f"{dataset.name(start)} to {name}")


def _about_region(dataset: Dataset, identifier: str) -> None:
    """What a community has in common, and who in it has most ties."""
    whole = cached.overview(dataset, dataset.version)
    region = next(r for r in whole.regions if r.id == identifier)
    st.subheader(words.plain(words.capital(str(region.name))), anchor=False)
    for label, facet in (("Causes", "causes"), ("Countries", "countries"), ("Kinds", "kinds")):
        counts = {
            value: len(members & frozenset(region.members))
            for value, members in dataset.facets[facet].items()
        }
        first = sorted((v for v in counts if counts[v]), key=lambda v: (-counts[v], v))[:5]
        names = [country_name(v) if facet == "countries" else dataset.name(v) for v in first]
        listed = ", ".join(f"{n} ({counts[v]:,})" for n, v in zip(names, first, strict=True))
        if listed:
            st.markdown(f"**{label}:** {words.plain(listed)}")
    ties = cached.social_ties(dataset, dataset.version)
    st.markdown("**Most ties:**")
    with st.container(key="ties-region-members"):
        for member in sorted(region.members, key=lambda m: (-ties.get(m, 0), m))[:10]:
            st.button(
                f"{SHAPE_MARKS[member.partition('/')[0]]} {words.plain(dataset.name(member))}",
                key=f"member {member}",
                on_click=_open,
                args=(member,),
                type="tertiary",
            )
    st.caption(
        "Communities are found from the social ties alone and named by what most of their "
        "organizations share; another run can draw their borders a little differently."
    )


def _close() -> None:
    st.session_state["tie"] = ""
    selection.choose("")


def _region(dataset: Dataset) -> str:
    """The region that the address asks for, if there is one of that name."""
    asked = selection.region()
    known = {r.id for r in cached.overview(dataset, dataset.version).regions} if asked else set()
    return asked if asked in known else ""


def _breadcrumb(dataset: Dataset, region: str, at: str, steps: int) -> None:
    """Where the reader is: everything, a region, an entity; and the ways to zoom."""
    whole = cached.overview(dataset, dataset.version)
    home = whole.region_of.get(at, "") if at and steps else region
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="crumbs"):
        st.button(
            "Everything",
            on_click=selection.zoom_to,
            icon=":material/public:",
            type="tertiary",
            disabled=not (steps or region or selection.best()),
        )
        if home:
            name = next(str(r.name) for r in whole.regions if r.id == home)
            st.button(
                f"› {words.plain(_short(name))}",
                on_click=selection.zoom_to,
                args=(home,),
                type="tertiary",
                disabled=home == region and not steps,
            )
        if at and steps:
            st.button(f"› {words.plain(_short(dataset.name(at)))}", type="tertiary", disabled=True)
        if not region and not steps:
            st.button(
                "Only the best connected",
                on_click=selection.zoom_to,
                args=("", True),
                icon=":material/hub:",
                type="tertiary",
                disabled=selection.best(),
            )
        if at:
            for number, label in ((1, "One tie around it"), (2, "Two ties around it")):
                st.button(
                    label,
                    on_click=selection.go_around,
                    args=(number,),
                    type="tertiary",
                    disabled=steps == number,
                )


def _short(name: str) -> str:
    return textwrap.shorten(name, 60, placeholder="…")


def _board(
    dataset: Dataset,
    picked: Selection,
    drawn: cached.Drawn,
    region: str,
    at: str,
    steps: int,
) -> None:
    if not drawn.relations:
        st.info("No kind of tie is chosen: pick at least one under “What is drawn”.")
    elif steps or region or selection.best():
        _map(dataset, picked, drawn, region, at if steps else "", steps or 1, at)
    else:
        _everything(dataset, picked, drawn, at)


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


def _search(dataset: Dataset) -> None:
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
        return _filter, (kind, identifier)
    return _open, (identifier,)


def _filter(kind: str, identifier: str) -> None:
    selection.filter_by(kind, identifier)
    selection.choose("")
    st.session_state["search"] = ""


def _open(identifier: str) -> None:
    st.session_state["tie"] = ""
    selection.choose(identifier, 1)
    st.session_state["search"] = ""


def _everything(dataset: Dataset, picked: Selection, drawn: cached.Drawn, selected: str) -> None:
    """The overview: all regions, clickable, and the same as a list."""
    dark = st.context.theme.type == "dark"
    # The size of the window is not known here; a phone says that it is one.
    narrow = "Mobi" in (st.context.headers.get("User-Agent") or "")
    deck, total, inside = cached.deck(
        dataset,
        dataset.version,
        picked,
        drawn,
        dark,
        selected,
        360 if narrow else 600 if selected else 920,
    )
    whole = cached.overview(dataset, dataset.version)
    regions = sum(region.tied for region in whole.regions)
    said = f"{total:,} entities; {regions} communities found from their social ties are circles, "
    said += "entities with few or no known ties are gathered by theme at the rim."
    if picked:
        said += f" {inside:,} fit the filters, the others are dim."
    st.markdown(f":material/info: {said}")
    if picked and not inside:
        below.widen(dataset, picked)
    st.pydeck_chart(
        deck,
        height=640,
        on_select=_choose_on_deck,
        selection_mode="single-object",
        key="deck",
        alt=f"Map of {total:,} entities in {regions} communities; listed below as text.",
    )
    below.legend([(mark, colour, name) for mark, colour, name in all_groups()])
    st.caption(
        "Size: number of social ties in this dataset. Click a circle to go into a community, a "
        "dot for its profile; scroll to zoom, drag to move."
    )
    below.take_along(
        dataset,
        cached.everything(dataset, dataset.version, picked, drawn),
        below.titled(dataset, "", "", picked),
    )
    with st.expander("The same as a list: all communities"), st.container(key="ties-regions"):
        for region in sorted(whole.regions, key=lambda r: (not r.tied, -len(r.members))):
            st.button(
                f"{words.plain(words.capital(str(region.name)))} · {len(region.members):,}",
                key=f"region {region.id}",
                on_click=selection.zoom_to,
                args=(region.id,),
                type="tertiary",
            )


def _choose_on_deck() -> None:
    objects = st.session_state["deck"]["selection"]["objects"]
    if objects.get("nodes"):
        _open(str(objects["nodes"][0]["id"]))
    elif objects.get("regions"):
        selection.zoom_to(str(objects["regions"][0]["id"]))


def _map(
    dataset: Dataset,
    picked: Selection,
    drawn: cached.Drawn,
    region: str,
    centre: str,
    steps: int,
    selected: str,
) -> None:
    by = selection.grouped_by() if centre and steps == 1 else "relation"
    board = cached.board(dataset, dataset.version, picked, drawn, centre, steps, by, region)
    if not board.view.nodes:
        below.widen(dataset, picked)
        return
    st.markdown(f":material/info: {words.plain(board.view.note)}")
    shown = (picked, drawn, sorted(drawn.relations), centre, steps, by, region)
    view = repr((dataset.version, *shown))
    key = hashlib.sha256(view.encode()).hexdigest()[:12]
    payload, keys = cached.drawing(dataset, dataset.version, board, key)
    map_component.show(payload, key, selected, _choose_node, _choose_tie)
    if selected and not any(node["id"] == selected for node in payload["nodes"]):
        name = words.plain(dataset.name(selected))
        st.markdown(
            f":material/visibility_off: {name} is not on this view: show the ties around it."
        )
    below.legend(keys)
    if payload["captions"]:
        _grouped_by(by)
    st.caption(
        "Size: number of social ties in this dataset. Lines: dashes are partnerships, arrows are "
        "money and lineage. Gold rings: the first 25 people and 25 organizations of the "
        "connectors page. Click a node for its profile, a line for its sources."
    )
    below.take_along(dataset, board, below.titled(dataset, region, centre, picked))
    below.listed(dataset, list(board.view.nodes), _open)


def _grouped_by(by: str) -> None:
    labels = {"relation": "Grouped by relation", "sector": "Grouped by sector"}
    st.session_state["grouped"] = labels[by]
    st.segmented_control(
        "How the web is grouped",
        list(labels.values()),
        required=True,
        key="grouped",
        on_change=lambda: selection.group_by(
            next(b for b, label in labels.items() if label == st.session_state["grouped"])
        ),
        label_visibility="collapsed",
    )
    if by == "sector":
        st.caption(
            "Thick lines: with them it alone joins two of its contacts of different sectors in "
            "two steps."
        )


def _choose_node(identifier: str) -> None:
    st.session_state["tie"] = ""
    if identifier.partition("/")[0] in ("cause", "skill", "path"):
        _filter(identifier.partition("/")[0], identifier)
    else:
        selection.choose(identifier)


def _choose_tie(identifier: str) -> None:
    st.session_state["tie"] = identifier
    selection.choose("")


def _tie_card(dataset: Dataset, tie: str) -> None:
    """What is known about one line of the map."""
    subject, relation, target = [*tie.split(" "), "", ""][:3]
    statements = [s for s in dataset.outgoing(subject, relation) if s.object == target]
    if not statements:
        st.info("This line is not in the data any more.")
        return
    st.subheader(dataset.relations[relation].label.capitalize(), anchor=False)
    for end in (subject, target):
        kind = end.partition("/")[0]
        st.button(
            f"{SHAPE_MARKS[kind]} {words.plain(dataset.name(end))}",
            key=f"end {end}",
            on_click=_choose_node,
            args=(end,),
            type="tertiary",
        )
    for statement in statements:
        detail = words.details(dataset, statement)
        page = words.source_link(
            dataset, statement.source, statement.page, dataset.as_of(statement)
        )
        standing = words.standing(dataset, statement)
        st.markdown(
            f"{words.plain(detail)} — {page} ({standing})" if detail else f"{page} ({standing})"
        )
    st.caption(words.plain(dataset.relations[relation].definition))
