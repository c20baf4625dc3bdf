"""How strong a statement is: whether it still holds, and how surely it is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from graph.text import label_key

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Statement

TemporalStatus = Literal["current", "past", "unknown"]

RECENT_YEARS = 2
"""A source that describes the build year or so many years before it speaks of the present."""

_ENDED = re.compile(
    r"(former|formerly|past|previous|previously)\b.*|ex-[^\W\d].*"
    r"|.*\((former|past)\)|.*\balumn(us|a|i|ae)",
    re.IGNORECASE | re.DOTALL,
)
_MENTIONS_AN_END = re.compile(
    r"\b(former(ly)?|past|previous(ly)?|emerit\w+|alumn(us|a|i|ae)|until)\b", re.IGNORECASE
)


@lru_cache(maxsize=4)
def build_year(dataset: Dataset) -> int:
    """The year in which the dataset was last built: that of its latest retrieval, 0 without any.

    Taken from the data and not from the clock, so that the same data always
    give the same answers.
    """
    return max((int(source.retrieved[:4]) for source in dataset.sources.values()), default=0)


def temporal_status(dataset: Dataset, statement: Statement) -> TemporalStatus:
    """Whether a statement holds today, said only where a source allows it.

    - *past*: it ended before the build year, or the title of the role says
      that it is over ("Former director", "Board member (former)");
    - *current*: no end is known, and the date that it describes is in the
      build year or at most `RECENT_YEARS` before (for a grant, the year of the
      grant itself, not that of the page that lists it);
    - *unknown*: everything else, also titles of which only a part is over
      ("Co-founder and former chair").
    """
    if statement.until and int(statement.until[:4]) < build_year(dataset):
        return "past"
    title = statement.qualifiers.get("role", "")
    if title and all(_ENDED.fullmatch(part.strip()) for part in title.split(";")):
        return "past"
    if statement.until or _MENTIONS_AN_END.search(title):
        return "unknown"
    is_grant = "year_kind" in statement.qualifiers
    described = statement.since if is_grant else dataset.as_of(statement)
    if described and int(described[:4]) >= build_year(dataset) - RECENT_YEARS:
        return "current"
    return "unknown"


_OVER = frozenset({"closed", "inactive", "reorganised"})
"""States of an entity that is there no more, at least not under this name."""


def is_over(dataset: Dataset, identifier: str) -> bool:
    """Whether an entity is known to be closed, inactive or turned into another."""
    entity = dataset.entities[identifier]
    closed = entity.details.get("closed", "")
    return entity.status in _OVER or (bool(closed) and int(closed[:4]) <= build_year(dataset))


def held_in(dataset: Dataset, statement: Statement, year: int) -> bool | None:
    """Whether a statement is known to have held in a year; None where no date tells.

    It did from its start to its end. With a start but no end, it did up to the year that its
    source describes; without either date, in that year alone. A grant counts for its own year.
    """
    since = int(statement.since[:4]) if statement.since else None
    until = int(statement.until[:4]) if statement.until else None
    if (since is not None and year < since) or (until is not None and year > until):
        return False
    seen = dataset.as_of(statement)
    if since is not None and until is None and "year_kind" in statement.qualifiers:
        return year == since
    if since is None and until is None:
        return (int(seen[:4]) == year or None) if seen else None
    if until is not None:
        return True if since is not None or year == until else None
    return True if year == since or (seen and year <= int(seen[:4])) else None


Confidence = Literal["confirmed", "one-side", "third-party", "unconfirmed", "inferred"]

_RELIABLE = frozenset({"first-hand", "official", "curated", "press"})


@lru_cache(maxsize=4)
def confidences(dataset: Dataset) -> Mapping[str, Confidence]:
    """How surely each statement is known, by its identifier.

    All statements of one fact (same ends, relation and qualifiers, whatever
    their dates) are weighed together:

    - *confirmed*: pages of both ends state it, or an official source does, or
      two independent sources that are not second-hand;
    - *one-side*: a page of one of the two ends states it;
    - *third-party*: one list with review, newspaper or other body states it;
    - *unconfirmed*: only second-hand pages or a compilation written by machine
      from pages that were not opened;
    - *inferred*: our reading, not the words of a source.

    Sources are independent when their publishers differ.
    """
    facts: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in dataset.statements:
        said = {k: v for k, v in statement.qualifiers.items() if k != "stated_as"}
        ends = frozenset((statement.subject, statement.object))
        fact = (statement.relation, ends, *sorted((k, v.casefold()) for k, v in said.items()))
        facts[fact].append(statement)
    found: dict[str, Confidence] = {}
    for alike in facts.values():
        found |= dict.fromkeys((s.id for s in alike), _weigh(dataset, alike))
    return found


def _weigh(dataset: Dataset, statements: Sequence[Statement]) -> Confidence:
    if all(s.qualifiers.get("basis") == "inferred" for s in statements):
        return "inferred"
    sources = [dataset.sources[s.source] for s in statements]
    reliable = {label_key(s.publisher) for s in sources if s.tier in _RELIABLE}
    sides = {end for s in statements for end in (s.subject, s.object) if _speaks(dataset, s, end)}
    official = any(source.tier == "official" for source in sources)
    if len(sides) > 1 or official or len(reliable) > 1:
        return "confirmed"
    if sides:
        return "one-side"
    return "third-party" if reliable else "unconfirmed"


def _speaks(dataset: Dataset, statement: Statement, end: str) -> bool:
    """Whether a statement stands on a page of one of its ends: same domain, or same publisher."""
    source, entity = dataset.sources[statement.source], dataset.entities.get(end)
    if entity is None or source.tier not in ("first-hand", "official"):
        return False
    if label_key(source.publisher) in {label_key(n) for n in (entity.name, *entity.aliases)}:
        return True
    return bool(entity.website) and _domain(statement.page) == _domain(entity.website) != ""


@lru_cache(maxsize=65536)
def _domain(address: str) -> str:
    """Registrable domain; a page on a code forge belongs to nobody by its domain."""
    host = urlsplit(address).hostname or ""
    domain = _suffixes().privatesuffix(host) or host
    return "" if domain in ("github.com", "gitlab.com", "codeberg.org") else domain


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
