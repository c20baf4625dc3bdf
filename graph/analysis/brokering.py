"""How much a node brokers between groups, and how much of it only this node does.

Conventions as in `brokerage_roles`: ties count 1 and have a direction, self-loops are dropped,
pairs are ordered (in an undirected network each open two-path counts twice).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.errors import AnalysisError
from graph.analysis.estimate import NodeEstimates
from graph.analysis.groups import Partition, partition
from graph.analysis.masked_product import blocks, masked_product, product_costs
from graph.analysis.matrices import Floats, Ints, row_sums, sparse


def brokering_activity(G: NetworkLike, groups: Mapping[Node, Hashable]) -> dict[Node, int]:
    """Count the open two-paths through a node whose ends are in different groups.

    Gatekeeper, representative and liaison together: a -> v -> b, a not tied to b, and a and b in
    different groups, whatever the group of v.

    Parameters
    ----------
    G
        The network; for direction and loops see the module.
    groups
        Group of each node.

    Returns
    -------
    dict
        By node, ordered pairs from 0. Defined for every node.

    References
    ----------
    M. Hamilton, J. Hileman, O. Bodin, Social Networks 61 (2020) 1-10.

    """
    network = compact(G)
    counts = activity_of(network, partition(network, groups))
    whole: list[int] = np.rint(counts).astype(np.int64).tolist()
    return dict(zip(network.nodes, whole, strict=True))


def activity_of(network: CompactNetwork, part: Partition) -> Floats:
    """`brokering_activity` by place: all two-paths between groups, less those with tied ends."""
    ties, back = network.ties, network.ties.T.tocsr()
    sent, received = (ties @ part.indicator).tocsr(), (back @ part.indicator).tocsr()
    all_of_them = row_sums(sent) * row_sums(received) - row_sums(sent.multiply(received).tocsr())
    where = ties.tocoo()
    row, col = where.coords
    apart = ~part.same(row, col)
    between = sparse(where.data[apart], row[apart], col[apart], ties.shape)
    return all_of_them - row_sums(masked_product(back, between, ties))


def brokering_exclusivity(
    G: NetworkLike,
    groups: Mapping[Node, Hashable],
    samples: int | None = None,
    seed: int = 0,
) -> NodeEstimates:
    """Count the open two-paths between groups for which the node is the only go-between.

    Pairs a, b of different groups, not tied, where v is the one and only node with
    a -> v -> b.

    Parameters
    ----------
    G
        The network; for direction and loops see the module.
    groups
        Group of each node.
    samples
        None lists every two-path, in bounded memory: exact, in time proportional to the sum over
        nodes of ties received times ties sent, which hubs make long. A number instead draws so
        many two-paths per node and estimates.
    seed
        Seed of the draw.

    Returns
    -------
    NodeEstimates
        Dictionary by node, ordered pairs from 0, at most the brokering activity. With samples,
        ``.standard_error`` holds sqrt(p (1 - p) / (samples - 1)) times the two-paths of the node,
        p being the share found exclusive; 0 where all of a node's two-paths fit the sample.

    References
    ----------
    M. Hamilton, J. Hileman, O. Bodin, Social Networks 61 (2020) 1-10.

    """
    network = compact(G)
    part = partition(network, groups)
    if samples is None:
        values, errors = exclusive_two_paths(network, part), np.zeros(len(network))
    elif samples < 2:
        raise AnalysisError(f"samples is {samples}: give at least 2, or None for all two-paths.")
    else:
        values, errors = _sampled(network, part, samples, seed)
    exact = 0 if samples is None else samples
    return NodeEstimates(network.by_node(values), network.by_node(errors), exact, 0)


def exclusive_pairs(
    G: NetworkLike, node: Node, groups: Mapping[Node, Hashable]
) -> list[tuple[Node, Node]]:
    """List the pairs that `brokering_exclusivity` counts for one node of an undirected network.

    Parameters
    ----------
    G
        The network; direction is ignored.
    node
        The go-between.
    groups
        Group of each node.

    Returns
    -------
    list
        Pairs of its contacts, of different groups and not tied, that no other node joins in two
        steps; each pair once, in the order of the nodes.

    """
    network = compact(G).undirected
    part = partition(network, groups)
    (place,) = network.places([node])
    alters = network.ties.indices[network.ties.indptr[place] : network.ties.indptr[place + 1]]
    alters = np.sort(alters)
    among = network.ties[alters]
    between = (among @ network.ties[:, alters]).toarray()  # common contacts
    tied = among[:, alters].toarray() > 0
    row, col = np.nonzero(np.triu((between == 1) & ~tied, 1))
    apart = ~part.same(alters[row], alters[col])
    return [
        (network.nodes[alters[a]], network.nodes[alters[b]])
        for a, b in zip(row[apart].tolist(), col[apart].tolist(), strict=True)
    ]


def exclusive_two_paths(network: CompactNetwork, part: Partition) -> Floats:
    """`brokering_exclusivity` by place: all two-paths, in blocks of rows.

    Each two-path a -> v -> b adds 2^k + v to the entry (a, b), with 2^k above every v. An entry
    below 2^(k+1) is thus a pair with a single go-between, and names it.
    """
    ties, n = network.ties, len(network)
    base = float(1 << n.bit_length())
    named = ties.copy()
    named.data = base + np.repeat(np.arange(n, dtype=np.float64), np.diff(ties.indptr))
    counts = np.zeros(n)
    for start, stop in blocks(product_costs(ties, ties) + 1):
        found = (ties[start:stop] @ named).tocoo()
        row, col = found.coords
        single = found.data < 2 * base
        row, col, middle = row[single] + start, col[single], found.data[single] - base
        keep = (row != col) & ~part.same(row, col)
        row, col, middle = row[keep], col[keep], middle[keep].astype(np.int64)
        counts += np.bincount(middle[~_tied(network, row, col)], minlength=n)
    return counts


def _sampled(
    network: CompactNetwork, part: Partition, samples: int, seed: int
) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    ties, back, n = network.ties, network.ties.T.tocsr(), len(network)
    values, errors = np.zeros(n), np.zeros(n)
    for v in range(n):
        tails = back.indices[back.indptr[v] : back.indptr[v + 1]]
        heads = ties.indices[ties.indptr[v] : ties.indptr[v + 1]]
        paths = tails.size * heads.size
        if paths == 0:
            continue
        drawn = np.arange(paths) if paths <= samples else random.integers(paths, size=samples)
        row, col = tails[drawn // heads.size], heads[drawn % heads.size]
        good = (row != col) & ~part.same(row, col)
        row, col = row[good], col[good]
        open_ends = ~_tied(network, row, col)
        row, col = row[open_ends], col[open_ends]
        between = np.asarray(ties[row].multiply(back[col]).sum(axis=1)).ravel()
        found = float((between == 1).sum())
        values[v] = found * paths / drawn.size
        if paths > samples:
            share = found / drawn.size
            errors[v] = paths * np.sqrt(share * (1 - share) / (samples - 1))
    return values, errors


def _tied(network: CompactNetwork, row: Ints, col: Ints) -> NDArray[np.bool_]:
    """Whether row[i] -> col[i] is a tie."""
    if row.size == 0:
        return np.zeros(0, dtype=np.bool_)
    tied: NDArray[np.bool_] = np.asarray(network.ties[row, col]).ravel() != 0
    return tied
