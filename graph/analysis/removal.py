"""What the others lose when a node leaves: how much farther apart they are then.

Conventions as in `fragmentation`: direction is ignored, ties count 1, self-loops are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.distances import Bits
from graph.analysis.estimate import NodeEstimates, sample_sources, total_from_sample
from graph.analysis.matrices import Floats, Ints, Matrix, ties_from

_WORDS = 2_000_000
"""Words of memory for the waves of one batch of nodes."""


def closeness_loss(
    G: NetworkLike,
    nodes: Iterable[Node] | None = None,
    samples: int | None = None,
    seed: int = 0,
) -> NodeEstimates:
    """How much the others drift apart when one node leaves: the exogenous part of `dF`.

    L_v = sum over ordered pairs s, t other than v of (1 / d_st - 1 / d_st without v) divided by
    (n - 1)(n - 2), with 1 / d = 0 where no path leads. It is the rise of distance-weighted
    fragmentation among the others; the pairs that v itself is part of do not count, so that a
    node whom everybody else can do without has 0.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    nodes
        The nodes to take out, one at a time; None for all.
    samples
        How many random source nodes s to use, without repeats; None uses all: exact. Each source
        costs about ties times nodes / 64.
    seed
        Seed of the choice of sources.

    Returns
    -------
    NodeEstimates
        By node, 0 to 1, with ``.standard_error``, 0 when exact. NaN in a network of fewer than
        three nodes.

    References
    ----------
    S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006) 21-34, for dF.
    M. G. Everett, S. P. Borgatti, Social Networks 32 (2010) 339-344, for the exogenous part.

    """
    network = compact(G).undirected
    places = np.arange(len(network)) if nodes is None else network.places(nodes)
    sources = sample_sources(len(network), samples, seed)
    values, errors = losses(network, places, sources)
    names = [network.nodes[i] for i in places]
    return NodeEstimates(
        dict(zip(names, values.tolist(), strict=True)),
        dict(zip(names, errors.tolist(), strict=True)),
        sources.size,
        len(network),
    )


def losses(network: CompactNetwork, places: Ints, sources: Ints) -> tuple[Floats, Floats]:
    """`closeness_loss` of the nodes at the given places and its standard error."""
    n, k = len(network), sources.size
    if n < 3:
        return np.full(places.size, np.nan), np.zeros(places.size)
    values, errors = np.zeros(places.size), np.zeros(places.size)
    size = 64 * max(1, _WORDS // max(int(network.ties.nnz), n))
    for first in range(0, places.size, size):
        batch = slice(first, first + size)
        sums, squares = np.zeros(places[batch].size), np.zeros(places[batch].size)
        for source in sources:
            lost = _lost_from(network.ties, int(source), places[batch])
            sums += lost
            squares += lost**2
        total, error = total_from_sample(sums, squares, k, n)
        pairs = (n - 1) * (n - 2)
        values[batch], errors[batch] = total / pairs, error / pairs
    return values, errors


def _lost_from(ties: Matrix, source: int, removed: Ints) -> Floats:
    """Loss of closeness to one source, for each removed node: one search in many worlds.

    Bit w of a node's words belongs to the world without ``removed[w]``. All worlds are searched
    at once; a node that some world reaches later than the whole network does has lost there.
    """
    n, words = ties.shape[0], -(-removed.size // 64)
    world = np.arange(removed.size)
    alive = np.broadcast_to(_ones(removed.size), (n, words)).copy()
    alive[removed, world // 64] &= ~(np.uint64(1) << (world % 64).astype(np.uint64))
    # Worlds in which a node is still to be reached; those that reached it in the last step.
    unseen, new = alive, np.zeros((n, words), dtype="<u8")
    new[source], unseen[source] = unseen[source], 0
    whole = np.zeros(n, dtype=bool)  # reached in the whole network
    whole[source] = True
    front, lost, step = np.array([source]), np.zeros(64 * words), 0
    while front.size:
        step += 1
        _, near = ties_from(ties, front)
        near = np.unique(near)
        first = ~whole[near]
        near = near[first | unseen[near].any(axis=1)]
        first = ~whole[near]
        if not near.size:
            break
        _, back = ties_from(ties, near)
        counts = np.diff(ties.indptr)[near]
        starts = np.r_[0, np.cumsum(counts)[:-1]]
        gathered = np.bitwise_or.reduceat(new[back], starts, axis=0) & unseen[near]
        whole[near[first]] = True
        unseen[near] &= ~gathered
        new[front] = 0
        new[near] = gathered
        # Worlds in which a node should be reached by now but is not; worlds that catch up.
        lost += (_worlds(unseen[near[first]]) - _worlds(gathered[~first])) / step
        front = near[first | gathered.any(axis=1)]
    lost = lost[: removed.size]
    lost[removed == source] = 0.0
    return lost


def _ones(worlds: int) -> NDArray[np.uint64]:
    """Words with a bit for each world."""
    words = np.zeros(-(-worlds // 64) * 64, dtype=np.uint8)
    words[:worlds] = 1
    return np.packbits(words, bitorder="little").view("<u8")


def _worlds(bits: Bits) -> Floats:
    """How many nodes bear the bit of each world; most words are empty."""
    counts = np.zeros((bits.shape[1], 64))
    word, row = np.nonzero(bits.T)
    if word.size:
        filled, first = np.unique(word, return_index=True)
        single = np.unpackbits(bits[row, word].view(np.uint8), bitorder="little").reshape(-1, 64)
        counts[filled] = np.add.reduceat(single, first, axis=0, dtype=np.int64)
    return counts.ravel()
