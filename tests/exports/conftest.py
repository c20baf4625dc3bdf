"""The small dataset, an empty one, and each of their exports."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import exports, schema
from graph.checks.tables import read_tables
from graph.dataset import DATA, Dataset
from graph.exports.release import make_release
from tests.fixtures_data import PAGE, STATEMENTS, small_dataset

URL = "https://data.example.org/graph"
"""Where the release will stand."""

GRANT = {
    "subject": "organization/fund",
    "object": "organization/coop",
    "programme": "Open fund",
    "project_title": "Maps",
    "amount": "25000.50",
    "currency": "EUR",
    "year_kind": "award",
    "since": "2025-03-31",
    "source": "source/site",
    "page": PAGE,
}
"""A grant that has all that 360Giving asks for."""


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def granting(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The small dataset with one more grant, stated twice."""
    again = GRANT | {"source": "source/book", "page": "chapter 2"}
    folder = tmp_path_factory.mktemp("data")
    return small_dataset(folder, funds=[*STATEMENTS["funds"], GRANT, again])


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A dataset of relations alone."""
    stems = [file.path.rpartition("/")[2].removesuffix(".csv") for file in schema.FIXED_FILES]
    stems += list(read_tables(DATA).relations)
    folder = tmp_path_factory.mktemp("data")
    return small_dataset(folder, **{stem: [] for stem in stems if stem != "relations"})


@pytest.fixture(scope="session")
def release(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset as a release folder."""
    folder = tmp_path_factory.mktemp("out") / "release"
    make_release(dataset, folder, exports.FORMATS, stem=exports.STEM, base=URL)
    return folder


@pytest.fixture(scope="session")
def exported(dataset: Dataset) -> Callable[[str], bytes]:
    """The bytes of the small dataset in a format."""
    return lambda name: written(dataset, name)


def written(dataset: Dataset, name: str) -> bytes:
    """The bytes of a dataset in a format."""
    file = io.BytesIO()
    exports.FORMATS[name].write(dataset, file)
    return file.getvalue()
