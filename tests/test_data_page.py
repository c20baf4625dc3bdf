"""The data page as a visitor uses it, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import exports, store
from graph.pages import asking
from tests.fixtures_data import write_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("page") / "data")


@pytest.fixture(autouse=True)
def _small_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECH_FOR_GOOD_DATA", str(folder))


def _data_page() -> None:
    import os

    from graph.pages import cached, data

    data.show(cached.dataset(os.environ["TECH_FOR_GOOD_DATA"]), None)


def visit(**query: str) -> AppTest:
    """The page as it looks after opening this address."""
    app = AppTest.from_function(_data_page, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def text(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def ask(app: AppTest, query: str) -> AppTest:
    app.text_area(key="query").set_value(query)
    next(b for b in app.button if b.label == "Ask").click()
    app.run()
    assert not app.exception, app.exception
    return app


class TestQuestions:
    def test_nothing_is_loaded_before_something_is_asked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asking.asked_of.clear()
        monkeypatch.setattr(store, "Embedded", None)
        app = visit()
        labels = {b.label.replace("\\", "") for b in app.button}
        assert {q.title for q in store.questions().values()} <= labels

    def test_one_is_clicked_answered_and_kept_in_the_address(self) -> None:
        app = visit()
        app.button(key="ask largest-grants").click().run()
        assert not app.exception
        assert app.query_params["question"] in ("largest-grants", ["largest-grants"])
        assert app.selectbox(key="ready").value == "largest-grants"
        (table,) = app.dataframe
        assert set(table.value["Funder"]) == {"map?id=organization/fund&around=1"}
        assert "the sums are not converted" in text(app)

    def test_an_address_leads_to_its_answer(self) -> None:
        app = visit(question="tech-co-ops")
        assert "1 row." in text(app)
        (table,) = app.dataframe
        assert list(table.value["Organization"]) == ["map?id=organization/coop&around=1"]
        # Text from the data stays text.
        assert "<script>alert(1)</script>" in table.value["Name"][0]

    def test_an_unknown_one_in_the_address_asks_nothing(self) -> None:
        app = visit(question="DROP ALL")
        assert not app.dataframe
        assert app.text_area(key="query").value == ""

    def test_the_entities_are_shown_on_a_map(self) -> None:
        app = visit(question="largest-grants")
        app.button_group(key="shown as").set_value("Map").run()
        assert not app.exception
        assert "of the 2 entities in the answer" in text(app)
        assert not any("Funder" in table.value for table in app.dataframe)


class TestOwnQueries:
    def test_yes_no_nothing_and_graphs(self) -> None:
        app = visit()
        assert "### Yes" in text(ask(app, "ASK { ?x tfg:funds ?y }"))
        assert "### No" in text(ask(app, "ASK { ?x tfg:funds ?x }"))
        assert "an absence here proves nothing" in text(ask(app, "SELECT * { ?x tfg:funds ?x }"))
        ask(app, "DESCRIBE <organization/coop>")
        (table,) = app.dataframe
        assert list(table.value.columns) == ["Subject", "Predicate", "Object"]

    def test_changing_a_ready_one_makes_it_ones_own(self) -> None:
        app = visit(question="tech-co-ops")
        ask(app, "SELECT ?x { ?x a tfg:TechCooperative }")
        assert app.selectbox(key="ready").value is None
        assert "question" not in app.query_params
        assert "1 row." in text(app)

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("SELECT * { ?x foo:bar ?y }", "The prefix foo: is not declared"),
            ("SELECT * { ?x", "This is not valid SPARQL 1.1: line 1"),
            ("SELECT * { SERVICE <http://example.org/> { ?x ?y ?z } }", "SERVICE is refused"),
            ("<script>alert(1)</script>", "near '<script>alert(1)</script>'"),
        ],
    )
    def test_what_is_refused_is_told(self, query: str, said: str) -> None:
        app = ask(visit(), query)
        assert said in text(app)
        assert not app.dataframe

    def test_rows_that_are_left_out_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asking, "LIMITS", store.Limits(rows=2))
        asking.asked_of.clear()
        app = ask(visit(), "SELECT ?s ?p ?o { ?s ?p ?o }")
        assert "Cut off at 2 rows" in text(app)
        asking.asked_of.clear()


class TestDownloads:
    def test_a_format_is_made_on_demand_with_its_size_and_losses(self) -> None:
        app = visit()
        assert app.selectbox(key="format").value in exports.FORMATS
        app.selectbox(key="format").set_value("popolo").run()
        assert "cannot carry" not in text(app)
        next(b for b in app.button if b.label == "Make the file").click().run()
        assert not app.exception
        shown = text(app)
        assert "MB" in shown
        assert "What this format cannot carry:" in shown
