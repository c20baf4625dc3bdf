"""Organizations for a profile: reasons, what is not known, refusals, weights, diversity."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph
from graph.errors import UsageError
from graph.matching.candidates import candidates
from graph.matching.likeness import near
from graph.matching.matches import WEIGHTS, alike, find_matches
from graph.matching.profile import Profile, check

RIDERS = Profile(
    skills=("skill/data-engineering",),
    causes=("cause/platform-work",),
    country="GB",
)


def test_the_best_match_is_on_the_cause_and_in_the_country(dataset: graph.Dataset) -> None:
    for match in find_matches(dataset, RIDERS, 3):
        works_on = {s.object for s in dataset.outgoing(match.id, "works_on")}
        assert any(near(dataset, "cause/platform-work").get(cause) for cause in works_on)
    first = find_matches(dataset, RIDERS, 1)[0]
    assert "GB" in dataset.entities[first.id].countries


def test_each_part_has_a_reason_and_its_facts(dataset: graph.Dataset) -> None:
    for match in find_matches(dataset, RIDERS, 20):
        assert {part.name for part in match.parts} <= set(WEIGHTS)
        for part in match.parts:
            assert part.reason
            assert part.value is None or 0 <= part.value <= 1
            for fact in part.facts:
                assert fact.statement.subject == match.id
        assert 0 <= match.score <= 1
        assert 0 <= match.confidence <= 1


def test_not_known_is_neither_a_match_nor_a_miss(dataset: graph.Dataset) -> None:
    """Of two that are alike but for the place, the unknown one stands between home and away."""
    matches = find_matches(dataset, RIDERS, 10**6, diverse=False)
    by_place: dict[str, list[float]] = {"home": [], "away": [], "unknown": []}
    for match in matches:
        values = {part.name: part.value for part in match.parts}
        if values["causes"] is None or values["causes"] < 0.5:
            continue
        rest = 1.0 if values["place"] is None else values["place"]
        key = "unknown" if values["place"] is None else "home" if rest == 1 else "away"
        by_place[key].append(match.score)
    assert max(by_place["home"]) > max(by_place["unknown"])
    assert sum(by_place["unknown"]) / len(by_place["unknown"]) > (
        sum(by_place["away"]) / len(by_place["away"])
    )


def test_closed_places_and_job_boards_are_no_match(dataset: graph.Dataset) -> None:
    listed = {candidate.id for candidate in candidates(dataset).listed}
    for entity in dataset.entities.values():
        if entity.status in ("closed", "inactive") or entity.kind == "kind/job-board":
            assert entity.id not in listed


def test_a_refusal_counts_only_where_a_fact_touches_it(dataset: graph.Dataset) -> None:
    profile = Profile(causes=("cause/open-data",), refusals=("refusal/big-tech",))
    plain = {m.id: m for m in find_matches(dataset, replace(profile, refusals=()), 60)}
    touched = find_matches(dataset, profile, 10**6, diverse=False)
    for match in touched:
        for caution in match.cautions:
            assert caution.refusal == "refusal/big-tech"
            assert caution.statement is None or match.id in (
                caution.statement.subject,
                caution.statement.object,
            )
    cautioned = {m.id for m in touched if m.cautions}
    assert cautioned
    assert not cautioned & {m.id for m in find_matches(dataset, profile, 10)} or len(plain) < 20


def test_weights_change_the_order(dataset: graph.Dataset) -> None:
    profile = replace(RIDERS, causes=("cause/privacy",))
    usual = [m.id for m in find_matches(dataset, profile)]
    by_place = find_matches(dataset, profile, weights=dict.fromkeys(WEIGHTS, 0) | {"place": 5})
    assert [m.id for m in by_place] != usual
    for match in by_place:
        assert "GB" in dataset.entities[match.id].countries
        assert [part.name for part in match.parts] == ["place"]


@pytest.mark.parametrize(("part", "weight"), [("taste", 1.0), ("place", -1.0), ("place", 11.0)])
def test_bad_weights_are_refused(dataset: graph.Dataset, part: str, weight: float) -> None:
    with pytest.raises(UsageError, match=part):
        find_matches(dataset, RIDERS, weights={part: weight})


def test_without_any_weight_nothing_is_ranked(dataset: graph.Dataset) -> None:
    assert find_matches(dataset, RIDERS, weights=dict.fromkeys(WEIGHTS, 0)) == []


def test_only_those_asked_for_whatever_their_rank(dataset: graph.Dataset) -> None:
    last = find_matches(dataset, RIDERS, 10**6, diverse=False)[-1]
    (found,) = find_matches(dataset, RIDERS, only=[last.id])
    assert found == last


def test_an_empty_profile_has_no_matches(dataset: graph.Dataset) -> None:
    assert find_matches(dataset, Profile()) == []


def test_near_copies_give_way_to_others(dataset: graph.Dataset) -> None:
    """Over some causes, the diverse lists hold fewer pairs that are alike."""
    listed = {candidate.id: candidate for candidate in candidates(dataset).listed}

    def alike_pairs(profile: Profile, diverse: bool) -> float:
        found = [listed[m.id] for m in find_matches(dataset, profile, 10, diverse=diverse)]
        return sum(alike(a, b) for a, b in combinations(found, 2))

    causes = (
        "cause/civic-tech",
        "cause/worker-cooperatives",
        "cause/free-software",
        "cause/privacy",
    )
    profiles = [Profile(causes=(cause,)) for cause in causes]
    assert sum(alike_pairs(p, diverse=True) for p in profiles) < sum(
        alike_pairs(p, diverse=False) for p in profiles
    )


def test_a_chapter_is_the_same_choice_as_its_parent(dataset: graph.Dataset) -> None:
    listed = {candidate.id: candidate for candidate in candidates(dataset).listed}
    chapter, parent = next(
        (s.subject, s.object)
        for s in dataset.statements
        if s.relation == "part_of" and {s.subject, s.object} <= listed.keys()
    )
    assert alike(listed[chapter], listed[parent]) == 1


def test_what_contradicts_itself_is_said(dataset: graph.Dataset) -> None:
    checked = check(
        dataset,
        Profile(
            skills=("skill/python", "skill/no-such"),
            refused=("skill/python",),
            country="Atlantis",
        ),
    )
    assert checked.profile.skills == ("skill/python",)
    assert checked.profile.refused == ()
    assert checked.profile.country == ""
    text = " ".join(checked.notes)
    assert "skill/no-such" in text
    assert "Atlantis" in text
    assert "Both wanted and refused: Python" in text


def test_a_skill_that_nobody_states_still_gives_an_answer(dataset: graph.Dataset) -> None:
    stated = dataset.facets["skills"]
    unstated = next(
        c.id for c in dataset.concepts.values() if c.type == "skill" and not stated.get(c.id)
    )
    found = find_matches(dataset, Profile(skills=(unstated,), causes=("cause/privacy",)))
    assert len(found) == 10


def test_a_profile_shows_nothing_of_what_was_said() -> None:
    assert "riders" not in repr(Profile(text="riders"))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_profile_is_answered(dataset: graph.Dataset, data: st.DataObject) -> None:
    concepts = sorted(dataset.concepts)
    pick = st.lists(st.sampled_from(concepts) | st.text(max_size=8), max_size=4).map(tuple)
    profile = Profile(
        text=data.draw(st.text(max_size=80)),
        skills=data.draw(pick),
        causes=data.draw(pick),
        country=data.draw(st.sampled_from(["", "DE", "Kenya", "??"])),
        remote=data.draw(st.booleans()),
        languages=data.draw(st.sampled_from([(), ("de",), ("xx",)])),
    )
    checked = check(dataset, profile).profile
    found = find_matches(dataset, checked, 5)
    assert len(found) == (0 if checked.empty else 5)
    assert len({m.id for m in found}) == len(found)
