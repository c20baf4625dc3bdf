"""Find my path: from what a visitor says about themselves to organizations, doors and a plan."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.dataset import Dataset
from graph.matching import ways
from graph.matching.comparison import Point, Way, compare_ways
from graph.matching.profile import Profile, check
from graph.pages import cached, plan, shortlist, words, worksheet

_PARTS = ("Organizations", "The six ways", "Other ways out", "My plan")

_OTHER_WAYS: dict[str, Callable[[Dataset, Profile], list[ways.Block]]] = {
    "Start a co-op": ways.start_a_coop,
    "Teach": ways.teach,
    "Become a connector": lambda dataset, profile: ways.connect(
        dataset,
        profile,
        lambda cause: cached.missing_bridges(dataset, dataset.version, cause, 2),
    ),
    "Stay and organize": ways.organize,
}


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page."""
    if going := st.session_state.pop("path go", ""):
        st.switch_page(map_page, query_params={"id": going, "around": "1"})  # type: ignore[arg-type]
    st.title("Find my path", anchor=False)
    st.markdown(
        "Three short steps, everything optional. You get organizations with the reasons for each, "
        "the people and events near them, and a plan to take along. **What you say stays in this "
        "browser tab**: it is not stored, not logged, not put into the address, and gone when you "
        "close the page."
    )
    with st.expander("Come back with a plan that you took along"):
        plan.take_up(dataset)
    for note in st.session_state.pop("path taken up", ()):
        st.warning(words.plain(note))
    said = worksheet.show(dataset)
    checked = check(dataset, said)
    for note in checked.notes:
        st.info(words.plain(note))
    st.divider()
    part = st.segmented_control(
        "What to see", _PARTS, default=_PARTS[0], key="path part", label_visibility="collapsed"
    )
    if part == "The six ways":
        _six_ways(dataset, checked.profile)
    elif part == "Other ways out":
        _other_ways(dataset, checked.profile)
    elif part == "My plan":
        plan.show(dataset, said)
    elif checked.profile.empty:
        st.info(
            "Say a little above: a cause, a skill, a country, or a sentence of your own. Until "
            "then, **The six ways** shows what each way out gives and costs."
        )
    else:
        shortlist.show(dataset, checked.profile, _go)


def _go(identifier: str) -> None:
    """Remember where to go: a callback cannot change the page itself."""
    st.session_state["path go"] = identifier


# The six ways


def _six_ways(dataset: Dataset, profile: Profile) -> None:
    st.markdown(
        "What each way gives and costs, as the founding text of this project tells it, and how "
        "many are on it. None is recommended. What you said about a point stands beside it."
    )
    compared = compare_ways(dataset, profile)
    compared.sort(key=lambda way: not way.chosen)
    columns = st.columns(2)
    for number, way in enumerate(compared):
        with columns[number % 2], st.container(border=True):
            _way(dataset, way)


def _way(dataset: Dataset, way: Way) -> None:
    mark = " · you consider it" if way.chosen else ""
    st.markdown(f"**{words.plain(way.label)}**{mark}  \n*{words.plain(way.transition)}*")
    for heading, points in (
        ("Gives", way.gives),
        ("Costs", way.costs),
        ("Way in", way.how_in),
    ):
        st.markdown(f"{heading}\n" + "\n".join(f"- {_point(point)}" for point in points))
    what = "people with two or more roles" if way.id == "path/hustler" else "organizations"
    counts = [f"{way.all:,} {what} on record"]
    if way.on_causes is not None:
        counts.append(f"{way.on_causes:,} on your causes")
    if way.in_country is not None:
        counts.append(f"{way.in_country:,} in your country")
    if way.both is not None:
        counts.append(f"{way.both:,} both")
    source = words.source_link(dataset, way.source, way.page)
    st.caption(f"{' · '.join(counts)}. Trade-offs: {source}.")


def _point(point: Point) -> str:
    mark = f" — **{words.plain(point.mark)}**" if point.mark else ""
    return f"{words.plain(point.text)}{mark}"


# Other ways out


def _other_ways(dataset: Dataset, profile: Profile) -> None:
    chosen = st.segmented_control(
        "Which way",
        list(_OTHER_WAYS),
        default=next(iter(_OTHER_WAYS)),
        key="path other",
        label_visibility="collapsed",
    )
    if not chosen:
        return
    for block in _OTHER_WAYS[chosen](dataset, profile):
        st.markdown(f"**{words.plain(block.heading)}**")
        if block.note:
            st.caption(words.plain(block.note))
        for suggestion in block.suggestions:
            links = [
                words.source_link(dataset, s.source, s.page, dataset.as_of(s))
                for s in suggestion.statements[:2]
            ]
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.button(
                    words.plain(suggestion.name),
                    key=f"path way {block.heading} {suggestion.name}",
                    on_click=_go,
                    args=(suggestion.id,),
                    type="tertiary",
                )
                said = words.plain(suggestion.text)
                st.markdown(said + (f" ({'; '.join(links)})" if links else ""))
