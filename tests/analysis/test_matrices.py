from __future__ import annotations

import numpy as np

from graph.analysis.matrices import pattern, permuted, row_sums, scaled, sparse, ties_from

MATRIX = sparse(np.array([2.0, 3, 4]), np.array([0, 0, 2]), np.array([1, 1, 0]), (3, 3))


def test_entries_at_one_place_add() -> None:
    assert MATRIX.toarray().tolist() == [[0, 5, 0], [0, 0, 0], [4, 0, 0]]


def test_row_sums_and_pattern() -> None:
    assert row_sums(MATRIX).tolist() == [5, 0, 4]
    assert pattern(MATRIX).toarray().tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]


def test_scaled_leaves_empty_rows_and_the_original_alone() -> None:
    assert scaled(MATRIX, np.array([5.0, 0, 2])).toarray().tolist() == [
        [0, 1, 0],
        [0] * 3,
        [2, 0, 0],
    ]
    assert MATRIX.toarray()[0, 1] == 5


def test_permuted_takes_what_order_names() -> None:
    order = np.array([2, 0, 1])
    dense = MATRIX.toarray()
    assert (permuted(MATRIX, order).toarray() == dense[np.ix_(order, order)]).all()


def test_ties_from_rows_in_the_given_order() -> None:
    rows, columns = ties_from(MATRIX, np.array([2, 1, 0]))
    assert (rows.tolist(), columns.tolist()) == ([2, 0], [0, 1])
    assert ties_from(MATRIX, np.array([1]))[1].size == 0
