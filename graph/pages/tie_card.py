"""The card of one line of the map: the relation, its dates, its sources."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph import wording
from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.pages import words


def show(dataset: Dataset, tie: str, choose: Callable[[str], None]) -> None:
    """Draw what is known about a line; ``choose`` is called with an end of it that is clicked."""
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
            on_click=choose,
            args=(end,),
            type="tertiary",
        )
    for statement in statements:
        detail = wording.details(dataset, statement)
        page = words.source_link(
            dataset, statement.source, statement.page, dataset.as_of(statement)
        )
        standing = wording.standing(dataset, statement)
        st.markdown(
            f"{words.plain(detail)} — {page} ({standing})" if detail else f"{page} ({standing})"
        )
    st.caption(words.plain(dataset.relations[relation].definition))
