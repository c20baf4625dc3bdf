"""Why an organization fits a profile, in a few words for each part, with the facts behind it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.countries import country_name, in_country
from graph.dataset import Dataset
from graph.evidence import build_year
from graph.matching.candidates import Candidate, Fact
from graph.matching.likeness import NARROWER, near
from graph.matching.places import region
from graph.matching.profile import Profile

Reason = tuple[str, tuple[Fact, ...]]

_NAMED = 3
"""Concepts, words and countries that are named at most."""


def reasons(
    dataset: Dataset, profile: Profile, candidate: Candidate, typed: Mapping[str, str]
) -> Mapping[str, Reason]:
    """Part of the score to its reason; parts that are not known say so.

    ``typed`` are the visitor's own words that tell organizations apart, as `telling_words` gives.
    """
    return {
        "causes": _causes(dataset, profile, candidate),
        "skills": _skills(dataset, profile, candidate),
        "place": (_place(profile, candidate), ()),
        "path": (_path(dataset, profile, candidate), ()),
        "words": (_words(typed, candidate), ()),
        "reach": (_reach(candidate), ()),
        "alive": (_alive(dataset, candidate), ()),
    }


def _causes(dataset: Dataset, profile: Profile, candidate: Candidate) -> Reason:
    if not candidate.causes:
        return "what it works on is not known", ()
    exact, related, facts = _compared(dataset, profile.causes, candidate.causes)
    if exact:
        return f"works on {_listed(dataset, exact)}, as you wish", facts
    if related:
        return f"works on {_listed(dataset, related)}, close to what you wish", facts
    shown = tuple(candidate.causes)[:_NAMED]
    return f"works on other causes: {_listed(dataset, shown)}", ()


def _skills(dataset: Dataset, profile: Profile, candidate: Candidate) -> Reason:
    if not candidate.skills:
        return "which skills it needs is not known", ()
    exact, related, facts = _compared(dataset, profile.skills, candidate.skills)
    if not exact and not related:
        return "none of your skills is among those known of it; the list is never complete", ()
    named = exact or related
    sought = any(fact.statement.relation == "needs_skill" for fact in facts)
    verb = "looked for" if sought else "works with"
    close = "" if exact else ", close to yours"
    return f"{verb} {_listed(dataset, named)}{close}", facts


def _compared(
    dataset: Dataset, wanted: tuple[str, ...], has: Mapping[str, Fact]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Fact, ...]]:
    """What is the same or narrower, what is only near, and the facts behind whichever is shown."""
    exact: dict[str, float] = {}
    related: dict[str, float] = {}
    for concept in wanted:
        nearness = near(dataset, concept)
        for own in has:
            value = nearness.get(own, 0.0)
            if value >= NARROWER:
                exact[own] = max(exact.get(own, 0.0), value)
            elif value:
                related[own] = max(related.get(own, 0.0), value)
    shown = exact or related
    named = tuple(sorted(shown, key=lambda c: (-shown[c] * has[c].worth, c)))[:_NAMED]
    facts = tuple(has[c] for c in named)
    return (named, (), facts) if exact else ((), named, facts)


def _place(profile: Profile, candidate: Candidate) -> str:
    if not candidate.countries:
        return "where it is is not known"
    shown = sorted(candidate.countries)
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    where = ", ".join(in_country(code) for code in shown[:_NAMED]) + more
    if not profile.country or profile.country in candidate.countries:
        return f"in {where}"
    if candidate.at_home:
        return f"in {where}, and such bodies work with those who live there"
    near_by = region(profile.country) in {region(code) for code in candidate.countries}
    how = f", not in {country_name(profile.country)}"
    if near_by:
        how = f", in the same part of the world as {in_country(profile.country)}"
    if profile.remote or profile.move:
        means = " or ".join(
            word for word, said in (("remote", profile.remote), ("moving", profile.move)) if said
        )
        how += f"; you are open to {means}, whether it is too is not known"
    return f"in {where}{how}"


def _path(dataset: Dataset, profile: Profile, candidate: Candidate) -> str:
    if not candidate.paths:
        return "which of the six paths it belongs to is not known"
    named = ", ".join(dataset.name(path) for path in sorted(candidate.paths))
    if profile.paths and not candidate.paths & set(profile.paths):
        return f"{named}, a path that you did not choose"
    return f"on the way {named}"


def _words(typed: Mapping[str, str], candidate: Candidate) -> str:
    shared = [typed[word] for word in typed if word in candidate.words][:_NAMED]
    if not shared:
        return "none of your own words stands with it"
    return "your own words: " + ", ".join(shared)


def _reach(candidate: Candidate) -> str:
    if not candidate.doors:
        return "no way in is on record"
    ways = "one way in is" if candidate.doors == 1 else f"{candidate.doors} ways in are"
    return f"{ways} on record"


def _alive(dataset: Dataset, candidate: Candidate) -> str:
    if not candidate.last_seen:
        return "when it was last seen active is not known"
    if candidate.last_seen >= build_year(dataset) - 2:
        return f"spoken of in {candidate.last_seen}"
    return f"last spoken of in {candidate.last_seen}: see whether it is still there"


def _listed(dataset: Dataset, concepts: tuple[str, ...]) -> str:
    names = [dataset.name(concept) for concept in concepts]
    lowered = [n if n[1:2].isupper() or n.isupper() else n[0].lower() + n[1:] for n in names]
    if len(lowered) == 1:
        return lowered[0]
    return f"{', '.join(lowered[:-1])} and {lowered[-1]}"
