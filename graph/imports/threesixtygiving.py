"""360Giving JSON (https://standard.threesixtygiving.org, 1.x): grants between organizations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.imports.formats import Format
from graph.imports.items import Item, Mention, Notes, Refused, Thing, Tie
from graph.imports.json_stream import records
from graph.imports.json_values import flat, parts, text, without_nests
from graph.imports.lines import only_file
from graph.text import slug

_MANY = "names several {}: which of them the sum is for is not said"


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield funder, recipient and grant of each record of the package.

    Title, publisher, licence and date of the package go to
    ``notes.origin``. Gifts to individuals are refused; so is a grant with more
    than one funder or recipient. Nothing that is missing is filled in.
    """
    member = only_file(path)
    for name, number, value, line in records(member):
        if number < 0:
            _metadata(name, value, notes)
        elif name not in ("grants", ""):
            notes.ignored[name] += 1
        elif not isinstance(value, dict):
            yield Refused(f"{member.name}:{line}", "grant", "is no object with fields")
        else:
            place = f"{member.name}:{line} (grant {number + 1})"
            yield from _grant(place, without_nests(value, place, notes), notes)


_PARTIES = {"fundingOrganization": "funders", "recipientOrganization": "recipients"}


def _metadata(name: str, value: object, notes: Notes) -> None:
    if name == "publisher" and isinstance(value, dict):
        # Its website is not where the grants can be read: that is asked for.
        notes.origin["publisher"] = flat(value).get("name", "")
    elif name == "title":
        notes.origin["title"] = text(value)
    elif name == "license":
        notes.origin["licence"] = text(value)
    elif name in ("dataSource", "url") and text(value):
        notes.origin["url"] = text(value)
    elif name in ("issued", "modified"):
        notes.origin.setdefault("describes", text(value)[:10])
    elif name not in ("version", "description", "identifier", "grants"):
        notes.ignored[name] += 1


def _grant(place: str, grant: dict[str, Any], notes: Notes) -> Iterator[Item]:
    if parts(grant, "recipientIndividual"):
        yield Refused(place, "grant", "gifts of and to private persons are left out")
        return
    ends = []
    for role, words in (
        ("fundingOrganization", "funders"),
        ("recipientOrganization", "recipients"),
    ):
        bodies = parts(grant, role)
        if len(bodies) != 1:
            missing = f"names no {words[:-1]} that is an organization"
            reason = _MANY.format(words) if bodies else missing
            yield Refused(place, "grant", reason)
            return
        ends.append(_organization(place, bodies[0], notes))
    yield from ends
    programme = next((text(p.get("title")) for p in parts(grant, "grantProgramme")), "")
    funder, recipient = (end.name for end in ends)
    title = text(grant.get("title"))
    made = (programme, f"Grant from {funder} to {recipient}")
    dates = parts(grant, "plannedDates")
    yield Tie(
        place,
        text(grant.get("id")),
        "funds",
        ends[0].key,
        ends[1].key,
        {
            "programme": programme,
            "project_title": "" if title in made else title,
            "amount": text(grant.get("amountAwarded")),
            "currency": text(grant.get("currency")),
            "year_kind": "award" if grant.get("awardDate") else "",
        },
        since=text(grant.get("awardDate")),
        until=next((text(d.get("endDate")) for d in dates), ""),
        mention=Mention(text(grant.get("url")) or text(grant.get("dataSource"))),
    )
    for name in grant.keys() - _READ:
        notes.ignored[name] += 1


_READ = frozenset(
    "id title description currency amountAwarded awardDate plannedDates recipientOrganization "
    "fundingOrganization grantProgramme url dataSource".split()
)


def _organization(place: str, said: dict[str, Any], notes: Notes) -> Thing:
    fields = notes.without_contacts(flat(said))
    name = fields.pop("name", "")
    country = fields.pop("addressCountry", "")
    website = fields.pop("url", "")
    city = fields.pop("addressLocality", "")
    key = fields.pop("id", "") or f"~{slug(name)}"
    for field in fields:
        notes.ignored[field] += 1
    found = {"country": country, "website": website, "city": city}
    return Thing(place, key, "organization", name, fields={k: v for k, v in found.items() if v})


FORMAT = Format("360giving", "360Giving JSON", "grants", read)
