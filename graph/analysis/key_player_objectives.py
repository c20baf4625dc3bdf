"""What a set of key players achieves, and what it would with one node more.

Each objective answers for many candidates at once, in the way that is cheapest for it.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from graph.analysis.compact import CompactNetwork
from graph.analysis.distances import distances_from
from graph.analysis.fragmentation import distance_fragmentation_from, each_fragmentation
from graph.analysis.matrices import Floats, Ints

_SMALL = 1_000
"""Up to so many nodes every node is a candidate."""

_SHORTLIST = 200
_COSTLY_SHORTLIST = 50
_SOURCES = 256
_FAR = np.iinfo(np.uint16).max


class Objective(Protocol):
    """A measure to maximize over sets of nodes."""

    spare: int
    """How many nodes must stay outside the set for the measure to be defined."""

    def shortlist(self, order: Ints) -> Ints:
        """The candidates worth looking at in a large network, in the given order."""
        ...

    def prepare(self, order: Ints) -> None:
        """Compute once what every question about these candidates needs."""
        ...

    def added(self, members: tuple[int, ...], others: Ints) -> Floats:
        """Value of the members with each of the others in turn."""
        ...


class Fragmentation:
    """F after removal; one pass over the ties answers for all candidates."""

    spare = 2

    def __init__(self, network: CompactNetwork) -> None:
        """Take the undirected network."""
        self.network = network

    def shortlist(self, order: Ints) -> Ints:
        """All of them."""
        return order

    def prepare(self, order: Ints) -> None:
        """Nothing to prepare."""

    def added(self, members: tuple[int, ...], others: Ints) -> Floats:
        """Remove the members, then look at every further removal."""
        gone = np.array(members, dtype=np.int64)
        values = np.empty(len(self.network))
        keep = np.setdiff1d(np.arange(values.size), gone)
        values[keep] = each_fragmentation(self.network.without(gone))
        return np.asarray(values[others])


class DistanceFragmentation:
    """dF after removal; every candidate takes its own count of distances."""

    spare = 2

    def __init__(self, network: CompactNetwork) -> None:
        """Take the undirected network; large ones are measured from the same random sources."""
        self.network = network
        self.sources = np.random.default_rng(0).permutation(len(network))

    def shortlist(self, order: Ints) -> Ints:
        """The nodes with most ties, in large networks."""
        return _most_ties(self.network, order, _COSTLY_SHORTLIST)

    def prepare(self, order: Ints) -> None:
        """Nothing to prepare."""

    def added(self, members: tuple[int, ...], others: Ints) -> Floats:
        """Remove each enlarged set and measure what is left."""
        return np.array([self._value((*members, int(other))) for other in others])

    def _value(self, removed: tuple[int, ...]) -> float:
        gone = np.sort(np.array(removed, dtype=np.int64))
        sources = self.sources[~np.isin(self.sources, gone)]
        if len(self.network) > _SMALL:
            sources = sources[:_SOURCES]
        renumbered = np.sort(sources - np.searchsorted(gone, sources))
        return float(distance_fragmentation_from(self.network.without(gone), renumbered))


class Reach:
    """Distance reach, or m-reach when steps are given, from a table of candidates' distances."""

    spare = 1

    def __init__(self, network: CompactNetwork, steps: int | None) -> None:
        """Take the network with its direction."""
        self.network = network
        distance = np.arange(_FAR + 1, dtype=np.float64)
        if steps is None:
            self.worth = 1 / np.maximum(distance, 1) / len(network)
        else:
            self.worth = (distance <= steps).astype(np.float64)
        self.worth[_FAR] = 0.0
        self.own = float(self.worth[0])
        self.row: dict[int, int] = {}
        self.table = np.zeros((0, len(network)), dtype=np.uint16)

    def shortlist(self, order: Ints) -> Ints:
        """The nodes with most ties, in large networks."""
        return _most_ties(self.network, order, _SHORTLIST)

    def prepare(self, order: Ints) -> None:
        """Measure the distances from every candidate."""
        self.row = {int(place): i for i, place in enumerate(order)}
        self.table = np.empty((order.size, len(self.network)), dtype=np.uint16)
        for i, place in enumerate(order):
            distance = distances_from(self.network.ties, np.array([place]))
            self.table[i] = np.where(distance < 0, _FAR, np.minimum(distance, _FAR - 1))

    def added(self, members: tuple[int, ...], others: Ints) -> Floats:
        """Take the nearest of the set for every node; members do not count as reached."""
        nearest = np.full(len(self.network), _FAR, dtype=np.uint16)
        for member in members:
            np.minimum(nearest, self.table[self.row[member]], out=nearest)
        values = [
            self.worth[np.minimum(nearest, self.table[self.row[int(other)]])].sum()
            for other in others
        ]
        return np.array(values) - self.own * (len(members) + 1)


def _most_ties(network: CompactNetwork, order: Ints, count: int) -> Ints:
    if len(network) <= _SMALL:
        return order
    ties = np.diff(network.ties.indptr)[order]
    return order[np.sort(np.argsort(-ties, kind="stable")[:count])]
