"""Gaps: which causes lack organizations, money, skills or connectors, as far as the data knows.

What no source states is None and not 0: a cause without a recorded grant is one whose money is
not known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.analysis.compact import Node
from graph.analysis.connectors import Connector
from graph.analysis.groups import check_groups
from graph.core import core
from graph.dataset import Dataset

LEADING = 0.25
"""Share of the ranking that counts as connectors here."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One cause, with what is narrower than it, and what is known around it.

    Attributes
    ----------
    id, label
        The cause.
    organizations
        Organizations of the core that work on it.
    countries
        Countries that they are in; None when that of none of them is known.
    funded
        Those of them for which a funder is known; None when for none of them.
    funders
        Known funders of organizations and projects on the cause; None when none is known.
    grants, amounts
        Recorded statements of funding, and known sums by currency; None when none is recorded.
    without_amount
        Recorded statements of funding that state no sum; None when none is recorded.
    seeking
        Organizations on the cause that a page shows looking for somebody; None when no page does.
    skills
        The skills that most of them look for.
    connectors
        People of the first quarter of the connector ranking tied to organizations on the cause;
        None without a ranking.

    """

    id: str
    label: str
    organizations: int
    countries: int | None
    funded: int | None
    funders: int | None
    grants: int | None
    amounts: Mapping[str, float] | None
    without_amount: int | None
    seeking: int | None
    skills: tuple[str, ...]
    connectors: int | None


def find_gaps(
    dataset: Dataset, ranking: Collection[Connector] = (), smallest: int = 1
) -> list[Gap]:
    """List the causes with what is known around each.

    Parameters
    ----------
    dataset
        Where they are from.
    ranking
        People as `rank_connectors` ranks them; empty leaves ``connectors`` unknown.
    smallest
        Organizations that a cause needs to be listed.

    Returns
    -------
    Causes by number of organizations, most first. An organization on a narrower cause counts for
    the broader ones as well.

    """
    kept = core(dataset)
    leading = {row.id for row in ranking if row.rank <= max(1, round(LEADING * len(ranking)))}
    around: dict[str, set[str]] = defaultdict(set)
    for person in leading:
        for statement in dataset.outgoing(person, "holds_role"):
            around[statement.object].add(person)
    received = defaultdict(list)
    for statement in dataset.statements:
        if statement.relation == "funds":
            received[statement.object].append(statement)
    gaps = []
    for cause, everyone in dataset.facets["causes"].items():
        members = sorted(m for m in everyone if m in kept and m.startswith("organization/"))
        if len(members) < smallest:
            continue
        money = [s for m in sorted(everyone) for s in received[m]]
        distinct = {
            (s.subject, s.object, s.since, tuple(sorted(s.qualifiers.items()))): s for s in money
        }
        amounts: Counter[str] = Counter()
        for statement in distinct.values():
            if statement.qualifiers.get("amount"):
                currency = statement.qualifiers.get("currency", "")
                amounts[currency] += float(statement.qualifiers["amount"])  # type: ignore[assignment]
        sought = {m: {s.object for s in dataset.outgoing(m, "needs_skill")} for m in members}
        skills = Counter(skill for found in sought.values() for skill in found)
        seeking = sum(bool(found) for found in sought.values())
        funded = sum(bool(received[m]) for m in members)
        gaps.append(
            Gap(
                id=cause,
                label=dataset.name(cause),
                organizations=len(members),
                countries=len({c for m in members for c in dataset.entities[m].countries}) or None,
                funded=funded or None,
                funders=len({s.subject for s in money}) or None,
                grants=len(distinct) or None,
                amounts=dict(sorted(amounts.items())) if distinct else None,
                without_amount=(
                    sum(not s.qualifiers.get("amount") for s in distinct.values())
                    if distinct
                    else None
                ),
                seeking=seeking or None,
                skills=tuple(sorted(skills, key=lambda s: (-skills[s], s))[:3]),
                connectors=(len({p for m in members for p in around[m]}) if ranking else None),
            )
        )
    return sorted(gaps, key=lambda gap: (-gap.organizations, gap.id))


@dataclass(frozen=True, slots=True)
class GroupGap:
    """One group of a network: its size, where its ties go, and who ties it to others.

    ``inside`` and ``outside`` count its ties; ``connectors`` the nodes of the first quarter of a
    ranking that are tied to it and to another group; ``nearest`` is the group that it has most
    ties with, None when it has none.
    """

    group: Hashable
    nodes: int
    inside: int
    outside: int
    connectors: int
    nearest: Hashable | None


def group_gaps(
    network: nx.Graph[Any], groups: Mapping[Node, Hashable], ranking: Mapping[Node, int]
) -> list[GroupGap]:
    """List the groups of any network, those with fewest ties outside for their size first.

    Parameters
    ----------
    network
        The network; direction is ignored, parallel ties are one.
    groups
        Group of each node.
    ranking
        Rank of each node that was ranked as a connector.

    Raises
    ------
    MissingGroupsError
        A node without a group.

    """
    check_groups(network, groups)
    network = nx.Graph(network)  # one tie for each pair
    leading = {n for n, rank in ranking.items() if rank <= max(1, round(LEADING * len(ranking)))}
    between: dict[Hashable, Counter[Hashable]] = {groups[node]: Counter() for node in network}
    inside: Counter[Hashable] = Counter()
    for a, b in network.edges():
        if groups[a] == groups[b]:
            inside[groups[a]] += a != b
        else:
            between[groups[a]][groups[b]] += 1
            between[groups[b]][groups[a]] += 1
    size = Counter(groups[node] for node in network)
    joined: Counter[Hashable] = Counter()
    for node in leading:
        met = {groups[node], *(groups[alter] for alter in network[node])}
        joined.update(met if len(met) > 1 else ())
    rows = [
        GroupGap(
            group=group,
            nodes=size[group],
            inside=inside[group],
            outside=sum(others.values()),
            connectors=joined[group],
            nearest=min(others, key=lambda g: (-others[g], str(g))) if others else None,
        )
        for group, others in between.items()
    ]
    return sorted(rows, key=lambda row: (row.outside / row.nodes, -row.nodes, str(row.group)))
