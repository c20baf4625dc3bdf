"""The curated data, read once for the tests of matching."""

from __future__ import annotations

import pytest

import graph


@pytest.fixture(scope="session")
def dataset() -> graph.Dataset:
    return graph.load()
