"""Results that know how far off they may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import numpy as np

from graph.analysis.compact import Node
from graph.analysis.errors import AnalysisError
from graph.analysis.matrices import Floats, Ints


class Estimate(float):
    """A number with the standard error it was estimated with: 0 when it is exact.

    ``samples`` of ``population`` sources were used.
    """

    standard_error: float
    samples: int
    population: int

    def __new__(
        cls, value: float, standard_error: float = 0.0, samples: int = 0, population: int = 0
    ) -> Self:
        """Attach the error to the number."""
        made = super().__new__(cls, value)
        made.standard_error = standard_error
        made.samples = samples
        made.population = population
        return made

    def __getnewargs__(self) -> tuple[float, float, int, int]:  # type: ignore[override]
        """Keep the error when copied or sent to another process."""
        return float(self), self.standard_error, self.samples, self.population

    @property
    def exact(self) -> bool:
        """Whether nothing was sampled."""
        return self.samples == self.population


class NodeEstimates(dict[Node, float]):
    """Values by node that know their standard errors.

    An ordinary dictionary from node to value, with ``standard_error`` by node (0 when exact) and
    the numbers ``samples`` and ``population``. The error is estimated from the same sample: right
    on average, but too small for nodes that few sources need, most of all where it is 0 because
    none of the sampled ones does.
    """

    def __init__(
        self,
        values: Mapping[Node, float],
        standard_error: Mapping[Node, float],
        samples: int,
        population: int,
    ) -> None:
        """Attach the errors to the values."""
        super().__init__(values)
        self.standard_error = dict(standard_error)
        self.samples = samples
        self.population = population

    @property
    def exact(self) -> bool:
        """Whether nothing was sampled."""
        return self.samples == self.population

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the errors when copied or sent to another process."""
        parts = (dict(self), self.standard_error, self.samples, self.population)
        return NodeEstimates, parts


def sample_sources(n: int, samples: int | None, seed: int) -> Ints:
    """All places, or a random choice without repeats, in ascending order."""
    if samples is None:
        return np.arange(n)
    if samples < 1:
        raise AnalysisError(f"samples is {samples}: give at least 1, or None for all nodes.")
    if samples >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, size=samples, replace=False))


def total_from_sample(sums: Floats, squares: Floats, k: int, n: int) -> tuple[Floats, Floats]:
    """Estimate totals over n sources, with standard errors, from k of them.

    total = n / k sum x, with standard error n sqrt((1 - k / n) s^2 / k), where s^2 is the sample
    variance and 1 - k / n the correction for sampling without replacement (Cochran 1977, ch. 2).
    A single source gives no error: NaN. All sources give error 0.
    """
    if k == n:
        return sums, np.zeros_like(sums)
    if k == 1:
        return sums * n, np.full_like(sums, np.nan)
    variance = np.maximum(squares - sums**2 / k, 0.0) / (k - 1)
    return sums * n / k, n * np.sqrt((1 - k / n) * variance / k)
