"""How much a query may cost, and what is said when it costs more."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import UsageError
from graph.store.errors import AnswerTooLargeError, QueryTimeoutError, QueryTooLongError


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one query.

    Attributes
    ----------
    seconds : float
        Time from asking to the whole answer. What runs longer is stopped.
    rows : int
        Rows of a table, or triples of a graph. The rest is left out, and the
        answer says so.
    answer_bytes : int
        Size of the answer. A larger one is an error.
    query_bytes : int
        Length of the text of the query, in UTF-8.
    memory_bytes : int
        Memory that answering may take beyond the data (kept on Linux only:
        macOS does not enforce it).

    Raises `UsageError` when one of them is not above zero.
    """

    seconds: float = 20.0
    rows: int = 10_000
    answer_bytes: int = 50_000_000
    query_bytes: int = 100_000
    memory_bytes: int = 1_000_000_000

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise UsageError(f"the limit of {name.replace('_', ' ')} must be above zero")

    def check(self, query: str) -> None:
        """Raise `QueryTooLongError` when the text of the query is too long."""
        size = len(query.encode("utf-8", "surrogatepass"))
        if size > self.query_bytes:
            raise QueryTooLongError(
                f"The query is {size:,} bytes long; at most {self.query_bytes:,} are taken."
            )

    def out_of_time(self) -> QueryTimeoutError:
        """The error of a query that was stopped."""
        return QueryTimeoutError(
            f"The query was stopped after {self.seconds:g} seconds. Ask for less: add a LIMIT, "
            "name a class or an entity, or join its parts by a common variable."
        )

    def too_large(self) -> AnswerTooLargeError:
        """The error of an answer that is too large."""
        return AnswerTooLargeError(
            f"The answer is larger than {self.answer_bytes / 1e6:,.0f} MB. Ask for fewer rows or "
            "columns."
        )

    def out_of_memory(self) -> AnswerTooLargeError:
        """The error of a query that took too much memory."""
        return AnswerTooLargeError(
            f"The query was stopped: it needs more than {self.memory_bytes / 1e6:,.0f} MB of "
            "memory. Ask for less: add a LIMIT, or sort and group fewer rows."
        )
