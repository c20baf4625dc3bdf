"""Small datasets for measures of datasets: a few entities and who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.dataset import Dataset
from tests.fixtures_data import PAGE, ROWS, STATEMENTS, small_dataset

Row = Mapping[str, str]


def said(subject: str, object_: str, **further: str) -> dict[str, str]:
    """A statement, with its source."""
    row = {"subject": subject, "object": object_, "source": "source/site", "page": PAGE}
    return row | further


def made(
    folder: Path,
    organizations: Mapping[str, Row],
    people: Iterable[str] = (),
    causes: Sequence[Row] = (),
    **statements: Sequence[Row],
) -> Dataset:
    """A dataset of organizations (by identifier, with further cells) and people.

    Causes are ``climate`` and ``energy`` (below it) unless given. Nothing is stated but what
    ``statements`` holds by relation.
    """
    persons = [{"id": person, "name": _name(person)} for person in people]
    bodies = [{"id": o, "name": _name(o), **more} for o, more in organizations.items()]
    projects = [{"id": "project/map", "name": "Map"}]
    cited = [row["id"] for row in (*bodies, *persons, *projects)] + ["event/congress"]
    tables: dict[str, Sequence[Row]] = {
        "organizations": bodies,
        "people": persons,
        "projects": projects,
        "citations": [
            {"subject": c, "fields": "name", "source": "source/site", "page": PAGE} for c in cited
        ],
        "renames": [],
        "kinds": [
            {**row, "plural": f"{row['label'].lower()}s"} for row in ROWS["vocabulary/kinds.csv"]
        ],
        **dict.fromkeys(STATEMENTS, ()),
        **statements,
    }
    return small_dataset(folder, **tables, **({"causes": causes} if causes else {}))


def _name(identifier: str) -> str:
    return identifier.partition("/")[2].replace("-", " ").title()


def works_on(subject: str, cause: str) -> dict[str, str]:
    """A statement that a page makes about a cause."""
    return said(subject, cause, basis="stated", stated_as="a page")


def role(person: str, organization: str, **further: str) -> dict[str, str]:
    """A public role."""
    return said(person, organization, role="Board member", kind="role/board", **further)
