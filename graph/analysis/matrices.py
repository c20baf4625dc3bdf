"""The few things done to sparse matrices all over this package."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.signedinteger[Any]]
Bools: TypeAlias = NDArray[np.bool_]
Matrix: TypeAlias = "sp.csr_array[np.float64, tuple[int, int]]"


def sparse(values: Floats, row: Ints, col: Ints, shape: tuple[int, int]) -> Matrix:
    """Build a matrix from its entries; entries at the same place add."""
    matrix: Matrix = sp.coo_array((values, (row, col)), shape=shape, dtype=np.float64).tocsr()
    matrix.sum_duplicates()
    return matrix


def row_sums(matrix: Matrix) -> Floats:
    """Sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def pattern(matrix: Matrix) -> Matrix:
    """The same places, with 1 at each."""
    ones = matrix.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def scaled(matrix: Matrix, by: Floats) -> Matrix:
    """Each row divided by its number in ``by``; rows without entries stay empty."""
    divided = matrix.copy()
    divided.data = divided.data / np.repeat(by, np.diff(divided.indptr))
    return divided


def permuted(matrix: Matrix, order: Ints) -> Matrix:
    """Rows and columns in a new order: what was at place ``order[i]`` comes to place i."""
    moved: Matrix = matrix[order][:, order].tocsr()
    return moved


def ties_from(matrix: Matrix, rows: Ints) -> tuple[Ints, Ints]:
    """Row and column of every entry in the given rows."""
    counts = matrix.indptr[rows + 1] - matrix.indptr[rows]
    offset = np.repeat(matrix.indptr[rows] - np.r_[0, np.cumsum(counts)[:-1]], counts)
    return np.repeat(rows, counts), matrix.indices[offset + np.arange(offset.size)]
