"""Import files of others: candidates for review, reconciled with the dataset.

    python scripts/import_data.py 360giving grants.json --out candidates \
        --source-title "Grants of Example Trust" --source-url https://example.org/grants.json \
        --licence CC-BY-4.0 --tier first-hand --retrieved 2026-11-24
    python scripts/import_data.py kumu map.json --out candidates --things organization ...
    python scripts/import_data.py slices RAW --out candidates

Prints what was new, known, doubtful and refused. The folder holds what is new
in the tables of the data folder, and lists of everything else with reasons; its
REVIEW.md says what to do with them, docs/importing.md what each format carries.
The curated data is never written to. What the file says of itself (360Giving)
or of each statement (our own exports) need not be said again.

'slices' is the raw material of this dataset: a folder with a sub-folder of CSV
tables for each slice (see graph/reconcile/slices.py).
Exit status: 0 fine, 2 could not run (nothing was written).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command, schema
from graph.dataset import DATA
from graph.errors import UsageError
from graph.imports import FORMATS
from graph.model import ENTITY_TYPES

SLICES = "slices"


def main(options: argparse.Namespace) -> int:
    """Reconcile and print what became of every record."""
    _refuse_data(options)
    if not options.file.exists():
        raise UsageError(f"there is no {options.file}")
    return _slices(options) if options.kind == SLICES else _file(options)


def _refuse_data(options: argparse.Namespace) -> None:
    out = options.to.resolve()
    for data in {DATA.resolve(), (options.data or DATA).resolve()}:
        if out == data or data in out.parents:
            raise UsageError(
                f"{options.to} is inside the curated data. Write candidates to another folder, "
                "review them there, and take over what is right."
            )


def _file(options: argparse.Namespace) -> int:
    from graph.imports.candidates import read_decisions, write_candidates
    from graph.imports.reconciling import reconcile_file
    from graph.imports.sources import About

    about = About(
        title=options.source_title,
        url=options.source_url,
        licence=options.licence,
        tier=options.tier,
        retrieved=options.retrieved,
        publisher=options.publisher,
        describes=options.describes,
    )
    decisions = read_decisions(options.decisions) if options.decisions else {}
    dataset = command.load(options)
    if options.relation and options.relation not in dataset.relations:
        known = ", ".join(dataset.relations)
        raise UsageError(f"--relation {options.relation!r} is none of: {known}")
    found = reconcile_file(
        dataset,
        FORMATS[options.kind],
        options.file,
        about=about,
        things=options.things,
        relation=options.relation,
        decisions=decisions,
        progress=command.progress("reconciling"),
    )
    report = write_candidates(found, options.to, replaces=options.replace)
    command.show(report["records"], options, whole=report)
    for entry in report["reasons"][:12]:
        command.tell(f"{entry['records']:>7,} {entry['state']}: {entry['reason']}")
    if len(report["reasons"]) > 12:
        command.tell(f"        and {len(report['reasons']) - 12:,} further reasons")
    for what, name in (
        ("contact_details_left_out", "contact details left out"),
        ("fields_without_place", "fields without a place in the data"),
    ):
        if report[what]:
            said = ", ".join(f"{field} {count:,}" for field, count in report[what].items())
            command.tell(f"{name}: {said}")
    command.tell(f"wrote {options.to}: begin with {options.to / 'REVIEW.md'}")
    return command.FINE


def _slices(options: argparse.Namespace) -> int:
    from graph.reconcile import reconcile

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
    kinds = (*FORMATS, SLICES)
    parser.add_argument("kind", metavar="FORMAT", choices=kinds, help=", ".join(kinds))
    parser.add_argument("file", metavar="FILE", type=Path, help="file, archive or folder to read")
    parser.add_argument(
        "--out", dest="to", metavar="DIR", type=Path, required=True, help="folder to write"
    )
    parser.add_argument(
        "--replace", action="store_true", help="take the place of an earlier import in that folder"
    )
    source = parser.add_argument_group("the file as a source")
    source.add_argument("--source-title", metavar="TEXT", default="", help="what it is called")
    source.add_argument("--source-url", metavar="URL", default="", help="where it can be read")
    source.add_argument("--publisher", metavar="TEXT", default="", help="(the title unless given)")
    source.add_argument("--licence", metavar="TEXT", default="", help="such as CC-BY-4.0")
    source.add_argument("--tier", choices=schema.TIERS, default="", help=", ".join(schema.TIERS))
    source.add_argument("--retrieved", metavar="DATE", default="", help="when you fetched it")
    source.add_argument("--describes", metavar="DATE", default="", help="the time it is about")
    reading = parser.add_argument_group("what the file leaves open")
    reading.add_argument(
        "--things", choices=ENTITY_TYPES, default="", help="what things are that give no type"
    )
    reading.add_argument(
        "--relation", metavar="NAME", default="", help="what ties mean that name no relation"
    )
    reading.add_argument(
        "--decisions",
        metavar="FILE",
        type=Path,
        help="review/doubtful_pairs.csv of an earlier run with your decisions",
    )
    parser.set_defaults(out=command.STANDARD_OUTPUT)
    sys.exit(command.run(main, parser))
