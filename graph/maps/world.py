"""The geographic view as plain data for its drawing script."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graph.countries import country_name
from graph.maps.geography import COUNTED, Geography, counted
from graph.maps.outlines import WIDTH, outlines

_LINES = 60
"""Pairs of countries that are joined by a line, those with most ties first."""


def world_payload(found: Geography, chosen: Collection[str] = ()) -> dict[str, Any]:
    """Countries with their land, counts and words; lines between those with most ties.

    When countries are ``chosen``, they are marked, and only their ties are drawn. ``lines`` says
    how many pairs have a line of how many that have ties.
    """
    drawn = outlines()
    countries = []
    for code in sorted({*drawn.paths, *found.counts}):
        x, y = drawn.places.get(code, (0.0, 0.0))
        counts = found.counts.get(code, {})
        countries.append(
            {
                "code": code,
                "name": country_name(code) if code else "",
                "path": drawn.paths.get(code, ""),
                "x": x,
                "y": y,
                "count": counts.get("organization", 0),
                "known": bool(counts) and code in drawn.places,
                "chosen": code in chosen,
                "about": _about(found, code),
            }
        )
    pairs = [
        (pair, n)
        for pair, n in sorted(found.between.items(), key=lambda item: (-item[1], item[0]))
        if all(code in drawn.places for code in pair) and (not chosen or set(pair) & set(chosen))
    ]
    ties = [
        {"from": drawn.places[a], "to": drawn.places[b], "count": n} for (a, b), n in pairs[:_LINES]
    ]
    return {
        "width": WIDTH, "height": drawn.height, "countries": countries, "ties": ties,
        "chosen": bool(chosen), "lines": [len(ties), len(pairs)],
    }  # fmt: skip


def _about(found: Geography, code: str) -> str:
    """What is known in a country, in lines."""
    name = country_name(code) if code else "Land without a country code"
    counts = found.counts.get(code)
    if not counts:
        return f"{name}\nnothing known in this selection"
    said = [counted(counts[kind], kind) for kind in COUNTED if counts.get(kind)]
    abroad = found.abroad(code)
    within = found.within.get(code, 0)
    ties = f"{within:,} {'tie' if within == 1 else 'ties'} within"
    return f"{name}\n{', '.join(said)}\n{ties}, {sum(abroad.values()):,} with others"
