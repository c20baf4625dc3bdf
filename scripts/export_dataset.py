"""Write the dataset as files that other tools read.

    python scripts/export_dataset.py --format ntriples --out graph.nt
    python scripts/export_dataset.py --format turtle | head
    python scripts/export_dataset.py --format all --out release/

``all`` makes a release folder: every format, descriptions for machines,
checksums, an index page and the loss reports. It never touches a folder that
holds files; ``--replace`` lets it take the place of an earlier release.
Says what it wrote and what the format could not carry (on standard error when
the dataset itself goes to standard output). docs/formats.md compares the formats.
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
    """Write one format, or all of them into a release folder."""
    if options.format == "all":
        return _release(options)
    name = exports.format_named(options.format).name
    dataset = command.load(options)
    if options.out == command.STANDARD_OUTPUT:
        written = exports.FORMATS[name].write(dataset, sys.stdout.buffer)
        _report(f"wrote {name}", written, sys.stderr)
        return command.FINE
    path = Path(options.out)
    done = "replaced" if path.exists() else "wrote"
    written = exports.export(dataset, name, path)
    _report(f"{done} {path} ({path.stat().st_size:,} bytes)", written, sys.stdout)
    return command.FINE


def _release(options: argparse.Namespace) -> int:
    if options.out == command.STANDARD_OUTPUT:
        raise UsageError("--format all writes several files: name a folder with --out")
    from graph.exports.release import make_release  # only here: one format needs none of it

    folder = Path(options.out)
    release = make_release(
        command.load(options),
        folder,
        exports.FORMATS,
        stem=exports.STEM,
        base=options.url,
        replaces=options.replace,
        progress=command.progress("release"),
    )
    for name, written in release.written.items():
        files = [file for file in release.files if file.format.name == name]
        size = sum(file.size for file in files)
        shown = files[0].path if len(files) == 1 else f"{name}/ with {len(files)} files"
        _report(f"wrote {folder / shown} ({size:,} bytes)", written, sys.stdout)
    print(f"wrote {folder / 'index.html'}, descriptions and SHA256SUMS")
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
    parser.add_argument(
        "--url",
        metavar="ADDRESS",
        default="",
        help="with all: where the folder will stand on the web, for the descriptions "
        "(a persistent address of this version unless given)",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="with all: take the place of an earlier release in the same folder",
    )
    sys.exit(command.run(main, parser))
