"""Make one entity of two that turned out to be the same thing.

Everything said about DROP goes to KEEP; the name of DROP becomes an alias, its
identifier a rename that still leads to KEEP, and the decision a row of
merges.csv. Values that differ stay visible as citations.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.dataset import DATA
from graph.merging import merge_entities


def main(options: argparse.Namespace) -> int:
    """Merge and say what changed."""
    changed = merge_entities(
        options.data or DATA, options.keep, options.drop, options.reason, options.date
    )
    for file, rows in changed.items():
        command.tell(f"{file}: {rows} {'row' if rows == 1 else 'rows'} changed")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("keep", metavar="KEEP", help="identifier that stays")
    parser.add_argument("drop", metavar="DROP", help="identifier that goes")
    parser.add_argument("--reason", required=True, help="why they are one thing")
    parser.add_argument("--date", default=date.today().isoformat(), help="of the decision (today)")
    sys.exit(command.run(main, parser))
