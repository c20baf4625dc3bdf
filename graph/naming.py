"""What to call a group of entities: by their kind, cause and place, and whom they stand around.

The names say what most of the members have in common; a group without anything in common is
called after its best-connected organization alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.countries import in_country
from graph.dataset import Dataset

_KIND, _CAUSE, _PLACE = 0.4, 0.3, 0.5
"""Share of the members (of those whose kind, cause or country is known) that a name needs."""

_OF_ALL = 0.15
"""Share of all members that must have the cause that a group is named by."""

_SEVERAL = {
    "organization": "organizations",
    "person": "people",
    "project": "projects",
    "event": "events",
}

_LONG = 24
"""Characters above which a name gives way to a short alias inside a sentence."""


@dataclass(frozen=True, slots=True)
class GroupName:
    """A name in two halves: "NGOs on digital rights in Germany", "noyb"."""

    what: str
    around: str

    def __str__(self) -> str:
        """Both halves."""
        return f"{self.what} around {self.around}" if self.around else self.what


def name_group(
    dataset: Dataset, members: Collection[str], ties: Mapping[str, int] | None = None
) -> GroupName:
    """Name a group of entities.

    Parameters
    ----------
    dataset
        Where they are from.
    members
        Their identifiers; people count only where a group has no organizations.
    ties
        Number of ties by identifier, to find whom the group stands around; without it the
        second half is empty.

    """
    organizations = sorted(m for m in members if m.startswith("organization/"))
    shown = organizations or sorted(members)
    around = ""
    if ties and organizations:
        around = short_name(dataset, max(organizations, key=lambda o: (ties.get(o, 0), o)))
    return GroupName(_what(dataset, shown), around)


def short_name(dataset: Dataset, identifier: str) -> str:
    """The name, or the shortest alias in capitals where the name is long ("OONI")."""
    entity = dataset.entities[identifier]
    short = [a for a in entity.aliases if a.isupper() and 2 < len(a) <= 10]
    return min(short, key=len) if len(entity.name) > _LONG and short else entity.name


def _what(dataset: Dataset, members: Collection[str]) -> str:
    kind = _most((dataset.entities[m].kind for m in members), _KIND)
    several = "organizations"
    if kind:
        concept = dataset.concepts[kind]
        several = concept.details.get("plural") or concept.label.lower()
    else:
        types = {_SEVERAL[m.partition("/")[0]] for m in members}
        several = " and ".join(sorted(types)) or several
    return several + _on(dataset, members) + _in(dataset, members)


def _on(dataset: Dataset, members: Collection[str]) -> str:
    causes = _causes(dataset, members)
    known = [m for m in members if causes.get(m)]
    counts = Counter(cause for m in known for cause in causes[m])
    usual = Counter({cause: len(dataset.facets["causes"].get(cause, ())) for cause in counts})
    least = max(2, _CAUSE * len(known), _OF_ALL * len(members))
    fitting = [c for c, n in counts.items() if n >= least]
    if not fitting:
        return ""
    # Of the causes that many share, the one that is more theirs than everybody's.
    best = max(fitting, key=lambda c: (counts[c] ** 2 / max(usual[c], 1) ** 0.5, c))
    label = dataset.name(best)
    in_capitals = label[1:2].isupper()  # "AI ethics"
    return f" on {label if in_capitals else label[0].lower() + label[1:]}"


def _in(dataset: Dataset, members: Collection[str]) -> str:
    country = _most((c for m in members for c in dataset.entities[m].countries), _PLACE)
    return f" in {in_country(country)}" if country else ""


def _causes(dataset: Dataset, members: Collection[str]) -> Mapping[str, frozenset[str]]:
    return {m: frozenset(s.object for s in dataset.outgoing(m, "works_on")) for m in members}


def _most(values: Iterable[str], share: float) -> str:
    """The most frequent value if it is frequent enough, "" otherwise."""
    counts = Counter(filter(None, values))
    if not counts:
        return ""
    value, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return value if count >= max(2, share * sum(counts.values())) else ""
