"""How well the rules of identity do on pairs that people have labelled."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.reconcile.identity import Identity
from graph.reconcile.records import RawRow, Record
from graph.text import split_list

_END = ("record", "name", "aliases", "type", "kind", "country", "website")


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled pair, and what the rules alone say of it."""

    left: str
    right: str
    same: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Precision and recall of merging, over labelled pairs."""

    pairs: tuple[Judged, ...]

    @property
    def precision(self) -> float:
        """Share of the merged pairs that are the same; NaN when none was merged."""
        merged = [pair.same for pair in self.pairs if pair.merged]
        return sum(merged) / len(merged) if merged else float("nan")

    @property
    def recall(self) -> float:
        """Share of the pairs that are the same that were merged; NaN when none is."""
        same = [pair.merged for pair in self.pairs if pair.same]
        return sum(same) / len(same) if same else float("nan")

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """Pairs on which the rules and the label differ."""
        return tuple(pair for pair in self.pairs if pair.same != pair.merged)


def evaluate(path: Path) -> Evaluation:
    """Let the rules, without any curator's decision, judge each labelled pair of a CSV file.

    Its columns are ``same`` (yes, no) and for each end ``left_`` or ``right_``
    with record, name, aliases, type, kind, country and website. Raises
    `UsageError` for a file that cannot be read so.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    wanted = {"same", *(f"{side}_{name}" for side in ("left", "right") for name in _END)}
    if not rows or not wanted <= set(rows[0]):
        raise UsageError(f"{path} needs the columns {', '.join(sorted(wanted))} and a row.")
    return Evaluation(tuple(_judged(rows)))


def _judged(rows: Iterable[Mapping[str, str]]) -> Iterable[Judged]:
    for line, row in enumerate(rows, start=2):
        left, right = (_record(row, side, line) for side in ("left", "right"))
        identity = Identity([left, right])
        merged = identity.root(left.key) == identity.root(right.key)
        yield Judged(left.name, right.name, row["same"] == "yes", merged)


def _record(row: Mapping[str, str], side: str, line: int) -> Record:
    cells = {name: row[f"{side}_{name}"] for name in _END}
    slice_name = cells["record"].partition("/")[0]
    fields = {name: cells[name] for name in ("kind", "country", "website") if cells[name]}
    return Record(
        key=cells["record"],
        type=cells["type"],
        name=cells["name"],
        row=RawRow(slice_name, "organizations", line, {}),
        rank=0,
        aliases=split_list(cells["aliases"]),
        fields=fields,
        table="organizations",
    )
