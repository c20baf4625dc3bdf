"""The compact form of a network: node names and one sparse matrix.

Every measure of this package is written once, on this form. A networkx graph is converted at the
door by `compact`; networks too large for networkx are built with `CompactNetwork.from_ties`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike

from graph.analysis.errors import (
    AnalysisError,
    EmptyNetworkError,
    UnknownNodeError,
    WeightError,
)
from graph.analysis.matrices import Floats, Ints, Matrix, pattern, sparse
from graph.analysis.weights import check_weights, smallest_per_pair, tie_attribute

Node: TypeAlias = Hashable
Meaning: TypeAlias = Literal["strength", "distance"]
NetworkLike: TypeAlias = "nx.Graph[Any] | CompactNetwork"


@dataclass(frozen=True, eq=False)
class CompactNetwork:
    """An immutable network: names, ties, direction.

    Parameters
    ----------
    nodes
        The name of node i at place i.
    ties
        n x n matrix, ``ties[i, j]`` the weight of the tie from i to j. Symmetric when the network
        is undirected. No self-loops, no zeros, no negative or infinite weights.
    directed
        Whether a tie from i to j differs from one from j to i.
    weight
        Name of the weight that ``ties`` holds, or None when every tie counts 1.

    """

    nodes: tuple[Node, ...]
    ties: Matrix
    directed: bool
    weight: str | None = None

    @classmethod
    def from_ties(
        cls,
        nodes: Sequence[Node],
        sources: ArrayLike,
        targets: ArrayLike,
        weights: ArrayLike | None = None,
        *,
        directed: bool = False,
        weight: str | None = None,
        meaning: Meaning = "strength",
    ) -> CompactNetwork:
        """Build a network from arrays, without a Python object per tie.

        ``sources[t]`` and ``targets[t]`` are the places in ``nodes`` of the ends of tie t.
        Parallel ties merge: their weights add (``meaning="strength"``) or the smallest holds
        (``meaning="distance"``); without weights they count as one. Self-loops are dropped.
        A tie of weight zero is dropped with a `ZeroWeightWarning`.

        Raises
        ------
        EmptyNetworkError, WeightError, AnalysisError
            No nodes; a negative, NaN or infinite weight; places outside ``nodes``.

        """
        n = len(nodes)
        if n == 0:
            raise EmptyNetworkError
        if len(set(nodes)) != n:
            raise AnalysisError("some node is listed twice: give each node once.")
        row = np.asarray(sources, dtype=np.int64)
        col = np.asarray(targets, dtype=np.int64)
        if row.shape != col.shape:
            raise AnalysisError(f"{row.size} sources but {col.size} targets: give both per tie.")
        if row.size and (min(row.min(), col.min()) < 0 or max(row.max(), col.max()) >= n):
            raise AnalysisError(f"a tie ends outside the {n} nodes: number nodes 0 to {n - 1}.")
        values = np.ones(row.size) if weights is None else np.asarray(weights, dtype=np.float64)
        if values.shape != row.shape:
            raise AnalysisError(f"{row.size} ties but {values.size} weights: give one per tie.")
        check_weights(values, row, col, nodes)
        if weights is not None and weight is None:
            weight = "weight"

        keep = (row != col) & (values > 0)
        row, col, values = row[keep], col[keep], values[keep]
        if not directed:
            row, col, values = np.r_[row, col], np.r_[col, row], np.r_[values, values]
        if weights is not None and meaning == "distance":
            row, col, values = smallest_per_pair(row, col, values, n)
        ties = sparse(values, row, col, (n, n))
        if weights is None:
            ties.data[:] = 1.0
        return cls(tuple(nodes), ties, directed, weight)

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self.nodes)

    @cached_property
    def index(self) -> Mapping[Node, int]:
        """The place of each node."""
        return {node: i for i, node in enumerate(self.nodes)}

    @cached_property
    def unweighted(self) -> CompactNetwork:
        """The same ties, each counting 1."""
        return CompactNetwork(self.nodes, pattern(self.ties), self.directed)

    @cached_property
    def undirected(self) -> CompactNetwork:
        """Ties without direction: tied if either way is; the weights of both ways add."""
        if not self.directed:
            return self
        both = mutual(self)
        return CompactNetwork(
            self.nodes, both if self.weight else pattern(both), False, self.weight
        )

    def places(self, nodes: Iterable[Node]) -> Ints:
        """Places of the given nodes, in their order; repeats are dropped.

        Raises
        ------
        UnknownNodeError
            For the first node that the network does not hold, with near matches.
        AnalysisError
            If a single name is given instead of a list.

        """
        if isinstance(nodes, str):
            raise AnalysisError(f"expected several nodes, not one name: put {nodes!r} in a list.")
        found: dict[int, None] = {}
        for node in nodes:
            place = self.index.get(node)
            if place is None:
                raise UnknownNodeError(node, self.nodes)
            found[place] = None
        return np.fromiter(found, dtype=np.int64, count=len(found))

    def by_node(self, values: Floats) -> dict[Node, float]:
        """A measure's values as a dictionary."""
        return dict(zip(self.nodes, values.tolist(), strict=True))

    def without(self, places: Ints) -> CompactNetwork:
        """The network that is left when some nodes and their ties are removed."""
        keep = np.setdiff1d(np.arange(len(self)), places)
        names = tuple(self.nodes[i] for i in keep)
        return CompactNetwork(names, self.ties[keep][:, keep].tocsr(), self.directed, self.weight)


def compact(
    G: NetworkLike,
    weight: str | None = None,
    *,
    meaning: Meaning = "strength",
) -> CompactNetwork:
    """Bring any network to the compact form.

    Parameters
    ----------
    G
        A networkx Graph, DiGraph, MultiGraph or MultiDiGraph, or a `CompactNetwork`.
    weight
        Name of the tie attribute to use; None counts every tie as 1. A tie that lacks the
        attribute counts 1, as in networkx; if no tie has it, the name is taken for a mistake.
    meaning
        What a weight is. Strengths of parallel ties add; of distances the smallest holds.

    Returns
    -------
    CompactNetwork
        Without self-loops and zero weights. A `CompactNetwork` that already holds the wanted
        weight is returned as it is; with ``weight=None`` its ties count 1.

    """
    if isinstance(G, CompactNetwork):
        if len(G) == 0:
            raise EmptyNetworkError
        if weight is None:
            return G if G.weight is None else G.unweighted
        if G.weight != weight:
            raise WeightError(
                f"this compact network holds the weight {G.weight!r}, not {weight!r}: "
                f"make it with compact(graph, weight={weight!r})."
            )
        return G
    if not isinstance(G, nx.Graph):
        raise AnalysisError(
            f"expected a networkx graph or a CompactNetwork, not {type(G).__name__}."
        )
    nodes = tuple(G)
    index = {node: i for i, node in enumerate(nodes)}
    pairs = [(index[u], index[v]) for u, v in G.edges()]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    values = None if weight is None else tie_attribute(G, weight)
    return CompactNetwork.from_ties(
        nodes,
        ends[:, 0],
        ends[:, 1],
        values,
        directed=G.is_directed(),
        weight=weight,
        meaning=meaning,
    )


def mutual(network: CompactNetwork) -> Matrix:
    """Ties in both directions together, a_ij + a_ji: Burt's measure of a relation.

    An undirected network is returned as it is; every formula here divides by sums or maxima of
    the same matrix, so that counting each tie twice would change nothing.
    """
    if not network.directed:
        return network.ties
    both: Matrix = (network.ties + network.ties.T).tocsr()
    return both


def node_order(nodes: Sequence[Node]) -> Ints:
    """Places of the nodes by name: natural order, or by type and text where names do not compare.

    Deterministic work starts from this order, so that it does not hang on how a file was sorted.
    """
    places = range(len(nodes))
    try:
        ordered = sorted(places, key=lambda i: nodes[i])  # type: ignore[arg-type,return-value]
    except TypeError:
        ordered = sorted(places, key=lambda i: (type(nodes[i]).__name__, str(nodes[i])))
    return np.array(ordered, dtype=np.int64)
