"""How do I get from here to there, warmly? The best few chains of social ties.

Each step names the relation, the page that states it, and how surely it is known.
Routes are short and prefer ties that still hold and are well sourced.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.evidence import confidences, temporal_status
from graph.routes import find_routes


def main(options: argparse.Namespace) -> int:
    """Find and print."""
    dataset = command.load(options)
    found = find_routes(dataset, options.start, options.end, options.routes, options.sponsors)
    sure = confidences(dataset)
    rows = []
    for number, route in enumerate(found, start=1):
        for step in route.steps:
            best = step.statements[0]
            forward = best.subject == step.start
            relation = dataset.relations[best.relation]
            rows.append(
                {
                    "route": number,
                    "cost": route.cost,
                    "from": dataset.name(step.start),
                    "relation": relation.label if forward else relation.inverse_label,
                    "to": dataset.name(step.end),
                    "role": best.qualifiers.get("role", ""),
                    "holds": temporal_status(dataset, best),
                    "known": sure[best.id],
                    "source": best.source,
                    "page": best.page,
                    "from_id": step.start,
                    "to_id": step.end,
                }
            )
    short = ("route", "from", "relation", "to", "role", "holds", "known")
    command.show(rows, options, columns=short if options.format == "table" else ())
    if not found:
        command.tell("No chain of social ties in this dataset joins the two.")
        return command.FINDINGS
    command.tell(f"{len(found)} routes over social ties; data version {dataset.version}")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("start", metavar="FROM", help="such as organization/ai-forensics")
    parser.add_argument("end", metavar="TO", help="such as organization/ford-foundation")
    parser.add_argument("--routes", type=int, default=3, metavar="K", help="how many")
    parser.add_argument("--sponsors", action="store_true", help="count companies' money as ties")
    sys.exit(command.run(main, parser))
