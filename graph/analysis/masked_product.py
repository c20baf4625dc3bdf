"""Products of sparse matrices, kept only where a third matrix has entries.

Counting triangles or open two-paths needs (A B) at tied pairs only. The plain product A B fills
in around hubs: its cost is the sum of squared degrees. Here nodes are ranked by degree and the
product is split by the rank of the middle node, so that no part costs more than about
m^1.5 operations, and is worked off in blocks of bounded memory.

Reference: N. Chiba, T. Nishizeki, "Arboricity and subgraph listing algorithms", SIAM Journal on
Computing 14 (1985), for the bound by degree order.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp

from graph.analysis.matrices import Ints, Matrix, permuted, sparse

BLOCK = 4_000_000
"""Multiplications per block: bounds the memory of a product, not its result."""


def masked_product(a: Matrix, b: Matrix, mask: Matrix) -> Matrix:
    """Compute sum_q a_iq b_qj wherever mask_ij is not zero, times mask_ij.

    Parameters
    ----------
    a, b, mask
        Square matrices with empty diagonals; together their ties should be of one network, since
        the cost is bounded by the ties of all three taken together.

    Returns
    -------
    Matrix
        With entries only where ``mask`` has entries.

    """
    n = a.shape[0]
    both = mask + mask.T + a + a.T + b + b.T
    order = np.argsort(np.diff(both.tocsr().indptr), kind="stable")
    a, b, mask = (permuted(matrix, order) for matrix in (a, b, mask))
    a_up, a_down = sp.triu(a, 1, "csr"), sp.tril(a, -1, "csr")
    b_up, b_down = sp.triu(b, 1, "csr"), sp.tril(b, -1, "csr")

    below_both = _product_by_rows(a_down, b_up, mask)
    between_up = _product_by_rows(a_up, b_up, sp.triu(mask, 1, "csr"))
    between_down = _product_by_rows(a_down, b_down, sp.tril(mask, -1, "csr"))
    above_both = _product_by_entries(a_up, b_down.T.tocsr(), mask)
    total = (below_both + between_up + between_down + above_both).tocsr()

    back = np.empty(n, dtype=np.int64)
    back[order] = np.arange(n)
    return permuted(total, back)


def blocks(cost: Ints, limit: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Split a list of costs into runs whose sum stays within the limit, or single items."""
    ends = np.concatenate([[0], np.cumsum(cost)])
    start = 0
    while start < len(cost):
        stop = max(start + 1, int(np.searchsorted(ends, ends[start] + limit, "right")) - 1)
        yield start, stop
        start = stop


def product_costs(a: Matrix, b: Matrix) -> Ints:
    """Multiplications that each row of the product a b takes."""
    per_entry = np.concatenate([[0], np.cumsum(np.diff(b.indptr)[a.indices], dtype=np.int64)])
    costs: Ints = per_entry[a.indptr[1:]] - per_entry[a.indptr[:-1]]
    return costs


def _product_by_rows(a: Matrix, b: Matrix, mask: Matrix) -> Matrix:
    parts = [(a[i:j] @ b).multiply(mask[i:j]).tocsr() for i, j in blocks(product_costs(a, b) + 1)]
    stacked: Matrix = sp.vstack(parts, format="csr")
    return stacked


def _product_by_entries(a: Matrix, b_transposed: Matrix, mask: Matrix) -> Matrix:
    """Middle nodes above both ends: two short rows meet at every entry of the mask."""
    where = mask.tocoo()
    row, col = where.coords
    cost = np.diff(a.indptr)[row] + np.diff(b_transposed.indptr)[col] + 1
    values = np.empty(where.nnz)
    for i, j in blocks(cost.astype(np.int64)):
        meet = a[row[i:j]].multiply(b_transposed[col[i:j]])
        values[i:j] = np.asarray(meet.sum(axis=1)).ravel()
    return sparse(values * where.data, row, col, mask.shape)
