"""Popolo JSON (https://www.popoloproject.com): people, organizations, posts and memberships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.imports.formats import Format
from graph.imports.items import Item, Mention, Notes, Refused, Thing, Tie
from graph.imports.json_stream import records
from graph.imports.json_values import flat, parts, text, without_nests
from graph.imports.lines import only_file

_NO_PLACE = "the dataset has no place for this class of Popolo"
_LISTS = ("persons", "organizations", "memberships", "posts")


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield people and organizations, memberships as roles or memberships, parents.

    A membership through a post takes organization and title from it. Contact
    details, birth dates, gender and images are counted and left behind.
    """
    member = only_file(path)
    posts: dict[str, Mapping[str, str]] = {}
    waiting: list[tuple[str, dict[str, Any]]] = []
    for name, number, value, line in records(member):
        place = f"{member.name}:{line}"
        if number < 0:
            notes.ignored[name] += 1
        elif not isinstance(value, dict):
            yield Refused(place, name or "record", "is no object with fields")
        elif name in ("persons", "organizations"):
            yield from _thing(place, name, without_nests(value, place, notes), notes)
        elif name == "posts":
            posts[text(value.get("id"))] = flat(without_nests(value, place, notes))
            yield Refused(place, "post", "is no statement itself; memberships through it are read")
        elif name == "memberships":
            waiting.append((place, without_nests(value, place, notes)))
        else:
            yield Refused(place, name or "record", _NO_PLACE)
    for place, value in waiting:
        yield from _membership(place, value, posts, notes)


def _thing(place: str, name: str, value: dict[str, Any], notes: Notes) -> Iterator[Item]:
    person = name == "persons"
    links = parts(value, "links")
    website = next((text(x.get("url")) for x in links if text(x.get("note")) == "website"), "")
    area = parts(value, "area")
    country = next((text(a.get("identifier")) for a in area if _is_country(a)), "")
    said = {
        "website": website,
        "country": country,
        "founded": text(value.get("founding_date")),
        "closed": text(value.get("dissolution_date")),
    }
    yield Thing(
        place,
        text(value.get("id")) or text(value.get("name")),
        "person" if person else "organization",
        text(value.get("name")),
        kind="" if person else text(value.get("classification")),
        aliases=tuple(filter(None, (text(n.get("name")) for n in parts(value, "other_names")))),
        fields={field: cell for field, cell in said.items() if cell},
        mentions=tuple(_mentions(value)),
    )
    for field in ("contact_details", *(f for f in value if f not in _READ)):
        if value.get(field):
            _left(field, value[field], notes)
    parent = text(value.get("parent_id"))
    if parent:
        key = text(value.get("id"))
        yield Tie(place, "", "part_of", key, parent, bare=True)


_READ = frozenset(
    "id name other_names links area classification founding_date dissolution_date sources "
    "parent_id summary biography description abstract contact_details area_id".split()
)


def _is_country(area: Mapping[str, Any]) -> bool:
    return text(area.get("classification")) == "country"


def _left(field: str, value: object, notes: Notes) -> None:
    kept = notes.without_contacts({field: text(value) or "some"})
    for name in kept:
        notes.ignored[name] += 1


def _membership(
    place: str, value: dict[str, Any], posts: Mapping[str, Mapping[str, str]], notes: Notes
) -> Iterator[Item]:
    post = posts.get(text(value.get("post_id")), {})
    body = text(value.get("organization_id")) or post.get("organization_id", "")
    person = text(value.get("person_id"))
    party = next(iter(parts(value, "member")), {})
    member = person or text(value.get("organization_member_id")) or text(party.get("id"))
    if not body or not member:
        yield Refused(place, "membership", "names no organization, or nobody who is a member of it")
        return
    title = text(value.get("role")) or post.get("role", "") or post.get("label", "")
    label = text(value.get("label"))
    qualifiers = {"role": title or label, "kind": label} if person else {}
    mention = next(iter(_mentions(value)), Mention())
    yield Tie(
        place,
        text(value.get("id")),
        "holds_role" if person else "member_of",
        member,
        body,
        qualifiers,
        since=text(value.get("start_date")),
        until=text(value.get("end_date")),
        mention=mention,
    )
    for field in value.keys() - _OF_A_MEMBERSHIP:
        _left(field, value[field], notes)


_OF_A_MEMBERSHIP = frozenset(
    "id label role member person_id organization_id organization_member_id post_id start_date "
    "end_date sources".split()
)


def _mentions(value: Mapping[str, Any]) -> Iterator[Mention]:
    """Sources as links; our own export adds a place in the source after its title."""
    for source in parts(value, "sources"):
        title, _, place = text(source.get("note")).partition(": ")
        yield Mention(place or text(source.get("url")), title)


FORMAT = Format("popolo", "Popolo JSON", "persons, organizations and memberships", read)
