"""Country codes and their names: ISO 3166-1 alpha-2 and two codes in use beside it."""

from __future__ import annotations

from functools import lru_cache

import pycountry

EXTRA_COUNTRIES = {"EU": "European Union", "XK": "Kosovo"}
"""Exceptionally reserved and user-assigned codes."""

_WITH_ARTICLE = frozenset("AE BS CF DO EU GB GM KM MH MV NL PH SB SC US".split())
"""Countries that take an article inside a sentence."""

_SHORT = {"GB": "United Kingdom", "US": "United States"}


@lru_cache(maxsize=1024)
def is_country(code: str) -> bool:
    """Whether a code is ISO 3166-1 alpha-2, or one of `EXTRA_COUNTRIES`."""
    # pycountry would take lower case as well, which makes two values out of one country.
    known = code.isupper() and pycountry.countries.get(alpha_2=code) is not None
    return known or code in EXTRA_COUNTRIES


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
    return f"{'the ' if code in _WITH_ARTICLE else ''}{country_name(code)}"
