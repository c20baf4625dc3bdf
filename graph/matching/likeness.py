"""How near concepts of one vocabulary are to each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from graph.dataset import Dataset

SAME, NARROWER, BROADER, BESIDE, DISTANT = 1.0, 0.95, 0.5, 0.35, 0.2
"""Nearness of a concept to the one that is wanted: itself, one below it, the one above it, one
beside it below the same broader one; distant: two steps above or a child of one beside."""


@lru_cache(maxsize=4096)
def near(dataset: Dataset, wanted: str) -> Mapping[str, float]:
    """Each concept that is near a wanted one, with its nearness (0 to 1)."""
    found: dict[str, float] = {}
    up = dataset.concepts[wanted].broader
    if up:
        for other in dataset.narrower[up]:
            beside = dataset.concepts[other].broader == up
            found[other] = BESIDE if beside else DISTANT
        found[up] = BROADER
        if above := dataset.concepts[up].broader:
            found[above] = DISTANT
    found |= dict.fromkeys(dataset.narrower[wanted], NARROWER)
    found[wanted] = SAME
    return found
