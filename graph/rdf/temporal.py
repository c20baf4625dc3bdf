"""Whether a statement still holds: current, past or unknown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

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
