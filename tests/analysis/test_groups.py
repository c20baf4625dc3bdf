from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from graph.analysis import MissingGroupsError, compact
from graph.analysis.groups import partition

NETWORK = compact(nx.path_graph(["a", "b", "c"]))


class TestPartition:
    def test_numbers_the_groups(self) -> None:
        part = partition(NETWORK, {"a": "x", "b": "y", "c": "x", "elsewhere": "z"})
        assert part.labels == ("x", "y")
        assert part.group.tolist() == [0, 1, 0]
        assert part.indicator.toarray().tolist() == [[1, 0], [0, 1], [1, 0]]
        assert part.same(np.array([0, 0]), np.array([1, 2])).tolist() == [False, True]
        assert part.own(part.indicator).tolist() == [1, 1, 1]

    @pytest.mark.parametrize("unknown", [None, math.nan])
    def test_an_unknown_group_is_a_missing_one(self, unknown: float | None) -> None:
        with pytest.raises(MissingGroupsError, match="1 of 3 nodes have no group: 'b'"):
            partition(NETWORK, {"a": 1, "b": unknown, "c": 1})

    def test_names_the_nodes_without_a_group(self) -> None:
        with pytest.raises(MissingGroupsError, match=r"2 of 3 nodes .* 'b', 'c'.*leave these"):
            partition(NETWORK, {"a": 1})
