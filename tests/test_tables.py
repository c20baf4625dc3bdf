from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.schema import Column, FileSchema
from graph.tables import Table, read_table, write_table

NOTES = FileSchema("notes/notes.csv", (Column("id"), Column("text"), Column("more")), key=("id",))

cells = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
some_rows = st.lists(
    st.fixed_dictionaries({"id": cells, "text": cells, "more": cells}), max_size=8
).map(lambda rows: list({row["id"]: row for row in rows}.values()))


def written(folder: Path, rows: Sequence[Mapping[str, str]]) -> bytes:
    write_table(folder, NOTES, rows)
    return (folder / NOTES.path).read_bytes()


def read(folder: Path, content: bytes) -> tuple[Table, list[tuple[str, int]]]:
    (folder / "notes").mkdir(exist_ok=True)
    (folder / NOTES.path).write_bytes(content)
    table, findings = read_table(folder, NOTES)
    return table, [(finding.rule, finding.line) for finding in findings]


class TestWriteThenRead:
    @given(some_rows)
    def test_gives_the_same_rows_whatever_the_text(self, rows: list[dict[str, str]]) -> None:
        with tempfile.TemporaryDirectory() as name:
            written(Path(name), rows)
            table, findings = read_table(Path(name), NOTES)
        assert findings == []
        assert [dict(row.values) for row in table.rows] == sorted(rows, key=lambda r: r["id"])

    @given(some_rows, st.randoms())
    def test_gives_the_same_bytes_in_whatever_order_the_rows_come(
        self, rows: list[dict[str, str]], random: object
    ) -> None:
        shuffled = list(rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        with tempfile.TemporaryDirectory() as name:
            assert written(Path(name), rows) == written(Path(name), shuffled)

    def test_rows_with_one_key_have_an_order_too(self, tmp_path: Path) -> None:
        rows = [{"id": "a", "text": "2"}, {"id": "a", "text": "1"}]
        assert written(tmp_path, rows) == written(tmp_path, rows[::-1])

    def test_the_form_is_sorted_utf8_with_plain_line_ends(self, tmp_path: Path) -> None:
        rows = [{"id": "b", "text": "é, ü"}, {"id": "a", "text": 'say "hi"', "more": ""}]
        expected = 'id,text,more\na,"say ""hi""",\nb,"é, ü",\n'
        assert written(tmp_path, rows) == expected.encode()

    def test_no_rows_leave_the_header(self, tmp_path: Path) -> None:
        assert written(tmp_path, []) == b"id,text,more\n"

    def test_it_says_what_was_written(self, tmp_path: Path) -> None:
        assert write_table(tmp_path, NOTES, [{"id": "a"}]) == ("notes/notes.csv", 1)


class TestLineNumbers:
    def test_they_count_line_breaks_inside_quotation_marks(self, tmp_path: Path) -> None:
        table, _ = read(tmp_path, b'id,text,more\na,"one\ntwo\r\nthree",\nb,,\n\nc,"x\ry",\nd,,\n')
        assert [(row["id"], row.line) for row in table.rows][:2] == [("a", 2), ("b", 5)]
        assert table.rows[-1]["id"] == "d"

    def test_a_broken_row_is_named_by_its_first_line(self, tmp_path: Path) -> None:
        _, findings = read(tmp_path, b'id,text,more\na,"one\ntwo",\nb,"one\ntwo"\nc,,\n')
        assert findings == [("broken-row", 4)]

    def test_an_open_quotation_mark_is_named_where_it_opens(self, tmp_path: Path) -> None:
        table, findings = read(tmp_path, b'id,text,more\na,,\nb,"open,\nc,,\nd,,\n')
        assert findings == [("broken-row", 3)]
        assert [row["id"] for row in table.rows] == ["a"]
        assert not table.complete

    def test_bytes_that_are_not_utf8_are_named_by_their_line(self, tmp_path: Path) -> None:
        _, findings = read(tmp_path, b"id,text,more\na,,\nb,caf\xe9,\n")
        assert findings == [("encoding", 3)]


class TestReading:
    def test_all_broken_rows_are_told_and_the_others_kept(self, tmp_path: Path) -> None:
        table, findings = read(tmp_path, b"id,text,more\na\nb,,\nc,,,\nd,,\n")
        assert findings == [("broken-row", 2), ("broken-row", 4)]
        assert [row["id"] for row in table.rows] == ["b", "d"]
        assert table.complete

    @pytest.mark.parametrize(
        "content",
        [
            b"\xef\xbb\xbfid,text,more\na,b,c\n",
            b"id,text,more\r\na,b,c\r\n",
            b"id,text,more\na,b,c",
            b"id,text,more\n\n a , b,c\t\n\n",
            b'"id","text","more"\n"a","b","c"\n',
        ],
        ids=["byte order mark", "Windows line ends", "no last line end", "blanks", "all quoted"],
    )
    def test_what_a_spreadsheet_may_write_is_accepted(self, content: bytes, tmp_path: Path) -> None:
        table, findings = read(tmp_path, content)
        assert findings == []
        assert [dict(row.values) for row in table.rows] == [{"id": "a", "text": "b", "more": "c"}]

    @pytest.mark.parametrize("content", [b"", b"\n", b"text,id,more\n", b"id;text;more\na;b;c\n"])
    def test_a_file_without_its_header_has_no_rows(self, content: bytes, tmp_path: Path) -> None:
        table, findings = read(tmp_path, content)
        assert findings == [("header", 1)]
        assert table.rows == ()
        assert not table.complete

    def test_a_folder_in_the_place_of_a_file_is_a_finding(self, tmp_path: Path) -> None:
        (tmp_path / NOTES.path).mkdir(parents=True)
        _, findings = read_table(tmp_path, NOTES)
        assert [finding.rule for finding in findings] == ["file-missing"]

    @given(st.binary(max_size=80))
    def test_no_bytes_make_it_crash(self, content: bytes) -> None:
        with tempfile.TemporaryDirectory() as name:
            table, findings = read(Path(name), b"id,text,more\n" + content)
        assert table.complete or findings
