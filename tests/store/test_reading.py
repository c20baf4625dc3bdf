"""What is a question, and what is refused: read by a parser, so that nothing hides from it."""

from __future__ import annotations

import pytest

from graph.rdf import PREFIXES
from graph.store import QueryRefusedError, QuerySyntaxError
from graph.store.reading import check, with_prologue


class TestQuestions:
    @pytest.mark.parametrize(
        ("query", "kind"),
        [
            ("SELECT * { ?s ?p ?o }", "table"),
            ("# one\nPREFIX x: <y:z> # two\nASK { ?s x:p ?o }", "truth"),
            ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "graph"),
            ("BASE <x:y/> DESCRIBE <organization/coop>", "graph"),
        ],
    )
    def test_its_kind_is_told(self, query: str, kind: str) -> None:
        assert check(query).kind == kind

    @pytest.mark.parametrize(
        "query",
        [
            'SELECT * { ?s ?p "SERVICE <http://example.org/> { ?a ?b ?c }" }',
            "SELECT * { ?s ?p '''\\''' SERVICE <x:y> { } '''} # SERVICE <x:y> { }",
            "SELECT * { # SERVICE <http://example.org/> {\n ?s ?p ?o }",
            "SELECT * { <http://example.org/SERVICE#SERVICE> ?p ?service }",
            "PREFIX service: <x:y> SELECT * { service:load ?p service:service }",
            'SELECT * { ?load ?insert "DROP ALL; LOAD <x:y>"@service }',
        ],
    )
    def test_a_word_in_a_string_comment_iri_or_name_is_no_keyword(self, query: str) -> None:
        assert check(query).kind == "table"

    def test_prefixes_that_are_used_and_not_declared_are_told(self) -> None:
        reading = check("PREFIX mine: <x:y> SELECT * { ?s a org:Organization ; mine:p skill:x }")
        assert reading.undeclared == {"org", "skill"}

    def test_they_are_declared_for_a_server_that_does_not_know_them(self) -> None:
        sent = with_prologue("SELECT * { ?s org:purpose ?o }", frozenset({"org"}))
        assert f"PREFIX org: <{PREFIXES['org']}>" in sent.splitlines()
        assert check(sent, graphs=True).undeclared == frozenset()


class TestRefused:
    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
            "SELECT * { service silent ?where { ?s ?p ?o } }",
            "SELECT * { { SELECT ?s { OPTIONAL { { SERVICE <x:y> { ?s ?p ?o } } } } } }",
            "ASK { FILTER NOT EXISTS { SERVICE <x:y> { ?s ?p ?o } } }",
            "SELECT * { ?s ?p ?o MINUS { SERVICE <x:y> { ?s ?p ?o } } }",
            "SELECT * { { ?s ?p ?o } UNION { SERVICE <x:y> { ?s ?p ?o } } }",
            "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <x:y> { ?s ?p ?o } }",
            "DESCRIBE ?s { SERVICE <x:y> { ?s ?p ?o } }",
            "SELECT * { ?s ?p '#' . SERVICE <x:y> { ?s ?p ?o } #' }\n }",
            "SELECT * { ?s ?p <x:#> . SERVICE <x:y> { ?s ?p ?o } }",
            "SELECT * { \\u0053ERVICE <x:y> { ?s ?p ?o } }",
            # A carriage return ends a comment, though it moves no line in many an editor.
            "SELECT * { # nothing here\rSERVICE <x:y> { ?s ?p ?o } }",
            "SELECT * { # nothing here\\u000DSERVICE <x:y> { ?s ?p ?o } }",
        ],
    )
    def test_another_server_is_never_asked(self, query: str) -> None:
        with pytest.raises(QueryRefusedError, match="SERVICE is refused"):
            check(query)

    @pytest.mark.parametrize(
        "update",
        [
            "INSERT DATA { <x:s> <x:p> <x:o> }",
            "DELETE WHERE { ?s ?p ?o }",
            "PREFIX x: <y:z> # SELECT * { ?s ?p ?o }\nDELETE { ?s ?p ?o } INSERT { } WHERE { }",
            "LOAD <http://example.org/data.ttl>",
            "LOAD SILENT <file:///etc/passwd> INTO GRAPH <x:y>",
            "CLEAR ALL",
            "DROP ALL ; CREATE GRAPH <x:y>",
            "COPY <x:a> TO <x:b>",
            "MOVE <x:a> TO <x:b>",
            "ADD <x:a> TO <x:b>",
        ],
    )
    def test_nothing_is_changed(self, update: str) -> None:
        with pytest.raises(QueryRefusedError, match="Only questions are answered"):
            check(update)

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * FROM <http://example.org/data.ttl> { ?s ?p ?o }",
            "SELECT * FROM NAMED <x:y> { GRAPH ?g { ?s ?p ?o } }",
            "ASK { GRAPH <x:y> { ?s ?p ?o } }",
            "DESCRIBE <x:s> FROM <x:y>",
        ],
    )
    def test_graphs_are_named_only_where_there_are_some(self, query: str) -> None:
        with pytest.raises(QueryRefusedError, match="everything is in one graph"):
            check(query)
        assert check(query, graphs=True)


class TestMalformed:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("SELECT * { ?s ?p ?o", "line 1"),
            ("SELECT *\n{ ?s ?p ?o ) }", "line 2"),
            ("SELECT * { ?s ?p ?o } ; DROP ALL", "near '; DROP ALL'"),
            ("SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }", "near 'SELECT"),
            ("SELECT * { ?s ?p 'half }", "line 1"),
            ("what is this?", "line 1, column 1"),
            ("}" * 50_000, "line 1, column 1"),
        ],
    )
    def test_the_place_is_told(self, text: str, place: str) -> None:
        with pytest.raises(QuerySyntaxError, match="not valid SPARQL") as raised:
            check(text)
        assert place in str(raised.value)
        assert len(str(raised.value)) < 300

    @pytest.mark.parametrize("text", ["", "  \n\t", "# SELECT * { ?s ?p ?o }", "# one\r# two\n"])
    def test_nothing_but_comments_is_said_to_be_none(self, text: str) -> None:
        with pytest.raises(QuerySyntaxError, match="There is no query here"):
            check(text)

    def test_an_unknown_prefix_brings_the_known_ones(self) -> None:
        with pytest.raises(QuerySyntaxError, match="Did you mean schema:") as raised:
            check("SELECT * { ?s shema:name ?o }")
        assert all(f"{prefix}:" in str(raised.value) for prefix in PREFIXES)
        with pytest.raises(QuerySyntaxError, match="The prefix : is not declared"):
            check("SELECT * { ?s :name ?o }")

    def test_depth_and_characters_that_are_none(self) -> None:
        with pytest.raises(QuerySyntaxError, match="nested too deeply"):
            check("SELECT * " + "{" * 5000 + "}" * 5000)
        with pytest.raises(QuerySyntaxError, match="invalid character"):
            check('SELECT * { ?s ?p "\ud800" }')
