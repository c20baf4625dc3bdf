"""The lists that a run of reconciliation leaves for people to look at."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from graph.reconcile.identity import Doubt
from graph.reconcile.records import Ledger


def write_review(
    out: Path,
    ledger: Ledger,
    unmapped: Mapping[tuple[str, str], int],
    doubts: Iterable[Doubt],
    identifier: Callable[[str], str],
) -> None:
    """Write the review folder of a data folder.

    Doubtful pairs, rows and parts left out with the reason, what became of the
    rows of each table, corrections made, labels that no concept has.
    ``identifier`` gives the entity of a record key.
    """
    folder = out / "review"
    folder.mkdir(parents=True, exist_ok=True)
    _list(
        folder / "doubtful_pairs.csv",
        ("left", "right", "left_name", "right_name", "left_id", "right_id", "score", "reason"),
        [
            (
                doubt.left,
                doubt.right,
                doubt.left_name,
                doubt.right_name,
                identifier(doubt.left),
                identifier(doubt.right),
                doubt.score,
                doubt.reason,
            )
            for doubt in doubts
        ],
    )
    _list(
        folder / "left_out.csv",
        ("file", "line", "value", "reason"),
        sorted(set(ledger.left_out)),
    )
    outcomes = ledger.totals()
    _list(
        folder / "rows.csv",
        ("file", "rows", "used", "merged", "left_out"),
        [
            (
                file,
                sum(n for (f, _), n in outcomes.items() if f == file),
                *(outcomes[file, outcome] for outcome in ("used", "merged", "left out")),
            )
            for file in sorted({file for file, _ in outcomes})
        ],
    )
    _list(folder / "corrections.csv", ("correction", "rows"), sorted(ledger.corrected.items()))
    _list(
        folder / "unmapped_labels.csv",
        ("scheme", "label", "rows"),
        [(scheme, label, n) for (scheme, label), n in sorted(unmapped.items())],
    )


def _list(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
