"""Draw the picture of the schema (docs/schema.svg) anew from the ontology and the relations.

With --check nothing is written; exit status 1 says that the picture is out of date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.checks.tables import read_tables
from graph.dataset import DATA
from graph.schema_picture import schema_picture

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "schema.svg"


def main(options: argparse.Namespace) -> int:
    """Draw and write, or compare."""
    fresh = schema_picture(read_tables(options.data or DATA).relations)
    path: Path = options.out
    if options.check:
        current = path.is_file() and path.read_bytes() == fresh
        command.tell("up to date" if current else f"{path} is out of date: {parser.prog}")
        return command.FINE if current else command.FINDINGS
    command.write(fresh.decode(), str(path))
    command.tell(f"written to {path}")
    return command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        default=PICTURE,
        help="file to write (docs/schema.svg unless given)",
    )
    sys.exit(command.run(main, parser))
