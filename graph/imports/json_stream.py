"""JSON one record at a time, in bounded memory, refusing what hides or hurts.

The standard library reads a document whole; here each member of an array at
the top is read alone, so that memory does not grow with the file.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from graph.errors import UsageError
from graph.imports.lines import MAX_FILE, Member, text_lines

MAX_RECORD = 4 * 2**20
"""The most characters of one record, as JSON."""

_CHUNK = 2**18
_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
"""A half of a pair may hide behind this escape; UTF-8 itself has none."""


class _BadValueError(ValueError):
    """A value that JSON can hold and this project does not take."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _BadValueError(f"the key {name[:60]!r} stands twice in one object")
            seen.add(name)
    return found


def _no_constant(name: str) -> Any:
    raise _BadValueError(f"{name} is no JSON number")


def _whole(digits: str) -> int | Decimal:
    # Python turns back very long whole numbers; they are data here, not an attack on it.
    return int(digits) if len(digits) < 20 else Decimal(digits)


def _fraction(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise _BadValueError(
            f"the power of ten in {digits[:60]} is beyond what can be read"
        ) from error


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_fraction, parse_int=_whole, parse_constant=_no_constant
)


def _whole_characters(value: Any, text: str, start: int, end: int) -> None:
    """Refuse halves of characters in what was read from this part of the text.

    JSON may escape a surrogate without its pair; no file can hold what comes of it.
    """
    if not _HALF_ESCAPED.search(text, start, end):
        return
    waiting: list[tuple[str, Any]] = [("a value", value)]
    while waiting:
        what, part = waiting.pop()
        if isinstance(part, dict):
            waiting += [("a key", name) for name in part]
            waiting += [(repr(name[:60]), inner) for name, inner in part.items()]
        elif isinstance(part, list):
            waiting += [(what, inner) for inner in part]
        elif isinstance(part, str) and (half := _HALF.search(part)):
            seen = part[max(half.start() - 30, 0) : half.start() + 30]
            raise _BadValueError(f"{what} holds half of a character, at {seen!r}")


def records(member: Member) -> Iterator[tuple[str, int, Any, int]]:
    """Yield what a document holds: (name, place in its array, value, line).

    Members of arrays at the top come one by one; any other member of the
    object at the top comes with place -1; a document that is an array itself
    has the name "". Fractions are `Decimal`, exact as written.

    Raises `UsageError` naming file and line for what is no JSON, another
    encoding, a key that stands twice, half of a character (a surrogate without
    its pair), NaN and numbers beyond `Decimal`, a record of more than
    `MAX_RECORD` characters, and nesting too deep to read.
    """
    with member.opened() as file:
        yield from _Text(file, member.name).document()


def json_lines(member: Member) -> Iterator[tuple[int, Any]]:
    """Yield the value of each line that is not blank, with its number.

    Raises `UsageError` as `records` does.
    """
    with member.opened() as file:
        for number, line in enumerate(text_lines(file, member.name), start=1):
            if not line.strip():
                continue
            if len(line) > MAX_RECORD:
                raise UsageError(f"{member.name}:{number}: {_TOO_LONG}")
            try:
                value = _DECODER.decode(line.strip())
                _whole_characters(value, line, 0, len(line))
            except json.JSONDecodeError as error:
                raise UsageError(
                    f"{member.name}:{number}: no JSON in column {error.colno} ({error.msg}). "
                    "Each line must hold one whole object."
                ) from error
            except (_BadValueError, RecursionError) as error:
                raise UsageError(f"{member.name}:{number}: {_said(error)}") from error
            yield number, value


_TOO_LONG = (
    f"a record of more than {MAX_RECORD:,} characters, or a quotation mark or bracket that is "
    "not closed. Split or mend it."
)


def _said(error: Exception, record: str = "") -> str:
    if isinstance(error, RecursionError):
        return f"nested deeper than any record of these formats{record}. Mend or remove it."
    return f"{error}{record}. Mend it at its source."


class _Text:
    """A window on the text of a document; what lies before ``at`` has been read."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file, self.name = file, name
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text, self.at, self.line, self.read, self.ended = "", 0, 1, 0, False

    def document(self) -> Iterator[tuple[str, int, Any, int]]:
        opening = self._next()
        if opening == "[":
            yield from self._array("")
        elif opening == "{":
            self._step()
            if self._next() == "}":
                self._step()
            else:
                yield from self._members()
        else:
            raise self._fault("expected { or [ at the start")
        if self._next():
            raise self._fault("something follows the end of the document")

    def _members(self) -> Iterator[tuple[str, int, Any, int]]:
        seen: set[str] = set()
        while True:
            if self._next() != '"':
                raise self._fault("expected a name in quotation marks")
            name, line = self._value()
            if name in seen:
                raise self._fault(f"the key {name[:60]!r} stands twice")
            seen.add(name)
            if self._next() != ":":
                raise self._fault("expected ':' after a name")
            self._step()
            if self._next() == "[":
                yield from self._array(name)
            else:
                value, line = self._value()
                yield name, -1, value, line
            if self._between("}"):
                return

    def _array(self, name: str) -> Iterator[tuple[str, int, Any, int]]:
        self._step()
        if self._next() == "]":
            self._step()
            return
        place = 0
        while True:
            value, line = self._value(
                f" (record {place + 1} of {repr(name[:60]) if name else 'the file'})"
            )
            yield name, place, value, line
            place += 1
            if self._between("]"):
                return

    def _between(self, end: str) -> bool:
        """Step over a comma, or over the end: whether it was the end."""
        sign = self._next()
        if sign not in (",", end) or not sign:
            raise self._fault(f"expected ',' or '{end}'")
        self._step()
        return sign == end

    def _next(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            match = _SPACE.match(self.text, self.at)
            assert match is not None  # it fits nothing at all as well
            self._pass(match.end())
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more(_CHUNK):
                return ""

    def _step(self) -> None:
        self._pass(self.at + 1)

    def _pass(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def _value(self, record: str = "") -> tuple[Any, int]:
        """What comes next, and its line. ``record`` says in errors which one it is."""
        self._next()
        line = self.line
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
                _whole_characters(value, self.text, self.at, end)
            except json.JSONDecodeError as error:
                left = len(self.text) - self.at
                if left > MAX_RECORD:
                    raise UsageError(f"{self.name}:{line}: {_TOO_LONG}") from error
                if not self._more(max(_CHUNK, left)):
                    raise self._fault(error.msg, max(error.pos, self.at)) from error
            except (_BadValueError, RecursionError) as error:
                raise UsageError(f"{self.name}:{line}: {_said(error, record)}") from error
            else:
                # A number may go on in what is not read yet.
                if end < len(self.text) or not self._more(_CHUNK):
                    if end - self.at > MAX_RECORD:
                        raise UsageError(f"{self.name}:{line}: {_TOO_LONG}")
                    self._pass(end)
                    return value, line

    def _more(self, size: int) -> bool:
        """Read on; whether there was anything left."""
        if self.ended:
            return False
        raw = self.file.read(size)
        self.read += len(raw)
        if self.read > MAX_FILE:
            raise UsageError(f"{self.name}: more than {MAX_FILE // 2**30} GiB. Split it.")
        self.ended = not raw
        try:
            text = self.decoder.decode(raw, final=self.ended)
        except UnicodeDecodeError as error:
            line = self.line + self.text.count("\n", self.at) + raw.count(b"\n", 0, error.start)
            raise UsageError(
                f"{self.name}:{line}: not UTF-8 here. JSON must be UTF-8: save the file again so."
            ) from error
        self.text, self.at = self.text[self.at :] + text, 0
        return not self.ended or bool(text)

    def _fault(self, message: str, at: int | None = None) -> UsageError:
        at = self.at if at is None else at
        line = self.line + self.text.count("\n", self.at, at)
        return UsageError(
            f"{self.name}:{line}: no JSON ({message}), at {self.text[at : at + 40]!r}. "
            "Export the file again, or mend it there."
        )
