"""How many shortest paths from one source need each node: the parts that betweenness is made of.

delta_s(v) = sum over t other than s and v of g_st(v) / g_st (Brandes 2001). Betweenness is its sum
over sources s; an undirected pair starts at both of its ends and counts half at each.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.analysis.igraph_engine import build, tie_list
from graph.analysis.matrices import Floats, Ints, Matrix, ties_from


def sums_over_sources(
    ties: Matrix, directed: bool, weighted: bool, sources: Ints
) -> tuple[Floats, Floats]:
    """Sum, and sum of squares, over the sources; plain arrays go in, to travel to a process."""
    sums, squares = np.zeros(ties.shape[0]), np.zeros(ties.shape[0])
    one_by_one = by_distance(ties, directed, sources) if weighted else by_steps(ties, sources)
    for dependency in one_by_one:
        half = dependency if directed else dependency / 2
        sums += half
        squares += half**2
    return sums, squares


def exact_sums(
    ties: Matrix, directed: bool, weighted: bool, sources: Ints
) -> tuple[Floats, Floats]:
    """Sum over the sources by igraph in one call; no squares, which only estimates need."""
    ends, weights = tie_list(ties, directed)
    graph = build(ends, ties.shape[0], directed, weights if weighted else None)
    found = graph.betweenness(sources=sources.tolist(), weights="weight" if weighted else None)
    return np.asarray(found), np.zeros(ties.shape[0])


def by_distance(ties: Matrix, directed: bool, sources: Ints) -> Iterator[Floats]:
    """With weights as distances, by igraph."""
    ends, weights = tie_list(ties, directed)
    graph = build(ends, ties.shape[0], directed, weights)
    for source in sources.tolist():
        found = np.asarray(graph.betweenness(sources=[source], weights="weight"))
        yield found if directed else 2 * found  # igraph has halved undirected pairs already


def by_steps(ties: Matrix, sources: Ints) -> Iterator[Floats]:
    """With every tie one step: a wave out from the source, and its tide back.

    igraph prepares the whole graph anew for every call; one source at a time, this is faster.
    """
    n = ties.shape[0]
    for source in sources.tolist():
        distance = np.full(n, -1, dtype=np.int64)
        paths, dependency = np.zeros(n), np.zeros(n)
        distance[source], paths[source] = 0, 1.0
        frontier, steps = np.array([source]), list[tuple[Ints, Ints]]()
        while frontier.size:
            tails, heads = ties_from(ties, frontier)
            onward = distance[heads] < 0
            tails, heads = tails[onward], heads[onward]
            np.add.at(paths, heads, paths[tails])
            frontier = np.unique(heads)
            distance[frontier] = len(steps) + 1
            steps.append((tails, heads))
        for tails, heads in reversed(steps):
            share = paths[tails] / paths[heads] * (1 + dependency[heads])
            np.add.at(dependency, tails, share)
        dependency[source] = 0.0
        yield dependency
