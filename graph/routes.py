"""Warm routes: how to get from one entity to another over social ties, each step sourced.

A route is short and made of ties that are surely known and still hold: each tie costs 1, more
where it is past, of unknown standing or weakly sourced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

import networkx as nx

from graph.core import is_sponsorship
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.evidence import confidences, temporal_status
from graph.model import Statement

_UNSURE = {"confirmed": 0.0, "one-side": 0.1, "third-party": 0.2, "unconfirmed": 0.5}
_AGED = {"current": 0.0, "unknown": 0.2, "past": 0.4}
_FAR = 8.0
"""The cost beyond which somebody is out of reach."""

_LOOKED_AT = 200
"""Routes of the fewest steps that are looked at for the best ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a route, with all statements of it, the surest and newest first."""

    start: str
    end: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Steps from one end to the other, and their cost: about one for each step."""

    steps: tuple[Step, ...]
    cost: float

    @property
    def nodes(self) -> tuple[str, ...]:
        """The entities along the way, both ends included."""
        return (self.steps[0].start, *(step.end for step in self.steps)) if self.steps else ()


def find_routes(
    dataset: Dataset, start: str, end: str, limit: int = 3, sponsors: bool = False
) -> list[Route]:
    """Find the best few routes between two entities.

    Parameters
    ----------
    dataset
        Where they are from.
    start, end
        Identifiers.
    limit
        How many routes at most.
    sponsors
        Whether money from companies counts as a tie.

    Returns
    -------
    Routes by cost, empty when no chain of social ties joins the two.

    Raises
    ------
    UnknownIdentifierError, UsageError
        An identifier that the dataset does not have; the same entity twice.

    References
    ----------
    K shortest paths: J. Y. Yen, Management Science 17 (1971) 712-716, as networkx computes them.

    """
    start, end = dataset.entity(start).id, dataset.entity(end).id
    if start == end:
        raise UsageError("a route needs two different ends.")
    network = _weighted(dataset, sponsors)
    if start not in network or end not in network or not nx.has_path(network, start, end):
        return []
    found = []
    ways = nx.shortest_simple_paths(network, start, end, weight="cost")
    for way in islice(ways, min(limit, _LOOKED_AT)):
        steps = tuple(Step(a, b, network.edges[a, b]["statements"]) for a, b in pairwise(way))
        cost = sum(network.edges[s.start, s.end]["cost"] for s in steps)
        found.append(Route(steps, round(cost, 6)))
    return sorted(found, key=lambda route: (route.cost, route.nodes))


def steps_from(dataset: Dataset, starts: Iterable[str], sponsors: bool = False) -> dict[str, float]:
    """How far each entity is from the nearest of some others, in the cost of routes.

    Entities that no chain of social ties joins to any of them are left out; the starts are at 0.
    """
    network = _weighted(dataset, sponsors)
    known = [start for start in starts if start in network]
    if not known:
        return {}
    found: dict[str, float] = nx.multi_source_dijkstra_path_length(
        network, known, cutoff=_FAR, weight="cost"
    )
    return found


@lru_cache(maxsize=4)
def _weighted(dataset: Dataset, sponsors: bool) -> nx.Graph[str]:
    """One tie for each pair, costing what its best statement costs."""
    sure = confidences(dataset)
    network: nx.Graph[str] = nx.Graph()
    for statement in dataset.statements:
        if not dataset.relations[statement.relation].social:
            continue
        if not sponsors and is_sponsorship(dataset, statement):
            continue
        ends = (statement.subject, statement.object)
        if not network.has_edge(*ends):
            network.add_edge(*ends, said=[])
        cost = 1 + _UNSURE.get(sure[statement.id], 0.5)
        cost += _AGED[temporal_status(dataset, statement)]
        network.edges[ends]["said"].append((cost, statement.id, statement))
    for _, _, tie in network.edges(data=True):
        ordered = sorted(tie.pop("said"), key=lambda said: said[:2])
        tie["cost"] = ordered[0][0]
        tie["statements"] = tuple(statement for _, _, statement in ordered)
    return network
