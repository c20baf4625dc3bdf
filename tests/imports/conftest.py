"""The small dataset, and files of others read against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.dataset import Dataset, load
from graph.imports import FORMATS
from graph.imports.reconciling import Reconciled, reconcile_file
from graph.imports.sources import About
from tests.fixtures_data import ROWS, Rows, write_folder

ABOUT = About(
    title="A list of others",
    url="https://lists.example.com/list",
    licence="CC0-1.0",
    tier="curated",
    retrieved="2026-11-24",
)

Import = Callable[..., Reconciled]


ROLES = [
    {"id": "role/founder", "label": "Founder", "alternative_labels": "co-founder"},
    {"id": "role/board", "label": "Board member", "alternative_labels": "board | trustee | chair"},
    {"id": "role/director", "label": "Director", "alternative_labels": "executive director"},
    {"id": "role/member", "label": "Named member", "alternative_labels": "member"},
    {"id": "role/staff", "label": "Staff"},
]
KINDS = [
    *ROWS["vocabulary/kinds.csv"],
    {"id": "kind/union", "label": "Trade union", "alternative_labels": "union",
     "applies_to": "organization", "sector": "unions and parties"},
]  # fmt: skip


def data_folder(folder: Path, **replaced: Rows) -> Path:
    """The small data folder with the roles and kinds that people need."""
    return write_folder(folder, **{"roles": ROLES, "kinds": KINDS, **replaced})


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(data_folder(tmp_path_factory.mktemp("data")))


@pytest.fixture
def read(dataset: Dataset, tmp_path: Path) -> Import:
    """Write content to a file and reconcile it with the small dataset."""

    def run(kind: str, content: Any, name: str = "", **options: Any) -> Reconciled:
        path = tmp_path / (name or f"input.{'json' if kind in JSON else kind}")
        path.write_bytes(content if isinstance(content, bytes) else text(content).encode())
        options.setdefault("about", ABOUT)
        return reconcile_file(options.pop("data", dataset), FORMATS[kind], path, **options)

    return run


JSON = ("360giving", "kumu", "followthemoney", "popolo")


def text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content)


def states(found: Reconciled, *what: str) -> dict[str, str]:
    """Name of each record with its state."""
    return {f.name: f.state for f in found.fates if not what or f.what in what}


def rows(found: Reconciled, relation: str, state: str = "new") -> list[dict[str, str]]:
    """The candidate rows of a relation."""
    return [s.cells for s in found.stated if s.relation == relation and s.state == state]
