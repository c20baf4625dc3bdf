"""Why somebody is a connector, in one plain sentence: never a judgement, only what is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.countries import in_country
from graph.dataset import Dataset
from graph.naming import name_group, short_name

_CONTACTS = 2
"""Contacts that are named for each group."""


def contacts_told(dataset: Dataset, own: Sequence[str], degree: Mapping[str, int]) -> str:
    """The contacts in one community, by what they share and the best-tied of them.

    The community itself is not named: it differs a little from run to run, and what most of its
    members share need not be true of these.
    """
    ordered = sorted(own, key=lambda c: (c.startswith("person/"), -degree[c], c))
    if len(ordered) == 1:
        entity = dataset.entities[ordered[0]]
        kind = dataset.name(entity.kind) if entity.kind else ""
        kind = kind if kind[1:2].isupper() else kind.lower()
        place = f" in {in_country(entity.countries[0])}" if len(entity.countries) == 1 else ""
        said = f"{kind}{place}".strip()
        name = short_name(dataset, entity.id)
        return f"{name} ({said})" if said else name
    what = name_group(dataset, ordered).what
    fitting = [c for c in ordered if what.startswith(_plural(dataset, c))] or ordered
    return f"{what} ({', '.join(short_name(dataset, c) for c in fitting[:_CONTACTS])})"


def _plural(dataset: Dataset, contact: str) -> str:
    """What several of its kind are called; without a kind, nothing that a name begins with."""
    kind = dataset.concepts.get(dataset.entities[contact].kind)
    return (kind.details.get("plural") or kind.label.lower()) if kind else "\0"


def reason(
    called: Sequence[str], contacts: Sequence[str], countries: int, only_link: int, cut_off: int
) -> str:
    """One plain sentence that names the groups joined."""
    if len(called) > 1:
        first, *others = called
        sentence = f"Links {first} with {_listed(others[:2], len(others), 'groups')}"
    else:
        sentence = f"Has all its ties among {called[0]}"
    if len(contacts) > _CONTACTS:
        places = f" in at least {countries} countries" if countries > 1 else ""
        sentence += f": {len(contacts)} organizations{places}"
    if only_link:
        pairs = "one pair" if only_link == 1 else f"{only_link:,} pairs"
        sentence += f"; the only link within two steps for {pairs} of contacts in different sectors"
    if cut_off:
        whom = "one other" if cut_off == 1 else f"{cut_off:,} others"
        sentence += f"; the only tie of {whom} to the rest"
    return f"{sentence}."


def _listed(names: Sequence[str], total: int, further_are: str) -> str:
    """Names as in a sentence, with the number of those left out."""
    further = total - len(names)
    parts = [*names, f"{further} more {further_are}"] if further > 0 else list(names)
    if further == 1:
        parts[-1] = f"one more {further_are.removesuffix('s')}"
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
