"""The page "Find my path" and its commands, as a visitor and an analyst use them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import graph
from graph.matching.evaluation import RANKINGS, evaluate, read_cases, split
from graph.matching.plan import Plan, to_markdown
from graph.matching.profile import Profile

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "data" / "find_path"
TEXT = "Scala/Spark data engineer in Berlin, fed up with adtech, care about riders, remote"


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


def _page() -> None:
    import streamlit as st

    import graph
    from graph.pages import path

    page = st.Page(lambda: None, url_path="map", title="Map")
    path.show(graph.load(), page)


def start() -> AppTest:
    page = AppTest.from_function(_page, default_timeout=60).run()
    assert not page.exception, page.exception
    return page


def text(page: AppTest) -> str:
    parts = [*page.markdown, *page.caption, *page.info, *page.warning, *page.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def press(page: AppTest, label: str) -> AppTest:
    next(b for b in page.button if b.label.startswith(label)).click().run()
    assert not page.exception, page.exception
    return page


def choose(page: AppTest, part: str) -> AppTest:
    page.segmented_control(key="path part").set_value(part).run()
    assert not page.exception, page.exception
    return page


@pytest.fixture(scope="module")
def told() -> AppTest:
    """The page after a visitor wrote a sentence and took over how it was read."""
    page = start()
    next(a for a in page.text_area if a.label == "In your own words").set_value(TEXT).run()
    press(page, "Read it for me")
    return press(page, "Take over")


class TestWorksheet:
    def test_an_empty_worksheet_says_what_to_do(self) -> None:
        page = start()
        assert "Say a little above" in text(page)
        assert not any(b.label == "Who opens the door?" for b in page.button)

    def test_what_is_read_counts_only_once_it_is_taken_over(self) -> None:
        page = start()
        next(a for a in page.text_area if a.label == "In your own words").set_value(TEXT).run()
        press(page, "Read it for me")
        assert "This is how I read it" in text(page)
        assert page.session_state["path profile"].causes == ()
        press(page, "Drop all")
        assert page.session_state["path profile"].causes == ()

    def test_taking_over_fills_the_fields(self, told: AppTest) -> None:
        held = told.session_state["path profile"]
        assert "skill/data-engineering" in held.skills
        assert held.causes == ("cause/platform-work",)
        assert held.refusals == ("refusal/adtech",)
        assert (held.country, held.remote) == ("DE", True)

    def test_nothing_of_it_is_in_the_address(self, told: AppTest) -> None:
        assert not dict(told.query_params)


class TestOrganizations:
    def test_cards_give_reasons_and_doors_open(self, told: AppTest) -> None:
        shown = text(told)
        assert "**1. " in shown
        assert "as you wish" in shown
        press(told, "Who opens the door?")
        assert "**Events**" in text(told) or "**People**" in text(told)

    def test_a_shortlist_becomes_a_plan(self, told: AppTest) -> None:
        press(told, "Put on my shortlist")
        choose(told, "My plan")
        assert len([a for a in told.text_area if a.label.startswith("Step ")]) == 5
        assert "Take off" in [b.label for b in told.button]
        choose(told, "Organizations")

    def test_the_six_ways_and_other_ways_out(self, told: AppTest) -> None:
        choose(told, "The six ways")
        assert "organizations on record" in text(told)
        choose(told, "Other ways out")
        assert "Tech co-ops near you" in text(told)
        for way in ("Teach", "Become a connector", "Stay and organize"):
            told.segmented_control(key="path other").set_value(way).run()
            assert not told.exception
        choose(told, "Organizations")


def test_a_plan_is_taken_up_whole(dataset: graph.Dataset) -> None:
    profile = Profile(causes=("cause/privacy",), country="IT", hours=20.0)
    plan = Plan(profile, ("organization/ai-forensics",))
    page = start()
    page.file_uploader[0].upload(
        "my-path.md", to_markdown(dataset, plan, date.today()).encode(), "text/markdown"
    ).run()
    assert not page.exception
    assert page.session_state["path profile"].causes == ("cause/privacy",)
    assert page.session_state["path shortlist"] == ["organization/ai-forensics"]
    page.file_uploader[0].upload("other.md", b"\xff\xfe", "text/markdown").run()
    assert "not text in UTF-8" in text(page)


def test_what_left_the_data_is_told_once_when_a_plan_is_taken_up(dataset: graph.Dataset) -> None:
    plan = Plan(Profile(causes=("cause/gone", "cause/privacy"), knows=("person/gone",)))
    page = start()
    page.file_uploader[0].upload(
        "my-path.md", to_markdown(dataset, plan, date.today()).encode(), "text/markdown"
    ).run()
    assert not page.exception
    assert "left out: cause/gone" in text(page)
    assert "left out: person/gone" in text(page)
    assert page.session_state["path profile"].causes == ("cause/privacy",)
    page.run()
    assert "cause/gone" not in text(page)


def test_a_country_without_organizations_can_be_said() -> None:
    page = start()
    words = next(a for a in page.text_area if a.label == "In your own words")
    words.set_value("I live in Algeria and like privacy").run()
    press(page, "Read it for me")
    pills = page.button_group[0] if hasattr(page, "button_group") else page.get("button_group")[0]
    assert "in Algeria" in str(pills.options)
    page.selectbox[0].set_value("DZ").run()
    assert page.session_state["path profile"].country == "DZ"


def run(script: str, *arguments: object, expect: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT.parent, timeout=120)
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done


class TestFindPath:
    def test_json_is_one_value_with_matches_and_doors(self) -> None:
        found = json.loads(
            run("find_path.py", "--text", TEXT, "--top", 3, "--format", "json").stdout
        )
        assert len(found["matches"]) == 3
        for match in found["matches"]:
            assert {"id", "name", "path", "score", "why", "doors"} <= match.keys()
            assert match["doors"]

    def test_labels_identifiers_and_a_plan_are_taken(
        self, tmp_path: Path, dataset: graph.Dataset
    ) -> None:
        done = run(
            "find_path.py", "--skills", "Spark, skill/python", "--causes", "riders",
            "--country", "Germany", "--knows", "AI Forensics", "--top", 2,
            "--weight", "place=8", "--refuse", "big tech",
        )  # fmt: skip
        assert len(done.stdout.splitlines()) == 4
        file = tmp_path / "plan.md"
        plan = Plan(Profile(causes=("cause/privacy",)))
        file.write_text(to_markdown(dataset, plan, date.today()), encoding="utf-8")
        assert len(run("find_path.py", "--plan", file, "--top", 2).stdout.splitlines()) == 4

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "say something"),
            (("--skills", "pythn"), "Did you mean skill/python"),
            (("--refuse", "cats"), "no refusal"),
            (("--causes", "privacy", "--weight", "place"), "PART=NUMBER"),
        ],
    )
    def test_bad_input_says_what_to_do(self, arguments: tuple[str, ...], said: str) -> None:
        assert said in run("find_path.py", *arguments, expect=2).stderr


class TestHowGood:
    """Floors a little below what was measured; see `scripts/evaluate_paths.py`."""

    def test_seven_of_ten_fit(self, dataset: graph.Dataset) -> None:
        assert evaluate(dataset, read_cases(dataset, CASES), "profile")[0].precision >= 0.7

    @pytest.mark.parametrize("part", ["tuning", "heldout"])
    def test_the_engine_leads_clearly(self, dataset: graph.Dataset, part: str) -> None:
        cases = split(read_cases(dataset, CASES), part)
        assert len(cases) >= 20
        reached = {name: evaluate(dataset, cases, name)[0] for name in RANKINGS}
        assert reached["profile"].precision >= 0.68
        assert reached["profile"].doors >= 0.9
        assert reached["profile"].low > reached["keywords"].high
        assert reached["text alone"].precision > reached["keywords"].precision
        assert reached["profile"].diversity > 0.6
