"""A small store for every test that needs no real data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.dataset import load
from graph.store import Embedded, Limits
from tests.fixtures_data import write_folder

ROWS = 40
SECONDS = 1.0


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """The small dataset with tight limits."""
    dataset = load(write_folder(tmp_path_factory.mktemp("store") / "data"))
    with Embedded(dataset, Limits(seconds=SECONDS, rows=ROWS, answer_bytes=100_000)) as store:
        yield store
