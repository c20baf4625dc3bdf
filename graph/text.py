"""Comparing and tidying names: one rule for each purpose, used everywhere."""

from __future__ import annotations

import re
import unicodedata

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


def fold(text: str) -> str:
    """Text without accents, case and invisible characters, for comparing what people type.

    Nothing is kept for the next time, since it may be what a visitor typed about themselves.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    ).translate(_STROKES)


def label_key(label: str) -> str:
    """Key under which spelling variants of one label fall together.

    Accents, case, hyphens, slashes, apostrophes and ``&`` do not count;
    ``+``, ``#`` and a dot inside a word do (C++, C#, Node.js).
    """
    text = _APOSTROPHES.sub("", fold(label)).replace("&", " and ")
    return " ".join(_NOT_LABEL.sub(" ", text).split())


def counted(number: float, what: str) -> str:
    """A number with its noun: "1 month", "2.5 months"."""
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def printable(text: str) -> str:
    """Text in one line without control characters, for a terminal or a message."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^@&])")


def markdown(text: str) -> str:
    """Text as Markdown that shows exactly these characters, in one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, for identifiers."""
    return _NOT_SLUG.sub("-", anyascii(text).casefold().replace("&", " and ")).strip("-")


def capital(text: str) -> str:
    """Text with its first letter in capitals."""
    return f"{text[:1].upper()}{text[1:]}"


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text that is longer than so many characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
