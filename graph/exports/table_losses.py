"""What no table of ours carries: the part of the loss report that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.exports.formats import Loss

if TYPE_CHECKING:
    from graph.dataset import Dataset


def table_losses(dataset: Dataset) -> tuple[Loss, ...]:
    """Everything that is loaded is carried, except why and when an identifier moved."""
    moved = len(dataset.renames)
    why = "the new identifier is carried, the reason and the day of the decision are not"
    return (Loss("reasons of renaming", moved, why),) if moved else ()
