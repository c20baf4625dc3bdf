"""Groups of nodes: the partition that roles, modularity and mixing are measured against."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.analysis.compact import CompactNetwork, Node
from graph.analysis.errors import MissingGroupsError
from graph.analysis.matrices import Bools, Floats, Ints, Matrix, sparse


@dataclass(frozen=True, eq=False)
class Partition:
    """Each node's group as a number: ``group[i]`` is the place of node i's group in ``labels``."""

    labels: tuple[Hashable, ...]
    group: Ints

    @property
    def indicator(self) -> Matrix:
        """n x groups matrix with a 1 where the node is in the group."""
        n = self.group.size
        return sparse(np.ones(n), np.arange(n), self.group, (n, len(self.labels)))

    def same(self, row: Ints, col: Ints) -> Bools:
        """Whether the nodes of each pair share a group."""
        return np.asarray(self.group[row] == self.group[col], dtype=np.bool_)

    def own(self, by_group: Matrix) -> Floats:
        """From an n x groups matrix, the entry of each node's own group."""
        picked = self.indicator.multiply(by_group)
        return np.asarray(picked.sum(axis=1), dtype=np.float64).ravel()


def partition(network: CompactNetwork, groups: Mapping[Node, Hashable]) -> Partition:
    """Read a mapping from node to group.

    Nodes of the mapping that are not in the network are ignored, so that one mapping serves many
    networks. A group of None or NaN says that the group is not known, and is refused.

    Raises
    ------
    MissingGroupsError
        If a node of the network has no group.

    """
    check_groups(network.nodes, groups)
    labels: dict[Hashable, int] = {}
    group = np.zeros(len(network), dtype=np.int64)
    for place, node in enumerate(network.nodes):
        group[place] = labels.setdefault(groups[node], len(labels))
    return Partition(tuple(labels), group)


def check_groups(nodes: Collection[Node], groups: Mapping[Node, Hashable]) -> None:
    """Raise `MissingGroupsError` unless every node has a group that is known."""
    missing = [node for node in nodes if _unknown(groups.get(node))]
    if missing:
        raise MissingGroupsError(missing, len(nodes))


def _unknown(label: Hashable) -> bool:
    return label is None or (isinstance(label, float) and math.isnan(label))
