"""Studies of connectors that take longer than a page may: worked out beside it, once.

The first look at the page gets the ranking at once; rank intervals and the comparison with chance
follow when they are ready. One at a time, for all visitors together.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

import streamlit as st

from graph.analysis.connectors import Connectors, Of, find_connectors
from graph.dataset import Dataset

DRAWS, REWIRINGS = 200, 100


@dataclass
class Study:
    """A study under way: what will come, and how far it is (0 to 1)."""

    result: Future[Connectors | None]
    done: float = field(default=0.0)


@st.cache_resource(show_spinner="Ranking the connectors …")
def connectors(_dataset: Dataset, version: str, of: Of) -> Connectors | None:
    """The ranking of people or of organizations, without intervals."""
    return find_connectors(_dataset, of, draws=0, rewirings=0)


@st.cache_resource(show_spinner=False)
def study(_dataset: Dataset, version: str, of: Of) -> Study:
    """The same with intervals and chance, as it comes."""
    made = Study(Future())

    def progress(done: int, total: int) -> None:
        made.done = done / total

    def work() -> None:
        with _one_at_a_time():
            try:
                found = find_connectors(_dataset, of, False, DRAWS, REWIRINGS, progress=progress)
            except BaseException as error:
                made.result.set_exception(error)
                raise
            made.result.set_result(found)

    # A daemon: a server that is told to stop does not wait for it.
    threading.Thread(target=work, name=f"connectors {of}", daemon=True).start()
    _begun()[version, of] = made
    return made


def latest(dataset: Dataset, of: Of) -> Connectors | None:
    """The ranking with intervals where somebody has had them worked out, else without."""
    made = _begun().get((dataset.version, of))
    if made and made.result.done():
        return made.result.result()
    return connectors(dataset, dataset.version, of)


@st.cache_resource(show_spinner=False)
def _begun() -> dict[tuple[str, Of], Study]:
    """Studies that have been asked for."""
    return {}


@st.cache_resource(show_spinner=False)
def _one_at_a_time() -> threading.Lock:
    return threading.Lock()
