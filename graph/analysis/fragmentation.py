"""How far a network falls apart when nodes leave: Borgatti's F and its distance-weighted form.

Conventions. Direction is ignored: nodes are tied if either way is. Ties count 1, self-loops are
dropped. Removed nodes are no longer counted: n is the number of nodes that are left.

Reference: S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006) 21-34.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csgraph

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.distances import closeness_total, reciprocal_sums
from graph.analysis.estimate import Estimate, sample_sources, total_from_sample
from graph.analysis.igraph_engine import igraph_of
from graph.analysis.matrices import Floats, Ints, sparse


def fragmentation(G: NetworkLike, removed: Iterable[Node] = ()) -> float:
    """Find the share of pairs of nodes that no path joins.

    F = 1 - sum over components of s (s - 1) / (n (n - 1)), with s the size of a component.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    removed
        Nodes taken out first, with their ties.

    Returns
    -------
    float
        0 (connected) to 1 (no ties). NaN when fewer than two nodes are left.

    """
    network = compact(G).undirected
    return fragmentation_without(network, network.places(removed))


def fragmentation_without_each(G: NetworkLike) -> dict[Node, float]:
    """Fragmentation when one node is removed, for every node, in one pass over the ties.

    The same numbers as ``fragmentation(G, [node])`` for each node, from the tree of blocks and
    articulation points.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.

    Returns
    -------
    dict
        By node, 0 to 1. NaN when fewer than two nodes are left.

    """
    network = compact(G).undirected
    return network.by_node(each_fragmentation(network))


def distance_fragmentation(
    G: NetworkLike, removed: Iterable[Node] = (), samples: int | None = None, seed: int = 0
) -> Estimate:
    """Find how far apart pairs of nodes are, a pair that no path joins counting most.

    dF = 1 - sum over ordered pairs i, j of (1 / d_ij) / (n (n - 1)), with d_ij the distance in
    steps and 1 / d_ij = 0 when no path joins them.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    removed
        Nodes taken out first, with their ties.
    samples
        How many random source nodes to use, without repeats; None uses all: exact, in time
        proportional to nodes times ties over 64.
    seed
        Seed of the choice of sources.

    Returns
    -------
    Estimate
        A float, 0 (everyone tied to everyone) to 1 (no ties), with ``.standard_error``, 0 when
        exact. NaN when fewer than two nodes are left.

    """
    network = compact(G).undirected
    rest = network.without(network.places(removed))
    return distance_fragmentation_from(rest, sample_sources(len(rest), samples, seed))


def distance_fragmentation_from(network: CompactNetwork, sources: Ints) -> Estimate:
    """dF of an undirected network, from the given sources."""
    n, k = len(network), sources.size
    if n < 2:
        return Estimate(np.nan, 0.0, k, n)
    if k == n:
        return Estimate(1 - closeness_total(network.ties) / (n * (n - 1)), 0.0, k, n)
    sums = reciprocal_sums(network.ties, sources)
    total, error = total_from_sample(sums.sum(keepdims=True), (sums**2).sum(keepdims=True), k, n)
    pairs = n * (n - 1)
    return Estimate(1 - float(total[0]) / pairs, float(error[0]) / pairs, k, n)


def fragmentation_without(network: CompactNetwork, places: Ints) -> float:
    """F of an undirected network after the nodes at the given places are removed."""
    left = len(network) - places.size
    if left < 2:
        return float("nan")
    ties = network.ties
    if places.size:
        keep = np.setdiff1d(np.arange(len(network)), places)
        ties = ties[keep][:, keep]
    _, component = csgraph.connected_components(ties, directed=False)
    size = np.bincount(component).astype(np.float64)
    return 1 - float((size * (size - 1)).sum()) / (left * (left - 1))


def each_fragmentation(network: CompactNetwork) -> Floats:
    """F after each node alone is removed, from an undirected network."""
    n = len(network)
    if n < 3:
        return np.full(n, np.nan)
    _, component = csgraph.connected_components(network.ties, directed=False)
    size = np.bincount(component)[component].astype(np.float64)  # of each node's component
    whole = float((size - 1).sum())  # joined ordered pairs
    left = whole - 2 * (size - 1) - 2 * pairs_cut_off(network)
    return 1 - left / ((n - 1) * (n - 2))


def pairs_cut_off(network: CompactNetwork) -> Floats:
    """Pairs of other nodes that no path joins any more when a node leaves an undirected network."""
    lost = np.zeros(len(network))
    for place, pieces in pieces_without(network).items():
        whole = sum(pieces)
        lost[place] = (whole * (whole - 1) - sum(piece * (piece - 1) for piece in pieces)) / 2
    return lost


def pieces_without(network: CompactNetwork) -> dict[int, list[float]]:
    """Sizes of the parts that the others fall into when a node leaves an undirected network.

    By place, for the articulation points: nodes whose removal cuts some others from the rest.
    """
    _, component = csgraph.connected_components(network.ties, directed=False)
    return _pieces(network, np.bincount(component)[component].astype(np.float64))


def _pieces(network: CompactNetwork, component_size: Floats) -> dict[int, list[float]]:
    """Sizes of the parts that an articulation point's component falls into, by that point.

    In the tree of blocks and articulation points, the parts are the subtrees of the point's
    blocks, and what lies above it.
    """
    found = [list(block) for block in igraph_of(network).biconnected_components()]
    if not found:
        return {}
    members = np.concatenate(found)
    block_of = np.repeat(np.arange(len(found)), [len(block) for block in found])
    cut = np.flatnonzero(np.bincount(members, minlength=len(network)) > 1)
    cut_place = {int(node): len(found) + i for i, node in enumerate(cut)}

    # Vertices of the tree: blocks, then articulation points, then a root above every component.
    joined = np.isin(members, cut)
    up = np.array([cut_place[int(node)] for node in members[joined]], dtype=np.int64)
    root = len(found) + cut.size
    weight = np.ones(root + 1)
    weight[: len(found)] = np.bincount(block_of[~joined], minlength=len(found))
    shape = (root + 1, root + 1)
    tree = sparse(np.ones(up.size), block_of[joined], up, shape)
    _, part = csgraph.connected_components(tree[:root, :root], directed=False)
    tops = np.unique(part[: len(found)], return_index=True)[1]  # a block of every component
    tree = tree + sparse(np.ones(tops.size), np.full(tops.size, root), tops, shape)
    order, parent = csgraph.breadth_first_order(tree, root, directed=False)

    below = weight.tolist()
    pieces: dict[int, list[float]] = {int(node): [] for node in cut}
    for vertex in order[:0:-1].tolist():
        above = int(parent[vertex])
        below[above] += below[vertex]
        if len(found) <= above < root:
            pieces[int(cut[above - len(found)])].append(below[vertex])
    for place, parts in pieces.items():
        parts.append(float(component_size[place]) - 1 - sum(parts))
    return pieces
