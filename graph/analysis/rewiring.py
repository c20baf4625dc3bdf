"""Random networks in which every node keeps its number of ties to each kind of node.

They answer what a measure would be if only the numbers of ties counted and not whom they join.
For a two-mode network these are its rewirings: persons keep their number of organizations and
organizations their number of persons.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.groups import partition
from graph.analysis.igraph_engine import tie_list
from graph.analysis.matrices import Bools, Ints

PASSES = 20
"""Passes over the ties; each pass tries to change every tie once."""


def rewired(
    G: NetworkLike, modes: Mapping[Node, Hashable], seed: int = 0, passes: int = PASSES
) -> CompactNetwork:
    """Draw a random network with the same degrees, mode by mode.

    Two ties a - b and c - d whose ends are of the same two modes become a - d and c - b, unless
    such a tie is there already or would join a node to itself; over and over.

    Parameters
    ----------
    G
        The network. Direction and weights are ignored, self-loops are dropped.
    modes
        Mode (person, organization ...) of each node; give all nodes the same for a one-mode
        network.
    seed
        Seed of the draw.
    passes
        How often all ties are tried. Some ten swaps for each tie are usual (Milo et al. 2003).

    Returns
    -------
    CompactNetwork
        Every node has as many ties to each mode as before.

    References
    ----------
    Swaps: S. Maslov, K. Sneppen, Science 296 (2002) 910-913. How many: R. Milo, N. Kashtan,
    S. Itzkovitz, M. E. J. Newman, U. Alon, arXiv:cond-mat/0312028 (2003).

    """
    network = compact(G).undirected
    random = np.random.default_rng(seed)
    ends, _ = tie_list(network.ties, directed=False)
    mode = partition(network, modes).group
    ends = np.where((mode[ends[:, 0]] > mode[ends[:, 1]])[:, None], ends[:, ::-1], ends)
    kind = mode[ends[:, 0]] * (int(mode.max()) + 1) + mode[ends[:, 1]]
    classes = [np.flatnonzero(kind == k) for k in np.unique(kind)]
    for rows in classes:
        first, second = ends[rows[0]]
        one_mode = bool(mode[int(first)] == mode[int(second)])
        ends[rows] = _swapped(ends[rows], len(network), one_mode, random, passes)
    return CompactNetwork.from_ties(network.nodes, ends[:, 0], ends[:, 1])


def _swapped(ends: Ints, n: int, one_mode: bool, random: np.random.Generator, passes: int) -> Ints:
    """Swap partners between pairs of ties, all disjoint pairs of a shuffle at once."""
    half = ends.shape[0] // 2
    for _ in range(passes if half else 0):
        if one_mode:  # a tie may be read either way
            turned = random.integers(2, size=(ends.shape[0], 1))
            ends = np.where(turned == 1, ends[:, ::-1], ends)
        order = random.permutation(ends.shape[0])
        left, right = order[:half], order[half : 2 * half]
        a, b, c, d = ends[left, 0], ends[left, 1], ends[right, 0], ends[right, 1]
        held = _key(ends[:, 0], ends[:, 1], n, one_mode)
        new = np.stack([_key(a, d, n, one_mode), _key(c, b, n, one_mode)])
        allowed = (a != d) & (c != b)
        allowed &= ~np.isin(new, held).any(axis=0) & _unrepeated(new)
        ends[left[allowed], 1], ends[right[allowed], 1] = d[allowed], b[allowed]
    return ends


def _key(a: Ints, b: Ints, n: int, one_mode: bool) -> Ints:
    """One number for each pair of nodes; in a one-mode network the same either way round."""
    if one_mode:
        a, b = np.minimum(a, b), np.maximum(a, b)
    return a * n + b


def _unrepeated(new: Ints) -> Bools:
    """Swaps whose two new ties no other swap of the pass proposes as well."""
    _, place, count = np.unique(new, return_inverse=True, return_counts=True)
    single: Bools = (count[place.reshape(new.shape)] == 1).all(axis=0)
    return single
