"""How good are the matches of "find my path"? On written profiles whose answers people judged.

Prints precision at 10 with its 95 % interval, the share of profiles whose first five places each
have a person or an event, and how different the ten are, for the engine with a confirmed profile,
with the free text alone, and for plain keyword overlap. An organization that nobody judged counts
as wrong; `judged` says how many of those shown were judged at all. --each lists every profile.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.matching.evaluation import RANKINGS, evaluate, read_cases, split

CASES = Path(__file__).resolve().parent.parent / "tests" / "data" / "find_path"


def main(options: argparse.Namespace) -> int:
    """Evaluate and print."""
    dataset = command.load(options)
    cases = read_cases(dataset, options.cases)
    splits = ("tuning", "heldout", "all") if options.split == "each" else (options.split,)
    rows: list[dict[str, object]] = []
    for part in splits:
        chosen = split(cases, part)
        if not chosen:
            continue
        found = {name: evaluate(dataset, chosen, name) for name in RANKINGS}
        if options.each:
            rows += [
                {"profile": case.id, "split": case.split, "accepted": len(case.accepted)}
                | {name: precisions[n] for name, (_, precisions) in found.items()}
                for n, case in enumerate(chosen)
            ]
            continue
        rows += [
            {
                "profiles": f"{part} ({quality.cases})",
                "ranking": quality.ranking,
                "precision_at_10": round(quality.precision, 3),
                "interval": f"{quality.low:.2f}-{quality.high:.2f}",
                "judged": round(quality.judged, 3),
                "doors": round(quality.doors, 3),
                "diversity": round(quality.diversity, 3),
            }
            for quality, _ in found.values()
        ]
    command.show(rows, options)
    command.tell(f"data version {dataset.version}")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument(
        "--cases", type=Path, default=CASES, metavar="DIR", help="profiles.csv and judged.csv"
    )
    parser.add_argument(
        "--split", choices=("tuning", "heldout", "all", "each"), default="each",
        help="which profiles (each unless given)",
    )  # fmt: skip
    parser.add_argument("--each", action="store_true", help="one row for each profile")
    sys.exit(command.run(main, parser))
