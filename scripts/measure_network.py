"""Measure a network: these measures for each node of any network.

Without --graph, the social ties of the dataset are measured. With it, a
GraphML, GEXF or CSV file (one tie a row; the first two columns are its ends).
Undefined values are empty, and sort last.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import math
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from graph import analysis, command
from graph.errors import UsageError
from graph.network_files import read_network
from graph.networks import social


def _by_node(G: nx.Graph[Any], marked: frozenset[Any]) -> Mapping[Any, bool]:
    return {node: node in marked for node in G}


MEASURES: dict[str, Callable[[nx.Graph[Any], str | None], Mapping[Any, Any]]] = {
    "degree": analysis.degree,
    "betweenness": lambda G, _: analysis.betweenness(G),
    "constraint": analysis.constraint,
    "effective_size": analysis.effective_size,
    "efficiency": analysis.efficiency,
    "hierarchy": analysis.hierarchy,
    "core_number": lambda G, _: analysis.core_number(G),
    "community": analysis.communities,
    "participation_coefficient": lambda G, weight: analysis.participation_coefficient(
        G, analysis.communities(G, weight), weight
    ),
    "within_module_z": lambda G, weight: analysis.within_module_z(
        G, analysis.communities(G, weight)
    ),
    "articulation_point": lambda G, _: _by_node(G, analysis.articulation_points(G)),
}


def main(options: argparse.Namespace) -> int:
    """Measure and print."""
    names = [name.strip() for name in options.measures.split(",") if name.strip()]
    unknown = [name for name in names if name not in MEASURES]
    if unknown or not names:
        raise UsageError(f"unknown measure {', '.join(unknown)!r}. Known: {', '.join(MEASURES)}.")
    network = read_network(options.graph) if options.graph else social(command.load(options))
    values = {name: MEASURES[name](network, options.weight) for name in names}
    rows = [
        {
            "id": node,
            "name": network.nodes[node].get("name") or network.nodes[node].get("label") or node,
            **{name: values[name][node] for name in names},
        }
        for node in network
    ]
    rows.sort(key=lambda row: (*_descending(row[names[0]]), str(row["id"])))
    command.show(rows[: options.top or None], options)
    command.tell(
        f"{network.number_of_nodes():,} nodes, {network.number_of_edges():,} ties"
        f"{', directed' if network.is_directed() else ''}"
    )
    return command.FINE


def _descending(value: Any) -> tuple[bool, float]:
    number = float(value)
    return math.isnan(number), -number


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--graph", metavar="FILE", help="network to measure instead of the dataset")
    parser.add_argument(
        "--measures",
        default="degree,betweenness,constraint,effective_size,participation_coefficient",
        metavar="A,B,...",
        help=f"the first one sorts; known: {', '.join(MEASURES)}",
    )
    parser.add_argument("--weight", help="attribute of ties that says how strong they are")
    parser.add_argument("--top", type=int, default=20, help="how many nodes to list; 0 for all")
    sys.exit(command.run(main, parser))
