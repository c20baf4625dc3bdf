"""Evaluate the rules of identity on labelled pairs: precision and recall.

Every pair is judged by the rules alone. The rules were written with the tuned
pairs in view (the older file and half of the held-out one), so only the test
half says how they do on names they were not written for. A rename cannot be
seen from names: recall is also given without renames, and with what curators
decided (merges.csv). Shares come with their 95 % interval (Wilson).

Exit status 1 when a floor that is asked for is not reached.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command, schema
from graph.dataset import DATA
from graph.reconcile.evaluation import Evaluation, evaluate
from graph.tables import read_table

_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data"
PAIRS = [_FOLDER / "labelled_pairs.csv", _FOLDER / "labelled_pairs_heldout.csv"]


def main(options: argparse.Namespace) -> int:
    """Judge, and print a row for each set or the pairs on which rules and labels differ."""
    table, _ = read_table(options.data or DATA, schema.MERGES)
    decided = [
        (row["left"], row["right"])
        for row in table.rows
        if row["decided_by"] == "curator" and row["decision"] == "same"
    ]
    every = Evaluation(
        tuple(pair for path in options.pairs for pair in evaluate(path, decided).pairs)
    )
    test = every.of("test")
    sets = {"tuned": every.of("", "tune"), "test half": test, "held out": every.of("tune", "test")}
    rows = [_summary(name, found) for name, found in {**sets, "all": every}.items()]
    command.show(_wrong(sets) if options.wrong else rows, options)
    good = (
        every.precision.value >= options.precision
        and sets["tuned"].recall.value >= options.recall
        and (not test.pairs or test.recall.value >= options.test_recall)
    )
    return command.FINE if good else command.FINDINGS


def _summary(name: str, found: Evaluation) -> dict[str, object]:
    return {
        "set": name,
        "pairs": len(found.pairs),
        "renames": sum(pair.renamed for pair in found.pairs),
        "precision": str(found.precision),
        "recall": str(found.recall),
        "recall without renames": str(found.without_renames().recall),
        "recall with curators": str(found.with_curators().recall),
        "precision with curators": str(found.with_curators().precision),
    }


def _wrong(sets: dict[str, Evaluation]) -> list[dict[str, object]]:
    return [
        {
            "set": name,
            "left": pair.left,
            "right": pair.right,
            "label": "same" if pair.same else "different",
            "rules": "same" if pair.merged else "apart",
            "note": "; ".join(["rename"] * pair.renamed + ["joined by a curator"] * pair.decided),
        }
        for name in ("tuned", "test half")
        for pair in sets[name].wrong
    ]


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", default=PAIRS, metavar="FILE.csv")
    parser.add_argument("--wrong", action="store_true", help="list the pairs judged wrongly")
    parser.add_argument("--precision", type=float, default=0.99, help="floor, all (0.99)")
    parser.add_argument("--recall", type=float, default=0.91, help="floor, tuned pairs (0.91)")
    parser.add_argument("--test-recall", type=float, default=0.6, help="floor, test half (0.6)")
    sys.exit(command.run(main, parser))
