"""Places as a visitor writes them, and which countries lie near each other."""

from __future__ import annotations

from functools import lru_cache

import pycountry
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.countries import EXTRA_COUNTRIES, country_name, is_country
from graph.text import label_key

_REGIONS = {
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES EU FI FO FR GB GG GI GR HR HU IE IM IS "
    "IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "North America": "BM CA GL PM US",
    "Latin America and the Caribbean": "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC "
    "FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
    "Africa": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS "
    "LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA "
    "ZM ZW",
    "Asia": "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM "
    "MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
    "Oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF "
    "WS",
}

_OWN_NAMES = {
    "AR": "argentinien argentine", "AT": "osterreich austria autriche",
    "BE": "belgien belgio belgica belgique belgie", "BR": "brasil brasilien brasile bresil",
    "CA": "kanada", "CH": "schweiz svizzera suiza suisse", "CL": "cile chili",
    "CO": "kolumbien", "CZ": "tschechien czech republic|cechia|chequia|tchequie",
    "DE": "deutschland germania alemania allemagne", "DK": "danemark danmark dinamarca danimarca",
    "ES": "espana spanien spagna espagne", "FI": "finnland finlandia finlande suomi",
    "FR": "frankreich francia", "GB": "uk|great britain|england|scotland|wales|grossbritannien|"
    "regno unito|reino unido|royaume uni|britain", "GR": "griechenland grecia grece",
    "IE": "irland irlanda irlande", "IT": "italia italien italie", "IN": "indien inde",
    "JP": "giappone japon", "KE": "kenia", "MX": "mexiko messico mexique",
    "NL": "holland|the netherlands|niederlande|paesi bassi|paises bajos|pays bas|nederland",
    "NO": "norwegen norge noruega norvege norvegia", "NZ": "aotearoa|neuseeland|nueva zelanda",
    "PL": "polen polska polonia pologne", "PT": "portogallo", "SE": "schweden sverige suecia "
    "svezia suede", "TR": "turkey turkei turchia turquia turquie", "UA": "ucraina ucrania",
    "US": "usa|u.s.|u.s.a.|united states of america|america|vereinigte staaten|stati uniti|"
    "estados unidos|etats unis", "ZA": "sudafrika|sudafrica|afrique du sud",
}  # fmt: skip
"""Names in the languages that the worksheet reads: one word each, or parted by a bar."""

_TYPED = 4
"""Letters that a name needs before a typing error is forgiven."""

_SPOKEN = {
    "ar": "DZ BH EG IQ JO KW LB LY MA OM PS QA SA SD SY TN AE YE",
    "de": "DE AT CH LI LU",
    "en": "GB IE US CA AU NZ IN KE NG GH UG ZA ZW ZM SG MT PH PK JM",
    "es": "ES MX AR CL CO PE UY EC BO VE CR GT HN SV NI PA PY DO CU PR",
    "fr": "FR BE CH CA LU SN CI CM ML BF BJ TG CD MA TN DZ",
    "hi": "IN",
    "it": "IT CH",
    "ja": "JP",
    "nl": "NL BE",
    "pl": "PL",
    "pt": "PT BR AO MZ",
    "ru": "RU KZ KG BY",
    "sv": "SE FI",
    "uk": "UA",
    "ur": "PK",
    "zh": "CN TW HK SG",
}
"""Countries where people work in a language, in the main."""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_2
        spellings = (getattr(country, part, "") for part in ("name", "common_name", "alpha_3"))
        names |= {label_key(name): code for name in (*spellings, country_name(code)) if name}
    names |= {label_key(name): code for code, name in EXTRA_COUNTRIES.items()}
    for code, listed in _OWN_NAMES.items():
        names |= {
            label_key(n): code for n in (listed.split("|") if "|" in listed else listed.split())
        }
    return names


def country_code(text: str) -> str:
    """The code of a country by its code or its name, also misspelled; "" when unknown.

    Names in English, German, Italian, Spanish and French are known for the countries that the
    dataset knows best, in English for all.
    """
    text = text.strip()[:80]
    if is_country(text.upper()):
        return text.upper()
    key = label_key(text)
    if not key or key in _names() or len(key) < _TYPED:
        return _names().get(key, "")
    found = process.extractOne(key, list(_names()), scorer=OSA.distance, score_cutoff=len(key) // 5)
    return _names()[found[0]] if found else ""


def region(code: str) -> str:
    """The part of the world that a country lies in; "" for an unknown code."""
    return _REGION.get(code, "")


def spoken(language: str) -> frozenset[str]:
    """Countries where people work in a language (ISO 639-1) in the main; empty when not known."""
    return frozenset(_SPOKEN.get(language, "").split())


LANGUAGES = tuple(_SPOKEN)
"""Languages of which this knows where people work in them (ISO 639-1)."""

_REGION = {code: name for name, codes in _REGIONS.items() for code in codes.split()}
