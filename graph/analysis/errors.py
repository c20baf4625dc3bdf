"""What can be wrong with a question put to a measure: one class per thing a caller can do."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Hashable, Iterable

from graph.errors import GraphDataError

_SHOWN = 5


class AnalysisError(GraphDataError, ValueError):
    """A measure was asked something it cannot answer; the message says what to do."""


class EmptyNetworkError(AnalysisError):
    """The network has no nodes."""

    def __init__(self) -> None:
        """Say that there is nothing to measure."""
        super().__init__(
            "the network has no nodes: nothing can be measured. "
            "Check the file or the filter that it was built from."
        )


class UnknownNodeError(AnalysisError):
    """A node was named that the network does not hold.

    ``node`` is the name asked for, ``near`` the nodes that are spelled alike.
    """

    def __init__(self, node: Hashable, known: Iterable[Hashable] = ()) -> None:
        """Look among ``known`` for what was meant."""
        self.node = node
        self.near = near_matches(node, known)
        hint = f" Did you mean {_listed(self.near)}?" if self.near else ""
        super().__init__(f"no node {node!r} in the network.{hint}")


class MissingGroupsError(AnalysisError):
    """Some nodes have no group; ``nodes`` lists them all."""

    def __init__(self, nodes: Collection[Hashable], total: int) -> None:
        """Name the first few of the nodes."""
        self.nodes = tuple(nodes)
        super().__init__(
            f"{len(self.nodes)} of {total} nodes have no group: {_listed(self.nodes)}. "
            "Give every node a group (for instance 'unknown'), or leave these nodes out."
        )


class WeightError(AnalysisError):
    """A weight is negative, not a finite number, or not there at all."""


class ZeroWeightWarning(UserWarning):
    """Ties of weight zero were dropped."""


def near_matches(wanted: Hashable, known: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """Names in ``known`` that look like ``wanted``, the closest first; at most three.

    A name that differs only in upper and lower case, or in its type (``1`` and ``"1"``), counts.
    """
    by_text: dict[str, Hashable] = {}
    for name in known:
        by_text.setdefault(str(name).casefold(), name)
    close = difflib.get_close_matches(str(wanted).casefold(), list(by_text), n=3, cutoff=0.7)
    return tuple(by_text[text] for text in close)


def _listed(names: Collection[Hashable]) -> str:
    shown = ", ".join(repr(name) for name in list(names)[:_SHOWN])
    rest = len(names) - _SHOWN
    return f"{shown} and {rest} more" if rest > 0 else shown
