from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.masked_product import blocks, masked_product, product_costs


def random_matrix(random: np.random.Generator, n: int, density: float) -> np.ndarray:  # type: ignore[type-arg]
    values = random.integers(1, 9, (n, n)) * (random.random((n, n)) < density)
    np.fill_diagonal(values, 0)
    return values.astype(float)


@given(st.integers(0, 10**6), st.integers(1, 14), st.floats(0, 1))
def test_equals_the_dense_product(seed: int, n: int, density: float) -> None:
    random = np.random.default_rng(seed)
    a, b, mask = (random_matrix(random, n, density) for _ in range(3))
    product = masked_product(sp.csr_array(a), sp.csr_array(b), sp.csr_array(mask))
    assert product.toarray() == pytest.approx((a @ b) * mask)


def test_blocks_cover_everything_within_the_limit() -> None:
    assert list(blocks(np.array([3, 3, 3, 9, 1]), limit=6)) == [(0, 2), (2, 3), (3, 4), (4, 5)]
    assert list(blocks(np.array([], dtype=int), limit=6)) == []


def test_costs_count_multiplications() -> None:
    a = sp.csr_array(np.array([[0, 1.0, 1], [0, 0, 0], [1, 0, 0]]))
    assert product_costs(a, a).tolist() == [1, 0, 2]
