"""Measures of two-mode networks: persons and organizations, women and events.

Ties only run across the modes, so that the largest value a node can have depends on the sizes of
both modes; each measure is divided by that largest value (Borgatti and Everett 1997).

Conventions. ``nodes`` are the nodes of one mode, all others are of the other; results cover both.
Direction is ignored, ties count 1. A tie inside a mode is an error.

References
----------
S. P. Borgatti, M. G. Everett, "Network analysis of 2-mode data", Social Networks 19 (1997)
243-269. G. Robins, M. Alexander, "Small worlds among interlocking directors", Computational and
Mathematical Organization Theory 10 (2004) 69-94.

"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor

import numpy as np
import scipy.sparse as sp
from scipy.sparse import csgraph

from graph.analysis.centrality import raw_betweenness
from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.distances import distance_sums, distances_from
from graph.analysis.errors import AnalysisError
from graph.analysis.estimate import NodeEstimates, sample_sources
from graph.analysis.masked_product import blocks, product_costs
from graph.analysis.matrices import Bools, Floats, row_sums


def two_mode_degree(B: NetworkLike, nodes: Iterable[Node]) -> dict[Node, float]:
    """Ties of a node as a share of the nodes of the other mode.

    Parameters
    ----------
    B
        The two-mode network.
    nodes
        The nodes of one mode.

    Returns
    -------
    dict
        By node, 0 to 1.

    """
    network = compact(B).undirected
    first = _mode(network, nodes)
    return network.by_node(row_sums(network.ties) / _other(first))


def two_mode_betweenness(
    B: NetworkLike,
    nodes: Iterable[Node],
    samples: int | None = None,
    seed: int = 0,
    executor: Executor | None = None,
) -> NodeEstimates:
    """Betweenness as a share of the most that a node of its mode can have.

    With n nodes in its own mode, m in the other, s = (n - 1) div m and t = (n - 1) mod m, that
    is (m^2 (s + 1)^2 + m (s + 1) (2 t - s - 1) - t (2 s - t + 3)) / 2.

    Parameters
    ----------
    B
        The two-mode network.
    nodes
        The nodes of one mode.
    samples, seed, executor
        As in `betweenness`.

    Returns
    -------
    NodeEstimates
        By node, 0 to 1, with ``.standard_error``, 0 when exact. NaN for the nodes of a mode when
        the other mode has a single node: no path can pass them.

    """
    network = compact(B).undirected
    first = _mode(network, nodes)
    sources = sample_sources(len(network), samples, seed)
    values, errors = raw_betweenness(network, sources, executor)
    n, m = _own(first), _other(first)
    s, t = (n - 1) // m, (n - 1) % m
    most = (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    most[most == 0] = np.nan
    return NodeEstimates(
        network.by_node(values / most), network.by_node(errors / most), sources.size, len(network)
    )


def two_mode_closeness(B: NetworkLike, nodes: Iterable[Node]) -> dict[Node, float]:
    """Least possible sum of distances over the sum of distances.

    c_i = (m + 2 (n - 1)) / sum over j of d_ij, with n and m the nodes of i's own and of the other
    mode. In a network that is not connected the sums, n and m are taken in the component of i,
    and c_i is multiplied by the share of the other nodes that i reaches, so that a small
    component does not look central.

    Parameters
    ----------
    B
        The two-mode network.
    nodes
        The nodes of one mode.

    Returns
    -------
    dict
        By node, above 0 up to 1. NaN for a node without ties.

    """
    network = compact(B).undirected
    first = _mode(network, nodes)
    total, reached = distance_sums(network.ties, np.arange(len(network)))
    _, component = csgraph.connected_components(network.ties, directed=False)
    of_first = np.bincount(component, first)[component]
    of_second = np.bincount(component, ~first)[component]
    own, other = np.where(first, of_first, of_second), np.where(first, of_second, of_first)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (other + 2 * (own - 1)) / total * reached / (len(network) - 1)
    return network.by_node(np.where(total > 0, share, np.nan))


def robins_alexander_clustering(B: NetworkLike) -> float:
    """How often three ties in a row close to a circle of four.

    C = 4 C4 / L3, with C4 the circles of four ties and L3 the paths of three.

    Parameters
    ----------
    B
        The two-mode network.

    Returns
    -------
    float
        0 to 1. NaN without a path of three ties.

    """
    network = compact(B).undirected
    _two_colours(network)
    degree = np.diff(network.ties.indptr).astype(np.float64)
    row, col = network.ties.tocoo().coords
    paths = float(((degree[row] - 1) * (degree[col] - 1)).sum()) / 2
    return 4 * _four_circles(network) / paths if paths else float("nan")


def _four_circles(network: CompactNetwork) -> float:
    """Circles of four ties, each found from its node of highest degree rank.

    A circle v a u b whose highest node is v is a pair of two-paths from v to u through lower
    nodes; stepping first to the lower ranked a bounds the work by about m^1.5.
    """
    order = np.argsort(np.diff(network.ties.indptr), kind="stable")
    ranked = network.ties[order][:, order].tocsr()
    down = sp.tril(ranked, -1, "csr")
    circles = 0.0
    for start, stop in blocks(product_costs(down, ranked) + 1):
        paths = (down[start:stop] @ ranked).tocoo()
        row, col = paths.coords
        count = paths.data[col < row + start]
        circles += float((count * (count - 1)).sum()) / 2
    return circles


def _mode(network: CompactNetwork, nodes: Iterable[Node]) -> Bools:
    """Whether each node is of the named mode."""
    first = np.zeros(len(network), dtype=np.bool_)
    first[network.places(nodes)] = True
    if first.all() or not first.any():
        raise AnalysisError(
            f"{first.sum()} of {len(network)} nodes are named as one mode: name the nodes of one "
            "mode, so that both have some."
        )
    _refuse_ties_inside(network, first)
    return first


def _refuse_ties_inside(network: CompactNetwork, first: Bools) -> None:
    row, col = network.ties.tocoo().coords
    inside = np.flatnonzero(first[row] == first[col])
    if inside.size:
        a, b = network.nodes[row[inside[0]]], network.nodes[col[inside[0]]]
        raise AnalysisError(
            f"{inside.size // 2} ties run inside a mode, the first is {a!r} - {b!r}: "
            "a two-mode network ties only across. Check the list of nodes, or remove these ties."
        )


def _two_colours(network: CompactNetwork) -> None:
    """Refuse a network that no division into two modes fits."""
    _, component = csgraph.connected_components(network.ties, directed=False)
    starts = np.unique(component, return_index=True)[1]
    _refuse_ties_inside(network, distances_from(network.ties, starts) % 2 == 0)


def _own(first: Bools) -> Floats:
    return np.asarray(np.where(first, first.sum(), (~first).sum()), dtype=np.float64)


def _other(first: Bools) -> Floats:
    return np.asarray(np.where(first, (~first).sum(), first.sum()), dtype=np.float64)
