"""The small dataset, and each of its exports."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from graph import exports
from graph.dataset import Dataset
from tests.fixtures_data import small_dataset


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return small_dataset(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def exported(dataset: Dataset) -> Callable[[str], bytes]:
    """The bytes of the small dataset in a format."""

    def in_format(name: str) -> bytes:
        file = io.BytesIO()
        exports.FORMATS[name].write(dataset, file)
        return file.getvalue()

    return in_format
