"""Remove a person who asked to be left out, everywhere and for good.

Deletes the person and every citation and statement about them from the data
folder, and adds a salted hash of the name (and of each further name given) to
removals.csv, so that no later import, load or export brings them back. Their
name remains in the history of the repository until that is rewritten.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.dataset import DATA
from graph.forgetting import remove_person


def main(options: argparse.Namespace) -> int:
    """Remove and say what was deleted, in numbers only."""
    removed = remove_person(options.data or DATA, [options.name, *options.also])
    for file, rows in removed.items():
        command.tell(f"{file}: {rows} {'row' if rows == 1 else 'rows'} deleted")
    if not removed:
        command.tell("Nobody of this name was in the data; they will not come in later either.")
    command.tell("Added to removals.csv. Run make check, then commit without naming the person.")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("name", metavar="NAME", help="the name as it stands in the data")
    parser.add_argument(
        "--also", action="append", default=[], metavar="NAME", help="another spelling or name"
    )
    sys.exit(command.run(main, parser))
