"""Which introduction would join what is apart?

Lists pairs of communities that care about the same and are far apart, the two
organizations whose tie would bring them nearest, and who stands between them and
could introduce them. "steps" is the harmonic mean of the steps between their
organizations (empty when no path joins any), "steps_after" the same with the tie.

With --graph, groups of any network (GraphML, GEXF, CSV, Parquet) are compared by
distance alone.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.analysis.communities import communities
from graph.analysis.missing_bridges import MissingBridge, missing_bridges, suggest_bridges
from graph.network_files import read_groups, read_network

SHORT = ("left", "right", "shared", "introduce", "steps", "steps_after", "through")


def main(options: argparse.Namespace) -> int:
    """Find and print."""
    if options.graph:
        network = read_network(options.graph).to_undirected()
        groups = read_groups(options.groups) if options.groups else communities(network)
        found = missing_bridges(network, groups, None, options.top, options.smallest)
        rows = [_row(b, str(b.left), str(b.right), lambda node: str(node)) for b in found]
        said = f"of {options.graph}: {network.number_of_nodes():,} nodes"
    else:
        dataset = command.load(options)
        made = suggest_bridges(dataset, options.top, options.smallest, options.cause)
        rows = [
            _row(b, str(made.names[b.left]), str(made.names[b.right]), dataset.name)
            for b in made.bridges
        ]
        said = f"of the social ties of data version {dataset.version}"
    command.show(rows, options, columns=SHORT if options.format == "table" else ())
    command.tell(
        f"{len(rows)} pairs of communities with {options.smallest} or more members {said}; "
        "a missing tie may only be missing in the data"
    )
    return command.FINE


def _row(bridge: MissingBridge, left: str, right: str, name: command.Naming) -> dict[str, object]:
    return {
        "left": left,
        "right": right,
        "left_size": bridge.left_size,
        "right_size": bridge.right_size,
        "shared": [name(label) for label in bridge.shared[:5]],
        "likeness": bridge.likeness,
        "steps": bridge.steps if math.isfinite(bridge.steps) else None,
        "steps_after": bridge.steps_after,
        "ties": bridge.ties,
        "introduce": [name(end) for end in bridge.ends],
        "ids": list(bridge.ends),
        "in_common": [name(label) for label in bridge.ends_shared[:5]],
        "through": [", ".join(name(n) for n in way[1:-1]) for way in bridge.routes],
    }


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--cause", default="", help="only pairs that share it: cause/open-data")
    command.network_options(parser)
    parser.add_argument("--smallest", type=int, default=5, help="members that a community needs")
    parser.add_argument("--top", type=int, default=20, help="how many pairs to list")
    sys.exit(command.run(main, parser))
