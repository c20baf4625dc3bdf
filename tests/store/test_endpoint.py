"""Asking an endpoint by its address: ours, and some that misbehave."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from graph.errors import UsageError
from graph.store import (
    AnswerTooLargeError,
    Embedded,
    Endpoint,
    EndpointError,
    Limits,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
)
from tests.store.served import endpoint, serving

SELECT = "SELECT ?x ?n { ?x a org:Organization ; schema:name ?n } ORDER BY ?x"
RESULTS = "application/sparql-results+json"
SEEN: list[Request] = []


async def _web_page(request: Request) -> Response:
    return Response("<html>hello", media_type="text/html")


async def _broken(request: Request) -> Response:
    return Response('{"head": {"vars": ["x"]}, "results": {"bind', media_type=RESULTS)


async def _refusing(request: Request) -> Response:
    SEEN.append(request)
    return PlainTextResponse("Come back tomorrow.", 503)


async def _large(request: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536
            await asyncio.sleep(0)

    return StreamingResponse(pieces(), media_type=RESULTS)


async def _slow(request: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" "
            await asyncio.sleep(0.1)

    return StreamingResponse(pieces(), media_type=RESULTS)


async def _to_a_file(request: Request) -> Response:
    return RedirectResponse("file:///etc/passwd")


async def _a_graph(request: Request) -> Response:
    return Response("<x:a> <x:b> <x:c> .", media_type="text/turtle")


MISBEHAVING = {
    "page": _web_page, "broken": _broken, "refusing": _refusing, "large": _large,
    "slow": _slow, "file": _to_a_file, "graph": _a_graph,
}  # fmt: skip


@pytest.fixture(scope="module")
def ours(small: Embedded) -> Iterator[str]:
    with endpoint(small) as port:
        yield f"http://127.0.0.1:{port}/sparql"


@pytest.fixture(scope="module")
def theirs() -> Iterator[str]:
    routes = [Route(f"/{name}", made) for name, made in MISBEHAVING.items()]
    with serving(Starlette(routes=routes)) as port:
        yield f"http://127.0.0.1:{port}"


class TestAnswers:
    @pytest.mark.parametrize(
        "query",
        [
            SELECT,
            "ASK { <organization/fund> tfg:funds ?x }",
            "DESCRIBE <organization/coop>",
            "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
            SELECT + " # " + "x" * 5000,  # too long for an address: posted
        ],
    )
    def test_they_are_those_of_the_store_behind_it(
        self, small: Embedded, ours: str, query: str
    ) -> None:
        assert Endpoint(ours).query(query) == small.query(query)

    def test_rows_are_cut_off_here_too(self, ours: str) -> None:
        answer = Endpoint(ours, Limits(rows=2)).query(SELECT)
        assert (len(list(answer.rows())), answer.truncated) == (2, True)


class TestRefused:
    def test_before_anything_is_sent(self, theirs: str) -> None:
        SEEN.clear()
        asked = Endpoint(f"{theirs}/refusing")
        with pytest.raises(QueryRefusedError):
            asked.query("SELECT * { SERVICE <x:y> { ?s ?p ?o } }")
        with pytest.raises(QueryRefusedError):
            asked.query("LOAD <http://example.org/>")
        with pytest.raises(QuerySyntaxError):
            asked.query("SELECT *")
        assert SEEN == []

    @pytest.mark.parametrize(
        "address",
        ["file:///etc/passwd", "ftp://example.org/", "example.org/sparql", "http://", "",
         "http://example.org/a b", "http://example.org/\r\nX: y", "http://example.org/#part"],
    )  # fmt: skip
    def test_addresses_that_are_none(self, address: str) -> None:
        with pytest.raises(UsageError):
            Endpoint(address)


class TestMisbehaviour:
    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("page", "text/html, which is no SPARQL result"),
            ("broken", "is not valid application/sparql-results"),
            ("refusing", "503 Service Unavailable. It says: Come back tomorrow."),
            ("file", "refused|cannot be reached|not allowed"),
            ("graph", "something else than it was asked"),
            ("nowhere", "404"),
        ],
    )
    def test_it_is_told_plainly(self, theirs: str, path: str, said: str) -> None:
        with pytest.raises(EndpointError, match=said):
            Endpoint(f"{theirs}/{path}").query(SELECT)

    def test_nobody_there(self) -> None:
        with pytest.raises(EndpointError, match="cannot be reached"):
            Endpoint("http://127.0.0.1:1/sparql").query(SELECT)

    def test_an_answer_that_is_too_large(self, theirs: str) -> None:
        with pytest.raises(AnswerTooLargeError):
            Endpoint(f"{theirs}/large", Limits(answer_bytes=1_000_000)).query(SELECT)

    def test_an_answer_that_trickles(self, theirs: str) -> None:
        begun = time.monotonic()
        with pytest.raises(QueryTimeoutError):
            Endpoint(f"{theirs}/slow", Limits(seconds=0.5)).query(SELECT)
        assert time.monotonic() - begun < 3
