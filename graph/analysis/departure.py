"""What if they left? What the removal of nodes does to the rest, and what it usually does.

Conventions as in `fragmentation`: direction is ignored, ties count 1, self-loops are dropped.
Only pairs of the nodes that stay are counted.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from scipy.sparse import csgraph

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.distances import batch_words, waves
from graph.analysis.errors import AnalysisError
from graph.analysis.estimate import sample_sources
from graph.analysis.groups import Partition, partition
from graph.analysis.matrices import Bools, Ints, Matrix


@dataclass(frozen=True, slots=True)
class Departure:
    """What the others lose when nodes leave.

    Attributes
    ----------
    pairs
        Pairs of others that a path joined before.
    cut_off
        Those of them that no path joins afterwards.
    farther
        Those of them that are still joined, by a longer path than before.
    closeness_loss
        Mean loss of 1 / distance over all pairs of others, 0 to 1: the rise of their
        distance-weighted fragmentation.
    strays
        By how many others the part that most of them are in becomes smaller.
    communities_split
        Communities whose members were joined and are not any more.
    samples
        Source nodes that ``farther`` and ``closeness_loss`` are computed from, of
        ``population``.

    """

    pairs: float
    cut_off: float
    farther: float
    closeness_loss: float
    strays: float
    communities_split: float
    samples: int
    population: int


def departure(
    G: NetworkLike,
    nodes: Iterable[Node],
    communities: Mapping[Node, Hashable] | None = None,
    samples: int | None = None,
    seed: int = 0,
) -> Departure:
    """Find what the others lose when some nodes leave together.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    nodes
        Who leaves.
    communities
        Community of each node; None counts none as split.
    samples
        How many random source nodes the distances are compared from; None for all: exact.
    seed
        Seed of their choice.

    Raises
    ------
    UnknownNodeError
        A node that is not in the network, with near matches.
    AnalysisError
        No nodes, or all of them.

    References
    ----------
    S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006) 21-34.

    """
    network = compact(G).undirected
    places = network.places(nodes)
    if not 0 < places.size < len(network):
        raise AnalysisError("name at least one node to take out, and leave at least one.")
    part = None if communities is None else partition(network, communities)
    return _departure(network, places, part, samples, seed)


def usual_departures(
    G: NetworkLike,
    node: Node,
    modes: Mapping[Node, Hashable] | None = None,
    communities: Mapping[Node, Hashable] | None = None,
    peers: int = 20,
    samples: int | None = None,
    seed: int = 0,
) -> dict[Node, Departure]:
    """Find what the departure of comparable nodes does: of the same kind and number of ties.

    Parameters
    ----------
    G, communities, samples, seed
        As in `departure`.
    node
        Who is compared; not among the peers.
    modes
        Kind of each node; None compares with all.
    peers
        How many to draw at random; those whose number of ties is nearest where there are not
        enough with exactly as many.

    Returns
    -------
    dict
        `Departure` by peer; empty when there is nobody to compare with.

    """
    if peers < 0:
        raise AnalysisError(f"peers is {peers}: give 0 or more.")
    network = compact(G).undirected
    (place,) = network.places([node])
    degree = np.diff(network.ties.indptr)
    same = np.ones(len(network), dtype=bool)
    if modes is not None:
        mode = partition(network, modes).group
        same = mode == mode[place]
    same[place] = False
    candidates = np.flatnonzero(same & (degree > 0))
    random = np.random.default_rng(seed)
    candidates = random.permutation(candidates)
    nearest = candidates[np.argsort(abs(degree[candidates] - degree[place]), kind="stable")]
    part = None if communities is None else partition(network, communities)
    return {
        network.nodes[peer]: _departure(network, np.array([peer]), part, samples, seed)
        for peer in nearest[:peers].tolist()
    }


def _departure(
    network: CompactNetwork,
    places: Ints,
    part: Partition | None,
    samples: int | None,
    seed: int,
) -> Departure:
    n = len(network)
    stays = np.ones(n, dtype=bool)
    stays[places] = False
    left = _without_ties_of(network.ties, places)
    before, after = _components(network.ties), _components(left)
    pairs, kept = _joined(before[stays]), _joined(after[stays])
    sizes = np.bincount(after[stays])
    sources = np.flatnonzero(stays)
    sources = sources[sample_sources(sources.size, samples, seed)]
    farther, loss = _drift(network.ties, left, places, sources)
    scale = (n - places.size) / sources.size
    others = (n - places.size) * (n - places.size - 1)
    return Departure(
        pairs=pairs,
        cut_off=pairs - kept,
        farther=farther * scale / 2,
        closeness_loss=loss * scale / others if others else float("nan"),
        strays=float(_main_part(before, stays) - sizes.max()),
        communities_split=0.0 if part is None else _split(part.group, before, after, stays),
        samples=int(sources.size),
        population=n - places.size,
    )


def _drift(before: Matrix, after: Matrix, removed: Ints, sources: Ints) -> tuple[float, float]:
    """Ordered pairs that are farther apart afterwards, and the loss of 1 / d of all."""
    farther, loss = 0.0, 0.0
    size = 64 * batch_words(before, sources.size)  # one batch of `waves`, before and after
    for first in range(0, sources.size, size):
        batch = sources[first : first + size]
        reached = np.zeros((before.shape[0], -(-batch.size // 64)), dtype="<u8")
        late = reached.copy()
        for was, now in zip_longest(waves(before, batch), waves(after, batch)):
            if now is not None:
                reached |= now[2]
                loss -= float(np.bitwise_count(now[2]).sum(dtype=np.int64)) / now[1]
            if was is not None:
                bits = was[2].copy()
                bits[removed] = 0
                loss += float(np.bitwise_count(bits).sum(dtype=np.int64)) / was[1]
                late |= bits & ~reached
        farther += float(np.bitwise_count(late & reached).sum(dtype=np.int64))
    return farther, loss


def _without_ties_of(ties: Matrix, places: Ints) -> Matrix:
    """The same nodes, those at the given places without ties."""
    keep = np.ones(ties.shape[0])
    keep[places] = 0.0
    where = ties.tocoo()
    row, col = where.coords
    left = ties.copy()
    left.data = left.data * keep[row] * keep[col]
    left.eliminate_zeros()
    return left


def _components(ties: Matrix) -> Ints:
    _, component = csgraph.connected_components(ties, directed=False)
    return np.asarray(component, dtype=np.int64)


def _joined(component: Ints) -> float:
    size = np.bincount(component).astype(np.float64)
    return float((size * (size - 1)).sum() / 2)


def _main_part(component: Ints, stays: Bools) -> int:
    """How many of those who stay were in the part that has most of them."""
    return int(np.bincount(component[stays]).max())


def _split(group: Ints, before: Ints, after: Ints, stays: Bools) -> float:
    """Groups of which two members were joined before and are not afterwards."""
    joined = np.unique(np.column_stack([group[stays], before[stays]]), axis=0)
    now = np.unique(np.column_stack([group[stays], before[stays], after[stays]]), axis=0)
    pieces = np.bincount(now[:, 0], minlength=int(group.max()) + 1)
    whole = np.bincount(joined[:, 0], minlength=int(group.max()) + 1)
    return float((pieces > whole).sum())
