"""Where a network comes apart: articulation points, bridges, blocks, cores.

Conventions. Direction is ignored: nodes are tied if either way is. Parallel ties are one tie, so
that a bridge may stand for several of them. Self-loops are dropped.
"""

from __future__ import annotations

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact, node_order
from graph.analysis.igraph_engine import igraph_of
from graph.analysis.matrices import Ints


def articulation_points(G: NetworkLike) -> frozenset[Node]:
    """Find the nodes whose removal splits their component (cut vertices).

    Parameters
    ----------
    G
        The network; for direction, parallel ties and loops see the module.

    Returns
    -------
    frozenset
        The nodes; empty when there are none.

    References
    ----------
    J. Hopcroft, R. Tarjan, Communications of the ACM 16 (1973) 372-378.

    """
    network = compact(G).undirected
    return _named(network, igraph_of(network).articulation_points())


def bridges(G: NetworkLike) -> list[tuple[Node, Node]]:
    """Find the ties whose removal splits their component (cut edges); not the same as brokers.

    Parameters
    ----------
    G
        The network; for direction, parallel ties and loops see the module.

    Returns
    -------
    list
        Pairs of nodes, within a pair and among pairs in the order of their names.

    References
    ----------
    R. Tarjan, Information Processing Letters 2 (1974) 160-161.

    """
    network = compact(G).undirected
    graph = igraph_of(network)
    rank = _rank(network)
    pairs = [
        tuple(sorted(graph.es[tie].tuple, key=lambda place: rank[place])) for tie in graph.bridges()
    ]
    pairs.sort(key=lambda pair: (rank[pair[0]], rank[pair[1]]))
    return [(network.nodes[a], network.nodes[b]) for a, b in pairs]


def blocks(G: NetworkLike) -> list[frozenset[Node]]:
    """Divide the ties into maximal parts without an articulation point (biconnected components).

    Two blocks share at most one node, an articulation point. A bridge is a block of two.

    Parameters
    ----------
    G
        The network; for direction, parallel ties and loops see the module.

    Returns
    -------
    list
        Sets of nodes, the largest first, equal sizes by their first node name. A node without
        ties is in no block.

    References
    ----------
    J. Hopcroft, R. Tarjan, Communications of the ACM 16 (1973) 372-378.

    """
    network = compact(G).undirected
    rank = _rank(network)
    found = [list(block) for block in igraph_of(network).biconnected_components()]
    found.sort(key=lambda block: (-len(block), sorted(rank[place] for place in block)))
    return [_named(network, block) for block in found]


def core_number(G: NetworkLike) -> dict[Node, int]:
    """Find the largest k for which the node is in the k-core.

    The k-core is what is left when nodes with fewer than k ties are removed, again and again.

    Parameters
    ----------
    G
        The network; for direction, parallel ties and loops see the module.

    Returns
    -------
    dict
        By node, from 0 (a node without ties).

    References
    ----------
    S. B. Seidman, Social Networks 5 (1983) 269-287.

    """
    network = compact(G).undirected
    return dict(zip(network.nodes, igraph_of(network).coreness(), strict=True))


def _named(network: CompactNetwork, places: list[int]) -> frozenset[Node]:
    return frozenset(network.nodes[place] for place in places)


def _rank(network: CompactNetwork) -> Ints:
    order = node_order(network.nodes)
    rank = order.copy()
    rank[order] = range(order.size)
    return rank
