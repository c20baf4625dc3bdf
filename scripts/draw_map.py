"""Draw a map: one HTML file that works from disk, without a network connection.

Shows the best-connected part of what the filters leave, or with --focus one
entity and what it is tied to.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.dataset import Dataset, Selection
from graph.errors import UnknownIdentifierError, UsageError
from graph.maps import best_connected, ego, standalone

_FACETS = ("paths", "kinds", "causes", "skills", "countries")


def main(options: argparse.Namespace) -> int:
    """Draw and write."""
    dataset = command.load(options)
    relations = frozenset(r.name for r in dataset.relations.values() if r.social)
    if options.limit < 1:
        raise UsageError(f"--limit {options.limit} shows nothing. Ask for one or more nodes.")
    if options.focus:
        view = ego(dataset, options.focus, relations, options.depth, options.limit)
        title = dataset.name(view.centre)
    else:
        picked = {facet: _values(dataset, facet, getattr(options, facet)) for facet in _FACETS}
        selection = Selection(**picked)
        view = best_connected(dataset, dataset.select(selection), relations, options.limit)
        named = [v for values in picked.values() for v in sorted(values)]
        words = [dataset.name(value) if "/" in value else value for value in named]
        title = ", ".join(words) or "Tech for Good Graph"
    if not view.nodes:
        command.tell("Nothing fits all filters at once: no map was written.")
        return command.FINDINGS
    command.write(standalone(dataset, view, title), options.out)
    command.tell(f"{view.note} {len(view.ties):,} lines. Written to {options.out}.")
    return command.FINE


def _values(dataset: Dataset, facet: str, text: str) -> frozenset[str]:
    """Identifiers out of a list of identifiers, bare slugs or labels."""
    prefix = "" if facet == "countries" else f"{facet.removesuffix('s')}/"
    found = set()
    for part in filter(None, (p.strip() for p in text.split(","))):
        value = part.upper() if not prefix else part if part.startswith(prefix) else prefix + part
        if value not in dataset.facets[facet]:
            near = [hit.id for hit in dataset.search(part, 3, [prefix.rstrip("/")])]
            raise UnknownIdentifierError(value, near)
        found.add(value)
    return frozenset(found)


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("--out", required=True, metavar="FILE.html", help="'-': standard output")
    parser.add_argument("--focus", metavar="ID", help="such as organization/ai-forensics")
    parser.add_argument(
        "--depth", type=int, default=1, metavar="N", help="ties away from the focus"
    )
    parser.add_argument("--limit", type=int, default=150, metavar="N", help="at most so many nodes")
    for facet in _FACETS:
        parser.add_argument(f"--{facet}", default="", metavar="A,B", help=f"only these {facet}")
    sys.exit(command.run(main, parser))
