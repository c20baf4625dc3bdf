"""Under which keys two names meet that are close, though not the same.

A key says by which rule two names meet. Each record stands on one side of it:
either "any", or "left" and "right" where only a pair of the two proves
something, such as a bare acronym and a name that spells it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from graph.reconcile.names import (
    domain,
    host,
    name_key,
    names_a_country,
    own_label,
    public_key,
    split_acronym,
    split_short_name,
    without_country,
)
from graph.reconcile.records import Record
from graph.text import slug, split_list

Side = Literal["any", "left", "right"]
Key = tuple[str, ...]

HOW = {
    "squeezed": "same name but for spaces",
    "country": "same name but for its country",
    "city": "administration of one city",
    "acronym": "acronym and name of one slug",
    "land": "acronym and name of one country",
    "own": "short name and website named after it",
    "native": "same name in its own script",
    "short": "short name that is the slug of the other",
    "at": "same name but for the house it belongs to",
    "address": "name that is the website of the other",
}
ARMS = frozenset("foundation stiftung fondation fundacion fund chapter section branch".split())
"""Words that name a part or a sister of the body whose name they are added to."""

_SHORT = re.compile(r"[A-Z][A-Za-z0-9-]{2,7}")
_ADDRESS = re.compile(r"\(((?:[a-z0-9-]+\.)+[a-z]{2,})\)$", re.IGNORECASE)
_AT = re.compile(r"(.+?)(?: at | @ |, )(?:the )?(?=.*(?:universit|harvard|\bMIT\b))", re.IGNORECASE)
_CITY = re.compile(
    r"(?:city of|ville de|mairie de|ajuntament de|ayuntamiento de|comune di|municipio d[eo]"
    r"|gemeente|stadt|landeshauptstadt) (?P<after>\S+(?: \S+)?)"
    r"|(?P<before>\S+(?: \S+)?) city council"
)
_PUBLIC = ("", "kind/public-institution")


def variants(name: str, record: Record) -> Iterator[tuple[Key, Side]]:
    """Keys of a name of a record, with the side on which it stands."""
    key = name_key(name)
    for squeezed in {key.replace(" ", ""), slug(key).replace("-", "")}:
        if len(squeezed) > 7:
            yield ("squeezed", squeezed), "any"
    native = re.search(r"\(([^()a-zA-Z]+)\)$", name)
    if native or not key.isascii():
        yield ("native", name_key(native[1] if native else name)), "any"
    for rule in (_of_a_country, _short_forms, _of_a_house):
        yield from rule(name, record)


def _countries(record: Record) -> tuple[str, ...]:
    return split_list(record.fields.get("country", ""))


def plain_slug(name: str) -> str:
    """A slug without the marks of a product or of a body that was only named."""
    return name.lstrip("~+").partition("@")[0]


def _of_a_country(name: str, record: Record) -> Iterator[tuple[Key, Side]]:
    """The name without its country; slugs are an English name of a body of the state."""
    public = record.fields.get("kind", "") in _PUBLIC
    names = [name]
    if public and record.fields.get("kind") and record.slug[0] not in "~+":
        names.append(plain_slug(record.slug).replace("-", " "))
    for each in names:
        bare, code = without_country(each)
        for text, country in [(bare, code), *((name_key(each), c) for c in _countries(record))]:
            for said in {text, public_key(text)} if public else {text}:
                if said and country:
                    yield ("country", said, country), "any"
    city = _CITY.fullmatch(name_key(name)) if public else None
    if city:
        for country in _countries(record):
            yield ("city", city["after"] or city["before"], country), "any"


def _short_forms(name: str, record: Record) -> Iterator[tuple[Key, Side]]:
    """Acronyms and short names, with what else has to agree: slug, country and kind, or site."""
    website = record.fields.get("website", "")
    outer, acronym = split_acronym(name)
    spelt = acronym or split_short_name(name)
    bare = outer if _SHORT.fullmatch(outer) and not acronym else ""
    for short in filter(None, (acronym, bare)):
        yield ("acronym", short.casefold(), plain_slug(record.slug)), "any"
    for country in _countries(record) if record.fields.get("kind") else ():
        if len(bare) > 3:
            yield ("land", bare.casefold(), country), "right"
        if len(spelt) > 3:
            # Two full names that share a long acronym are one name in two languages.
            yield ("land", spelt.casefold(), country), "any" if len(spelt) > 4 else "left"
    label = own_label(website)
    if label and spelt and slug(spelt).replace("-", "") == label:
        yield ("own", label), "left"
    if record.fields.get("kind") == "kind/public-institution":
        for country in _countries(record):
            if label:
                yield ("own", label, country), "left"
            elif acronym and not website:
                yield ("own", acronym.casefold(), country), "right"
    short = slug(spelt if acronym else name).replace("-", "")
    if len(short) > 3 or any(map(str.isdigit, short)):
        yield ("own", short), "right"


def _of_a_house(name: str, record: Record) -> Iterator[tuple[Key, Side]]:
    """A name that another source shortens to its slug, or that adds a university or an address."""
    words, said = set(slug(name).split("-")), plain_slug(record.slug)
    missing = words - set(said.split("-"))
    short = "-" in said and set(said.split("-")) < words
    # A slug may leave out what tells the body from its namesakes or its sister.
    if short and not any(word in ARMS or names_a_country(word) for word in missing):
        yield ("short", said), "left"
    yield ("short", slug(name)), "right"
    site = domain(record.fields.get("website", ""))
    at = _AT.match(name)
    if site and at:
        yield ("at", name_key(at[1]), site), "left"
    elif site:
        yield ("at", name_key(name), site), "right"
    address = _ADDRESS.search(name)
    if address:
        yield ("address", address[1].lower()), "left"
    elif name.lower() == host(record.fields.get("website", "")):
        yield ("address", name.lower()), "right"
