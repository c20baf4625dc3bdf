"""Matching organizations as cards: why, what is not known, and who opens the door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from graph import wording
from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.matching.doors import Door, doors
from graph.matching.matches import MAX_WEIGHT, WEIGHTS, Match, find_matches
from graph.matching.profile import Profile
from graph.model import Statement
from graph.pages import route, words
from graph.routes import find_routes
from graph.text import capital

_SHOWN = (10, 20, 40)

_PARTS = {
    "causes": "What it works on",
    "place": "Where it is",
    "path": "Which way out it is",
    "skills": "Skills it looks for or uses",
    "words": "Your own words",
    "reach": "Ways in, and nearness to what you know",
    "alive": "Seen active lately",
}

_DOORS = {
    "person": "People",
    "network": "Networks",
    "event": "Events",
    "jobs": "Jobs",
    "job board": "Job boards for such places",
    "funder": "Who pays for its work",
    "similar": "Like it, and easier to reach",
}

_MARKS = {"person": "person", "event": "event"}


def chosen() -> list[str]:
    """Organizations on the visitor's shortlist, in the order chosen."""
    listed: list[str] = st.session_state.setdefault("path shortlist", [])
    return listed


def show(dataset: Dataset, profile: Profile, open_map: Callable[[str], None]) -> None:
    """Draw the weights and the cards for a checked profile."""
    weights = _weights()
    count = st.segmented_control(
        "How many", _SHOWN, default=_SHOWN[0], key="path count", label_visibility="collapsed"
    )
    matches = find_matches(dataset, profile, count or _SHOWN[0], weights)
    if not matches:
        st.info("Every weight is 0, so there is nothing to rank by. Raise one of them.")
        return
    st.caption(
        "Ranked by the weighted mean of the parts, different ones before near-copies. What is not "
        "known of a place counts as the average, neither for nor against it. Confidence: the share "
        "of the weights that rests on something known, by how surely it is known. Data version "
        f"`{dataset.version}`."
    )
    for rank, match in enumerate(matches, start=1):
        _card(dataset, profile, match, rank, open_map)


def _weights() -> dict[str, float]:
    with st.expander("What counts how much"):
        held: dict[str, float] = st.session_state.setdefault("path weights", dict(WEIGHTS))
        columns = st.columns(2)
        for number, (part, label) in enumerate(_PARTS.items()):
            with columns[number % 2]:
                held[part] = st.slider(
                    label, 0.0, MAX_WEIGHT, held[part], 0.5, key=f"path weight {part}"
                )
        st.button("Back to the usual weights", on_click=_reset, key="path weights reset")
    return held


def _reset() -> None:
    for part, weight in WEIGHTS.items():
        st.session_state[f"path weight {part}"] = weight


def _card(
    dataset: Dataset, profile: Profile, match: Match, rank: int, open_map: Callable[[str], None]
) -> None:
    entity = dataset.entities[match.id]
    with st.container(border=True, key=f"path card {rank}"):
        st.markdown(
            f"**{rank}. {words.plain(match.name)}**  \n"
            f"{words.plain(wording.headline(dataset, entity))}"
            + (f"  \n{words.plain(entity.description)}" if entity.description else "")
        )
        st.html(_bars(match))
        # Own words that are not found say nothing, so only found ones are told.
        lines = [_reason(dataset, part.reason, [f.statement for f in part.facts])
                 for part in match.parts
                 if part.value is not None and part.weight and (part.value or part.name != "words")
                 ]  # fmt: skip
        unknown = [_PARTS[part.name].lower() for part in match.parts if part.value is None]
        st.markdown("\n".join(f"- {line}" for line in lines))
        if unknown:
            st.caption(f"Not known: {', '.join(unknown)}.")
        for caution in match.cautions:
            facts = [caution.statement] if caution.statement else []
            st.warning(_reason(dataset, capital(caution.text), facts))
        with st.container(horizontal=True, gap="small"):
            opened = st.session_state.get("path open") == match.id
            st.button(
                "Close the doors" if opened else "Who opens the door?",
                key=f"path doors {match.id}",
                on_click=_open,
                args=("" if opened else match.id,),
                type="secondary" if opened else "primary",
            )
            listed = match.id in chosen()
            st.button(
                "✓ Shortlisted" if listed else "Put on my shortlist",
                key=f"path list {match.id}",
                on_click=_toggle,
                args=(match.id,),
            )
            st.button(
                "See its web", key=f"path map {match.id}", on_click=open_map, args=(match.id,)
            )
        if opened:
            _show_doors(dataset, profile, match.id, open_map)


def _bars(match: Match) -> str:
    parts = []
    for part in match.parts:
        label = escape(_PARTS[part.name])
        if part.value is None:
            bar = '<span class="tfg-bar tfg-hatched" title="not known"></span>'
        else:
            width = f"{100 * part.value:.0f}%"
            bar = (
                f'<span class="tfg-bar" title="{width}"><span style="width:{width}"></span></span>'
            )
        parts.append(f'<div class="tfg-part"><span class="tfg-part-name">{label}</span>{bar}</div>')
    said = f"Score {match.score:.2f} of 1, confidence {match.confidence:.0%}"
    drawn = f'<div class="tfg-parts" role="img" aria-label="{said}">{"".join(parts)}</div>'
    return f"{drawn}<small>{said}</small>"


def _reason(dataset: Dataset, text: str, statements: Sequence[Statement]) -> str:
    links = [words.source_link(dataset, s.source, s.page, dataset.as_of(s)) for s in statements[:2]]
    return words.plain(capital(text)) + (f" ({'; '.join(links)})" if links else "")


def _open(identifier: str) -> None:
    st.session_state["path open"] = identifier


def _toggle(identifier: str) -> None:
    listed = chosen()
    if identifier in listed:
        listed.remove(identifier)
    else:
        listed.append(identifier)


def _show_doors(
    dataset: Dataset, profile: Profile, organization: str, open_map: Callable[[str], None]
) -> None:
    found = doors(dataset, profile, organization)
    for kind, heading in _DOORS.items():
        listed = [door for door in found if door.kind == kind]
        if not listed:
            continue
        near = " (none of its own is on record; these are close to it)" * listed[0].nearby
        st.markdown(f"**{heading}**{near}")
        for door in listed:
            _door(dataset, organization, door, open_map)
    missing = [
        heading.lower()
        for kind, heading in _DOORS.items()
        if kind != "jobs" and not any(door.kind == kind for door in found)
    ]
    if missing:
        st.caption(f"Not on record: {', '.join(missing)}. That does not mean that there are none.")
    _routes(dataset, profile, organization, open_map)


def _door(dataset: Dataset, organization: str, door: Door, open_map: Callable[[str], None]) -> None:
    name = words.link(door.name, door.address) if door.address else words.plain(door.name)
    links = [
        words.source_link(dataset, s.source, s.page, dataset.as_of(s)) for s in door.statements[:3]
    ]
    said = f": {words.plain(door.text)}" if door.text else ""
    st.markdown(f"- {name}{said}" + (f" ({'; '.join(links)})" if links else ""))
    if door.kind in ("person", "similar"):
        mark = SHAPE_MARKS[_MARKS.get(door.kind, "organization")]
        st.button(
            f"{mark} See the web of {words.plain(door.name)}",
            key=f"path door {organization} {door.id}",
            on_click=open_map,
            args=(door.id,),
            type="tertiary",
        )


def _routes(
    dataset: Dataset, profile: Profile, organization: str, open_map: Callable[[str], None]
) -> None:
    """Warm routes from what the visitor knows."""
    if not profile.knows:
        st.caption("Say in step 3 where you know people, and the ways from there stand here.")
        return
    st.markdown("**From what you know**")
    if organization in profile.knows:
        st.info("You know this place already.")
        return
    found = [
        best for known in profile.knows for best in find_routes(dataset, known, organization, 2)
    ]
    found.sort(key=lambda way: way.cost)
    if not found:
        st.info("No chain of ties on record leads from what you know to this place.")
        return
    route.told(dataset, found[:3], open_map)
