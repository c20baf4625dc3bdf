"""What can go wrong with a query, one class for each thing that a caller can do about it."""

from __future__ import annotations

from graph.errors import GraphDataError


class QueryError(GraphDataError):
    """Root of everything that asking can end in instead of an answer."""


class QuerySyntaxError(QueryError):
    """The text is no SPARQL query, or uses a prefix that nobody declared: mend it."""


class QueryRefusedError(QueryError):
    """A valid query that is not answered here: it would change something or ask elsewhere."""


class QueryTooLongError(QueryError):
    """The text of the query is longer than the limit."""


class QueryTimeoutError(QueryError):
    """The query ran out of time and was stopped."""


class AnswerTooLargeError(QueryError):
    """The answer, or the memory that it takes, is larger than the limit."""


class StoreBusyError(QueryError):
    """Too many queries run at once: ask again later."""


class StoreFailedError(QueryError):
    """The process that holds the data could not start, or went away."""


class EndpointError(QueryError):
    """An endpoint could not be reached, or did not answer as SPARQL 1.1 says."""


BY_NAME = {
    error.__name__: error
    for error in (
        QuerySyntaxError,
        QueryRefusedError,
        QueryTooLongError,
        QueryTimeoutError,
        AnswerTooLargeError,
        StoreFailedError,
    )
}
"""The errors that a process which answers can hand back, by the name of their class."""
