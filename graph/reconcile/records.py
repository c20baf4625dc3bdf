"""What the slices yield: records of things, statements between them, and a ledger of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a raw table, with the place it came from."""

    slice: str
    table: str
    line: int
    cells: Mapping[str, str]

    @property
    def file(self) -> str:
        """Path of the table below the folder of raw sources."""
        return f"{self.slice}/{self.table}.csv"

    def __getitem__(self, column: str) -> str:
        """The cell of a column, "" when blank or absent."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Label:
    """A raw word for a cause or skill, and how the source says it."""

    text: str
    qualifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """One thing as one raw row describes it.

    ``key`` is ``slice/slug``; ``rank`` says how much this slice is trusted on
    what the thing is (lower wins).
    """

    key: str
    type: str
    name: str
    row: RawRow
    rank: int
    aliases: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    causes: tuple[Label, ...] = ()
    skills: tuple[Label, ...] = ()
    table: str = ""

    @property
    def slug(self) -> str:
        """The identifier that the slice uses."""
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Link:
    """One raw statement; ends are record keys (``slice/slug``) or concept identifiers."""

    relation: str
    subject: str
    object: str
    row: RawRow
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    as_of: str = ""


_PRECEDENCE = ("left out", "merged", "used")


@dataclass(slots=True)
class Ledger:
    """What became of every raw row, and of every part of one that was not taken over."""

    outcomes: dict[tuple[str, int], str] = field(default_factory=dict)
    left_out: list[tuple[str, int, str, str]] = field(default_factory=list)
    corrected: Counter[str] = field(default_factory=Counter)
    withheld: dict[str, str] = field(default_factory=dict)
    """Slugs of people whom no list may name, with the reason."""

    def used(self, row: RawRow) -> None:
        """The row became an entity or a statement."""
        self._note(row, "used")

    def merged(self, row: RawRow) -> None:
        """The row became part of something that an earlier row had made."""
        self._note(row, "merged")

    def dropped(self, row: RawRow, value: str, reason: str) -> None:
        """The row was left out, unless another part of it was used."""
        self._note(row, "left out")
        self.left_out.append((row.file, row.line, value, reason))

    def part(self, row: RawRow, value: str, reason: str) -> None:
        """One part of a row (a label, an address) was left out; the row itself stays."""
        self.left_out.append((row.file, row.line, value, reason))

    def withhold(self, row: RawRow, slug: str, reason: str) -> None:
        """The row of a person was left out, whatever was noted before; no list names the person."""
        self.outcomes[row.file, row.line] = "left out"
        self.left_out.append((row.file, row.line, "", reason))
        self.withheld[slug] = reason

    def _note(self, row: RawRow, outcome: str) -> None:
        key = (row.file, row.line)
        before = self.outcomes.get(key, _PRECEDENCE[0])
        self.outcomes[key] = max(before, outcome, key=_PRECEDENCE.index)

    def totals(self) -> Counter[tuple[str, str]]:
        """Number of rows by file and outcome."""
        return Counter((file, outcome) for (file, _), outcome in self.outcomes.items())
