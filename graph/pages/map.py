"""The map page: search, filters, the map, and beside it the profile of what is selected."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape

import streamlit as st

from graph.dataset import Dataset, Selection
from graph.maps.style import SHAPE_MARKS
from graph.pages import cached, map_component, profile, selection, studies, words

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
    st.title("Tech for Good Graph", anchor=False)
    if not found:
        st.markdown(
            "Public digital teams, tech co-ops, NGOs, unions, schools, the funders behind them "
            "and the people who connect them. Every tie leads to the page that states it."
        )
    _search(dataset)
    known = dataset.renames.get(found, found) in dataset.entities
    steps = _around(dataset, found) if known else 0
    board, side = st.columns([2, 1], gap="medium")
    with board:
        at = dataset.entity(found).id if known else ""
        _map(dataset, picked, drawn, at if steps else "", steps or 1, at)
    with side:
        if found:
            with st.container(key="profile"):
                close, share = st.columns(2)
                close.button(
                    "Close profile", on_click=selection.choose, args=("",), icon=":material/close:"
                )
                share.caption("The address of this page leads back to this view.")
                profile.show(dataset, found, selection.choose)
        elif st.session_state.get("tie"):
            _tie_card(dataset, st.session_state["tie"])
        else:
            _welcome(dataset)


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
        "Causes and skills appear as nodes of their own.",
    )
    limit = st.slider(
        "At most so many nodes", 50, 600, 150, step=50, key="nodes", bind="query-params"
    )
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
    return picked, cached.Drawn(relations & frozenset(dataset.relations), limit, within, sponsors)


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
    selection.choose(identifier)
    selection.go_around(1)
    st.session_state["search"] = ""


def _around(dataset: Dataset, found: str) -> int:
    """How many ties around the selected entity the map shows; 0 for the whole view.

    The address says so; the control only changes the address.
    """
    steps = selection.around()
    labels = {0: "Whole view", 1: "One tie around it", 2: "Two ties around it"}
    st.session_state["around"] = labels[steps]
    st.segmented_control(
        f"Map of {words.plain(dataset.entity(found).name)}",
        list(labels.values()),
        required=True,
        key="around",
        on_change=lambda: selection.go_around(
            next(n for n, label in labels.items() if label == st.session_state["around"])
        ),
        label_visibility="collapsed",
    )
    return steps


def _map(
    dataset: Dataset,
    picked: Selection,
    drawn: cached.Drawn,
    centre: str,
    steps: int,
    selected: str,
) -> None:
    if not drawn.relations:
        st.info("No kind of tie is chosen: pick at least one under “What is drawn”.")
        return
    by = selection.grouped_by() if centre and steps == 1 else "relation"
    payload, note, keys = cached.drawing(dataset, dataset.version, picked, drawn, centre, steps, by)
    if not payload["nodes"]:
        st.info("Nothing fits all filters at once. Take one of them away.")
        return
    st.markdown(f":material/info: {words.plain(note)}")
    view = repr((dataset.version, picked, drawn, sorted(drawn.relations), centre, steps, by))
    key = hashlib.sha256(view.encode()).hexdigest()[:12]
    map_component.show(payload, key, selected, _choose_node, _choose_tie)
    if selected and not any(node["id"] == selected for node in payload["nodes"]):
        name = words.plain(dataset.name(selected))
        st.markdown(
            f":material/visibility_off: {name} is not on this view: show the ties around it."
        )
    marks = " ".join(
        f'<span style="white-space:nowrap;margin-right:10px">'
        f'<span style="color:{colour}" aria-hidden="true">{mark}</span> {escape(name)}</span>'
        for mark, colour, name in keys
    )
    st.html(f'<div class="tfg-legend" style="font-size:.875rem;line-height:1.9">{marks}</div>')
    if payload["captions"]:
        _grouped_by(by)
    st.caption(
        "Size: number of social ties in this dataset. Lines: dashes are partnerships, arrows are "
        "money and lineage. Click a node for its profile, a line for its sources."
    )


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
        _welcome(dataset)
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


def _welcome(dataset: Dataset) -> None:
    """What to do first, for somebody who has selected nothing yet."""
    types = {kind: len(members) for kind, members in dataset.facets["types"].items()}
    st.subheader("Start here", anchor=False)
    st.markdown(
        f"{types['organization']:,} organizations, {types['person']:,} people, "
        f"{types['project']:,} projects and {types['event']:,} events, tied by "
        f"{len(dataset.statements):,} sourced statements."
    )
    st.markdown("**Ways out of big tech.** Show who is on one of them:")
    with st.container(key="ties-paths"):
        for identifier, concept in dataset.concepts.items():
            count = len(dataset.facets["paths"].get(identifier, ()))
            if concept.type == "path" and count:
                st.button(
                    f"{SHAPE_MARKS['path']} {words.plain(concept.label)} · {count:,}",
                    key=f"start {identifier}",
                    on_click=selection.filter_by,
                    args=("path", identifier),
                    type="tertiary",
                )
    st.markdown("**The sixth way, the connectors.** The first ten of their page:")
    with st.container(key="ties-connectors"):
        found = studies.connectors(dataset, dataset.version, "people")
        for connector in found.ranked()[:10] if found else ():
            st.button(
                f"{SHAPE_MARKS['person']} {words.plain(connector.name)}",
                key=f"start {connector.id}",
                on_click=_open,
                args=(connector.id,),
                type="tertiary",
                help=words.plain(connector.profile.reason),
            )
