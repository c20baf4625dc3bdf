"""Kumu (https://docs.kumu.io/guides/import): JSON of elements and connections, or sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.imports import network
from graph.imports.csv_tables import sheets
from graph.imports.formats import Format
from graph.imports.items import Item, Notes, Refused
from graph.imports.json_stream import records
from graph.imports.json_values import flat, without_nests
from graph.imports.lines import Member, only_file

_JSON = (".json", ".txt")


def read(path: Path, notes: Notes) -> Iterator[Item]:
    """Yield elements and connections, of a blueprint, of a whole project, or of sheets.

    Connections name elements by identifier; where a file gives none, by label.
    """
    if path.suffix.casefold() in _JSON:
        yield from _blueprint(only_file(path), notes)
    else:
        yield from sheets(path, notes)


def _blueprint(member: Member, notes: Notes) -> Iterator[Item]:
    for name, number, value, line in records(member):
        if number < 0 or name not in ("elements", "connections"):
            if number >= 0 or isinstance(value, dict):
                notes.ignored[name or "(without a name)"] += 1
            if number >= 0 and not name:
                yield Refused(f"{member.name}:{line}", "record", _NO_LIST)
            continue
        place = f"{member.name}:{line}"
        if not isinstance(value, dict):
            yield Refused(place, name, "is no object with fields")
            continue
        fields = _fields(without_nests(value, place, notes))
        if name == "elements":
            key = _first(value, "id", "_id") or fields.get("label", "")
            yield network.thing(place, key, fields, notes)
            continue
        ends = _end(value.get("from")), _end(value.get("to"))
        directed = fields.pop("direction", "undirected") == "directed"
        key = _first(value, "id", "_id")
        yield network.tie(place, key, ends, fields, notes, directed=directed)


_NO_LIST = "stands in no list of elements or connections"
_OURS = re.compile(r"^(?:id|_id|from|to|attributes)$")


def _fields(value: dict[str, Any]) -> dict[str, str]:
    """The fields of an element, those of a project's export from inside its attributes."""
    inside = value.get("attributes")
    inside = inside if isinstance(inside, dict) else {}
    return flat({k: v for k, v in {**inside, **value}.items() if not _OURS.match(k)})


def _first(value: dict[str, Any], *names: str) -> str:
    return next((str(value[n]) for n in names if isinstance(value.get(n), str | int)), "")


def _end(value: object) -> str:
    if isinstance(value, dict):
        return _first(value, "id", "_id", "label")
    return str(value) if isinstance(value, str | int) else ""


FORMAT = Format("kumu", "Kumu", "elements and connections", read)
