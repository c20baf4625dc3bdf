from __future__ import annotations

import pytest

from graph.analysis.errors import (
    AnalysisError,
    EmptyNetworkError,
    MissingGroupsError,
    UnknownNodeError,
    WeightError,
    near_matches,
)
from graph.errors import GraphDataError


def test_all_errors_have_the_package_root_and_are_value_errors() -> None:
    for error in (EmptyNetworkError, MissingGroupsError, UnknownNodeError, WeightError):
        assert issubclass(error, AnalysisError)
    assert issubclass(AnalysisError, GraphDataError)
    assert issubclass(AnalysisError, ValueError)


class TestNearMatches:
    @pytest.mark.parametrize(
        ("wanted", "near"),
        [
            ("person/adda", ("person/ada",)),
            ("PERSON/ADA", ("person/ada",)),
            ("7", (7,)),
            ("elsewhere", ()),
        ],
    )
    def test_finds_what_was_meant(self, wanted: str, near: tuple[object, ...]) -> None:
        assert near_matches(wanted, ["person/ada", "organization/bits", 7]) == near


class TestMessages:
    def test_missing_groups_name_some_and_count_all(self) -> None:
        error = MissingGroupsError([f"n{i}" for i in range(8)], 20)
        assert "8 of 20 nodes have no group: 'n0'" in str(error)
        assert "and 3 more" in str(error)
        assert len(error.nodes) == 8

    def test_an_unknown_node_without_a_near_one(self) -> None:
        assert str(UnknownNodeError("x", ["abc"])) == "no node 'x' in the network."
