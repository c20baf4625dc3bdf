"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, for Aleph."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.exports.followthemoney_links import address, link
from graph.exports.formats import Format, Loss, Written

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Entity

Properties = dict[str, list[str]]


def identifier(ours: str) -> str:
    """An identifier in the letters that FollowTheMoney allows: no slash, a prefix of ours."""
    return "tfg-" + ours.replace("/", "-")


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write things, then links between them, each list sorted by identifier.

    Causes, skills and paths are keywords of the thing, since the model has no
    class for them.
    """
    keywords = _keywords(dataset)
    things = [
        _line(identifier(e.id), _schema(dataset, e), _thing(dataset, e, keywords[e.id]))
        for e in dataset.entities.values()
    ]
    ties = [s for s in dataset.statements if s.object in dataset.entities]
    links = [_line(identifier(s.id), *link(dataset, s, identifier)) for s in ties]
    file.writelines(sorted(things))
    file.writelines(sorted(links))
    return Written(len(things) + len(links), "entities", _losses(dataset))


def _schema(dataset: Dataset, entity: Entity) -> str:
    if entity.type == "organization":
        sector = dataset.sector(entity.id)
        return {"public sector": "PublicBody", "business": "Company"}.get(sector, "Organization")
    return entity.type.capitalize()


def _thing(dataset: Dataset, entity: Entity, keywords: list[str]) -> Properties:
    cited = [d for d in dataset.described_by(entity.id) if not d.value]
    sources = [dataset.sources[d.source] for d in cited]
    found: dict[str, list[str]] = {
        "name": [entity.name],
        "alias": list(entity.aliases),
        "country": [code.lower() for code in entity.countries],
        "address": [entity.city],
        "description": [entity.description],
        "keywords": keywords,
        "sourceUrl": [address(d.page) for d in cited],
        "publisher": [source.publisher for source in sources],
        "retrievedAt": [max((source.retrieved for source in sources), default="")],
    }
    further = _FURTHER.get(entity.type, {})
    found |= {name: [value(dataset, entity)] for name, value in further.items()}
    return found


def _detail(name: str) -> Callable[[Dataset, Entity], str]:
    return lambda dataset, entity: entity.details.get(name, "")


def _website(dataset: Dataset, entity: Entity) -> str:
    return address(entity.website)


_BODY: Mapping[str, Callable[[Dataset, Entity], str]] = {
    "website": _website,
    "status": lambda dataset, entity: entity.status,
    "incorporationDate": _detail("founded"),
    "dissolutionDate": _detail("closed"),
    "classification": lambda d, entity: d.name(entity.kind) if entity.kind else "",
    "sector": lambda dataset, entity: dataset.sector(entity.id),
}
_FURTHER: Mapping[str, Mapping[str, Callable[[Dataset, Entity], str]]] = {
    "organization": _BODY,
    "person": {"website": _website},
    "project": {"status": lambda dataset, entity: entity.status},
    "event": {"startDate": _detail("first_year"), "endDate": _detail("last_seen_year")},
}
"""Properties that only some schemata have, and where they come from."""


def _keywords(dataset: Dataset) -> Mapping[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for statement in dataset.statements:
        if statement.object in dataset.concepts:
            words[statement.subject].append(dataset.name(statement.object))
    return words


def _line(name: str, schema: str, properties: Mapping[str, list[str]]) -> bytes:
    """One entity; values sorted, each once, empty ones left out."""
    filled = {p: sorted(set(filter(None, values))) for p, values in sorted(properties.items())}
    value: dict[str, Any] = {
        "id": name, "schema": schema, "properties": {p: v for p, v in filled.items() if v},
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _losses(dataset: Dataset) -> tuple[Loss, ...]:
    concepts = sum(1 for s in dataset.statements if s.object in dataset.concepts)
    ties = len(dataset.statements) - concepts
    to = Counter(s.object.partition("/")[0] for s in dataset.statements if s.relation == "funds"
                 and s.qualifiers.get("amount"))  # fmt: skip
    websites = sum(bool(e.website) for e in dataset.entities.values()
                   if e.type in ("project", "event"))  # fmt: skip
    partial = sum(1 for d in dataset.descriptions if not d.value)
    found = [
        Loss("sources of causes, skills and paths", concepts,
             "the model has no class for them: they are keywords, without source or date"),
        Loss("confidence and temporal status", ties, "a link has no such property"),
        Loss("citations without their fields", partial, "values carry no source of their own"),
        Loss("concepts", len(dataset.concepts), "labels are carried, hierarchy is not"),
        Loss("websites of projects and events", websites, "they have no such property"),
        Loss("amounts of grants to projects and events", to["project"] + to["event"],
             "a payment goes to a legal entity; these are links without money"),
        Loss("deviating values", len(dataset.descriptions) - partial, "only the kept one"),
        Loss("former identifiers", len(dataset.renames), "there is no place for redirects"),
    ]  # fmt: skip
    return tuple(loss for loss in found if loss.count)


FORMAT = Format("followthemoney", "FollowTheMoney", "application/json+ftm", ".ftm.json", write)
