"""Where nodes stand: seeded positions by igraph, the same for the same network."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

import igraph
import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

_GAP = 120.0
"""Distance between neighbouring nodes, in the map's units (pixels at zoom 1)."""

_CLEAR = 58.0
"""No two nodes stand closer than this."""

_WIDE = 1.15
"""Screens are wider than high, and names run from left to right."""


def positions(network: nx.Graph[Any], seed: int = 7) -> dict[Any, tuple[float, float]]:
    """Coordinates of each node, none closer to another than about 58 units.

    Each component is laid out by itself (Kamada and Kawai 1989 up to 400 nodes,
    Fruchterman and Reingold 1991 above), the crowded middle is widened at the
    cost of the rim, and nodes that stand too close are pushed apart. The
    largest component comes first, the others in rows below it. Deterministic
    for a seed and the names of the nodes.
    """
    placed: dict[Any, tuple[float, float]] = {}
    order = sorted(nx.connected_components(network), key=lambda c: (-len(c), min(map(str, c))))
    boxes: list[tuple[list[Any], np.ndarray[Any, Any]]] = []
    for component in order:
        nodes = sorted(component, key=str)
        boxes.append((nodes, _component(network, nodes, seed)))
    for (nodes, points), offset in zip(boxes, _packed([p for _, p in boxes]), strict=True):
        for node, (x, y) in zip(nodes, points + offset, strict=True):
            placed[node] = (round(float(x), 1), round(float(y), 1))
    return placed


def around(
    centre: Any, groups: Mapping[Any, str]
) -> tuple[dict[Any, tuple[float, float]], dict[str, tuple[float, float]]]:
    """Coordinates of one node and its contacts, a sector of the circle for each group.

    ``groups`` gives the group of each contact. Larger groups get wider sectors; the members of
    each fill rings from the inside. Returns the places of all nodes, and for each group the place
    of its name, outside its members.
    """
    members: dict[str, list[Any]] = {}
    for node in sorted(groups, key=str):
        members.setdefault(groups[node], []).append(node)
    placed: dict[Any, tuple[float, float]] = {centre: (0.0, 0.0)}
    names: dict[str, tuple[float, float]] = {}
    order = sorted(members, key=lambda group: (-len(members[group]), group))
    widths = [len(members[group]) ** 0.5 + 0.6 for group in order]
    turn = -math.pi / 2 - math.pi * widths[0] / sum(widths) if widths else 0.0
    for group, width in zip(order, widths, strict=True):
        angle = 2 * math.pi * width / sum(widths)
        waiting, ring = list(members[group]), 0
        while waiting:
            radius = 1.6 * _GAP + ring * 0.95 * _GAP
            room = max(1, int(angle * radius / (1.1 * _GAP)))
            row, waiting = waiting[:room], waiting[room:]
            for i, node in enumerate(row):
                at = turn + angle * (i + 1) / (len(row) + 1)
                placed[node] = (
                    round(_WIDE * radius * math.cos(at), 1), round(radius * math.sin(at), 1)
                )  # fmt: skip
            ring += 1
        middle, beyond = turn + angle / 2, 1.6 * _GAP + ring * 0.95 * _GAP - 0.15 * _GAP
        names[group] = (
            round(_WIDE * beyond * math.cos(middle), 1), round(beyond * math.sin(middle), 1)
        )  # fmt: skip
        turn += angle
    return placed, names


def beside(
    spot: tuple[float, float],
    centre: tuple[float, float],
    taken: Sequence[tuple[float, float]],
    new: Sequence[Any],
) -> dict[Any, tuple[float, float]]:
    """Coordinates of new contacts of the node at ``spot``, clear of all places that are taken.

    They fill rings around it, first on the side that looks away from the centre.
    """
    x, y = spot
    outward = math.atan2(y - centre[1], x - centre[0]) if spot != centre else 0.0
    others = [np.array(place) for place in taken]
    found: dict[Any, tuple[float, float]] = {}
    waiting, ring = list(new), 0
    while waiting:
        radius = _GAP * (1.15 + 0.8 * ring)
        count = max(6, int(2 * math.pi * radius / (1.15 * _GAP)))
        turns = [((i + 1) // 2) * (1 if i % 2 else -1) for i in range(count)]
        for turn in turns:
            angle = outward + 2 * math.pi * turn / count
            # The half that looks back is left to the centre's own web.
            if not waiting or (ring < 6 and math.cos(angle - outward) < -0.2):
                break
            at = np.array([x + _WIDE * radius * math.cos(angle), y + radius * math.sin(angle)])
            if all(np.hypot(*(at - other)) >= 1.2 * _CLEAR for other in others):
                others.append(at)
                found[waiting.pop(0)] = (round(float(at[0]), 1), round(float(at[1]), 1))
        ring += 1
    return found


def gathered(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Draw far outliers in, so that a cloud of points fills a disc fitting their number."""
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    points = points - middle
    radius = np.hypot(*points.T)
    most, fitting = float(radius.max(initial=0.0)), 1.25 * _CLEAR * math.sqrt(len(points))
    if most > fitting:
        power = math.log(fitting) / math.log(most)
        points = points * (np.maximum(radius, 1.0) ** (power - 1))[:, None]
    return _cleared(points)


def sunflower(count: int) -> np.ndarray[Any, Any]:
    """Places of so many nodes in a disc, evenly filled from the middle (Vogel 1979)."""
    order = np.arange(count) + 0.5
    radius, angle = 0.62 * _CLEAR * np.sqrt(order), order * math.pi * (3 - math.sqrt(5))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def arranged(
    radii: Sequence[float], between: Mapping[tuple[int, int], int], inner: Sequence[bool]
) -> np.ndarray[Any, Any]:
    """Centres of discs that do not overlap, those with many ties near each other.

    ``between`` gives the number of ties between two discs; those that are not ``inner`` stand
    outside the others. Deterministic.
    """
    count = len(radii)
    if not count:
        return np.zeros((0, 2))
    size = np.asarray(radii)
    inside = np.flatnonzero(np.asarray(inner, dtype=bool))
    place = {int(disc): i for i, disc in enumerate(inside)}
    pairs = {
        (place[a], place[b]): ties
        for (a, b), ties in sorted(between.items())
        if a in place and b in place
    }
    spots = np.zeros((count, 2))
    if inside.size:
        drawn = igraph.Graph(n=inside.size, edges=list(pairs))
        igraph.set_random_number_generator(random.Random(7))
        try:
            layout = drawn.layout_fruchterman_reingold(
                niter=2000, weights=[math.sqrt(t) for t in pairs.values()] or None, grid=False
            )
        finally:
            igraph.set_random_number_generator(random)
        points = np.asarray(layout.coords, dtype=float)
        points -= points.mean(axis=0)
        spread = float(np.hypot(*points.T).max()) or 1.0
        whole = math.sqrt(float((size[inside] ** 2).sum()))
        spots[inside] = _apart(points / spread * whole, size[inside])
    outer = np.flatnonzero(~np.asarray(inner, dtype=bool))
    rim = float((np.hypot(*spots[inside].T) + size[inside]).max()) if inside.size else 0.0
    if outer.size:
        around = float(2 * (size[outer] + _GAP / 2).sum())
        ring = max(rim + float(size[outer].max()) + _GAP, around / (2 * math.pi))
        turn = 0.0
        for disc in outer.tolist():
            width = 2 * math.pi * 2 * (size[disc] + _GAP / 2) / around
            at = turn + width / 2
            spots[disc] = [1.5 * ring * math.cos(at), ring * math.sin(at)]
            turn += width
        spots = _apart(spots, size, held=np.asarray(inner, dtype=bool))
    return spots


def _apart(
    points: np.ndarray[Any, Any],
    size: np.ndarray[Any, Any],
    held: np.ndarray[Any, Any] | None = None,
) -> np.ndarray[Any, Any]:
    """Push discs apart until none overlap, drawing all gently to the middle meanwhile.

    Those that are ``held`` stay where they are.
    """
    points = points.copy()
    free = np.ones(len(points)) if held is None else 1.0 - held
    room = size[:, None] + size[None, :] + _GAP / 2
    for turn in range(600):
        between = points[:, None, :] - points[None, :, :]
        distance = np.hypot(between[..., 0], between[..., 1]) + 1e-9
        np.fill_diagonal(distance, np.inf)
        lacking = np.maximum(room - distance, 0.0)
        if turn > 60 and not lacking.any():
            break
        move = (between / distance[..., None] * lacking[..., None] * 0.5).sum(axis=1)
        points += 0.6 * move * free[:, None]
        if turn < 400:
            # Harder from above and below: screens are wider than high.
            points -= np.array([0.004, 0.02]) * points * free[:, None]
    return points


def _component(network: nx.Graph[Any], nodes: list[Any], seed: int) -> np.ndarray[Any, Any]:
    if len(nodes) == 1:
        return np.zeros((1, 2))
    place = {node: i for i, node in enumerate(nodes)}
    ties = sorted(
        {
            (min(place[a], place[b]), max(place[a], place[b]))
            for a, b in network.subgraph(nodes).edges
            if a != b
        }
    )
    drawn = igraph.Graph(n=len(nodes), edges=ties)
    # igraph draws its random numbers from this generator; give it one of our own.
    igraph.set_random_number_generator(random.Random(seed))
    try:
        if len(nodes) <= 400:
            layout = drawn.layout_kamada_kawai(maxiter=50 * len(nodes))
        else:
            layout = drawn.layout_fruchterman_reingold(niter=500, grid=False)
    finally:
        igraph.set_random_number_generator(random)
    points = np.asarray(layout.coords)
    points -= points.mean(axis=0)
    spans = points[[a for a, _ in ties]] - points[[b for _, b in ties]]
    length = float(np.median(np.hypot(*spans.T))) or 1.0
    return _cleared(_widened(points * (_GAP / length)))


def _widened(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Spread the middle and draw the rim in: distances from the centre to the power of 0.7."""
    radius = np.hypot(*points.T)
    typical = float(np.median(radius)) or 1.0
    scale = np.power(np.maximum(radius, 1.0) / typical, -0.3)
    wide: np.ndarray[Any, Any] = points * scale[:, None] * np.array([_WIDE, 1.0])
    return wide


def _cleared(points: np.ndarray[Any, Any], rounds: int = 120) -> np.ndarray[Any, Any]:
    """Push apart what stands closer than the clear distance, a little more each round."""
    points = points.copy()
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(_CLEAR, output_type="ndarray")
        if not len(pairs):
            break
        a, b = pairs.T
        between = points[a] - points[b]
        distance = np.hypot(*between.T)
        # Two nodes on one spot: part them in a direction of their own.
        same = distance < 1e-6
        angle = 2.399963 * a[same]
        between[same] = np.column_stack([np.cos(angle), np.sin(angle)])
        distance[same] = 1.0
        push = between * (0.5 * (_CLEAR * 1.02 - distance) / distance)[:, None]
        move = np.zeros_like(points)
        np.add.at(move, a, push)
        np.add.at(move, b, -push)
        points += 0.5 * move
    return points


def _packed(clouds: list[np.ndarray[Any, Any]]) -> list[np.ndarray[Any, Any]]:
    """Offsets that lay clouds of points out in rows below the first, without overlap."""
    if not clouds:
        return []
    offsets = [np.zeros(2)]
    low, high = clouds[0].min(axis=0) - _GAP, clouds[0].max(axis=0) + _GAP
    width = max(high[0] - low[0], 8 * _GAP)
    x, y, row = low[0], high[1] + _GAP / 2, 0.0
    for cloud in clouds[1:]:
        # A name is wider than its node.
        size = cloud.max(axis=0) - cloud.min(axis=0) + np.array([1.6, 1.0]) * _GAP
        if x + size[0] > low[0] + width and x > low[0]:
            x, y, row = low[0], y + row, 0.0
        offsets.append(np.array([x, y]) - cloud.min(axis=0) + _GAP / 2)
        x, row = x + size[0], max(row, size[1])
    return offsets
