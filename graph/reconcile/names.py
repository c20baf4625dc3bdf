"""What a name or a web address says about identity."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import pycountry
from publicsuffixlist import PublicSuffixList

from graph.text import fold, label_key

_LEGAL_FORMS = {
    **dict.fromkeys("e.v. ggmbh".split(), "DE"),
    **dict.fromkeys("s.p.a. s.r.l.".split(), "IT"),
    "a/s": "DK",
    "ry": "FI",
    **dict.fromkeys(
        "ev gmbh eg inc inc. llc ltd ltd. limited plc asbl a.s.b.l. vzw cic scrl s.l. b.v. s.a. "
        "oy jsc cjsc".split(),
        "",
    ),
}
_BEFORE_A_FORM = frozenset({"private", "company"})
"""Words that belong to a legal form where one follows: "Private Limited"."""

_PARENTHESIS = re.compile(r"^(?P<outer>.+?)\s*\((?P<inner>[^()]+)\)$")
_LANGUAGE = re.compile(r"(?:lang|locale|hl)=[A-Za-z]{2}(?:[-_][A-Za-z]{2})?")
_INITIAL = re.compile(r"(\b[a-z]\.) (?=[a-z]\.)")
_PLACE_AT_END = re.compile(
    r"^(?P<outer>.+?)(?:\s*\((?P<inner>[^()]+)\)|,\s*(?P<after>[^,]+)"
    r"|\s+(?:of|in)\s+(?P<of>(?:(?!\b(?:of|in)\b)[^,()])+))$"
)
_DASH = re.compile(r"\s+[–—-]\s+|:\s+")
_SMALL = frozenset("of for on and the in a de la le du des et".split())
_PLURAL = re.compile(r"(?<=[^s\W])s$")
_ENDING = re.compile(r"(?<=\w{3})\.(?:org|net|com|info)$")
_LITTLE = frozenset(
    "foundation stiftung trust association society fund institute project initiative network "
    "group team community company cooperative operative co coop fellowship program programme "
    "associates communications international global".split()
)
_TERMS = (
    (re.compile(r"\b(?:e|electronic) ?(government|governance)\b"), r"e\1"),
    (re.compile(r"\binformation (?:and )?communications? technolog(?:y|ies)\b"), "ict"),
    (re.compile(r"\binformation technolog(?:y|ies)\b"), "it"),
    (re.compile(r"ies\b"), "y"),
)
_OF_A_COUNTRY = dict(
    pair.split(":")
    for pair in (
        "austrian:AT australian:AU belgian:BE brazilian:BR british:GB bulgarian:BG canadian:CA "
        "chilean:CL croatian:HR czech:CZ danish:DK dutch:NL estonian:EE finnish:FI french:FR "
        "german:DE greek:GR hungarian:HU icelandic:IS irish:IE italian:IT japanese:JP kenyan:KE "
        "latvian:LV lithuanian:LT mexican:MX moldovan:MD norwegian:NO polish:PL portuguese:PT "
        "romanian:RO serbian:RS slovak:SK slovenian:SI spanish:ES swedish:SE swiss:CH turkish:TR "
        "ukrainian:UA"
    ).split()
)
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9&.\-]{0,11}")

_SHARED_DOMAINS = frozenset(
    """
    github.com github.io gitlab.com gitlab.io codeberg.org bitbucket.org sourceforge.net
    sourceforge.io sr.ht savannah.gnu.org savannah.nongnu.org pypi.org npmjs.com crates.io
    facebook.com twitter.com x.com linkedin.com instagram.com youtube.com meetup.com
    medium.com substack.com wordpress.com blogspot.com tumblr.com write.as notion.site
    google.com googleapis.com play.google.com apple.com microsoft.com t.me telegram.me
    opencollective.com eventbrite.com linktr.ee wikipedia.org wikimedia.org wikidata.org
    readthedocs.io netlify.app herokuapp.com vercel.app web.app pages.dev weebly.com wix.com
    wixsite.com squarespace.com webflow.io carrd.co strikingly.com riseup.net noblogs.org
    mystrikingly.com cargo.site f-droid.org nlnet.nl hackernoon.com discord.gg slack.com
    """.split()
)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Key under which two spellings of one name fall together.

    Accents, case, punctuation, a leading article, a trailing legal form and an
    acronym in brackets do not count.
    """
    outer, _ = split_acronym(name)
    words = _joined(outer).replace("’", "'").split()
    forms = frozenset(_LEGAL_FORMS)
    while len(words) > 1 and words[-1].strip(",") in forms:
        words.pop()
        forms |= _BEFORE_A_FORM
    key = label_key(" ".join(words)).removeprefix("the ")
    return key or label_key(name)


def _joined(name: str) -> str:
    """Folded name in which initials stand together: "e. V." is "e.v."."""
    return _INITIAL.sub(r"\1", fold(name))


def split_acronym(name: str) -> tuple[str, str]:
    """A name and the acronym that follows it in brackets or stands before a dash, or "".

    A bracket that tells namesakes apart, such as a city, stays in the name.
    """
    before, dash, after = name.partition(" - ")
    if dash and before.isupper() and abbreviates(before, after.removeprefix("The ")):
        return after, before
    match = _PARENTHESIS.match(name)
    if match is None:
        return name, ""
    outer, inner = match["outer"], match["inner"].strip()
    if _ACRONYM.fullmatch(inner) and abbreviates(inner, outer):
        return outer, inner
    if outer.isupper() and _ACRONYM.fullmatch(outer) and " " in inner and abbreviates(outer, inner):
        return inner, outer
    return name, ""


def split_short_name(name: str) -> str:
    """The short name that stands before a dash or in brackets, or ""; it may be a parent's."""
    before, dash, _ = _DASH.sub(" - ", name).partition(" - ")
    if dash:
        return before if " " not in before else ""
    match = _PARENTHESIS.match(name)
    inner = match["inner"].strip() if match else ""
    letters = iter(fold(match["outer"]) if match else "")
    if not inner.isalpha() or not inner[0].isupper():
        return ""
    # An acronym may be that of the name in another language.
    foreign = inner.isupper() and len(inner) > 3
    return inner if foreign or all(letter in letters for letter in fold(inner)) else ""


@lru_cache(maxsize=65536)
def core_key(name: str) -> str:
    """The key of a name without the words at its end that say little: "Quay Trust", "quay.org"."""
    words = _ENDING.sub("", name_key(name)).split()
    while len(words) > 1 and words[-1] in _LITTLE:
        words.pop()
    return "".join(words)


def abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym occur in the name in this order.

    An acronym is one word with two capitals; any other name is none.
    """
    # A digit counts letters that are left out: W3C.
    letters = [c for c in fold(acronym) if c.isalpha()]
    rest = [c for c in fold(name) if c.isalnum()]
    capitals = sum(c.isupper() or c.isdigit() for c in acronym)
    if not letters or not rest or capitals < 2 or " " in acronym.strip():
        return False
    position = 0
    for letter in letters:
        while position < len(rest) and rest[position] != letter:
            position += 1
        if position == len(rest):
            return False
        position += 1
    return True


@lru_cache(maxsize=65536)
def without_country(name: str) -> tuple[str, str]:
    """The key of a name without the country that it names, and the code of that country.

    A country at the start ("UK Ministry of Justice"), or in brackets, after a
    comma or after "of" at the end, tells namesakes apart; where both are of that
    country it tells nothing. ("", "") when the name names no country.
    """
    words = _joined(name).replace("u.s.", "us").split()
    first = names_a_country(words[0]) if words else ""
    if first and len(words) > 2:
        return name_key(" ".join(words[1:])), first
    match = _PLACE_AT_END.match(name)
    if match:
        place = match["inner"] or match["after"] or match["of"]
        code = _countries().get(label_key(place).removeprefix("the "), "")
        if code:
            return name_key(match["outer"]), code
    return "", ""


@lru_cache(maxsize=65536)
def public_key(key: str) -> str:
    """Key under which translations of the name of one public body fall together.

    Small words, plurals, the order of words and the ways to write e-government,
    IT and ICT do not count; so it proves something within one country only.
    """
    for pattern, short in _TERMS:
        key = pattern.sub(short, key)
    words = (word for word in key.split() if word not in _SMALL)
    return " ".join(sorted(_PLURAL.sub("", word) for word in words))


def names_a_country(word: str) -> str:
    """Code of the country that a folded word names, or that it is the adjective of; or ""."""
    return _countries().get(word, "") or _OF_A_COUNTRY.get(word, "")


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Country names and usual abbreviations, folded, with their codes."""
    codes = {"us": "US", "usa": "US", "uk": "GB", "eu": "EU"}
    for country in pycountry.countries:
        for field in ("name", "common_name"):
            if hasattr(country, field):
                codes[label_key(getattr(country, field))] = country.alpha_2
    return codes


def legal_form_country(name: str) -> str:
    """Country that a legal form belongs to alone (e.V. is German), or ""."""
    for ending, country in _LEGAL_FORMS.items():
        if country and _joined(name).endswith(f" {ending}"):
            return country
    return ""


@lru_cache(maxsize=65536)
def host(address: str) -> str:
    """Host of a web address without www., or ""."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=65536)
def domain(address: str) -> str:
    """The registrable domain of a web address (public suffix list), or ""."""
    name = host(address)
    return _suffixes().privatesuffix(name) or name


def own_label(address: str) -> str:
    """Name that a website has of its own: "lantern" of https://www.lantern.example/; or ""."""
    key = site_key(address)
    return key.partition(".")[0].replace("-", "") if key and key == domain(address) else ""


def site_key(address: str) -> str:
    """Host and path of a website, as evidence that two records are one thing.

    "" where the host is shared by many (code forges, social networks, site
    builders), which proves nothing.
    """
    name = host(address)
    if not name or name in _SHARED_DOMAINS or domain(address) in _SHARED_DOMAINS:
        return ""
    parts = urlsplit(address)
    path = re.sub(r"/(index\.\w+|home|en|about|about-us)$", "", parts.path.rstrip("/"))
    # A network may tell its chapters apart by nothing but the query or the fragment.
    query = "" if _LANGUAGE.fullmatch(parts.query) else parts.query
    return f"{name}{path}{query and '?' + query}{parts.fragment and '#' + parts.fragment}"
