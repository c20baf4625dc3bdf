"""What a visitor would not be part of, and the recorded facts that touch it.

A refusal counts against an organization only where a statement supports it; that nothing is
recorded says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.dataset import Dataset
from graph.evidence import temporal_status
from graph.model import Refusal, Statement


@dataclass(frozen=True, slots=True)
class Caution:
    """One fact about an organization that touches a refusal, and the statement of it, if any."""

    refusal: str
    text: str
    statement: Statement | None = None


def cautions(dataset: Dataset, organization: str, refusals: Iterable[str]) -> list[Caution]:
    """List the facts about an organization that touch what a visitor refuses.

    Being such a body or of such a kind, being part of one, or having money from one. Ties that
    are known to be past do not count.
    """
    found: list[Caution] = []
    kind = dataset.entities[organization].kind
    for refusal in (dataset.refusals[name] for name in refusals if name in dataset.refusals):
        what = refusal.label.lower()
        if organization in refusal.bodies:
            found.append(Caution(refusal.id, f"stands for what you refuse: {what}"))
        elif kind in refusal.kinds:
            label = dataset.concepts[kind].label.lower()
            found.append(Caution(refusal.id, f"is a {label}, and you refuse: {what}"))
        for statement in _ties(dataset, organization, refusal)[:1]:
            other = dataset.name(statement.other(organization))
            tie = "is part of" if statement.relation == "part_of" else "got money or support from"
            when = f" ({statement.since[:4]})" if statement.since else ""
            text = f"{tie} {other}{when}, and you refuse: {what}"
            found.append(Caution(refusal.id, text, statement))
    return found


def _ties(dataset: Dataset, organization: str, refusal: Refusal) -> list[Statement]:
    """Statements that tie an organization to such a body as its owner or giver, newest first."""
    if not refusal.bodies:
        return []
    ties = [
        *(s for s in dataset.outgoing(organization, "part_of") if s.object in refusal.bodies),
        *(s for s in dataset.incoming(organization, "funds") if s.subject in refusal.bodies),
    ]
    kept = [s for s in ties if temporal_status(dataset, s) != "past" or s.relation == "funds"]
    return sorted(kept, key=lambda s: (s.relation == "part_of", s.since), reverse=True)


def touched_cost(dataset: Dataset, cost: str, refusals: Iterable[str]) -> str:
    """Label of the refusal that a cost of a path touches; "" when none does."""
    folded = cost.casefold()
    for refusal in (dataset.refusals[name] for name in refusals if name in dataset.refusals):
        if any(part in folded for part in refusal.costs):
            return refusal.label.lower()
    return ""
