"""Statements between entities as the links of FollowTheMoney: the schema and its two ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Statement

Properties = dict[str, list[str]]

WEB = ("http://", "https://")

_LEADS = frozenset({"role/board", "role/director", "role/founder"})
_WORKS = frozenset({"role/staff", "role/consultant", "role/teacher"})


def link(
    dataset: Dataset, statement: Statement, name: Callable[[str], str]
) -> tuple[str, Properties]:
    """The schema of a statement and its properties; ``name`` makes identifiers.

    What no schema fits is an UnknownLink whose role says what it is.
    """
    schema, tail, head = _schema(statement)
    said, source = statement.qualifiers, dataset.sources[statement.source]
    label = dataset.relations[statement.relation].label
    web = statement.page.startswith(WEB)
    found: Properties = {
        tail: [name(statement.subject)],
        head: [name(statement.object)],
        "startDate": [statement.since],
        "endDate": [statement.until],
        "date": [statement.as_of],
        "recordId": [statement.id],
        "sourceUrl": [address(statement.page if web else source.url)],
        "publisher": [source.publisher],
        "retrievedAt": [source.retrieved],
        "summary": ["" if web else statement.page],
    }
    if schema == "Payment":
        grant = {"amount": "amount", "currency": "currency", "programme": "programme"}
        found |= {ours: [said.get(theirs, "")] for ours, theirs in grant.items()}
        found["purpose"] = [said.get("project_title", "")]
        found["description"] = [f"via {said['via']}" if "via" in said else ""]
    else:
        found["role"] = [said.get("role") or label]
        further = [f"{k.replace('_', ' ')}: {v}" for k, v in said.items() if k not in _KNOWN]
        found["description"] = ["; ".join(further)]
    return schema, found


_KNOWN = frozenset({"role", "kind"})


def address(url: str) -> str:
    """A web address as the model normalizes it: a bare host with a slash; "" for anything else."""
    bare = url.startswith(WEB) and url.count("/") == 2 and not {"?", "#"} & set(url)
    return f"{url}/" if bare else url if url.startswith(WEB) else ""


def _schema(statement: Statement) -> tuple[str, str, str]:
    """Schema, property of the subject, property of the object."""
    object_type = statement.object.partition("/")[0]
    subject_type = statement.subject.partition("/")[0]
    kind = statement.qualifiers.get("kind", "")
    between_bodies = (subject_type, object_type) == ("organization", "organization")
    if object_type == "project" and subject_type in ("organization", "person"):
        return "ProjectParticipant", "participant", "project"
    if statement.relation == "holds_role" and object_type == "organization":
        if kind in _LEADS:
            return "Directorship", "director", "organization"
        if kind in _WORKS:
            return "Employment", "employee", "employer"
        return "Membership", "member", "organization"
    if statement.relation == "member_of" and between_bodies:
        return "Membership", "member", "organization"
    if statement.relation == "funds" and between_bodies:
        return "Payment", "payer", "beneficiary"
    if statement.relation == "succeeded_by" and between_bodies:
        return "Succession", "predecessor", "successor"
    return "UnknownLink", "subject", "object"
