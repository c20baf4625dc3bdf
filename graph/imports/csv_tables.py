"""Tables of things and of ties as CSV: our own, Kumu's sheets, Gephi's, or anybody's.

A table with a column for each of two ends is one of ties, any other with a
column for a name or an identifier one of things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graph import schema
from graph.errors import UsageError
from graph.imports import network
from graph.imports.formats import Format
from graph.imports.items import Item, Notes, Refused, Thing
from graph.imports.lines import Member, rows, tables
from graph.text import SEPARATOR, label_key, split_list

_ENDS = (("from", "to"), ("source", "target"), ("subject", "object"), ("tail", "head"))
_NAMES = ("label", "name", "title")
_UNTOUCHED = frozenset({"things", "relations", "renames"})
"""Tables of our own archive that say nothing that its other tables do not."""


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield what the tables of a file, an archive or a folder say.

    Our own archive (``csv``) is known by its tables: sources and citations
    are read with it, vocabularies and repetitions are not.
    """
    members = tables(path)
    if {"entities", "statements", "sources", "citations"} <= {m.stem for m in members}:
        yield from _own({member.stem: member for member in members}, notes)
    else:
        for member in _things_first(members):
            yield from _sheet(member, notes)


def sheets(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield what sheets say that are tables of things or of ties, in one file or several."""
    for member in _things_first(tables(path)):
        yield from _sheet(member, notes)


def _things_first(members: Sequence[Member]) -> list[Member]:
    return sorted(members, key=lambda m: (_ends(_header(m)) is not None, m.name))


def _header(member: Member) -> list[str]:
    _, cells = next(iter(rows(member)), (1, []))
    return [label_key(cell).replace(" ", "_") for cell in cells]


def _ends(header: Sequence[str]) -> tuple[str, str] | None:
    return next((ends for ends in _ENDS if set(ends) <= set(header)), None)


def _records(member: Member) -> Iterator[tuple[str, dict[str, str] | Refused]]:
    """Place and cells by the header of each row, or why a row cannot be read."""
    header: list[str] = []
    for line, cells in rows(member):
        place = f"{member.name}:{line}"
        if not header:
            header = [label_key(cell).replace(" ", "_") for cell in cells]
            named = [name for name in header if name]
            if len(set(named)) < len(named):
                twice = next(n for n in named if named.count(n) > 1)
                raise UsageError(f"{place}: two columns are called {twice!r}. Rename one of them.")
        elif len(cells) > len(header) and any(c.strip() for c in cells[len(header) :]):
            reason = f"has {len(cells)} cells, but the header has {len(header)} columns"
            yield place, Refused(place, "row", reason)
        else:
            pairs = zip(header, cells, strict=False)
            yield place, {name: _bare(cell.strip()) for name, cell in pairs if name}


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell


def _sheet(member: Member, notes: Notes) -> Iterator[Item]:
    header = _header(member)
    ends = _ends(header)
    if not ends and not {*_NAMES, "id"} & set(header):
        raise UsageError(
            f"{member.name}:1: no column for a name or for two ends, only "
            f"{', '.join(header)[:200] or 'nothing'}. Call them name, or from and to."
        )
    for place, cells in _records(member):
        if isinstance(cells, Refused):
            yield cells
        elif ends:
            yield _tie(place, cells, ends, notes)
        else:
            key = cells.pop("id", "") or next((cells[n] for n in _NAMES if cells.get(n)), "")
            if key:
                yield network.thing(place, key, cells, notes)
            else:
                yield Refused(place, "row", "names nothing")


def _tie(place: str, cells: dict[str, str], ends: tuple[str, str], notes: Notes) -> Item:
    tail, head = (cells.pop(end) if end in cells else "" for end in ends)
    key = cells.pop("id", "")
    # Gephi calls this column Type, Kumu Direction; Kumu's Type is the relation.
    direction = cells.pop("direction", "")
    if cells.get("type", "").casefold() in ("directed", "undirected", "mutual"):
        direction = cells.pop("type")
    directed = direction.casefold() not in ("undirected", "mutual")
    return network.tie(place, key, (tail, head), cells, notes, directed=directed)


def _own(members: Mapping[str, Member], notes: Notes) -> Iterator[Item]:
    columns = schema.SOURCES.header
    for _, row in _readable(members["sources"]):
        notes.sources[row.get("id", "")] = {name: row.get(name, "") for name in columns}
    pages: dict[str, list[str]] = {}
    for _, row in _readable(members["citations"]):
        if not row.get("value"):
            pages.setdefault(row.get("subject", ""), []).append(row.get("page", ""))
    for place, cells in _records(members["entities"]):
        if isinstance(cells, Refused):
            yield cells
            continue
        key = cells.pop("id", "")
        cells["sources"] = SEPARATOR.join(dict.fromkeys(pages.get(key, ())))
        yield network.thing(place, key, cells, notes)
    if "concepts" in members:
        for place, row in _readable(members["concepts"]):
            labels = split_list(row.get("alternative_labels", ""))
            kind, label = row.get("vocabulary", ""), row.get("label", "")
            yield Thing(place, row.get("id", ""), kind, label, aliases=labels)
    for place, cells in _records(members["statements"]):
        if isinstance(cells, Refused):
            yield cells
            continue
        cells["source_id"] = cells.pop("source", "")
        yield _tie(place, cells, ("subject", "object"), notes)
    for name in sorted(members.keys() - _UNTOUCHED - _OWN):
        notes.ignored[f"table {name}"] += 1


_OWN = frozenset({"entities", "concepts", "statements", "sources", "citations"})


def _readable(member: Member) -> Iterator[tuple[str, dict[str, str]]]:
    for place, cells in _records(member):
        if isinstance(cells, Refused):
            raise UsageError(f"{place}: {cells.reason}. Mend the row.")
        yield place, cells


FORMAT = Format("csv", "CSV tables", "things by name, or ties by two ends", read)
