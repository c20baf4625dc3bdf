"""The two scripts that ask and serve, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from graph.store import GRAPH_FORMS, RESULT_FORMS, questions
from tests.fixtures_data import write_folder

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("asked") / "data")


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, str(SCRIPTS / "serve_sparql.py"), "--port", "0", "--data", str(data),
         "--rows", "3"],
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/sparql", said)
        assert found, said
        yield found[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) in (0, 130, -signal.SIGINT)


def _run(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPTS / "query_sparql.py"), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, input=given,
    )  # fmt: skip


def test_the_formats_of_the_script_are_those_of_the_store() -> None:
    done = _run("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in (*RESULT_FORMS, *GRAPH_FORMS))


def test_ready_questions_are_listed_without_loading_anything() -> None:
    listed = json.loads(_run("--list", "--format", "json").stdout)
    assert [row["name"] for row in listed] == list(questions())


def test_a_ready_question_is_a_table(data: Path) -> None:
    done = _run("tech-co-ops", "--data", data, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["organization"] == "organization/coop"
    assert row["countries"] in ("Germany, France", "France, Germany")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_and_standard_input(data: Path, tmp_path: Path) -> None:
    query = "SELECT ?amount { ?x schema:amount ?amount } ORDER BY ?amount LIMIT 1"
    file = tmp_path / "question.rq"
    file.write_text(f"\ufeff{query}", encoding="utf-8")
    answers = [
        _run(file, "--data", data, "--format", "json"),
        _run("-", "--data", data, "--format", "json", given=query),
    ]
    (row,) = json.loads(answers[0].stdout)
    assert row["amount"] == 25000.5
    assert answers[0].stdout == answers[1].stdout


def test_a_graph_goes_to_a_file(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "coop.ttl"
    query = "DESCRIBE <organization/coop>"
    done = _run(query, "--data", data, "--format", "turtle", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(rdflib.Graph().parse(out)) > 5


def test_the_status_tells_whether_something_was_found(data: Path) -> None:
    nothing = _run("SELECT * { ?x tfg:funds ?x }", "--data", data)
    assert (nothing.returncode, nothing.stdout) == (1, "nothing found\n")
    no = _run("ASK { ?x tfg:funds ?x }", "--data", data, "--format", "json")
    assert (no.returncode, json.loads(no.stdout)) == (1, [{"answer": False}])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--list"),
        (["tech-coops"], "no ready question (see --list)"),
        (["INSERT DATA { <x:a> <x:b> <x:c> }"], "refused"),
        (["tech-co-ops", "--format", "turtle"], "cannot be written as turtle"),
        (["tech-co-ops", "--endpoint", "http://127.0.0.1:1/"], "cannot be reached"),
    ],
)
def test_what_cannot_be_asked_is_told(data: Path, arguments: list[str], said: str) -> None:
    done = _run(*arguments, "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_served_endpoint_answers_the_other_script(server: str) -> None:
    done = _run("tech-co-ops", "--endpoint", server, "--format", "json")
    assert [row["organization"] for row in json.loads(done.stdout)] == ["organization/coop"]
    cut = _run("SELECT * { ?s ?p ?o }", "--endpoint", server)
    assert "Cut off at 3 rows" in cut.stderr
    assert cut.returncode == 0


def test_a_port_that_is_taken_is_told(server: str, data: Path) -> None:
    port = server.rpartition(":")[2].partition("/")[0]
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "serve_sparql.py"), "--port", port, "--data", str(data)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in done.stderr
