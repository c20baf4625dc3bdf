"""Countries as a lens of the map: who is where, and which countries have ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from graph.countries import country_name
from graph.dataset import Dataset

COUNTED = ("organization", "person", "event")
"""Types whose country is recorded; projects belong to their makers."""

_WORDS = {
    "organization": ("organization", "organizations"),
    "person": ("person", "people"),
    "event": ("event", "events"),
}


@dataclass(frozen=True, slots=True)
class Geography:
    """Counts by country, and what has none.

    ``counts[code][type]`` counts entities; who is in several countries counts in each of them
    (``several`` says how many are). ``totals`` and ``unknown`` count entities by type.
    ``within[code]`` counts ties between two in the same country, ``between[a, b]`` (a before b)
    those between two in different ones, ``unplaced`` those with an end whose country is not known.
    """

    counts: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    unknown: Mapping[str, int]
    several: int
    within: Mapping[str, int]
    between: Mapping[tuple[str, str], int]
    ties: int
    unplaced: int

    def abroad(self, code: str) -> dict[str, int]:
        """Ties of a country with each other one, most first."""
        found = {b if a == code else a: n for (a, b), n in self.between.items() if code in (a, b)}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def geography(
    dataset: Dataset, members: Collection[str], pairs: Iterable[tuple[str, str]]
) -> Geography:
    """Count members and the ties among them by country.

    Parameters
    ----------
    dataset
        Whose entities they are.
    members
        Identifiers of the entities that count.
    pairs
        Both ends of each tie; two entities count as tied once, however often they occur here.

    Returns
    -------
    Two who share a country have their tie there; else it counts for each pair of their countries.

    """
    counts: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    several = 0
    for member in members:
        entity = dataset.entities[member]
        if entity.type not in COUNTED:
            continue
        totals[entity.type] += 1
        unknown[entity.type] += not entity.countries
        several += len(entity.countries) > 1
        for code in entity.countries:
            counts.setdefault(code, Counter())[entity.type] += 1
    within: Counter[str] = Counter()
    between: Counter[tuple[str, str]] = Counter()
    ties = unplaced = 0
    kept = frozenset(members)
    for a, b in {(min(pair), max(pair)) for pair in pairs}:
        if a == b or a not in kept or b not in kept:
            continue
        ties += 1
        here, there = (set(dataset.entities[end].countries) for end in (a, b))
        if not here or not there:
            unplaced += 1
        elif here & there:
            within.update(here & there)
        else:
            between.update((min(two), max(two)) for two in product(here, there))
    return Geography(counts, totals, unknown, several, within, between, ties, unplaced)


def counted(number: int, kind: str) -> str:
    """A number of entities of a type in words."""
    return f"{number:,} {_WORDS[kind][number != 1]}"


def as_table(found: Geography) -> pd.DataFrame:
    """One row for each country, those with most organizations first, and one for "not known".

    The index is the country's code, "" for what has none.
    """
    rows: list[dict[str, object]] = []
    order = sorted(
        found.counts.items(),
        key=lambda item: (-item[1].get("organization", 0), -item[1].get("person", 0), item[0]),
    )
    for code, counts in order:
        abroad = found.abroad(code)
        first = [f"{country_name(c)} ({n:,})" for c, n in list(abroad.items())[:3]]
        rows.append(
            {
                "code": code,
                "Country": country_name(code),
                "Organizations": counts.get("organization", 0),
                "People": counts.get("person", 0),
                "Events": counts.get("event", 0),
                "Ties within": found.within.get(code, 0),
                "Ties with other countries": sum(abroad.values()),
                "Most with": ", ".join(first),
            }
        )
    unknown = {
        "code": "",
        "Country": "Not known",
        "Organizations": found.unknown.get("organization", 0),
        "People": found.unknown.get("person", 0),
        "Events": found.unknown.get("event", 0),
    }
    table = pd.DataFrame([*rows, unknown]).set_index("code")
    for column in ("Ties within", "Ties with other countries"):
        # "Not known" has no number of ties: an empty cell, not 0.
        table[column] = table.get(column, pd.Series(index=table.index)).astype("Int64")
    return table


def ties_table(found: Geography) -> pd.DataFrame:
    """One row for each pair of countries with ties, most first."""
    rows = sorted(found.between.items(), key=lambda item: (-item[1], item[0]))
    return pd.DataFrame(
        [(a, country_name(a), b, country_name(b), n) for (a, b), n in rows],
        columns=["code", "country", "other_code", "other_country", "ties"],
    )
