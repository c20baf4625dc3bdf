"""Ties with where they come from, so that a network can be drawn again without some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.compact import CompactNetwork, Node
from graph.analysis.matrices import Bools, Ints


@dataclass(frozen=True, eq=False)
class Ties:
    """Undirected ties, one row for each fact and source that states it.

    Parameters
    ----------
    nodes
        The name of node i at place i.
    tails, heads
        Places of the two ends, by row.
    source
        Number of the source that states the row; -1 where no source is known.
    sources
        Name of each source by its number.

    """

    nodes: tuple[Node, ...]
    tails: Ints
    heads: Ints
    source: Ints
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, network: CompactNetwork) -> Ties:
        """Read the ties of a network whose sources are not known."""
        where = network.undirected.ties.tocoo()
        tails, heads = where.coords
        once = tails < heads
        tails, heads = tails[once].astype(np.int64), heads[once].astype(np.int64)
        return cls(network.nodes, tails, heads, np.full(tails.size, -1))

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[Node, Node, str]]) -> Ties:
        """Read (end, end, source) rows; nodes are numbered as they come, sources likewise."""
        nodes: dict[Node, int] = {}
        sources: dict[str, int] = {}
        ends = np.array(
            [
                (
                    nodes.setdefault(a, len(nodes)),
                    nodes.setdefault(b, len(nodes)),
                    sources.setdefault(source, len(sources)),
                )
                for a, b, source in rows
            ],
            dtype=np.int64,
        ).reshape(-1, 3)
        return cls(tuple(nodes), ends[:, 0], ends[:, 1], ends[:, 2], tuple(sources))

    def network(self, kept: Bools | None = None) -> CompactNetwork:
        """Build the network of all rows, or of those that are kept; every node stays."""
        tails, heads = (
            (self.tails, self.heads)
            if kept is None
            else (
                self.tails[kept],
                self.heads[kept],
            )
        )
        return CompactNetwork.from_ties(self.nodes, tails, heads)

    def resampled(self, keep: float, random: np.random.Generator) -> Bools:
        """Rows that are left when sources and then rows are lost at random.

        Each source is kept with probability ``keep``, and of the rows of a kept source each with
        probability ``keep`` again. Rows without a source are only lost one by one.
        """
        of_source = np.append(random.random(len(self.sources)) < keep, True)
        kept: Bools = of_source[self.source] & (random.random(self.source.size) < keep)
        return kept
