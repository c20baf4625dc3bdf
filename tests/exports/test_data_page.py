"""docs/data.md: its examples run in a release, its picture is that of the schema."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib

from graph import exports, rdf, schema_picture
from graph.checks.tables import read_tables
from graph.dataset import DATA, Dataset
from graph.rdf.claims import properties
from graph.rdf.context import reference
from graph.rdf.terms import iri, parts

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "data.md").read_text(encoding="utf-8")


def _examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


EXPECTED = {
    "rdflib": "Fund -> Café",
    "pyoxigraph": "source/site",
    "networkx": "Network",
    "polars": "Energy",
    "pandas": "Energy",
    "sqlite3": "https://coop.example.org/",
}
"""Library to what its example prints of the small dataset."""


def test_there_is_an_example_for_each_library_and_tool() -> None:
    first = re.compile(r"^(?:import|from) (\w+)")
    found = [match[1] for code in _examples("python") if (match := first.match(code))]
    assert found == list(EXPECTED)
    assert len(_examples("r")) == 1
    for tool in ("Gephi", "Kumu"):
        assert f"\n### {tool}\n" in PAGE


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
    exec(compile(code, f"data.md: {library}", "exec"), space)
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


def test_the_claim_on_the_page_has_the_form_of_ours(dataset: Dataset) -> None:
    (turtle,) = _examples("turtle")
    shown = rdflib.Graph().parse(data=turtle, format="turtle")
    claim = rdflib.URIRef(iri("claim/0123456789abcdef").value)
    ours = {str(t.predicate.value) for t in rdf.triples(dataset) if "/claim/" in str(t.subject)}
    used = {str(predicate) for predicate in shown.predicates(claim)}
    always = {"subject", "predicate", "object", "temporalStatus", "confidence", "citation"}
    assert used <= ours
    assert always <= {re.split("[#/]", predicate)[-1] for predicate in used}
    direct = shown.value(claim, rdflib.RDF.subject), shown.value(claim, rdflib.RDF.predicate)
    assert (*direct, shown.value(claim, rdflib.RDF.object)) in shown


def test_links_of_the_page_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (DOCS / target).exists(), target


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return schema_picture.schema_picture(read_tables(DATA).relations)


class TestPicture:
    def test_it_is_current(self, drawn: bytes) -> None:
        current = (DOCS / "schema.svg").read_bytes() == drawn
        assert current, "docs/schema.svg is out of date: python scripts/draw_schema.py"

    def test_it_shows_every_relation_with_its_property(self, drawn: bytes) -> None:
        texts = [node.text for node in ElementTree.fromstring(drawn).iter() if node.text]
        for relation in read_tables(DATA).relations.values():
            places = [number for number, text in enumerate(texts) if text == relation.label]
            named = {texts[place + 1] for place in places}
            assert named == set(properties(relation).values()), relation.name

    def test_it_shows_every_own_property_of_claims(self, drawn: bytes, dataset: Dataset) -> None:
        texts = {node.text for node in ElementTree.fromstring(drawn).iter()}
        used = {
            reference(predicate.value)
            for subject, predicate, _ in map(parts, rdf.triples(dataset))
            if "/claim/" in subject.value
        }
        assert {term for term in used if term.startswith("tfg:")} <= texts
        standard = {term for term, _ in schema_picture.STANDARD["tfg:Claim"]}
        assert standard <= used
        assert standard <= texts

    def test_nothing_leaves_its_frame(self, drawn: bytes) -> None:
        root = ElementTree.fromstring(drawn)
        width, height = float(root.attrib["width"]), float(root.attrib["height"])
        for node in root.iter("{http://www.w3.org/2000/svg}text"):
            assert 0 < float(node.attrib["x"]) < width
            assert 0 < float(node.attrib["y"]) < height
