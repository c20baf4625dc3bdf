"""Which causes lack organizations, money, skills or connectors, as far as the data knows?

An empty cell means: not known. It never means: none. An organization on a narrower
cause counts for the broader ones as well; connectors are the people of the first
quarter of the ranking who hold a role at an organization on the cause.

With --graph, the groups of any network (GraphML, GEXF, CSV, Parquet) are listed,
those with fewest ties to others for their size first.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.analysis.communities import communities
from graph.analysis.connectors import rank_connectors, study_network
from graph.analysis.gaps import find_gaps, group_gaps
from graph.network_files import read_groups, read_network


def main(options: argparse.Namespace) -> int:
    """Find and print."""
    rows = _group_rows(options) if options.graph else _rows(options)
    command.show(rows[: options.top or None], options)
    return command.FINE


def _rows(options: argparse.Namespace) -> list[dict[str, object]]:
    dataset = command.load(options)
    gaps = find_gaps(dataset, rank_connectors(dataset, draws=0, rewirings=0), options.smallest)
    command.tell(
        f"{len(gaps)} causes with {options.smallest} or more organizations of the core; "
        f"data version {dataset.version}; empty: not known"
    )
    return [
        {
            "id": gap.id,
            "cause": gap.label,
            "organizations": gap.organizations,
            "countries": gap.countries,
            "funded": gap.funded,
            "funders": gap.funders,
            "grants": gap.grants,
            "money_known": (
                None
                if gap.amounts is None
                else ", ".join(f"{v:,.0f} {k}" for k, v in gap.amounts.items())
            ),
            "without_amount": gap.without_amount,
            "seeking": gap.seeking,
            "skills": [dataset.name(skill) for skill in gap.skills],
            "connectors": gap.connectors,
        }
        for gap in gaps
    ]


def _group_rows(options: argparse.Namespace) -> list[dict[str, object]]:
    network = read_network(options.graph).to_undirected()
    groups = read_groups(options.groups) if options.groups else communities(network)
    found = study_network(network, groups, draws=0, rewirings=0)
    ranking = dict(zip(found.nodes, found.ranks().tolist(), strict=True))
    gaps = [g for g in group_gaps(network, groups, ranking) if g.nodes >= options.smallest]
    command.tell(
        f"{len(gaps)} groups of {options.graph}: {network.number_of_nodes():,} nodes, "
        f"{network.number_of_edges():,} ties"
    )
    return [
        {
            "group": gap.group,
            "nodes": gap.nodes,
            "ties_inside": gap.inside,
            "ties_outside": gap.outside,
            "connectors": gap.connectors,
            "nearest": gap.nearest,
        }
        for gap in gaps
    ]


if __name__ == "__main__":
    parser = command.parser(__doc__)
    command.network_options(parser)
    parser.add_argument("--smallest", type=int, default=1, help="members that a row needs")
    parser.add_argument("--top", type=int, default=0, help="how many to list; 0 for all")
    sys.exit(command.run(main, parser))
