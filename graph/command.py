"""What every script shares: options, printing of results, exit status.

A script parses its arguments, calls one function and prints:

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

    from graph import command


    def main(options: argparse.Namespace) -> int:
        dataset = command.load(options)
        rows = [{"id": e.id, "name": e.name} for e in dataset.entities.values()]
        command.show(rows[: options.top], options)
        return command.FINE


    if __name__ == "__main__":
        parser = command.parser(__doc__)
        parser.add_argument("--top", type=int, default=20, help="how many to list")
        sys.exit(command.run(main, parser))

Results go to standard output (or ``--out``), everything else to standard error.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import GraphDataError
from graph.exports.files import written_whole
from graph.text import SEPARATOR

if TYPE_CHECKING:
    from graph.dataset import Dataset

FINE, FINDINGS, COULD_NOT_RUN = 0, 1, 2
"""The exit statuses; argparse uses the last one too."""

STANDARD_OUTPUT = "-"

Row = Mapping[str, object]

Naming = Callable[[str], str]
"""What something is called, by its identifier."""


def parser(
    description: str | None, *, prints: bool = True, further: Sequence[str] = ()
) -> argparse.ArgumentParser:
    """A parser with ``--data`` and, for a script that prints rows, ``--format`` and ``--out``.

    ``description`` is the docstring of the script and is shown as it is written;
    ``further`` formats are those that the script writes by itself.
    """
    shared = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared.add_argument(
        "--data",
        metavar="DIR",
        type=_folder,
        help="data folder (the one of this project unless given)",
    )
    if prints:
        shared.add_argument(
            "--format",
            choices=(*_WRITERS, *further),
            default="table",
            help="how results are printed; csv puts an apostrophe before text that a "
            "spreadsheet would take for a formula (table unless given)",
        )
        shared.add_argument(
            "--out",
            metavar="FILE",
            default=STANDARD_OUTPUT,
            help="file to write results to ('-', standard output, unless given)",
        )
    return shared


def run(
    main: Callable[[argparse.Namespace], int],
    parser: argparse.ArgumentParser,
    arguments: Sequence[str] | None = None,
) -> int:
    """Parse the arguments, call ``main``, return the exit status.

    What goes wrong on purpose (`GraphDataError`) or in the file system becomes
    a message on standard error and status 2. A reader that has seen enough
    (``| head``) ends the script quietly.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser.parse_args(arguments)
    try:
        status = main(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more on exit: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (GraphDataError, OSError) as error:
        tell(f"{parser.prog}: {error}")
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return 130
    return status


def network_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--graph`` (also ``--ties``) and ``--groups``: a network of the analyst's own."""
    parser.add_argument(
        "--graph",
        "--ties",
        metavar="FILE",
        help="network to use instead of the dataset: GraphML, GEXF, CSV or Parquet (one tie a "
        "row, its ends in the first two columns)",
    )
    parser.add_argument(
        "--groups", metavar="FILE", help="CSV of that network's nodes and their groups, by row"
    )


def worker_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--workers``."""
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        help="processes to use (as many as there are processors unless given)",
    )


@contextmanager
def executor(workers: int) -> Iterator[Executor | None]:
    """Processes to work in, None for a single one; results do not depend on their number."""
    if workers < 2:
        yield None
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool


def progress(what: str) -> Callable[[int, int], None]:
    """Say how far long work is, on a terminal only, in one line that is written over."""

    def say(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{what}: {done / total:.0%}", end=end, file=sys.stderr, flush=True)

    return say


def load(options: argparse.Namespace) -> Dataset:
    """The dataset that ``--data`` names.

    Raises `graph.errors.InvalidDatasetError` with every finding.
    """
    from graph import dataset  # only here: --help need not wait for it

    return dataset.load(options.data or dataset.DATA)


def tell(text: str) -> None:
    """Say something to the person at the terminal, apart from the results."""
    print(text, file=sys.stderr, flush=True)


def show(
    rows: Iterable[Row],
    options: argparse.Namespace,
    *,
    columns: Sequence[str] = (),
    whole: object = None,
) -> None:
    """Print rows as ``--format`` says, where ``--out`` says.

    ``columns`` chooses and orders the columns of the table and the CSV (else
    those of all rows, as met); JSON holds each row entire, or ``whole`` instead
    of the list of rows. Undefined values (None, NaN) are empty cells and null.
    """
    listed = list(rows)
    chosen = tuple(columns) or tuple(dict.fromkeys(name for row in listed for name in row))
    text = _WRITERS[options.format](listed, chosen, listed if whole is None else whole)
    write(text, options.out)


def write(text: str, out: str) -> None:
    """Write text to a file, whole or not at all, or to standard output for ``-``."""
    if out == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    with written_whole(Path(out)) as file:
        file.write(text.encode())


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path


# One value, in each of the formats


def _plain(value: object) -> Any:
    """The value in the types of JSON."""
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:  # a number of numpy
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(_plain, value))
    if isinstance(value, Iterable):
        return [_plain(inner) for inner in value]
    return str(value)


def _cell(value: object) -> str | int | float:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, list):
        return SEPARATOR.join(str(_cell(inner)) for inner in plain)
    if isinstance(plain, dict):
        return json.dumps(plain, ensure_ascii=False)
    return plain  # type: ignore[no-any-return]


def _printable(value: object) -> str:
    """Text for a terminal: one line, and nothing in it that moves the cursor."""
    cell = _cell(value)
    text = f"{cell:.4g}" if isinstance(cell, float) else str(cell)
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") or c in _DIRECTIONS else c
        for c in " ".join(text.split())
    )


_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing and so could disguise what a line says."""


def _width(text: str) -> int:
    """Columns that a terminal needs for the text."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


# All rows, in each of the formats


def _table(rows: Sequence[Row], columns: Sequence[str], _: object) -> str:
    if not rows:
        return "nothing found\n"
    lines = [[name.replace("_", " ") for name in columns]]
    lines += [[_printable(row.get(name)) for name in columns] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    numeric = [
        all(
            isinstance(_cell(row.get(name)), int | float) or not _cell(row.get(name))
            for row in rows
        )
        for name in columns
    ]

    def aligned(text: str, width: int, right: bool) -> str:
        space = " " * (width - _width(text))
        return space + text if right else text + space

    return "".join("  ".join(map(aligned, line, widths, numeric)).rstrip() + "\n" for line in lines)


def _csv(rows: Sequence[Row], columns: Sequence[str], _: object) -> str:
    from graph.spreadsheet import protect  # only here: it brings pandas

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([protect(_cell(row.get(name))) for name in columns] for row in rows)
    return out.getvalue()


def _json(_rows: Sequence[Row], _columns: Sequence[str], whole: object) -> str:
    return json.dumps(_plain(whole), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


_WRITERS: dict[str, Callable[[Sequence[Row], Sequence[str], object], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
