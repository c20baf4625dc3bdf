"""Rank connectors: who links what would otherwise be apart, and how sure is that?

The score (0 to 100) combines percentile ranks of spread over communities,
betweenness, brokerage between sectors, openness, reach and what is lost without
the node. "low" and "high" are its ranks in the middle 95 % of draws in which
sources and ties are lost at random; "z" says how far its betweenness exceeds
random networks in which everybody keeps their number of ties. Each row of the
dataset says why in words, and on how many facts and sources it rests.

With --graph, the nodes of any network are ranked (GraphML, GEXF, CSV, Parquet).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.analysis.compact import compact
from graph.analysis.connector_parts import PARTS, WEIGHTS
from graph.analysis.connector_study import checked_weights
from graph.analysis.connectors import Connectors, find_connectors, study_network
from graph.analysis.errors import AnalysisError
from graph.errors import UsageError
from graph.network_files import read_groups, read_network

SHORT = ("rank", "low", "high", "name", "score", "z", "contacts", "sources", "reason")
SHORT_NETWORK = ("rank", "low", "high", "name", "score", "z", "participation", "betweenness")


def main(options: argparse.Namespace) -> int:
    """Rank and print."""
    weights = _weights(options.weights)
    try:
        checked_weights(weights, tuple(PARTS))  # before minutes of work
    except AnalysisError as error:
        raise UsageError(str(error)) from error
    rows, said = _network_rows(options, weights) if options.graph else _rows(options, weights)
    short = SHORT_NETWORK if options.graph else SHORT
    shown = rows[: options.top or None]
    command.show(shown, options, columns=short if options.format == "table" else ())
    command.tell(f"{len(shown):,} of {len(rows):,} {said}")
    return command.FINE


def _rows(
    options: argparse.Namespace, weights: dict[str, float]
) -> tuple[list[dict[str, object]], str]:
    if options.groups:
        raise UsageError("--groups belongs to a network of your own: give --graph as well.")
    dataset = command.load(options)
    with command.executor(options.workers) as executor:
        found: Connectors | None = find_connectors(
            dataset,
            options.of,
            options.sponsors,
            options.draws,
            options.rewirings,
            options.seed,
            executor,
            command.progress("draws"),
            options.past,
        )
    if found is None:
        return [], f"{options.of}: nobody has two social ties; data version {dataset.version}"
    rows: list[dict[str, object]] = [
        {
            "rank": row.rank,
            "low": row.interval[0] if row.interval else None,
            "high": row.interval[1] if row.interval else None,
            "id": row.id,
            "name": row.name,
            "score": round(row.score, 2),
            "z": row.z,
            **row.parts,
            "cut_off": row.profile.cut_off,
            "sources": row.profile.coverage.sources,
            "facts": row.profile.coverage.facts,
            "newest": row.profile.coverage.newest,
            "largest_source": row.profile.coverage.largest_source,
            "largest_share": row.profile.coverage.largest_share,
            "reason": row.profile.reason,
        }
        for row in found.ranked(weights)
    ]
    return rows, (
        f"{options.of} with ties to two or more; computed on {found.nodes:,} entities, "
        f"{found.ties:,} social ties and {found.sources:,} sources of data version "
        f"{dataset.version}; {_drawn(options)}"
    )


def _network_rows(
    options: argparse.Namespace, weights: dict[str, float]
) -> tuple[list[dict[str, object]], str]:
    network = read_network(options.graph)
    groups = read_groups(options.groups) if options.groups else None
    with command.executor(options.workers) as executor:
        found = study_network(
            compact(network),
            groups,
            None,
            options.draws,
            options.rewirings,
            options.seed,
            executor,
            command.progress("draws"),
        )
    scores, ranks, intervals = (
        found.scores(weights), found.ranks(weights), found.intervals(weights)
    )  # fmt: skip
    rows = [
        {
            "rank": int(ranks[i]),
            "low": None if intervals is None else int(intervals[i, 0]),
            "high": None if intervals is None else int(intervals[i, 1]),
            "id": node,
            "name": network.nodes[node].get("name") or network.nodes[node].get("label") or node,
            "score": round(float(scores[i]), 2),
            "z": float(found.z[i]),
            **{part: float(values[i]) for part, values in found.parts.items()},
        }
        for i, node in enumerate(found.nodes)
    ]
    rows.sort(key=lambda row: (row["rank"], str(row["id"])))
    return rows, (
        f"nodes with ties to two or more; computed on {network.number_of_nodes():,} nodes and "
        f"{network.number_of_edges():,} ties of {options.graph}; bridged are "
        f"{'its groups' if groups else 'its communities'}; {_drawn(options)}"
    )


def _drawn(options: argparse.Namespace) -> str:
    return f"{options.draws} draws, {options.rewirings} random networks, seed {options.seed}"


def _weights(text: str) -> dict[str, float]:
    weights = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition("=")
        try:
            weights[name.strip()] = float(value)
        except ValueError:
            raise UsageError(f"--weights {part!r}: write name=number, such as openness=2") from None
    return weights


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--of", choices=("people", "organizations"), default="people")
    parser.add_argument("--top", type=int, default=20, help="how many to list; 0 for all")
    parser.add_argument(
        "--weights",
        default="",
        metavar="PART=N,...",
        help="how much each part counts; unless given: "
        + ", ".join(f"{part}={WEIGHTS[part]:g}" for part in PARTS),
    )
    parser.add_argument("--sponsors", action="store_true", help="count companies' money as ties")
    parser.add_argument("--past", action="store_true", help="count ties that are known to be over")
    command.network_options(parser)
    parser.add_argument("--draws", type=int, default=200, help="draws for the rank intervals")
    parser.add_argument("--rewirings", type=int, default=100, help="random networks for z")
    parser.add_argument("--seed", type=int, default=0)
    command.worker_option(parser)
    sys.exit(command.run(main, parser))
