"""Similar entities: of the same type, sharing causes or skills, most alike first."""

from __future__ import annotations

import pytest

import graph
from graph.analysis.similar import similar_to


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


@pytest.mark.parametrize(
    "identifier", ["organization/ai-forensics", "organization/noyb", "organization/decidim"]
)
def test_similar_entities_share_what_is_said(dataset: graph.Dataset, identifier: str) -> None:
    rows = similar_to(dataset, identifier)
    assert [row.likeness for row in rows] == sorted((r.likeness for r in rows), reverse=True)
    for row in rows:
        assert row.id != identifier
        assert row.id.partition("/")[0] == identifier.partition("/")[0]
        assert 0 < row.likeness <= 1 + 1e-9
        facets = dataset.facets.values()
        for value in row.shared:
            assert any({identifier, row.id} <= facet.get(value, frozenset()) for facet in facets)


def test_likeness_goes_both_ways(dataset: graph.Dataset) -> None:
    (first, *_) = similar_to(dataset, "organization/ai-forensics")
    back = {row.id: row.likeness for row in similar_to(dataset, first.id, 10_000)}
    assert back["organization/ai-forensics"] == pytest.approx(first.likeness)


def test_nothing_known_gives_nothing(dataset: graph.Dataset) -> None:
    assert similar_to(dataset, "organization/not-there") == []
