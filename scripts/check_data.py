"""Check the data files: is the dataset sound?

Prints a finding a line: file, line, what is wrong, what to do. Exit status 0
when there is nothing to mend, 1 when there are errors (or warnings, with
--strict), 2 when the check could not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command
from graph.checks import all_rules
from graph.checks.tables import read_tables, rewrite
from graph.dataset import DATA


def main(options: argparse.Namespace) -> int:
    """Check and print."""
    if options.write:
        rewrite(options.data or DATA)
    tables = read_tables(options.data or DATA)
    report = all_rules(tables)
    rows = [
        {
            "severity": finding.severity,
            "file": finding.file,
            "line": finding.line,
            "value": finding.value,
            "message": finding.message,
            "remedy": finding.remedy,
            "rule": finding.rule,
        }
        for finding in report
    ]
    if options.format == "table":
        command.write(f"{report}\n", options.out)
    else:
        command.show(rows, options)
    checked = sum(len(table.rows) for table in tables)
    command.tell(f"checked {checked:,} rows in {len(tables.tables)} files")
    return command.FINDINGS if report.errors or (options.strict and rows) else command.FINE


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("--strict", action="store_true", help="count warnings as findings too")
    parser.add_argument(
        "--write", action="store_true", help="first sort and tidy the files (nothing is lost)"
    )
    sys.exit(command.run(main, parser))
