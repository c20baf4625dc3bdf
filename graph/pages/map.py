"""The map page: search, filters, the map, and beside it the profile of what is selected."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from graph import evidence
from graph.dataset import Dataset, Selection
from graph.maps import Period
from graph.maps.drawing import all_groups
from graph.maps.style import SHAPE_MARKS
from graph.pages import cached, map_component, profile, selection, words

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
    if not found and not st.session_state.get("tie"):
        _board(dataset, picked, drawn, region, at, steps)
        return
    board, side = st.columns([2, 1], gap="medium")
    with board:
        _board(dataset, picked, drawn, region, at, steps)
    with side, st.container(key="profile"):
        close, share = st.columns(2)
        close.button("Close", on_click=_close, icon=":material/close:")
        share.caption("The address of this page leads back to this view.")
        if found:
            profile.show(dataset, found, _open)
        else:
            _tie_card(dataset, st.session_state["tie"])


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
                f"› {words.plain(name)}",
                on_click=selection.zoom_to,
                args=(home,),
                type="tertiary",
                disabled=home == region and not steps,
            )
        if at and steps:
            st.button(f"› {words.plain(dataset.name(at))}", type="tertiary", disabled=True)
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
        _widen(dataset, picked)
    st.pydeck_chart(
        deck,
        height=640,
        on_select=_choose_on_deck,
        selection_mode="single-object",
        key="deck",
        alt=f"Map of {total:,} entities in {regions} communities; listed below as text.",
    )
    _legend([(mark, colour, name) for mark, colour, name in all_groups()])
    st.caption(
        "Size: number of social ties in this dataset. Click a circle to go into a community, a "
        "dot for its profile; scroll to zoom, drag to move."
    )
    with st.expander("The same as a list: all communities"), st.container(key="ties-regions"):
        for region in sorted(whole.regions, key=lambda r: (not r.tied, -len(r.members))):
            st.button(
                f"{words.plain(_capital(str(region.name)))} · {len(region.members):,}",
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


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _widen(dataset: Dataset, picked: Selection) -> None:
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
    payload, note, keys = cached.drawing(
        dataset, dataset.version, picked, drawn, centre, steps, by, region
    )
    if not payload["nodes"]:
        _widen(dataset, picked)
        return
    st.markdown(f":material/info: {words.plain(note)}")
    view = repr(
        (dataset.version, picked, drawn, sorted(drawn.relations), centre, steps, by, region)
    )
    key = hashlib.sha256(view.encode()).hexdigest()[:12]
    map_component.show(payload, key, selected, _choose_node, _choose_tie)
    if selected and not any(node["id"] == selected for node in payload["nodes"]):
        name = words.plain(dataset.name(selected))
        st.markdown(
            f":material/visibility_off: {name} is not on this view: show the ties around it."
        )
    _legend(keys)
    if payload["captions"]:
        _grouped_by(by)
    st.caption(
        "Size: number of social ties in this dataset. Lines: dashes are partnerships, arrows are "
        "money and lineage. Click a node for its profile, a line for its sources."
    )
    _listed(dataset, [str(node["id"]) for node in payload["nodes"]])


def _legend(keys: Sequence[tuple[str, str, str]]) -> None:
    marks = " ".join(
        f'<span style="white-space:nowrap;margin-right:10px">'
        f'<span style="color:{colour}" aria-hidden="true">{mark}</span> {escape(name)}</span>'
        for mark, colour, name in keys
    )
    st.html(f'<div class="tfg-legend" style="font-size:.875rem;line-height:1.9">{marks}</div>')


def _listed(dataset: Dataset, shown: Sequence[str]) -> None:
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
            _open(str(rows.index[chosen[0]]))
            st.rerun()


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
