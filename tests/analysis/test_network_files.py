"""Networks and groups of an analyst's own, from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pytest
from pyarrow import parquet

from graph.errors import UsageError
from graph.network_files import read_groups, read_network


def written(folder: Path, columns: Mapping[str, Sequence[object]]) -> Path:
    path = folder / "ties.parquet"
    parquet.write_table(pa.table(dict(columns)), path)
    return path


class TestParquet:
    def test_the_same_as_csv(self, tmp_path: Path) -> None:
        table = tmp_path / "ties.csv"
        table.write_text("from,to,weight,note\na,b,2,x\nb,c,0.5,y\n", encoding="utf-8")
        columns = {"from": [" a", "b"], "to": ["b ", "c"], "weight": [2, 0.5], "note": ["x", "y"]}
        expected = read_network(table)
        found = read_network(written(tmp_path, columns))
        assert nx.utils.graphs_equal(found, expected)
        assert found.edges["b", "c"] == {"weight": 0.5, "note": "y"}

    def test_ends_that_are_numbers_become_text(self, tmp_path: Path) -> None:
        network = read_network(written(tmp_path, {"a": [1, 2], "b": [2, 3]}))
        assert set(network) == {"1", "2", "3"}

    @pytest.mark.parametrize(
        ("tails", "heads"),
        [
            (["a", None], ["b", "c"]),
            (["a", "b"], ["b", ""]),
            (["a", "b"], ["b", "  "]),
            ([1.0, 2.0], [2.0, float("nan")]),
        ],
    )
    def test_a_missing_end_names_its_row(
        self, tmp_path: Path, tails: Sequence[object], heads: Sequence[object]
    ) -> None:
        with pytest.raises(UsageError, match=r"ties\.parquet, row 2: .* both ends"):
            read_network(written(tmp_path, {"a": tails, "b": heads}))

    @pytest.mark.parametrize("weights", [["1", "much"], [1.0, None], [True, False]])
    def test_a_weight_that_is_no_number_names_its_row(
        self, tmp_path: Path, weights: Sequence[object]
    ) -> None:
        columns = {"a": ["x", "y"], "b": ["y", "z"], "weight": weights}
        with pytest.raises(UsageError, match=r"ties\.parquet, row \d: weight .* is no number"):
            read_network(written(tmp_path, columns))

    def test_decimals_are_numbers(self, tmp_path: Path) -> None:
        columns = {"a": ["x"], "b": ["y"], "weight": [Decimal("1.5")]}
        assert float(read_network(written(tmp_path, columns)).edges["x", "y"]["weight"]) == 1.5

    def test_one_column_is_no_list_of_ties(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="at least two columns"):
            read_network(written(tmp_path, {"a": ["x"]}))

    def test_another_file_by_that_ending_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "ties.parquet"
        path.write_text("a,b\nx,y\n", encoding="utf-8")
        with pytest.raises(UsageError, match="cannot be read"):
            read_network(path)
        with pytest.raises(UsageError, match="cannot be read"):
            read_network(tmp_path / "missing.parquet")

    def test_no_rows_are_an_empty_network(self, tmp_path: Path) -> None:
        assert len(read_network(written(tmp_path, {"a": [], "b": []}))) == 0


class TestGroups:
    def read(self, folder: Path, text: str | bytes) -> dict[object, object]:
        path = folder / "groups.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return dict(read_groups(path))

    def test_the_first_two_columns(self, tmp_path: Path) -> None:
        text = "\ufeffnode,group,note\na, x ,1\n\n b,y\na,x,again\n"
        assert self.read(tmp_path, text) == {"a": "x", "b": "y"}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("node,group\na,x\nb,y\na,y\n", r"groups\.csv:4: 'a' is in the groups 'x' and 'y'"),
            ("node,group\na,x\nb\n", r"groups\.csv:3: 'b' lacks a node or its group"),
            ("node,group\n,x\n", r"groups\.csv:2: ',x' lacks"),
            ("node,group\na,  \n", r"groups\.csv:2"),
            ("node\na\n", r"groups\.csv:1: needs at least two columns"),
            ("", r"groups\.csv:1: needs"),
            (b"node,group\n\xff\xfe,x\n", "cannot be read as CSV"),
        ],
    )
    def test_says_what_is_wrong_and_where(
        self, tmp_path: Path, text: str | bytes, message: str
    ) -> None:
        with pytest.raises(UsageError, match=message):
            self.read(tmp_path, text)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="cannot be read"):
            read_groups(tmp_path / "no.csv")
