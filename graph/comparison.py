"""What changed from one version of the data to another, and why, as far as it is on record."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph import releases, schema
from graph.checks.tables import Tables, read_tables
from graph.removals import is_removed
from graph.snapshots import DERIVED, Row, Snapshot
from graph.text import label_key

FINDINGS = ("gone without a trace", "name lost")
"""Changes that must not be: an identifier that vanished, or that means something else."""

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its kind, the identifier, what it says in words, what differs, and why."""

    change: str
    id: str
    what: str
    detail: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is on record about why things went: from the data folder of the newer version."""

    renames: Mapping[str, tuple[str, str]]
    merges: frozenset[frozenset[str]]
    removals: Sequence[tuple[str, str]]
    withdrawn: Mapping[str, str]
    audits: Mapping[str, str]


def decisions(folder: Path) -> Decisions:
    """Read the decisions of a data folder; raises `InvalidDatasetError` for a broken record."""
    tables = read_tables(folder)
    same = (row for row in tables.rows(schema.MERGES) if row["decision"] == "same")
    return Decisions(
        renames={r["old"]: (r["new"], r["reason"]) for r in tables.rows(schema.RENAMES)},
        merges=frozenset(frozenset((row["left"], row["right"])) for row in same),
        removals=_removals(tables),
        withdrawn={i: reason for i, (reason, _) in releases.withdrawn(folder).items()},
        audits=_audits(folder),
    )


def compare(old: Snapshot, new: Snapshot, recorded: Decisions) -> tuple[Change, ...]:
    """Every difference between two versions.

    A statement counts as *changed* when subject, relation, object and source are the same
    (after moves) and something else differs; else one is *added* and one *withdrawn*. People
    who were removed are counted and never named.

    Parameters
    ----------
    old, new
        The two versions.
    recorded
        Decisions on identity, removals and withdrawals.

    Returns
    -------
    tuple of Change
        Things first, then statements, each in the order of kinds and identifiers.

    """
    moves = {**{old_id: new_id for old_id, (new_id, _) in recorded.renames.items()}, **new.renames}
    removed = frozenset(
        identifier
        for identifier, names in old.names.items()
        if identifier.startswith("person/")
        and identifier not in new.names
        and is_removed(names, recorded.removals)
    )
    things = [*_things(old, new, recorded, moves, removed)]
    statements = [*_statements(old, new, recorded, moves, removed)]
    return tuple(things + statements)


def counts(changes: Iterable[Change]) -> Mapping[str, int]:
    """How many changes of each kind; removed people count as many as the row says."""
    found: Counter[str] = Counter()
    for each in changes:
        found[each.change] += int(each.detail) if each.change.endswith("removed") else 1
    return dict(found)


# Things


def _things(
    old: Snapshot,
    new: Snapshot,
    recorded: Decisions,
    moves: Mapping[str, str],
    removed: frozenset[str],
) -> Iterator[Change]:
    for identifier in sorted(new.names.keys() - old.names.keys()):
        yield Change(f"{_kind(identifier)} added", identifier, new.name(identifier))
    for identifier in sorted(old.names.keys() - new.names.keys() - removed):
        name = old.name(identifier)
        now = moves.get(identifier, "")
        if now in new.names:
            is_merged = frozenset((identifier, now)) in recorded.merges or now in old.names
            change = f"{_kind(identifier)} {'merged' if is_merged else 'renamed'}"
            reason = recorded.renames.get(identifier, ("", NOT_RECORDED))[1]
            yield Change(change, identifier, name, f"now {now} ({new.name(now)})", reason)
        elif identifier in recorded.withdrawn:
            reason = recorded.withdrawn[identifier]
            yield Change(f"{_kind(identifier)} withdrawn", identifier, name, "", reason)
        else:
            yield Change("gone without a trace", identifier, name, "", NOT_RECORDED)
    if removed:
        yield Change("people removed", "", "", str(len(removed)), "asked to be left out")
    for identifier in sorted(old.names.keys() & new.names.keys()):
        before, names = old.name(identifier), new.names[identifier]
        if before != names[0]:
            kept = label_key(before) in map(label_key, names)
            change = f"{_kind(identifier)} has another name" if kept else "name lost"
            yield Change(change, identifier, names[0], f"was {before}")


def _kind(identifier: str) -> str:
    kind = identifier.partition("/")[0]
    return kind if kind in ("source", "organization", "person", "project", "event") else "concept"


# Statements


def _statements(
    old: Snapshot,
    new: Snapshot,
    recorded: Decisions,
    moves: Mapping[str, str],
    removed: frozenset[str],
) -> Iterator[Change]:
    gone = [old.statements[i] for i in sorted(old.statements.keys() - new.statements.keys())]
    came = {i: new.statements[i] for i in sorted(new.statements.keys() - old.statements.keys())}
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in came.values():
        alike[_key(row, moves)].append(row)
    facts = {_key(row, moves)[:3] for row in new.statements.values()}
    private = sum(1 for row in gone if removed & {row["subject"], row["object"]})
    withdrawn: list[Change] = []
    changed: list[Change] = []
    for row in gone:
        if removed & {row["subject"], row["object"]}:
            continue
        candidates = alike[_key(row, moves)]
        if candidates:
            best = min(candidates, key=lambda other: (len(_differences(row, other)), other["id"]))
            candidates.remove(best)
            del came[best["id"]]
            changed.append(_changed(row, best, new, recorded))
        else:
            reason = _why(row, recorded, moves, facts)
            withdrawn.append(Change("statement withdrawn", row["id"], _words(row, old), "", reason))
    for identifier, row in came.items():
        yield Change("statement added", identifier, _words(row, new), row["source"])
    yield from changed
    yield from withdrawn
    if private:
        yield Change("statements of people removed", "", "", str(private), "asked to be left out")


def _key(row: Row, moves: Mapping[str, str]) -> tuple[str, ...]:
    ends = (moves.get(row["subject"], row["subject"]), moves.get(row["object"], row["object"]))
    return (row["relation"], *ends, moves.get(row["source"], row["source"]))


def _differences(before: Row, after: Row) -> list[str]:
    columns = dict.fromkeys((*before, *after))
    return [
        f"{name}: {before.get(name, '') or 'empty'} → {after.get(name, '') or 'empty'}"
        for name in columns
        if name not in DERIVED and before.get(name, "") != after.get(name, "")
    ]


def _changed(before: Row, after: Row, new: Snapshot, recorded: Decisions) -> Change:
    reasons = [
        recorded.renames[before[end]][1]
        for end in ("subject", "object")
        if before[end] != after[end] and before[end] in recorded.renames
    ]
    reason = recorded.audits.get(before["id"], "") or "; ".join(reasons) or NOT_RECORDED
    detail = "; ".join(_differences(before, after))
    return Change("statement changed", after["id"], _words(after, new), detail, reason)


def _why(
    row: Row, recorded: Decisions, moves: Mapping[str, str], facts: set[tuple[str, ...]]
) -> str:
    """Why a statement was withdrawn, the surest reason first."""
    fact = _key(row, moves)[:3]
    for end in (row["subject"], row["object"], row["source"]):
        if end in recorded.withdrawn:
            return f"{end} was withdrawn: {recorded.withdrawn[end]}"
    if row["id"] in recorded.audits:
        return recorded.audits[row["id"]]
    if fact[1] == fact[2]:
        return "both ends turned out to be one thing"
    if fact in facts:
        return "another source states it"
    return NOT_RECORDED


def _words(row: Row, snapshot: Snapshot) -> str:
    label = snapshot.labels.get(row["relation"], row["relation"])
    return f"{snapshot.name(row['subject'])} {label} {snapshot.name(row['object'])}"


# What is on record


def _removals(tables: Tables) -> list[tuple[str, str]]:
    return [(row["salt"], row["hash"]) for row in tables.rows(schema.REMOVALS)]


def _audits(folder: Path) -> Mapping[str, str]:
    """Claim to what an audit found wrong with it."""
    found: dict[str, str] = {}
    for path in sorted((folder / "audits").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("verdict") not in (None, "right", "unreachable"):
                    found[row["id"]] = f"audit {path.stem}: {row['verdict']}: {row['note']}"
    return found
