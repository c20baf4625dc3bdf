"""Which room may know of which: what the whole depends on must not depend on it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import graph

ROOM = Path(graph.__file__).parent


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, and the names that may be modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute here"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_only_pages_know_of_pages_and_of_streamlit() -> None:
    found = {
        (str(path.relative_to(ROOM)), name)
        for path in ROOM.rglob("*.py")
        if ROOM / "pages" not in path.parents
        for name in _imports(path)
        if f"{name}.".startswith(("graph.pages.", "streamlit."))
    }
    assert not found
