"""What hangs on an entity besides paths: recorded money and the causes of those around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.dataset import Dataset
from graph.evidence import temporal_status


@dataclass(frozen=True, slots=True)
class Stakes:
    """Recorded funding and causes that the entities have a part in.

    Attributes
    ----------
    grants
        Recorded statements of funding that one of them gives, receives or passes on, those known
        to be over left out.
    amounts
        Sums of those that state one, by currency.
    without_amount
        Those that state none.
    causes
        Causes of the organizations tied to them, with how many of these work on each.

    """

    grants: int
    amounts: Mapping[str, float]
    without_amount: int
    causes: Mapping[str, int]

    def as_row(self, dataset: Dataset) -> dict[str, object]:
        """Cells for a table."""
        leading = sorted(self.causes, key=lambda c: (-self.causes[c], c))[:5]
        return {
            "grants": self.grants,
            "money_known": ", ".join(f"{v:,.0f} {k}" for k, v in self.amounts.items()),
            "grants_without_amount": self.without_amount,
            "causes": [f"{dataset.name(c)} ({self.causes[c]})" for c in leading],
        }


def stakes(dataset: Dataset, entities: Collection[str]) -> Stakes:
    """Sum up the money and the causes around some entities."""
    given = set(entities)
    names = {dataset.name(entity) for entity in given}
    grants = {}
    around: set[str] = set()
    for statement in dataset.statements:
        touches = statement.subject in given or statement.object in given
        if statement.relation == "funds":
            touches |= statement.qualifiers.get("via", "") in names
            if touches and temporal_status(dataset, statement) != "past":
                fact = (statement.subject, statement.object, statement.since)
                grants[(*fact, *sorted(statement.qualifiers.items()))] = statement
        if touches and dataset.relations[statement.relation].social:
            around |= {statement.subject, statement.object} - given
    amounts: dict[str, float] = {}
    for grant in grants.values():
        if grant.qualifiers.get("amount"):
            currency = grant.qualifiers.get("currency", "")
            amounts[currency] = amounts.get(currency, 0.0) + float(grant.qualifiers["amount"])
    causes = Counter(
        cause
        for entity in around
        if entity.startswith("organization/")
        for cause in {s.object for s in dataset.outgoing(entity, "works_on")}
    )
    return Stakes(
        grants=len(grants),
        amounts=dict(sorted(amounts.items())),
        without_amount=sum(not g.qualifiers.get("amount") for g in grants.values()),
        causes=dict(causes),
    )
