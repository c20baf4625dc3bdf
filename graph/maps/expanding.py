"""More ties on a web that is drawn: of the nodes that a reader asks for, nothing moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from graph.dataset import Dataset
from graph.layout import beside
from graph.maps.drawing import Board
from graph.maps.views import neighbours, ties_among
from graph.model import Statement
from graph.text import shortened

EACH = 40
"""Nodes that one expansion adds at most."""

MOST = 500
"""Nodes that an expanded web has at most."""


def expanded(
    dataset: Dataset,
    board: Board,
    more: Iterable[str],
    statements: Collection[Statement],
) -> Board:
    """A web with the further contacts of some of its nodes, each near the node that it is tied to.

    Parameters
    ----------
    dataset
        Whose entities they are.
    board
        The web. Its nodes keep their places.
    more
        Identifiers in the order in which they were asked for; one that is not on the web by then
        is passed over.
    statements
        What may be drawn.

    Returns
    -------
    At most `EACH` nodes are added for each, those with most ties first, and none beyond `MOST`;
    the note of the view says how many of how many.

    """
    contacts = neighbours(statements)
    place = dict(board.place)
    shown = {node: place[node] for node in board.view.nodes}
    note, total = board.view.note, board.view.total
    for node in more:
        if node not in shown:
            continue
        new = sorted(contacts.get(node, set()) - shown.keys(), key=lambda n: (-len(contacts[n]), n))
        kept = new[: max(0, min(EACH, MOST - len(shown)))]
        # Words that stand on the map keep their place as well.
        taken = [*shown.values(), *board.captions.values()]
        shown |= beside(shown[node], shown[board.view.centre], taken, kept)
        total += len(new)
        note += f" Added for {shortened(dataset.name(node))}: {len(kept):,} of {len(new):,}"
        note += " further ones, best connected first." if len(kept) < len(new) else " further ones."
    nodes = tuple(sorted(shown))
    view = replace(
        board.view, nodes=nodes, ties=ties_among(statements, frozenset(nodes)), total=total,
        note=note,
    )  # fmt: skip
    return replace(board, view=view, place=place | shown)
