"""What changed from one version of the data to another.

    python scripts/compare_releases.py release-old/ release-new/
    python scripts/compare_releases.py old/data data --format csv --out changes.csv

OLD and NEW are data folders or release folders (export_dataset.py --format
all). Lists statements added, changed (same subject, relation, object and
source) and withdrawn, and things added, merged, renamed or withdrawn, with the
reasons on record: those of NEW if it is a data folder, else of --data. People
who were removed are counted, never named.
Exit status: 0 fine, 1 an identifier is gone without a trace or lost its name,
2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.comparison import FINDINGS, compare, counts, decisions
from graph.dataset import DATA
from graph.snapshots import read_snapshot


def main(options: argparse.Namespace) -> int:
    """Compare, print, and tell how many."""
    old, new = read_snapshot(options.old), read_snapshot(options.new)
    is_data = (options.new / "entities").is_dir()
    recorded = decisions(options.new if is_data else options.data or DATA)
    changes = compare(old, new, recorded)
    rows = [asdict(change) for change in changes]
    found = counts(changes)
    whole = {"old": old.version, "new": new.version, "counts": found, "changes": rows}
    command.show(rows, options, columns=("change", "id", "what", "detail", "reason"), whole=whole)
    said = ", ".join(f"{number:,} × {change}" for change, number in found.items())
    command.tell(f"{old.version} to {new.version}: {said or 'nothing changed'}")
    return command.FINDINGS if any(found.get(each) for each in FINDINGS) else command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("old", metavar="OLD", type=Path, help="the earlier version")
    parser.add_argument("new", metavar="NEW", type=Path, help="the later version")
    sys.exit(command.run(main, parser))
