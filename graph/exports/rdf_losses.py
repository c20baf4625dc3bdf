"""What no RDF format of ours carries: the part of the loss report that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph import rdf
from graph.evidence import temporal_status
from graph.exports.formats import Loss

if TYPE_CHECKING:
    from graph.dataset import Dataset


def rdf_losses(dataset: Dataset, *, by_field: bool = False) -> tuple[Loss, ...]:
    """Losses on the way from the dataset to RDF, largest first.

    ``by_field`` is for formats with a graph for each source, which holds the
    very fields that the source states.
    """
    partial = 0 if by_field else sum(1 for d in dataset.descriptions if not d.value)
    other = sum(1 for d in dataset.descriptions if d.value)
    past = sum(1 for s in dataset.statements if temporal_status(dataset, s) == "past")
    losses = [
        Loss(
            "citations without their fields",
            partial,
            "an entity leads to its sources and pages, but not which field each of them states",
        ),
        Loss(
            "deviating values",
            other,
            "a page states another value than the one kept; only the page is carried",
        ),
        Loss(
            "past statements without a direct triple",
            past,
            "a direct triple cannot say when; their claims are carried whole",
        ),
    ]
    losses += [
        Loss(f"values of {column}", count, "the column has no property")
        for column, count in rdf.unmapped(dataset).items()
    ]
    return tuple(sorted((loss for loss in losses if loss.count), key=lambda loss: -loss.count))
