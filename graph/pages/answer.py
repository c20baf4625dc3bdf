"""The answer to a query on a page: as a table with links, on a map, and to take along."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pyoxigraph import NamedNode

from graph.dataset import Dataset
from graph.model import BASE_IRI
from graph.pages import asking, below, network, words
from graph.rdf import PREFIXES
from graph.spreadsheet import protected
from graph.store import Answer, shown
from graph.store.answers import Term
from graph.text import capital

Rows = Sequence[tuple[Term | None, ...]]

_FILTERS = ("cause", "skill", "path", "kind", "country")
_IDENTIFIER = r"[?&](?:id|cause|skill|path|kind|country)=([^&]+)"
_DOMAIN = r"https?://(?:www\.)?([^/]+)"


def show(dataset: Dataset, answer: Answer, name: str, map_page: object) -> None:
    """Draw an answer; ``name`` is what its files are called."""
    if answer.kind == "truth":
        st.markdown(f"### {'Yes' if answer.truth else 'No'}")
        return
    rows = list(answer.rows())
    if not rows:
        st.info(
            "Nothing was found. The query is valid, so either its parts do not join, or the "
            "dataset does not know: an absence here proves nothing."
        )
        return
    entities = _entities(dataset, rows)
    if answer.truncated:
        st.warning(
            f"Cut off at {len(rows):,} rows: there are more. Narrow the question, or ask "
            "`scripts/query_sparql.py --rows N`."
        )
    st.markdown(f":material/info: {len(rows):,} {'row' if len(rows) == 1 else 'rows'}.")
    as_map = False
    if len(entities) > 1:
        as_map = (
            st.segmented_control(
                "How the answer is shown",
                ["Table", "Map"],
                default="Table",
                required=True,
                key="shown as",
                label_visibility="collapsed",
            )
            == "Map"
        )
    if as_map:
        _map(dataset, entities, name, map_page)
    else:
        _table(dataset, answer, rows)
    _downloads(answer, rows, name)


def _entities(dataset: Dataset, rows: Rows) -> list[str]:
    """The entities that an answer names, in the order in which it does."""
    found: dict[str, None] = {}
    for row in rows:
        for cell in row:
            if isinstance(cell, NamedNode):
                identifier = cell.value.removeprefix(BASE_IRI)
                identifier = dataset.renames.get(identifier, identifier)
                if identifier in dataset.entities:
                    found[identifier] = None
    return list(found)


def _table(dataset: Dataset, answer: Answer, rows: Rows) -> None:
    """The rows, with identifiers that lead to the map and addresses that lead to pages."""
    table: dict[str, list[Any]] = {}
    columns: dict[str, Any] = {}
    for name, cells in zip(answer.columns, zip(*rows, strict=True), strict=True):
        title = capital(name.replace("_", " "))
        links = [_link(dataset, cell) for cell in cells]
        if all(link or cell is None for link, cell in zip(links, cells, strict=True)):
            own = any(link and link.startswith("map?") for link in links)
            table[title] = [*links]
            columns[title] = st.column_config.LinkColumn(
                display_text=_IDENTIFIER if own else _DOMAIN
            )
        else:
            values = [shown(cell) for cell in cells]
            same = len({type(value) for value in values if value is not None}) < 2
            table[title] = values if same else [None if v is None else str(v) for v in values]
    st.dataframe(
        pd.DataFrame(table),
        hide_index=True,
        width="stretch",
        height="auto" if len(rows) < 15 else 560,
        column_config=columns,
        placeholder="",
    )


def _link(dataset: Dataset, cell: Term | None) -> str | None:
    """Where a cell leads: an entity to its web, a concept to what has it, an address to itself."""
    if not isinstance(cell, NamedNode):
        return None
    identifier = cell.value.removeprefix(BASE_IRI)
    kind, _, code = identifier.partition("/")
    if dataset.renames.get(identifier, identifier) in dataset.entities:
        return f"map?id={identifier}&around=1"
    if kind in _FILTERS and (identifier in dataset.concepts or kind == "country"):
        return f"map?view=best&{kind}={code if kind == 'country' else identifier}"
    own = cell.value.startswith(tuple(PREFIXES.values()))
    return cell.value if cell.value.startswith(("https://", "http://")) and not own else None


def _map(dataset: Dataset, entities: list[str], name: str, map_page: object) -> None:
    """The entities of the answer and what ties them."""
    board = asking.board(dataset, dataset.version, frozenset(entities))
    if not board.view.nodes:
        st.info("No two of these are tied to each other, or to a third, as far as is known here.")
        return
    key = hashlib.sha256(repr((dataset.version, board.view.nodes)).encode()).hexdigest()[:12]
    st.markdown(f":material/info: {words.plain(board.view.note)}")
    network.draw(dataset, board, capital(name.replace("-", " ")), key, _choose)
    chosen = st.session_state.pop("chosen in answer", "")
    if chosen in dataset.entities:
        _open(map_page, chosen)
    st.caption("Click a node to open it on the map with everything that is tied to it.")
    below.take_along(dataset, board, name)
    below.listed(dataset, list(board.view.nodes), lambda found: _open(map_page, found))


def _choose(identifier: str) -> None:
    # A callback may not lead to another page: the page does it, once it is drawn.
    st.session_state["chosen in answer"] = identifier


def _open(map_page: object, identifier: str) -> None:
    st.switch_page(map_page, query_params={"id": identifier, "around": "1"})  # type: ignore[arg-type]


def _downloads(answer: Answer, rows: Rows, name: str) -> None:
    def spreadsheet() -> bytes:
        values = [[shown(cell) for cell in row] for row in rows]
        table = pd.DataFrame(values, columns=list(answer.columns), dtype=object)
        return protected(table).to_csv(index=False).encode()

    standard = (
        {"Turtle": ("turtle", "ttl"), "JSON-LD": ("jsonld", "jsonld")}
        if answer.kind == "graph"
        else {"JSON": ("sparql-json", "json")}
    )
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "CSV", spreadsheet, file_name=f"{name}.csv", mime="text/csv", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
        for label, (form, ending) in standard.items():
            st.download_button(
                label,
                answer.written(form),
                file_name=f"{name}.{ending}",
                mime=answer.forms[form].media_type,
                on_click="ignore",
                icon=":material/download:",
            )
