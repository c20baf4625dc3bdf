"""Put the data on record as a release, so that later data are held against it.

    python scripts/record_release.py

Adds the version to data/releases/releases.csv and its new identifiers to
data/releases/identifiers.csv; people stand there as salted hashes only. Run it
when a version is published, and commit what it writes. From then on
scripts/check_data.py tells when an identifier is gone or means something else.
Exit status: 0 fine, 1 the data have errors (nothing is written), 2 could not run.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import checks, command, releases
from graph.checks.published import names
from graph.checks.tables import read_tables
from graph.dataset import DATA, Dataset
from graph.model import Report


def main(options: argparse.Namespace) -> int:
    """Check, then record."""
    folder: Path = options.data or DATA
    tables = read_tables(folder)
    report = Report(checks.all_rules(tables).errors)
    if report:
        command.tell(f"{report}\nnothing is recorded: mend these first")
        return command.FINDINGS
    dataset = Dataset(tables)
    counts = {
        "entities": len(dataset.entities),
        "concepts": len(dataset.concepts),
        "sources": len(dataset.sources),
        "statements": len(dataset.statements),
    }
    before = len(releases.published(options.record or folder))
    release = releases.record(
        options.record or folder, names(tables), tables.version, options.date.isoformat(), counts
    )
    added = len(releases.published(options.record or folder)) - before
    print(
        f"release {release.number}: version {release.version} of {release.date}, "
        f"{added:,} identifiers new on record"
    )
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument(
        "--date",
        metavar="DAY",
        type=datetime.date.fromisoformat,
        default=datetime.date.today(),
        help="the day of the release, such as 2026-11-24 (today unless given)",
    )
    parser.add_argument(
        "--record",
        metavar="DIR",
        type=Path,
        help="data folder that keeps the record, when an earlier version of the data is recorded "
        "afterwards (that of the data unless given)",
    )
    sys.exit(command.run(main, parser))
