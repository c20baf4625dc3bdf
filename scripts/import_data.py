"""Import raw tables: reconcile them against the vocabularies and earlier decisions.

FORMAT is 'slices': a folder with one sub-folder of CSV tables for each slice
(what each table means is said in graph/reconcile/slices.py). Vocabularies, the
table of sources and curators' decisions are taken from --data; the reconciled
tables and the lists for review are written to --out: candidates, never the
curated data itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.dataset import DATA
from graph.errors import UsageError
from graph.reconcile import reconcile

FORMATS = ("slices",)


def main(options: argparse.Namespace) -> int:
    """Reconcile and print what became of every row."""
    if options.to.resolve() == DATA.resolve():
        raise UsageError(
            f"{options.to} holds the curated data. Write candidates to another folder, review "
            "them there, and take over what is right."
        )
    outcome = reconcile(options.file, options.data or DATA, options.to)
    files = sorted({file for file, _ in outcome.rows})
    rows = [
        {
            "file": file,
            "rows": sum(n for (f, _), n in outcome.rows.items() if f == file),
            **{
                state.replace(" ", "_"): outcome.rows.get((file, state), 0)
                for state in ("used", "merged", "left out")
            },
        }
        for file in files
    ]
    command.show(rows, options)
    entities = ", ".join(f"{count:,} {kind}s" for kind, count in outcome.entities.items())
    command.tell(
        f"{entities.replace('persons', 'people')}; "
        f"{sum(outcome.statements.values()):,} statements; {outcome.merges:,} merges; "
        f"{sum(outcome.corrected.values()):,} known faults mended. "
        f"Look at {options.to}/review: {outcome.doubts:,} doubtful pairs, "
        f"{outcome.unmapped:,} labels that no concept has."
    )
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument("kind", metavar="FORMAT", choices=FORMATS, help=" or ".join(FORMATS))
    parser.add_argument("file", metavar="FILE", type=Path, help="the folder of the slices")
    parser.add_argument(
        "--out", dest="to", metavar="DIR", type=Path, required=True, help="data folder to write"
    )
    parser.set_defaults(out=command.STANDARD_OUTPUT)
    sys.exit(command.run(main, parser))
