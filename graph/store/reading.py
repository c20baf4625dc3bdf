"""Reading a query before it is run: is it one, what does it ask, which prefixes does it use?

The query is parsed by rdflib and its parse tree is searched, so that comments,
strings and IRIs cannot hide or fake a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import Query, expandUnicodeEscapes, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from graph.model import BASE_IRI
from graph.rdf import PREFIXES
from graph.store.answers import Kind
from graph.store.errors import QueryRefusedError, QuerySyntaxError

_KINDS: Mapping[str, Kind] = {"SelectQuery": "table", "AskQuery": "truth"}
_SERVICE, _GRAPH, _FROM = "ServiceGraphPattern", "GraphGraphPattern", "DatasetClause"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query is: the kind of its answer, and the prefixes it uses without declaring them."""

    kind: Kind
    undeclared: frozenset[str]


def check(query: str, *, graphs: bool = False) -> Reading:
    """Check that a text is one query that only reads, and reads only here.

    Parameters
    ----------
    query : str
        SPARQL 1.1; the prefixes of `graph.rdf.PREFIXES` need no declaration.
    graphs : bool
        Whether the store has named graphs, so that FROM and GRAPH make sense.

    Returns
    -------
    Reading
        What was read.

    Raises
    ------
    QuerySyntaxError
        When it is no query, or uses an unknown prefix.
    QueryRefusedError
        For an update (LOAD among them), for SERVICE, and for FROM and GRAPH
        where there are no named graphs.
    """
    text = _normalized(query)
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.split("\n")):
        raise QuerySyntaxError(
            "There is no query here. Begin with SELECT, ASK, CONSTRUCT or DESCRIBE, such as: "
            "SELECT ?name WHERE { ?x a org:Organization ; schema:name ?name } LIMIT 10"
        )
    parsed = _parsed(text)
    parts = list(_parts(parsed))
    found = {part.name for part in parts}
    if _SERVICE in found:
        raise _service_refused()
    if not graphs and found & {_GRAPH, _FROM}:
        raise QueryRefusedError(
            "FROM and GRAPH are refused: everything is in one graph here, and nothing is "
            "fetched. Which source says what is at the claims: ?claim prov:hadPrimarySource ?source"
        )
    declared = {_prefix(part) for part in parts if part.name == "PrefixDecl"}
    used = {_prefix(part) for part in parts if part.name == "pname"}
    for prefix in sorted(used - declared - set(PREFIXES)):
        near = get_close_matches(prefix, PREFIXES, 1)
        hint = f" Did you mean {near[0]}:?" if near else ""
        raise QuerySyntaxError(
            f"The prefix {prefix}: is not declared.{hint} Known without a declaration: "
            f"{', '.join(f'{name}:' for name in PREFIXES)}. Declare others at the beginning: "
            f"PREFIX {prefix}: <https://…>"
        )
    return Reading(_KINDS.get(parsed[1].name, "graph"), frozenset(used - declared))


def with_prologue(query: str, prefixes: frozenset[str]) -> str:
    """The query with these prefixes of `PREFIXES` declared, for a server that does not know them.

    Relative IRIs become those of this dataset, as they do in the embedded store.
    """
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(prefixes)]
    return "\n".join([f"BASE <{BASE_IRI}>", *lines, query])


def syntax_error(line: int, column: int, query: str, why: str = "") -> QuerySyntaxError:
    """The error for a text that stops being SPARQL at a place."""
    lines = query.splitlines()
    seen = lines[line - 1][column - 1 :].strip()[:40] if 0 < line <= len(lines) else ""
    near = f" near {seen!r}" if seen else " at its end"
    return QuerySyntaxError(
        f"This is not valid SPARQL 1.1: line {line}, column {column},{near}.{why}"
    )


def _normalized(query: str) -> str:
    """The text with its escapes expanded and one kind of line end.

    A carriage return ends a comment too, which rdflib does not know: without
    this, what follows it would be hidden from the search.
    """
    try:
        expanded = expandUnicodeEscapes(query)
        expanded.encode()
    except ValueError as error:  # also lone surrogates, which are no characters
        raise QuerySyntaxError(f"The query holds an invalid character: {error}.") from error
    return re.sub("\r\n?", "\n", expanded)


def _parsed(text: str) -> ParseResults:
    try:
        return Query.parse_string(text, parse_all=True)
    except ParseBaseException as error:
        # rdflib cannot read SERVICE behind a "#" inside a string or an IRI.
        if re.match(r"service\b", text[error.loc :], re.IGNORECASE):
            raise _service_refused() from error
        if _is_update(text):
            raise QueryRefusedError(
                "Only questions are answered: SELECT, ASK, CONSTRUCT and DESCRIBE. Changes "
                "(INSERT, DELETE, LOAD, CLEAR, CREATE, DROP, COPY, MOVE, ADD) are refused."
            ) from error
        raise syntax_error(error.lineno, error.column, text) from error
    except RecursionError as error:
        raise QuerySyntaxError("The query is nested too deeply.") from error


def _service_refused() -> QueryRefusedError:
    return QueryRefusedError(
        "SERVICE is refused: queries are answered from this dataset alone and ask no other server."
    )


def _is_update(text: str) -> bool:
    try:
        return bool(parseUpdate(text).get("request"))
    except (ParseBaseException, RecursionError):
        return False


def _prefix(part: CompValue) -> str:
    return str(part["prefix"]) if "prefix" in part else ""


def _parts(found: object) -> Iterator[CompValue]:
    """Every named part of a parse tree. Without recursion: the tree may be deep."""
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ParseResults | list | tuple):
            waiting.extend(part)
