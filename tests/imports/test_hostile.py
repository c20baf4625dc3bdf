"""Files that are broken, or made to hurt: a clear error, bounded memory, nothing written."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.imports import lines, reconciling
from graph.imports.json_stream import records
from graph.imports.lines import Member, only_file
from tests.imports.conftest import Import, rows

ROOT = Path(__file__).resolve().parents[2]
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><graphml><graph><node id='&j;'/></graph></graphml>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE gexf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<gexf><graph><nodes><node id='1' label='&x;'/></nodes></graph></gexf>"
)
NODE = '<node id="1"><data key="label">{}</data></node>'


def _graphml(inside: str) -> str:
    return f"<graphml><graph>{inside}</graph></graphml>"


def _zip(members: list[tuple[str, bytes]], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


CASES: dict[str, tuple[str, bytes | str, str]] = {
    "entity-bomb": ("graphml", BOMB, "declares a document type"),
    "external-entity": ("gexf", OUTSIDE, "declares a document type"),
    "undeclared-entity": ("graphml", _graphml(NODE.format("&x;")), r"graphml:1: no XML"),
    "unclosed-xml": ("graphml", "<graphml>\n<graph>\n<node id='1'>", r"graphml:3: no XML"),
    "other-root": ("graphml", "<gexf/>", "instead of <graphml>"),
    "unknown-encoding": (
        "gexf", b'<?xml version="1.0" encoding="x-none"?><gexf/>', "encoding"),
    "wrong-encoding-xml": ("graphml", _graphml(NODE.format("\xe9")).encode("latin-1"), "no XML"),
    "deep-xml": ("graphml", "<graphml>" + "<a>" * 300, "nested more than 100 deep"),
    "long-cell-xml": (
        "graphml", _graphml(NODE.format("x" * 10_000_000)), "more than 4,194,304"),
    "long-attribute": ("gexf", "<gexf a='" + "x" * 10_000_000 + "'/>", "more than 4 MiB"),
    "nul-xml": ("graphml", _graphml(NODE.format("\0")), "no XML"),
    "latin-1-csv": (
        "csv", "name,type\nA,organization\nCaf\xe9,organization\n".encode("latin-1"),
        r"csv:3: not UTF-8 here \('é"),
    "utf-16": ("csv", "name,type\n".encode("utf-16"), "csv:1: the file is UTF-16"),
    "nul-csv": ("csv", "name,type\nA\0,x\n", "csv:2: holds a NUL"),
    "long-cell-csv": ("csv", "name\n" + "x" * 10_000_000, "csv:2: a line of more than 4 MiB"),
    "long-cell-in-quotes": (
        "csv", 'name\n"' + "x\n" * 100_000, "csv:2: a cell of more than 131,072 characters"),
    "unclosed-quotation": ("csv", 'name\n"A', "csv:2: no CSV"),
    "two-columns-of-one-name": ("csv", "name,Name\nA,B\n", "two columns are called 'name'"),
    "no-columns": ("csv", "alpha,beta\n1,2\n", "no column for a name"),
    "empty": ("csv", "", "no column for a name"),
    "a-workbook": (
        "csv", _zip([("[Content_Types].xml", b"<x/>"), ("a.csv", b"name\nA")]), "CSV UTF-8"),
    "no-csv-inside": ("kumu", _zip([("a.txt", b"x")]), "holds no CSV file"),
    "broken-json": ("popolo", '{"persons": [\n{"id": 1,\n"name" "x"}]}', "json:3: no JSON"),
    "cut-off-json": ("popolo", '{"persons": [\n{"id": 1}', "json:2: no JSON"),
    "no-json": ("kumu", "hello", "json:1: no JSON"),
    "json-twice": ("kumu", "{}{}", "something follows"),
    "duplicated-key": (
        "360giving", '{"grants": [\n{"id": 1,\n"id": 2}]}', "json:2: the key 'id' stands twice"),
    "duplicated-list": ("popolo", '{"persons": [], "persons": []}', "'persons' stands twice"),
    "not-a-number": ("360giving", '{"grants": [{"amountAwarded": NaN}]}', "NaN is no JSON number"),
    "half-a-character": (
        "popolo", '{"organizations": [\n{"id": 1},\n{"name": "Caf\\uD800 Good"}]}',
        r"json:3: 'name' holds half of a character, at 'Caf\\ud800 Good' "
        r"\(record 2 of 'organizations'\)\. Mend"),
    "half-a-character-in-a-list": (
        "kumu", '{"elements": [{"tags": ["\\ude00"]}]}', "'tags' holds half of a character"),
    "half-a-character-in-a-key": (
        "360giving", '{"grants": [{"\\udfff": 1}]}', "a key holds half of a character"),
    "half-a-character-in-a-line": (
        "followthemoney", '{"id": "a"}\n{"id": "\\ud83c x"}', "json:2: 'id' holds half of a"),
    "a-power-beyond-decimal": (
        "popolo", '{"organizations": [{"founding_date": 1e99999999999999999999}]}',
        r"json:1: the power of ten in 1e9+ is beyond .* \(record 1 of 'organizations'\)\. Mend"),
    "a-power-beyond-decimal-in-a-line": (
        "followthemoney", '{"id": 0e-99999999999999999999}', "json:1: the power of ten in 0e-9"),
    "deep-json": ("popolo", '{"persons": [' + "[" * 200_000, "nested deeper|no JSON"),
    "deep-json-line": ("followthemoney", "[" * 200_000 + "]" * 200_000, "nested deeper"),
    "long-cell-json": (
        "kumu", '{"elements": [{"label": "' + "x" * 10_000_000 + '"}]}',
        "json:1: a record of more"),
    "latin-1-json": (
        "popolo", '{"persons": [\n{"name": "\xe9"}]}'.encode("latin-1"), "json:2: not UTF-8"),
    "broken-line": ("followthemoney", '{"id":"a"}\n{"id":\n', "json:2: no JSON in column"),
    "packed": ("popolo", b"\x1f\x8b\x08\x00", "is packed"),
    "holds-nothing": ("popolo", "{}", "holds no persons, organizations and memberships"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_clear_error_and_bounded_memory(read: Import, case: str) -> None:
    kind, content, message = CASES[case]
    packed = isinstance(content, bytes) and content.startswith(b"PK")
    tracemalloc.start()
    try:
        with pytest.raises(UsageError, match=message):
            read(kind, content, name="input.zip" if packed else "")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 80 * 2**20


class TestArchives:
    def test_a_zip_bomb_is_not_unpacked(
        self, read: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bomb = _zip([("elements.csv", b"Label\n" + b"0" * 20_000_000)])
        assert len(bomb) < 50_000
        with pytest.raises(UsageError, match="a line of more than 4 MiB"):
            read("kumu", bomb, name="a.zip")
        monkeypatch.setattr(lines, "MAX_FILE", 10_000_000)
        with pytest.raises(UsageError, match=r"unpacked, is 0\.0 GiB large"):
            read("kumu", bomb, name="a.zip")

    def test_an_archive_that_lies_about_its_size(
        self, read: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        honest = _zip([("elements.csv", b"Label\n" + b"0\n" * 500_000)])
        size = (6 + 1_000_000).to_bytes(4, "little")
        assert honest.count(size) == 2
        monkeypatch.setattr(lines, "MAX_FILE", 100_000)
        with pytest.raises(UsageError, match=r"GiB large|cannot be"):
            read("kumu", honest.replace(size, (50).to_bytes(4, "little")), name="a.zip")

    def test_a_damaged_or_locked_archive(self, read: Import) -> None:
        sound = _zip([("elements.csv", b"Label,Type\nA,organization\n" * 50)])
        for place in (43, 45, 50, 60, sound.index(b"PK\x01\x02") + 5, len(sound) - 10):
            damaged = bytearray(sound)
            damaged[place] ^= 0xFF
            with contextlib.suppress(UsageError):
                # Either it can be read all the same, or it is said why it cannot.
                assert read("kumu", bytes(damaged), name="a.zip").fates
        with pytest.raises(UsageError, match="is packed"):
            read("kumu", sound[:-30], name="a.zip")
        locked = bytearray(sound)
        locked[6] |= 1
        locked[sound.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(UsageError, match="password"):
            read("kumu", bytes(locked), name="a.zip")

    def test_paths_that_lead_outside_are_only_names(self, read: Import, tmp_path: Path) -> None:
        content = _zip([("../../evil.csv", b"Label,Type\nFund,organization\n")])
        found = read("kumu", content, name="a.zip")
        assert [f.state for f in found.fates] == ["known"]
        assert not list(tmp_path.parent.glob("evil.csv"))


def _member(tmp_path: Path, content: bytes) -> Member:
    path = tmp_path / "input.json"
    path.write_bytes(content)
    return only_file(path)


_COUNT = """
import sys, tracemalloc
from pathlib import Path
from graph.imports.json_stream import records
from graph.imports.lines import only_file
member = only_file(Path(sys.argv[1]))
tracemalloc.start()
found = sum(1 for _ in records(member))
print(found, tracemalloc.get_traced_memory()[1])
"""

NESTS = {
    "popolo": (
        '{"organizations": [{"id": "1", "name": "Fern Union", "founding_date": NEST}]}',
        "founding_date"),
    "kumu": (
        '{"elements": [{"id": "1", "label": "Fern Union", "type": "organization",'
        ' "attributes": {"founded": NEST}}]}', "founded"),
    "followthemoney": (
        '{"id": "1", "schema": "Organization", "properties": {"name": ["Fern Union"],'
        ' "incorporationDate": NEST}}', "incorporationDate"),
    "360giving": (
        '{"grants": [{"title": "t", "amountAwarded": 5, "currency": "EUR", "awardDate": "2020",'
        ' "fundingOrganization": [{"name": "Fern Union", "addressLocality": NEST}],'
        ' "recipientOrganization": [{"name": "Quiet Meadow"}]}]}', "addressLocality"),
}  # fmt: skip
"""A record of each format with a field that is a list inside a list, and its name."""


class TestStreams:
    def test_json_memory_does_not_grow_with_the_file(self, tmp_path: Path) -> None:
        record = json.dumps({"id": "x" * 50, "text": "é" * 450})
        content = '{"version": "1", "grants": [' + ",\n".join([record] * 20_000) + "]}"
        member = _member(tmp_path, content.encode())
        assert member.path.stat().st_size > 18_000_000
        # In a process of its own: in this one, other tests' threads use memory too.
        done = subprocess.run(
            [sys.executable, "-c", _COUNT, str(member.path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        found, peak = map(int, done.stdout.split())
        assert found == 20_001
        assert peak < 5_000_000

    @pytest.mark.parametrize("chunk", [1, 2, 3, 7])
    def test_json_in_small_pieces_is_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
    ) -> None:
        whole = {"n": 12345, "list": [{"a": [1, {"b": 'é"]}'}]}, 17, "x"], "last": None, "e": []}
        monkeypatch.setattr("graph.imports.json_stream._CHUNK", chunk)
        found: dict[str, object] = {}
        for name, place, value, _ in records(_member(tmp_path, json.dumps(whole).encode())):
            if place < 0:
                found[name] = value
            else:
                kept = found.setdefault(name, [])
                assert isinstance(kept, list)
                kept.append(value)
        assert found == {"n": 12345, "list": whole["list"], "last": None}

    def test_numbers_of_any_length_are_data(self, read: Import) -> None:
        grant = ('{"grants": [{"title": "t", "amountAwarded": %s, "currency": "EUR",'
                 '"fundingOrganization": [{"name": "Fund"}],'
                 '"recipientOrganization": [{"name": "Quiet Harbour"}]}]}')  # fmt: skip
        for number in ("9" * 100_000, "1e999999", "1E-999999"):
            found = read("360giving", grant % number)
            (fate,) = (f for f in found.fates if f.what == "funds")
            assert fate.state == "refused"
            assert len(fate.reason) < 200
        (row,) = rows(read("360giving", grant % "0.10"), "funds")
        assert row["amount"] == "0.1"

    def test_whole_characters_behind_escapes_are_kept(self, tmp_path: Path) -> None:
        content = rb'[{"a": "\ud83c\udf0d", "b": "C:\\udrive\\ud800"}]'
        ((_, _, value, _),) = records(_member(tmp_path, content))
        assert value == {"a": "\U0001f30d", "b": r"C:\udrive\ud800"}

    @pytest.mark.parametrize("depth", [2, 900])
    @pytest.mark.parametrize("kind", NESTS)
    def test_lists_inside_lists_are_left_out_and_noted(
        self, read: Import, kind: str, depth: int
    ) -> None:
        record, field = NESTS[kind]
        found = read(kind, record.replace("NEST", "[" * depth + '"2001"' + "]" * depth))
        assert {fate.state for fate in found.fates} == {"new"}
        assert not any("2001" in str(thing.cells) for thing in found.things)
        ((place, name, _, reason),) = found.notes.left_out
        assert (place.startswith("input.json:1"), name) == (True, field)
        assert reason.startswith("a list inside a list")

    def test_more_than_anybody_could_review(
        self, read: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reconciling, "MAX_ITEMS", 10)
        table = "name,type\n" + "".join(f"Body {n},organization\n" for n in range(11))
        with pytest.raises(UsageError, match="more than 10 things and ties"):
            read("csv", table)


HOSTILE_NAMES: dict[str, Callable[[str], bool]] = {
    "=HYPERLINK(1)": lambda state: state == "refused",
    "@SUM(A1)": lambda state: state == "refused",
    "x" * 10_000: lambda state: state == "refused",
    "\U0001f30d\U0001f30d": lambda state: state in ("new", "refused"),
    "!!!": lambda state: state == "refused",
    "<script>alert(1)</script>": lambda state: state == "new",
    "a\u202eb\u200bc harbour": lambda state: state == "new",
}


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_that_are_none(read: Import, name: str) -> None:
    found = read("kumu", {"elements": [{"id": "1", "label": name, "type": "organization"}]})
    assert HOSTILE_NAMES[name](found.fates[0].state)
    for thing in found.things:
        assert not {"\u202e", "\u200b"} & set("".join(thing.cells.values()))


@pytest.mark.parametrize("page", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_pages_that_are_none_are_not_cited(read: Import, page: str) -> None:
    table = f'from,to,relation,page\norganization/network,project/map,makes,"{page}"\n'
    (row,) = rows(read("csv", table), "makes")
    assert row["page"] == "https://lists.example.com/list"
