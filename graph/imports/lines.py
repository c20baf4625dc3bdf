"""Text files line by line, in bounded memory; archives and folders of them."""

from __future__ import annotations

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

from graph.errors import UsageError

MAX_FILE = 2 * 2**30
"""The most bytes that are read from one input, unpacked."""

MAX_LINE = 4 * 2**20
"""The most bytes of one line: a longer one is no table, or a mark is not closed."""

MAX_CELL = csv.field_size_limit()
"""The most characters of one cell, as the csv module has it (131,072)."""

_MAX_MEMBERS = 1000
_UTF8 = "Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')"
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What the zipfile module raises for archives that are damaged or packed in strange ways."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an input: the only one, or one inside an archive or a folder."""

    name: str
    """What messages call it."""
    path: Path
    inside: str = ""
    """Its path inside the archive."""

    @property
    def stem(self) -> str:
        """Its own name, without folders and ending."""
        return Path(self.inside or self.path.name).name.partition(".")[0].casefold()

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Its bytes."""
        if not self.inside:
            with self.path.open("rb") as file:
                yield file
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.inside) as file:
                yield file
        except _BROKEN as error:
            raise UsageError(f"{self.name} cannot be unpacked: {error}") from error


def only_file(path: Path) -> Member:
    """A file that is read alone; raises `UsageError` when it is too large or an archive."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if path.stat().st_size > MAX_FILE:
        raise UsageError(_too_large(str(path), path.stat().st_size))
    with path.open("rb") as file:
        start = file.read(4)
    if start in (b"PK\x03\x04", b"PK\x05\x06") or start[:2] == b"\x1f\x8b":
        raise UsageError(
            f"{path} is packed (or a workbook). Unpack it and name the file inside; "
            "save a sheet of a workbook as 'CSV UTF-8'."
        )
    return Member(path.name, path)


def tables(path: Path) -> list[Member]:
    """The CSV files of an input: itself, those of an archive, or those of a folder.

    Archives are never unpacked to disk. Raises `UsageError` for archives that
    hold no table, too much, too many files or files under a password.
    """
    if path.is_dir():
        found = [Member(f"{path.name}/{p.name}", p) for p in sorted(path.glob("*.csv"))]
        if not found:
            raise UsageError(f"{path} holds no CSV file. Name the folder that does.")
        for member in found:
            only_file(member.path)
        return found
    if not zipfile.is_zipfile(path) or path.suffix.casefold() in (".csv", ".tsv"):
        return [only_file(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
    except _BROKEN as error:
        raise UsageError(f"{path} cannot be unpacked: {error}") from error
    if any(entry.filename == "[Content_Types].xml" for entry in inside[:_MAX_MEMBERS]):
        raise UsageError(f"{path} is a workbook. Save each of its sheets as 'CSV UTF-8'.")
    chosen = [e for e in inside if e.filename.casefold().endswith(".csv") and not e.is_dir()]
    size = sum(entry.file_size for entry in chosen)
    if len(inside) > _MAX_MEMBERS:
        raise UsageError(f"{path} holds {len(inside):,} files; at most {_MAX_MEMBERS:,} are read.")
    if size > MAX_FILE:
        raise UsageError(_too_large(f"{path}, unpacked,", size))
    if any(entry.flag_bits & 1 for entry in chosen):
        raise UsageError(f"{path} is protected by a password. Unpack it and name the folder.")
    if not chosen:
        raise UsageError(f"{path} holds no CSV file.")
    names = [entry.filename for entry in chosen]
    if len(set(names)) < len(names):
        raise UsageError(f"{path} holds two files of one name. Unpack it and name the folder.")
    return [Member(f"{path.name}/{name}", path, name) for name in sorted(names)]


def _too_large(what: str, size: int) -> str:
    most = MAX_FILE // 2**30
    return f"{what} is {size / 2**30:.1f} GiB large; at most {most} GiB are read. Split it."


def text_lines(file: IO[bytes], name: str) -> Iterator[str]:
    """Lines of UTF-8 text, each checked before the next is read.

    Raises `UsageError` naming file and line for another encoding, a line of
    more than `MAX_LINE` bytes, or a NUL.
    """
    read = 0
    for number in count(1):
        raw = file.readline(MAX_LINE + 1)
        read += len(raw)
        if len(raw) > MAX_LINE:
            raise UsageError(
                f"{name}:{number}: a line of more than {MAX_LINE // 2**20} MiB. "
                "Look for a quotation mark that is not closed, or break the line."
            )
        if read > MAX_FILE:
            # What an archive says of its size need not be true.
            raise UsageError(_too_large(name, read))
        if not raw:
            return
        if number == 1:
            if raw.startswith(_WIDE):
                raise UsageError(f"{name}:1: the file is UTF-16 or UTF-32. {_UTF8}.")
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            seen = raw[error.start : error.start + 12].decode("latin-1")
            raise UsageError(f"{name}:{number}: not UTF-8 here ({seen!r}). {_UTF8}.") from error
        if "\0" in text:
            raise UsageError(
                f"{name}:{number}: holds a NUL character, so it is no text. "
                "Save it again as plain text in UTF-8."
            )
        yield text


def rows(member: Member) -> Iterator[tuple[int, list[str]]]:
    """Rows of a CSV file with the line that each starts on, the header first.

    The sign between cells (comma, semicolon or tab) is the one that the
    header has most of. Blank rows are left out.

    Raises `UsageError` naming file and line for what is no CSV, and for a cell
    of more than `MAX_CELL` characters.
    """
    with member.opened() as file:
        lines = text_lines(file, member.name)
        first = next(lines, "")
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(_again(first, lines), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            if "field larger" in str(error):
                remedy = f"a cell of more than {MAX_CELL:,} characters. Shorten it, or close a mark"
            else:
                remedy = (
                    f"no CSV ({error}). Look for a quotation mark that is not closed or doubled"
                )
            raise UsageError(f"{member.name}:{line}: {remedy}.") from error
        except (OSError, *_BROKEN) as error:
            raise UsageError(f"{member.name}:{line}: cannot be read: {error}") from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
