"""The visual language of the map, in one table: colour by group, shape by type, line by relation.

Colours are Paul Tol's "muted" scheme, safe for colour-blind readers
(https://personal.sron.nl/~pault/), on light and on dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Group:
    """What one colour stands for: a name for the legend and the sectors in it."""

    name: str
    colour: str
    sectors: frozenset[str]


GROUPS: tuple[Group, ...] = (
    Group("Civil society", "#3d7ebf", frozenset({"civil society", "community", "networks"})),
    Group("Public sector", "#44aa99", frozenset({"public sector"})),
    Group("Co-operatives", "#d98c00", frozenset({"co-operatives"})),
    Group("Unions and parties", "#cc5566", frozenset({"unions and parties"})),
    Group("Funders", "#888833", frozenset({"funders"})),
    Group("Education and research", "#6f5fc4", frozenset({"education", "research"})),
    Group("Business, media, job boards", "#8a8a8a", frozenset({"business", "media", "job boards"})),
    Group("People", "#b8479e", frozenset({"person"})),
    Group("Projects and events", "#117733", frozenset({"projects", "events"})),
    Group("Causes and skills", "#5b99a8", frozenset({"cause", "skill", "path"})),
    Group("Kind not known", "#b0a99a", frozenset({""})),
)

SHAPES = {
    "organization": "dot",
    "person": "diamond",
    "project": "square",
    "event": "triangle",
    "cause": "hexagon",
    "skill": "hexagon",
    "path": "hexagon",
}
"""Shape of each type in vis-network's terms."""

SHAPE_MARKS = {
    "organization": "●",
    "person": "◆",
    "project": "■",
    "event": "▲",
    "cause": "⬢",
    "skill": "⬢",
    "path": "⬢",
}
"""The same shapes as characters, for legends and lists."""

LINES: dict[str, tuple[str, bool | list[int]]] = {
    "holds_role": ("#b8479e", False),
    "member_of": ("#3d7ebf", False),
    "partner_of": ("#3d7ebf", [2, 4]),
    "funds": ("#888833", False),
    "part_of": ("#7a7a7a", [8, 4]),
    "succeeded_by": ("#7a7a7a", [8, 4]),
    "spun_out_of": ("#7a7a7a", [8, 4]),
}
"""Colour and dashes of a relation's line; others are thin and grey."""

OTHER_LINE: tuple[str, bool | list[int]] = ("#9a9a9a", [1, 4])
ARROWS = frozenset({"funds", "part_of", "succeeded_by", "spun_out_of"})
"""Relations whose direction a reader asks for; their lines end in an arrow."""

_BY_SECTOR = {sector: group for group in GROUPS for sector in group.sectors}


def group_of(dataset: Dataset, identifier: str) -> Group:
    """The colour group of an entity or concept."""
    kind = identifier.partition("/")[0]
    if kind in _BY_SECTOR:
        return _BY_SECTOR[kind]
    return _BY_SECTOR.get(dataset.sector(identifier), _BY_SECTOR[""])
