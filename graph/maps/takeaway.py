"""A view to take along: a drawing (SVG), a network file (GEXF), a table of its ties (CSV)."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from html import escape

import networkx as nx
import pandas as pd

from graph.dataset import Dataset
from graph.maps.drawing import Board, legend
from graph.maps.style import LINES, OTHER_LINE, SHAPES, group_of
from graph.model import Statement
from graph.networks import social
from graph.spreadsheet import protected

_MARGIN = 130.0
_NAMES = 120
"""Best-connected nodes that are named in a drawing."""


def as_svg(dataset: Dataset, board: Board, title: str) -> bytes:
    """A scalable drawing with title, note, legend, version and licence; nothing is fetched."""
    places = {node: board.place[node] for node in board.view.nodes}
    xs = [x for x, _ in places.values()] or [0.0]
    ys = [y for _, y in places.values()] or [0.0]
    left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
    width, height = max(xs) - left + _MARGIN, max(ys) - top + _MARGIN
    unit = max(width, height) / 1100  # what looks like one pixel when the drawing fills a screen
    ties = {str(node): count for node, count in social(dataset).degree()}
    lines, marks, names = [], [], []
    for tie in board.view.ties:
        (x1, y1), (x2, y2) = places[tie.subject], places[tie.object]
        colour, dashes = LINES.get(tie.relation, OTHER_LINE)
        dash = (
            f' stroke-dasharray="{" ".join(map(str, dashes))}"' if isinstance(dashes, list) else ""
        )
        strong = 3 if tie.id in board.strong else 1
        lines.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" '
            f'stroke-opacity=".5" stroke-width="{strong * unit:.2f}"{dash}/>'
        )
    for node, (x, y) in places.items():
        radius = 6 + 2.2 * math.sqrt(ties.get(node, 0))
        shape = _shape(SHAPES[node.partition("/")[0]], x, y, radius)
        about = escape(dataset.name(node))
        marks.append(
            f'<g fill="{group_of(dataset, node).colour}">{shape}<title>{about}</title></g>'
        )
    size = 12 * unit
    for node in sorted(places, key=lambda n: (-ties.get(n, 0), n))[:_NAMES]:
        x, y = places[node]
        below = y + 6 + 2.2 * math.sqrt(ties.get(node, 0)) + size
        names.append(
            f'<text x="{x}" y="{below:.1f}">{escape(_printable(dataset.name(node)))}</text>'
        )
    names += [
        f'<text x="{x}" y="{y}" font-weight="600">{escape(text)}</text>'
        for text, (x, y) in board.captions.items()
    ]
    keys = legend(dataset, board.view)
    foot = "".join(
        f'<tspan fill="{colour}">{mark}</tspan> {escape(name)}   ' for mark, colour, name in keys
    )
    low = top + height
    words = f"{board.view.note} Tech for Good Graph, data version {dataset.version}, CC BY 4.0."
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top - 60 * unit:.1f} '
        f'{width:.1f} {height + 120 * unit:.1f}" font-family="Source Sans, Noto Sans, sans-serif" '
        f'role="img"><title>{escape(title)}</title>'
        f'<rect x="{left:.1f}" y="{top - 60 * unit:.1f}" width="100%" height="100%" fill="#fff"/>'
        f'<text x="{left + 20 * unit:.1f}" y="{top - 25 * unit:.1f}" font-size="{24 * unit:.1f}" '
        f'font-weight="600">{escape(_printable(title))}</text>{"".join(lines)}{"".join(marks)}'
        f'<g text-anchor="middle" font-size="{size:.1f}" fill="#222" stroke="#fff" '
        f'stroke-width="{3 * unit:.1f}" paint-order="stroke">{"".join(names)}</g>'
        f'<text x="{left + 20 * unit:.1f}" y="{low + 20 * unit:.1f}" '
        f'font-size="{13 * unit:.1f}" xml:space="preserve">{foot}</text>'
        f'<text x="{left + 20 * unit:.1f}" y="{low + 42 * unit:.1f}" '
        f'font-size="{12 * unit:.1f}" fill="#555">{escape(_printable(words))}</text></svg>\n'
    )
    return text.encode()


def as_gexf(dataset: Dataset, board: Board) -> bytes:
    """The view as GEXF with places, colours and sizes, for Gephi and others."""
    ties = {str(node): count for node, count in social(dataset).degree()}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in board.view.nodes:
        x, y = board.place[node]
        colour = group_of(dataset, node).colour
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        network.add_node(
            node,
            label=_printable(dataset.name(node)),
            type=node.partition("/")[0],
            group=group_of(dataset, node).name,
            viz={
                "position": {"x": x, "y": -y, "z": 0.0},
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                "size": 6 + 2.2 * math.sqrt(ties.get(node, 0)),
            },
        )
    for tie in board.view.ties:
        network.add_edge(
            tie.subject, tie.object, key=tie.relation, relation=tie.relation,
            statements=tie.statements,
        )  # fmt: skip
    file = io.BytesIO()
    nx.write_gexf(network, file, version="1.2draft")
    return file.getvalue()


def as_csv(dataset: Dataset, board: Board) -> bytes:
    """One row for each statement behind a line of the view, with its source and page."""
    shown = {(tie.subject, tie.relation, tie.object) for tie in board.view.ties}
    return _statements_csv(
        dataset,
        [s for s in dataset.statements if (s.subject, s.relation, s.object) in shown],
    )


def facts_csv(dataset: Dataset, identifier: str) -> bytes:
    """One row for each statement about an entity, with its source and page."""
    return _statements_csv(dataset, dataset.statements_of(identifier))


def _statements_csv(dataset: Dataset, statements: Sequence[Statement]) -> bytes:
    columns = "subject subject_name relation object object_name since until source page".split()
    rows = [
        (s.subject, dataset.name(s.subject), s.relation, s.object, dataset.name(s.object), s.since,
         s.until, s.source, s.page)
        for s in statements
    ]  # fmt: skip
    return protected(pd.DataFrame(rows, columns=columns)).to_csv(index=False).encode()


def _shape(kind: str, x: float, y: float, r: float) -> str:
    if kind == "dot":
        return f'<circle cx="{x}" cy="{y}" r="{r:.1f}"/>'
    corners = {
        "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "triangle": ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    }.get(
        kind, tuple((math.sin(a), math.cos(a)) for a in (0.52 + i * math.pi / 3 for i in range(6)))
    )
    points = " ".join(f"{x + a * r:.1f},{y + b * r:.1f}" for a, b in corners)
    return f'<polygon points="{points}"/>'


def _printable(text: str) -> str:
    """Text that XML can hold."""
    return "".join(c for c in text if c.isprintable())
