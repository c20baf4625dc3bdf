"""FollowTheMoney (https://followthemoney.tech): entities as JSON lines, as Aleph exports them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.imports.formats import Format
from graph.imports.items import Item, Mention, Notes, Refused, Thing, Tie
from graph.imports.json_stream import json_lines
from graph.imports.json_values import text, without_nests
from graph.imports.lines import only_file

_OURS = "tfg-"
_THINGS = {
    "Organization": ("organization", ""), "PublicBody": ("organization", "public institution"),
    "Company": ("organization", "company"), "LegalEntity": ("organization", ""),
    "Person": ("person", ""), "Project": ("project", ""), "Event": ("event", ""),
}  # fmt: skip
"""Schema to our type, and the kind that it proves where nothing else does."""

_LINKS: Mapping[str, tuple[str, str, str]] = {
    "Directorship": ("director", "organization", "holds_role"),
    "Employment": ("employee", "employer", "holds_role"),
    "Membership": ("member", "organization", "member_of"),
    "Payment": ("payer", "beneficiary", "funds"),
    "Succession": ("predecessor", "successor", "succeeded_by"),
    "ProjectParticipant": ("participant", "project", ""),
    "UnknownLink": ("subject", "object", ""),
}
"""Schema to the properties of its two ends, and our relation where it is always one."""

_SAID = re.compile(
    r"(?:^|; )(public capacity|year kind|change|via|programme|project title|amount|currency"
    r"|stated as):? ([^;]+)"
)
"""Qualifiers as our own export writes them into the description of a link."""

_PRIVATE = frozenset({"Family", "Associate", "Address", "Passport", "Identification", "Email"})
_THING_FIELDS = {
    "website": "website", "country": "country", "jurisdiction": "country", "mainCountry": "country",
    "incorporationDate": "founded", "dissolutionDate": "closed", "status": "status",
}  # fmt: skip
_READ = frozenset(
    "name alias weakAlias keywords classification sector sourceUrl publisher retrievedAt summary "
    "description role amount currency programme purpose startDate endDate date recordId notes "
    "previousName abbreviation".split()
)


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield things, the links between them, and keywords as causes, skills and paths.

    What stands between people alone (families, associates) and identity papers
    are refused without being named.
    """
    member = only_file(path)
    for line, entity in json_lines(member):
        place = f"{member.name}:{line}"
        schema = text(entity.get("schema")) if isinstance(entity, dict) else ""
        properties = entity.get("properties") if isinstance(entity, dict) else None
        if not schema or not isinstance(properties, dict) or not text(entity.get("id")):
            yield Refused(place, "record", "is no entity with id, schema and properties")
            continue
        without_nests(properties, place, notes)
        said = {name: _values(value) for name, value in properties.items()}
        key = text(entity["id"])
        if schema in _THINGS:
            yield from _thing(place, key, schema, said, notes)
        elif schema in _LINKS:
            yield from _link(place, key, schema, said, notes)
        elif schema in _PRIVATE:
            yield Refused(place, schema, "private life and personal papers are left out")
        else:
            yield Refused(place, schema, "the dataset has no place for this schema")


def _values(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [cell for cell in map(text, values) if cell]


def _thing(
    place: str, key: str, schema: str, said: Mapping[str, Sequence[str]], notes: Notes
) -> Iterator[Item]:
    kind, proves = _THINGS[schema]
    ours = key.startswith(_OURS)
    names = [*said.get("name", ())]
    fields: dict[str, str] = {}
    for theirs, field in _THING_FIELDS.items():
        if said.get(theirs) and field not in fields:
            several = said[theirs] if field == "country" else said[theirs][:1]
            fields[field] = " | ".join(several)
    if ours and kind == "event":
        dates = {"first_year": "startDate", "last_seen_year": "endDate"}
        fields |= {f: said[theirs][0] for f, theirs in dates.items() if said.get(theirs)}
    if ours and said.get("address"):
        fields["city"] = said["address"][0]  # our own export has no other place for it
    elif said.get("address"):
        notes.contacts["address"] += 1
    others = {n: "some" for n in said if n not in _READ and n not in _THING_FIELDS}
    others.pop("address", None)
    for name in notes.without_contacts(others):
        notes.ignored[name] += name not in ("startDate", "endDate")
    aliases = (*names[1:], *said.get("alias", ()), *said.get("previousName", ()))
    yield Thing(
        place,
        key,
        kind,
        names[0] if names else "",
        kind=next(iter(said.get("classification", ())), proves),
        aliases=aliases,
        fields=fields,
        keywords=tuple(said.get("keywords", ())),
        mentions=tuple(Mention(page) for page in said.get("sourceUrl", ())),
    )


def _link(
    place: str, key: str, schema: str, said: Mapping[str, Sequence[str]], notes: Notes
) -> Iterator[Item]:
    tail, head, relation = _LINKS[schema]
    ends = [(a, b) for a in said.get(tail, ()) for b in said.get(head, ())]
    if not ends:
        yield Refused(place, schema, f"has no {tail} or no {head}")
        return
    ours = key.startswith(_OURS)
    first = {name: values[0] for name, values in said.items() if values}
    qualifiers: dict[str, str] = {}
    if schema == "Payment":
        names = {"amount": "amount", "currency": "currency", "programme": "programme",
                 "project_title": "purpose"}  # fmt: skip
        qualifiers = {ours_: first[theirs] for ours_, theirs in names.items() if theirs in first}
    else:
        qualifiers = {"role": first.get("role", "")}
    if ours:
        further = _SAID.findall(first.get("description", ""))
        qualifiers |= {name.replace(" ", "_"): value for name, value in further}
    # A printed place stands in the summary of our own links; others write sentences there.
    page = (first.get("summary", "") if ours else "") or first.get("sourceUrl", "")
    for subject, object_ in ends:
        yield Tie(
            place,
            key,
            relation or first.get("role", ""),
            subject,
            object_,
            dict(qualifiers),
            since=first.get("startDate", ""),
            until=first.get("endDate", ""),
            as_of=first.get("date", ""),
            mention=Mention(page),
        )
    for name in said.keys() - _READ - {tail, head}:
        notes.ignored[name] += 1


FORMAT = Format("followthemoney", "FollowTheMoney", "entities, one a line", read)
