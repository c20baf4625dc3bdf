"""What a format is that can be imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.imports.items import Item, Notes


@dataclass(frozen=True, slots=True)
class Format:
    """One entry of the registry.

    ``read`` yields the items of a file and notes what it leaves behind; it
    raises `graph.errors.UsageError` for a file that is not of this format.
    ``holds`` says in words what a file is expected to hold.
    """

    name: str
    title: str
    holds: str
    read: Callable[[Path, Notes], Iterator[Item]]
