"""The plan to take along: edited here, downloaded, read again from the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from graph.dataset import Dataset
from graph.errors import UsageError
from graph.matching.plan import (
    LARGEST,
    STEPS,
    Plan,
    Step,
    first_steps,
    read_plan,
    runway,
    to_html,
    to_markdown,
)
from graph.matching.profile import Profile, check
from graph.pages import shortlist, words, worksheet
from graph.text import capital

_CLOSURE = "question/closure"


def show(dataset: Dataset, profile: Profile) -> None:
    """Draw shortlist, steps, closure and runway, and the downloads."""
    listed = shortlist.chosen()
    _shortlist(dataset, listed)
    today = date.today()
    steps = _steps(dataset, check(dataset, profile).profile, listed, today)
    st.subheader("What I would lose if I went back", anchor=False)
    said = st.text_area(
        dataset.questions[_CLOSURE].question if _CLOSURE in dataset.questions else "In a list",
        value=profile.answers.get(_CLOSURE, ""),
        key="path closure",
        max_chars=2000,
        label_visibility="collapsed",
        placeholder="One line each: the people, the hours, the say in what I build …",
    )
    profile = replace(profile, answers={**profile.answers, _CLOSURE: said})
    worksheet.say(answers=profile.answers)
    st.subheader("How long my savings last", anchor=False)
    st.markdown("\n".join(f"- {words.plain(line.text)}" for line in runway(profile, today)))
    held = Plan(profile, tuple(listed), steps)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Download as a page to print",
            lambda: to_html(dataset, held, today),
            file_name="my-path.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
        )
        st.download_button(
            "Download as Markdown",
            lambda: to_markdown(dataset, held, today),
            file_name="my-path.md",
            mime="text/markdown",
            on_click="ignore",
        )
    st.caption(
        "Print the page and choose “Save as PDF” for a PDF. Both files can be opened here again: "
        "“Come back with a plan” at the top."
    )


def _shortlist(dataset: Dataset, listed: list[str]) -> None:
    st.subheader("My shortlist", anchor=False)
    if not listed:
        st.info("Nothing on it yet. Under **Organizations**, “Put on my shortlist” puts one here.")
        return
    for identifier in list(listed):
        known = dataset.renames.get(identifier, identifier) in dataset.entities
        name = dataset.name(identifier) if known else f"{identifier} (no longer in the data)"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(words.plain(name))
            st.button(
                "Take off",
                key=f"path off {identifier}",
                on_click=listed.remove,
                args=(identifier,),
                type="tertiary",
            )


def _steps(dataset: Dataset, profile: Profile, listed: list[str], today: date) -> tuple[Step, ...]:
    st.subheader("First steps", anchor=False)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        begin = st.date_input("Begin on", today, key="path begin", width=220)
        anew = st.button("Propose anew from my shortlist", key="path propose")
    version = st.session_state.get("path steps version", 0)
    held: list[Step] | None = st.session_state.get("path steps")
    if held is None or anew:
        held = list(first_steps(dataset, profile, listed, begin))
        version += 1
    steps = []
    for number in range(STEPS):
        step = held[number] if number < len(held) else Step(today + timedelta(days=7), "")
        left, right = st.columns([1, 4])
        with left:
            by = st.date_input(
                f"Step {number + 1}, by", step.by, key=f"path step by {version} {number}"
            )
        with right:
            text = st.text_area(
                f"Step {number + 1}",
                step.text,
                key=f"path step {version} {number}",
                max_chars=300,
                height=68,
            )
        steps.append(Step(by, text))
    st.session_state["path steps"] = steps
    st.session_state["path steps version"] = version
    return tuple(step for step in steps if step.text.strip())


def take_up(dataset: Dataset) -> None:
    """A box that reads a plan again; a damaged file is told, and nothing changes."""
    file = st.file_uploader(
        "A plan that was downloaded here (Markdown or HTML)",
        ["md", "html"],
        max_upload_size=2,
        key=f"path file {st.session_state.get('path file version', 0)}",
    )
    if file is None:
        return
    try:
        plan = read_plan(file.read(4 * LARGEST).decode("utf-8"))
    except UnicodeDecodeError:
        st.error("The file is not text in UTF-8, so it is no plan of this app.")
        return
    except UsageError as error:
        st.error(words.plain(capital(str(error))))
        return
    # What has moved is found again; what is no longer in the data is told, once.
    checked = check(dataset, plan.profile)
    worksheet.hold(checked.profile)
    st.session_state.pop("path proposals", None)
    st.session_state["path taken up"] = checked.notes
    st.session_state["path shortlist"] = list(plan.shortlist)
    st.session_state["path steps"] = list(plan.steps)
    st.session_state["path steps version"] = st.session_state.get("path steps version", 0) + 1
    st.session_state.pop("path closure", None)
    st.session_state["path file version"] = st.session_state.get("path file version", 0) + 1
    st.rerun()
