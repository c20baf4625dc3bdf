"""The six ways out of tech side by side for one visitor: what each gives and costs, the way in.

It shows trade-offs and recommends nothing. What a way gives and costs is what the founding text
says of it; the marks are what the visitor said about that very point.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.core import core
from graph.dataset import Dataset
from graph.evidence import is_over
from graph.matching.candidates import members
from graph.matching.likeness import BROADER, near
from graph.matching.profile import Profile
from graph.matching.refusals import touched_cost
from graph.text import counted, split_list

_FULL_TIME = 35
"""Hours a week below which part-time matters."""

_SHORT_RUNWAY = 6
"""Months of savings below which insecure income weighs more."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a way gives, costs or asks for; ``mark`` is what the visitor said about it."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One of the six ways out, for one visitor.

    Attributes
    ----------
    id, label, transition
        The way and how hard the change is.
    gives, costs, how_in
        Points, marked where the visitor said something about them.
    all, on_causes, in_country, both
        Entities of the core on this way that are not known to be over: all, on the visitor's
        causes or close ones, in their country, and both; None where they named no cause or
        country. Organizations, for the connectors' way people with roles at two or more.
    chosen
        Whether the visitor ticked this way.
    source, page
        Where the trade-offs are from.

    """

    id: str
    label: str
    transition: str
    gives: tuple[Point, ...]
    costs: tuple[Point, ...]
    how_in: tuple[Point, ...]
    all: int
    on_causes: int | None
    in_country: int | None
    both: int | None
    chosen: bool
    source: str
    page: str


def compare_ways(dataset: Dataset, profile: Profile) -> list[Way]:
    """Compare the ways out of tech for a checked profile, in the order of the vocabulary."""
    on_causes = _on_causes(dataset, profile) if profile.causes else None
    here = (
        dataset.facets["countries"].get(profile.country, frozenset()) if profile.country else None
    )
    found = []
    for concept in dataset.concepts.values():
        if concept.type != "path":
            continue
        there = _on_way(dataset, concept.id)
        details = concept.details
        both = there & on_causes & here if on_causes is not None and here is not None else None
        found.append(
            Way(
                concept.id,
                concept.label,
                details.get("transition", ""),
                tuple(Point(text) for text in split_list(details.get("gives", ""))),
                tuple(
                    Point(text, _mark_of_cost(dataset, profile, text))
                    for text in split_list(details.get("costs", ""))
                ),
                tuple(
                    Point(text, _mark_of_way_in(profile, text))
                    for text in split_list(details.get("how_in", ""))
                ),
                len(there),
                None if on_causes is None else len(there & on_causes),
                None if here is None else len(there & here),
                None if both is None else len(both),
                concept.id in profile.paths,
                details.get("source", ""),
                details.get("page", ""),
            )
        )
    return found


def _on_way(dataset: Dataset, path: str) -> frozenset[str]:
    if path == "path/hustler":
        places: dict[str, int] = {}
        for people in members(dataset).values():
            for person in people:
                places[person] = places.get(person, 0) + 1
        return frozenset(person for person, count in places.items() if count > 1)
    there = dataset.facets["paths"].get(path, frozenset()) & core(dataset)
    return frozenset(one for one in there if not is_over(dataset, one))


def _on_causes(dataset: Dataset, profile: Profile) -> frozenset[str]:
    """Organizations on causes that are wanted or close, and the people with roles there."""
    wanted: set[str] = set()
    for cause in profile.causes:
        for other, nearness in near(dataset, cause).items():
            if nearness > BROADER:
                wanted |= dataset.facets["causes"].get(other, frozenset())
    people = {p for organization, held in members(dataset).items() if organization in wanted
              for p in held}  # fmt: skip
    return frozenset(wanted | people)


def _mark_of_cost(dataset: Dataset, profile: Profile, text: str) -> str:
    if refused := touched_cost(dataset, text, profile.refusals):
        return f"you refuse: {refused}"
    folded = text.casefold()
    if any(word in folded for word in ("uncertain", "irregular", "needs funding")):
        if profile.months is not None and profile.months < _SHORT_RUNWAY:
            return f"your savings last {counted(profile.months, 'month')}"
        if profile.less_pay is False:
            return "you said: no less pay"
    return ""


def _mark_of_way_in(profile: Profile, text: str) -> str:
    folded = text.casefold()
    if "friends" in folded and profile.with_friends:
        return "you would start with others"
    if "part-time" in folded and profile.hours is not None and profile.hours < _FULL_TIME:
        return f"you look for {profile.hours:g} hours a week"
    return ""
