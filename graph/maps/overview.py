"""The whole ecosystem on one fixed map: communities as regions with names.

Communities are found on the social ties. Each is laid out by itself; the regions then stand near
those that they have ties with, without overlap. Entities in small communities or without any tie
are gathered by what they work on, in regions of their own at the rim.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.analysis.communities import communities
from graph.dataset import Dataset
from graph.layout import arranged, gathered, positions, sunflower
from graph.naming import GroupName, name_group
from graph.networks import social

SMALLEST = 12
"""Members that a community needs for a region of its own."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the map.

    ``id`` is its best-connected organization, or the theme that gathers untied entities; ``tied``
    tells the two apart.
    """

    id: str
    name: GroupName
    members: tuple[str, ...]
    x: float
    y: float
    radius: float
    tied: bool


@dataclass(frozen=True)
class Overview:
    """Regions, and the place and region of every entity."""

    regions: tuple[Region, ...]
    places: Mapping[str, tuple[float, float]]
    region_of: Mapping[str, str]


def overview(dataset: Dataset, seed: int = 0) -> Overview:
    """Lay out all entities of a dataset; the same data and seed give the same map."""
    network = social(dataset, sponsors=False)
    degree = {str(node): count for node, count in network.degree()}
    members: dict[int, list[str]] = defaultdict(list)
    for node, group in communities(network, seed=seed).items() if network else ():
        members[group].append(str(node))
    drafts: list[tuple[str, GroupName, list[str], NDArray[np.float64], bool]] = []
    loose: list[str] = [e for e in dataset.entities if e not in degree]
    for group in sorted(members):
        nodes = sorted(members[group])
        if len(nodes) < SMALLEST:
            loose += nodes
            continue
        place = positions(nx.Graph(network.subgraph(nodes)), seed)
        name = name_group(dataset, nodes, degree)
        points = gathered(np.array([place[node] for node in nodes]))
        drafts.append((_centre(nodes, degree), name, nodes, points, True))
    for theme, nodes in _themes(dataset, loose).items():
        label = dataset.name(theme) if theme in dataset.concepts else theme
        name = GroupName(f"{label}: few or no known ties", "")
        drafts.append((theme, name, nodes, sunflower(len(nodes)), False))
    return _placed(drafts, network)


def _centre(nodes: Sequence[str], degree: Mapping[str, int]) -> str:
    """Who a region is called by: its best-connected organization, or node where it has none."""
    return max(nodes, key=lambda n: (n.startswith("organization/"), degree[n], n))


def _themes(dataset: Dataset, loose: Sequence[str]) -> dict[str, list[str]]:
    """Entities by the broad cause that most of theirs belong to; the rest by type."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in sorted(loose):
        broad: Counter[str] = Counter()
        for statement in dataset.outgoing(entity, "works_on"):
            cause = statement.object
            while dataset.concepts[cause].broader:
                cause = dataset.concepts[cause].broader
            broad[cause] += 1
        kind = entity.partition("/")[0]
        rest = {"person": "People", "organization": "Organizations of unknown cause"}
        theme = min(broad, key=lambda c: (-broad[c], c)) if broad else rest.get(kind, "Projects")
        found[theme].append(entity)
    return {theme: found[theme] for theme in sorted(found)}


def _placed(
    drafts: Sequence[tuple[str, GroupName, list[str], NDArray[np.float64], bool]],
    network: nx.Graph[str],
) -> Overview:
    region_of = {node: i for i, (_, _, nodes, _, _) in enumerate(drafts) for node in nodes}
    between: Counter[tuple[int, int]] = Counter()
    for a, b in network.edges():
        i, j = region_of[a], region_of[b]
        if i != j:
            between[min(i, j), max(i, j)] += 1
    centres, radii = [], []
    for _, _, _, points, _ in drafts:
        middle = (points.min(axis=0) + points.max(axis=0)) / 2 if len(points) else np.zeros(2)
        centres.append(middle)
        radii.append(float(np.hypot(*(points - middle).T).max(initial=0.0)) + 70.0)
    spots = arranged(radii, dict(between), [draft[4] for draft in drafts])
    regions, places = [], {}
    for (identifier, name, nodes, points, tied), middle, radius, spot in zip(
        drafts, centres, radii, spots, strict=True
    ):
        for node, (x, y) in zip(nodes, points - middle + spot, strict=True):
            places[node] = (round(float(x), 1), round(float(y), 1))
        regions.append(
            Region(
                identifier, name, tuple(nodes), round(float(spot[0]), 1),
                round(float(spot[1]), 1), round(radius, 1), tied,
            )
        )  # fmt: skip
    named = {node: drafts[i][0] for node, i in region_of.items()}
    assert all(math.isfinite(x) for place in places.values() for x in place)
    return Overview(tuple(regions), places, named)
