"""The dataset as a SPARQL 1.1 endpoint: the W3C protocol as a Starlette application."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from graph.store.answers import GRAPH_FORMS, TRUNCATED, Answer
from graph.store.embedded import Embedded
from graph.store.errors import (
    AnswerTooLargeError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLongError,
    StoreBusyError,
)
from graph.store.negotiation import preferred
from graph.store.service import service_description

PATH = "/sparql"

_STATUS: Mapping[type[QueryError], int] = {
    QuerySyntaxError: 400,
    QueryRefusedError: 403,
    QueryTooLongError: 413,
    AnswerTooLargeError: 422,
    StoreBusyError: 503,
    QueryTimeoutError: 504,
}
"""Error to HTTP status; others are ours: 500."""

_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_SECONDS_TO_SEND = 30


class _ProtocolError(Exception):
    """A request that is no request of the protocol: its status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def application(store: Embedded) -> Starlette:
    """The endpoint of a store, at ``/sparql``.

    GET with ``query``, POST of a form, POST of a query (SPARQL 1.1 Protocol);
    without a query it describes itself (SPARQL 1.1 Service Description).
    The format is that which the Accept header likes best; every origin may ask
    (CORS); errors are plain text. An answer that was cut off at the limit of
    rows says so in the header ``X-Truncated``.
    """

    async def ask(request: Request) -> Response:
        try:
            query = await _query(request, store.limits.query_bytes)
            if query is None:
                return _described(request, store)
            answer = await run_in_threadpool(store.query, query)
            return await run_in_threadpool(_written, request, answer, store.limits.rows)
        except _ProtocolError as error:
            return _refusal(error.status, str(error))
        except QueryError as error:
            return _refusal(_STATUS.get(type(error), 500), str(error))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it

    async def home(request: Request) -> Response:
        return RedirectResponse(request.url.replace(path=PATH))

    return Starlette(
        routes=[
            Route(PATH, ask, methods=["GET", "POST"]),
            Route("/", home, methods=["GET"]),
        ],
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "POST"],
                allow_headers=["*"],
                expose_headers=[TRUNCATED],
            )
        ],
    )


async def _query(request: Request, most: int) -> str | None:
    """The text of the query, None when nothing is asked."""
    parameters = request.query_params.multi_items()
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            raise _ProtocolError(403, "Updates are refused: this endpoint only answers queries.")
        if kind not in (_FORM, _QUERY):
            raise _ProtocolError(415, f"Post a query as {_QUERY}, or a form as {_FORM}.")
        # Each byte of a query takes up to three in a form.
        body = await _body(request, most if kind == _QUERY else 3 * most)
        if kind == _QUERY:
            return _asked([*parameters, ("query", body)])
        parameters = parse_qsl(body, keep_blank_values=True)
    return _asked(parameters)


def _asked(parameters: Sequence[tuple[str, str]]) -> str | None:
    names = [name for name, _ in parameters]
    if "update" in names:
        raise _ProtocolError(403, "Updates are refused: this endpoint only answers queries.")
    if {"default-graph-uri", "named-graph-uri"} & set(names):
        raise _ProtocolError(
            400, "Leave out default-graph-uri and named-graph-uri: everything is in one graph here."
        )
    if names.count("query") > 1:
        raise _ProtocolError(400, "Send one query, not several.")
    return dict(parameters).get("query")


async def _body(request: Request, most: int) -> str:
    body = bytearray()
    try:
        async with asyncio.timeout(_SECONDS_TO_SEND):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise _ProtocolError(413, f"A request may hold {most:,} bytes, not more.")
        return body.decode()
    except TimeoutError as error:
        raise _ProtocolError(408, "The request took too long to arrive.") from error
    except UnicodeDecodeError as error:
        raise _ProtocolError(400, "The request is no text in UTF-8.") from error


def _written(request: Request, answer: Answer, most: int) -> Response:
    form = preferred(request.headers.get("accept", ""), answer.forms.values())
    if form is None:
        kinds = ", ".join(form.media_type for form in answer.forms.values())
        raise _ProtocolError(406, f"This answer can be had as: {kinds}.")
    cut = {TRUNCATED: f"at {most} rows; there are more"} if answer.truncated else {}
    return Response(
        answer.written(form.name),
        media_type=form.media_type,
        headers={"Vary": "Accept", "X-Content-Type-Options": "nosniff", **cut},
    )


def _described(request: Request, store: Embedded) -> Response:
    description = service_description(str(request.url.replace(query="")), store)
    form = preferred(request.headers.get("accept", ""), GRAPH_FORMS.values())
    if form is None:
        kinds = ", ".join(form.media_type for form in GRAPH_FORMS.values())
        raise _ProtocolError(
            406, f"Nothing was asked, and the service description can be had as: {kinds}."
        )
    return Response(
        description.written(form.name), media_type=form.media_type, headers={"Vary": "Accept"}
    )


def _refusal(status: int, why: str) -> Response:
    headers = {"X-Content-Type-Options": "nosniff"}
    if status == 503:
        headers["Retry-After"] = "60"
    return PlainTextResponse(f"{why}\n", status, headers)
