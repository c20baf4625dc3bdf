"""Readers that know nothing of the writers: what a file says an organization is called."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import networkx as nx
import pyoxigraph
import rdflib
from pyarrow import parquet

from graph.model import BASE_IRI

Names = Mapping[str, str]


def members(content: bytes) -> dict[str, bytes]:
    """The files inside an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheet(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell


def database(content: bytes) -> sqlite3.Connection:
    """An SQLite file opened in memory, its rows by name."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    connection.row_factory = sqlite3.Row
    return connection


def _rdf(name: str) -> Callable[[bytes], Names]:
    def read(content: bytes) -> Names:
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=content, format=name)
        found = graph.subject_objects(rdflib.SDO.name)
        return {str(s).removeprefix(BASE_IRI): str(o) for s, o in found}

    return read


def _gexf(content: bytes) -> Names:
    network = nx.read_gexf(io.BytesIO(content))
    return dict(network.nodes(data="label"))


def _graphml(content: bytes) -> Names:
    network = nx.read_graphml(io.BytesIO(content))
    return dict(network.nodes(data="label"))


def _things(content: bytes) -> Names:
    with closing(database(content)) as connection:
        return dict(map(tuple, connection.execute("select id, name from things")))


def _ftm(content: bytes) -> Names:
    def found() -> Iterator[tuple[str, str]]:
        for line in content.decode().split("\n")[:-1]:
            thing = json.loads(line)
            for name in thing["properties"].get("name", []):
                _, kind, slug = thing["id"].split("-", 2)
                yield f"{kind}/{slug}", name

    return dict(found())


def _grants(content: bytes) -> Names:
    return {
        party["id"].removeprefix(BASE_IRI): party["name"]
        for grant in json.loads(content)["grants"]
        for party in (*grant["recipientOrganization"], *grant["fundingOrganization"])
    }


READERS: Mapping[str, Callable[[bytes], Names]] = {
    "ntriples": _rdf("nt"),
    "turtle": _rdf("turtle"),
    "jsonld": _rdf("json-ld"),
    "rdfxml": _rdf("xml"),
    "trig": _rdf("trig"),
    "nquads": _rdf("nquads"),
    "graphml": _graphml,
    "gexf": _gexf,
    "kumu": lambda c: {e["id"]: e["label"] for e in json.loads(c)["elements"]},
    "kumu-sheets": lambda c: {
        row["ID"]: bare(row["Label"]) for row in sheet(members(c)["elements.csv"])
    },
    "csv": lambda c: {row["id"]: bare(row["name"]) for row in sheet(members(c)["things.csv"])},
    "parquet": lambda c: {
        row["id"]: row["name"]
        for row in parquet.read_table(io.BytesIO(members(c)["things.parquet"])).to_pylist()
    },
    "sqlite": _things,
    "datapackage": lambda c: {
        row["id"]: row["name"] for row in sheet(members(c)["data/entities/organizations.csv"])
    },
    "followthemoney": _ftm,
    "360giving": _grants,
    "popolo": lambda c: {o["id"]: o["name"] for o in json.loads(c)["organizations"]},
}
"""Format to what reads the names of organizations out of it."""


def quads(content: bytes, media_type: str) -> set[pyoxigraph.Quad]:
    """The quads of an RDF file, by the reader of pyoxigraph."""
    format_ = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format_
    return set(pyoxigraph.parse(content, format=format_))
