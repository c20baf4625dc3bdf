"""Whether the dataset says already what a statement says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from graph.imports.sources import page_key

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Statement
    from graph.reconcile.citations import Cited

_TELLING = {
    "holds_role": ("role",),
    "takes_part_in": ("role",),
    "funds": ("amount", "currency", "programme", "project_title"),
    "succeeded_by": ("change",),
}
"""Qualifiers that tell two statements of one relation between the same ends apart."""

_EITHER = {"uses_skill": ("needs_skill",), "needs_skill": ("uses_skill",)}


@dataclass(frozen=True, slots=True)
class Said:
    """How a statement stands to those of the dataset, and the one that it is like."""

    state: Literal["known", "doubtful", "new"]
    like: str = ""
    reason: str = ""


class Facts:
    """The statements of a dataset by their relation and ends."""

    def __init__(self, dataset: Dataset) -> None:
        """Index all statements."""
        self.by_ends: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        self.identifiers: dict[str, Statement] = {}
        for statement in dataset.statements:
            ends = statement.subject, statement.object
            self.by_ends[(statement.relation, *ends)].append(statement)
            self.identifiers[statement.id] = statement

    def between(self, relation: str, subject: str, object_: str) -> Sequence[Statement]:
        """Statements of a relation from one thing to another."""
        return self.by_ends.get((relation, subject, object_), ())

    def compare(
        self, relation: str, cells: Mapping[str, str], cited: Cited | None, *, confirms: bool
    ) -> Said:
        """Compare a row of a relation's table with the statements of the same ends.

        What the input leaves open contradicts nothing. A row that says more
        than the dataset is doubtful: the known row may want completing.
        ``confirms`` says whether a source that is not cited yet counts.
        """
        known = self.between(relation, cells["subject"], cells["object"])
        same = [s for s in known if _agree(relation, s, cells)]
        if not same:
            return _near(relation, known, cells)
        more = min((_more(relation, s, cells) for s in same), key=len)
        if more:
            return Said("doubtful", same[0].id, f"known, but this says more: {', '.join(more)}")
        if confirms and cited and not any(_cites(s, cited) for s in same):
            return Said("new", same[0].id, "a further source of a known statement")
        return Said("known", same[0].id)

    def keyword(self, relation: str, subject: str, concept: str) -> Said:
        """Whether a thing has a cause or skill, in whichever way the dataset says so."""
        for name in (relation, *_EITHER.get(relation, ())):
            for statement in self.between(name, subject, concept):
                return Said("known", statement.id)
        return Said("new")


def _cites(statement: Statement, cited: Cited) -> bool:
    return statement.source == cited.source or page_key(statement.page) == page_key(cited.page)


def _agree(relation: str, known: Statement, cells: Mapping[str, str]) -> bool:
    for name in _TELLING.get(relation, ()):
        theirs, ours = cells.get(name, ""), known.qualifiers.get(name, "")
        if theirs and ours and not _equal(theirs, ours):
            return False
    spans = ((cells["since"], known.since), (cells["until"], known.until))
    return all(a.startswith(b) or b.startswith(a) for a, b in spans)


def _more(relation: str, known: Statement, cells: Mapping[str, str]) -> list[str]:
    """What the input says beyond a known statement that it agrees with."""
    told = [(n, cells.get(n, ""), known.qualifiers.get(n, "")) for n in _TELLING.get(relation, ())]
    told += [("since", cells["since"], known.since), ("until", cells["until"], known.until)]
    return [f"{name} {theirs}" for name, theirs, ours in told if theirs and len(ours) < len(theirs)
            and not _equal(theirs, ours)]  # fmt: skip


def _near(relation: str, known: Sequence[Statement], cells: Mapping[str, str]) -> Said:
    """A role of the same kind under another title may be the same role."""
    for statement in known if relation == "holds_role" else ():
        if statement.qualifiers.get("kind") == cells.get("kind"):
            title = statement.qualifiers.get("role", "")
            return Said("doubtful", statement.id, f"the same kind of role is known as {title!r}")
    return Said("new")


def _equal(one: str, other: str) -> bool:
    if one.casefold() == other.casefold():
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
