"""Write the figures of the data card (data/README.md) anew from the data.

Only what stands between its two markers changes. With --check nothing is
written; exit status 1 says that the card is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.datacard import card
from graph.dataset import DATA
from graph.errors import UsageError


def main(options: argparse.Namespace) -> int:
    """Compute and write, or compare."""
    dataset = command.load(options)
    path = (options.data or DATA) / "README.md"
    text = path.read_text(encoding="utf-8")
    try:
        fresh = card(text, dataset)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None
    if options.check:
        current = text == fresh
        command.tell("up to date" if current else f"{path} is out of date: make card")
        return command.FINE if current else command.FINDINGS
    command.write(fresh, str(path))
    command.tell(f"written to {path}")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("--check", action="store_true", help="only compare")
    sys.exit(command.run(main, parser))
