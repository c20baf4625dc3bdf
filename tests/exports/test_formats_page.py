"""docs/formats.md: every format is explained, every Python and SPARQL example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from graph import exports

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def _examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", exports.FORMATS)
def test_every_format_is_explained_twice(name: str) -> None:
    choice, _, losses = PAGE.partition("## What each carries and loses")
    assert f"`{name}`" in choice
    assert f"`{name}`" in losses


EXPECTED = {
    "rdflib": "Fund -> Café",
    "pyoxigraph": "source/site",
    "networkx": "Network",
    "pandas": "Energy",
    "sqlite3": "https://coop.example.org/",
}


def test_there_is_an_example_for_each_library() -> None:
    first = re.compile(r"^(?:import|from) (\w+)")
    found = [match[1] for code in _examples("python") if (match := first.match(code))]
    assert found == list(EXPECTED)


@pytest.mark.parametrize(
    ("library", "code"), list(zip(EXPECTED, _examples("python"), strict=False))
)
def test_python_examples_run_in_a_release(
    release: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    library: str,
    code: str,
) -> None:
    assert len(code.splitlines()) <= 12
    monkeypatch.chdir(release)
    space: dict[str, object] = {}
    exec(compile(code, f"formats.md: {library}", "exec"), space)
    if library == "sqlite3":
        space["database"].close()  # type: ignore[attr-defined]
    assert EXPECTED[library] in capsys.readouterr().out


def test_the_sparql_example_runs(release: Path) -> None:
    (question,) = _examples("sparql")
    store = pyoxigraph.Store()
    store.bulk_load(path=str(release / f"{exports.STEM}.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    answers = store.query(question)
    assert isinstance(answers, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in answers.variables] == [
        "person",
        "first",
        "second",
        "cause",
    ]
