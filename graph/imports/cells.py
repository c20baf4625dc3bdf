"""Values of others in the form that a column of the data asks for, or why they are none."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from graph.checks.cells import is_date, is_number, is_page, is_url
from graph.checks.people import CONTACT
from graph.reconcile.raw import one_line
from graph.reconcile.values import country_code
from graph.schema import Column
from graph.spreadsheet import protect
from graph.text import join_list

MAX_TEXT = 300
"""The most characters of a name, a title or any other text: more is no fact but a text."""

_LONGEST = 2000
"""Of an address, a date or a number, more is not even looked at."""

CONTACT_REASON = "contact details are not carried over"

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
_MIDNIGHT = re.compile(r"(\d{4})/(\d{2})/(\d{2})")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MOST_MONEY = Decimal(10) ** 13


def tidy(value: str) -> tuple[str, str]:
    """Text on one line, or "" and the reason why it cannot stand in the data."""
    if len(value) > MAX_TEXT:
        return "", f"longer than {MAX_TEXT} characters: a text, no fact"
    text = one_line(value)
    if CONTACT.search(text):
        return "", CONTACT_REASON
    if protect(text) is not text:
        return "", "starts like a formula of a spreadsheet; type it by hand if it is right"
    return text, ""


def cell(column: Column, value: str) -> tuple[str, str]:
    """The value as the column takes it and "", or "" and the reason why it does not."""
    if column.type == "country":
        return _countries(value)
    exact = column.type in ("url", "page", "number", "date") or bool(column.values)
    text, reason = (one_line(value[:_LONGEST]), "") if exact else tidy(value)
    if not text:
        return "", reason
    if column.values and text not in column.values:
        text = text.casefold()
        known = ", ".join(column.values)
        return (text, "") if text in column.values else ("", f"is none of: {known}")
    if column.type == "date":
        return _date(text)
    if column.type == "url" and not is_url(text):
        return "", "is no web address; write all of it, from https:// on"
    if column.type == "page" and not is_page(text):
        return "", "is no page; write its whole address, from https:// on"
    if column.type == "number":
        return _amount(text)
    if column.name == "currency" and not _CURRENCY.fullmatch(text):
        return "", "is no currency; write its three letters of ISO 4217, such as EUR"
    return text, ""


def _date(text: str) -> tuple[str, str]:
    moment = _MOMENT.fullmatch(text)
    date = moment[1] if moment else _MIDNIGHT.sub(r"\1-\2-\3", text)
    if is_date(date):
        return date, ""
    return "", "is no date; write YYYY, YYYY-MM or YYYY-MM-DD"


def _amount(text: str) -> tuple[str, str]:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return "", "is no number; write digits and a point alone, such as 25000.50"
    if not value.is_finite() or value < 0 or value > _MOST_MONEY or value.adjusted() < -6:
        return "", "is no sum of money that a grant could have"
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return (plain, "") if is_number(plain) else ("", "is no number; write digits alone")


def _countries(value: str) -> tuple[str, str]:
    if len(value) > MAX_TEXT:
        return "", f"longer than {MAX_TEXT} characters: a text, no fact"
    codes: list[str] = []
    strange: list[str] = []
    for part in filter(None, (p.strip() for p in re.split(r"[|;]", one_line(value)))):
        code = country_code(part) or country_code(part.upper()) or _LETTERS.get(part.upper(), "")
        (codes if code else strange).append(code or part)
    if not codes:
        return "", "is no country of ISO 3166; write its name or two letters"
    reason = f"{', '.join(strange)} is no country of ISO 3166" if strange else ""
    return join_list(list(dict.fromkeys(codes))), reason


_LETTERS = {"UK": "GB", "UNITED STATES OF AMERICA": "US", "ENGLAND": "GB", "SCOTLAND": "GB",
            "WALES": "GB", "NORTHERN IRELAND": "GB"}  # fmt: skip
