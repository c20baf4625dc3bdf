"""CSV, Parquet, SQLite and the Data Package: every row, and back again."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pyarrow import parquet

from graph import exports, schema
from graph.dataset import Dataset, load
from graph.exports.flat_tables import tables
from graph.model import Statement
from graph.tables import write_table
from tests.exports.reading import bare, database, members, sheet

Exported = Callable[[str], bytes]


def _statements(dataset: Dataset, rows: list[dict[str, Any]]) -> list[Statement]:
    """The statements that rows of a table spell out."""

    def text(value: object) -> str:
        return "" if value is None or value == "" else f"{value}"

    def built() -> Iterator[Statement]:
        for row in rows:
            qualifiers = {q: text(row[q]) for q in dataset.relations[row["relation"]].qualifiers}
            yield Statement(
                row["relation"], row["subject"], row["object"], row["source"], row["page"],
                text(row["since"]), text(row["until"]), text(row["as_of"]),
                {q: value for q, value in qualifiers.items() if value},
            )  # fmt: skip

    return sorted(built(), key=_place)


def _place(statement: Statement) -> tuple[str, ...]:
    return (statement.relation, statement.subject, statement.object, statement.page, *(
        f"{k}={v}" for k, v in sorted(statement.qualifiers.items())
    ))  # fmt: skip


def _expected(dataset: Dataset) -> list[Statement]:
    """Those of the dataset, without their place in the files; sums as numbers."""

    def plain(s: Statement) -> Statement:
        said = {q: f"{float(v)}" if q == "amount" else v for q, v in s.qualifiers.items()}
        return Statement(
            s.relation, s.subject, s.object, s.source, s.page, s.since, s.until, s.as_of, said
        )

    return sorted(map(plain, dataset.statements), key=_place)


class TestCsv:
    def test_every_table_is_read_with_as_many_rows(
        self, dataset: Dataset, exported: Exported
    ) -> None:
        files = members(exported("csv"))
        assert files.keys() == {f"{table.name}.csv" for table in tables(dataset)}
        for table in tables(dataset):
            read = pd.read_csv(io.BytesIO(files[f"{table.name}.csv"]), dtype=str)
            assert len(read) == len(table.rows)
            assert list(read.columns) == [column.name for column in table.columns]

    def test_the_statements_come_back(self, dataset: Dataset, exported: Exported) -> None:
        rows = sheet(members(exported("csv"))["statements.csv"])
        back = [{name: bare(cell) for name, cell in row.items()} for row in rows]
        assert _statements(dataset, back) == _expected(dataset)

    def test_names_and_sources_stand_beside_identifiers(self, exported: Exported) -> None:
        rows = sheet(members(exported("csv"))["statements.csv"])
        (row,) = (row for row in rows if row["relation"] == "member_of")
        assert (row["object_name"], row["source_title"], row["social"]) == (
            "Network",
            "Book",
            "yes",
        )

    def test_no_cell_is_a_formula(self, exported: Exported) -> None:
        for content in members(exported("csv")).values():
            for row in sheet(content):
                assert not [c for c in row.values() if c.startswith(("=", "+", "-", "@"))]

    def test_lines_end_plainly(self, exported: Exported) -> None:
        assert not any(b"\r" in content for content in members(exported("csv")).values())


class TestParquet:
    def _rows(self, exported: Exported, name: str) -> list[dict[str, Any]]:
        content = members(exported("parquet"))[f"{name}.parquet"]
        rows: list[dict[str, Any]] = parquet.read_table(io.BytesIO(content)).to_pylist()
        return rows

    def test_every_table_has_its_rows(self, dataset: Dataset, exported: Exported) -> None:
        for table in tables(dataset):
            assert len(self._rows(exported, table.name)) == len(table.rows)

    def test_the_statements_come_back(self, dataset: Dataset, exported: Exported) -> None:
        assert _statements(dataset, self._rows(exported, "statements")) == _expected(dataset)

    def test_lists_are_lists_and_unknown_is_null(self, exported: Exported) -> None:
        by_id = {row["id"]: row for row in self._rows(exported, "entities")}
        coop, bo = by_id["organization/coop"], by_id["person/bo"]
        assert coop["aliases"] == ["=SUM(A1)", "O'Coop"]
        assert coop["countries"] == ["DE", "FR"]
        assert coop["paths"] == ["path/tech-coop"]
        assert (bo["city"], bo["countries"]) == (None, [])

    def test_columns_say_what_they_mean(self, exported: Exported) -> None:
        content = members(exported("parquet"))["statements.parquet"]
        field = parquet.read_schema(io.BytesIO(content)).field("amount")
        assert b"never zero" in field.metadata[b"description"]


class TestSqlite:
    @pytest.fixture
    def opened(self, exported: Exported) -> Iterator[sqlite3.Connection]:
        with closing(database(exported("sqlite"))) as connection:
            yield connection

    def test_it_is_whole(self, opened: sqlite3.Connection) -> None:
        assert [tuple(row) for row in opened.execute("pragma integrity_check")] == [("ok",)]
        assert opened.execute("pragma foreign_key_check").fetchall() == []

    def test_tables_have_their_rows(self, dataset: Dataset, opened: sqlite3.Connection) -> None:
        for table in tables(dataset):
            (count,) = opened.execute(f'select count(*) from "{table.name}"').fetchone()
            assert count == len(table.rows)

    def test_the_statements_come_back(self, dataset: Dataset, opened: sqlite3.Connection) -> None:
        rows = [dict(row) for row in opened.execute("select * from statements")]
        assert _statements(dataset, rows) == _expected(dataset)

    def test_foreign_keys_lead_from_statements(self, opened: sqlite3.Connection) -> None:
        keys = {
            (r["from"], r["table"]) for r in opened.execute("pragma foreign_key_list(statements)")
        }
        assert keys >= {
            ("subject", "things"),
            ("object", "things"),
            ("relation", "relations"),
            ("source", "sources"),
        }

    def test_search_ignores_case_and_accents(self, opened: sqlite3.Connection) -> None:
        found = opened.execute(
            "select e.id from entities e join entities_fts f on f.rowid = e.rowid "
            "where entities_fts match 'unicode'"
        ).fetchall()
        assert [row["id"] for row in found] == ["organization/coop"]

    def test_lists_can_be_asked(self, opened: sqlite3.Connection) -> None:
        rows = opened.execute("select c.value from entities, json_each(countries) c")
        assert sorted(row[0] for row in rows) == ["DE", "DE", "FR", "GB"]

    def test_a_file_on_disk_opens(self, exported: Exported, tmp_path: Path) -> None:
        (tmp_path / "x.sqlite").write_bytes(exported("sqlite"))
        with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
            assert pd.read_sql("select * from entities", connection).shape[0] == 7


class TestDataPackage:
    @pytest.fixture
    def files(self, exported: Exported) -> dict[str, bytes]:
        return members(exported("datapackage"))

    @pytest.fixture
    def package(self, files: dict[str, bytes]) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(files["datapackage.json"])
        return found

    def test_it_loads_again_as_the_same_dataset(
        self, dataset: Dataset, files: dict[str, bytes], tmp_path: Path
    ) -> None:
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for file in schema.FIXED_FILES:  # notes of the import, which it does not carry
            if not (tmp_path / "data" / file.path).exists():
                write_table(tmp_path / "data", file, [])
        back = load(tmp_path / "data")
        assert back.entities == dataset.entities
        assert back.concepts == dataset.concepts
        assert back.sources == dataset.sources
        assert back.relations == dataset.relations
        assert back.statements == dataset.statements
        assert back.descriptions == dataset.descriptions

    def test_the_files_are_those_of_the_data_folder(
        self, dataset: Dataset, files: dict[str, bytes]
    ) -> None:
        for path in ("entities/organizations.csv", "statements/funds.csv", "vocabulary/kinds.csv"):
            assert files[f"data/{path}"] == (dataset.folder / path).read_bytes()

    def test_every_file_is_described_with_size_and_digest(
        self, files: dict[str, bytes], package: dict[str, Any]
    ) -> None:
        resources = package["resources"]
        assert {r["path"] for r in resources} == files.keys() - {"datapackage.json"}
        for resource in resources:
            content = files[resource["path"]]
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            header = content.decode().partition("\n")[0].split(",")
            assert [f["name"] for f in resource["schema"]["fields"]] == header

    def test_names_and_paths_are_as_the_standard_asks(self, package: dict[str, Any]) -> None:
        names = [resource["name"] for resource in package["resources"]]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in names)
        assert package["$schema"].endswith("2.0/datapackage.json")
        assert package["licenses"][0]["name"] == "CC-BY-4.0"
        assert not any(".." in r["path"] or r["path"].startswith("/") for r in package["resources"])

    def test_foreign_keys_hold(self, files: dict[str, bytes], package: dict[str, Any]) -> None:
        rows = {r["name"]: sheet(files[r["path"]]) for r in package["resources"]}
        checked = 0
        for resource in package["resources"]:
            for key in resource["schema"].get("foreignKeys", ()):
                (column,), target = key["fields"], key["reference"]
                known = {row["id"] for row in rows[target.get("resource", resource["name"])]}
                cells = {row[column] for row in rows[resource["name"]]} - {""}
                assert cells <= known, (resource["name"], column)
                checked += len(cells)
        assert checked > 20

    def test_primary_keys_are_filled_and_unique(
        self, files: dict[str, bytes], package: dict[str, Any]
    ) -> None:
        for resource in package["resources"]:
            described = resource["schema"]
            (key,) = described.get("uniqueKeys", [described.get("primaryKey")])
            rows = [tuple(row[name] for name in key) for row in sheet(files[resource["path"]])]
            assert len(rows) == len(set(rows))
            if "primaryKey" in described:
                assert all(all(row) for row in rows)

    def test_what_stays_behind_is_counted(self, dataset: Dataset) -> None:
        report = exports.FORMATS["datapackage"].write(dataset, io.BytesIO())
        assert {loss.what: loss.count for loss in report.losses}["files of the import"] == 6
