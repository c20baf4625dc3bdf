"""The data page: ask the dataset a question, or take all of it along."""

from __future__ import annotations

import streamlit as st

from graph import exports, store
from graph.dataset import Dataset
from graph.pages import answer, asking, words
from graph.rdf import PREFIXES

_FIRST = ("csv", "sqlite", "parquet", "turtle", "graphml", "gexf", "kumu")
"""Formats that most people look for, before the others."""


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; what is clicked in an answer opens on ``map_page``."""
    st.title("Data", anchor=False)
    st.markdown(
        "Ask the dataset a question and take the answer along, or take everything. All of it is "
        "CC BY 4.0, and every statement has its source."
    )
    question, everything = st.tabs(["Ask a question", "Take everything along"])
    with question:
        _ask(dataset, map_page)
    with everything:
        _take(dataset)


def _ask(dataset: Dataset, map_page: object) -> None:
    ready = store.questions()
    if "query" not in st.session_state:
        # A question in the address, so that an answer can be shared; only ready ones.
        known = ready.get(str(st.query_params.get("question", "")))
        st.session_state["ready"] = known.name if known else None
        st.session_state["query"] = known.query if known else ""
        st.session_state["asked"] = st.session_state["query"]
    # Streamlit forgets a widget's value while its page is not shown.
    for key in ("ready", "query"):
        st.session_state[key] = st.session_state.get(key)
    chosen = st.selectbox(
        "A ready question",
        list(ready),
        format_func=lambda name: ready[name].title,
        key="ready",
        placeholder=f"Choose one of {len(ready)}, or write your own below",
        on_change=_choose,
    )
    if chosen:
        st.caption(words.plain(ready[chosen].explanation))
    asked = st.session_state["asked"]
    if not chosen and not asked.strip():
        with st.container(key="ties-questions"):
            for question in ready.values():
                st.button(
                    words.plain(question.title),
                    key=f"ask {question.name}",
                    type="tertiary",
                    on_click=_pick,
                    args=(question.name,),
                )
    own = bool(asked.strip()) and not chosen
    with st.expander("The query, to change or to write anew", expanded=own):
        st.text_area(
            "Query in SPARQL 1.1",
            key="query",
            height=260,
            placeholder="SELECT ?name WHERE { ?x a tfg:TechCooperative ; schema:name ?name }",
        )
        st.button("Ask", on_click=_put, icon=":material/search:")
        st.caption(
            "Questions only: SELECT, ASK, CONSTRUCT, DESCRIBE. "
            f"At most {asking.LIMITS.seconds:g} seconds and {asking.LIMITS.rows:,} rows. These "
            "prefixes need no declaration: "
            + words.plain(", ".join(f"{prefix}:" for prefix in PREFIXES))
        )
    if not asked.strip():
        return
    try:
        found = asking.answer(dataset, dataset.version, asked)
    except store.QueryError as error:
        st.error(words.plain(str(error)))
        return
    answer.show(dataset, found, chosen or "answer", map_page)


def _pick(name: str) -> None:
    """A ready question was clicked in the list."""
    st.session_state["ready"] = name
    _choose()


def _choose() -> None:
    """A ready question was picked: show its query and ask it."""
    chosen = store.questions().get(st.session_state["ready"] or "")
    st.session_state["query"] = chosen.query if chosen else ""
    st.session_state["asked"] = st.session_state["query"]
    _address(chosen.name if chosen else "")


def _put() -> None:
    """The button was pressed: ask what stands in the box."""
    st.session_state["asked"] = st.session_state["query"]
    chosen = store.questions().get(st.session_state["ready"] or "")
    if chosen and chosen.query.strip() != st.session_state["query"].strip():
        st.session_state["ready"] = None  # it is the visitor's own now
        _address("")


def _address(name: str) -> None:
    if name:
        st.query_params["question"] = name
    else:
        st.query_params.pop("question", None)


def _take(dataset: Dataset) -> None:
    names = [*_FIRST, *(name for name in exports.FORMATS if name not in _FIRST)]
    name = st.selectbox(
        "Format",
        names,
        format_func=lambda n: f"{exports.FORMATS[n].title} ({exports.FORMATS[n].suffix})",
        key="format",
    )
    chosen = exports.FORMATS[name]
    if st.button("Make the file", icon=":material/build:"):
        st.session_state["made"] = name
    if st.session_state.get("made") == name:
        file = asking.made(dataset, dataset.version, name)
        written = file.written
        st.markdown(
            f"**{len(file.content) / 1e6:,.1f} MB**, {written.count:,} {words.plain(written.unit)}."
        )
        if written.losses:
            st.markdown("What this format cannot carry:")
            st.markdown("\n".join(f"- {words.plain(str(loss))}" for loss in written.losses))
        else:
            st.markdown("It carries everything.")
        st.download_button(
            "Download",
            file.content,
            file_name=f"{exports.STEM}{chosen.suffix}",
            mime=chosen.media_type,
            on_click="ignore",
            icon=":material/download:",
        )
    st.caption(
        f"Data version `{dataset.version}`. Made from the same data on every click; a large one "
        "takes some seconds. Every format at once, with checksums and descriptions for machines: "
        "`python scripts/export_dataset.py --format all --out release/`. As an endpoint for "
        "programs: `python scripts/serve_sparql.py`."
    )
