"""How much of a network a set of nodes reaches: Borgatti's distance-weighted reach and m-reach.

Conventions. Paths follow the direction of ties. Ties count 1, self-loops are dropped. The members
of the set reach others; they are not counted as reached themselves.

Reference: S. P. Borgatti, Computational and Mathematical Organization Theory 12 (2006) 21-34.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.compact import NetworkLike, Node, compact
from graph.analysis.distances import distances_from
from graph.analysis.errors import AnalysisError


def distance_reach(G: NetworkLike, nodes: Iterable[Node]) -> float:
    """How near the rest of the network is to a set of nodes.

    dR = sum over nodes j outside the set of (1 / d_Kj) / n, with d_Kj the steps to j from the
    nearest member of the set and n all nodes. (Programs that let members count 1 each give
    k / n more.)

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    nodes
        The set; at least one node.

    Returns
    -------
    float
        0 (reaches nobody) to 1 - k/n (every other node is one step away).

    """
    network = compact(G)
    distance = distances_from(network.ties, network.places(_some(nodes)))
    return float((1 / distance[distance > 0]).sum()) / len(network)


def m_reach(G: NetworkLike, nodes: Iterable[Node], m: int) -> int:
    """Count the nodes outside a set that lie within m steps of a member.

    Parameters
    ----------
    G
        The network; for direction, weights and loops see the module.
    nodes
        The set; at least one node.
    m
        Steps, at least 1.

    Returns
    -------
    int
        Nodes, from 0 to n - k.

    """
    check_steps(m)
    network = compact(G)
    distance = distances_from(network.ties, network.places(_some(nodes)))
    return int(((distance > 0) & (distance <= m)).sum())


def check_steps(m: int) -> None:
    """Refuse a number of steps that reaches nobody."""
    if m < 1:
        raise AnalysisError(f"m is {m}: give the number of steps, at least 1.")


def _some(nodes: Iterable[Node]) -> list[Node]:
    listed = list(nodes)
    if not listed:
        raise AnalysisError("the set of nodes is empty: name at least one node.")
    return listed
