"""Communities by the Leiden method, and modularity, the quality that it looks for."""

from __future__ import annotations

import random
import threading
from collections.abc import Hashable, Mapping

import igraph
import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact, node_order
from graph.analysis.errors import AnalysisError
from graph.analysis.groups import partition
from graph.analysis.igraph_engine import igraph_of
from graph.analysis.matrices import Ints, row_sums

_LARGE = 200_000
"""Ties above which Leiden stops after two rounds: further rounds add little and take long."""

_igraph_randomness = threading.Lock()


def communities(
    G: NetworkLike, weight: str | None = None, resolution: float = 1.0, seed: int = 0
) -> dict[Node, int]:
    """Divide the nodes into communities: many ties inside, few between.

    Leiden looks for the partition of highest `modularity`; communities are always connected.
    It runs until it finds no better partition, above 200,000 ties for two rounds.

    Parameters
    ----------
    G
        The network. Directed ties count by the directed form of modularity. Self-loops are
        dropped.
    weight
        Name of the tie attribute that holds the strength; None counts ties.
    resolution
        Above 1 for smaller, below 1 for larger communities.
    seed
        The same seed gives the same partition, in whatever order the nodes come.

    Returns
    -------
    dict
        Community of each node: 0 is the largest; equal sizes are ordered by their smallest node
        name. A node without ties is a community of its own.

    References
    ----------
    V. A. Traag, L. Waltman, N. J. van Eck, Scientific Reports 9 (2019) 5233.

    """
    _check_resolution(resolution)
    network = compact(G, weight)
    order = node_order(network.nodes)
    sorted_network = CompactNetwork(
        tuple(network.nodes[i] for i in order),
        network.ties[order][:, order].tocsr(),
        network.directed,
        network.weight,
    )
    sorted_network.ties.sort_indices()
    return dict(
        sorted(
            zip(sorted_network.nodes, _leiden(sorted_network, resolution, seed), strict=True),
            key=lambda pair: network.index[pair[0]],
        )
    )


def modularity(
    G: NetworkLike,
    groups: Mapping[Node, Hashable],
    weight: str | None = None,
    resolution: float = 1.0,
) -> float:
    """How much more of the ties lies inside groups than chance would put there.

    Q = sum over groups c of (L_c / m - r (K_c / 2m)^2), with m the ties, L_c those inside c, K_c
    the degrees in c and r the resolution. Directed: Q = sum of (L_c / m - r K_c^out K_c^in / m^2).

    Parameters
    ----------
    G
        The network. Self-loops are dropped (networkx and igraph count them).
    groups
        Group of each node.
    weight
        Name of the tie attribute that holds the strength; None counts ties.
    resolution
        Weight of what chance would give.

    Returns
    -------
    float
        -1/2 to 1 at resolution 1; 0 when all nodes are in one group. NaN without ties.

    References
    ----------
    M. E. J. Newman, M. Girvan, Phys. Rev. E 69 (2004) 026113. Directed: E. A. Leicht,
    M. E. J. Newman, Phys. Rev. Lett. 100 (2008) 118703. Resolution: J. Reichardt, S. Bornholdt,
    Phys. Rev. E 74 (2006) 016110.

    """
    _check_resolution(resolution)
    network = compact(G, weight)
    part = partition(network, groups)
    ties = network.ties.tocoo()
    total = float(ties.data.sum())
    if total == 0:
        return float("nan")
    row, col = ties.coords
    inside = float(ties.data[part.same(row, col)].sum())
    count = len(part.labels)
    sent = np.bincount(part.group, row_sums(network.ties), count)
    received = np.bincount(part.group, row_sums(network.ties.T.tocsr()), count)
    return inside / total - resolution * float((sent / total) @ (received / total))


def _leiden(network: CompactNetwork, resolution: float, seed: int) -> list[int]:
    """Membership, numbered by size and then by the first node."""
    graph = igraph_of(network)
    with _igraph_randomness:  # igraph keeps one generator per process
        igraph.set_random_number_generator(random.Random(seed))
        try:
            found = graph.community_leiden(
                objective_function="modularity",
                weights="weight" if network.weight else None,
                resolution=resolution,
                n_iterations=2 if graph.ecount() > _LARGE else -1,
            )
        finally:
            igraph.set_random_number_generator(random)
    membership: Ints = np.asarray(found.membership, dtype=np.int64)
    _, first, label, size = np.unique(
        membership, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(first.size, dtype=np.int64)
    rank[np.lexsort((first, -size))] = np.arange(first.size)
    return [int(community) for community in rank[label]]


def _check_resolution(resolution: float) -> None:
    if not (np.isfinite(resolution) and resolution >= 0):
        raise AnalysisError(f"resolution is {resolution}: give a number from 0 (1 is usual).")
