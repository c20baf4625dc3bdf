"""Small drawings in HTML: a rank with its interval, and the parts of a score as bars.

Everything drawn is said in words as well, for those who do not see it.
"""

from __future__ import annotations

import math
from html import escape

from graph.analysis.connectors import Connector

_BARS = (
    ("Spread", ("participation",), "how evenly its ties spread over communities"),
    ("Between", ("betweenness",), "how many shortest paths between others pass through it"),
    ("Brokerage", ("brokerage",), "pairs of contacts in different sectors, not tied themselves"),
    ("Only link", ("only_link",), "those pairs that no other node joins in two steps"),
    ("Loss", ("loss",), "closeness among all others that is lost without it"),
    ("Openness", ("openness", "effective_size"), "how little its contacts are tied to each other"),
    (
        "Reach",
        ("contacts", "sectors", "causes", "countries", "communities"),
        "organizations, sectors, causes, countries, communities",
    ),
)


def rank_strip(row: Connector, ranked: int) -> str:
    """The rank as a dot and its interval as a line, on a logarithmic scale from 1 to all."""

    def at(rank: int) -> float:
        return 100 * math.log(rank) / math.log(ranked) if ranked > 1 else 0.0

    ticks = [n for n in (1, 10, 100, 1000) if n <= ranked / 1.6] + [ranked]
    marks = "".join(f'<span class="tfg-tick" style="left:{at(n):.1f}%">{n:,}</span>' for n in ticks)
    line, words = "", f"Rank {row.rank:,} of {ranked:,}"
    if row.interval:
        low, high = row.interval
        words += f"; between {low:,} and {high:,} in 95 % of the draws"
        line = (
            f'<span class="tfg-range" style="left:{at(low):.1f}%;'
            f'width:{max(at(high) - at(low), 0.6):.1f}%"></span>'
        )
    return (
        f'<div class="tfg-strip" role="img" aria-label="{escape(words)}" title="{escape(words)}">'
        f'<span class="tfg-axis"></span>{line}'
        f'<span class="tfg-dot" style="left:{at(row.rank):.1f}%"></span>{marks}</div>'
    )


def part_bars(row: Connector) -> str:
    """The parts of the score as bars: percentile ranks among all ranked."""
    cells = []
    for label, parts, meaning in _BARS:
        known = [row.percentiles[part] for part in parts if part in row.percentiles]
        if not known:
            continue
        value = sum(known) / len(known)
        words = f"{label}: above {value:.0f} % of those ranked ({meaning})"
        cells.append(
            f'<div class="tfg-part" role="img" aria-label="{escape(words)}" '
            f'title="{escape(words)}"><span class="tfg-part-name">{escape(label)}</span>'
            f'<span class="tfg-bar"><span style="width:{value:.0f}%"></span></span></div>'
        )
    return f'<div class="tfg-parts">{"".join(cells)}</div>'
