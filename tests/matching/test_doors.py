"""Doors, the six ways side by side, and other ways out."""

from __future__ import annotations

import pytest

import graph
from graph.evidence import is_over, temporal_status
from graph.matching import ways
from graph.matching.candidates import candidates
from graph.matching.comparison import compare_ways
from graph.matching.doors import doors
from graph.matching.profile import Profile

PLACES = ["organization/ai-forensics", "organization/edri", "organization/cotech"]


@pytest.mark.parametrize("organization", PLACES)
def test_doors_rest_on_statements(dataset: graph.Dataset, organization: str) -> None:
    found = doors(dataset, Profile(causes=("cause/privacy",)), organization)
    assert found
    for door in found:
        assert door.name
        assert door.kind == "jobs" or door.id in dataset.entities
        for statement in door.statements:
            assert temporal_status(dataset, statement) != "past" or door.kind == "funder"
        if door.kind in ("person", "network", "event") and not door.nearby:
            assert organization in (door.statements[0].subject, door.statements[0].object)
    assert len({(door.kind, door.id) for door in found}) == len(found)


def test_people_who_connect_to_what_is_known_come_first(dataset: graph.Dataset) -> None:
    """Of the people at a place, one who also holds a role where the visitor was comes first."""
    for person in dataset.facets["types"]["person"]:
        roles = [
            s
            for s in dataset.outgoing(person, "holds_role")
            if temporal_status(dataset, s) != "past"
        ]
        places = {s.object for s in roles}
        here = next((p for p in sorted(places) if len(dataset.incoming(p, "holds_role")) > 5), None)
        if here and len(places) > 1:
            known = sorted(places - {here})[0]
            found = doors(dataset, Profile(knows=(known,)), here)
            people = [door for door in found if door.kind == "person"]
            first = {s.object for s in dataset.outgoing(people[0].id, "holds_role")}
            assert known in first
            return
    pytest.fail("nobody holds roles at two places, one of them large")


def test_nobody_stands_in_from_a_place_that_is_over(dataset: graph.Dataset) -> None:
    over = {dataset.name(e) for e in dataset.facets["types"]["organization"] if is_over(dataset, e)}
    for candidate in candidates(dataset).listed[::25]:
        for door in doors(dataset, Profile(), candidate.id):
            if door.kind == "person" and door.nearby:
                assert door.text.removeprefix("at ").split(", a place like it")[0] not in over


def test_an_event_that_is_not_its_own_says_so(dataset: graph.Dataset) -> None:
    lonely = next(
        e.id
        for e in dataset.entities.values()
        if e.type == "organization"
        and not dataset.outgoing(e.id, "takes_part_in")
        and any(s.object == "cause/open-data" for s in dataset.outgoing(e.id, "works_on"))
    )
    events = [d for d in doors(dataset, Profile(), lonely) if d.kind == "event"]
    assert events
    assert all(door.nearby and "not its own" in door.text for door in events)


def test_the_six_ways_are_told_with_what_was_said(dataset: graph.Dataset) -> None:
    profile = Profile(
        causes=("cause/open-data",),
        country="DE",
        paths=("path/tech-coop",),
        refusals=("refusal/bureaucracy",),
        months=2,
        hours=20,
        with_friends=True,
    )
    compared = {way.id: way for way in compare_ways(dataset, profile)}
    assert len(compared) == 6
    marks = {
        (way.id, point.text): point.mark
        for way in compared.values()
        for point in (*way.costs, *way.how_in)
        if point.mark
    }
    assert marks["path/public-institution", "bureaucracy"] == "you refuse: bureaucracy"
    assert marks["path/tech-coop", "start with friends"] == "you would start with others"
    assert any(mark == "your savings last 2 months" for mark in marks.values())
    assert [way.id for way in compared.values() if way.chosen] == ["path/tech-coop"]
    for way in compared.values():
        assert way.all >= max(way.on_causes or 0, way.in_country or 0)
        assert way.both is not None
        assert way.both <= min(way.on_causes or 0, way.in_country or 0)


def test_an_empty_profile_compares_without_counts_of_its_own(dataset: graph.Dataset) -> None:
    for way in compare_ways(dataset, Profile()):
        assert (way.on_causes, way.in_country, way.both) == (None, None, None)
        assert not any(point.mark for point in (*way.gives, *way.costs, *way.how_in))


def test_other_ways_out_stay_near(dataset: graph.Dataset) -> None:
    profile = Profile(causes=("cause/platform-work",), country="DE")
    coops, carriers, networks, funders = ways.start_a_coop(dataset, profile)
    assert "DE" in dataset.entities[coops.suggestions[0].id].countries
    assert all(dataset.entities[s.id].kind == "kind/freelancer-coop" for s in carriers.suggestions)
    assert networks.suggestions
    for funder in funders.suggestions:
        assert {s.subject for s in funder.statements} == {funder.id}
    groups, unions = ways.organize(dataset, profile)
    assert groups.suggestions
    assert unions.suggestions
    assert all(block.suggestions or block.note for block in ways.teach(dataset, profile))


def test_a_connector_is_shown_gaps_on_their_causes(dataset: graph.Dataset) -> None:
    blocks = ways.connect(dataset, Profile(causes=("cause/open-data",)))
    assert len(blocks) == 1
    assert blocks[0].suggestions
    assert ways.connect(dataset, Profile())[0].note
