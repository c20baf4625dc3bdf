"""Evaluate the rules of identity on labelled pairs: precision and recall.

Every pair is judged by the rules alone, without curators' decisions. Read the
recall of the pairs that ship with care: most of their same pairs were found by
earlier rules, and the newest rules were written with these pairs in view. Exit
status 1 when precision or recall is below the floor that is asked for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.reconcile.evaluation import evaluate

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "data" / "labelled_pairs.csv"


def main(options: argparse.Namespace) -> int:
    """Judge and print the pairs on which rules and labels differ."""
    result = evaluate(options.pairs)
    rows = [
        {
            "left": pair.left,
            "right": pair.right,
            "label": "same" if pair.same else "different",
            "rules": "same" if pair.merged else "apart",
        }
        for pair in result.wrong
    ]
    command.show(rows, options)
    same = sum(pair.same for pair in result.pairs)
    command.tell(
        f"{len(result.pairs)} pairs, {same} of them the same: "
        f"precision {result.precision:.3f}, recall {result.recall:.3f}"
    )
    good = result.precision >= options.precision and result.recall >= options.recall
    return command.FINE if good else command.FINDINGS


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--pairs", type=Path, default=PAIRS, metavar="FILE.csv")
    parser.add_argument("--precision", type=float, default=0.99, help="floor (0.99 unless given)")
    parser.add_argument("--recall", type=float, default=0.95, help="floor (0.95 unless given)")
    sys.exit(command.run(main, parser))
