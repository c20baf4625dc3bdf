"""The answer to a query, and its standard formats.

Within the package an answer is bytes: SPARQL 1.1 Query Results JSON for a table
or a yes or no, N-Triples for a graph. pyoxigraph reads and writes all others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Literal

from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)
from pyoxigraph import Literal as Value

from graph.errors import UsageError
from graph.rdf import PREFIXES
from graph.rdf.context import reference
from graph.store.limits import Limits

Kind = Literal["table", "truth", "graph"]
Term = NamedNode | BlankNode | Value

TRUNCATED = "X-Truncated"
"""Header by which our server says at how many rows it cut an answer off."""


@dataclass(frozen=True, slots=True)
class Form:
    """A format of answers: its name, media type, what pyoxigraph calls it, other media types."""

    name: str
    media_type: str
    library: QueryResultsFormat | RdfFormat
    also: tuple[str, ...] = ()


RESULT_FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(
            "sparql-json",
            "application/sparql-results+json",
            QueryResultsFormat.JSON,
            ("application/json",),
        ),
        Form(
            "sparql-xml",
            "application/sparql-results+xml",
            QueryResultsFormat.XML,
            ("application/xml", "text/xml"),
        ),
        Form("sparql-csv", "text/csv", QueryResultsFormat.CSV),
        Form("sparql-tsv", "text/tab-separated-values", QueryResultsFormat.TSV),
    )
}
"""What a table can be written as; the first two hold a yes or no as well."""

GRAPH_FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("turtle", "text/turtle", RdfFormat.TURTLE),
        Form("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",)),
        Form("ntriples", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",)),
        Form("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    )
}
"""What a graph can be written as."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    Attributes
    ----------
    kind : {"table", "truth", "graph"}
        Of SELECT, of ASK, of CONSTRUCT and DESCRIBE.
    body : bytes
        SPARQL 1.1 Query Results JSON, or N-Triples for a graph.
    truncated : bool
        Whether there were more rows than the limit allows; they are left out.
    """

    kind: Kind
    body: bytes
    truncated: bool = False

    @property
    def truth(self) -> bool:
        """Yes or no; whether anything was found for the other kinds."""
        if self.kind == "truth":
            return bool(json.loads(self.body)["boolean"])
        return any(True for _ in self.rows())

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns; subject, predicate and object for a graph."""
        if self.kind == "graph":
            return ("subject", "predicate", "object")
        return tuple(json.loads(self.body)["head"].get("vars", ()))

    def rows(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows of a table or the triples of a graph; None is an empty cell."""
        if self.kind == "graph":
            for triple in self._triples():
                yield triple.subject, triple.predicate, triple.object  # type: ignore[misc]
            return
        found = parse_query_results(self.body, format=QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            for row in found:
                yield tuple(row)

    @property
    def forms(self) -> Mapping[str, Form]:
        """The formats that this kind of answer has, by name."""
        if self.kind == "graph":
            return GRAPH_FORMS
        if self.kind == "table":
            return RESULT_FORMS
        return {name: RESULT_FORMS[name] for name in ("sparql-json", "sparql-xml")}

    def written(self, form: str) -> bytes:
        """The answer in a standard format.

        Raises `UsageError` when this kind of answer has no such format.
        """
        if form not in self.forms:
            raise UsageError(
                f"this answer cannot be written as {form}; choose one of: {', '.join(self.forms)}"
            )
        library = self.forms[form].library
        if isinstance(library, RdfFormat):
            if library == RdfFormat.N_TRIPLES:
                return self.body
            used = {name: space for name, space in PREFIXES.items() if space.encode() in self.body}
            written = serialize(self._triples(), format=library, prefixes=used) or b""
            return _prefixes_sorted(written) if library == RdfFormat.TURTLE else written
        if library == QueryResultsFormat.JSON:
            return self.body
        found = parse_query_results(self.body, format=QueryResultsFormat.JSON)
        return found.serialize(format=library) or b""

    def _triples(self) -> Iterator[Triple]:
        return (quad.triple for quad in parse(self.body, format=RdfFormat.N_TRIPLES))


def shown(term: Term | None) -> str | int | float | bool | None:
    """A cell in short: a bare identifier for an IRI of ours, a prefixed name for a term.

    Numbers and truth values are such; everything else is its text.
    """
    if isinstance(term, NamedNode):
        return reference(term.value)
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if term is None:
        return None
    kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
    except ValueError:  # RDF may hold a number that is none: show what it says
        return term.value


_NUMBERS: Mapping[str, Callable[[str], int | float | bool]] = {
    "integer": int,
    "decimal": lambda text: int(text) if text.isdigit() else float(text),
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
}


def answer_of(found: QuerySolutions | QueryBoolean | Iterable[Triple], limits: Limits) -> Answer:
    """What pyoxigraph found or read as an answer, cut off at the limit of rows.

    Raises `AnswerTooLargeError` when it is larger than the limit of bytes.
    """
    if isinstance(found, QueryBoolean):
        return Answer("truth", _json({"head": {}, "boolean": bool(found)}))
    rows: list[bytes] = []
    size, truncated = 0, False
    names = [v.value for v in found.variables] if isinstance(found, QuerySolutions) else []
    for row in found:
        if len(rows) == limits.rows:
            truncated = True
            break
        text = f"{row} .".encode() if isinstance(row, Triple) else _json(_binding(names, row))
        size += len(text) + 1
        if size > limits.answer_bytes:
            raise limits.too_large()
        rows.append(text)
    if not isinstance(found, QuerySolutions):
        return Answer("graph", b"".join(row + b"\n" for row in sorted(set(rows))), truncated)
    head = _json({"vars": names})
    body = b'{"head":%b,"results":{"bindings":[%b]}}' % (head, b",".join(rows))
    return Answer("table", body, truncated)


def _prefixes_sorted(turtle: bytes) -> bytes:
    """The same with its prefixes in the order of the alphabet: the serializer has none."""
    lines = turtle.splitlines(keepends=True)
    count = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix"), lines))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


def _binding(names: Sequence[str], row: Any) -> dict[str, dict[str, str]]:
    return {name: _term(value) for name, value in zip(names, row, strict=True) if value is not None}


def _term(value: Term) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, BlankNode):
        return {"type": "bnode", "value": value.value}
    written = {"type": "literal", "value": value.value}
    if value.language:
        return {**written, "xml:lang": value.language}
    if value.datatype.value != PREFIXES["xsd"] + "string":
        return {**written, "datatype": value.datatype.value}
    return written


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
