"""What a visitor says about themselves: held by the caller, never stored, never logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.countries import in_country
from graph.dataset import Dataset
from graph.matching.places import LANGUAGES, country_code
from graph.text import printable, shortened

HOURS, MONTHS = (1.0, 60.0), (0.0, 240.0)
"""The least and the most hours a week, and months of savings."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The answers to the worksheet, every one of them optional.

    Attributes
    ----------
    text
        What they wrote about themselves. Its rarer words are compared with what sources say of
        organizations; what it means is up to `graph.matching.understanding`.
    skills, causes
        Concepts: what they can do, what matters to them.
    refused
        Skills and causes that they do not want to work with.
    languages
        What they speak (ISO 639-1).
    country
        A code or a name; "" when not said.
    remote, move
        Whether they would work from where they are for a place elsewhere, or go there.
    paths
        Ways out of tech that they consider; none means all.
    refusals
        What they would not be part of: identifiers of refusals.
    knows
        Organizations, people, events or projects where they know somebody.
    hours, months
        Hours a week that they look for, months that their savings last; None when not said.
    less_pay, with_friends
        Whether they would take less pay, start with others; None when not said.
    answers
        Question of the worksheet to their own words.

    """

    text: str = ""
    skills: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    country: str = ""
    remote: bool = False
    move: bool = False
    paths: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    hours: float | None = None
    months: float | None = None
    less_pay: bool | None = None
    with_friends: bool | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is said that organizations could be compared with."""
        return not (
            self.skills
            or self.causes
            or self.country
            or self.paths
            or self.knows
            or self.text.strip()
        )

    def __repr__(self) -> str:
        """Nothing that was said: a trace or a log must not show it."""
        return "<Profile>"


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile that matching can work with, and what was noticed about it, in plain words."""

    profile: Profile
    notes: tuple[str, ...] = ()


def check(dataset: Dataset, profile: Profile) -> Checked:
    """Resolve what moved, leave out what is unknown, and point at what contradicts itself.

    Nothing raises: bad input gives a profile without it and a note that says so. Where something
    is both wanted and refused, the wish stands.
    """
    notes: list[str] = []
    known: dict[str, tuple[str, ...]] = {}
    for part, kinds, held in (
        ("skills", ("skill",), dataset.concepts),
        ("causes", ("cause",), dataset.concepts),
        ("refused", ("skill", "cause"), dataset.concepts),
        ("paths", ("path",), dataset.concepts),
        ("knows", ("organization", "person", "event", "project"), dataset.entities),
        ("refusals", ("refusal",), dataset.refusals),
    ):
        given = [dataset.renames.get(v, v) for v in _unique(getattr(profile, part))]
        known[part] = tuple(v for v in given if v in held and v.partition("/")[0] in kinds)
        unknown = [v for v in given if v not in known[part]]
        if unknown:
            listed = ", ".join(map(_short, unknown[:5]))
            notes.append(f"Not in this dataset, so left out: {listed}.")
    languages = tuple(code for code in _unique(profile.languages) if code in LANGUAGES)
    if len(languages) < len(set(profile.languages)):
        notes.append(f"Of languages only these say something here: {', '.join(LANGUAGES)}.")
    country = country_code(profile.country)
    if profile.country.strip() and not country:
        notes.append(
            f"The place {_short(profile.country)!r} is not known as a country, so every country "
            "is shown. A name like Italy or a code like IT would narrow it."
        )
    both = [c for c in known["refused"] if c in (*known["skills"], *known["causes"])]
    if both:
        names = ", ".join(dataset.name(c) for c in both)
        notes.append(f"Both wanted and refused: {names}. It counts as wanted here.")
    if country and not profile.remote and not profile.move:
        notes.append(
            f"Places that are not in {in_country(country)} count little, because neither remote "
            "work nor moving was chosen."
        )
    known["refused"] = tuple(c for c in known["refused"] if c not in both)
    return Checked(replace(profile, **known, country=country, languages=languages), tuple(notes))  # type: ignore[arg-type]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _short(text: str) -> str:
    """What somebody typed, short and in one line, to be said back to them."""
    return shortened(printable(text), 40)
