"""When two values agree, what else a thing is called, and which identifier is free for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pycountry

from graph.countries import is_country
from graph.reconcile.names import domain, name_key, split_acronym
from graph.text import split_list

_COUNTRY_NAMES = {"United States": "US", "United Kingdom": "GB", "Kosovo": "XK", "Taiwan": "TW"}


def same_value(name: str, kept: str, value: str) -> bool:
    """Whether two values agree: one site, a year and a date in it, some of the countries."""
    if name == "website":
        return domain(kept) == domain(value)
    if name in ("founded", "closed"):
        return kept.startswith(value) or value.startswith(kept)
    if name == "country":
        return set(split_list(value)) <= set(split_list(kept))
    return kept.casefold() == value.casefold()


def other_names(name: str, said: Iterable[str]) -> tuple[str, ...]:
    """The names and acronyms among those said that differ from a name by more than spelling."""
    found: dict[str, str] = {}
    for text in said:
        outer, acronym = split_acronym(text)
        for alias in (outer, acronym):
            if alias and name_key(alias) != name_key(name):
                # A list cell keeps its values apart by this sign.
                found.setdefault(name_key(alias), alias.replace("|", "/"))
    return tuple(sorted(found.values()))


def country_code(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country's name or code; "" when there is none."""
    if is_country(text):
        return text
    code = _COUNTRY_NAMES.get(text, "")
    if code:
        return code
    try:
        return str(pycountry.countries.lookup(text).alpha_2)
    except LookupError:
        return ""


def unused_identifier(
    kind: str, base: str, countries: Iterable[str], taken: Collection[str]
) -> str:
    """An identifier that is not taken: the bare one, with a country, with a number."""
    names = [base, *(f"{base}-{code.lower()}" for code in sorted(countries))]
    names += [f"{base}-{n}" for n in range(2, len(taken) + 3)]
    return next(f"{kind}/{name}" for name in names if f"{kind}/{name}" not in taken)
