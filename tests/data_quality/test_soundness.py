"""The real data keep every rule of curation; one test a rule, and a failing row names itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from graph import checks, schema
from graph.checks.cells import is_url
from graph.checks.people import SENSITIVE_KINDS
from graph.checks.tables import Tables, read_tables, rewrite
from graph.dataset import DATA
from graph.text import join_list, split_list
from tests.data_folders import VALID

TABLES = read_tables(DATA)
REWRITE = """python -c "from pathlib import Path; import graph.checks.tables as t; \
t.rewrite(Path('data'))\""""

_MAIL = re.compile(r"\S+@\S+\.\w")
_MARKUP = re.compile(r"</?[a-z!][^>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE)


def every_cell(tables: Tables, *paths: str) -> list[tuple[str, str]]:
    """Each filled cell of these tables, with its place."""
    return [
        (f"{path}:{row.line} {column}", cell)
        for path in paths
        for row in tables.tables[path].rows
        for column, cell in row.values.items()
        if cell
    ]


ENTITY_PATHS = tuple(file.path for file in schema.ENTITY_FILES.values())
STATEMENT_PATHS = tuple(table.path for _, table in TABLES.statements)


def test_no_rule_finds_an_error() -> None:
    report = checks.all_rules(TABLES)
    assert [str(finding) for finding in report.errors] == []


@pytest.mark.parametrize("path", sorted(TABLES.tables))
def test_a_file_is_in_canonical_form(path: str, canonical: Path) -> None:
    same = (canonical / path).read_bytes() == (DATA / path).read_bytes()
    assert same, f"{path} is not in canonical form. Run: {REWRITE}"


@pytest.fixture(scope="module")
def canonical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canonical") / "data"
    shutil.copytree(DATA, folder)
    rewrite(folder)
    return folder


@pytest.mark.parametrize("path", sorted(TABLES.tables))
def test_lists_in_cells_are_written_in_one_way(path: str) -> None:
    table = TABLES.tables[path]
    many = [column.name for column in table.schema.columns if column.many]
    wrong = [
        f"{path}:{row.line} {column}: {row[column]!r}"
        for row in table.rows
        for column in many
        if row[column] != join_list(list(dict.fromkeys(split_list(row[column]))))
    ]
    assert wrong == []


def test_every_source_has_a_licence_and_a_publisher() -> None:
    rows = TABLES.rows(schema.SOURCES)
    assert [row["id"] for row in rows if not row["licence"] or not row["publisher"]] == []


def test_no_mail_address_stands_anywhere() -> None:
    found = [
        f"{place}: {cell}"
        for place, cell in every_cell(TABLES, *ENTITY_PATHS, *STATEMENT_PATHS)
        if _MAIL.search(cell) and not is_url(cell)
    ]
    assert found == []


def test_no_name_has_spaces_around_it_or_twice() -> None:
    raw = [
        f"{place}: {cell!r}"
        for place, cell in every_cell(TABLES, *ENTITY_PATHS)
        if " ".join(cell.split()) != cell
    ]
    assert raw == []


def test_no_text_holds_markup() -> None:
    found = [
        f"{place}: {cell}"
        for place, cell in every_cell(TABLES, *ENTITY_PATHS, *STATEMENT_PATHS)
        if _MARKUP.search(cell) and not is_url(cell)
    ]
    assert found == []


def test_every_page_is_a_web_address_unless_its_source_has_none() -> None:
    addresses = {row["id"]: row["url"] for row in TABLES.rows(schema.SOURCES)}
    wrong = [
        f"{table.path}:{row.line}: {row['page']}"
        for table in TABLES
        if "page" in table.schema.header
        for row in table.rows
        if addresses[row["source"]] and not is_url(row["page"])
    ]
    assert wrong == []


def test_a_role_at_a_union_a_worker_group_or_a_party_is_a_public_one() -> None:
    kinds = {row["id"]: row["kind"] for row in TABLES.rows(schema.ENTITY_FILES["organization"])}
    assert set(kinds.values()) >= SENSITIVE_KINDS
    bare = [
        f"{table.path}:{row.line}"
        for _, table in TABLES.statements
        for row in table.rows
        if row["subject"].startswith("person/") and kinds.get(row["object"]) in SENSITIVE_KINDS
        if not row.values.get("public_capacity")
    ]
    assert bare == []


def test_the_review_lists_name_nobody_who_was_left_out() -> None:
    people = [row["id"] for row in TABLES.rows(schema.ENTITY_FILES["person"])]
    text = (DATA / "review" / "left_out.csv").read_text(encoding="utf-8")
    named = set(re.findall(r"\bperson/[a-z0-9-]+", text))
    assert named <= set(people)
    lines = text.splitlines()
    for reason in (
        "gifts of and to private persons are left out",
        "a role there could reveal special-category data",
        "a person without a public role",
        "this person asked to be left out",
    ):
        said = [line for line in lines if line.endswith(reason) and f",,{reason}" not in line]
        assert said == []


def test_the_small_valid_folder_declares_the_relations_of_the_data() -> None:
    said = ("id", "domain", "range", "symmetric", "social", "sensitive", "qualifiers")
    own, data = (
        [tuple(row[column] for column in said) for row in tables.rows(schema.RELATIONS)]
        for tables in (read_tables(VALID), TABLES)
    )
    remedy = "Copy data/vocabulary/relations.csv to tests/fixtures/valid/vocabulary, and add rows."
    assert own == data, remedy
