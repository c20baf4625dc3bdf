"""GEXF 1.3 (https://gexf.net): the network with positions, colours, sizes and time, for Gephi."""

from __future__ import annotations

import calendar
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from graph.exports import network_parts
from graph.exports.formats import Format, Loss, Written
from graph.exports.graphml import symmetric_ties
from graph.exports.markup import Markup

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.exports.network_parts import Node, Tie

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
)

Place = tuple[float, float]


def write(dataset: Dataset, file: BinaryIO) -> Written:
    """Write nodes where the map has them, in its colours; ties by kind, with their dates."""
    from graph.maps.style import LINES, OTHER_LINE, group_of  # only here: maps take long to import

    nodes, ties = network_parts.nodes(dataset), network_parts.ties(dataset)
    escaped = Markup()
    node_keys = _keys(("type", *sorted({f for node in nodes for f in node.fields})))
    flags = ("social", "symmetric")
    tie_keys = _keys(("relation", *flags, *sorted({f for tie in ties for f in tie.fields})))
    places, degree = _places(dataset, nodes), Counter(e for t in ties for e in (t.tail, t.head))

    def put(text: str) -> None:
        file.write(text.encode())

    def values(keys: Mapping[str, str], found: Iterable[tuple[str, str]]) -> str:
        pairs = (f'<attvalue for="{keys[k]}" value="{escaped(v)}"/>' for k, v in found)
        return f"<attvalues>{''.join(pairs)}</attvalues>"

    put(_HEAD + "<meta><creator>Tech for Good Graph</creator></meta>\n")
    put('<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n')
    for domain, keys in (("node", node_keys), ("edge", tie_keys)):
        put(f'<attributes class="{domain}" mode="static">\n')
        for name, key in keys.items():
            kind = "boolean" if name in flags else "string"
            put(f'<attribute id="{key}" title="{name}" type="{kind}"/>\n')
        put("</attributes>\n")
    put("<nodes>\n")
    for node in nodes:
        span = _span(node.fields.get("founded", ""), node.fields.get("closed", ""))
        put(f'<node id="{escaped(node.id)}" label="{escaped(node.label)}"{span}>')
        put(values(node_keys, (("type", node.type), *sorted(node.fields.items()))))
        put(_colour(group_of(dataset, node.id).colour))
        x, y = places[node.id]
        put(f'<viz:position x="{x}" y="{-y}" z="0.0"/>')  # here y grows upwards
        put(f'<viz:size value="{4 + 2 * math.sqrt(degree[node.id]):.1f}"/></node>\n')
    put("</nodes>\n<edges>\n")
    for tie in ties:
        ends = f'source="{escaped(tie.tail)}" target="{escaped(tie.head)}"'
        span = _span(tie.fields.get("since", ""), tie.fields.get("until", ""))
        named = f'kind="{tie.relation}" label="{escaped(tie.label)}"'
        put(f'<edge id="{tie.id}" {ends} type="directed" {named} weight="1.0"{span}>')
        marks = ("social", str(tie.social).lower()), ("symmetric", str(tie.symmetric).lower())
        put(values(tie_keys, (("relation", tie.relation), *marks, *sorted(tie.fields.items()))))
        put(f"{_colour(LINES.get(tie.relation, OTHER_LINE)[0])}</edge>\n")
    put("</edges>\n</graph>\n</gexf>\n")
    lost = (
        *network_parts.losses(dataset), *_times(nodes, ties),
        *symmetric_ties(sum(tie.symmetric for tie in ties)), *escaped.losses(),
    )  # fmt: skip
    return Written(len(nodes) + len(ties), "nodes and ties", lost)


def _places(dataset: Dataset, nodes: Sequence[Node]) -> dict[str, Place]:
    """Positions of the map; what has no social tie stands in a disc to the right of it."""
    from graph import layout, networks  # only here: scripts that draw nothing need not wait

    placed: dict[str, Place] = dict(layout.positions(networks.social(dataset)))
    others = [node.id for node in nodes if node.id not in placed]
    spots = layout.sunflower(len(others))
    radius = float(abs(spots).max()) if others else 0.0
    right = max((x for x, _ in placed.values()), default=0.0) + radius + 200
    middle = sum(y for _, y in placed.values()) / max(len(placed), 1)
    for identifier, (x, y) in zip(others, spots.tolist(), strict=True):
        placed[identifier] = (round(x + right, 1), round(y + middle, 1))
    return placed


def _span(since: str, until: str) -> str:
    start = f' start="{_day(since, last=False)}"' if since else ""
    return start + (f' end="{_day(until, last=True)}"' if until else "")


def _day(date: str, *, last: bool) -> str:
    """The first or last day of a year or month; a day as it is."""
    year, month, day = [*date.split("-"), "", ""][:3]
    month = month or ("12" if last else "01")
    day = day or (f"{calendar.monthrange(int(year), int(month))[1]}" if last else "01")
    return f"{year}-{month}-{day}"


def _times(nodes: Sequence[Node], ties: Sequence[Tie]) -> tuple[Loss, ...]:
    spans = [node.fields.get(f, "") for node in nodes for f in ("founded", "closed")]
    spans += [tie.fields.get(f, "") for tie in ties for f in ("since", "until")]
    vague = sum(1 for date in spans if 0 < len(date) < 10)
    why = "GEXF counts in days: start and end hold the first or last one, the attribute is exact"
    return (Loss("dates known to the year or month", vague, why),) if vague else ()


def _colour(code: str) -> str:
    red, green, blue = (int(code[place : place + 2], 16) for place in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _keys(names: Iterable[str]) -> dict[str, str]:
    return {name: str(place) for place, name in enumerate(dict.fromkeys(names))}


FORMAT = Format("gexf", "GEXF 1.3", "application/gexf+xml", ".gexf", write)
