"""How good are the matches? Against profiles whose acceptable organizations people judged.

Precision at 10 is the share of the first ten that the judges accept, the mean over profiles, with
a bootstrap interval over profiles. An organization that nobody judged counts as not accepted, so
the figure is a lower bound.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from graph.dataset import Dataset
from graph.errors import UsageError
from graph.matching.candidates import candidates, stem
from graph.matching.doors import doors
from graph.matching.matches import alike, find_matches
from graph.matching.profile import Profile, check
from graph.matching.understanding import understand
from graph.matching.words import COMMON, words_of
from graph.text import split_list

TOP = 10

_DRAWS = 2000

_PROFILES = ("id", "split", "language", "text", "skills", "causes", "country", "remote", "move",
             "paths", "refusals", "knows")  # fmt: skip
_JUDGED = ("profile", "organization", "accepted")

Ranking = Callable[[Dataset, Profile], list[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One written profile, and the organizations that are accepted for it."""

    id: str
    split: str
    profile: Profile
    accepted: frozenset[str]
    judged: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """What one way of ranking reaches on some cases.

    ``low`` and ``high`` bound precision (95 %). ``judged`` is the share of what was shown that
    anybody judged. ``doors`` is the share of profiles whose first five each have a person or an
    event. ``diversity`` is 1 less the mean likeness of the pairs shown.
    """

    ranking: str
    cases: int
    precision: float
    low: float
    high: float
    judged: float
    doors: float
    diversity: float


def read_cases(dataset: Dataset, folder: Path) -> list[Case]:
    """Read ``profiles.csv`` and ``judged.csv`` of a folder.

    Raises
    ------
    UsageError
        A column is missing, or a row names a profile that is not there.

    """
    accepted: dict[str, set[str]] = defaultdict(set)
    judged: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "judged.csv", _JUDGED):
        organization = dataset.renames.get(row["organization"], row["organization"])
        judged[row["profile"]].add(organization)
        if row["accepted"] == "yes":
            accepted[row["profile"]].add(organization)
    cases = []
    for row in _rows(folder / "profiles.csv", _PROFILES):
        profile = Profile(
            text=row["text"],
            skills=split_list(row["skills"]),
            causes=split_list(row["causes"]),
            languages=tuple(dict.fromkeys((row["language"], "en"))),
            country=row["country"],
            remote=row["remote"] == "yes",
            move=row["move"] == "yes",
            paths=split_list(row["paths"]),
            refusals=tuple(_refusals(dataset, row["refusals"])),
            knows=split_list(row["knows"]),
        )
        name = row["id"]
        cases.append(
            Case(
                name,
                row["split"],
                check(dataset, profile).profile,
                frozenset(accepted.pop(name, ())),
                frozenset(judged[name]),
            )
        )
    if accepted:
        raise UsageError(f"{folder}: judged.csv names unknown profiles: {', '.join(accepted)}.")
    return cases


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise UsageError(f"{path}: has no column {', '.join(missing)}.")
        for row in reader:
            if None in row or None in row.values():
                raise UsageError(
                    f"{path}:{reader.line_num}: the row has not as many cells as the head."
                )
            yield row


def _refusals(dataset: Dataset, cell: str) -> Iterator[str]:
    by_word = {w.casefold(): r.id for r in dataset.refusals.values() for w in r.words}
    for word in split_list(cell):
        if found := by_word.get(word.casefold()):
            yield found


# Ways of ranking


def by_profile(dataset: Dataset, profile: Profile) -> list[str]:
    """The engine, given what the visitor has confirmed."""
    return [match.id for match in find_matches(dataset, profile, TOP)]


def by_text(dataset: Dataset, profile: Profile) -> list[str]:
    """The engine, given the free text alone and every proposal taken as it comes."""
    return [match.id for match in find_matches(dataset, from_text(dataset, profile), TOP)]


def by_keywords(dataset: Dataset, profile: Profile) -> list[str]:
    """Plain keyword overlap: words of the text, and of the labels of what was ticked."""
    labels = [dataset.name(concept) for concept in (*profile.skills, *profile.causes)]
    typed = {
        stem(word.key)
        for word in words_of(". ".join((profile.text, *labels)))
        if len(word.key) > 2 and word.key not in COMMON
    }
    scored = [(len(typed & c.words), c) for c in candidates(dataset).listed]
    scored.sort(key=lambda item: (-item[0], item[1].id))
    return [c.id for _, c in scored[:TOP]]


RANKINGS: Mapping[str, Ranking] = {
    "profile": by_profile,
    "text alone": by_text,
    "keywords": by_keywords,
}


def from_text(dataset: Dataset, profile: Profile) -> Profile:
    """A profile of nothing but what its text is understood to say."""
    read = understand(dataset, profile.text)
    return check(
        dataset,
        Profile(
            text=profile.text,
            skills=read.ids("skill"),
            causes=read.ids("cause"),
            refused=(*read.ids("skill", away=True), *read.ids("cause", away=True)),
            languages=profile.languages,
            country=next(iter(read.ids("country")), ""),
            remote="yes" in read.ids("remote"),
            move="yes" in read.ids("move"),
            paths=read.ids("path"),
            refusals=read.ids("refusal", away=True),
            knows=read.ids("known"),
        ),
    ).profile


# What they reach


def evaluate(dataset: Dataset, cases: Sequence[Case], name: str) -> tuple[Quality, list[float]]:
    """What one ranking of `RANKINGS` reaches, and the precision of each case in order."""
    by_id = {candidate.id: candidate for candidate in candidates(dataset).listed}
    precisions, seen, reached, spread = [], [], [], []
    for case in cases:
        found = RANKINGS[name](dataset, case.profile)
        precisions.append(len(case.accepted & set(found)) / TOP)
        seen.append(len(case.judged & set(found)) / max(len(found), 1))
        reached.append(_each_has_a_door(dataset, case.profile, found[:5]))
        pairs = [alike(by_id[a], by_id[b]) for a, b in combinations(found, 2)]
        spread.append(1 - sum(pairs) / len(pairs) if pairs else np.nan)
    low, high = _interval(precisions)
    quality = Quality(
        name,
        len(cases),
        float(np.mean(precisions)),
        low,
        high,
        float(np.mean(seen)),
        float(np.mean(reached)),
        float(np.nanmean(spread)),
    )
    return quality, precisions


def _each_has_a_door(dataset: Dataset, profile: Profile, found: Sequence[str]) -> bool:
    """Whether each has a person or an event, and there is something at all."""
    return bool(found) and all(
        any(door.kind in ("person", "event") for door in doors(dataset, profile, organization))
        for organization in found
    )


def _interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % bootstrap interval of the mean (percentiles; seeded)."""
    draws = np.random.default_rng(0).choice(values, size=(_DRAWS, len(values)))
    low, high = np.percentile(draws.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def split(cases: Sequence[Case], name: str) -> list[Case]:
    """The cases of one split ("tuning" or "heldout"), all for "all"."""
    return [replace(case) for case in cases if name in ("all", case.split)]
