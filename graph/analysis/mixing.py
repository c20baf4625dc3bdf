"""Whether ties stay inside groups or leave them: Krackhardt and Stern's E-I index."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.analysis.compact import NetworkLike, Node, compact
from graph.analysis.groups import partition
from graph.analysis.matrices import Floats


@dataclass(frozen=True, slots=True)
class EIIndex:
    """The E-I index of a network and of its parts, each from -1 (inside only) to 1 (outside only).

    Attributes
    ----------
    network
        Over all ties, each counted once. NaN without ties.
    by_group
        Over the ties of the members of a group. NaN for a group without ties.
    by_node
        Over the ties of a node. NaN for a node without ties.

    """

    network: float
    by_group: dict[Hashable, float]
    by_node: dict[Node, float]


def e_i_index(
    G: NetworkLike, groups: Mapping[Node, Hashable], weight: str | None = None
) -> EIIndex:
    """Ties that leave the group less ties that stay in it, over all ties.

    EI = (E - I) / (E + I), with E the external and I the internal ties.

    Parameters
    ----------
    G
        The network. Of a node and of a group, ties sent and received both count (a tie inside a
        group counts from both its ends); of the network, each tie counts once. Self-loops are
        dropped.
    groups
        Group of each node.
    weight
        Name of the tie attribute that holds the strength; None counts ties.

    Returns
    -------
    EIIndex
        For the network, by group and by node.

    References
    ----------
    D. Krackhardt, R. N. Stern, Social Psychology Quarterly 51 (1988) 123-140.

    """
    network = compact(G, weight)
    part = partition(network, groups)
    where = network.ties.tocoo()
    row, col = where.coords
    signed = np.where(part.same(row, col), -where.data, where.data)

    n, count = len(network), len(part.labels)
    balance: Floats = np.bincount(row, signed, n).astype(np.float64)
    total: Floats = np.bincount(row, where.data, n).astype(np.float64)
    whole = _ratio(balance.sum(keepdims=True), total.sum(keepdims=True))
    if network.directed:
        balance = balance + np.bincount(col, signed, n)
        total = total + np.bincount(col, where.data, n)
    groupwise = _ratio(
        np.bincount(part.group, balance, count).astype(np.float64),
        np.bincount(part.group, total, count).astype(np.float64),
    )
    return EIIndex(
        network=float(whole[0]),
        by_group=dict(zip(part.labels, groupwise.tolist(), strict=True)),
        by_node=network.by_node(_ratio(balance, total)),
    )


def _ratio(balance: Floats, total: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(balance / total)
