from __future__ import annotations

from pathlib import Path

import pytest

from graph import schema
from graph.reconcile.citations import Citations, Cited, page_key
from graph.reconcile.records import RawRow
from graph.tables import read_table, write_table
from tests.reconcile.raw_folder import COMMIT, curated_folder

LISTING = "https://github.com/example/listing"


@pytest.fixture(scope="module")
def citations(tmp_path_factory: pytest.TempPathFactory) -> Citations:
    return Citations(curated_folder(tmp_path_factory.mktemp("citations") / "data"))


def cite(citations: Citations, url: str, source_id: str = "", name: str = "civic") -> list[Cited]:
    return citations.cite(RawRow(name, "t", 2, {"source_url": url, "source_id": source_id}))


@pytest.mark.parametrize("branch", ["master", "main", "gh-pages", "v1.0"])
@pytest.mark.parametrize("kind", ["blob", "tree"])
def test_a_branch_is_pinned_to_the_commit_that_was_read(
    citations: Citations, kind: str, branch: str
) -> None:
    expected = Cited("source/listing", f"{LISTING}/{kind}/{COMMIT}/README.md")
    assert cite(citations, f"{LISTING}/{kind}/{branch}/README.md") == [expected]


def test_a_commit_that_is_named_already_stays(citations: Citations) -> None:
    page = f"{LISTING}/blob/abcdef0123/README.md"
    assert cite(citations, page) == [Cited("source/listing", page)]


def test_a_page_of_another_repository_is_not_pinned_to_this_commit(citations: Citations) -> None:
    page = "https://github.com/example/other/blob/main/README.md"
    assert cite(citations, page, "almanac") == [Cited("source/almanac", page)]


def test_several_pages_are_several_citations(citations: Citations) -> None:
    pages = "https://almanac.example/a?x=1;2 ; https://tidewatch.example/b"
    assert cite(citations, pages) == [
        Cited("source/almanac", "https://almanac.example/a?x=1;2"),
        Cited("source/tidewatch-site", "https://tidewatch.example/b"),
    ]


def test_the_same_page_twice_is_one_citation(citations: Citations) -> None:
    page = "https://almanac.example/a"
    assert cite(citations, f"{page};{page}") == [Cited("source/almanac", page)]


def test_a_source_named_without_page_is_cited_by_its_own_address(citations: Citations) -> None:
    expected = [Cited("source/almanac", "https://almanac.example/")]
    assert cite(citations, "", "almanac:12") == expected


def test_an_unknown_page_cites_nothing(citations: Citations) -> None:
    assert cite(citations, "https://nowhere.example/") == []
    assert cite(citations, "not an address") == []


def test_a_page_with_a_blank_in_it_becomes_an_address(citations: Citations) -> None:
    (cited,) = cite(citations, "https://almanac.example/a page")
    assert cited.page == "https://almanac.example/a%20page"


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("https://github.com/Example/Listing.git", "github.com/example/listing"),
        ("https://github.com/example", "github.com"),
        ("https://www.quay.example/a", "quay.example"),
        ("https://[::1", ""),
    ],
)
def test_a_page_belongs_to_a_repository_or_a_host(page: str, key: str) -> None:
    assert page_key(page) == key


class TestCompilation:
    """A compilation is the source of the pages it names, but not of those of other sources."""

    @pytest.fixture
    def with_compilation(self, tmp_path: Path) -> Citations:
        folder = curated_folder(tmp_path / "data")
        table, _ = read_table(folder, schema.SOURCES)
        extra = {
            **table.rows[0].values,
            "id": "source/compiled",
            "url": "https://github.com/example/compiled",
            "tier": "compilation",
            "keys": "events/compiled | github.com/example/compiled",
        }
        write_table(folder, schema.SOURCES, [*(r.values for r in table.rows), extra])
        return Citations(folder)

    def test_alone_it_is_the_source_of_a_page_that_nobody_opened(
        self, with_compilation: Citations
    ) -> None:
        cited = cite(with_compilation, "https://almanac.example/a", "compiled", "events")
        assert [c.source for c in cited] == ["source/compiled"]

    def test_beside_another_source_it_is_that_of_its_own_pages_only(
        self, with_compilation: Citations
    ) -> None:
        pages = "https://almanac.example/a;https://github.com/example/compiled/blob/main/x.md"
        cited = cite(with_compilation, pages, "web;compiled", "events")
        assert [c.source for c in cited] == ["source/almanac", "source/compiled"]
