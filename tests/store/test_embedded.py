"""The embedded store: answers, and limits that hold whatever is asked."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from graph.dataset import load
from graph.errors import UsageError
from graph.model import BASE_IRI
from graph.rdf import to_rdflib
from graph.store import (
    GRAPH_FORMS,
    RESULT_FORMS,
    AnswerTooLargeError,
    Embedded,
    Limits,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLongError,
    StoreBusyError,
    StoreFailedError,
    shown,
)
from graph.store.keeper import ask, filled
from tests.fixtures_data import write_folder
from tests.store.conftest import ROWS, SECONDS

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who would notice being asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        yield server


class TestAnswers:
    def test_a_table_with_unbound_cells_languages_and_numbers(self, small: Embedded) -> None:
        answer = small.query(
            'SELECT (1.5 AS ?a) ("x"@de AS ?b) ("y" AS ?c) (true AS ?d) ?e '
            "(<organization/coop> AS ?f) (schema:name AS ?g) {}"
        )
        assert answer.columns == ("a", "b", "c", "d", "e", "f", "g")
        (row,) = answer.rows()
        assert [*map(shown, row)] == [
            1.5, "x", "y", True, None, "organization/coop", "schema:name",
        ]  # fmt: skip
        assert row[1] == pyoxigraph.Literal("x", language="de")

    def test_hostile_text_comes_back_as_it_is(self, small: Embedded) -> None:
        name = small.dataset.entities["organization/coop"].name
        assert '"' in name
        (row,) = small.query("SELECT ?n { organization:coop schema:name ?n }").rows()
        assert row == (pyoxigraph.Literal(name),)

    def test_yes_and_no(self, small: Embedded) -> None:
        assert small.query("ASK { organization:fund tfg:funds ?x }").truth
        assert not small.query("ASK { organization:fund tfg:funds <organization/fund> }").truth

    def test_identifiers_are_relative_and_a_declaration_of_ones_own_holds(
        self, small: Embedded
    ) -> None:
        assert small.query("ASK { <organization/fund> tfg:funds ?x }").truth
        assert not small.query("PREFIX tfg: <x:y> ASK { ?x tfg:funds ?y }").truth
        assert not small.query("BASE <x:y/> ASK { <organization/fund> ?p ?y }").truth

    def test_a_graph_is_the_same_in_every_form_and_as_rdflib_finds_it(
        self, small: Embedded
    ) -> None:
        query = "CONSTRUCT { ?x schema:name ?n } WHERE { ?x a org:Organization ; schema:name ?n }"
        answer = small.query(query)
        expected = to_rdflib(small.dataset).query(query).graph
        assert len(expected) == 3
        for form, library in (
            ("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld"),
        ):  # fmt: skip
            parsed = rdflib.Graph().parse(answer.written(form), format=library)
            assert set(parsed) == set(expected), form
        assert answer.written("turtle") == small.query(query).written("turtle")

    def test_a_table_is_read_by_rdflib_in_every_form(self, small: Embedded) -> None:
        answer = small.query("SELECT ?x ?n ?m { ?x schema:name ?n OPTIONAL { ?x tfg:month ?m } }")
        count = len(list(answer.rows()))
        assert count > 5
        for form, library in (("sparql-json", "json"), ("sparql-xml", "xml"),
                              ("sparql-csv", "csv"), ("sparql-tsv", "tsv")):  # fmt: skip
            result = rdflib.query.Result.parse(
                source=io.BytesIO(answer.written(form)), format=library
            )
            assert len(result) == count, form

    def test_other_forms_are_refused_by_name(self, small: Embedded) -> None:
        truth, table = small.query("ASK {}"), small.query("SELECT ?x {}")
        assert set(truth.forms) == {"sparql-json", "sparql-xml"}
        assert set(table.forms) == set(RESULT_FORMS)
        assert set(small.query("DESCRIBE <organization/coop>").forms) == set(GRAPH_FORMS)
        with pytest.raises(UsageError, match="sparql-csv"):
            table.written("turtle")


class TestLimits:
    def test_a_query_that_takes_too_long_is_stopped(self, small: Embedded) -> None:
        begun = time.monotonic()
        with pytest.raises(QueryTimeoutError, match="stopped after 1 seconds"):
            small.query(ENDLESS)
        assert time.monotonic() - begun < SECONDS + 1.5
        # Nothing of it goes on: the keeper has no process below it any more.
        children = Path(f"/proc/{small._keeper._process.pid}/task")
        if children.exists():
            time.sleep(0.2)
            left = [p.read_text() for p in children.glob("*/children")]
            assert "".join(left).strip() == ""
        assert small.query("ASK {}").truth

    def test_a_query_that_is_slow_to_read_is_stopped_too(self, small: Embedded) -> None:
        long = "SELECT * { ?s ?p ?o FILTER (" + " + ".join(["?o"] * 19_000) + ") }"
        with pytest.raises((QueryTimeoutError, QuerySyntaxError)):
            small.query(long)

    def test_rows_are_cut_off_and_the_answer_says_so(self, small: Embedded) -> None:
        all_of_it = small.query("SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }")
        assert all_of_it.truncated
        assert len(list(all_of_it.rows())) == ROWS
        exact = small.query(f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}")
        assert not exact.truncated
        graph = small.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert graph.truncated
        assert len(list(graph.rows())) == ROWS

    def test_a_large_answer_is_an_error(self, small: Embedded) -> None:
        with pytest.raises(AnswerTooLargeError, match="larger than"):
            small.query("SELECT (GROUP_CONCAT(STR(?b)) AS ?c) { ?s ?a ?b . ?x a org:Organization }")

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory")
    def test_a_query_that_takes_too_much_memory_is_stopped(self, small: Embedded) -> None:
        small.limits, usual = Limits(seconds=20, memory_bytes=60_000_000), small.limits
        try:
            with pytest.raises(AnswerTooLargeError, match="60 MB of memory"):
                small.query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a")
        finally:
            small.limits = usual
        assert small.query("ASK {}").truth

    def test_a_long_text_is_refused_before_it_is_read(self, small: Embedded) -> None:
        with pytest.raises(QueryTooLongError, match="1,000,000 bytes"):
            small.query("#" * 1_000_000)

    def test_limits_that_make_no_sense_are_refused(self) -> None:
        for limits in ({"rows": 0}, {"seconds": -1}, {"seconds": float("nan")}):
            with pytest.raises(UsageError, match="above zero"):
                Limits(**limits)

    def test_a_store_that_nobody_could_ask_is_refused(self, small: Embedded) -> None:
        with pytest.raises(UsageError, match="at least one"):
            Embedded(small.dataset, at_once=0)

    def test_several_run_at_once_and_more_must_wait(self, small: Embedded) -> None:
        query = "SELECT ?n { ?x schema:name ?n } ORDER BY ?n"
        once = small.query(query)
        with ThreadPoolExecutor(8) as pool:
            assert all(answer == once for answer in pool.map(small.query, [query] * 24))
        with (
            Embedded(small.dataset, Limits(seconds=0.5), at_once=1) as narrow,
            ThreadPoolExecutor(1) as pool,
        ):
            slow = pool.submit(narrow.query, ENDLESS)
            time.sleep(0.1)
            narrow.limits = Limits(seconds=0.1)
            with pytest.raises(StoreBusyError, match="Ask again"):
                narrow.query("ASK {}")
            assert isinstance(slow.exception(), QueryTimeoutError)


class TestNothingLeaves:
    def test_the_process_may_open_no_connection_even_if_a_query_got_past_the_parser(
        self, small: Embedded, listener: socket.socket
    ) -> None:
        port = listener.getsockname()[1]
        code = f"""
import resource
from pyoxigraph import Store
from graph.store.keeper import _confine
from graph.store.limits import Limits
_confine(Limits(), 0)
query = "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
try:
    list(Store().query(query))
except OSError as error:
    print("refused", error)
"""
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert done.stdout.startswith("refused"), done.stderr
        with pytest.raises(TimeoutError):
            listener.accept()

    def test_without_that_pyoxigraph_would_ask(self, listener: socket.socket) -> None:
        # Why the process is confined: the library has no switch for SERVICE.
        port = listener.getsockname()[1]
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        asked: list[bytes] = []

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                asked.append(connection.recv(100))

        listener.settimeout(10)
        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(OSError):  # noqa: PT011 - nobody answers it
            list(pyoxigraph.Store().query(query))
        thread.join()
        assert asked[0].startswith((b"POST", b"GET"))

    @pytest.mark.parametrize("silent", ["", "SILENT "])
    def test_service_is_refused(
        self, small: Embedded, listener: socket.socket, silent: str
    ) -> None:
        port = listener.getsockname()[1]
        with pytest.raises(QueryRefusedError):
            small.query(f"ASK {{ SERVICE {silent}<http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            listener.accept()


class TestMessages:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o }", "contains a variable that is unbound"),
            ("SELECT * { ?s ?p ?o } GROUP BY ?s", "is not authorized with GROUP BY"),
            ("SELECT (<x:y>(1) AS ?z) {}", "custom function"),
            ("SELECT (nonsense(1) AS ?z) {}", "line 1, column"),
            ("SELECT * { ?s <a b> ?o }", "line 1"),
        ],
    )
    def test_what_only_the_engine_knows_is_told(
        self, small: Embedded, query: str, said: str
    ) -> None:
        with pytest.raises(QuerySyntaxError, match=said):
            small.query(query)

    def test_the_engine_is_asked_as_here_without_a_process(self, small: Embedded) -> None:
        store = filled(small.dataset)
        query = f"SELECT * {{ <{BASE_IRI}organization/coop> ?p ?o }}"
        assert ask(store, query, small.limits) == small.query(query)


class TestProcess:
    def test_one_that_went_away_is_started_again(self, tmp_path: Path) -> None:
        dataset = load(write_folder(tmp_path / "data"))
        with Embedded(dataset) as store:
            first = store._keeper._process
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
            assert store.query("ASK { ?s ?p ?o }").truth
            assert store._keeper._process.pid != first.pid
        assert store._keeper._process.poll() is not None

    def test_data_that_cannot_be_written_as_rdf_are_told(self, tmp_path: Path) -> None:
        dataset = load(write_folder(tmp_path / "data"))
        entity = dataset.entities["person/bo"]
        object.__setattr__(entity, "name", "Bo\x07")
        with pytest.raises(StoreFailedError, match="control character"):
            Embedded(dataset)
