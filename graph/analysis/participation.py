"""Where a node's ties go: across communities, and within its own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact, mutual
from graph.analysis.groups import Partition, partition
from graph.analysis.matrices import Floats, row_sums


def participation_coefficient(
    G: NetworkLike, groups: Mapping[Node, Hashable], weight: str | None = None
) -> dict[Node, float]:
    """How evenly a node's ties spread over groups.

    P_i = 1 - sum over groups s of (k_is / k_i)^2, with k_is the ties of i to members of s.

    Parameters
    ----------
    G
        The network. Ties sent and received both count; self-loops are dropped.
    groups
        Group (community, sector ...) of each node.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, from 0 (all ties to one group, whichever it is) to 1 - 1/groups (evenly to all).
        NaN for a node without ties.

    References
    ----------
    R. Guimerà, L. A. N. Amaral, Nature 433 (2005) 895-900.

    """
    network = compact(G, weight)
    return network.by_node(participation_of(network, partition(network, groups)))


def participation_of(network: CompactNetwork, part: Partition) -> Floats:
    """`participation_coefficient` by place."""
    ties = mutual(network)
    squares = (ties @ part.indicator).tocsr()
    squares.data = squares.data**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - row_sums(squares) / row_sums(ties) ** 2


def within_module_z(
    G: NetworkLike, groups: Mapping[Node, Hashable], weight: str | None = None
) -> dict[Node, float]:
    """How a node's ties within its own group compare with those of the group's other members.

    z_i = (k_i - mean of k over the group) / (standard deviation of k over the group), with k_i
    the ties of i to its own group. The deviation is that of the population (divided by the number
    of members, as bctpy does; MATLAB's and R's divide by one less).

    Parameters
    ----------
    G
        The network. Ties sent and received both count; self-loops are dropped.
    groups
        Group of each node.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    dict
        By node, in standard deviations. NaN where all members of the group have equally many
        ties inside it, and so for a group of one. (Some programs print 0.)

    References
    ----------
    R. Guimerà, L. A. N. Amaral, Nature 433 (2005) 895-900; they call 2.5 and above a hub.

    """
    network = compact(G, weight)
    part = partition(network, groups)
    own = part.own((mutual(network) @ part.indicator).tocsr())
    count = len(part.labels)
    size = np.bincount(part.group, minlength=count)
    mean = np.bincount(part.group, own, count) / size
    deviation = np.sqrt(np.bincount(part.group, (own - mean[part.group]) ** 2, count) / size)
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, part.group, own)
    np.maximum.at(high, part.group, own)
    deviation[low == high] = np.nan  # equal values, whatever rounding made of their mean
    return network.by_node((own - mean[part.group]) / deviation[part.group])
