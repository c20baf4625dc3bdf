"""Rank connectors: who links what would otherwise be apart, in this dataset?

The score (0 to 100) combines percentile ranks of reach, spread over
communities, openness, effective size and betweenness on social ties. Each row
says why in words, and on how many facts and sources it rests.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.analysis.connectors import PARTS, rank_connectors
from graph.errors import UsageError


def main(options: argparse.Namespace) -> int:
    """Rank and print."""
    dataset = command.load(options)
    ranking = rank_connectors(dataset, options.of, _weights(options.weights))
    rows = [
        {
            "rank": row.rank,
            "id": row.id,
            "name": row.name,
            "score": round(row.score, 2),
            **row.parts,
            "sources": row.coverage.sources,
            "facts": row.coverage.facts,
            "newest": row.coverage.newest,
            "reason": row.reason,
        }
        for row in ranking[: options.top or None]
    ]
    short = ("rank", "name", "score", "organizations", "countries", "sources", "reason")
    command.show(rows, options, columns=short if options.format == "table" else ())
    command.tell(
        f"{len(rows):,} of {len(ranking):,} {options.of} with two or more social ties; "
        f"data version {dataset.version}"
    )
    return command.FINE


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
        help=f"how much each part counts; parts: {', '.join(PARTS)}",
    )
    sys.exit(command.run(main, parser))
