"""What free text about oneself means: proposals to correct, never more.

Words are compared, without accents, case and apostrophes, with the labels of skills, causes and
ways out in five languages, with names, places and what people refuse. A typing error in a longer
word is forgiven. Words of leaving and refusing turn what follows into a refusal, up to the next
wish. Nothing of the text is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.countries import country_name
from graph.dataset import Dataset
from graph.matching.places import country_code
from graph.matching.words import COMMON, GENERAL, NAMES_TOO, Word, phrases, starts, words_of
from graph.text import label_key

Part = Literal["skill", "cause", "path", "refusal", "country", "known", "remote", "move"]

LONGEST_TEXT = 8000
"""Characters that are read; what comes after is left out, and said to be."""

_LONGEST = 6
_TYPED = 5
"""Letters that a word needs before a typing error is forgiven; from nine on, two errors are."""

_REACH = 6
"""Words that a word of leaving reaches: "not going back to any outsourcing or big tech"."""


_ALPHA_3 = 3
"""Letters of a country code that is more often an abbreviation of something else."""

_LARGER: Mapping[tuple[str, ...], str] = {
    ("new", "york"): "US",
    ("new", "jersey"): "US",
    ("new", "england"): "US",
}
"""Places whose name holds that of another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a part of the text may mean.

    ``id`` is an identifier, for a country its code, for remote work and moving "yes" or "no".
    ``words`` are as typed. ``sure`` is false where a typing error was forgiven or where the words
    could mean something else too. ``away`` is true for what somebody refuses or leaves behind.
    """

    part: Part
    id: str
    words: str
    sure: bool = True
    away: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """All readings of a text, in its order, each meaning once."""

    readings: tuple[Reading, ...] = ()
    cut: bool = False

    def ids(self, part: Part, *, away: bool = False) -> tuple[str, ...]:
        """Identifiers of one part."""
        return tuple(r.id for r in self.readings if r.part == part and r.away == away)

    def __repr__(self) -> str:
        """Nothing that was typed: a trace or a log must not show it."""
        return f"<Understanding: {len(self.readings)} readings>"


def understand(dataset: Dataset, text: str) -> Understanding:
    """Read what somebody wrote about themselves.

    Parameters
    ----------
    dataset
        Whose vocabularies, names and places are looked for.
    text
        Free text in English, German, Spanish, French or Italian.

    Returns
    -------
    Proposals, to be shown for correction.

    """
    words = words_of(text[:LONGEST_TEXT])
    index = _index(dataset)
    away = _away(words)
    found: dict[tuple[Part, str, bool], Reading] = {}
    corrected: dict[str, str] = {}  # of this text alone, and gone with it
    at = 0
    while at < len(words):
        readings, length = _at(index, words, at, at in away, corrected)
        for reading in readings:
            key = (reading.part, reading.id, reading.away)
            if key not in found or (reading.sure and not found[key].sure):
                found[key] = reading
        at += length
    return Understanding(tuple(_settled(found.values())), len(text) > LONGEST_TEXT)


def _settled(found: Iterable[Reading]) -> Iterator[Reading]:
    """Without what contradicts itself: what is wanted somewhere is not refused elsewhere."""
    listed = list(found)
    wanted = {r.id for r in listed if not r.away}
    for reading in listed:
        if not (reading.away and reading.id in wanted):
            yield reading


@dataclass(frozen=True, slots=True)
class _Index:
    """What may be meant by words: phrase to (part, identifier)."""

    concepts: Mapping[tuple[str, ...], tuple[tuple[Part, str], ...]]
    refusals: Mapping[tuple[str, ...], str]
    names: Mapping[tuple[str, ...], str]
    cities: Mapping[tuple[str, ...], str]
    spellings: tuple[str, ...]
    known_words: frozenset[str]


@lru_cache(maxsize=2)
def _index(dataset: Dataset) -> _Index:
    concepts: dict[tuple[str, ...], list[tuple[Part, str]]] = defaultdict(list)
    for concept in dataset.concepts.values():
        if concept.type not in ("skill", "cause"):
            continue
        further = {*chain(*concept.translations.values()), *chain(*concept.hidden.values())}
        for label in (concept.label, *concept.alternative_labels, *sorted(further)):
            phrase = tuple(label_key(label).split())
            meaning: tuple[Part, str] = (concept.type, concept.id)  # type: ignore[assignment]
            general = len(phrase) == 1 and phrase[0] in GENERAL and label not in further
            if 0 < len(phrase) <= _LONGEST and not general and meaning not in concepts[phrase]:
                concepts[phrase].append(meaning)
    for name, said in phrases("paths").items():
        for phrase in said:
            concepts[phrase].append(("path", f"path/{name}"))
    words = frozenset(word for phrase in concepts for word in phrase)
    spellings = tuple(sorted(w for w in words if len(w) >= _TYPED and w not in COMMON))
    return _Index(
        {phrase: tuple(meanings) for phrase, meanings in concepts.items() if meanings},
        {
            tuple(label_key(word).split()): refusal.id
            for refusal in dataset.refusals.values()
            for word in refusal.words
        },
        _names(dataset, concepts.keys()),
        _cities(dataset),
        spellings,
        words | COMMON,
    )


def _names(dataset: Dataset, taken: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Names that one entity alone bears and that mean nothing else."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entity in dataset.entities.values():
        if entity.type in ("organization", "person", "event"):
            for name in (entity.name, *entity.aliases):
                phrase = tuple(label_key(name.replace(".", " ")).split())
                if 0 < len(phrase) <= _LONGEST and len("".join(phrase)) > 2:
                    owners[phrase].add(entity.id)
    meant = set(taken)
    return {
        phrase: next(iter(ids))
        for phrase, ids in owners.items()
        if len(ids) == 1
        and phrase not in meant
        and not (len(phrase) == 1 and (phrase[0] in COMMON or country_code(phrase[0])))
    }


def _cities(dataset: Dataset) -> dict[tuple[str, ...], str]:
    """Cities to the country that most organizations there name."""
    seen: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for entity in dataset.entities.values():
        phrase = tuple(label_key(entity.city).split())
        if phrase and len(entity.countries) == 1 and entity.countries[0] != "EU":
            seen[phrase][entity.countries[0]] += 1
    return {phrase: counts.most_common(1)[0][0] for phrase, counts in seen.items()}


def _at(
    index: _Index, words: list[Word], at: int, away: bool, corrected: dict[str, str]
) -> tuple[list[Reading], int]:
    """What starts at a word, and over how many words."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        if any(word.ends_clause for word in part[:-1]):
            continue
        phrase = tuple(word.key for word in part)
        typed = " ".join(word.typed for word in part).rstrip(".")
        if readings := _exact(index, phrase, typed, part, away):
            return readings, length
        if (turn := _place_of_work(words, at, phrase)) is not None:
            return [Reading(turn[0], turn[1], typed)], length
    return _misspelled(index, words, at, away, corrected)


def _exact(
    index: _Index, phrase: tuple[str, ...], typed: str, part: list[Word], away: bool
) -> list[Reading]:
    if away and phrase in index.refusals:
        return [Reading("refusal", index.refusals[phrase], typed, away=True)]
    capital = any(word.typed[:1].isupper() for word in part)
    if len(phrase) == 1 and phrase[0] in NAMES_TOO and not capital:
        return []
    if meanings := index.concepts.get(phrase):
        sure = len({kind for kind, _ in meanings}) == 1
        return [
            Reading(kind, identifier, typed, sure, away)
            for kind, identifier in meanings
            if not (away and kind == "path")
        ]
    if not capital:
        return []
    if phrase in index.names and not away and part[0].typed[:1].isupper():
        return [Reading("known", index.names[phrase], typed, False)]
    code = index.cities.get(phrase) or _LARGER.get(phrase, "")
    sure = bool(code)
    if not code and len(phrase) <= 3 and len(typed) != _ALPHA_3:
        code = country_code(typed)
        sure = label_key(country_name(code)) == " ".join(phrase)
    if code and not away and len(typed) > 1 and _is_place(typed, phrase):
        return [Reading("country", code, typed, sure)]
    return []


def _is_place(typed: str, phrase: tuple[str, ...]) -> bool:
    """Not an ordinary word or a short word in small letters that only looks like a code."""
    return (len(phrase) > 1 or phrase[0] not in COMMON) and (len(typed) > 3 or typed.isupper())


def _place_of_work(
    words: list[Word], at: int, phrase: tuple[str, ...]
) -> tuple[Literal["remote", "move"], str] | None:
    denied = "yes"
    for back in range(at - 1, max(-1, at - 4), -1):
        if words[back].ends_clause:
            break
        if (words[back].key,) in phrases("never")[""]:
            denied = "no"
    if phrase in phrases("remote")[""]:
        return "remote", denied
    if phrase in phrases("move")[""]:
        return "move", denied
    return None


def _misspelled(
    index: _Index, words: list[Word], at: int, away: bool, corrected: dict[str, str]
) -> tuple[list[Reading], int]:
    """A label of which one or more words have a typing error."""

    def spelled(word: Word) -> str:
        if word.key in index.known_words:
            return word.key
        if word.key not in corrected:
            corrected[word.key] = _spelled(index, word.key)
        return corrected[word.key]

    first = words[at]
    if first.key in index.known_words or not spelled(first):
        return [], 1
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        part = words[at : at + length]
        if any(word.ends_clause for word in part[:-1]):
            continue
        meanings = index.concepts.get(tuple(map(spelled, part)), ())
        meanings = tuple(m for m in meanings if m[0] in ("skill", "cause"))
        if meanings:
            typed = " ".join(word.typed for word in part)
            return [Reading(kind, c, typed, False, away) for kind, c in meanings], length
    return [], 1


def _spelled(index: _Index, word: str) -> str:
    """The word of a label that this is most likely meant to be; "" when there is none."""
    if len(word) < _TYPED or not word.isalpha():
        return ""
    found = process.extractOne(
        word, index.spellings, scorer=OSA.distance, score_cutoff=1 if len(word) < 9 else 2
    )
    return found[0] if found and found[0][0] == word[0] else ""


def _away(words: list[Word]) -> frozenset[int]:
    """Places of words that follow (or stand before) words of leaving and refusing."""
    turned: set[int] = set()
    at = 0
    while at < len(words):
        if length := starts(words, at, "away"):
            at = _mark(words, at + length, turned)
        elif starts(words, at, "away_before"):
            back = at - 1
            while back >= 0 and not words[back].ends_clause and at - back <= _REACH:
                turned.add(back)
                back -= 1
            at += 1
        else:
            at += 1
    return frozenset(turned)


def _mark(words: list[Word], at: int, turned: set[int]) -> int:
    """Mark what a word of leaving reaches: a few words, and what a list carries on."""
    left = _REACH
    while at < len(words) and left > 0:
        if starts(words, at, "but") or starts(words, at, "wish"):
            return at
        turned.add(at)
        if words[at].ends_sentence:
            return at + 1
        carries_on = starts(words, at, "joins") or words[at].ends_clause
        left = _REACH if carries_on else left - 1
        at += 1
    return at
