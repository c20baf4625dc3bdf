"""Popolo JSON (https://www.popoloproject.com): people, organizations and memberships."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.countries import country_name
from graph.exports.formats import Format, Loss, Written

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Entity, Statement

Json = dict[str, Any]

_WEB = ("http://", "https://")
_CARRIED = ("organization/", "person/")


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write the three lists, one object a line; identifiers are those of the dataset."""
    parents = _parents(dataset)
    entities = [dataset.entities[identifier] for identifier in sorted(dataset.entities)]
    lists = {
        "persons": [_person(dataset, e) for e in entities if e.type == "person"],
        "organizations": [
            _organization(dataset, e, parents.get(e.id)) for e in entities if e.type == _BODY
        ],
        "memberships": list(_memberships(dataset)),
    }
    for place, (name, objects) in enumerate(lists.items()):
        file.write(f'{"," if place else "{"}\n"{name}":['.encode())
        file.write(b",".join(b"\n" + _dump(thing) for thing in objects) + b"\n]")
    file.write(b"\n}\n")
    count = sum(map(len, lists.values()))
    return Written(count, "people, organizations and memberships", _losses(dataset, parents))


_BODY = "organization"


def _thing(dataset: Dataset, entity: Entity) -> Json:
    found: Json = {"id": entity.id, "name": entity.name}
    if entity.aliases:
        found["other_names"] = [{"name": alias} for alias in entity.aliases]
    if entity.website.startswith(_WEB):
        found["links"] = [{"url": entity.website, "note": "website"}]
    cited = [(d.page, d.source) for d in dataset.described_by(entity.id) if not d.value]
    found["sources"] = list(_links(dataset, cited))
    return found


def _person(dataset: Dataset, entity: Entity) -> Json:
    return _thing(dataset, entity) | _filled(summary=entity.description)


def _organization(dataset: Dataset, entity: Entity, parent: str | None) -> Json:
    area = None
    if entity.countries:
        code = entity.countries[0]
        area = {"id": f"country/{code}", "name": country_name(code), "identifier": code,
                "classification": "country"}  # fmt: skip
    return _thing(dataset, entity) | _filled(
        classification=dataset.name(entity.kind) if entity.kind else "",
        parent_id=parent or "",
        area=area,
        description=entity.description,
        founding_date=entity.details.get("founded", ""),
        dissolution_date=entity.details.get("closed", ""),
    )


def _memberships(dataset: Dataset) -> Iterator[Json]:
    for statement in sorted(dataset.statements, key=lambda s: (s.subject, s.object, s.id)):
        if not _is_membership(statement):
            continue
        person = statement.subject if statement.relation == "holds_role" else ""
        body = {"id": statement.subject, "name": dataset.name(statement.subject)}
        kind = statement.qualifiers.get("kind", "")
        yield {"id": statement.id, "organization_id": statement.object} | _filled(
            person_id=person,
            member=None if person else body,
            role=statement.qualifiers.get("role", ""),
            label=dataset.name(kind) if kind else "",
            start_date=statement.since,
            end_date=statement.until,
            sources=list(_links(dataset, [(statement.page, statement.source)])),
        )


def _is_membership(statement: Statement) -> bool:
    """A role or membership in an organization, which is all that Popolo knows."""
    in_body = statement.object.startswith("organization/")
    return in_body and statement.relation in ("holds_role", "member_of")


def _parents(dataset: Dataset) -> Mapping[str, str]:
    """Organization to the first one that it is said to be part of."""
    found: dict[str, str] = {}
    for statement in dataset.statements:
        if statement.relation == "part_of":
            found.setdefault(statement.subject, statement.object)
    return found


def _links(dataset: Dataset, cited: Iterable[tuple[str, str]]) -> Iterator[Json]:
    """Pages as links; a page that is no address stands as a note to its source's address."""
    for place, source in dict.fromkeys(cited):
        title = dataset.sources[source].title
        if place.startswith(_WEB):
            yield {"url": place, "note": title}
        elif dataset.sources[source].url:
            yield {"url": dataset.sources[source].url, "note": f"{title}: {place}"}


def _filled(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value}


def _losses(dataset: Dataset, parents: Mapping[str, str]) -> tuple[Loss, ...]:
    carried = [s for s in dataset.statements if _is_membership(s)]
    part_of = sum(1 for s in dataset.statements if s.relation == "part_of")
    others = len(dataset.statements) - len(carried) - part_of
    types = Counter(entity.type for entity in dataset.entities.values())
    entities = dataset.entities.values()
    organizations = [e for e in entities if e.type == _BODY]
    cited = [d for d in dataset.descriptions if not d.value and d.subject.startswith(_CARRIED)]
    places = [(d.page, d.source) for d in cited] + [(s.page, s.source) for s in carried]
    offline = [s for page, s in places if not page.startswith(_WEB) and not dataset.sources[s].url]
    found = [
        Loss("statements", others, "Popolo knows people, organizations and memberships alone"),
        Loss("projects and events", types["project"] + types["event"], "there is no such class"),
        Loss("statements with more than one parent or a date", part_of - len(parents),
             "an organization has one parent, without dates"),
        Loss("further countries", sum(max(len(e.countries) - 1, 0) for e in organizations),
             "an organization has one area"),
        Loss("countries of people", sum(len(e.countries) for e in entities if e.type == "person"),
             "a person's area would be read as that of an electorate"),
        Loss("statuses, levels and cities", sum(bool(v) for e in organizations for v in
             (e.status, e.city, e.details.get("level"))), "there is no such field"),
        Loss("confidence and temporal status", len(carried), "a membership has no such field"),
        Loss("pages without an address", len(offline), "a source must be a URL"),
    ]  # fmt: skip
    return tuple(loss for loss in found if loss.count)


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


FORMAT = Format("popolo", "Popolo JSON", "application/json", ".popolo.json", write)
