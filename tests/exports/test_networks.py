"""GraphML, GEXF and Kumu: the same nodes and ties, read by other libraries."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import pytest

from graph import exports
from graph.dataset import Dataset
from graph.maps.style import group_of
from graph.network_files import read_network
from graph.networks import full
from tests.exports.reading import members, sheet

Exported = Callable[[str], bytes]

COOP = "organization/coop"


def _ends(network: nx.Graph[str]) -> list[tuple[str, str, str]]:
    return sorted((a, b, d["relation"]) for a, b, d in network.edges(data=True))


@pytest.fixture(scope="module")
def graphml(exported: Exported) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.read_graphml(io.BytesIO(exported("graphml")))
    return network


@pytest.fixture(scope="module")
def gexf(exported: Exported) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.read_gexf(io.BytesIO(exported("gexf")), version="1.3")
    return network


class TestGraphml:
    def test_networkx_reads_the_full_network(
        self, dataset: Dataset, graphml: nx.MultiDiGraph[str]
    ) -> None:
        assert graphml.is_directed()
        assert graphml.is_multigraph()
        assert set(graphml) == set(full(dataset))
        assert _ends(graphml) == _ends(full(dataset))

    def test_igraph_reads_as_many(
        self, dataset: Dataset, exported: Exported, tmp_path: Path
    ) -> None:
        (tmp_path / "x.graphml").write_bytes(exported("graphml"))
        network = igraph.Graph.Read_GraphML(str(tmp_path / "x.graphml"))
        assert network.is_directed()
        assert network.ecount() == len(dataset.statements)
        assert dataset.entities[COOP].name in network.vs["label"]
        assert set(network.es["social"]) == {True, False}

    def test_a_tie_carries_its_source(
        self, dataset: Dataset, graphml: nx.MultiDiGraph[str]
    ) -> None:
        (tie,) = (d for _, _, d in graphml.edges(data=True) if d["relation"] == "member_of")
        assert (tie["source_id"], tie["publisher"]) == ("source/book", "Press")
        assert tie["page"] == "page 7"
        assert (tie["social"], tie["symmetric"]) == (True, False)
        assert tie["confidence"] == "third-party"

    def test_our_own_reader_takes_it(self, exported: Exported, tmp_path: Path) -> None:
        for name in ("graphml", "gexf"):
            path = tmp_path / f"network.{name}"
            path.write_bytes(exported(name))
            assert COOP in read_network(path)


class TestGexf:
    def test_it_is_version_1_3(self, exported: Exported) -> None:
        root = ET.fromstring(exported("gexf"))
        assert root.tag == "{http://gexf.net/1.3}gexf"
        assert root.get("version") == "1.3"
        graph = root.find("{http://gexf.net/1.3}graph")
        assert graph is not None
        assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")

    def test_networkx_reads_the_full_network(
        self, dataset: Dataset, gexf: nx.MultiDiGraph[str]
    ) -> None:
        assert set(gexf) == set(full(dataset))
        assert _ends(gexf) == _ends(full(dataset))

    def test_nodes_have_places_of_their_own_and_the_colours_of_the_map(
        self, dataset: Dataset, gexf: nx.MultiDiGraph[str]
    ) -> None:
        places = {(v["position"]["x"], v["position"]["y"]) for _, v in gexf.nodes(data="viz")}
        assert len(places) == len(gexf)
        shown = gexf.nodes[COOP]["viz"]["color"]
        assert "#{r:02x}{g:02x}{b:02x}".format(**shown) == group_of(dataset, COOP).colour

    def test_a_larger_node_has_more_ties(self, gexf: nx.MultiDiGraph[str]) -> None:
        size = {node: viz["size"] for node, viz in gexf.nodes(data="viz")}
        assert size[COOP] == max(size.values())

    def test_time_is_in_days_and_exact_in_attributes(
        self, dataset: Dataset, gexf: nx.MultiDiGraph[str]
    ) -> None:
        assert gexf.nodes[COOP]["start"] == "2015-06-01"
        network = gexf.nodes["organization/network"]
        assert (network["start"], network["end"]) == ("2001-03-01", "2024-12-31")
        (ended,) = (d for _, _, d in gexf.edges(data=True) if d.get("until"))
        assert (ended["end"], ended["until"]) == ("2019-12-31", "2019")
        report = exports.FORMATS["gexf"].write(dataset, io.BytesIO())
        assert {loss.what: loss.count for loss in report.losses}[
            "dates known to the year or month"
        ] == 6

    def test_relations_are_kinds_of_edges(self, dataset: Dataset, exported: Exported) -> None:
        edges = ET.fromstring(exported("gexf")).iter("{http://gexf.net/1.3}edge")
        assert {e.get("kind") for e in edges} == {s.relation for s in dataset.statements}


class TestKumu:
    def test_elements_and_connections_are_all_there(
        self, dataset: Dataset, exported: Exported
    ) -> None:
        found = json.loads(exported("kumu"))
        ids = [element["id"] for element in found["elements"]]
        assert set(ids) == set(full(dataset))
        assert len(ids) == len(set(ids))
        assert {c["id"] for c in found["connections"]} == {s.id for s in dataset.statements}
        assert {end for c in found["connections"] for end in (c["from"], c["to"])} <= set(ids)

    def test_direction_follows_the_relation(self, exported: Exported) -> None:
        found = json.loads(exported("kumu"))["connections"]
        by_type = {c["type"]: c["direction"] for c in found}
        assert by_type["is a partner of"] == "undirected"
        assert by_type["funds"] == "directed"

    def test_fields_are_words_and_lead_to_the_source(self, exported: Exported) -> None:
        found = json.loads(exported("kumu"))
        (grant,) = (c for c in found["connections"] if c.get("amount"))
        assert (grant["amount"], grant["source title"]) == ("25000.50", "Site")
        (coop,) = (e for e in found["elements"] if e["id"] == COOP)
        assert coop["tags"] == ["co-operatives", "DE", "FR"]
        assert coop["aliases"] == ["=SUM(A1)", "O'Coop"]

    def test_sheets_say_the_same_as_the_json(self, exported: Exported) -> None:
        found, sheets = json.loads(exported("kumu")), members(exported("kumu-sheets"))
        elements, connections = sheet(sheets["elements.csv"]), sheet(sheets["connections.csv"])
        assert list(elements[0])[:5] == ["ID", "Label", "Type", "Description", "Tags"]
        assert list(connections[0])[:2] == ["From", "To"]
        assert [row["ID"] for row in elements] == [e["id"] for e in found["elements"]]
        assert [(row["From"], row["To"], row["Type"], row["Direction"]) for row in connections] == [
            (c["from"], c["to"], c["type"], c["direction"]) for c in found["connections"]
        ]

    def test_sheets_hold_no_formula(self, dataset: Dataset, exported: Exported) -> None:
        elements = sheet(members(exported("kumu-sheets"))["elements.csv"])
        cells = [cell for row in elements for cell in row.values()]
        assert any(cell.startswith("'=SUM(A1)") for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        report = exports.FORMATS["kumu-sheets"].write(dataset, io.BytesIO())
        assert {loss.what: loss.count for loss in report.losses}["cells changed"] == 1
