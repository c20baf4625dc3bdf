"""How sure a ranking of connectors is: other draws of the ties, and networks of pure chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from graph.analysis.centrality import betweenness_from
from graph.analysis.compact import Node
from graph.analysis.connector_parts import PARTS, WEIGHTS, Setting, measure
from graph.analysis.errors import AnalysisError
from graph.analysis.estimate import sample_sources
from graph.analysis.matrices import Floats, Ints
from graph.analysis.rewiring import rewired
from graph.analysis.ties import Ties

LEVEL = 0.95
"""Share of the draws that a rank interval holds."""

_PATHS, _LOSS = 128, 256
"""Nodes that betweenness (in draws) and loss (in the whole network) are estimated from."""

_LOSS_IN_A_DRAW = 16

_PORTIONS = 16

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Study:
    """Everything that ranks, intervals and chance are told from, for any weights.

    Attributes
    ----------
    nodes
        Who is ranked.
    parts, errors
        Value of each part by node, and the standard errors of those that are estimated.
    percentiles
        Percentile rank (0 to 100) by part and node.
    draws
        The same in every draw: draws x parts x nodes.
    z
        Betweenness against random networks of the same degrees, in their standard deviations;
        NaN where they do not vary, or when none were drawn.
    chance
        Mean betweenness in these random networks.
    keep
        Probability with which sources and ties are kept in a draw.
    rewirings
        How many random networks were drawn.

    """

    nodes: tuple[Node, ...]
    parts: Mapping[str, Floats]
    errors: Mapping[str, Floats]
    percentiles: Floats
    draws: NDArray[np.float32]
    z: Floats
    chance: Floats
    keep: float
    rewirings: int

    def scores(self, weights: Mapping[str, float] | None = None) -> Floats:
        """Weighted mean of the percentile ranks, 0 to 100."""
        # What adds up to the same in another order is the same score.
        return np.round(self._shares(weights) @ self.percentiles, 6)

    def ranks(self, weights: Mapping[str, float] | None = None) -> Ints:
        """1 for the highest score; equal scores share the better rank."""
        return _ranks(self.scores(weights))

    def intervals(self, weights: Mapping[str, float] | None = None) -> Ints | None:
        """Lowest and highest rank (nodes x 2) in the middle 95 % of the draws; None without."""
        if not len(self.draws):
            return None
        ranks = np.array([_ranks(np.round(self._shares(weights) @ d, 4)) for d in self.draws])
        tail = (1 - LEVEL) / 2
        low = np.quantile(ranks, tail, axis=0, method="lower")
        high = np.quantile(ranks, 1 - tail, axis=0, method="higher")
        return np.column_stack([low, high]).astype(np.int64)

    def _shares(self, weights: Mapping[str, float] | None) -> Floats:
        checked = checked_weights(weights, tuple(self.parts))
        return np.array([checked[part] for part in self.parts])


def checked_weights(weights: Mapping[str, float] | None, parts: Sequence[str]) -> dict[str, float]:
    """Weights of the given parts, adding up to 1: `WEIGHTS` where ``weights`` does not name one.

    Raises
    ------
    AnalysisError
        A part that there is not, a negative or infinite weight, or all of them zero.

    """
    unknown = [part for part in weights or () if part not in PARTS]
    found = {part: float((weights or {}).get(part, WEIGHTS[part])) for part in parts}
    total = sum(found.values())
    if unknown or not np.isfinite(total) or min(found.values()) < 0 or total == 0:
        raise AnalysisError(
            f"weights must name parts ({', '.join(PARTS)}) and not be negative or all zero."
        )
    return {part: value / total for part, value in found.items()}


def study(
    ties: Ties,
    setting: Setting,
    modes: Mapping[Node, str],
    draws: int = 200,
    rewirings: int = 100,
    keep: float = 0.9,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Study:
    """Measure the parts, in the whole network, in draws of its ties, and betweenness by chance.

    Parameters
    ----------
    ties
        The ties, with their sources.
    setting
        Who is ranked, and what is known about the nodes.
    modes
        Kind of each node; random networks keep how many ties a node has to each.
    draws
        How many times sources and ties are lost at random (`Ties.resampled`).
    rewirings
        How many random networks of the same degrees are drawn.
    keep
        Probability with which a source, and a tie of a kept source, is kept in a draw.
    seed
        Seed of everything; the result does not depend on the executor.
    executor
        Where to work draws off.
    progress
        Called with the number of portions done and to do.

    """
    if draws < 0 or rewirings < 0 or not 0 < keep <= 1:
        raise AnalysisError("draws and rewirings take 0 or more, keep more than 0 up to 1.")
    network = ties.network()
    parts, errors = measure(network, setting, loss_sources=_LOSS, seed=seed)
    seeds = np.random.SeedSequence(seed).spawn(draws + rewirings)
    work: list[tuple[Callable[..., list[Floats]], list[np.random.SeedSequence]]] = []
    for task, own in ((_drawn, seeds[:draws]), (_by_chance, seeds[draws:])):
        work += [(task, own[i::_PORTIONS]) for i in range(min(_PORTIONS, len(own)))]
    arguments = [(task, own, ties, setting, modes, keep) for task, own in work]
    results: Iterable[list[Floats]] = (
        executor.map(_run, arguments) if executor else map(_run, arguments)
    )
    drawn: list[Floats] = []
    chance: list[Floats] = []
    for done, ((task, _), result) in enumerate(zip(work, results, strict=True), start=1):
        (drawn if task is _drawn else chance).extend(result)
        if progress:
            progress(done, len(work))
    mean, z = _against_chance(parts["betweenness"], chance)
    shape = (len(drawn), len(parts), setting.ranked.size)
    return Study(
        nodes=tuple(network.nodes[i] for i in setting.ranked),
        parts=parts,
        errors=errors,
        percentiles=_percentiles(parts),
        draws=np.array(drawn, dtype=np.float32).reshape(shape),
        z=z,
        chance=mean,
        keep=keep,
        rewirings=len(chance),
    )


def _run(arguments: tuple[Any, ...]) -> list[Floats]:
    task, *rest = arguments
    found: list[Floats] = task(*rest)
    return found


def _drawn(
    seeds: Sequence[np.random.SeedSequence],
    ties: Ties,
    setting: Setting,
    modes: Mapping[Node, str],
    keep: float,
) -> list[Floats]:
    """Percentile ranks of the parts when some sources and ties are lost, for each seed."""
    found = []
    for seed in seeds:
        random = np.random.default_rng(seed)
        network = ties.network(ties.resampled(keep, random))
        run = int(random.integers(len(setting.communities)))
        number = int(random.integers(2**31))
        parts, _ = measure(network, setting, _PATHS, _LOSS_IN_A_DRAW, number, run)
        found.append(_percentiles(parts))
    return found


def _by_chance(
    seeds: Sequence[np.random.SeedSequence],
    ties: Ties,
    setting: Setting,
    modes: Mapping[Node, str],
    keep: float,
) -> list[Floats]:
    """Betweenness of the ranked nodes in a random network of the same degrees, for each seed."""
    network, found = ties.network(), []
    n = len(network)
    for seed in seeds:
        number = int(np.random.default_rng(seed).integers(2**31))
        made = rewired(network, modes, number)
        starts = sample_sources(n, 4 * _PATHS, number)
        between = betweenness_from(made, starts)[setting.ranked]
        found.append(between / max((n - 1) * (n - 2) / 2, 1))
    return found


def _against_chance(observed: Floats, chance: Sequence[Floats]) -> tuple[Floats, Floats]:
    if len(chance) < 2:
        return np.full(observed.size, np.nan), np.full(observed.size, np.nan)
    values = np.array(chance)
    mean, deviation = values.mean(axis=0), values.std(axis=0, ddof=1)
    deviation[deviation == 0] = np.nan
    return mean, (observed - mean) / deviation


def _percentiles(parts: Mapping[str, Floats]) -> Floats:
    """Percentile ranks (0 to 100) by part; equal values share one, NaN comes last."""
    values = np.array(list(parts.values()))
    known = np.where(np.isnan(values), -np.inf, np.round(values, 12))
    ranks = np.asarray(rankdata(known, method="average", axis=1), dtype=np.float64)
    shares: Floats = 100 * (ranks - 0.5) / max(values.shape[1], 1)
    return shares


def _ranks(scores: Floats) -> Ints:
    return rankdata(-scores, method="min").astype(np.int64)
