"""Missing bridges: communities that care about the same and are far apart, and who could join them.

Two communities are alike by the causes that their organizations work on and the skills that they
look for or use; rare ones count more than common ones. They are far apart by the steps between
their organizations over social ties; the mean of steps is the harmonic one, which pairs without
any path do not make meaningless.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import networkx as nx
import numpy as np

from graph import networks
from graph.analysis.communities import communities
from graph.analysis.compact import Node, compact
from graph.analysis.groups import check_groups
from graph.analysis.igraph_engine import igraph_of
from graph.analysis.matrices import Floats
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.naming import GroupName, name_group

_LABELS = ("works_on", "needs_skill", "uses_skill")

_CANDIDATES = 60
"""Pairs of organizations that are looked at for each pair of communities."""

_NEAR = 4
"""Steps over which somebody can still introduce: at most three people or bodies in between."""

_REPEATS = 2
"""How often one community may be in a list of suggestions."""


@dataclass(frozen=True, slots=True)
class MissingBridge:
    """Two communities that a tie between two of their members would bring together.

    Attributes
    ----------
    left, right
        The communities.
    left_size, right_size
        Members in each that were compared (organizations, in a dataset).
    shared
        Causes and skills that both have, those that tell most first.
    likeness
        What their causes and skills have in common, in nats: the sum over shared ones of
        rarity (log of one over the share of entities that have it) times the geometric mean of
        the shares of members that have it. 1 where nothing is known about the nodes.
    steps
        Harmonic mean of the steps between their members; infinite when no path joins any.
    ties
        Ties between the two as they are.
    ends
        The members to introduce to each other.
    ends_shared
        Causes and skills that these two have in common.
    routes
        Shortest ways from one to the other, who could introduce them standing in between; none
        where no path joins them.
    steps_after
        The harmonic mean of steps if the two ends were tied.

    """

    left: Hashable
    right: Hashable
    left_size: int
    right_size: int
    shared: tuple[str, ...]
    likeness: float
    steps: float
    ties: int
    ends: tuple[str, str]
    ends_shared: tuple[str, ...]
    routes: tuple[tuple[str, ...], ...]
    steps_after: float


@dataclass(frozen=True)
class Suggestions:
    """Missing bridges of a dataset, and what to call its communities."""

    bridges: tuple[MissingBridge, ...]
    names: Mapping[Hashable, GroupName]


def suggest_bridges(
    dataset: Dataset,
    limit: int = 20,
    smallest: int = 5,
    cause: str = "",
    sponsors: bool = False,
    past: bool = False,
) -> Suggestions:
    """Suggest which introductions would join what is apart in a dataset.

    Parameters
    ----------
    dataset
        Where they are from; communities are those of its social ties.
    limit, smallest
        As in `missing_bridges`; organizations are compared.
    cause
        Only pairs that share this cause, or one narrower; "" for all.
    sponsors
        Whether money from companies is a tie.
    past
        Whether a tie that is known to be over is one.

    Raises
    ------
    UsageError
        An unknown cause.

    """
    if cause and (cause not in dataset.concepts or not cause.startswith("cause/")):
        raise UsageError(f"unknown cause {cause!r}. Give an identifier such as cause/open-data.")
    network = networks.social(dataset, sponsors, past)
    if not network:
        return Suggestions((), {})
    groups = communities(network)
    labels = {
        name: found for name, found in _labels(dataset).items() if name.startswith("organization/")
    }
    wanted = dataset.narrower[cause] | {cause} if cause else frozenset()
    bridges = missing_bridges(network, groups, labels, limit, smallest, wanted)
    members: dict[Hashable, list[str]] = defaultdict(list)
    for node, group in groups.items():
        members[group].append(str(node))
    degree = {str(node): count for node, count in network.degree()}
    shown = {group for bridge in bridges for group in (bridge.left, bridge.right)}
    return Suggestions(
        tuple(bridges), {g: name_group(dataset, members[g], degree) for g in sorted(shown, key=str)}
    )


def missing_bridges(
    network: nx.Graph[str],
    groups: Mapping[Node, Hashable],
    labels: Mapping[str, frozenset[str]] | None = None,
    limit: int = 20,
    smallest: int = 5,
    wanted: frozenset[str] = frozenset(),
) -> list[MissingBridge]:
    """Find pairs of groups that are alike and far apart, and whom to introduce.

    Pairs are ordered by likeness times (1 - 1 / steps) / (1 + ties); each group comes twice at
    most. The ends are those members that would shorten the way most, weighted by how much they
    have in common; where there are some that at most three others stand between, one of these.

    Parameters
    ----------
    network
        An undirected network.
    groups
        Group (community) of each node.
    labels
        What is known about nodes (causes, skills); only nodes that have any are compared. None
        compares all nodes by distance alone.
    limit
        How many pairs.
    smallest
        Members to compare that a group needs.
    wanted
        Only pairs that share one of these labels; empty for all.

    Raises
    ------
    MissingGroupsError
        A node without a group.

    """
    check_groups(network, groups)
    known = dict.fromkeys(network, frozenset({""})) if labels is None else labels
    members: dict[Hashable, list[str]] = defaultdict(list)
    everyone: dict[Hashable, list[str]] = defaultdict(list)
    for node in network:
        everyone[groups[node]].append(node)
        if known.get(node):
            members[groups[node]].append(node)
    kept = [g for g in sorted(members, key=str) if len(members[g]) >= smallest]
    if len(kept) < 2:
        return []
    names = [name for g in kept for name in members[g]]
    closeness = _closeness(network, names)
    weight = {"": 1.0} if labels is None else _rarity(labels)
    place = {name: i for i, name in enumerate(names)}
    vectors = {g: _vector([known[m] for m in members[g]], weight) for g in kept}
    pairs = []
    for left, right in combinations(kept, 2):
        shared = _shared(vectors[left], vectors[right])
        if not shared or (wanted and not wanted & set(shared)):
            continue
        rows, columns = ([place[m] for m in members[g]] for g in (left, right))
        near = float(closeness[np.ix_(rows, columns)].mean())
        likeness = _likeness(vectors[left], vectors[right])
        ties = sum(groups[n] == right for m in everyone[left] for n in network[m])
        value = likeness * (1 - near) / (1 + ties)
        pairs.append((value, likeness, near, ties, left, right, shared))
    pairs.sort(key=lambda pair: (-pair[0], str(pair[4]), str(pair[5])))
    found: list[MissingBridge] = []
    listed: Counter[Hashable] = Counter()
    for _, likeness, near, ties, left, right, shared in pairs:
        if len(found) == limit:
            break
        if max(listed[left], listed[right]) == _REPEATS:
            continue
        a, b, after = _ends(members[left], members[right], known, weight, place, closeness)
        if not a:
            continue
        listed.update((left, right))
        ends = (_vector([known[a]], weight), _vector([known[b]], weight))
        found.append(
            MissingBridge(
                left=left,
                right=right,
                left_size=len(members[left]),
                right_size=len(members[right]),
                shared=shared if labels else (),
                likeness=likeness,
                steps=_steps(near),
                ties=ties,
                ends=(a, b),
                ends_shared=_shared(*ends) if labels else (),
                routes=_routes(network, a, b),
                steps_after=_steps(after),
            )
        )
    return found


def _labels(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Causes and skills of each entity that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in dataset.statements:
        if statement.relation in _LABELS:
            found[statement.subject].add(statement.object)
    return {name: frozenset(values) for name, values in found.items()}


def _rarity(labels: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Logarithm of one over the share of entities with a label (inverse document frequency)."""
    counts = Counter(label for values in labels.values() for label in values)
    return {label: float(np.log(len(labels) / count)) for label, count in counts.items()}


def _vector(of_members: Sequence[frozenset[str]], weight: Mapping[str, float]) -> dict[str, float]:
    counts = Counter(label for labels in of_members for label in labels)
    return {
        label: weight[label] * count / len(of_members)
        for label, count in sorted(counts.items())
        if len(of_members) == 1 or count > 1
    }


def _likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return float(sum((value * b[label]) ** 0.5 for label, value in a.items() if label in b))


def _steps(closeness: float) -> float:
    return 1 / closeness if closeness else float("inf")


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[str, ...]:
    common = {label: value * b[label] for label, value in a.items() if label in b}
    return tuple(sorted(common, key=lambda label: (-common[label], label)))


def _closeness(network: nx.Graph[str], names: Sequence[str]) -> Floats:
    """1 / steps between the named nodes: infinite for a node and itself, 0 where no path leads."""
    whole = compact(network)
    places = whole.places(names).tolist()
    steps = np.array(igraph_of(whole).distances(source=places, target=places), dtype=np.float64)
    with np.errstate(divide="ignore"):
        return 1 / steps


def _ends(
    left: Sequence[str],
    right: Sequence[str],
    labels: Mapping[str, frozenset[str]],
    weight: Mapping[str, float],
    place: Mapping[str, int],
    closeness: Floats,
) -> tuple[str, str, float]:
    """The two to introduce, and the mean closeness if they were tied; "" where all are tied."""
    vectors = {name: _vector([labels[name]], weight) for name in (*left, *right)}
    likest = sorted(
        (-_likeness(vectors[a], vectors[b]), a, b)
        for a in left
        for b in right
        if closeness[place[a], place[b]] < 1
    )
    near = [c for c in likest if c[0] < 0 and closeness[place[c[1]], place[c[2]]] >= 1 / _NEAR]
    rows, columns = [place[m] for m in left], [place[m] for m in right]
    now = closeness[np.ix_(rows, columns)]
    best = (-1.0, "", "", 0.0)
    with np.errstate(divide="ignore"):
        steps = 1 / closeness
    for likeness, a, b in (near or likest)[:_CANDIDATES]:
        by_tie = 1 / (steps[rows, place[a]][:, None] + 1 + steps[place[b], columns][None, :])
        after = float(np.maximum(now, by_tie).mean())
        value = -likeness * (after - float(now.mean()))
        if value > best[0]:
            best = (value, a, b, after)
    return best[1:]


def _routes(network: nx.Graph[str], a: str, b: str) -> tuple[tuple[str, ...], ...]:
    """Up to three shortest ways."""
    try:
        return tuple(sorted(tuple(way) for way in islice(nx.all_shortest_paths(network, a, b), 3)))
    except nx.NetworkXNoPath:
        return ()
