"""Every cell has the form that its column asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from graph.checks.tables import Tables
from graph.countries import is_country
from graph.model import Finding
from graph.schema import Column
from graph.text import split_list

_IDENTIFIER = re.compile(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"(?:1[6-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\n")


@lru_cache(maxsize=65536)
def is_url(text: str) -> bool:
    """Whether text is an absolute http or https address without spaces or brackets."""
    if re.search(r"[\s<>\"{}\\^`|]", text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "." in str(host)


def _page(text: str) -> bool:
    return is_url(text) or not re.match(r"[a-z]+:", text)


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
    "page": (_page, "is not a web address", "Write the whole address, from https:// on."),
    "date": (
        _DATE.fullmatch,
        "is not a date",
        "Write YYYY, YYYY-MM or YYYY-MM-DD, only as exact as the source.",
    ),
    "country": (
        is_country,
        "is not a country code",
        "Write ISO 3166-1 alpha-2, such as DE; several as DE | FR.",
    ),
    "number": (_NUMBER.fullmatch, "is not a number", "Write digits only, such as 25000."),
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
    if not cell:
        if column.required:
            yield (
                "cell-required",
                "",
                f"{column.name} is empty",
                "Fill it from the source, or remove the row.",
            )
        return
    if _CONTROL.search(cell):
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
