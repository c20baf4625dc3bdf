"""Country codes and their names: ISO 3166-1 alpha-2 and two codes in use beside it."""

from __future__ import annotations

from functools import cache, lru_cache

import pycountry

EXTRA_COUNTRIES = {"EU": "European Union", "XK": "Kosovo"}
"""Exceptionally reserved and user-assigned codes."""

_WITH_ARTICLE = frozenset(
    "AE BS CD CF CK DO EU FK FM FO GB GM KM KY MH MP MV NL PH PS SB SC TC US VA VG VI".split()
)
"""Countries that take an article inside a sentence."""

_IN_A_SENTENCE = {
    "CD": "Democratic Republic of the Congo",
    "FM": "Federated States of Micronesia",
    "PS": "State of Palestine",
    "VA": "Holy See",
    "VG": "British Virgin Islands",
    "VI": "U.S. Virgin Islands",
}
"""Names that ISO sorts by another word."""

_SHORT = {"GB": "United Kingdom", "US": "United States"}


@cache
def country_codes() -> frozenset[str]:
    """Every code: ISO 3166-1 alpha-2 and `EXTRA_COUNTRIES`."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | EXTRA_COUNTRIES.keys()


def is_country(code: str) -> bool:
    """Whether a code is ISO 3166-1 alpha-2 in capitals, or one of `EXTRA_COUNTRIES`."""
    return code in country_codes()


@lru_cache(maxsize=1024)
def country_name(code: str) -> str:
    """English name of a country code, in its common form; the code itself when unknown."""
    if code in EXTRA_COUNTRIES or code in _SHORT:
        return EXTRA_COUNTRIES.get(code) or _SHORT[code]
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    return str(getattr(country, "common_name", country.name))


def in_country(code: str) -> str:
    """The name as it stands after "in": with an article where English has one."""
    name = _IN_A_SENTENCE.get(code) or country_name(code)
    return f"the {name}" if code in _WITH_ARTICLE else name
