"""The core of the field, and the corporate sponsorship around it.

The dataset holds more than the field: employers that only occur in somebody's
role, and packages that only occur as recipients of small grants. They stay in
the data and leave the core.
"""

from __future__ import annotations

from functools import lru_cache

from graph.dataset import Dataset
from graph.model import Statement

_FIELD = frozenset(
    f"kind/{name}"
    for name in (
        "campaign community foundation freelancer-coop intermediary job-board network ngo party "
        "public-fund tech-coop union worker-group"
    ).split()
)
"""Kinds that belong to the field by what they are; others must do something in it."""

_PASSING = frozenset({"holds_role", "funds", "takes_part_in", "investigated"})
"""Relations in which a body can occur without being of the field."""


@lru_cache(maxsize=4)
def core(dataset: Dataset) -> frozenset[str]:
    """Identifiers of the entities that make up the field.

    - An organization: of a kind that is of the field by itself, or with a
      cause, skill, path or a tie other than an employee, a sponsorship, a stall
      at an event or an investigation into it.
    - A project: with a cause that a page states, or a tie other than a grant.
    - A person: with a role at an organization, project or event of the core.
    - An event: always.
    """
    kept: set[str] = set()
    for entity in dataset.entities.values():
        if entity.type == "event":
            kept.add(entity.id)
        elif entity.type == "organization":
            if entity.kind in _FIELD or any(
                s.relation not in _PASSING for s in dataset.statements_of(entity.id)
            ):
                kept.add(entity.id)
        elif entity.type == "project" and any(
            _ties_project(s) for s in dataset.statements_of(entity.id)
        ):
            kept.add(entity.id)
    people = {
        s.subject for s in dataset.statements if s.relation == "holds_role" and s.object in kept
    }
    return frozenset(kept | people)


def _ties_project(statement: Statement) -> bool:
    if statement.relation == "works_on":
        return statement.qualifiers.get("basis") == "stated"
    return statement.relation != "funds"


def is_sponsorship(dataset: Dataset, statement: Statement) -> bool:
    """Whether a statement is money from a company: a sponsor's logo more often than a tie."""
    if statement.relation != "funds":
        return False
    giver = dataset.entities.get(statement.subject)
    return giver is not None and giver.kind == "kind/company"
