"""360Giving JSON 1.4 (https://standard.threesixtygiving.org): grants, for GrantNav and its kin."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.exports.formats import Format, Loss, Written
from graph.model import BASE_IRI
from graph.rdf.description import LICENCE, PUBLISHER, TITLE, modified

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Statement

_REASONS = {
    "without amount or currency": "an amount is never filled in",
    "without the day of the award": "the standard asks for a day; a year is never padded to one",
    "to projects and events": "a recipient is an organization; none is guessed",
    "stated by further sources": "the same grant once, with its first source",
}


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write a package of the grants with amount, currency and day of award, one a line.

    A grant stated by several sources is there once, so that sums are right.
    """
    grants, refused = _sorted_out(dataset)
    package = {
        "version": "1.4",
        "title": TITLE,
        "description": "Grants with amount, currency and day of award, as public pages state them.",
        **({"issued": modified(dataset)} if modified(dataset) else {}),
        "identifier": f"{BASE_IRI}dataset#{dataset.version}",
        "publisher": {"name": PUBLISHER, "website": BASE_IRI},
        "license": LICENCE,
    }
    file.write(_dump(package)[:-1] + b',\n"grants":[')
    file.write(b",".join(b"\n" + _dump(_grant(dataset, grant)) for grant in grants))
    file.write(b"\n]}\n")
    made = sum(not _stated_title(grant) for grant in grants)
    funding = sum(refused.values()) + len(grants)
    found = [
        *(Loss(f"grants {reason}", refused[reason], why) for reason, why in _REASONS.items()),
        Loss("titles", made, "no source states one; it names programme or ends"),
        Loss("other statements", len(dataset.statements) - funding, "this is a format for grants"),
    ]
    return Written(len(grants), "grants", tuple(loss for loss in found if loss.count))


def _sorted_out(dataset: Dataset) -> tuple[list[Statement], Counter[str]]:
    """The grants that can be carried, and how many cannot, by the first reason."""
    kept: dict[tuple[str, ...], Statement] = {}
    refused: Counter[str] = Counter()
    for statement in sorted(dataset.statements, key=lambda s: (s.since, s.subject, s.id)):
        if statement.relation != "funds":
            continue
        said = statement.qualifiers
        if not said.get("amount") or not said.get("currency"):
            refused["without amount or currency"] += 1
        elif said.get("year_kind") != "award" or len(statement.since) != len("2025-01-31"):
            refused["without the day of the award"] += 1
        elif not statement.object.startswith("organization/"):
            refused["to projects and events"] += 1
        else:
            named = ("amount", "currency", "programme", "project_title")
            fact = (statement.subject, statement.object, statement.since)
            same = kept.setdefault((*fact, *(said.get(n, "") for n in named)), statement)
            refused["stated by further sources"] += same is not statement
    return list(kept.values()), refused


def _stated_title(statement: Statement) -> str:
    return statement.qualifiers.get("project_title", "")


def _grant(dataset: Dataset, statement: Statement) -> dict[str, Any]:
    said = statement.qualifiers
    funder, recipient = dataset.name(statement.subject), dataset.name(statement.object)
    programme = said.get("programme", "")
    title = _stated_title(statement) or programme or f"Grant from {funder} to {recipient}"
    amount = float(said["amount"])
    page = statement.page if statement.page.startswith(("http://", "https://")) else ""
    dates = {"plannedDates": [{"endDate": statement.until}]} if statement.until else {}
    return {
        "id": BASE_IRI + statement.id,
        "title": title if len(title) <= 140 else title[:139] + "…",
        "description": " ".join(_sentences(dataset, statement, title)),
        "currency": said["currency"],
        "amountAwarded": int(amount) if amount.is_integer() else amount,
        "awardDate": statement.since,
        **dates,
        "recipientOrganization": [_organization(dataset, statement.object)],
        "fundingOrganization": [_organization(dataset, statement.subject)],
        **({"grantProgramme": [{"title": programme}]} if programme else {}),
        **({"url": page, "dataSource": page} if page else {}),
    }


def _sentences(dataset: Dataset, statement: Statement, title: str) -> Iterator[str]:
    funder, recipient = dataset.name(statement.subject), dataset.name(statement.object)
    yield f"{title}: {funder} funds {recipient}."
    if via := statement.qualifiers.get("via"):
        yield f"Via {via}."
    source = dataset.sources[statement.source]
    yield f"As stated by {source.publisher} ({source.title})."


def _organization(dataset: Dataset, identifier: str) -> dict[str, str]:
    entity = dataset.entities[identifier]
    found = {"id": BASE_IRI + identifier, "name": entity.name}
    if len(entity.countries) == 1:
        found["addressCountry"] = entity.countries[0]
    if entity.website.startswith(("http://", "https://")):
        found["url"] = entity.website
    return found


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


FORMAT = Format("360giving", "360Giving JSON", "application/json", ".360giving.json", write)
