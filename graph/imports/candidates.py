"""The folder of candidates: tables in the layout of the data, and lists for a curator."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from graph import schema
from graph.errors import UsageError
from graph.exports.folders import folder_written_whole
from graph.imports.items import Mention
from graph.imports.reconciling import STATES, Reconciled
from graph.imports.things import Decisions, Resolved
from graph.spreadsheet import protect
from graph.tables import write_table
from graph.text import join_list

REPORT = "report.json"
PAIRS = "review/doubtful_pairs.csv"
_PAIR = ("left", "right", "decision", "left_name", "right_name", "score", "reason")

_HOW = """# Candidates for review

Made from {file} ({title}). Nothing of this is in the data yet.

1. `review/records.csv`: what became of every record, and why.
2. `review/doubtful_pairs.csv`: things that the data may have already. Write `same` or
   `different` into `decision`, then run the import again into a new folder with
   `--decisions review/doubtful_pairs.csv`. Where it is the same under another name, add that
   name to the aliases in `data/`: then no later import asks again.
3. `entities/`, `statements/`, `sources.csv`: what is new, in the columns of the tables in
   `data/`. Read each row against its page, delete what is wrong, add the rest at the end of
   the table of the same name in `data/`.
4. `doubtful/`: rows in the same columns that wait for your decision or for a missing cell.
5. `review/fields.csv`: what the file says of known things that the data lack or have otherwise.
6. `scripts/check_data.py --write` sorts the tables and checks everything.
"""


def write_candidates(found: Reconciled, folder: Path, *, replaces: bool = False) -> dict[str, Any]:
    """Write the folder, whole or not at all, and return its report.

    Same input and dataset, same bytes. Raises `UsageError` when the folder
    holds files (unless they are of an earlier import and ``replaces`` is set)
    or cannot be written.
    """
    report = summary(found)
    with folder_written_whole(folder, marker=REPORT, replaces=replaces) as aside:
        used = _tables(found, aside, "new") | _tables(found, aside / "doubtful", "doubtful")
        sources = [row for key, row in found.sourcing.new.items() if key in used]
        if sources:
            write_table(aside, schema.SOURCES, sources)
        _review(found, aside)
        text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        (aside / REPORT).write_text(text, encoding="utf-8")
        how = _HOW.format(file=found.file.name, title=found.format.title)
        (aside / "REVIEW.md").write_text(how, encoding="utf-8")
    return report


def read_decisions(path: Path) -> Decisions:
    """Read what a curator wrote into the list of doubtful pairs; open ones are left out.

    Raises `UsageError` naming file and line for a file that is no such list
    and a decision that is none.
    """
    found: dict[tuple[str, str], bool] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not {"left", "right", "decision"} <= set(reader.fieldnames or ()):
                raise UsageError(f"{path}:1: needs the columns left, right and decision.")
            for row in reader:
                said = (row["decision"] or "").strip().casefold()
                if said not in ("same", "different", ""):
                    raise UsageError(
                        f"{path}:{reader.line_num}: decision {said[:40]!r} is none. "
                        "Write same or different, or nothing."
                    )
                if said:
                    pair = _bare(row["left"] or ""), _bare(row["right"] or "")
                    found[pair] = said == "same"
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read as UTF-8 CSV: {error}") from error
    return found


def summary(found: Reconciled) -> dict[str, Any]:
    """What was read and what became of it, in numbers, for people and machines."""
    with_reason = Counter(
        (fate.state, _general(fate.reason)) for fate in found.fates if fate.state != "known"
    )
    ranked = sorted(with_reason.items(), key=lambda entry: (-entry[1], entry[0]))
    return {
        "file": found.file.name,
        "sha256": _digest(found.file),
        "format": found.format.name,
        "records": [
            {"record": what, "read": sum(found.totals[what, s] for s in STATES)}
            | {state: found.totals[what, state] for state in STATES}
            for what in sorted({what for what, _ in found.totals})
        ],
        "reasons": [{"state": s, "reason": r, "records": n} for (s, r), n in ranked if r],
        "contact_details_left_out": dict(sorted((+found.notes.contacts).items())),
        "fields_without_place": dict(sorted((+found.notes.ignored).items())),
        "values_left_out": len(found.notes.left_out),
        "labels_without_concept": len(found.unmapped),
    }


_WAITING = re.compile(r"waits for [a-z]+/\S+")
_VALUE = re.compile(r" '[^']*'(?= (?:is|starts) )")


def _general(reason: str) -> str:
    """A reason without what is special to one record, so that it can be counted."""
    short = _WAITING.sub("waits for a thing that is doubtful", reason).partition(";")[0]
    short = _VALUE.sub("", short.partition(": ")[0])
    return re.sub(r" in [^ ]+:.*", "", short)


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tables(found: Reconciled, folder: Path, state: str) -> set[str]:
    """Write the tables of one state; returns the sources that they cite."""
    things = [t for t in found.things if t.state == state and t.cells.get("id")]
    cited: set[str] = set()
    entities: dict[str, list[dict[str, str]]] = defaultdict(list)
    citations: list[dict[str, str]] = []
    for thing in things:
        entities[thing.type].append(thing.cells)
        citations += _citations(found, thing)
    statements: dict[str, list[dict[str, str]]] = defaultdict(list)
    for stated in found.stated:
        if stated.state == state and stated.cells.get("source"):
            statements[stated.relation].append(stated.cells)
    for kind, rows in entities.items():
        write_table(folder, schema.ENTITY_FILES[kind], rows)
    if citations:
        write_table(folder, schema.CITATIONS, citations)
    for relation, rows in statements.items():
        write_table(folder, schema.statement_file(found.relations[relation]), rows)
        cited |= {row["source"] for row in rows}
    return cited | {row["source"] for row in citations}


def _citations(found: Reconciled, thing: Resolved) -> list[dict[str, str]]:
    fields = join_list(sorted(n for n in thing.cells if n not in ("id", "kind_basis", "aliases")))
    return [
        {"subject": thing.id, "fields": fields, "source": cited.source, "page": cited.page}
        for cited in found.sourcing.cite_all(thing.thing.mentions, thing.thing.place)
    ]


def _review(found: Reconciled, folder: Path) -> None:
    (folder / "review").mkdir()
    _list(
        folder / "review/records.csv",
        ("place", "record", "name", "state", "id", "reason"),
        ((f.place, f.what, f.name, f.state, f.id, f.reason) for f in found.fates),
    )
    _list(
        folder / PAIRS,
        _PAIR,
        (
            (d.left, d.right, "", d.left_name, d.right_name, d.score, d.reason)
            for thing in found.things
            if thing.state == "doubtful"
            for d in thing.doubts
        ),
    )
    _list(
        folder / "review/fields.csv",
        ("id", "field", "known", "said", "source", "page"),
        _fields(found),
    )
    _list(
        folder / "review/left_out.csv",
        ("place", "field", "value", "reason"),
        dict.fromkeys(found.notes.left_out),
    )
    _list(
        folder / "review/unmapped_labels.csv",
        ("scheme", "label", "records"),
        ((scheme, label, n) for (scheme, label), n in sorted(found.unmapped.items())),
    )


def _fields(found: Reconciled) -> Iterable[tuple[object, ...]]:
    for thing in found.things:
        for name, known, said in thing.says_more if thing.state == "known" else ():
            mention = next(iter(thing.thing.mentions), Mention())
            cited = found.sourcing.cite(mention, thing.thing.place, needed=False)
            source, page = (cited.source, cited.page) if cited else ("", "")
            yield thing.id, name, known, said, source, page


def _list(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([protect(cell) for cell in row] for row in rows)


def _bare(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and protect(cell[1:]) != cell[1:] else cell
