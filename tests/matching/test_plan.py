"""A plan goes out as Markdown and HTML and comes back whole."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graph
from graph.errors import UsageError
from graph.matching.matches import find_matches
from graph.matching.plan import (
    LARGEST,
    MARK,
    Plan,
    Step,
    first_steps,
    read_plan,
    runway,
    to_html,
    to_markdown,
)
from graph.matching.profile import Profile

TODAY = date(2026, 11, 24)
HOSTILE = '--> <script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:1) "&'


@pytest.fixture(scope="module")
def plan(dataset: graph.Dataset) -> Plan:
    profile = Profile(
        text=HOSTILE,
        skills=("skill/data-engineering",),
        causes=("cause/platform-work",),
        country="DE",
        refusals=("refusal/adtech",),
        knows=("organization/ai-forensics",),
        hours=30.0,
        months=6.0,
        remote=True,
        answers={"question/closure": "my team\nthe free Fridays", "question/values": "craft"},
    )
    shortlist = tuple(m.id for m in find_matches(dataset, profile, 3))
    return Plan(profile, shortlist, first_steps(dataset, profile, shortlist, TODAY))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_both_forms_hold_the_same_and_come_back(dataset: graph.Dataset, plan: Plan) -> None:
    for text in (to_markdown(dataset, plan, TODAY), to_html(dataset, plan, TODAY)):
        for organization in plan.shortlist:
            assert dataset.name(organization)[:8] in text
        for heading in ("My shortlist", "Whom to talk to", "First steps", "went back", "savings"):
            assert heading in text
        assert "free Fridays" in text
        assert read_plan(text) == plan


def test_five_steps_a_week_apart(plan: Plan) -> None:
    assert len(plan.steps) == 5
    assert {(b.by - a.by).days for a, b in zip(plan.steps, plan.steps[1:], strict=False)} == {7}
    assert plan.steps[0].text.startswith("Write to ")


def test_what_was_typed_stays_text(dataset: graph.Dataset, plan: Plan) -> None:
    tags = Tags()
    page = to_html(dataset, plan, TODAY)
    tags.feed(page)
    assert not {"script", "img"} & set(tags.seen)
    assert not any(name.startswith("on") for name in tags.attributes)
    assert "http-equiv" not in tags.attributes
    markdown = to_markdown(dataset, plan, TODAY).partition("<!--")[0]
    assert not re.search(r"(?<!\\)<(script|img)", markdown)
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)


def test_savings_are_told_step_by_step() -> None:
    lines = [line.text for line in runway(Profile(months=6.0), TODAY)]
    assert lines[0] == "Without any income: 6 months, until about 2027-05-25."
    assert "6 / (1 − 0.5) = 12 months" in lines[1]
    assert "6 / (1 − 0.2) = 7.5 months" in lines[2]
    assert "Not said" in runway(Profile(), TODAY)[0].text
    assert "No savings" in runway(Profile(months=0.0), TODAY)[0].text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a novel",
        f"<!-- {MARK} not json -->",
        f"<!-- {MARK} {{}} -->",
        f'<!-- {MARK} {{"profile": {{"text": 3}}, "shortlist": [], "steps": []}} -->',
        f'<!-- {MARK} {{"profile": {{"spy": "x"}}, "shortlist": [], "steps": []}} -->',
        f'<!-- {MARK} {{"profile": {{}}, "shortlist": [1], "steps": []}} -->',
        f'<!-- {MARK} {{"profile": {{}}, "shortlist": [], "steps": [{{"by": "soon"}}]}} -->',
        f"<!-- {MARK} {'[' * 100_000} -->",
        *(
            f'<!-- {MARK} {{"profile": {{{field}}}, "shortlist": [], "steps": []}} -->'
            for field in (
                '"hours": 1e9',
                '"hours": -5',
                '"months": NaN',
                '"months": Infinity',
                f'"months": {"9" * 400}',
                '"months": true',
                '"text": "\\ud800"',
                '"skills": "python"',
                '"knows": [{}]',
                f'"causes": {json.dumps(list(map(str, range(300))))}',
            )
        ),
        "x" * (LARGEST + 1),
    ],
)
def test_other_files_are_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError):
        read_plan(text)


@pytest.mark.parametrize("months", [1e-5, 0.0, 240.0])
def test_odd_numbers_come_back(dataset: graph.Dataset, months: float) -> None:
    plan = Plan(Profile(months=months, text="a -- b --> c"))
    assert read_plan(to_markdown(dataset, plan, TODAY)) == plan


def test_steps_pass_over_what_left_the_data(dataset: graph.Dataset) -> None:
    assert len(first_steps(dataset, Profile(), ["organization/never-was"], TODAY)) == 5


def test_a_refusal_is_minded_at_any_rank(dataset: graph.Dataset) -> None:
    profile = Profile(causes=("cause/privacy",), country="DE", refusals=("refusal/adtech",))
    ranked = find_matches(dataset, profile, 10**6, diverse=False)
    last = [match for match in ranked if match.cautions][-1]
    assert "mind: " in to_markdown(dataset, Plan(profile, (last.id,)), TODAY).replace("\\", "")


def test_what_left_the_data_is_said(dataset: graph.Dataset) -> None:
    gone = Plan(Profile(), ("organization/never-was",), ())
    assert "no longer in this dataset" in to_markdown(dataset, gone, TODAY)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_come_back(dataset: graph.Dataset, said: str, step: str) -> None:
    plan = Plan(Profile(text=said), (), (Step(TODAY, step),))
    for text in (to_markdown(dataset, plan, TODAY), to_html(dataset, plan, TODAY)):
        assert read_plan(text) == plan
