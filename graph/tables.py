"""Reading and writing the CSV files: strict, with line numbers, in one canonical form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.model import Finding
from graph.schema import FileSchema


@dataclass(frozen=True, slots=True)
class Row:
    """One data row and the line of the file that it starts on."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column, "" when it is blank."""
        return self.values[column]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its schema and its rows; ``complete`` unless reading had to stop before its end."""

    schema: FileSchema
    rows: tuple[Row, ...] = ()
    complete: bool = True

    @property
    def path(self) -> str:
        """Path below the data folder."""
        return self.schema.path


def read_table(folder: Path, schema: FileSchema) -> tuple[Table, list[Finding]]:
    """Read one file of a data folder.

    Returns the table with every readable row, and a finding for each fault
    in the form of the file: missing, not UTF-8, wrong header, broken row.
    """
    findings: list[Finding] = []

    def fault(rule: str, line: int, value: str, message: str, remedy: str) -> None:
        findings.append(Finding(rule, "error", schema.path, line, value, message, remedy))

    path = folder / schema.path
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        fault(
            "file-missing",
            0,
            "",
            f"the file cannot be read: {reason}",
            f"Create it with the header {','.join(schema.header)}, or restore it from git.",
        )
        return Table(schema, complete=False), findings
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault(
            "encoding",
            line,
            raw[error.start : error.start + 12].decode("latin-1"),
            "the file is not UTF-8 here",
            "Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8').",
        )
        return Table(schema, complete=False), findings

    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, strict=True)
    rows: list[Row] = []
    header: list[str] | None = None
    complete = True
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            fault(
                "broken-row",
                line,
                lines[line - 1].strip()[:80],
                f"the row cannot be read as CSV: {error}",
                "Look for a quotation mark that is not closed or not doubled.",
            )
            complete = False
            break
        if header is None:
            header = cells
            if tuple(header) != schema.header:
                fault(
                    "header",
                    1,
                    ",".join(header),
                    "the header is not the one of this file",
                    f"It must read {','.join(schema.header)}",
                )
                complete = False
                break
            continue
        if not cells:
            continue
        if len(cells) != len(header):
            fault(
                "broken-row",
                line,
                ",".join(cells)[:80],
                f"the row has {len(cells)} cells instead of {len(header)}",
                "Put cells with a comma between quotation marks; keep empty cells.",
            )
            continue
        rows.append(Row(line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    if header is None and complete:
        fault("header", 1, "", "the file is empty", f"Start with {','.join(schema.header)}")
        complete = False
    return Table(schema, tuple(rows), complete), findings


def write_table(
    folder: Path, schema: FileSchema, rows: Iterable[Mapping[str, str]]
) -> tuple[str, int]:
    """Write rows in canonical form: sorted by the file's key, UTF-8, one line end.

    Returns the path below the folder and the number of rows.
    """
    columns = (*schema.key, *schema.header)
    ordered = sorted(rows, key=lambda row: tuple(row.get(c, "") for c in columns))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schema.header)
    writer.writerows([row.get(name, "") for name in schema.header] for row in ordered)
    path = folder / schema.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return schema.path, len(ordered)
