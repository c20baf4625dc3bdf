"""XML one record at a time, in bounded memory, without document types or entities."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from graph.errors import UsageError
from graph.imports.lines import MAX_FILE, Member
from graph.network_files import without_document_type

MAX_RECORD = 4 * 2**20
"""The most characters and bytes of one record with all that it holds."""

_MAX_DEPTH = 100
_CHUNK = 2**16


@dataclass(slots=True)
class Element:
    """An element with the names of its attributes and parts without their namespaces."""

    name: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    parts: list[Element] = field(default_factory=list)

    def every(self, name: str) -> Iterator[Element]:
        """Elements of a name inside it, at any depth."""
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.every(name)


def elements(member: Member, root: str, whole: Set[str], opened: Set[str]) -> Iterator[Element]:
    """Yield elements of some names: those of ``whole`` once they are complete.

    Those of ``opened`` come when they start, without what they hold. One
    inside another of ``whole`` comes first, on its own.

    Raises `UsageError` naming file and line for a document type, what is no
    XML, another root than ``root``, another encoding than it says, a record
    of more than `MAX_RECORD` characters, and nesting too deep.
    """
    with member.opened() as file:
        yield from _Reading(member.name, root, whole, opened).run(file)


class _Reading:
    def __init__(self, name: str, root: str, whole: Set[str], opened: Set[str]) -> None:
        self.name, self.root, self.whole, self.opened = name, root, whole, opened
        self.ready: deque[Element] = deque()
        self.stack: list[Element] = []
        self.records: list[int] = []
        """Depths at which a record begins."""
        self.size = self.waiting = 0
        self.parser = without_document_type(name)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        for handler in ("CommentHandler", "ProcessingInstructionHandler"):
            setattr(self.parser, handler, self._nothing)

    def run(self, file: IO[bytes]) -> Iterator[Element]:
        read = 0
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            self.waiting += len(chunk)
            if self.waiting > MAX_RECORD:
                raise self._fault("one piece of more than 4 MiB")
            if read > MAX_FILE:
                raise self._fault(f"more than {MAX_FILE // 2**30} GiB")
            self._feed(chunk, last=False)
            while self.ready:
                yield self.ready.popleft()
        self._feed(b"", last=True)
        yield from self.ready

    def _feed(self, chunk: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            line = error.lineno
            said = expat.errors.messages.get(error.code, str(error))
            raise UsageError(
                f"{self.name}:{line}: no XML ({said}). Export the file again, or mend it there."
            ) from error
        except (ValueError, LookupError) as error:
            if isinstance(error, UsageError):
                raise
            raise self._fault(f"an encoding that cannot be read ({error})") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.waiting = 0
        name, line = _local(name), self.parser.CurrentLineNumber
        if not self.stack and name != self.root:
            raise UsageError(
                f"{self.name}:{line}: starts with <{name[:40]}> instead of <{self.root}>. "
                "Name the format that it is in."
            )
        element = Element(name, line, {_local(k): v for k, v in attributes.items()})
        if name in self.opened:
            self.ready.append(element)
        if name in self.whole:
            self.records.append(len(self.stack))
        self.stack.append(element)
        if len(self.stack) > _MAX_DEPTH:
            raise self._fault(f"elements nested more than {_MAX_DEPTH} deep")
        if self.records:
            self._count(100 + sum(len(k) + len(v) for k, v in attributes.items()))

    def _end(self, _: str) -> None:
        self.waiting = 0
        element = self.stack.pop()
        if not self.records:
            return
        if self.records[-1] == len(self.stack):
            self.records.pop()
            self.ready.append(element)
            if not self.records:
                self.size = 0
        elif self.stack:
            self.stack[-1].parts.append(element)

    def _text(self, text: str) -> None:
        self.waiting = 0
        if self.records:
            self._count(len(text))
            self.stack[-1].text += text

    def _nothing(self, *_: Any) -> None:
        self.waiting = 0

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > MAX_RECORD:
            raise self._fault(f"a record of more than {MAX_RECORD:,} characters")

    def _fault(self, what: str) -> UsageError:
        line = self.parser.CurrentLineNumber
        return UsageError(f"{self.name}:{line}: {what}. Split or mend it.")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
