"""Every cell has the form that its column asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from graph.checks.tables import Tables
from graph.countries import is_country
from graph.model import Finding
from graph.schema import Column
from graph.text import split_list

_IDENTIFIER = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(?:1[6-9]|20)[0-9]{2}(?:-[0-9]{2}){0,2}")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""Characters that break a line, hide, or turn the direction of the text around them."""


@lru_cache(maxsize=65536)
def is_url(text: str) -> bool:
    """Whether text is an absolute http or https address without spaces, brackets or a login."""
    if re.search(r"[\s<>\"{}\\^`|]", text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "@" not in parts.netloc and "." in (host or "")


def is_page(text: str) -> bool:
    """An address, or a place in a printed or spoken source, never a scheme such as javascript:."""
    return is_url(text) or not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE)


def is_date(text: str) -> bool:
    """Whether text is a year, a month or a day of the calendar, written as ISO 8601 does."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def is_number(text: str) -> bool:
    """Whether text is a plain decimal number without sign."""
    return _NUMBER.fullmatch(text) is not None


_FORMS: dict[str, tuple[Callable[[str], object], str, str]] = {
    "identifier": (
        _IDENTIFIER.fullmatch,
        "is not an identifier",
        "Write it like organization/ai-forensics: lower case, digits, single hyphens.",
    ),
    "reference": (
        _IDENTIFIER.fullmatch,
        "is not an identifier",
        "Write it like organization/ai-forensics: lower case, digits, single hyphens.",
    ),
    "url": (is_url, "is not a web address", "Write the whole address, from https:// on."),
    "page": (is_page, "is not a web address", "Write the whole address, from https:// on."),
    "date": (
        is_date,
        "is not a date",
        "Write YYYY, YYYY-MM or YYYY-MM-DD, only as exact as the source.",
    ),
    "country": (
        is_country,
        "is not a country code",
        "Write ISO 3166-1 alpha-2, such as DE; several as DE | FR.",
    ),
    "number": (is_number, "is not a number", "Write digits only, such as 25000."),
}


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each cell of the wrong form."""
    for table in tables:
        for row in table.rows:
            for column in table.schema.columns:
                cell = row[column.name]
                for rule, value, message, remedy in _faults(column, cell):
                    yield Finding(rule, "error", table.path, row.line, value, message, remedy)


def _faults(column: Column, cell: str) -> Iterator[tuple[str, str, str, str]]:
    if not (split_list(cell) if column.many else cell):
        if column.required:
            yield (
                "cell-required",
                "",
                f"{column.name} is empty",
                "Fill it from the source, or remove the row.",
            )
        return
    if CONTROL.search(cell):
        yield (
            "cell-control-character",
            cell[:60],
            f"{column.name} holds a line break or an invisible control character",
            "Type the value again on one line.",
        )
    form = _FORMS.get(column.type)
    for value in split_list(cell) if column.many else (cell,):
        if column.values and value not in column.values:
            yield (
                "cell-value",
                value,
                f"{column.name} does not know this word",
                f"Choose one of: {', '.join(column.values)}.",
            )
        if form and not form[0](value):
            yield ("cell-form", value, f"{column.name} {form[1]}", form[2])
        elif column.type in ("identifier", "reference") and (
            value.partition("/")[0] not in column.types
        ):
            yield (
                "cell-type",
                value,
                f"{column.name} must name one of: {', '.join(column.types)}",
                "Look the identifier up in the file of that type.",
            )
