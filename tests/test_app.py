"""The app as a visitor uses it, without a browser: what it shows and how it answers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import ClassVar

import pytest
from streamlit.testing.v1 import AppTest

import graph
from graph.core import core

ROOT = Path(__file__).resolve().parent.parent


def start(**query: str) -> AppTest:
    """The whole app as it looks after opening this address."""
    return opened(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60), query)


def visit(**query: str) -> AppTest:
    """The map page as it looks after opening this address."""
    return opened(AppTest.from_function(_map_page, default_timeout=60), query)


def opened(app: AppTest, query: dict[str, str]) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def text(app: AppTest) -> str:
    """All Markdown of the page, without the backslashes that keep it plain."""
    parts = [*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def buttons(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


@pytest.fixture
def broken_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data whose events file has lost its header."""
    folder = tmp_path / "data"
    shutil.copytree(graph.DATA, folder)
    events = folder / "entities" / "events.csv"
    events.write_text("nonsense\n", encoding="utf-8")
    (folder / "entities" / "people.csv").unlink()
    monkeypatch.setenv("TECH_FOR_GOOD_DATA", str(folder))
    return folder


class TestStart:
    def test_it_counts_what_the_dataset_holds(self) -> None:
        dataset = graph.load()
        people = sum(entity.type == "person" for entity in dataset.entities.values())
        shown = text(start())
        assert f"{people:,} people" in shown
        assert f"{len(dataset.statements):,} sourced statements" in shown

    def test_it_offers_doors_the_ways_out_of_tech_and_the_connectors(self) -> None:
        labels = buttons(start())
        assert {"Explore the map →", "Get the data →"} <= set(labels)
        assert any(label.startswith("⬢ Tech co-operative · ") for label in labels)
        assert sum(label.startswith("◆ ") for label in labels) == 10

    def test_it_tells_one_finding_and_what_it_is_computed_on(self) -> None:
        shown = text(start())
        assert "What holds the field together?" in shown
        assert "Computed on" in shown

    def test_an_old_address_of_an_entity_leads_to_the_map(self) -> None:
        app = start(id="organization/ai-forensics", around="1")
        assert "within one tie of AI Forensics" in text(app)


class TestZooms:
    def test_everything_is_shown_first_and_counted(self) -> None:
        app = visit()
        total = len(core(graph.load()))
        assert f"{total:,} entities; " in text(app)
        assert any(e.label.startswith("The same as a list: all comm") for e in app.expander)

    def test_the_best_connected_say_how_many_of_how_many_and_why(self) -> None:
        total = len(core(graph.load()))
        app = visit(view="best")
        assert f"Showing 150 of {total:,}: those on most of the shortest paths" in text(app)

    def test_a_way_out_becomes_a_filter_that_the_address_keeps(self) -> None:
        app = visit(path="path/tech-coop", view="best")
        assert app.multiselect(key="path").value == ["path/tech-coop"]
        assert app.query_params["path"] in ("path/tech-coop", ["path/tech-coop"])
        assert "those on most of the shortest paths" in text(app)

    def test_a_community_shows_its_members_and_the_way_back(self) -> None:
        app = visit()
        region = next(b for b in app.button if str(b.key).startswith("region organization/"))
        region.click().run()
        assert not app.exception
        assert "the members of “" in text(app)
        app.button[0].click().run()  # Everything
        assert " entities; " in text(app)

    def test_an_unknown_community_shows_everything(self) -> None:
        assert " entities; " in text(visit(region="organization/not-there"))

    def test_a_year_keeps_the_ties_known_to_hold_then(self) -> None:
        def ties(**query: str) -> int:
            app = visit(id="organization/mysociety", around="1", **query)
            shown = next(m.value for m in app.markdown if "within one tie" in m.value)
            return int(shown.split("Showing ")[1].split(" ")[0])

        assert 1 < ties(year="2016") < ties()
        assert ties(year="2016", undated="true") > ties(year="2016")

    def test_a_view_with_settings_in_its_address_goes_on_to_other_views(self) -> None:
        app = visit(view="best", nodes="100", year="2016", core="false")
        next(b for b in app.button if b.label == "Everything").click().run()
        assert not app.exception
        assert " entities; " in text(app)
        assert app.slider(key="nodes").value == 100
        assert "view" not in app.query_params or not app.query_params["view"]


class TestCountries:
    def test_what_is_known_and_not_known_is_counted(self) -> None:
        dataset = graph.load()
        inside = core(dataset)
        organizations = [e for e in inside if e.startswith("organization/")]
        unknown = sum(not dataset.entities[e].countries for e in organizations)
        shown = text(visit(view="countries"))
        assert f"{len(organizations):,} organizations, " in shown
        assert f"Country not known: {unknown:,} organizations" in shown

    def test_a_filter_narrows_and_a_country_keeps_the_others_in_sight(self) -> None:
        app = visit(view="countries", cause="cause/privacy", country="DE")
        dataset = graph.load()
        inside = dataset.facets["causes"]["cause/privacy"] & core(dataset)
        there = inside & dataset.facets["countries"]["DE"] & dataset.facets["types"]["organization"]
        assert f"Germany: {len(there):,} organization" in text(app).replace("**", "")
        table = next(d.value for d in app.dataframe if "Ties within" in d.value)
        assert "United States" in list(table["Country"])
        assert list(table["Country"])[-1] == "Not known"

    def test_the_way_on_shows_who_is_there(self) -> None:
        app = visit(view="countries", country="KE")
        next(b for b in app.button if b.label == "Show who is there").click().run()
        assert not app.exception
        assert app.multiselect(key="country").value == ["KE"]
        assert "Showing " in text(app)

    def test_nothing_that_fits_is_explained(self) -> None:
        app = visit(view="countries", kind="kind/party", skill="skill/kubernetes")
        assert "Nothing fits all filters at once" in text(app)


class TestGrowingWebs:
    WEB: ClassVar[dict[str, str]] = {"id": "organization/mozilla-foundation", "around": "1"} | {
        "web": "organization/ai-forensics"
    }

    def test_the_centre_stays_when_a_node_is_read(self) -> None:
        app = visit(**self.WEB)
        assert "within one tie of AI Forensics" in text(app)
        assert next(h.value for h in app.subheader).endswith("Mozilla Foundation")

    def test_ties_are_added_and_taken_away(self) -> None:
        app = visit(**self.WEB)
        next(b for b in app.button if b.label.startswith("Add the ties of ")).click().run()
        assert not app.exception
        assert "within one tie of AI Forensics" in text(app)
        assert "Added for Mozilla Foundation: " in text(app)
        assert "organization/mozilla-foundation" in app.query_params["more"]
        app.button(key="less organization/mozilla-foundation").click().run()
        assert "Added for" not in text(app)

    @pytest.mark.parametrize("more", ["", "x", "<b>", "organization/ai-forensics"])
    def test_any_addition_in_the_address_is_survived(self, more: str) -> None:
        assert "Added for" not in text(visit(**self.WEB, more=more))

    def test_a_line_has_an_address_and_leaves_the_web_in_place(self) -> None:
        tie = "organization/mozilla-foundation funds organization/ai-forensics"
        app = visit(id="organization/ai-forensics", around="1", tie=tie)
        assert "within one tie of AI Forensics" in text(app)
        assert "Funds" in [h.value for h in app.subheader]
        next(b for b in app.button if b.label == "Close").click().run()
        assert "within one tie of AI Forensics" in text(app)
        assert next(h.value for h in app.subheader).endswith("AI Forensics")


class TestSearch:
    def test_a_typing_error_still_finds_the_organization(self) -> None:
        app = visit()
        app.text_input(key="search").set_value("ai forensik").run()
        assert "● AI Forensics" in buttons(app)

    def test_a_result_opens_the_profile_and_centres_the_map(self) -> None:
        app = visit()
        app.text_input(key="search").set_value("AI Forensics").run()
        app.button(key="hit organization/ai-forensics").click().run()
        assert not app.exception
        assert "AI Forensics" in text(app)
        assert "within one tie of AI Forensics" in text(app)
        assert app.query_params["id"] in (
            "organization/ai-forensics",
            ["organization/ai-forensics"],
        )

    def test_a_technologists_word_finds_the_skill_and_filters_by_it(self) -> None:
        app = visit()
        app.text_input(key="search").set_value("k8s").run()
        app.button(key="hit skill/kubernetes").click().run()
        assert app.multiselect(key="skill").value == ["skill/kubernetes"]

    def test_nothing_found_is_said_plainly(self) -> None:
        app = visit()
        app.text_input(key="search").set_value("zzzzqqqqxxxx").run()
        assert "Nothing is called “zzzzqqqqxxxx”" in text(app)

    @pytest.mark.parametrize("query", ["   ", "[a-z]*(", "<script>alert(1)</script>", "x" * 5000])
    def test_any_text_is_survived(self, query: str) -> None:
        app = visit()
        app.text_input(key="search").set_value(query).run()
        assert not app.exception


class TestProfile:
    def test_every_tie_leads_to_its_source(self) -> None:
        app = visit(id="person/simone-robutti")
        dataset = graph.load()
        shown = "\n".join(str(c.value) for c in app.caption)
        for statement in dataset.outgoing("person/simone-robutti", "holds_role"):
            assert dataset.name(statement.object) in " ".join(buttons(app))
            if statement.page.startswith("https://"):
                assert statement.page.split("?")[0] in shown

    def test_an_unknown_identifier_gets_near_matches(self) -> None:
        app = visit(id="organization/ai-forensic")
        assert "Nothing here is called “organization/ai-forensic”" in text(app)
        assert "AI Forensics" in buttons(app)

    def test_a_near_match_can_be_followed(self) -> None:
        app = visit(id="organization/ai-forensic")
        app.button(key="near organization/ai-forensics").click().run()
        assert "Nothing here is called" not in text(app)
        assert "AI Forensics" in text(app)

    @pytest.mark.parametrize("identifier", ["", "x", "../../etc", "<img src=x>", "cause/privacy"])
    def test_any_identifier_in_the_address_is_survived(self, identifier: str) -> None:
        assert not visit(id=identifier).exception

    def test_a_node_that_is_not_on_the_view_is_pointed_out(self) -> None:
        app = visit(id="organization/reversing-works", view="best")
        assert "Reversing.Works is not on this view" in text(app)

    def test_a_field_that_another_source_contradicts_shows_both(self) -> None:
        dataset = graph.load()
        other = next(d for d in dataset.descriptions if d.value)
        app = visit(id=other.subject)
        assert any("say otherwise" in expander.label for expander in app.expander)


class TestFilters:
    def test_the_address_restores_a_filtered_view(self) -> None:
        app = visit(cause="Privacy", country="Germany")
        assert app.multiselect(key="cause").value == ["cause/privacy"]
        assert app.multiselect(key="country").value == ["DE"]

    def test_filters_that_nothing_meets_are_explained(self) -> None:
        app = visit(kind="kind/party", skill="skill/kubernetes", view="best")
        assert "Nothing fits all filters at once" in text(app)
        app.button(key="widen skill").click().run()
        assert app.multiselect(key="skill").value == []
        assert "Nothing fits all filters at once" not in text(app)

    def test_options_say_how_many_they_would_leave(self) -> None:
        app = visit(country="DE")
        dataset = graph.load()
        left = dataset.facets["causes"]["cause/privacy"] & dataset.facets["countries"]["DE"]
        assert f"Privacy ({len(left):,})" in app.multiselect(key="cause").options

    def test_all_filters_are_cleared_at_once(self) -> None:
        app = visit(cause="Privacy", country="Germany")
        next(b for b in app.button if b.label == "Clear all filters").click().run()
        assert app.multiselect(key="cause").value == []
        assert app.multiselect(key="country").value == []

    def test_no_kind_of_tie_is_explained(self) -> None:
        app = visit()
        app.multiselect(key="ties").set_value([]).run()
        assert "No kind of tie is chosen" in text(app)


class TestOtherPages:
    def test_connectors_are_ranked_with_reasons_and_coverage(self) -> None:
        page = AppTest.from_function(_connectors_page, default_timeout=60).run()
        assert not page.exception
        labels = [b.label for b in page.button]
        assert labels[0].startswith("**1\\.")
        assert "Links " in text(page)
        assert " facts from " in text(page)

    def test_the_table_lists_every_entity(self) -> None:
        page = AppTest.from_function(_table_page, default_timeout=60).run()
        assert not page.exception
        total = len(graph.load().entities)
        assert f"{total:,} of {total:,} entities" in text(page)
        assert len(page.dataframe[0].value) == total

    def test_the_parts_of_the_score_can_be_weighed(self) -> None:
        page = AppTest.from_function(_connectors_page, default_timeout=60).run()
        usual = page.dataframe[0].value
        for part in ("participation", "brokerage", "only_link", "loss", "openness", "contacts"):
            page.slider(key=f"weight-{part}").set_value(0.0)
        page.slider(key="weight-betweenness").set_value(5.0).run()
        weighed = page.dataframe[0].value
        assert not page.exception
        assert list(weighed["Name"]) != list(usual["Name"])
        assert weighed["Betweenness"].head(20).mean() >= usual["Betweenness"].head(20).mean()

    def test_connectors_can_be_filtered_by_cause_and_say_so(self) -> None:
        page = AppTest.from_function(_connectors_page, default_timeout=60).run()
        page.multiselect(key="with-cause").set_value(["cause/open-data"]).run()
        shown = page.dataframe[0].value
        assert len(shown) > 0
        assert f"{len(shown):,} of " in text(page)

    def test_missing_bridges_name_both_sides_and_whom_to_introduce(self) -> None:
        page = AppTest.from_function(_bridges_page, default_timeout=60).run()
        assert not page.exception
        table = page.dataframe[0].value
        assert (table["Introduce"] != table["To"]).all()
        assert "Introduce" in text(page)

    def test_gaps_show_unknown_as_unknown(self) -> None:
        page = AppTest.from_function(_gaps_page, default_timeout=60).run()
        assert not page.exception
        table = page.dataframe[0].value
        assert not (table["Known grants"] == 0).any()
        assert "never means none" in text(page)

    def test_a_connectors_profile_says_what_breaks_without_it(self) -> None:
        app = visit(id="person/audrey-tang", around="1", by="sector")
        assert any(e.label.startswith("As a connector: rank ") for e in app.expander)
        app.button(key="without person/audrey-tang").click().run()
        assert not app.exception
        assert "Without them, in this dataset" in text(app)
        assert "usually" in text(app)


class TestBrokenData:
    def test_faults_are_explained_without_a_traceback(self, broken_data: Path) -> None:
        app = start()
        assert "The data cannot be shown yet" in [t.value for t in app.title]
        findings = app.dataframe[0].value
        assert {"entities/events.csv", "entities/people.csv"} <= set(findings["File"])
        assert all(findings["What to do"])


def _connectors_page() -> None:
    from graph.dataset import load
    from graph.pages import connectors

    connectors.show(load(), None)


def _table_page() -> None:
    from graph.dataset import load
    from graph.pages import table

    table.show(load(), None)


def _bridges_page() -> None:
    import graph
    from graph.pages import bridges, cached

    bridges.show(cached.dataset(str(graph.DATA)), None)


def _gaps_page() -> None:
    import graph
    from graph.pages import cached, gaps

    gaps.show(cached.dataset(str(graph.DATA)))


def _map_page() -> None:
    import graph
    from graph.pages import cached, map

    map.show(cached.dataset(str(graph.DATA)))


class TestWays:
    def test_a_way_is_told_step_by_step_with_sources(self) -> None:
        app = visit(id="organization/ai-forensics", around="1", to="organization/ford-foundation")
        assert "From AI Forensics to Ford Foundation" in text(app)
        assert "Way 1" in text(app)
        assert "](https://" in "\n".join(str(m.value) for m in app.markdown)

    def test_the_other_end_is_found_by_name(self) -> None:
        app = visit(id="organization/ai-forensics", around="1")
        app.text_input(key="other end").set_value("ford found").run()
        app.button(key="way organization/ford-foundation").click().run()
        assert "From AI Forensics to Ford Foundation" in text(app)

    @pytest.mark.parametrize(
        "end", ["organization/feittinf", "nobody", "organization/ai-forensics"]
    )
    def test_where_there_is_no_way_it_says_so(self, end: str) -> None:
        app = visit(id="organization/ai-forensics", around="1", to=end)
        assert "No chain of social ties in this dataset joins the two" in text(app)
