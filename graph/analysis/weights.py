"""Weights of ties: read, checked, merged."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import networkx as nx
import numpy as np

from graph.analysis.errors import WeightError, ZeroWeightWarning, near_matches
from graph.analysis.matrices import Floats, Ints


def tie_attribute(G: nx.Graph[Any], weight: str) -> Floats:
    """Weights of the ties in the order of ``G.edges()``; a tie without the attribute counts 1."""
    valued: Iterable[tuple[Hashable, Hashable, Any]] = G.edges(data=weight)
    raw = [value for _, _, value in valued]
    if raw and all(value is None for value in raw):
        names = {name for *_, attributes in G.edges(data=True) for name in attributes}
        near = near_matches(weight, names)
        hint = f" Did you mean {near[0]!r}?" if near else " Use weight=None to count ties."
        raise WeightError(f"no tie has the attribute {weight!r}.{hint}")
    values = np.empty(len(raw))
    for place, ((u, v), value) in enumerate(zip(G.edges(), raw, strict=True)):
        try:
            values[place] = 1.0 if value is None else float(value)
        except (TypeError, ValueError):
            raise WeightError(
                f"the tie {u!r} - {v!r} has the {weight} {value!r}, which is not a number: "
                "convert the column to numbers first."
            ) from None
    return values


def check_weights(values: Floats, row: Ints, col: Ints, nodes: Sequence[Hashable]) -> None:
    """Refuse negative, NaN and infinite weights; warn of zeros, which are dropped."""
    bad = np.flatnonzero(~np.isfinite(values) | (values < 0))
    if bad.size:
        tie = f"{nodes[row[bad[0]]]!r} - {nodes[col[bad[0]]]!r}"
        raise WeightError(
            f"{bad.size} ties have a negative, NaN or infinite weight, the first is {tie} with "
            f"{values[bad[0]]}. Weights must be positive numbers: correct them, or use weight=None."
        )
    zero = np.flatnonzero((values == 0) & (row != col))
    if zero.size:
        tie = f"{nodes[row[zero[0]]]!r} - {nodes[col[zero[0]]]!r}"
        warnings.warn(
            f"{zero.size} ties of weight zero are dropped, the first is {tie}.",
            ZeroWeightWarning,
            stacklevel=4,
        )


def smallest_per_pair(row: Ints, col: Ints, values: Floats, n: int) -> tuple[Ints, Ints, Floats]:
    """Of parallel ties, the one of smallest weight."""
    order = np.lexsort((values, row * n + col))
    row, col, values = row[order], col[order], values[order]
    first = np.ones(row.size, dtype=bool)
    first[1:] = (row[1:] != row[:-1]) | (col[1:] != col[:-1])
    return row[first], col[first], values[first]
