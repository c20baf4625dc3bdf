"""The pages that claims lead to: 256 of them, by the first two characters of the claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph import wording
from graph.dataset import Dataset
from graph.model import Statement
from graph.site.linked import Linked
from graph.site.pages import Page, link
from graph.site.told import cite


def claim_pages(dataset: Dataset, linked: Linked) -> Iterator[Page]:
    """Every claim with its ends, what it says, and the page that says so."""
    shelves: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in dataset.statements:
        name = statement.id.partition("/")[2]
        shelves[name[:2]][name] = statement
    for shelf, statements in sorted(shelves.items()):
        ordered = sorted(statements.items())
        turtle, jsonld = linked.together(statement.id for _, statement in ordered)
        yield Page(
            f"claim/{shelf}.html",
            "claims.html",
            f"Claims {shelf}…",
            {"claims": [_row(dataset, name, statement) for name, statement in ordered]},
            data={".ttl": turtle, ".jsonld": jsonld},
            listed=False,
        )


def _row(dataset: Dataset, name: str, statement: Statement) -> dict[str, object]:
    return {
        "name": name,
        "subject": link(dataset, statement.subject),
        "label": dataset.relations[statement.relation].label,
        "object": link(dataset, statement.object),
        "detail": wording.details(dataset, statement),
        "standing": wording.standing(dataset, statement),
        "cite": cite(dataset, statement.source, statement.page, dataset.as_of(statement)),
    }
