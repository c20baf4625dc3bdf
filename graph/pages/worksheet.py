"""The worksheet: three short steps, everything optional, held by this visit alone.

What a visitor says lives in the session of their browser tab, never in the address, a log or a
cache that visits share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

from graph.countries import country_codes, country_name
from graph.dataset import Dataset
from graph.maps.style import SHAPE_MARKS
from graph.matching.places import LANGUAGES
from graph.matching.profile import HOURS, MONTHS, Profile
from graph.matching.understanding import LONGEST_TEXT, Reading, understand
from graph.pages import words

_HELD = "path profile"

_LANGUAGE_NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "hi": "Hindi", "it": "Italian", "ja": "Japanese", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "uk": "Ukrainian", "ur": "Urdu",
    "zh": "Chinese",
}  # fmt: skip

_YES_NO = {None: "Not said", True: "Yes", False: "No"}

_STEPS = ("1 · You", "2 · What matters", "3 · How")

_FIELD_OF = {
    "skill": "skills", "cause": "causes", "path": "paths", "refusal": "refusals", "known": "knows",
}  # fmt: skip


def held() -> Profile:
    """What this visit has said so far."""
    profile: Profile = st.session_state.setdefault(_HELD, Profile())
    return profile


def hold(profile: Profile) -> None:
    """Take over a whole profile, as from a plan, and draw every field anew with it."""
    st.session_state[_HELD] = profile
    st.session_state["path version"] = st.session_state.get("path version", 0) + 1


def show(dataset: Dataset) -> Profile:
    """Draw the three steps and return what they say together."""
    you, matters, how = st.tabs(list(_STEPS))
    with you:
        _you(dataset)
    with matters:
        _matters(dataset)
    with how:
        _how(dataset)
    return held()


def say(**parts: Any) -> None:
    """Change some of what this visit has said."""
    st.session_state[_HELD] = replace(held(), **parts)


def _key(name: str) -> str:
    """A key that changes when a whole profile is taken over, so that the field shows it."""
    return f"path {st.session_state.get('path version', 0)} {name}"


def _pick(
    label: str,
    field: str,
    options: Iterable[str],
    name: Callable[[str], str],
    placeholder: str,
    **further: Any,
) -> None:
    """A field of several values of the profile."""
    listed = list(options)
    known = frozenset(listed)
    chosen = st.multiselect(
        label,
        listed,
        default=[value for value in getattr(held(), field) if value in known],
        format_func=name,
        placeholder=placeholder,
        key=_key(field),
        **further,
    )
    say(**{field: tuple(chosen)})


def _concepts(dataset: Dataset, kind: str) -> list[str]:
    return sorted((c.id for c in dataset.concepts.values() if c.type == kind), key=dataset.name)


# Step 1


def _you(dataset: Dataset) -> None:
    text = st.text_area(
        "In your own words",
        value=held().text,
        key=_key("text"),
        max_chars=LONGEST_TEXT,
        height=120,
        placeholder="Scala/Spark data engineer, ran our works council, fed up with adtech, care "
        "about riders. Berlin or remote.",
        help="English, German, Spanish, French or Italian. It stays in this browser tab.",
    )
    say(text=text)
    if st.button("Read it for me", key="path read", disabled=not text.strip()):
        st.session_state["path proposals"] = [
            r for r in understand(dataset, text).readings if not _said_already(r)
        ]
        if not st.session_state["path proposals"]:
            st.info("Nothing new was recognized in it. Pick skills and causes below.")
    _proposals(dataset)
    _pick(
        "What you can do",
        "skills",
        _concepts(dataset, "skill"),
        dataset.name,
        "Type: Python, UX, law, community …",
    )
    left, right = st.columns(2)
    with left:
        countries = sorted(country_codes() - {"EU"}, key=country_name)
        now = held().country
        country = st.selectbox(
            "Where you are",
            countries,
            index=countries.index(now) if now in countries else None,
            format_func=country_name,
            placeholder="Not said",
            key=_key("country"),
        )
        say(country=country or "")
        say(
            remote=st.checkbox("Open to remote work", held().remote, key=_key("remote")),
            move=st.checkbox("Open to moving", held().move, key=_key("move")),
        )
    with right:
        _pick("Languages", "languages", sorted(LANGUAGES, key=_LANGUAGE_NAMES.__getitem__),
              _LANGUAGE_NAMES.__getitem__, "Not said")  # fmt: skip
        hours = st.number_input(
            "Hours a week", *HOURS, held().hours, 1.0, key=_key("hours"), placeholder="Not said"
        )
        months = st.number_input(
            "Months that your savings last",
            *MONTHS,
            held().months,
            1.0,
            key=_key("months"),
            placeholder="Not said",
        )
        say(hours=hours, months=months)


def _said_already(reading: Reading) -> bool:
    profile = held()
    if reading.part in _FIELD_OF and not (reading.away and reading.part != "refusal"):
        return reading.id in getattr(profile, _FIELD_OF[reading.part])
    if reading.away:
        return reading.id in profile.refused
    if reading.part == "country":
        return bool(profile.country)
    return bool(getattr(profile, reading.part)) == (reading.id == "yes")


def _proposals(dataset: Dataset) -> None:
    """What was read from the text, for correction; nothing counts before it is taken over."""
    proposals: list[Reading] = st.session_state.get("path proposals", [])
    if not proposals:
        return
    with st.container(border=True):
        st.markdown("**This is how I read it.** Take away what is wrong, then take over the rest.")
        chosen = st.pills(
            "Read from your text",
            range(len(proposals)),
            selection_mode="multi",
            default=[n for n, r in enumerate(proposals) if r.sure or r.part != "country"],
            format_func=lambda n: _told(dataset, proposals[n]),
            label_visibility="collapsed",
            key=f"path pills {hash(tuple(proposals))}",
        )
        with st.container(horizontal=True):
            st.button(
                f"Take over {len(chosen)}",
                key="path take",
                type="primary",
                on_click=_take,
                args=([proposals[n] for n in chosen],),
            )
            st.button("Drop all", key="path drop", on_click=_take, args=([],))


def _told(dataset: Dataset, reading: Reading) -> str:
    mark = "not: " if reading.away else ""
    doubt = "" if reading.sure else " ?"
    if reading.part == "refusal":
        name = dataset.refusals[reading.id].label
    elif reading.part == "country":
        name = f"in {country_name(reading.id)}"
    elif reading.part in ("remote", "move"):
        what = "remote work" if reading.part == "remote" else "moving"
        name = what if reading.id == "yes" else f"no {what}"
    elif reading.part == "known":
        verb = {"person": "know", "event": "were at"}.get(reading.id.partition("/")[0])
        name = f"{verb or 'know people at'} {dataset.name(reading.id)}"
    else:
        name = f"{dataset.name(reading.id)} ({reading.part})"
    return words.plain(f"{mark}{name}{doubt}")


def _take(readings: list[Reading]) -> None:
    st.session_state.pop("path proposals", None)
    profile = held()
    for reading in readings:
        if reading.away and reading.part in ("skill", "cause"):
            profile = replace(profile, refused=_with(profile.refused, reading.id))
        elif reading.part in _FIELD_OF:
            field = _FIELD_OF[reading.part]
            more: dict[str, Any] = {field: _with(getattr(profile, field), reading.id)}
            profile = replace(profile, **more)
        elif reading.part == "country":
            profile = replace(profile, country=profile.country or reading.id)
        elif reading.part == "remote":
            profile = replace(profile, remote=reading.id == "yes")
        elif reading.part == "move":
            profile = replace(profile, move=reading.id == "yes")
    hold(profile)


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*values, value)))


# Step 2


def _matters(dataset: Dataset) -> None:
    _pick(
        "Causes that you care about",
        "causes",
        _concepts(dataset, "cause"),
        dataset.name,
        "Type: privacy, riders, climate …",
    )
    _pick(
        "What you will not be part of",
        "refusals",
        sorted(dataset.refusals, key=lambda r: dataset.refusals[r].label),
        lambda r: dataset.refusals[r].label,
        "Nothing said",
        help="It counts against an organization only where a source states a fact that touches "
        "it. Of most organizations nothing is recorded.",
    )
    if held().refused:
        both = _concepts(dataset, "skill") + _concepts(dataset, "cause")
        _pick("Not these skills or causes", "refused", both, dataset.name, "None")
    st.markdown("**Questions for yourself.** The answers go into your plan, nowhere else.")
    answers = dict(held().answers)
    for question in dataset.questions.values():
        if question.kind in ("refusals", "runway", "closure"):
            continue  # asked above, in the first step, and in the plan
        answers[question.id] = st.text_area(
            question.question,
            value=answers.get(question.id, ""),
            key=_key(question.id),
            max_chars=2000,
            height=68,
        )
    say(answers={name: said for name, said in answers.items() if said.strip()})


# Step 3


def _how(dataset: Dataset) -> None:
    _pick(
        "Ways out that you consider",
        "paths",
        _concepts(dataset, "path"),
        dataset.name,
        "All six",
    )
    left, right = st.columns(2)
    with left:
        less = st.radio(
            "Would you take less pay?",
            list(_YES_NO),
            index=list(_YES_NO).index(held().less_pay),
            format_func=_YES_NO.__getitem__,
            horizontal=True,
            key=_key("less pay"),
        )
    with right:
        friends = st.radio(
            "Would you start with others?",
            list(_YES_NO),
            index=list(_YES_NO).index(held().with_friends),
            format_func=_YES_NO.__getitem__,
            horizontal=True,
            key=_key("friends"),
        )
    say(less_pay=less, with_friends=friends)
    _known(dataset)


def _known(dataset: Dataset) -> None:
    """Where the visitor knows people: found by name, kept as chips."""
    typed = st.text_input(
        "Where do you know people, or where were you?",
        key=_key("know"),
        placeholder="An organization, a person, an event …",
    )
    types = ("organization", "person", "event", "project")
    hits = dataset.search(typed, 6, types) if typed.strip() else []
    if typed.strip() and not hits:
        st.info("Nothing is called that here. Try a shorter part of the name.")
    with st.container(horizontal=True, gap="small"):
        for hit in hits:
            if hit.id not in held().knows:
                st.button(
                    f"{SHAPE_MARKS[hit.id.partition('/')[0]]} {words.plain(hit.name)}",
                    key=f"path know {hit.id}",
                    on_click=_know,
                    args=(hit.id,),
                )
    if held().knows:
        _pick("You know", "knows", held().knows, dataset.name, "Nobody yet")


def _know(identifier: str) -> None:
    hold(replace(held(), knows=_with(held().knows, identifier)))
