"""Same input, same bytes: also in another process, where sets have another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reconcile.raw_folder import Slices, curated_folder, write_slices

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = """
import sys
from pathlib import Path
from graph.reconcile import reconcile
reconcile(*map(Path, sys.argv[1:]))
"""

# Each pair could be one thing, all three cannot: the order of looking decides.
CONTESTED: Slices = {
    f"{name}/organizations": [
        {"slug": f"quay-{i}", "name": f"Quay {i}", "country": country, "kind": "ngo"}
        for i in range(12)
    ]
    for name, country in (("ngos", "DE"), ("paths", ""), ("civic", "FR"), ("people", ""))
}


def run(folder: Path, out: Path, seed: str) -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-c", _SCRIPT, folder / "raw", folder / "curated", out],
        check=True,
        cwd=_ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.csv")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stability")
    write_slices(folder / "raw", CONTESTED)
    curated_folder(folder / "curated")
    return folder


def test_the_hash_seed_of_the_process_changes_nothing(folder: Path) -> None:
    one, other = (run(folder, folder / f"out-{seed}", seed) for seed in ("1", "2"))
    assert one == other


def test_the_one_that_could_be_either_is_not_two_things_at_once(folder: Path) -> None:
    text = run(folder, folder / "out", "3")["entities/organizations.csv"].decode()
    assert "DE | FR" not in text
    assert text.count(",DE,") == text.count(",FR,") == 12
