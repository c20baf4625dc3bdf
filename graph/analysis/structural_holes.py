"""Burt's structural holes: constraint, effective size, efficiency, hierarchy.

A structural hole is a missing tie between two alters of an ego. Who has many of them can broker.

Conventions of all four measures. A relation is z_ij = a_ij + a_ji, so that direction is ignored
but a mutual tie counts twice; weights are strengths and those of parallel ties add; self-loops
are dropped. An alter is any j with z_ij > 0, so that a node that only receives ties has alters.
Sums run over the whole network as in igraph and networkx (UCINET: whole network model); for the
ego network model measure ``networkx.ego_graph(G, ego, undirected=True)``. A node without ties has
no value: NaN.

Reference: R. S. Burt, "Structural Holes: The Social Structure of Competition", Harvard University
Press 1992, chapter 2.
"""

from __future__ import annotations

import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact, mutual
from graph.analysis.masked_product import masked_product
from graph.analysis.matrices import Floats, Matrix, pattern, row_sums, scaled


def constraint(G: NetworkLike, weight: str | None = None) -> dict[Node, float]:
    """How far a node's ties lead back to the same alters; low means free to broker.

    c_i = sum over alters j of (p_ij + sum over q of p_iq p_qj)^2, with q other than i and j, and
    p_ij = z_ij / sum over k of z_ik the share of i's relations that goes to j.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, without unit, above 0: about 1 / n for n alters that are strangers to each other,
        1 for a single alter, above 1 for few alters who are tied. NaN for a node without ties.

    """
    network = compact(G, weight)
    return network.by_node(constraint_of(network))


def effective_size(G: NetworkLike, weight: str | None = None) -> dict[Node, float]:
    """Count the alters of a node less what is redundant among them.

    e_i = sum over alters j of (1 - sum over q of p_iq m_jq), with q other than i and j,
    p_iq as in `constraint`, and m_jq = z_jq / max over k of z_jk the strength of j's tie to q
    against j's strongest. For ties that count 1 and have no direction this is n - 2 t / n,
    with t ties among n alters (Borgatti 1997).

    networkx 3.6 computes the weighted form wrongly for all nodes at once; this does not.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, in alters: above 0, at most the number of alters. NaN for a node without ties.

    """
    network = compact(G, weight)
    return network.by_node(effective_size_of(network))


def efficiency(G: NetworkLike, weight: str | None = None) -> dict[Node, float]:
    """Effective size as a share of the number of alters: e_i / n_i.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, from 0 to 1; 1 when no two alters are tied. NaN for a node without ties.

    """
    network = compact(G, weight)
    with np.errstate(invalid="ignore"):
        return network.by_node(effective_size_of(network) / _alters(network))


def hierarchy(G: NetworkLike, weight: str | None = None) -> dict[Node, float]:
    """How far the constraint on a node comes from a single alter.

    h_i = sum over alters j of r_ij ln(r_ij) / (n_i ln n_i), with r_ij = c_ij / (c_i / n_i) the
    constraint that j brings against the mean over the n_i alters (Burt 1992, p. 71).

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, from 0 (every alter constrains alike) to 1. NaN for a node with fewer than two
        alters, where the formula is 0 / 0. (Some programs print 1 for a single alter.)

    """
    network = compact(G, weight)
    local = _local_constraint(network)
    alters = _alters(network)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = row_sums(local) / alters
        ratio = scaled(local, mean)
        ratio.data = ratio.data * np.log(ratio.data)
        value = row_sums(ratio) / (alters * np.log(alters))
    value[alters < 2] = np.nan
    # Rounding can leave an even spread a hair below zero.
    return network.by_node(np.where(np.abs(value) < 1e-15, 0.0, value))


def constraint_of(network: CompactNetwork) -> Floats:
    """`constraint` by place."""
    return _or_nan(network, row_sums(_local_constraint(network)))


def _local_constraint(network: CompactNetwork) -> Matrix:
    """c_ij = (p_ij + sum_q p_iq p_qj)^2, at the tied pairs."""
    z = mutual(network)
    p = scaled(z, row_sums(z))
    local: Matrix = (p + masked_product(p, p, pattern(z))).tocsr()
    local.data = local.data**2
    return local


def effective_size_of(network: CompactNetwork) -> Floats:
    """`effective_size` by place."""
    z = mutual(network)
    p = scaled(z, row_sums(z))
    m = scaled(z, z.max(axis=1).toarray().ravel())
    redundancy = row_sums(masked_product(p, m.T.tocsr(), pattern(z)))
    return _or_nan(network, _alters(network) - redundancy)


def _alters(network: CompactNetwork) -> Floats:
    return np.diff(mutual(network).indptr).astype(np.float64)


def _or_nan(network: CompactNetwork, values: Floats) -> Floats:
    return np.where(_alters(network) > 0, values, np.nan)
