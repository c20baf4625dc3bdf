"""What a format is, and what a writer reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the dataset that a format could not carry: what, how much of it, why."""

    what: str
    count: int
    why: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.count:,} {self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer wrote: how many of which unit (``triples``), and its loss report."""

    count: int
    unit: str
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One entry of the registry.

    ``write`` puts the whole dataset into a binary file, the same bytes for the
    same dataset, and returns what it wrote.
    """

    name: str
    title: str
    media_type: str
    suffix: str
    write: Callable[[Dataset, BinaryIO], Written]
