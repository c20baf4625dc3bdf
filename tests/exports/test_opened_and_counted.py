"""Every format, and every file of a release, opened and counted by a reader that is not ours."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from pyarrow import parquet

from graph import exports
from graph.dataset import Dataset
from graph.exports.release import CHECKSUMS
from tests.exports.conftest import written
from tests.exports.reading import database, members

Count = Callable[[bytes], int]


def _rows(content: bytes) -> int:
    return len(list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))) - 1


def _triples(name: str) -> Count:
    return lambda content: len(rdflib.Graph().parse(data=content, format=name))


def _quads(name: str) -> Count:
    def count(content: bytes) -> int:
        found = rdflib.Dataset()
        found.parse(data=content, format=name)
        return sum(1 for _ in found.quads())

    return count


def _network(read: Callable[[io.BytesIO], nx.Graph[str]]) -> Count:
    def count(content: bytes) -> int:
        network = read(io.BytesIO(content))
        return network.number_of_nodes() + network.number_of_edges()

    return count


def _lists(content: bytes) -> int:
    return sum(len(value) for value in json.loads(content).values() if isinstance(value, list))


def _all(count: Count, ending: str) -> Count:
    return lambda c: sum(count(m) for name, m in members(c).items() if name.endswith(ending))


def _parquet(content: bytes) -> int:
    return int(parquet.read_table(io.BytesIO(content)).num_rows)


def _tables(content: bytes) -> int:
    """Rows of the tables of the data, without those of the search."""
    with closing(database(content)) as connection:
        names = [
            row["name"]
            for row in connection.execute("select name, sql from sqlite_master where type='table'")
            if not re.match(r"sqlite_|.*_(?:fts|search)", row["name"])
        ]
        return sum(_count(connection, name) for name in names)


def _count(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f'select count(*) from "{table}"').fetchone()
    return int(number)


COUNTERS: Mapping[str, Count] = {
    "ntriples": _triples("nt"),
    "turtle": _triples("turtle"),
    "jsonld": _triples("json-ld"),
    "rdfxml": _triples("xml"),
    "trig": _quads("trig"),
    "nquads": _quads("nquads"),
    "graphml": _network(nx.read_graphml),
    "gexf": _network(nx.read_gexf),
    "kumu": _lists,
    "kumu-sheets": _all(_rows, ".csv"),
    "csv": _all(_rows, ".csv"),
    "parquet": _all(_parquet, ".parquet"),
    "sqlite": _tables,
    "datapackage": _all(_rows, ".csv"),
    "followthemoney": lambda c: len([json.loads(line) for line in c.decode().splitlines()]),
    "360giving": lambda c: len(json.loads(c)["grants"]),
    "popolo": _lists,
}


@pytest.mark.parametrize("name", exports.FORMATS)
def test_a_reader_counts_what_the_writer_says(granting: Dataset, name: str) -> None:
    report = exports.FORMATS[name].write(granting, io.BytesIO())
    assert report.count > 0
    assert COUNTERS[name](written(granting, name)) == report.count


class _Elements(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += 1


def _elements(content: bytes) -> int:
    page = _Elements()
    page.feed(content.decode())
    return page.found


OPENERS: tuple[tuple[str, Count], ...] = (
    (r".*\.ttl", _triples("turtle")),
    # Its context is that of schema.org, which would have to be fetched.
    (r"dataset\.jsonld", lambda content: len(json.loads(content))),
    (r".*\.jsonld", _triples("json-ld")),
    (r".*\.nt", _triples("nt")),
    (r".*\.rdf", _triples("xml")),
    (r".*\.nq", _quads("nquads")),
    (r".*\.trig", _quads("trig")),
    (r".*\.graphml", _network(nx.read_graphml)),
    (r".*\.gexf", _network(nx.read_gexf)),
    (r".*\.csv", _rows),
    (r".*\.parquet", _parquet),
    (r".*\.sqlite", _tables),
    (r".*\.ftm\.json", COUNTERS["followthemoney"]),
    (r".*\.json", lambda content: len(json.loads(content))),
    (r"index\.html", _elements),
    (r"CITATION\.cff", lambda c: len(re.findall(r"(?m)^[a-z-]+:", c.decode()))),
    (CHECKSUMS, lambda c: len(re.findall(r"(?m)^[0-9a-f]{64}  \S", c.decode()))),
)


def test_every_file_of_a_release_opens_and_holds_something(release: Path) -> None:
    files = [path for path in sorted(release.rglob("*")) if path.is_file()]
    assert len(files) > 40
    for path in files:
        name = path.relative_to(release).as_posix()
        count = next((c for pattern, c in OPENERS if re.fullmatch(pattern, name)), None)
        assert count, f"nothing here reads {name}"
        # A table may be empty, but it has its header.
        assert count(path.read_bytes()) >= (0 if name.endswith((".csv", ".parquet")) else 1), name
