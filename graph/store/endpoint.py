"""SPARQL on a server of others, by its address (SPARQL 1.1 Protocol)."""

from __future__ import annotations

import time
from collections.abc import Iterable
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graph.errors import UsageError
from graph.store.answers import TRUNCATED, Answer, answer_of
from graph.store.errors import EndpointError
from graph.store.limits import Limits
from graph.store.reading import check, with_prologue

_ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, "
    "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.7"
)
_SHORT = 2000
"""Longest query string that is asked by GET, which survives redirects; longer ones are posted."""


class Endpoint:
    """A SPARQL 1.1 endpoint to ask, with the same rules and limits as the embedded store.

    Only questions are sent. FROM and GRAPH are allowed, since they name graphs
    of the endpoint; the limit of memory is the endpoint's own affair.

    Parameters
    ----------
    address : str
        An http or https address.
    limits : Limits
        What each query may cost.

    Raises
    ------
    UsageError
        For any other kind of address.
    """

    def __init__(self, address: str, limits: Limits | None = None) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{address!r} is no address of an endpoint: https://… or http://…")
        if parts.fragment or not address.isascii() or not address.isprintable() or " " in address:
            raise UsageError(f"{address!r} holds characters that an address may not hold")
        self.address = address
        self.limits = limits or Limits()

    def query(self, query: str) -> Answer:
        """The answer of the endpoint.

        Raises `QueryError`: as the embedded store does, and `EndpointError`
        when the endpoint cannot be reached or answers something else.
        """
        self.limits.check(query)
        reading = check(query, graphs=True)
        sent = with_prologue(query, reading.undeclared)
        ends = time.monotonic() + self.limits.seconds
        try:
            with self._sent(sent) as response:
                answer = self._answer(response, self._body(response, ends))
                if answer.kind != reading.kind:
                    raise EndpointError(
                        f"{self.address} answered something else than it was asked. Is this the "
                        "address of its SPARQL endpoint?"
                    )
                return answer
        except HTTPError as error:
            with error:
                raise self._refusal(error, error.read(4000)) from error
        except TimeoutError as error:
            raise self.limits.out_of_time() from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self.limits.out_of_time() from error
            raise EndpointError(f"{self.address} cannot be reached: {error.reason}") from error
        except (HTTPException, OSError) as error:
            why = str(error) or type(error).__name__
            raise EndpointError(f"the answer of {self.address} broke off: {why}") from error

    def _sent(self, query: str) -> HTTPResponse:
        form = urlencode({"query": query})
        headers = {"Accept": _ACCEPT, "User-Agent": "tech-for-good-graph"}
        if len(form) <= _SHORT:
            joint = "&" if urlsplit(self.address).query else "?"
            request = Request(f"{self.address}{joint}{form}", headers=headers)
        else:
            request = Request(self.address, form.encode(), headers)
        response: HTTPResponse = _opener().open(request, timeout=self.limits.seconds)
        return response

    def _body(self, response: HTTPResponse, ends: float) -> bytes:
        body = bytearray()
        while piece := response.read1(65536):
            body += piece
            if len(body) > self.limits.answer_bytes:
                raise self.limits.too_large()
            if time.monotonic() > ends:
                raise self.limits.out_of_time()
        return bytes(body)

    def _answer(self, response: HTTPResponse, body: bytes) -> Answer:
        media_type = response.headers.get_content_type()
        found: QuerySolutions | QueryBoolean | Iterable[Triple]
        try:
            if results := QueryResultsFormat.from_media_type(media_type):
                found = parse_query_results(body, format=results)
            elif rdf := RdfFormat.from_media_type(media_type):
                found = (q.triple for q in parse(body, format=rdf, base_iri=self.address))
            else:
                raise EndpointError(
                    f"{self.address} answered with {media_type}, which is no SPARQL result. Is "
                    "this the address of its SPARQL endpoint?"
                )
            answer = answer_of(found, self.limits)
        except (SyntaxError, ValueError) as error:
            why = str(error)[:200]
            raise EndpointError(
                f"the answer of {self.address} is not valid {media_type}: {why}"
            ) from error
        if response.headers.get(TRUNCATED):
            return Answer(answer.kind, answer.body, truncated=True)
        return answer

    def _refusal(self, error: HTTPError, body: bytes) -> EndpointError:
        said = " ".join(body.decode("utf-8", "replace").split())
        plain = error.headers.get_content_type() == "text/plain"
        words = f" It says: {said[:300]}" if said and plain else ""
        return EndpointError(f"{self.address} refused: {error.code} {error.reason}.{words}")


def _opener() -> OpenerDirector:
    """What asks by http and https, and by nothing else: no files, whoever redirects to them."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPRedirectHandler,
                    HTTPDefaultErrorHandler, HTTPErrorProcessor):  # fmt: skip
        opener.add_handler(handler())
    return opener
