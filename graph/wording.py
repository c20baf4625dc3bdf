"""What entities and statements say, in words: plain text, which every view escapes its own way."""

from __future__ import annotations

from graph.countries import country_name
from graph.dataset import Dataset
from graph.evidence import confidences, temporal_status
from graph.model import Entity, Statement

CONFIDENCE = {
    "confirmed": "confirmed",
    "one-side": "stated by one side",
    "third-party": "stated by a third party",
    "unconfirmed": "unconfirmed: second-hand or machine-compiled",
    "inferred": "our reading",
}
"""How surely a statement is known, in words."""


def standing(dataset: Dataset, statement: Statement) -> str:
    """How surely a statement is known and whether it still holds, in one phrase."""
    sure = CONFIDENCE[confidences(dataset)[statement.id]]
    held = temporal_status(dataset, statement)
    return f"{sure}, past" if held == "past" else sure


def span(statement: Statement) -> str:
    """When a statement held, as far as its source says; "" when it does not say."""
    since, until = statement.since, statement.until
    if since and until:
        return since if since == until else f"{since} to {until}"
    if since:
        return f"since {since}" if statement.relation != "funds" else since
    return f"until {until}" if until else ""


def details(dataset: Dataset, statement: Statement) -> str:
    """What a statement says besides its two ends, in one line of plain text."""
    qualifiers = statement.qualifiers
    parts = [qualifiers.get("role", ""), qualifiers.get("programme", "")]
    parts.append(qualifiers.get("project_title", ""))
    if qualifiers.get("amount"):
        parts.append(f"{float(qualifiers['amount']):,.0f} {qualifiers.get('currency', '')}".strip())
    if qualifiers.get("via"):
        parts.append(f"via {qualifiers['via']}")
    if qualifiers.get("change"):
        parts.append(qualifiers["change"])
    if statement.relation == "investigated" and qualifiers.get("stated_as"):
        parts.append(qualifiers["stated_as"])
    parts.append(span(statement))
    return " · ".join(part for part in parts if part)


def headline(dataset: Dataset, entity: Entity) -> str:
    """Kind, place and status of an entity in one line of plain text."""
    kind = dataset.name(entity.kind) if entity.kind else entity.type.capitalize()
    places = [country_name(c) for c in entity.countries]
    where = ", ".join([entity.city, *places] if entity.city else places)
    status = entity.status
    if status and entity.details.get("as_of"):
        status = f"{status} (as of {entity.details['as_of'][:4]})"
    return " · ".join(part for part in (kind, where, status) if part)
