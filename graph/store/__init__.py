"""The dataset as answers: SPARQL 1.1 on embedded Oxigraph, or on an endpoint by its address.

Only questions are answered (SELECT, ASK, CONSTRUCT, DESCRIBE): nothing is
changed, no other server is asked, and every query has limits.

    from graph import store

    with store.Embedded(graph.load()) as asked:
        answer = asked.query("SELECT ?name { ?x a org:Organization ; schema:name ?name }")
        answer.columns, list(answer.rows()), answer.truncated
"""

from __future__ import annotations

from graph.store.answers import GRAPH_FORMS, RESULT_FORMS, Answer, shown
from graph.store.embedded import Embedded
from graph.store.endpoint import Endpoint
from graph.store.errors import (
    AnswerTooLargeError,
    EndpointError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLongError,
    StoreBusyError,
    StoreFailedError,
)
from graph.store.limits import Limits
from graph.store.questions import Question, questions

__all__ = [
    "GRAPH_FORMS",
    "RESULT_FORMS",
    "Answer",
    "AnswerTooLargeError",
    "Embedded",
    "Endpoint",
    "EndpointError",
    "Limits",
    "QueryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "QueryTooLongError",
    "Question",
    "StoreBusyError",
    "StoreFailedError",
    "questions",
    "shown",
]
