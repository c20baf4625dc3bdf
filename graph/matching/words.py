"""Words of a text, and the short lists of words that tell what is meant (`words.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.text import label_key

Phrase = tuple[str, ...]

_TYPED = re.compile(r"[^\s/,;:()\[\]{}!?\"“”„«»…—–|]+")
_CLAUSE = re.compile(r"[,;:()\[\]!?…—–|\n]|\.(\s|$)")
_SENTENCE = re.compile(r"[;!?…\n]|\.(\s|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its key, how it was typed, and whether something ends after it."""

    key: str
    typed: str
    ends_clause: bool = False
    ends_sentence: bool = False


def words_of(text: str) -> list[Word]:
    """Split a text into words; what hyphens and slashes join counts as several words."""
    found: list[Word] = []
    matches = list(_TYPED.finditer(text))
    for number, match in enumerate(matches):
        after = text[
            match.end() : matches[number + 1].start() if number + 1 < len(matches) else None
        ]
        typed = match.group()
        if typed.endswith("."):
            after = f".{after or ' '}"
        keys = label_key(typed).split()
        for place, key in enumerate(keys):
            last = place == len(keys) - 1
            found.append(
                Word(
                    key,
                    typed if len(keys) == 1 else _cased(key, typed),
                    last and bool(_CLAUSE.search(after)),
                    last and bool(_SENTENCE.search(after)),
                )
            )
    return found


def _cased(key: str, typed: str) -> str:
    """A part of a joined word as it was typed, where that can be told."""
    at = typed.casefold().find(key)
    return typed[at : at + len(key)] if at >= 0 else key


@cache
def phrases(name: str) -> Mapping[str, frozenset[Phrase]]:
    """A list of `words.toml` as tuples of words, by sub-list ("" where there is none)."""
    listed = _lists()[name]
    parts = {"": listed} if isinstance(listed, list) else listed
    return {
        part: frozenset(tuple(label_key(said).split()) for said in words)
        for part, words in parts.items()
    }


def starts(words: Sequence[Word], at: int, name: str) -> int:
    """Number of words of the longest phrase of a list that starts at a place; 0 for none."""
    wanted = phrases(name)[""]
    for length in range(min(_longest(name), len(words) - at), 0, -1):
        if tuple(word.key for word in words[at : at + length]) in wanted:
            return length
    return 0


@cache
def _longest(name: str) -> int:
    return max(len(phrase) for phrase in phrases(name)[""])


@cache
def _lists() -> Mapping[str, list[str] | dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


COMMON = frozenset(word for (word, *_) in phrases("common")[""])
"""Ordinary words, never taken for a misspelled label."""

GENERAL = frozenset(word for (word, *_) in phrases("general")[""])
"""One-word labels too general to propose anything."""

NAMES_TOO = frozenset(word for (word, *_) in phrases("with_capital")[""])
"""Labels that are ordinary words too: taken for a technology only where a capital says so."""
