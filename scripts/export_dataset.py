"""Write the dataset as files that other tools read.

    python scripts/export_dataset.py --format ntriples --out graph.nt
    python scripts/export_dataset.py --format turtle | head
    python scripts/export_dataset.py --format all --out release/

Says what it wrote and what the format could not carry (on standard error when
the dataset itself goes to standard output).
Exit status: 0 fine, 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graph import command, exports
from graph.errors import UsageError


def main(options: argparse.Namespace) -> int:
    """Write one format, or all of them into a folder."""
    everything = options.format == "all"
    chosen = list(exports.FORMATS) if everything else [exports.format_named(options.format).name]
    if everything and options.out == command.STANDARD_OUTPUT:
        raise UsageError("--format all writes several files: name a folder with --out")
    dataset = command.load(options)
    for name in chosen:
        if options.out == command.STANDARD_OUTPUT:
            written = exports.FORMATS[name].write(dataset, sys.stdout.buffer)
            _report(f"wrote {name}", written, sys.stderr)
            continue
        path = Path(options.out)
        if everything:
            path /= exports.STEM + exports.FORMATS[name].suffix
        done = "replaced" if path.exists() else "wrote"
        written = exports.export(dataset, name, path)
        _report(f"{done} {path} ({path.stat().st_size:,} bytes)", written, sys.stdout)
    return command.FINE


def _report(done: str, written: exports.Written, stream: TextIO) -> None:
    print(f"{done}: {written.count:,} {written.unit}", file=stream)
    for loss in written.losses:
        print(f"  not carried: {loss}", file=stream)


if __name__ == "__main__":
    parser = command.parser(__doc__, prints=False)
    parser.add_argument(
        "--format",
        metavar="NAME",
        required=True,
        help=f"{', '.join(exports.FORMATS)}, or all",
    )
    parser.add_argument(
        "--out",
        metavar="PATH",
        default=command.STANDARD_OUTPUT,
        help="file to write, or folder for all ('-', standard output, unless given)",
    )
    sys.exit(command.run(main, parser))
