"""Organizations ranked for a profile, with the reason for each part of the score.

A part that is not known is neither a match nor a miss: it counts as the average of those for
which it is known. The list is diverse: each further organization gives up a little for being like
one that stands before it (maximal marginal relevance).

References
----------
J. Carbonell, J. Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998.

"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.dataset import Dataset
from graph.errors import UsageError
from graph.evidence import build_year
from graph.matching.candidates import Candidate, Candidates, Fact, candidates, telling_words
from graph.matching.likeness import near
from graph.matching.places import region, spoken
from graph.matching.profile import Profile
from graph.matching.reasons import Reason, reasons
from graph.matching.refusals import Caution, cautions
from graph.routes import steps_from

WEIGHTS: Mapping[str, float] = {
    "causes": 5.0,
    "place": 4.0,
    "path": 2.0,
    "skills": 1.0,
    "words": 1.0,
    "reach": 0.7,
    "alive": 0.5,
}
"""Parts of the score and what each weighs unless the visitor says otherwise."""

MAX_WEIGHT = 10.0

_REFUSED = 0.3
"""What is left of the score of an organization that a refusal touches."""

_LOOKED_AT = 120
"""Best organizations among which the diverse list is chosen."""

_ABROAD = 0.05
"""Nearness of a public body or a party of another country."""

_CLOSE, _SAME_TONGUE = 0.35, 0.2
"""Nearness of the same part of the world, and what a shared language adds."""

_OPEN = 0.4
"""Nearness of everywhere, for somebody who would work remotely or move."""

_INTERNATIONAL = 3
"""Countries from which on a body counts as international."""

_ALIKE = 0.03
"""How much of its score an organization gives up for being the same as one before it."""

_LISTS_NEVER_COMPLETE = frozenset({"skills"})

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score.

    ``value`` is between 0 and 1, None where it is not known. ``reason`` says in a few words why.
    ``facts`` are the statements behind it.
    """

    name: str
    value: float | None
    weight: float
    reason: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One organization for a profile.

    ``score`` is between 0 and 1. ``confidence`` is the share of the weight that rests on known
    parts, each taken by how surely its facts are known. ``cautions`` are facts that touch what
    the visitor refuses.
    """

    id: str
    name: str
    paths: tuple[str, ...]
    score: float
    confidence: float
    parts: tuple[Part, ...]
    cautions: tuple[Caution, ...] = ()


def find_matches(
    dataset: Dataset,
    profile: Profile,
    top: int = 10,
    weights: Mapping[str, float] | None = None,
    diverse: bool = True,
    only: Collection[str] = (),
) -> list[Match]:
    """Rank organizations for a profile.

    Parameters
    ----------
    dataset
        Where they are from.
    profile
        A checked profile (`graph.matching.profile.check`).
    top
        How many to return.
    weights
        Part to weight (0 to `MAX_WEIGHT`) in place of those of `WEIGHTS`.
    diverse
        Whether an organization gives way to others when one like it stands before it.
    only
        Organizations to return, whatever their rank and ``top``; none means all.

    Returns
    -------
    Best first; empty for an empty profile, and where every weight is 0.

    Raises
    ------
    UsageError
        An unknown part, or a weight outside of its range.

    """
    weighed = _checked(weights)
    if profile.empty:
        return []
    held = candidates(dataset)
    known = dict(_measures(dataset, profile, held))
    total = np.zeros(len(held.listed))
    typed = telling_words(held, profile.text)
    used = {name: weighed[name] for name in known if weighed[name]}
    for name, weight in used.items():
        usual = _unknown_place(profile) if name == "place" else None
        total += weight * _filled(known[name], name in _LISTS_NEVER_COMPLETE, usual)
    if not used:
        return []
    total /= sum(used.values())
    touched: dict[int, tuple[Caution, ...]] = {}
    for at in np.argsort(-total, kind="stable")[: _LOOKED_AT * 2]:
        if found := cautions(dataset, held.listed[at].id, profile.refusals):
            touched[int(at)] = tuple(found)
            total[at] *= _REFUSED
    if only:
        wanted = frozenset(only)
        order = [
            int(at) for at in np.argsort(-total, kind="stable") if held.listed[at].id in wanted
        ]
    else:
        order = _ordered(held, total, top, diverse)
    matches = []
    for at in order:
        candidate = held.listed[at]
        values = {name: float(known[name][at]) for name in used}
        told = reasons(dataset, profile, candidate, typed)
        minded = touched.get(at) or tuple(cautions(dataset, candidate.id, profile.refusals))
        matches.append(_match(dataset, candidate, float(total[at]), used, values, told, minded))
    return matches


def _filled(values: Floats, incomplete: bool, usual: float | None) -> Floats:
    """Values with those that are not known replaced by the usual one: the average if None.

    Where lists are never complete, no match (0) is as good as not known.
    """
    seen = ~np.isnan(values)
    if usual is None:
        usual = float(values[seen].mean()) if seen.any() else 0.0
    return np.where(seen & ((values > 0) | (not incomplete)), values, usual)


def _checked(weights: Mapping[str, float] | None) -> dict[str, float]:
    weighed = dict(WEIGHTS)
    for name, weight in (weights or {}).items():
        if name not in WEIGHTS:
            raise UsageError(f"{name!r} is no part of the score: {', '.join(WEIGHTS)}.")
        if not 0 <= weight <= MAX_WEIGHT:
            raise UsageError(
                f"the weight of {name} must be from 0 to {MAX_WEIGHT:g}, not {weight}."
            )
        weighed[name] = weight
    return weighed


def _match(
    dataset: Dataset,
    candidate: Candidate,
    score: float,
    used: Mapping[str, float],
    values: Mapping[str, float],
    told: Mapping[str, Reason],
    minded: tuple[Caution, ...],
) -> Match:
    parts = []
    sure = 0.0
    for name, weight in sorted(used.items(), key=lambda item: -item[1]):
        value = values[name]
        unknown = bool(np.isnan(value)) or (name in _LISTS_NEVER_COMPLETE and not value)
        reason, facts = told[name]
        parts.append(Part(name, None if unknown else value, weight, reason, facts))
        if not unknown:
            sure += weight * (min(fact.worth for fact in facts) if facts else 1.0)
    return Match(
        candidate.id,
        dataset.name(candidate.id),
        tuple(sorted(candidate.paths)),
        round(score, 6),
        round(sure / sum(used.values()), 3),
        tuple(parts),
        minded,
    )


def _measures(dataset: Dataset, profile: Profile, held: Candidates) -> list[tuple[str, Floats]]:
    """Each part that the profile says something about: one value for each organization."""
    listed = held.listed
    found: list[tuple[str, Floats]] = []

    def add(name: str, measure: Callable[[Candidate], float]) -> None:
        found.append((name, np.array([measure(c) for c in listed], dtype=float)))

    if profile.causes:
        rarity = held.cause_rarity
        wanted = {c: (near(dataset, c), 0.6 + 0.4 * rarity.get(c, 1.0)) for c in profile.causes}
        refused = frozenset(profile.refused)
        add("causes", lambda c: _concepts(wanted, c.causes, refused))
    if profile.skills:
        able = {s: (near(dataset, s), 1.0) for s in profile.skills}
        add("skills", lambda c: _skills(able, c.skills))
    if profile.country or profile.languages:
        add("place", lambda c: _place(profile, c))
    paths = frozenset(profile.paths)
    add("path", lambda c: _path(paths, c))
    typed = {word: held.word_rarity[word] for word in telling_words(held, profile.text)}
    if typed:
        most = sum(sorted(typed.values(), reverse=True)[:2])
        add("words", lambda c: min(1.0, sum(typed[w] for w in c.words & typed.keys()) / most))
    near_by = _known_steps(dataset, profile)
    add("reach", lambda c: _reach(c, near_by))
    year = build_year(dataset)
    add("alive", lambda c: _alive(c.last_seen, year))
    return found


def _concepts(
    wanted: Mapping[str, tuple[Mapping[str, float], float]],
    has: Mapping[str, Fact],
    refused: frozenset[str],
) -> float:
    """How well what an organization works on fits: mostly the best of the wanted causes."""
    if not has:
        return np.nan
    fits = []
    for nearness, rarity in wanted.values():
        best = max((nearness.get(c, 0.0) * fact.worth for c, fact in has.items()), default=0.0)
        fits.append(best * rarity)
    most = max(rarity for _, rarity in wanted.values())
    fits.sort(reverse=True)
    rest = sum(fits[:3]) / min(len(fits), 3)
    value = (0.7 * fits[0] + 0.3 * rest) / most
    # Who works on twenty causes is less surely about this one.
    value *= 1.0 if len(has) <= 5 else (5 / len(has)) ** 0.15
    return value * (0.3 if refused & has.keys() else 1.0)


def _skills(
    wanted: Mapping[str, tuple[Mapping[str, float], float]], has: Mapping[str, Fact]
) -> float:
    """How well known skills fit; a list of skills is never complete, so no match is not a miss."""
    if not has:
        return np.nan
    fits = sorted(
        (
            max((nearness.get(s, 0.0) * fact.worth for s, fact in has.items()), default=0.0)
            for nearness, _ in wanted.values()
        ),
        reverse=True,
    )
    return 0.7 * fits[0] + 0.3 * sum(fits[:3]) / min(len(fits), 3)


def _place(profile: Profile, candidate: Candidate) -> float:
    """How near it is: home counts most, then a shared part of the world, then a shared language.

    Public bodies and parties work with those who live there. NaN where no country is known.
    """
    if not candidate.countries:
        return np.nan
    if not profile.country:
        languages = frozenset().union(*map(spoken, profile.languages))
        return 1.0 if not languages or candidate.countries & languages else 0.4
    if profile.country in candidate.countries:
        return 1.0
    if candidate.at_home:
        return _ABROAD
    home = region(profile.country)
    close = home in {region(code) for code in candidate.countries}
    # English is read nearly everywhere in this field, so it brings nobody nearer.
    tongues = (spoken(language) for language in profile.languages if language != "en")
    same_tongue = bool(candidate.countries & frozenset().union(*tongues))
    if "EU" in candidate.countries and home == "Europe":
        near_by = 0.8
    elif len(candidate.countries) >= _INTERNATIONAL:
        near_by = 0.6
    else:
        near_by = _CLOSE * close + _SAME_TONGUE * same_tongue
    if profile.move or profile.remote:
        return _OPEN + (1 - _OPEN) * near_by
    return near_by


def _unknown_place(profile: Profile) -> float:
    """A place that is not known counts as one in the visitor's part of the world.

    The average would nearly be a miss for all who live where few organizations are on record, and
    many without a country on record work everywhere.
    """
    if not profile.country:
        return 1.0 if not profile.languages else 0.7
    return _OPEN + (1 - _OPEN) * _CLOSE if profile.remote or profile.move else _CLOSE


def _path(paths: frozenset[str], candidate: Candidate) -> float:
    if not candidate.paths:
        return np.nan
    return 1.0 if not paths or candidate.paths & paths else 0.0


def _known_steps(dataset: Dataset, profile: Profile) -> Mapping[str, float]:
    return steps_from(dataset, profile.knows) if profile.knows else {}


def _reach(candidate: Candidate, near_by: Mapping[str, float]) -> float:
    """Ways in that are on record, and how near it is to what the visitor knows."""
    ways = min(candidate.doors, 8) / 8
    if not near_by:
        return ways
    steps = near_by.get(candidate.id)
    if steps is None:
        return 0.5 * ways
    return 0.5 * ways + 0.5 * max(0.0, 1.0 - steps / 5)


def _alive(last_seen: int, year: int) -> float:
    if not last_seen:
        return np.nan
    return float(max(0.0, 1.0 - max(0, year - last_seen - 1) / 8))


def _ordered(held: Candidates, total: Floats, top: int, diverse: bool) -> list[int]:
    best = [int(at) for at in np.argsort(-total, kind="stable")]
    if not diverse:
        return best[:top]
    left = best[: max(_LOOKED_AT, top)]
    chosen: list[int] = []
    costs = dict.fromkeys(left, 0.0)
    while left and len(chosen) < top:
        pick = max(left, key=lambda at: (total[at] - _ALIKE * costs[at], -at))
        chosen.append(pick)
        left.remove(pick)
        for at in left:
            costs[at] = max(costs[at], alike(held.listed[pick], held.listed[at]))
    return chosen


def alike(one: Candidate, other: Candidate) -> float:
    """How much two organizations are the same choice, 0 to 1: same body, same causes and words."""
    if one.id in other.part_of or other.id in one.part_of or one.part_of & other.part_of:
        return 1.0
    return 0.5 * _shared(one.causes.keys(), other.causes.keys()) + 0.5 * _shared(
        one.words, other.words
    )


def _shared(one: Set[str], other: Set[str]) -> float:
    """Share of what either has that both have (Jaccard)."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0
