"""The errors that callers can act on, under one root."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model import Report


class GraphDataError(Exception):
    """Root of every error that this package raises on purpose."""


class InvalidDatasetError(GraphDataError):
    """The data files break the rules that loading depends on.

    ``report`` holds every finding, not only the first.
    """

    def __init__(self, report: Report) -> None:
        """Keep the whole report and say its findings in the message."""
        self.report = report
        super().__init__(str(report))


class UnknownIdentifierError(GraphDataError, KeyError):
    """No entity, concept or source bears this identifier.

    ``near`` lists identifiers that are spelled alike.
    """

    def __init__(self, identifier: str, near: Sequence[str] = ()) -> None:
        """Keep the identifier that was asked for and its near matches."""
        self.identifier = identifier
        self.near = tuple(near)
        super().__init__(identifier)

    def __str__(self) -> str:
        """Say what was not found and what is spelled alike."""
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        return f"nothing here is called {self.identifier!r}.{hint}"


class UsageError(GraphDataError, ValueError):
    """A caller asked for something that does not exist or cannot be done."""
