"""What is known of each organization that a visitor could go to, gathered once for a dataset."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.core import core
from graph.dataset import Dataset
from graph.evidence import confidences, is_over, temporal_status
from graph.matching.words import COMMON, words_of
from graph.model import Statement
from graph.text import label_key

_NO_PLACE_TO_WORK = frozenset({"kind/job-board", "kind/company"})
"""Kinds that are doors to work, or what people leave."""

_GIVERS = frozenset({"kind/foundation", "kind/public-fund"})
"""Kinds that pay for work; a place to work at only where they make something themselves."""

_AT_HOME = frozenset({"kind/public-institution", "kind/party"})

_SURE = {"confirmed": 1.0, "one-side": 0.95, "third-party": 0.9, "unconfirmed": 0.75}
_INFERRED = 0.8

_NEEDED, _USED = 1.0, 0.75
"""A skill that is looked for says more than one that is in use."""


_TELLING = 0.35
"""Rarity from which on a word tells organizations apart: it stands with under one in twenty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement and how much it is worth, 0 to 1."""

    statement: Statement
    worth: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One organization, as matching sees it.

    Attributes
    ----------
    id
        Its identifier.
    causes, skills
        Concept to the strongest statement of it.
    paths, countries
        Ways out that it offers, countries that it is in.
    words
        Rarer words of its names, description and of what sources call its work.
    doors
        Ways in that are on record: people with roles, networks, events, a page of jobs.
    last_seen
        Last year for which a source speaks of it; 0 when no source tells a year.
    part_of
        Larger bodies that it is a part of.
    at_home
        Whether it works with people of its own country: a public body of a country or city, a
        party.

    """

    id: str
    causes: Mapping[str, Fact]
    skills: Mapping[str, Fact]
    paths: frozenset[str]
    countries: frozenset[str]
    words: frozenset[str]
    doors: int
    last_seen: int
    part_of: frozenset[str]
    at_home: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """All of them, and how rare each word and cause is among them (nats)."""

    listed: tuple[Candidate, ...]
    word_rarity: Mapping[str, float]
    cause_rarity: Mapping[str, float]


@lru_cache(maxsize=2)
def candidates(dataset: Dataset) -> Candidates:
    """Gather the organizations of the core that are not known to be over.

    Job boards, firms and those who only give money are left out.
    """
    sure = confidences(dataset)
    found = []
    for identifier in sorted(core(dataset)):
        entity = dataset.entities[identifier]
        if entity.type != "organization" or entity.kind in _NO_PLACE_TO_WORK:
            continue
        if entity.kind in _GIVERS and not dataset.outgoing(identifier, "makes"):
            continue
        if is_over(dataset, identifier):
            continue
        outgoing = dataset.outgoing(identifier)
        incoming = dataset.incoming(identifier)
        stated = [s for s in outgoing if s.relation in ("works_on", "needs_skill", "uses_skill")]
        found.append(
            Candidate(
                identifier,
                _strongest(dataset, sure, stated, ("works_on",)),
                _strongest(dataset, sure, stated, ("needs_skill", "uses_skill")),
                dataset.paths_of(identifier),
                frozenset(entity.countries),
                frozenset(
                    _words(
                        entity.name,
                        *entity.aliases,
                        entity.description,
                        *(s.qualifiers.get("stated_as", "") for s in stated),
                        *(dataset.concepts[s.object].label for s in stated),
                    )
                ),
                _doors(dataset, outgoing, incoming) + ("jobs_page" in entity.details),
                _last_seen(dataset, entity.details.get("as_of", ""), [*outgoing, *incoming]),
                frozenset(s.object for s in outgoing if s.relation == "part_of"),
                entity.kind in _AT_HOME and "EU" not in entity.countries,
            )
        )
    return Candidates(
        tuple(found),
        _rarity(len(found), Counter(w for c in found for w in c.words)),
        _rarity(len(found), Counter(w for c in found for w in c.causes)),
    )


def _strongest(
    dataset: Dataset,
    sure: Mapping[str, str],
    statements: Iterable[Statement],
    relations: tuple[str, ...],
) -> Mapping[str, Fact]:
    best: dict[str, Fact] = {}
    for statement in statements:
        if statement.relation not in relations or temporal_status(dataset, statement) == "past":
            continue
        worth = _SURE.get(sure[statement.id], _INFERRED)
        if statement.relation == "needs_skill":
            worth *= _NEEDED
        elif statement.relation == "uses_skill":
            worth *= _USED
        if statement.object not in best or best[statement.object].worth < worth:
            best[statement.object] = Fact(statement, worth)
    return best


def _doors(dataset: Dataset, outgoing: list[Statement], incoming: list[Statement]) -> int:
    ways_in = [s for s in outgoing if s.relation in ("takes_part_in", "member_of")]
    ways_in += [s for s in incoming if s.relation == "holds_role"]
    return len({s.id for s in ways_in if temporal_status(dataset, s) != "past"})


def _last_seen(dataset: Dataset, as_of: str, statements: Iterable[Statement]) -> int:
    dates = [as_of, *(dataset.as_of(s) for s in statements)]
    return max((int(date[:4]) for date in dates if date), default=0)


def _words(*texts: str) -> Iterable[str]:
    for text in texts:
        for word in label_key(text).split():
            if len(word) > 2 and word not in COMMON and not word.isdigit():
                yield stem(word)


def telling_words(held: Candidates, text: str) -> dict[str, str]:
    """The words of a text that tell candidates apart, by stem, as they were typed."""
    return {
        stem(word.key): word.typed
        for word in words_of(text)
        if held.word_rarity.get(stem(word.key), 0.0) >= _TELLING
    }


def stem(word: str) -> str:
    """A word without the plural's s, so that rider and riders are one."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _rarity(total: int, counts: Counter[str]) -> dict[str, float]:
    most = math.log(total + 1)
    return {word: math.log((total + 1) / count) / most for word, count in counts.items()}


@lru_cache(maxsize=2)
def members(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """Each organization to the people with a role there, those that are over left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in dataset.statements:
        if statement.relation == "holds_role" and temporal_status(dataset, statement) != "past":
            found[statement.object].add(statement.subject)
    return {organization: frozenset(people) for organization, people in found.items()}
