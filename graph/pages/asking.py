"""What the data page keeps: the store, answers, and files of the whole dataset."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import streamlit as st

from graph import exports, maps, store
from graph.dataset import Dataset
from graph.layout import positions

LIMITS = store.Limits(seconds=15.0, rows=5_000, answer_bytes=10_000_000)

_ON_MAP = 150
"""Nodes that the map of an answer draws at most."""


@st.cache_resource(show_spinner="Loading everything into the store, once: some seconds …")
def asked_of(_dataset: Dataset, version: str) -> store.Embedded:
    """The store of the dataset, one for all visitors, made when the first of them asks."""
    return store.Embedded(_dataset, LIMITS)


@st.cache_resource(show_spinner="Asking …", max_entries=30)
def answer(_dataset: Dataset, version: str, query: str) -> store.Answer:
    """The answer to a query.

    Raises `graph.store.QueryError`, which is not kept: asking again tries again.
    """
    return asked_of(_dataset, version).query(query)


@st.cache_resource(show_spinner="Drawing the map …", max_entries=30)
def board(_dataset: Dataset, version: str, entities: frozenset[str]) -> maps.Board:
    """The entities of an answer that are tied to each other, and those who link them."""
    social = {name for name, relation in _dataset.relations.items() if relation.social}
    view = maps.best_connected(_dataset, entities, social | {"makes", "takes_part_in"}, _ON_MAP)
    network = view.network()
    tied = tuple(node for node in view.nodes if network.degree(node))
    own = len(entities & set(tied))
    note = f"Showing {own:,} of the {len(entities):,} entities in the answer"
    if len(tied) > own:
        note += f", and {len(tied) - own:,} others that are tied to at least two of them"
    if len(entities) > own:
        note += ". The rest are less connected or have no such tie; the table lists them"
    view = replace(view, nodes=tied, note=f"{note}.")
    return maps.Board(view, positions(view.network()))


@dataclass(frozen=True)
class Made:
    """The dataset as a file in one format, and what the format left behind."""

    content: bytes
    written: exports.Written


@st.cache_resource(show_spinner="Making the file: up to half a minute …", max_entries=8)
def made(_dataset: Dataset, version: str, name: str) -> Made:
    """The whole dataset in the format of this name."""
    file = io.BytesIO()
    written = exports.format_named(name).write(_dataset, file)
    return Made(file.getvalue(), written)
