"""How well the rules of identity do on pairs that people have labelled."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import networkx as nx

from graph.errors import UsageError
from graph.reconcile.identity import Identity
from graph.reconcile.records import RawRow, Record
from graph.text import slug, split_list

_END = ("record", "name", "aliases", "type", "kind", "country", "website")


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled pair, what the rules alone say of it, and whether curators joined it.

    ``half`` says what a held-out pair is for (tune, test); ``renamed`` that the
    two are one thing under an older and a newer name, which no name can show.
    """

    left: str
    right: str
    same: bool
    merged: bool
    half: str = ""
    renamed: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole, with its 95 % interval (Wilson)."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; NaN of nothing."""
        return self.part / self.whole if self.whole else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Ends of the interval; everything is possible of nothing."""
        if not self.whole:
            return 0.0, 1.0
        z, n, p = 1.959964, self.whole, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        """As in "0.631 (0.51-0.74), 41/65"; a dash for a share of nothing."""
        low, high = self.interval
        text = f"{self.value:.3f} ({low:.2f}-{high:.2f}), {self.part}/{self.whole}"
        return text if self.whole else "-"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Precision and recall of merging, over labelled pairs."""

    pairs: tuple[Judged, ...]

    @property
    def precision(self) -> Share:
        """Share of the merged pairs that are the same."""
        merged = [pair.same for pair in self.pairs if pair.merged]
        return Share(sum(merged), len(merged))

    @property
    def recall(self) -> Share:
        """Share of the pairs that are the same that were merged."""
        same = [pair.merged for pair in self.pairs if pair.same]
        return Share(sum(same), len(same))

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """Pairs on which the rules and the label differ."""
        return tuple(pair for pair in self.pairs if pair.same != pair.merged)

    def of(self, *halves: str) -> Evaluation:
        """Only the pairs of these halves; "" for pairs that belong to neither."""
        return Evaluation(tuple(pair for pair in self.pairs if pair.half in halves))

    def without_renames(self) -> Evaluation:
        """Only the pairs that a name can show to be one."""
        return Evaluation(tuple(pair for pair in self.pairs if not pair.renamed))

    def with_curators(self) -> Evaluation:
        """The same pairs, where what curators joined counts as merged."""
        return Evaluation(
            tuple(replace(pair, merged=pair.merged or pair.decided) for pair in self.pairs)
        )


def evaluate(path: Path, decided: Iterable[tuple[str, str]] = ()) -> Evaluation:
    """Let the rules, without any curator's decision, judge each labelled pair of a CSV file.

    Its columns are ``same`` (yes, no) and for each end ``left_`` or ``right_``
    with record, name, aliases, type, kind, country and website; it may say in
    ``half`` what a pair is for and in ``found_by`` that it is a "rename".
    ``decided`` are the pairs of records or entities that curators joined; they
    only say which pairs count as decided. Raises `UsageError` for a file that
    cannot be read so.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    wanted = {"same", *(f"{side}_{name}" for side in ("left", "right") for name in _END)}
    if not rows or not wanted <= set(rows[0]):
        raise UsageError(f"{path} needs the columns {', '.join(sorted(wanted))} and a row.")
    joined: nx.Graph[str] = nx.Graph(decided)
    return Evaluation(tuple(_judged(row, line, joined) for line, row in enumerate(rows, start=2)))


def _judged(row: Mapping[str, str], line: int, joined: nx.Graph[str]) -> Judged:
    left, right = (_record(row, side, line) for side in ("left", "right"))
    identity = Identity([left, right])
    same = row["same"] == "yes"
    return Judged(
        left.name,
        right.name,
        same,
        identity.root(left.key) == identity.root(right.key),
        row.get("half", ""),
        same and row.get("found_by") == "rename",
        _decided(left, right, joined),
    )


def _decided(left: Record, right: Record, joined: nx.Graph[str]) -> bool:
    """Whether decisions lead from one record to the other, by its key or its entity."""
    countries = [set(split_list(r.fields.get("country", ""))) for r in (left, right)]
    if all(countries) and not set.intersection(*countries):
        # Their entities cannot be those of one name that curators joined.
        return False
    one, other = ({r.key, _entity(r)} & set(joined) for r in (left, right))
    return any(a != b and nx.has_path(joined, a, b) for a in one for b in other)


def _entity(record: Record) -> str:
    """Identifier of the entity that is made of a record, unless another record names it."""
    text = record.name if record.slug[0] in "~+" else record.slug
    return f"{record.type}/{slug(text)}"


def _record(row: Mapping[str, str], side: str, line: int) -> Record:
    cells = {name: row[f"{side}_{name}"] for name in _END}
    slice_name = cells["record"].partition("/")[0]
    mark = cells["record"].partition("/")[2][:1]
    table = {"~": "named", "+": "products"}.get(mark, "organizations")
    fields = {name: cells[name] for name in ("kind", "country", "website") if cells[name]}
    return Record(
        key=cells["record"],
        type=cells["type"],
        name=cells["name"],
        row=RawRow(slice_name, table, line, {}),
        rank=0,
        aliases=split_list(cells["aliases"]),
        fields=fields,
        table=table,
    )
