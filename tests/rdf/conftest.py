"""The small dataset and its triples."""

from __future__ import annotations

import pytest
from pyoxigraph import Triple

from graph import rdf
from graph.dataset import Dataset
from tests.fixtures_data import small_dataset


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def triples(dataset: Dataset) -> frozenset[Triple]:
    return rdf.triples(dataset)
