"""Entities like another: same causes, skills, kind and places, rare ones counting most."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.dataset import Dataset

_FACETS = ("causes", "skills", "kinds", "countries")


@dataclass(frozen=True, slots=True)
class Similar:
    """An entity and what it shares with the one asked for, the rarest first."""

    id: str
    shared: tuple[str, ...]
    likeness: float


def similar_to(dataset: Dataset, identifier: str, limit: int = 6) -> list[Similar]:
    """List the entities of the same type that are most like one.

    Likeness is the cosine of their causes, skills, kinds and countries, each weighted by the
    logarithm of one over the share of entities that have it (inverse document frequency).

    Parameters
    ----------
    dataset
        Where they are from.
    identifier
        The entity.
    limit
        How many at most.

    Returns
    -------
    Most alike first; empty when nothing is known about the entity.

    """
    labels, weight, norm = _index(dataset)
    own = labels.get(identifier, frozenset())
    kind = identifier.partition("/")[0]
    shared: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for label in own:
        facet, value = label
        for other in dataset.facets[facet][value]:
            if other != identifier and other.startswith(f"{kind}/"):
                shared[other].append(label)
    found = []
    for other, common in shared.items():
        facets = {facet for facet, _ in common}
        if facets & {"causes", "skills"}:
            likeness = sum(weight[label] ** 2 for label in common)
            likeness /= norm[identifier] * norm[other]
            named = sorted(common, key=lambda label: (-weight[label], label))
            found.append(Similar(other, tuple(value for _, value in named), likeness))
    return sorted(found, key=lambda row: (-round(row.likeness, 9), row.id))[:limit]


@lru_cache(maxsize=2)
def _index(
    dataset: Dataset,
) -> tuple[
    Mapping[str, frozenset[tuple[str, str]]], Mapping[tuple[str, str], float], Mapping[str, float]
]:
    labels: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for facet in _FACETS:
        for value, members in dataset.facets[facet].items():
            for member in members:
                labels[member].add((facet, value))
    count = max(len(labels), 1)
    weight = {
        (facet, value): math.log((count + 1) / len(members))
        for facet in _FACETS
        for value, members in dataset.facets[facet].items()
        if members
    }
    norm = {
        member: math.sqrt(sum(weight[label] ** 2 for label in own))
        for member, own in labels.items()
    }
    return {member: frozenset(own) for member, own in labels.items()}, weight, norm
