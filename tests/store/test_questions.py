"""The ready questions: each answered by the real data, and the same whoever answers."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterator

import pyoxigraph
import pytest
import rdflib

import graph
from graph.dataset import Dataset
from graph.model import BASE_IRI
from graph.rdf import PREFIXES, to_rdflib
from graph.rdf.library import _term
from graph.store import Answer, Embedded, Endpoint, Limits, questions
from tests.store.served import endpoint

NAMES = list(questions())


@pytest.fixture(scope="module")
def whole() -> Iterator[Embedded]:
    with Embedded(graph.load(), Limits(seconds=60)) as store:
        yield store


@pytest.fixture(scope="module")
def served(whole: Embedded) -> Iterator[Endpoint]:
    with endpoint(whole) as port:
        yield Endpoint(f"http://127.0.0.1:{port}/sparql", whole.limits)


@pytest.fixture(scope="module")
def part(whole: Embedded) -> Dataset:
    """What is said of the entities that come first in the answers: rdflib needs minutes for all."""
    first = {
        cell.value.removeprefix(BASE_IRI)
        for question in questions().values()
        for row in list(whole.query(question.query).rows())[:1]
        for cell in row
        if isinstance(cell, pyoxigraph.NamedNode)
    }
    return _about(whole.dataset, first & set(whole.dataset.entities))


@pytest.fixture(scope="module")
def part_store(part: Dataset) -> Iterator[Embedded]:
    with Embedded(part) as store:
        yield store


@pytest.fixture(scope="module")
def part_graph(part: Dataset) -> rdflib.Graph:
    return to_rdflib(part)


def _about(dataset: Dataset, chosen: Collection[str]) -> Dataset:
    """The dataset with no more than the statements about some entities."""
    part = copy.copy(dataset)
    part.statements = tuple(
        s for s in dataset.statements if s.subject in chosen or s.object in chosen
    )
    ends = {end for s in part.statements for end in (s.subject, s.object)} | {*chosen}
    part.entities = {i: e for i, e in dataset.entities.items() if i in ends}
    part.descriptions = tuple(d for d in dataset.descriptions if d.subject in part.entities)
    return part


def _cell(term: object) -> object:
    """A value that the same value of another library equals."""
    if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal):
        term = _term(term)
    if isinstance(term, rdflib.Literal):
        if term.datatype in (rdflib.XSD.integer, rdflib.XSD.decimal):
            return float(term)
        # GROUP_CONCAT promises no order of its parts.
        return tuple(sorted(str(term).split(", "))), term.language, term.datatype
    return term


def rows(answer: Answer) -> Counter[tuple[object, ...]]:
    return Counter(tuple(map(_cell, row)) for row in answer.rows())


def test_there_are_fifteen_with_words() -> None:
    assert len(NAMES) == 15
    for question in questions().values():
        assert question.title.endswith("?")
        assert question.explanation.endswith(".")
        assert "PREFIX" not in question.query


@pytest.mark.parametrize("name", NAMES)
def test_it_is_answered_and_the_server_says_the_same(
    whole: Embedded, served: Endpoint, name: str
) -> None:
    query = questions()[name].query
    answer = whole.query(query)
    assert answer.truth, "nothing was found"
    assert not answer.truncated
    assert served.query(query) == answer


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_says_the_same(part_store: Embedded, part_graph: rdflib.Graph, name: str) -> None:
    query = questions()[name].query
    answer = part_store.query(query)
    assert answer.truth, "nothing was found"
    found = part_graph.query(query, initNs=PREFIXES)
    assert tuple(map(str, found.vars or ())) == answer.columns
    if "LIMIT" in query:  # which of several equals come last is not said
        query = query.partition("LIMIT")[0]
        answer, found = part_store.query(query), part_graph.query(query, initNs=PREFIXES)
    assert Counter(tuple(map(_cell, row)) for row in found) == rows(answer)
