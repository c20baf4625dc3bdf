"""What the visitor has chosen: in the address, so that a view can be shared."""

from __future__ import annotations

import streamlit as st

from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps import Grouping

_FACETS = (
    ("path", "paths", "Way out of tech"),
    ("kind", "kinds", "Kind"),
    ("cause", "causes", "Cause"),
    ("skill", "skills", "Skill"),
    ("country", "countries", "Country"),
)


def chosen() -> str:
    """Identifier that the address names, "" when none."""
    return str(st.query_params.get("id", ""))


def choose(identifier: str) -> None:
    """Put an identifier into the address."""
    if identifier:
        st.query_params["id"] = identifier
    else:
        st.query_params.pop("id", None)


def around() -> int:
    """How many ties around the chosen entity the address asks to see; 0 for the whole view."""
    steps = str(st.query_params.get("around", ""))
    return int(steps) if steps in ("1", "2") else 0


def go_around(steps: int) -> None:
    """Put the number of ties around the chosen entity into the address."""
    if steps:
        st.query_params["around"] = str(steps)
    else:
        st.query_params.pop("around", None)


def grouped_by() -> Grouping:
    """How the address asks to group the web of an entity."""
    return "sector" if st.query_params.get("by") == "sector" else "relation"


def group_by(by: str) -> None:
    """Put the grouping into the address."""
    if by == "sector":
        st.query_params["by"] = by
    else:
        st.query_params.pop("by", None)


def filter_by(key: str, value: str) -> None:
    """Set one filter to one value, as a callback of a button."""
    st.session_state[key] = [value]


def clear_filters() -> None:
    """Empty every filter, as a callback of a button."""
    for key, _, _ in _FACETS:
        st.session_state[key] = []


def filters(dataset: Dataset) -> Selection:
    """Draw one filter for each facet and return what is chosen.

    Options are ordered by the number of entities that they would leave.
    """
    picked: dict[str, frozenset[str]] = {}
    for key, facet, label in _FACETS:
        counts = {value: len(members) for value, members in dataset.facets[facet].items()}
        options = sorted(counts, key=lambda v: (-counts[v], v))
        names = {v: country_name(v) if key == "country" else dataset.name(v) for v in options}
        values = st.multiselect(
            label,
            options,
            format_func=names.__getitem__,
            key=key,
            bind="query-params",
            placeholder=f"Any of {len(options)}",
        )
        picked[facet] = frozenset(values)
    selection = Selection(**picked)
    if selection:
        st.button("Clear all filters", on_click=clear_filters, width="stretch")
    return selection
