"""Values of JSON as cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graph.imports.items import Notes
from graph.text import SEPARATOR


def text(value: object) -> str:
    """A value as one cell: numbers as written, the parts of a list joined.

    "" for nothing, for objects, and for lists inside a list, which
    `without_nests` accounts for.
    """
    if isinstance(value, list):
        return SEPARATOR.join(filter(None, map(_scalar, value)))
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return number(value)
    return ""


def without_nests(record: dict[str, Any], place: str, notes: Notes) -> dict[str, Any]:
    """The record itself, less the lists inside lists, each of which is noted as left out.

    No field that is read holds any. Their values are not shown: they may be
    contact details, and may be nested deeper than Python can print.
    """
    waiting: list[tuple[str, Any]] = [*record.items()]
    while waiting:
        field, part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.items()
        elif isinstance(part, list):
            kept = [inner for inner in part if not isinstance(inner, list)]
            if len(kept) < len(part):
                notes.part(place, field, "[[…]]", _NESTED)
                part[:] = kept
            waiting += [(field, inner) for inner in kept]
    return record


_NESTED = "a list inside a list; write its values as one list if they are right"


def number(value: Decimal) -> str:
    """A decimal in plain digits; in powers of ten where that would take a page."""
    return f"{value:f}" if abs(value.adjusted()) < 30 else str(value)


def flat(value: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an object as cells, empty ones left out."""
    found = {name: text(inner) for name, inner in value.items()}
    return {name: cell for name, cell in found.items() if cell}


def parts(value: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of a list, of which there may be none or one without a list around it."""
    inner = value.get(name)
    inner = inner if isinstance(inner, list) else [inner]
    return [part for part in inner if isinstance(part, dict)]
