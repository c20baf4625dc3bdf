"""Which nodes a map shows and why, and how it is drawn."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations

import pytest

import graph
from graph import maps
from graph.dataset import Selection
from graph.errors import UnknownIdentifierError, UsageError
from graph.layout import around
from graph.maps import drawing
from graph.maps.expanding import EACH
from graph.maps.style import GROUPS, SHAPES
from graph.networks import social


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


@pytest.fixture(scope="module")
def relations(dataset: graph.Dataset) -> frozenset[str]:
    return frozenset(r.name for r in dataset.relations.values() if r.social)


@pytest.fixture(scope="module")
def statements(dataset: graph.Dataset, relations: frozenset[str]) -> list[graph.model.Statement]:
    return maps.views.drawn_statements(dataset, relations, sponsors=False)


@pytest.fixture(scope="module")
def web(dataset: graph.Dataset, relations: frozenset[str]) -> maps.Board:
    view = maps.ego(dataset, "organization/ai-forensics", relations, sponsors=False)
    place, captions = around(view.centre, maps.contacts_by(dataset, view, "relation"))
    return maps.Board(view, place, captions)


class TestBestConnected:
    def test_it_says_how_many_of_how_many(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.best_connected(dataset, dataset.entities, relations, 100)
        assert len(view.nodes) == 100
        assert view.total == len(dataset.entities)
        assert view.note.startswith(f"Showing 100 of {view.total:,}: ")

    def test_what_it_shows_holds_together(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        network = maps.best_connected(dataset, dataset.entities, relations, 150).network()
        assert all(network.degree(node) for node in network)

    def test_a_small_selection_is_shown_whole_with_its_go_betweens(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        members = dataset.select(Selection(countries=frozenset({"KE"})))
        view = maps.best_connected(dataset, members, relations, 1000)
        assert members <= set(view.nodes)
        for node in set(view.nodes) - members:
            alters = {t.subject for t in view.ties} | {t.object for t in view.ties}
            assert node in alters

    def test_every_tie_joins_two_nodes_that_are_shown(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.best_connected(dataset, dataset.entities, relations, 80)
        for tie in view.ties:
            assert {tie.subject, tie.object} <= set(view.nodes)
            assert tie.relation in relations

    def test_nothing_selected_shows_nothing(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        assert maps.best_connected(dataset, (), relations, 50).nodes == ()


class TestEgo:
    def test_one_step_is_the_entity_and_its_neighbours(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        centre = "person/simone-robutti"
        view = maps.ego(dataset, centre, relations)
        assert set(view.nodes) == {centre, *social(dataset)[centre]}

    def test_two_steps_reach_further_and_the_nearest_stay(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        centre = "organization/tor-project"
        near = set(maps.ego(dataset, centre, relations, 1, 1000).nodes)
        view = maps.ego(dataset, centre, relations, 2, len(near) + 10)
        assert near < set(view.nodes)
        assert view.total > len(view.nodes)

    def test_an_unknown_centre_gets_near_matches(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        with pytest.raises(UnknownIdentifierError) as caught:
            maps.ego(dataset, "organization/ai-forensic", relations)
        assert "organization/ai-forensics" in caught.value.near

    def test_no_steps_are_refused(self, dataset: graph.Dataset, relations: frozenset[str]) -> None:
        with pytest.raises(UsageError):
            maps.ego(dataset, "organization/ai-forensics", relations, 0)


class TestExpanding:
    MORE = "organization/mozilla-foundation"

    def test_what_stands_stays_and_new_nodes_stand_clear(
        self, dataset: graph.Dataset, web: maps.Board, statements: list[graph.model.Statement]
    ) -> None:
        grown = maps.expanded(dataset, web, [self.MORE], statements)
        assert {n: grown.place[n] for n in web.view.nodes} == {
            n: web.place[n] for n in web.view.nodes
        }
        new = set(grown.view.nodes) - set(web.view.nodes)
        assert new
        spots = [grown.place[n] for n in grown.view.nodes]
        assert min(math.dist(a, b) for a, b in combinations(spots, 2)) > 55
        assert grown.view.centre == "organization/ai-forensics"

    def test_it_says_how_many_of_how_many_and_adds_no_more(
        self, dataset: graph.Dataset, web: maps.Board, statements: list[graph.model.Statement]
    ) -> None:
        contacts = maps.views.neighbours(statements)[self.MORE]
        further = len(contacts - set(web.view.nodes))
        grown = maps.expanded(dataset, web, [self.MORE], statements)
        added = set(grown.view.nodes) - set(web.view.nodes)
        assert further > EACH == len(added)
        assert added < contacts
        assert f"Added for Mozilla Foundation: {EACH} of {further:,} further" in grown.view.note

    def test_every_added_node_has_a_line(
        self, dataset: graph.Dataset, web: maps.Board, statements: list[graph.model.Statement]
    ) -> None:
        grown = maps.expanded(dataset, web, [self.MORE], statements)
        ends = {end for tie in grown.view.ties for end in (tie.subject, tie.object)}
        assert set(grown.view.nodes) == ends

    def test_expansions_follow_each_other_and_strangers_are_passed_over(
        self, dataset: graph.Dataset, web: maps.Board, statements: list[graph.model.Statement]
    ) -> None:
        once = maps.expanded(dataset, web, [self.MORE], statements)
        next_one = next(n for n in once.view.nodes if n not in web.view.nodes)
        twice = maps.expanded(dataset, web, ["person/nobody", self.MORE, next_one], statements)
        assert set(once.view.nodes) <= set(twice.view.nodes)
        same = maps.expanded(dataset, web, ["person/nobody"], statements)
        assert same.view.nodes == web.view.nodes
        assert same.view.note == web.view.note


class TestDrawing:
    def test_the_legend_counts_what_is_drawn(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.best_connected(dataset, dataset.entities, relations, 100)
        keys = drawing.keys(dataset, view)
        assert sum(row["count"] for row in keys["groups"]) == len(view.nodes)
        assert sum(row["count"] for row in keys["lines"]) == len(view.ties)
        shown = drawing.payload(maps.draw(dataset, view), keys=keys)
        assert {node["kin"] for node in shown["nodes"]} == {g["name"] for g in keys["groups"]}
        assert {e["relation"] for e in shown["edges"]} == {r["relation"] for r in keys["lines"]}

    def test_parallel_relations_keep_a_line_each(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.best_connected(dataset, dataset.entities, relations, 300)
        edges = maps.draw(dataset, view).edges
        assert len({edge["id"] for edge in edges}) == len(edges) == len(view.ties)

    def test_every_type_and_sector_has_a_look(self, dataset: graph.Dataset) -> None:
        sectors = {c.details["sector"] for c in dataset.concepts.values() if c.type == "kind"}
        assert sectors <= frozenset().union(*(group.sectors for group in GROUPS))
        assert set(graph.model.ENTITY_TYPES) <= set(SHAPES)

    def test_all_groups_have_colours_of_their_own(self) -> None:
        assert len({group.colour for group in GROUPS}) == len(GROUPS)

    def test_hostile_names_do_not_leave_the_data_block(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.ego(dataset, "organization/ai-forensics", relations)
        page = maps.standalone(dataset, view, "</script><script>alert(1)</script>")
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_the_page_names_no_other_host(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.ego(dataset, "organization/ai-forensics", relations)
        page = maps.standalone(dataset, view, "Map").replace(drawing.vis_network(), "")
        assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?https?:""", page) == []
        assert "default-src 'none'" in page

    def test_the_same_view_is_drawn_the_same(
        self, dataset: graph.Dataset, relations: frozenset[str]
    ) -> None:
        view = maps.best_connected(dataset, dataset.entities, relations, 60)
        assert maps.standalone(dataset, view, "x") == maps.standalone(dataset, view, "x")
        assert json.dumps(drawing.payload(maps.draw(dataset, view)))
