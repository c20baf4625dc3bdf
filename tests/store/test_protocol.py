"""The endpoint: SPARQL 1.1 Protocol and Service Description, read by clients that are not ours."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from graph.store import Embedded
from graph.store.answers import GRAPH_FORMS, RESULT_FORMS
from graph.store.negotiation import preferred
from tests.store.conftest import ROWS
from tests.store.served import Reply, endpoint, send

SELECT = "SELECT ?x ?n { ?x a org:Organization ; schema:name ?n } ORDER BY ?x"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def port(small: Embedded) -> Iterator[int]:
    with endpoint(small) as port:
        yield port


def get(port: int, query: str, **headers: str) -> Reply:
    return send(port, "GET", f"/sparql?query={quote(query)}", **headers)


class TestAsking:
    def test_the_three_ways_of_the_protocol_give_the_same(self, port: int) -> None:
        first = get(port, SELECT)
        form = send(
            port, "POST", body=urlencode({"query": SELECT}),
            Content_Type="application/x-www-form-urlencoded; charset=UTF-8",
        )  # fmt: skip
        direct = send(port, "POST", body=SELECT, Content_Type="application/sparql-query")
        assert first.status == form.status == direct.status == 200
        assert first.body == form.body == direct.body
        assert first.headers["content-type"] == "application/sparql-results+json"

    @pytest.mark.parametrize(
        ("accept", "content_type", "library"),
        [
            ("application/sparql-results+json", "application/sparql-results+json", "json"),
            ("application/json", "application/sparql-results+json", "json"),
            ("application/sparql-results+xml", "application/sparql-results+xml", "xml"),
            ("text/csv", "text/csv; charset=utf-8", "csv"),
            ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "tsv"),
            ("text/html, */*;q=0.1", "application/sparql-results+json", "json"),
        ],
    )
    def test_a_table_comes_as_the_client_likes_it(
        self, port: int, accept: str, content_type: str, library: str
    ) -> None:
        reply = get(port, SELECT, Accept=accept)
        assert reply.headers["content-type"] == content_type
        assert "accept" in reply.headers["vary"].lower()
        found = rdflib.query.Result.parse(source=io.BytesIO(reply.body), format=library)
        assert len(found) == 3

    @pytest.mark.parametrize(
        ("accept", "library"),
        [
            ("text/turtle", "turtle"),
            ("application/ld+json", "json-ld"),
            ("application/n-triples", "nt"),
            ("application/rdf+xml", "xml"),
            ("", "turtle"),
        ],
    )
    def test_a_graph_too(self, port: int, accept: str, library: str) -> None:
        reply = get(port, "DESCRIBE <organization/coop>", Accept=accept)
        assert reply.status == 200
        assert len(rdflib.Graph().parse(data=reply.text, format=library)) > 5

    def test_a_client_that_is_not_ours_can_use_it(self, port: int, small: Embedded) -> None:
        client = SPARQLStore(f"http://127.0.0.1:{port}/sparql", returnFormat="json")
        query = f"PREFIX schema: <https://schema.org/> {SELECT.replace('org:', 'schema:')}"
        found = {str(name) for _, name in client.query(query)}
        assert found == {
            e.name for e in small.dataset.entities.values() if e.type == "organization"
        }

    def test_several_at_once(self, port: int) -> None:
        with ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda _: get(port, SELECT), range(16)))
        assert {reply.body for reply in replies} == {get(port, SELECT).body}

    def test_an_answer_that_is_cut_off_says_so(self, port: int) -> None:
        reply = get(port, "SELECT * { ?s ?p ?o }", Origin="https://example.org")
        assert reply.headers["x-truncated"] == f"at {ROWS} rows; there are more"
        assert "X-Truncated" in reply.headers["access-control-expose-headers"]
        assert "x-truncated" not in get(port, SELECT).headers

    def test_pages_of_others_may_ask(self, port: int) -> None:
        asked = get(port, SELECT, Origin="https://example.org")
        assert asked.headers["access-control-allow-origin"] == "*"
        before = send(
            port, "OPTIONS", Origin="https://example.org",
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="content-type",
        )  # fmt: skip
        assert before.status == 200
        assert "POST" in before.headers["access-control-allow-methods"]

    def test_the_root_leads_there_with_the_query(self, port: int) -> None:
        reply = send(port, path=f"/?query={quote('ASK {}')}")
        assert (reply.status, reply.headers["location"]) == (
            307, f"http://127.0.0.1:{port}/sparql?query={quote('ASK {}')}",
        )  # fmt: skip

    def test_without_a_query_it_describes_itself(self, port: int, small: Embedded) -> None:
        reply = send(port, Accept="text/turtle")
        described = rdflib.Graph().parse(data=reply.text, format="turtle")
        service = rdflib.URIRef(f"http://127.0.0.1:{port}/sparql")
        assert (service, SD.supportedLanguage, SD.SPARQL11Query) in described
        assert len(list(described.objects(service, SD.resultFormat))) == 8
        assert rdflib.Literal(small.dataset.version) in set(described.objects())
        assert not any(isinstance(s, rdflib.BNode) for s in described.subjects())
        assert send(port, Accept="image/png").status == 406


class TestRefusing:
    @pytest.mark.parametrize(
        ("query", "status", "said"),
        [
            ("SELECT * { ?s ?p", 400, "not valid SPARQL"),
            ("", 400, "no query"),
            ("SELECT * { ?s foo:bar ?o }", 400, "prefix foo:"),
            ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403, "SERVICE"),
            ("DROP ALL", 403, "Only questions"),
            ("SELECT * FROM <http://example.org/> { ?s ?p ?o }", 403, "FROM"),
            ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 504, "stopped"),
            ("SELECT (GROUP_CONCAT(STR(?b)) AS ?c) { ?s ?a ?b . ?x a org:Organization }", 422,
             "larger"),
        ],
    )  # fmt: skip
    def test_the_status_and_the_words_fit(
        self, port: int, query: str, status: int, said: str
    ) -> None:
        reply = get(port, query)
        assert (reply.status, reply.headers["content-type"]) == (
            status, "text/plain; charset=utf-8",
        )  # fmt: skip
        assert said in reply.text

    def test_hostile_text_stays_text(self, port: int) -> None:
        reply = get(port, "<script>alert(1)</script>")
        assert reply.headers["content-type"].startswith("text/plain")
        assert reply.headers["x-content-type-options"] == "nosniff"

    def test_what_cannot_be_had_says_what_can(self, port: int) -> None:
        reply = get(port, SELECT, Accept="image/png, text/turtle")
        assert reply.status == 406
        assert all(form.media_type in reply.text for form in RESULT_FORMS.values())
        assert get(port, "ASK {}", Accept="text/csv").status == 406

    @pytest.mark.parametrize("kind", ["application/sparql-query", "text/plain"])
    def test_large_and_foreign_bodies(self, port: int, kind: str) -> None:
        reply = send(port, "POST", body=b"x" * 1_000_000, Content_Type=kind)
        assert reply.status == (413 if kind.endswith("query") else 415)

    def test_a_large_form(self, port: int) -> None:
        kind = "application/x-www-form-urlencoded"
        body = urlencode({"query": "SELECT * {} #" + "x" * 1_000_000})
        assert send(port, "POST", body=body, Content_Type=kind).status == 413
        body = urlencode({"query": "SELECT * {} #" + "x" * 150_000})
        assert send(port, "POST", body=body, Content_Type=kind).status == 413

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/sparql?update=DROP+ALL", 403),
            ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
            ("/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/", 400),
            ("/sparql?query=ASK%7B%7D&named-graph-uri=file:///etc/passwd", 400),
            ("/elsewhere?query=ASK%7B%7D", 404),
        ],
    )
    def test_parameters_that_are_not_served(self, port: int, path: str, status: int) -> None:
        assert send(port, path=path).status == status

    def test_updates_by_post_and_other_methods(self, port: int) -> None:
        update = send(port, "POST", body="DROP ALL", Content_Type="application/sparql-update")
        assert (update.status, "refused" in update.text) == (403, True)
        assert send(port, "PUT", body="x").status == 405
        broken = send(port, "POST", body=b"\xff\xfe", Content_Type="application/sparql-query")
        assert (broken.status, "UTF-8" in broken.text) == (400, True)

    def test_others_are_served_while_one_asks_too_much(self, port: int) -> None:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(get, port, endless)
            time.sleep(0.2)
            begun = time.monotonic()
            assert get(port, "ASK {}").status == 200
            assert not slow.done() or time.monotonic() - begun < 1
            assert slow.result().status == 504


class TestNegotiation:
    FORMS = tuple(GRAPH_FORMS.values())

    @pytest.mark.parametrize(
        ("accept", "name"),
        [
            ("", "turtle"),
            ("*/*", "turtle"),
            ("application/*", "jsonld"),
            ("text/turtle;q=0.1, application/rdf+xml;q=0.9", "rdfxml"),
            ("*/*;q=0.5, text/turtle;q=0", "jsonld"),
            ("TEXT/TURTLE ; Q=1.0", "turtle"),
            ("application/n-triples;q=nonsense, application/ld+json;q=0.2", "jsonld"),
            ("text/plain", "ntriples"),
        ],
    )
    def test_what_is_liked_best(self, accept: str, name: str) -> None:
        found = preferred(accept, self.FORMS)
        assert found is not None
        assert found.name == name

    @pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "*/*;q=0"])
    def test_nothing_fits(self, accept: str) -> None:
        assert preferred(accept, self.FORMS) is None
