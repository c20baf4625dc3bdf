"""Who brokers between whom: the five roles of Gould and Fernandez.

A node v brokers an open two-path a -> v -> b when a and b differ and a is not tied to b. The
groups of the three tell its role.

Conventions. Ties count 1 and have a direction; self-loops are dropped. Pairs are ordered: an
undirected network is read as one with both directions, as R's ``sna`` and ``manynet`` do, so that
each of its open two-paths counts twice, and gatekeeper equals representative.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.groups import Partition, partition
from graph.analysis.masked_product import masked_product
from graph.analysis.matrices import Floats, row_sums, sparse


@dataclass(frozen=True, slots=True)
class BrokerageRoles:
    """Number of open two-paths a -> v -> b through v, by the groups of a, v and b.

    Attributes
    ----------
    coordinator
        All three in one group.
    itinerant
        a and b in one group, v in another (also called consultant).
    gatekeeper
        a outside, v and b in one group: v lets in.
    representative
        a and v in one group, b outside: v speaks out.
    liaison
        Three different groups.
    total
        All of them.

    """

    coordinator: int
    itinerant: int
    gatekeeper: int
    representative: int
    liaison: int
    total: int


def brokerage_roles(G: NetworkLike, groups: Mapping[Node, Hashable]) -> dict[Node, BrokerageRoles]:
    """Count the brokerage roles of every node.

    Two-paths through v are counted from its ties to and from each group, less those whose ends
    are tied or are the same node; no pair is listed.

    Parameters
    ----------
    G
        The network; for direction and loops see the module.
    groups
        Group (sector, country, community ...) of each node.

    Returns
    -------
    dict
        `BrokerageRoles` by node: counts from 0. Defined for every node.

    References
    ----------
    R. V. Gould, R. M. Fernandez, Sociological Methodology 19 (1989) 89-126.

    """
    network = compact(G)
    counts = _all_two_paths(network, partition(network, groups))
    counts -= _closed_two_paths(network, partition(network, groups))
    table = np.column_stack([counts, counts.sum(axis=1)])
    whole: list[list[int]] = np.rint(table).astype(np.int64).tolist()
    return {node: BrokerageRoles(*row) for node, row in zip(network.nodes, whole, strict=True)}


def _all_two_paths(network: CompactNetwork, part: Partition) -> Floats:
    """Two-paths a -> v -> b with a other than b, tied or not, by role (columns) of v (rows)."""
    ties = network.ties
    sent = (ties @ part.indicator).tocsr()
    received = (ties.T.tocsr() @ part.indicator).tocsr()
    returned = ties.multiply(ties.T).tocsr()  # a -> v -> a

    sent_own, received_own = part.own(sent), part.own(received)
    sent_out, received_out = row_sums(sent) - sent_own, row_sums(received) - received_own
    same_group = row_sums(sent.multiply(received).tocsr()) - sent_own * received_own
    returned_own = part.own((returned @ part.indicator).tocsr())
    return np.column_stack(
        [
            sent_own * received_own - returned_own,
            same_group - (row_sums(returned) - returned_own),
            received_out * sent_own,
            received_own * sent_out,
            received_out * sent_out - same_group,
        ]
    )


def _closed_two_paths(network: CompactNetwork, part: Partition) -> Floats:
    """Two-paths a -> v -> b whose ends are tied a -> b, by role (columns) of v (rows)."""
    where = network.ties.tocoo()
    row, col = where.coords
    same = part.same(row, col)

    n = len(network)
    inside = sparse(where.data[same], row[same], col[same], (n, n))
    between = sparse(where.data[~same], row[~same], col[~same], (n, n))
    # Whether a and v, v and b, a and b share a group, role by role.
    kinds = [
        (inside, inside, inside),
        (between, between, inside),
        (between, inside, between),
        (inside, between, between),
        (between, between, between),
    ]
    columns = [
        row_sums(masked_product(first.T.tocsr(), ends, second)) for first, second, ends in kinds
    ]
    return np.column_stack(columns)
