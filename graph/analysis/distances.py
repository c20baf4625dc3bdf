"""Distances in steps, following the direction of ties.

Two searches: one wave from a set of nodes, and many waves at once, 64 sources to a machine word.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.analysis.matrices import Floats, Ints, Matrix, ties_from

_WORKSPACE = 2_000_000
"""Words of memory for the waves of one batch of sources."""

Bits = NDArray[np.uint64]


def distances_from(ties: Matrix, starts: Ints) -> Ints:
    """Steps from the nearest of the given nodes to every node; -1 where no path leads."""
    distance = np.full(ties.shape[0], -1, dtype=np.int64)
    distance[starts] = 0
    frontier, step = np.unique(starts), 0
    while frontier.size:
        step += 1
        _, reached = ties_from(ties, frontier)
        frontier = np.unique(reached[distance[reached] < 0])
        distance[frontier] = step
    return distance


def waves(ties: Matrix, sources: Ints) -> Iterator[tuple[slice, int, Bits]]:
    """Every node that some source reaches for the first time, step by step.

    Yields (batch, step, bits): bit b of ``bits[v]`` (an array nodes x words) says that node v lies
    exactly ``step`` steps from source b of ``sources[batch]``.
    """
    backward = ties.T.tocsr()
    heads = np.flatnonzero(np.diff(backward.indptr))
    starts = backward.indptr[heads]
    n, words = ties.shape[0], batch_words(ties, sources.size)
    for first in range(0, sources.size, 64 * words):
        batch = sources[first : first + 64 * words]
        new = np.zeros((n, words), dtype="<u8")
        place = np.arange(batch.size)
        np.bitwise_or.at(new, (batch, place // 64), np.uint64(1) << (place % 64).astype(np.uint64))
        seen, step = new.copy(), 0
        while heads.size:
            step += 1
            gathered = np.bitwise_or.reduceat(new[backward.indices], starts, axis=0)
            new = np.zeros_like(seen)
            new[heads] = gathered & ~seen[heads]
            if not new.any():
                break
            seen |= new
            yield slice(first, first + batch.size), step, new


def batch_words(ties: Matrix, sources: int) -> int:
    """Words of 64 sources that `waves` searches from at once, of so many sources."""
    entries = max(int(ties.nnz), ties.shape[0], 1)
    return max(1, min(-(-sources // 64), _WORKSPACE // entries))


def reciprocal_sums(ties: Matrix, sources: Ints) -> Floats:
    """Sum over the nodes that a source reaches of 1 / distance, by source."""
    sums = np.zeros(sources.size)
    for batch, step, bits in waves(ties, sources):
        sums[batch] += _count_by_source(bits, sums[batch].size) / step
    return sums


def distance_sums(ties: Matrix, sources: Ints) -> tuple[Floats, Floats]:
    """Sum of the distances to the nodes that a source reaches, and their number, by source."""
    totals, reached = np.zeros(sources.size), np.zeros(sources.size)
    for batch, step, bits in waves(ties, sources):
        count = _count_by_source(bits, totals[batch].size)
        totals[batch] += count * step
        reached[batch] += count
    return totals, reached


def closeness_total(ties: Matrix) -> float:
    """Sum over all ordered pairs of 1 / distance."""
    everyone = np.arange(ties.shape[0])
    return sum(
        int(np.bitwise_count(bits).sum(dtype=np.int64)) / step
        for _, step, bits in waves(ties, everyone)
    )


def _count_by_source(bits: Bits, sources: int) -> Ints:
    """How many nodes bear the bit of each source."""
    single = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little")
    return np.asarray(single.sum(axis=0, dtype=np.int64)[:sources])
