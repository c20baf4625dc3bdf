"""Comparing and tidying names: one rule for each purpose, used everywhere."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

SEPARATOR = " | "

_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`]")
_NOT_LABEL = re.compile(r"[^\w+#.]+|_+|(?<!\w)\.(?!\w)|\.(?!\w)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i",
                          "æ": "ae", "œ": "oe", "þ": "th"})  # fmt: skip
"""Letters that Unicode does not take apart, although people type them without the stroke."""


def split_list(cell: str) -> tuple[str, ...]:
    """Parts of a cell that holds several values, in the order written."""
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)


def join_list(values: tuple[str, ...] | list[str]) -> str:
    """Inverse of `split_list`."""
    return SEPARATOR.join(values)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text without accents, case and invisible characters, for comparing what people type."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    ).translate(_STROKES)


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """Key under which spelling variants of one label fall together.

    Accents, case, hyphens, slashes, apostrophes and ``&`` do not count;
    ``+``, ``#`` and a dot inside a word do (C++, C#, Node.js).
    """
    text = _APOSTROPHES.sub("", fold(label)).replace("&", " and ")
    return " ".join(_NOT_LABEL.sub(" ", text).split())


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, for identifiers."""
    return _NOT_SLUG.sub("-", anyascii(text).casefold().replace("&", " and ")).strip("-")


def capital(text: str) -> str:
    """Text with its first letter in capitals."""
    return f"{text[:1].upper()}{text[1:]}"


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text that is longer than so many characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
