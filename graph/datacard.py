"""The figures of the data card: what the dataset holds, how strong, how old, where thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph.core import core
from graph.countries import country_name
from graph.dataset import Dataset
from graph.evidence import confidences, temporal_status
from graph.model import ENTITY_TYPES

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def figures(dataset: Dataset) -> str:
    """Markdown tables of counts by type, kind, relation, path, tier, age and country."""
    inside = core(dataset)
    entities = dataset.entities.values()
    types = Counter(e.type for e in entities)
    core_types = Counter(identifier.partition("/")[0] for identifier in inside)
    organizations = [e for e in entities if e.type == "organization" and e.id in inside]
    caused = {s.subject for s in dataset.statements if s.relation == "works_on"}
    roles: dict[str, set[str]] = {}
    for statement in dataset.statements:
        if statement.relation == "holds_role":
            roles.setdefault(statement.subject, set()).add(statement.object)
    countries = Counter(c for e in entities for c in e.countries)
    kinds = Counter(dataset.name(e.kind) for e in entities if e.kind)
    kinds["not known"] = sum(1 for e in entities if not e.kind and e.type != "person")
    confidence = Counter(confidences(dataset).values())
    status = Counter(temporal_status(dataset, s) for s in dataset.statements)
    described = Counter((dataset.as_of(s) or "undated")[:4] for s in dataset.statements)
    tiers = Counter(dataset.sources[s.source].tier for s in dataset.statements)
    licences = Counter(source.licence for source in dataset.sources.values())
    total = len(dataset.statements)
    sections = [
        f"Data version `{dataset.version}`: {len(dataset.entities):,} entities, {total:,} "
        f"statements, {len(dataset.sources):,} sources, {len(countries):,} countries.",
        _table("Entities", "in the core", ((f"{t}s" if t != "person" else "people",
               types[t], core_types[t]) for t in ENTITY_TYPES)),
        "**Coverage of the core.** "
        f"{_share(sum(bool(o.countries) for o in organizations), len(organizations))} of its "
        "organizations have a country, "
        f"{_share(sum(o.id in caused for o in organizations), len(organizations))} a cause; "
        f"{sum(len(held) > 1 for held in roles.values()):,} people hold roles at two or more "
        "organizations.",
        _table("Statements", "", _ranked(Counter(dataset.relations[s.relation].label
               for s in dataset.statements))),
        _table("Ways out of tech", "organizations", ((dataset.name(p), len(members))
               for p, members in sorted(dataset.facets["paths"].items()))),
        _table("Kinds", "", _ranked(kinds)),
        _table("Confidence", "of statements", _ranked(confidence, total)),
        _table("Temporal status", "of statements", _ranked(status, total)),
        _table("Tier of the source", "of statements", _ranked(tiers, total)),
        _table("Year described", "of statements", _ranked(described, total, 12)),
        _table("Countries", "entities; the first 20",
               _ranked(Counter({country_name(c): n for c, n in countries.items()}), 0, 20)),
        _table("Licences", "of sources; the first 12", _ranked(licences, 0, 12)),
    ]  # fmt: skip
    return "\n\n".join(sections)


def card(text: str, dataset: Dataset) -> str:
    """The text of the data card with its figures brought up to date.

    Raises ValueError when the markers between which they stand are missing.
    """
    head, _, rest = text.partition(BEGIN)
    _, found, tail = rest.partition(END)
    if not found:
        raise ValueError(f"the card lacks {BEGIN} and {END}")
    return f"{head}{BEGIN}\n\n{figures(dataset)}\n\n{END}{tail}"


def _ranked(
    counts: Mapping[Any, int], total: int = 0, most: int | None = None
) -> Iterable[tuple[object, ...]]:
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]:
        if count:
            yield (name, count, _share(count, total)) if total else (name, count)


def _share(part: int, total: int) -> str:
    return f"{part / total:.0%}" if total else "none"


def _table(title: str, note: str, rows: Iterable[tuple[object, ...]]) -> str:
    listed = [tuple(f"{c:,}" if isinstance(c, int) else str(c) for c in row) for row in rows]
    width = max((len(row) for row in listed), default=2)
    head = [f"{title}" + (f" ({note})" if note else ""), "number", "share or core"][:width]
    lines = [head, ["---", *["---:"] * (width - 1)], *listed]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
