"""Values of JSON as cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from graph.text import SEPARATOR


def text(value: object) -> str:
    """A value as one cell: numbers as written, lists joined, "" for nothing and for objects."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list):
        return SEPARATOR.join(filter(None, (text(part) for part in value)))
    return ""


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
