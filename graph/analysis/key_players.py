"""Sets of key players: whose removal breaks a network most, or who reaches most of it.

Reference: S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006) 21-34.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact, node_order
from graph.analysis.errors import AnalysisError, near_matches
from graph.analysis.key_player_objectives import (
    DistanceFragmentation,
    Fragmentation,
    Objective,
    Reach,
)
from graph.analysis.matrices import Floats, Ints
from graph.analysis.reach import check_steps

Measure: TypeAlias = Literal["fragmentation", "distance_fragmentation", "distance_reach", "m_reach"]
Places: TypeAlias = tuple[int, ...]

EXACT_SETS = 5_000
"""So many sets are all tried when the caller leaves the choice open."""

_MOST_SETS = 5_000_000
_TIED_SETS = 100
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """The best sets that were found.

    Attributes
    ----------
    value
        What the sets achieve, in the unit of the measure.
    sets
        Every set of that value, ordered by node names.
    exact
        Whether all sets were tried. If not, there may be better or further ones.

    """

    value: float
    sets: tuple[frozenset[Node], ...]
    exact: bool


def key_players(
    G: NetworkLike,
    k: int,
    measure: Measure = "fragmentation",
    m: int = 2,
    exact: bool | None = None,
    candidates: Collection[Node] | None = None,
) -> KeyPlayers:
    """Find the sets of k nodes that do best on a measure, all of them.

    Exact: every set is tried. Otherwise greedy with swaps: nodes are added one by one, each the
    best at its turn, then single members are exchanged as long as that helps; the sets of equal
    value that exchanges lead to are reported with it, at most 100.

    Parameters
    ----------
    G
        The network. Fragmentation ignores direction, reach follows it.
    k
        Size of the set.
    measure
        ``"fragmentation"`` or ``"distance_fragmentation"`` after the set is removed (Borgatti's
        KPP-Neg); ``"distance_reach"`` or ``"m_reach"`` of the set (KPP-Pos).
    m
        Steps for ``"m_reach"``.
    exact
        True tries every set, False is greedy; None is exact up to 5,000 sets.
    candidates
        Who may be in the set; None is everyone. Above 1,000 nodes the greedy search then looks
        among the 200 nodes with most ties (50 for distance_fragmentation, whose values are
        estimated there from 256 sources); for fragmentation always among all.

    Returns
    -------
    KeyPlayers
        ``value``, ``sets`` (each a frozenset of nodes) and ``exact``.

    """
    network = compact(G)
    order = node_order(network.nodes)
    if candidates is not None:
        order = order[np.isin(order, network.places(candidates))]
    objective = _objective(network, measure, m)
    if not 1 <= k <= min(order.size, len(network) - objective.spare):
        raise AnalysisError(
            f"k is {k}: with {order.size} candidates among {len(network)} nodes give a number "
            f"from 1 to {max(min(order.size, len(network) - objective.spare), 0)}."
        )
    count = math.comb(order.size, k)
    if exact is None:
        exact = count <= EXACT_SETS
    if exact and count > _MOST_SETS:
        raise AnalysisError(
            f"there are {count} sets of {k}, too many to try them all: use exact=False, a smaller "
            "k, or name fewer candidates."
        )
    if not exact and candidates is None:
        order = objective.shortlist(order)
    objective.prepare(order)
    value, found = _try_all(objective, order, k) if exact else _improve(objective, order, k)
    rank = {int(place): i for i, place in enumerate(order)}
    ranked = sorted(found, key=lambda places: sorted(rank[place] for place in places))
    shown = ranked if exact else ranked[:_TIED_SETS]
    sets = tuple(frozenset(network.nodes[place] for place in places) for places in shown)
    return KeyPlayers(value, sets, exact)


def _objective(network: CompactNetwork, measure: str, m: int) -> Objective:
    if measure == "fragmentation":
        return Fragmentation(network.undirected)
    if measure == "distance_fragmentation":
        return DistanceFragmentation(network.undirected)
    if measure == "distance_reach":
        return Reach(network, None)
    if measure == "m_reach":
        check_steps(m)
        return Reach(network, m)
    known = get_args(Measure)
    near = near_matches(measure, known)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise AnalysisError(f"no measure {measure!r}.{hint} Known are {', '.join(known)}.")


def _try_all(objective: Objective, order: Ints, k: int) -> tuple[float, set[Places]]:
    """Every set, as all single additions to every set of k - 1 that come later in the order."""
    best, found = -math.inf, set[Places]()
    places = order.tolist()
    for base in itertools.combinations(range(len(places) - 1), k - 1):
        first = base[-1] + 1 if base else 0
        members = tuple(places[i] for i in base)
        later = order[first:]
        best, found = _keep_best(best, found, members, later, objective.added(members, later))
    return best, found


def _improve(objective: Objective, order: Ints, k: int) -> tuple[float, set[Places]]:
    members: Places = ()
    best = -math.inf
    for _ in range(k):
        others = order[~np.isin(order, members)]
        values = objective.added(members, others)
        members = (*members, int(others[int(np.argmax(values))]))
        best = float(values.max())
    start = tuple(sorted(members))
    found, waiting = {start}, [start]
    while waiting:
        current = waiting.pop(0)
        for member in current:
            rest = tuple(place for place in current if place != member)
            others = order[~np.isin(order, rest)]
            before, known = best, set(found)
            best, found = _keep_best(best, found, rest, others, objective.added(rest, others))
            if best > before + _TOLERANCE:
                waiting = sorted(found)
                break
            waiting += sorted(found - known) if len(found) <= _TIED_SETS else []
    return best, found


def _keep_best(
    best: float, found: set[Places], members: Places, added: Ints, values: Floats
) -> tuple[float, set[Places]]:
    """Best value so far and all its sets, after those of ``members`` and one of ``added``."""
    top = float(np.max(values))
    if top > best + _TOLERANCE:
        best, found = top, set()
    if top >= best - _TOLERANCE:
        tied = added[values >= best - _TOLERANCE].tolist()
        found = found | {tuple(sorted((*members, place))) for place in tied}
    return best, found
