"""igraph graphs from compact networks, for the measures whose work igraph does."""

from __future__ import annotations

import igraph
import numpy as np

from graph.analysis.compact import CompactNetwork
from graph.analysis.matrices import Floats, Ints, Matrix


def tie_list(ties: Matrix, directed: bool) -> tuple[Ints, Floats]:
    """Ends (ties x 2) and weights of the ties, each undirected tie once."""
    where = ties.tocoo()
    row, col = where.coords
    keep = np.ones(row.size, dtype=bool) if directed else row < col
    ends = np.column_stack([row[keep], col[keep]]).astype(np.int64)
    return ends, where.data[keep]


def igraph_of(network: CompactNetwork) -> igraph.Graph:
    """Node i of the network is vertex i; weights, if any, are the edge attribute ``weight``."""
    ends, weights = tie_list(network.ties, network.directed)
    return build(ends, len(network), network.directed, weights if network.weight else None)


def build(ends: Ints, n: int, directed: bool, weights: Floats | None) -> igraph.Graph:
    """Make the graph from plain arrays, which travel well to another process."""
    made = igraph.Graph(n=n, edges=ends, directed=directed)
    if weights is not None:
        made.es["weight"] = weights
    return made
