"""A network drawn in the page: a part of the map, the web of an entity, a way between two."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from graph.dataset import Dataset, Selection
from graph.maps import Board
from graph.pages import below, cached, map_component, route, selection, words
from graph.text import shortened


def show(
    dataset: Dataset,
    picked: Selection,
    drawn: cached.Drawn,
    region: str,
    centre: str,
    steps: int,
    selected: str,
) -> None:
    """Draw a region, the best-connected part, or the web around ``centre``; and what is below."""
    by = selection.grouped_by() if centre and steps == 1 else "relation"
    more = _expanded(dataset, centre)
    shown = (picked, drawn, sorted(drawn.relations), centre, steps, by, region)
    stay = _key(dataset.version, *shown)
    board = cached.board(dataset, dataset.version, picked, drawn, centre, steps, by, region, more)
    if not board.view.nodes:
        below.widen(dataset, picked)
        return
    st.markdown(f":material/info: {words.plain(board.view.note)}")
    title = below.titled(dataset, region, centre, picked)
    draw(
        dataset,
        board,
        title,
        _key(stay, more),
        lambda node: _choose_node(node, centre),
        selection.choose_tie,
        lambda node: _choose_more(node, centre),
        selected,
        stay,
    )
    on_view = selected in board.view.nodes
    if selected and not on_view:
        name = words.plain(dataset.name(selected))
        st.markdown(
            f":material/visibility_off: {name} is not on this view: show the ties around it."
        )
    if centre:
        _expanding(dataset, more, selected if on_view and selected != centre else "")
    if board.captions:
        _grouped_by(by)
    st.caption(
        "Size: number of social ties in this dataset. Gold rings: the first 25 people and 25 "
        "organizations of the connectors page. Click a node for its profile, a line for its "
        "sources; a double click, or E on the keyboard, shows the ties of a node. The entries of "
        "the legend hide and show."
    )
    below.take_along(dataset, board, title)
    below.listed(dataset, list(board.view.nodes), selection.open_profile)


def way(dataset: Dataset, start: str, end: str) -> None:
    """Draw the ways from an entity to another, and tell them."""
    routes = route.found(dataset, start, end)
    name = dataset.name(end) if dataset.renames.get(end, end) in dataset.entities else end[:80]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        ends = (words.plain(shortened(end)) for end in (dataset.name(start), name))
        st.markdown(f"**From {' to '.join(ends)}**", width="content")
        st.button("Back to the map", on_click=selection.go_way, args=("",), icon=":material/close:")
    if not routes:
        st.info(
            "No chain of social ties in this dataset joins the two. That may be a missing bridge, "
            "or only missing in the data."
        )
        return
    board = route.board(routes)
    title = f"{dataset.name(start)} to {name}"
    draw(
        dataset,
        board,
        title,
        _key(dataset.version, start, end),
        lambda node: _choose_node(node, ""),
        selection.choose_tie,
        lambda node: _choose_more(node, ""),
    )
    route.told(dataset, routes, selection.open_profile)
    below.take_along(dataset, board, title)


def draw(
    dataset: Dataset,
    board: Board,
    title: str,
    key: str,
    on_node: Callable[[str], None],
    on_tie: Callable[[str], None] = lambda _: None,
    on_more: Callable[[str], None] = lambda _: None,
    selected: str = "",
    stay: str = "",
) -> None:
    """Draw a board with its legend and the button that saves its picture.

    ``key`` names the view, ``stay`` what it has in common with views that it grows into; the
    rest is as `graph.pages.map_component.show` takes it.
    """
    payload = cached.drawing(dataset, dataset.version, board, key)
    origin = f"Tech for Good Graph, data version {dataset.version}, CC BY 4.0."
    about = {"title": title, "file": below.file_name(title), "origin": origin, "stay": stay}
    map_component.show({**payload, **about}, key, selected, on_node, on_tie, on_more)


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _choose_node(identifier: str, centre: str) -> None:
    """Open the profile of a node, its web stays; or filter by a cause, skill or way out."""
    if identifier.partition("/")[0] in ("cause", "skill", "path"):
        selection.show_concept(identifier.partition("/")[0], identifier)
    elif centre:
        selection.choose_within(centre, identifier)
    else:
        selection.choose(identifier)


def _choose_more(identifier: str, centre: str) -> None:
    """Expand a node of a web, or take its further ties away; elsewhere, go to its web."""
    if identifier.partition("/")[0] in ("cause", "skill", "path"):
        selection.show_concept(identifier.partition("/")[0], identifier)
    elif not centre:
        selection.choose(identifier, 1)
    elif identifier != centre:
        selection.expand(identifier)


def _expanded(dataset: Dataset, centre: str) -> tuple[str, ...]:
    """The nodes whose ties the address adds to a web; what is not in the data is passed over."""
    asked = selection.more() if centre else []
    return tuple(e for e in asked if e in dataset.entities and e != centre)


def _expanding(dataset: Dataset, more: tuple[str, ...], selected: str) -> None:
    """Buttons that add the ties of the chosen node, and that take added ones away."""
    if not selected and not more:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="expanding"):
        if selected and selected not in more:
            st.button(
                f"Add the ties of {words.plain(shortened(dataset.name(selected)))}",
                on_click=selection.expand,
                args=(selected,),
                icon=":material/add:",
            )
        for node in more:
            st.button(
                f"Without the ties of {words.plain(shortened(dataset.name(node)))}",
                key=f"less {node}",
                on_click=selection.expand,
                args=(node,),
                icon=":material/remove:",
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
