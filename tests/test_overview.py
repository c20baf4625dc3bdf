"""The map of everything, and views to take along."""

from __future__ import annotations

import csv
import io
import json
import math
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest

import graph
from graph import maps
from graph.layout import around, arranged, gathered, sunflower
from graph.maps.takeaway import as_csv, as_gexf, as_svg, facts_csv
from graph.networks import social

SOCIAL = frozenset({"holds_role", "member_of", "partner_of", "funds", "part_of"})


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


@pytest.fixture(scope="module")
def whole(dataset: graph.Dataset) -> maps.Overview:
    return maps.overview(dataset)


@pytest.fixture(scope="module")
def board(dataset: graph.Dataset) -> maps.Board:
    view = maps.ego(dataset, "organization/mysociety", SOCIAL)
    assert len(view.nodes) > 10
    place, captions = around(view.centre, maps.contacts_by(dataset, view, "relation"))
    return maps.Board(view, place, captions)


class TestOverview:
    def test_everything_has_one_place_in_one_region(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        assert set(whole.places) == set(whole.region_of) == set(dataset.entities)
        members = [m for region in whole.regions for m in region.members]
        assert len(members) == len(set(members)) == len(dataset.entities)
        assert len({region.id for region in whole.regions}) == len(whole.regions)

    def test_members_stand_inside_their_region_and_regions_apart(
        self, whole: maps.Overview
    ) -> None:
        for region in whole.regions:
            for member in region.members:
                assert math.dist(whole.places[member], (region.x, region.y)) <= region.radius
        for a, b in combinations(whole.regions, 2):
            assert math.dist((a.x, a.y), (b.x, b.y)) > 0.98 * (a.radius + b.radius)

    def test_the_same_data_give_the_same_map(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        assert maps.overview(dataset) == whole

    def test_a_region_is_called_by_a_member(self, whole: maps.Overview) -> None:
        for region in whole.regions:
            assert not region.tied or region.id in region.members

    def test_a_region_view_holds_the_ties_among_its_members(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        region = next(r for r in whole.regions if r.tied)
        view = maps.region_view(dataset, region, SOCIAL)
        assert set(view.nodes) == set(region.members)
        network = social(dataset)
        assert view.ties
        for tie in view.ties:
            assert {tie.subject, tie.object} <= set(region.members)
            assert network.has_edge(tie.subject, tie.object)


class TestDeck:
    def test_it_holds_what_is_shown_and_dims_what_is_left_out(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        shown = dataset.facets["types"]["organization"]
        inside = dataset.facets["countries"]["DE"]
        lines = [("organization/ai-forensics", "organization/reversing-works")]
        made = maps.overview_deck(dataset, whole, shown, inside, lines, dark=False)
        layers = {layer["id"]: layer for layer in json.loads(made.to_json())["layers"]}
        nodes = layers["nodes"]["data"]
        assert {node["id"] for node in nodes} == set(shown)
        bright = {node["id"] for node in nodes if node["colour"][3] > 100}
        assert bright == set(shown & inside)
        assert layers["ties"]["data"] == []  # neither end is in Germany

    def test_names_do_not_stand_over_each_other(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        made = maps.overview_deck(dataset, whole, dataset.entities, None, [], dark=False)
        layers = {layer["id"]: layer for layer in json.loads(made.to_json())["layers"]}
        names = layers["node-names"]["data"]
        assert 200 < len(names) <= 400
        size = layers["node-names"]["getSize"]
        for a, b in combinations(names, 2):
            wide = 0.3 * size * (len(a["text"]) + len(b["text"]))
            apart = abs(a["at"][0] - b["at"][0]) > wide or abs(a["at"][1] - b["at"][1]) > size
            assert apart, (a, b)

    def test_names_are_text_and_nothing_is_fetched(
        self, dataset: graph.Dataset, whole: maps.Overview
    ) -> None:
        made = maps.overview_deck(dataset, whole, dataset.entities, None, [], dark=True)
        spec = json.loads(made.to_json())
        assert spec.get("mapProvider") is None
        assert [view["@@type"] for view in spec["views"]] == ["OrthographicView"]
        assert "http" not in json.dumps([{**x, "data": []} for x in spec["layers"]])
        assert set(made._tooltip) == {"text"}


class TestTakingAlong:
    def test_the_drawing_is_sound_xml_with_every_node(
        self, dataset: graph.Dataset, board: maps.Board
    ) -> None:
        root = ElementTree.fromstring(as_svg(dataset, board, 'A <title> & "quotes"'))
        titles = {e.text for e in root.iter("{http://www.w3.org/2000/svg}title")}
        assert {dataset.name(node) for node in board.view.nodes} <= titles
        assert 'A <title> & "quotes"' in titles
        lines = list(root.iter("{http://www.w3.org/2000/svg}line"))
        assert len(lines) == len(board.view.ties)

    def test_the_network_opens_again_with_places(
        self, dataset: graph.Dataset, board: maps.Board
    ) -> None:
        network = nx.read_gexf(io.BytesIO(as_gexf(dataset, board)))
        assert set(network) == set(board.view.nodes)
        assert network.number_of_edges() == len(board.view.ties)
        assert network.nodes[board.view.centre]["label"] == "mySociety"
        assert b"viz:position" in as_gexf(dataset, board)

    def test_the_table_has_a_page_for_each_statement(
        self, dataset: graph.Dataset, board: maps.Board
    ) -> None:
        rows = list(csv.DictReader(io.StringIO(as_csv(dataset, board).decode())))
        assert len(rows) == sum(tie.statements for tie in board.view.ties)
        assert all(row["page"] and row["source"] for row in rows)
        facts = list(csv.DictReader(io.StringIO(facts_csv(dataset, board.view.centre).decode())))
        assert len(facts) == len(dataset.statements_of(board.view.centre))

    def test_the_offline_page_keeps_the_places(
        self, dataset: graph.Dataset, board: maps.Board
    ) -> None:
        page = maps.standalone(dataset, board.view, "mySociety", board)
        assert "is funded by" in page
        assert f'"x": {board.place[board.view.nodes[0]][0]}' in page


class TestArranging:
    def test_discs_stay_apart_whatever_their_sizes(self) -> None:
        sizes = [900.0, 50.0, 300.0, 300.0, 10.0, 700.0, 120.0]
        spots = arranged(sizes, {(0, 2): 9, (2, 3): 1, (0, 5): 4}, [True] * 5 + [False] * 2)
        for a, b in combinations(range(len(sizes)), 2):
            assert math.dist(spots[a], spots[b]) > sizes[a] + sizes[b]

    def test_nothing_and_one_are_no_problem(self) -> None:
        assert arranged([], {}, []).shape == (0, 2)
        assert arranged([5.0], {}, [True]).shape == (1, 2)
        assert arranged([5.0], {}, [False]).shape == (1, 2)
        assert sunflower(0).shape == (0, 2)
        assert gathered(sunflower(1)).shape == (1, 2)

    def test_contacts_stand_around_the_centre_group_by_group(self) -> None:
        groups = {f"n{i}": "abc"[i % 3] for i in range(40)}
        place, names = around("centre", groups)
        assert place["centre"] == (0.0, 0.0)
        assert set(names) == {"a", "b", "c"}
        assert len({place[node] for node in groups}) == 40
