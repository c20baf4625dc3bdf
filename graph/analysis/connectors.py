"""The connector profile: who joins what would otherwise be apart, and why, in words.

Defines no measure of its own; it combines those of this package on the social
ties of a dataset. A first form: one score from percentile ranks of its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import networkx as nx
import numpy as np
from scipy.stats import rankdata

from graph import networks
from graph.analysis.centrality import betweenness
from graph.analysis.communities import communities
from graph.analysis.participation import participation_coefficient
from graph.analysis.structural_holes import constraint, effective_size
from graph.core import is_sponsorship
from graph.dataset import Dataset
from graph.errors import UsageError

T = TypeVar("T", int, str)
Of = Literal["people", "organizations"]

PARTS: Mapping[str, str] = {
    "organizations": "organizations it is tied to, directly or through one person",
    "sectors": "sectors among them",
    "countries": "countries among them",
    "participation": "how evenly its ties spread over the communities of the network (0 to 1)",
    "openness": "1 - constraint: how little its contacts are tied to each other (at most 1)",
    "effective_size": "contacts less their overlap",
    "betweenness": "share of the shortest paths between others that pass through it",
}
"""The parts of the score and what each says."""

WEIGHTS: Mapping[str, float] = {
    "organizations": 1.0,
    "sectors": 1.0,
    "countries": 1.0,
    "participation": 1.0,
    "openness": 1.0,
    "effective_size": 1.0,
    "betweenness": 2.0,
}
"""How much each part counts unless a caller says otherwise."""

_TYPES = {"people": "person", "organizations": "organization"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a rank rests on: facts, sources, the newest date described, the largest source."""

    facts: int
    sources: int
    newest: str
    largest_source: str
    largest_share: float


@dataclass(frozen=True, slots=True)
class Connector:
    """One row of the ranking; ``score`` runs from 0 to 100, ``parts`` are raw values."""

    rank: int
    id: str
    name: str
    score: float
    parts: Mapping[str, float]
    reason: str
    coverage: Coverage
    sectors: Sequence[str] = field(default=())
    countries: Sequence[str] = field(default=())


def rank_connectors(
    dataset: Dataset,
    of: Of = "people",
    weights: Mapping[str, float] | None = None,
    sponsors: bool = False,
) -> list[Connector]:
    """Rank people or organizations by how much they join what is apart.

    Only social ties count (`graph.networks.social`), and of these money from
    companies only with ``sponsors``. Ranked are all with ties
    to at least two others: with one tie nobody joins anything. The score is the
    weighted mean of the percentile ranks (0 to 100) of the parts among those
    ranked; ``weights`` replaces `WEIGHTS` part by part. Equal scores share a
    rank. Descriptive of this dataset, never a judgement of a person.

    Raises `UsageError` for another ``of``, an unknown part or a negative weight.
    """
    if of not in _TYPES:
        raise UsageError(f"cannot rank {of!r}. Choose of {', '.join(_TYPES)}.")
    weighted = {**WEIGHTS, **(weights or {})}
    if set(weighted) != set(WEIGHTS) or min(weighted.values()) < 0 or not sum(weighted.values()):
        known = ", ".join(WEIGHTS)
        raise UsageError(f"weights must name parts ({known}) and not be negative or all zero.")

    network = networks.social(dataset, sponsors)
    kind = f"{_TYPES[of]}/"
    ranked = [n for n in network if n.startswith(kind) and network.degree(n) > 1]
    if not ranked:
        return []
    groups = communities(network)
    reached = {node: _organizations(network, node) for node in ranked}
    sectors = {n: Counter(filter(None, map(dataset.sector, reached[n]))) for n in ranked}
    countries = {
        n: Counter(c for o in reached[n] for c in dataset.entities[o].countries) for n in ranked
    }
    holes = constraint(network)
    spread = participation_coefficient(network, groups)
    size = effective_size(network)
    between = betweenness(network)
    parts: dict[str, list[float]] = {
        "organizations": [len(reached[n]) for n in ranked],
        "sectors": [len(sectors[n]) for n in ranked],
        "countries": [len(countries[n]) for n in ranked],
        "participation": [spread[n] for n in ranked],
        "openness": [1 - holes[n] for n in ranked],
        "effective_size": [size[n] for n in ranked],
        "betweenness": [between[n] for n in ranked],
    }
    total = sum(weighted.values())
    scores = sum(
        weighted[name] / total * _percentiles(np.asarray(values)) for name, values in parts.items()
    )
    # What adds up to the same in another order is the same score.
    scores = np.round(scores, 6)
    centres = _centres(network, groups)
    order = sorted(range(len(ranked)), key=lambda i: (-scores[i], ranked[i]))
    result: list[Connector] = []
    for position, i in enumerate(order, start=1):
        node, score = ranked[i], float(scores[i])
        tied = bool(result) and result[-1].score == score
        result.append(
            Connector(
                rank=result[-1].rank if tied else position,
                id=node,
                name=dataset.name(node),
                score=score,
                parts={name: float(values[i]) for name, values in parts.items()},
                reason=_reason(
                    sectors[node],
                    countries[node],
                    len(reached[node]),
                    [
                        dataset.name(centres[g])
                        for g in _groups_of(network, groups, node)
                        if centres[g] != node
                    ],
                ),
                coverage=_coverage(dataset, node, sponsors),
                sectors=_by_count(sectors[node]),
                countries=_by_count(countries[node]),
            )
        )
    return result


def _by_count(counts: Counter[T]) -> tuple[T, ...]:
    """What was counted, most frequent first, equal ones in their own order."""
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _percentiles(values: Any) -> Any:
    """Percentile ranks (0 to 100); equal values share one, NaN comes last."""
    known = np.where(np.isnan(values), -np.inf, values)
    ranks = rankdata(known, method="average")
    return 100 * (ranks - 0.5) / len(ranks)


def _organizations(network: nx.Graph[Any], node: str) -> frozenset[str]:
    """Organizations tied to a node, directly or through one person."""
    found = set()
    for alter in network[node]:
        found.add(alter)
        if alter.startswith("person/"):
            found.update(network[alter])
    return frozenset(n for n in found if n.startswith("organization/") and n != node)


def _groups_of(network: nx.Graph[Any], groups: Mapping[Hashable, int], node: str) -> list[int]:
    """Communities that a node has ties into, most ties first."""
    return list(_by_count(Counter(groups[a] for a in network[node])))


def _centres(network: nx.Graph[Any], groups: Mapping[Hashable, int]) -> Mapping[int, str]:
    """The organization with most ties in each community, to call it by."""
    best: dict[int, str] = {}
    for node in network:
        group = groups[node]
        key = (node.startswith("organization/"), network.degree(node))
        held = best.get(group)
        if held is None or key > (held.startswith("organization/"), network.degree(held)):
            best[group] = node
    return best


def _reason(
    sectors: Counter[str],
    countries: Counter[str],
    organizations: int,
    around: list[str],
) -> str:
    """One plain sentence that names the groups joined."""
    named = _by_count(sectors)[:3]
    kinds = _listed(named, len(sectors)) or "organizations of unknown kind"
    places = f" in {len(countries)} countries" if len(countries) > 1 else ""
    sentence = f"Links {organizations} organizations{places}: {kinds}"
    if around:
        sentence += f"; reaches the circles around {_listed(around[:3], len(around))}"
    return f"{sentence}."


def _listed(names: Sequence[str], total: int) -> str:
    """Names as in a sentence, with the number of those left out."""
    further = total - len(names)
    parts = [*names, f"{further} more"] if further > 0 else list(names)
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _coverage(dataset: Dataset, node: str, sponsors: bool) -> Coverage:
    """What is known about the social ties of a node."""
    ties = [
        s
        for s in dataset.statements_of(node)
        if dataset.relations[s.relation].social and (sponsors or not is_sponsorship(dataset, s))
    ]
    sources = Counter(s.source for s in ties)
    source, count = min(sources.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        facts=len(ties),
        sources=len(sources),
        newest=max(dataset.as_of(s) for s in ties),
        largest_source=source,
        largest_share=count / len(ties),
    )
