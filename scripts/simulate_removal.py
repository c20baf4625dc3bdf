"""What if they left? Which paths break when entities are taken out, against their like.

Compared with what happens when others of the same kind and with the same number
of ties leave, one at a time ("usual": their mean). Pairs are pairs of those who
stay. Money counts the recorded funding that one of the removed gives, receives
or passes on; its causes are those of the organizations left behind.

With --graph, nodes of any network (GraphML, GEXF, CSV, Parquet) are taken out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Hashable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command, networks
from graph.analysis.communities import communities
from graph.analysis.departure import Departure, departure, usual_departures
from graph.analysis.stakes import stakes
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.network_files import read_groups, read_network

COLUMNS = ("pairs_cut_off", "pairs_farther", "closeness_loss", "strays", "communities_split")


def main(options: argparse.Namespace) -> int:
    """Take out and print."""
    modes: dict[Hashable, Hashable] | None = None
    if options.graph:
        network = read_network(options.graph).to_undirected()
        names = {node: str(network.nodes[node].get("name") or node) for node in network}
        where = str(options.graph)
        nodes, dataset = list(dict.fromkeys(options.id)), None
    else:
        dataset = command.load(options)
        nodes = list(dict.fromkeys(dataset.entity(identifier).id for identifier in options.id))
        network = networks.social(dataset, options.sponsors, options.past)
        for node in nodes:
            if node not in network:
                raise UsageError(
                    f"{node} has no social ties{_but(dataset, node, options)}: "
                    "nothing breaks in the network when it leaves."
                )
        names = {node: dataset.name(node) for node in network}
        modes = {node: str(node).partition("/")[0] for node in network}
        where = f"the social ties of data version {dataset.version}"
    groups = read_groups(options.groups) if options.groups else communities(network)
    rows = []
    for node in nodes:
        own = departure(network, [node], groups, options.samples, options.seed)
        peers = usual_departures(
            network, node, modes, groups, options.peers, options.samples, options.seed
        )
        row: dict[str, object] = {
            "id": node,
            "name": names[node],
            "ties": sum(alter != node for alter in network[node]),
        }
        row |= _figures(own)
        usual = [_figures(found) for found in peers.values()]
        for column in COLUMNS:
            row[f"usual_{column}"] = sum(u[column] for u in usual) / len(usual) if usual else None
        row["peers"] = len(peers)
        if dataset is not None:
            row |= stakes(dataset, [node]).as_row(dataset)
        rows.append(row)
    if len(nodes) > 1:
        together = departure(network, nodes, groups, options.samples, options.seed)
        row = {"id": "", "name": "all of them together", **_figures(together)}
        rows.append(row | (stakes(dataset, nodes).as_row(dataset) if dataset else {}))
    command.show(rows, options)
    command.tell(
        f"computed on {network.number_of_nodes():,} nodes and {network.number_of_edges():,} ties "
        f"of {where}; "
        + (f"from {options.samples} sampled nodes" if options.samples else "exact")
        + f"; usual: mean of up to {options.peers} others with as many ties, seed {options.seed}"
    )
    return command.FINE


def _but(dataset: Dataset, node: str, options: argparse.Namespace) -> str:
    """What to do for a node that only has ties of the kinds left out."""
    if not options.past and node in networks.social(dataset, options.sponsors):
        return " but such as are over (counted with --past)"
    if not options.sponsors and node in networks.social(dataset):
        return " but money from companies (counted with --sponsors)"
    return ""


def _figures(found: Departure) -> dict[str, float]:
    return {
        "pairs_cut_off": round(found.cut_off),
        "pairs_farther": round(found.farther),
        "closeness_loss": found.closeness_loss,
        "strays": round(found.strays),
        "communities_split": round(found.communities_split),
    }


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("id", nargs="+", metavar="ID", help="entities (or nodes) to take out")
    command.network_options(parser)
    parser.add_argument("--sponsors", action="store_true", help="count companies' money as ties")
    parser.add_argument("--past", action="store_true", help="count ties that are known to be over")
    parser.add_argument("--peers", type=int, default=20, help="others to compare with")
    parser.add_argument(
        "--samples", type=int, help="source nodes to estimate distances from (all unless given)"
    )
    parser.add_argument("--seed", type=int, default=0)
    sys.exit(command.run(main, parser))
