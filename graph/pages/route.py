"""The way from one entity to another: drawn, and told in words, each step with its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from graph import wording
from graph.dataset import Dataset
from graph.maps import Board, MapView
from graph.maps.style import SHAPE_MARKS
from graph.maps.views import Tie
from graph.pages import cached, selection, words
from graph.routes import Route

_APART, _BELOW = 330.0, 170.0


def ask(dataset: Dataset, start: str) -> None:
    """A box that finds the other end."""
    with st.expander("Way from here to somebody else", expanded=bool(selection.way_to())):
        text = st.text_input(
            "To whom?",
            key="other end",
            placeholder="A person, an organization, a funder …",
        )
        hits = dataset.search(text, 8, ("organization", "person")) if text.strip() else []
        if text.strip() and not hits:
            st.info("Nothing is called that. Try a shorter part of the name.")
        with st.container(horizontal=True, gap="small"):
            for hit in hits:
                if hit.id != start:
                    st.button(
                        f"{SHAPE_MARKS[hit.id.partition('/')[0]]} {words.plain(hit.name)}",
                        key=f"way {hit.id}",
                        on_click=selection.go_way,
                        args=(hit.id,),
                    )


def board(routes: Sequence[Route]) -> Board:
    """The routes side by side, from left to right."""
    place: dict[str, tuple[float, float]] = {}
    ties: dict[str, Tie] = {}
    longest = max(len(route.steps) for route in routes)
    for row, route in enumerate(routes):
        for column, node in enumerate(route.nodes):
            share = column / len(route.steps)
            y = _BELOW * (row - (len(routes) - 1) / 2) if 0 < share < 1 else 0.0
            place.setdefault(node, (share * longest * _APART, y))
        for step in route.steps:
            for s in step.statements:
                tie = Tie(s.subject, s.object, s.relation, 1)
                ties.setdefault(tie.id, tie)
    note = f"{len(routes)} ways with the fewest and best known steps."
    view = MapView(tuple(sorted(place)), tuple(ties.values()), len(place), note)
    return Board(view, place)


def told(dataset: Dataset, routes: Sequence[Route], choose: Callable[[str], None]) -> None:
    """Each route in words."""
    for number, route in enumerate(routes, start=1):
        between = len(route.steps) - 1
        through = "directly" if not between else f"through {between} in between"
        st.markdown(f"**Way {number}**, {through}:")
        lines = []
        for step in route.steps:
            best = step.statements[0]
            relation = dataset.relations[best.relation]
            label = relation.label if best.subject == step.start else relation.inverse_label
            page = words.source_link(dataset, best.source, best.page, dataset.as_of(best))
            detail = wording.details(dataset, best)
            said = f" ({words.plain(detail)})" if detail else ""
            lines.append(
                f"1. {words.plain(dataset.name(step.start))} *{words.plain(label)}* "
                f"{words.plain(dataset.name(step.end))}{said} — {page}, "
                f"{wording.standing(dataset, best)}"
            )
        st.markdown("\n".join(lines))
        with st.container(horizontal=True, gap="small"):
            for node in route.nodes[1:-1]:
                st.button(
                    f"{SHAPE_MARKS[node.partition('/')[0]]} {words.plain(dataset.name(node))}",
                    key=f"via {number} {node}",
                    on_click=choose,
                    args=(node,),
                    type="tertiary",
                )
    st.caption(
        "Over roles, memberships, partnerships, funding and lineage known to this dataset. Ties "
        "that are past or weakly sourced count as longer. A tie on a page is not an introduction."
    )


def found(dataset: Dataset, start: str, end: str) -> list[Route]:
    """The best few ways; empty when there is none or an end is unknown."""
    known = {dataset.renames.get(e, e) for e in (start, end)} <= set(dataset.entities)
    if not known or start == end:
        return []
    return cached.routes(dataset, dataset.version, start, end)
