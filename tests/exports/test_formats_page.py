"""docs/formats.md: every format is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import exports

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", exports.FORMATS)
def test_every_format_is_explained_twice(name: str) -> None:
    choice, _, losses = PAGE.partition("## What each carries and loses")
    assert f"`{name}`" in choice
    assert f"`{name}`" in losses
