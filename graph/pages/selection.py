"""What the visitor has chosen: in the address, so that a view can be shared.

Values are identifiers, so that an address still works when a name changes.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Literal

import streamlit as st

from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps import Grouping

_MOST_ADDED = 12
"""Nodes whose ties may be added to one web."""

View = Literal["", "best", "countries"]

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


def choose(identifier: str, steps: int | None = None) -> None:
    """Put an identifier into the address, and how many ties around it are shown if given."""
    if not identifier:
        _put(id="", around="", by="", web="", more="", to="", tie="")
    elif steps is None:
        _put(id=identifier, tie="")
    else:
        _put(id=identifier, around=str(steps) if steps else "", web="", more="", to="", tie="")


def choose_within(centre: str, identifier: str) -> None:
    """Put an identifier into the address while the web around ``centre`` stays."""
    _put(id=identifier or centre, web=centre if identifier not in ("", centre) else "", tie="")


def web() -> str:
    """Whose web the address asks to see, "" where it is that of the chosen entity."""
    return str(st.query_params.get("web", ""))


def tie() -> str:
    """Identifier of the line that the address names, "" when none."""
    return str(st.query_params.get("tie", ""))


def choose_tie(identifier: str) -> None:
    """Put a line into the address; what is chosen besides stays."""
    _put(tie=identifier)


def open_profile(identifier: str) -> None:
    """Open a profile and the web around it, as a callback of a button."""
    choose(identifier, 1)
    st.session_state["search"] = ""


def show_concept(kind: str, identifier: str) -> None:
    """Filter by a cause, skill or way out, as a callback of a button."""
    filter_by(kind, identifier)
    choose("")
    st.session_state["search"] = ""


def more() -> list[str]:
    """Identifiers whose ties the address adds to the web, in the order they were added."""
    return list(dict.fromkeys(st.query_params.get_all("more")))[:_MOST_ADDED]


def expand(identifier: str) -> None:
    """Add the ties of a node to the web, or take them away where they were added."""
    held = more()
    if identifier in held:
        _put(more=[e for e in held if e != identifier])
    else:
        _put(more=[*held, identifier][-_MOST_ADDED:])


def around() -> int:
    """How many ties around the chosen entity the address asks to see; 0 for the whole view."""
    steps = str(st.query_params.get("around", ""))
    return int(steps) if steps in ("1", "2") else 0


def go_around(steps: int) -> None:
    """Put the number of ties around the chosen entity into the address."""
    _put(around=str(steps) if steps else "", web="", more="", to="")


def region() -> str:
    """The region of the overview that the address asks for, "" when none."""
    return str(st.query_params.get("region", ""))


def view() -> View:
    """Which view of everything the address asks for; "" for the map of everything."""
    asked = str(st.query_params.get("view", ""))
    return "best" if asked == "best" else "countries" if asked == "countries" else ""


def zoom_to(region: str = "", view: View = "") -> None:
    """Put a region or a view of everything into the address."""
    _put(region=region, view=view, around="", web="", more="", to="", tie="")


def hidden() -> list[str]:
    """Groups of entities that the address hides from the map of everything."""
    return st.query_params.get_all("hide")


def hide(groups: list[str]) -> None:
    """Put the groups to hide from the map of everything into the address."""
    _put(hide=groups)


def way_to() -> str:
    """The other end of a way that the address asks for, "" when none."""
    return str(st.query_params.get("to", ""))


def go_way(identifier: str) -> None:
    """Put the other end of a way into the address."""
    _put(to=identifier)


def grouped_by() -> Grouping:
    """How the address asks to group the web of an entity."""
    return "sector" if st.query_params.get("by") == "sector" else "relation"


def group_by(by: str) -> None:
    """Put the grouping into the address."""
    _put(by=by if by == "sector" else "")


def filter_by(key: str, *values: str) -> None:
    """Set one filter to these values, as a callback of a button."""
    st.session_state[key] = list(values)


def clear_filters() -> None:
    """Empty every filter, as a callback of a button."""
    for key, _, _ in _FACETS:
        st.session_state[key] = []


def filters(dataset: Dataset) -> Selection:
    """Draw one filter for each facet and return what is chosen.

    Behind each option stands how many entities it would leave, given the other filters.
    """
    picked = Selection(
        **{facet: frozenset(_held(dataset, key, facet)) for key, facet, _ in _FACETS}
    )
    for key, facet, label in _FACETS:
        others = dataset.select(replace(picked, **{facet: frozenset()}))
        counts = {value: len(members & others) for value, members in dataset.facets[facet].items()}
        options = sorted(counts, key=lambda v: (-counts[v], v))
        names = {v: country_name(v) if key == "country" else dataset.name(v) for v in options}
        st.multiselect(
            label,
            options,
            format_func={v: f"{names[v]} ({counts[v]:,})" for v in options}.__getitem__,
            key=key,
            placeholder=f"Any of {len(options)}",
        )
    _put(**{key: st.session_state[key] for key, _, _ in _FACETS})
    st.session_state["addressed"] = {key: list(st.session_state[key]) for key, _, _ in _FACETS}
    picked = Selection(**{facet: frozenset(st.session_state[key]) for key, facet, _ in _FACETS})
    if picked:
        st.button("Clear all filters", on_click=clear_filters, width="stretch")
    return picked


def widened(dataset: Dataset, picked: Selection) -> list[tuple[str, str, int]]:
    """Which filter to take away, with its label and how many entities that would leave."""
    labels = {facet: (key, label) for key, facet, label in _FACETS}
    found = [
        (*labels[part.name], len(dataset.select(replace(picked, **{part.name: frozenset()}))))
        for part in fields(picked)
        if part.name in labels and getattr(picked, part.name)
    ]
    return sorted((f for f in found if f[2]), key=lambda f: -f[2])


def _held(dataset: Dataset, key: str, facet: str) -> list[str]:
    """The values of a filter: of this visit, or of the address where that has changed.

    It changes at the beginning of a visit and by the browser's back button. Addresses may also
    give names; what the dataset does not have is passed over.
    """
    asked = st.query_params.get_all(key)
    addressed = st.session_state.get("addressed", {}).get(key)
    if key not in st.session_state or (addressed is not None and asked != addressed):
        known = dataset.facets[facet]
        named = {
            (country_name(v) if key == "country" else dataset.name(v)).casefold(): v for v in known
        }
        found = [v if v in known else named.get(v.casefold(), "") for v in asked]
        st.session_state[key] = list(dict.fromkeys(v for v in found if v))
    held: list[str] = st.session_state[key]
    return held


def _put(**parts: str | list[str]) -> None:
    """Set or remove parts of the address, all at once: one step for the browser's back button."""
    # Only what changes: parts that belong to a widget may not be set here, even to what they are.
    changed = {
        key: values
        for key, value in parts.items()
        if (values := _values(value)) != st.query_params.get_all(key)
    }
    if changed:
        st.query_params.update(changed)


def _values(value: str | list[str]) -> list[str]:
    return ([value] if value else []) if isinstance(value, str) else list(value)
