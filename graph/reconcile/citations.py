"""Which source a raw row cites, and the exact page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from graph import schema
from graph.checks.cells import is_url
from graph.reconcile.names import host
from graph.reconcile.records import RawRow
from graph.tables import read_table
from graph.text import split_list

_FORGE = re.compile(r"^https://github\.com/([^/]+)/([^/]+)")
_BRANCH = re.compile(r"/(blob|tree)/(?![0-9a-f]{7,40}/)[^/]+/")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and a page of it."""

    source: str
    page: str


class Citations:
    """Finds the source of a raw row by its source ids and by the host of its pages."""

    def __init__(self, folder: Path) -> None:
        """Read the table of sources of a data folder."""
        table, self.faults = read_table(folder, schema.SOURCES)
        self._by_key: dict[str, str] = {}
        self.rows: Mapping[str, Mapping[str, str]] = {r["id"]: r.values for r in table.rows}
        for row in table.rows:
            for key in split_list(row["keys"]):
                self._by_key[key.lower()] = row["id"]

    def cite(self, row: RawRow, extra_id: str = "") -> list[Cited]:
        """All citations of a row; empty when nothing in the table of sources fits."""
        named = self._named(row, extra_id)
        mixed = ";" in row["source_id"]
        cited: list[Cited] = []
        for page in _pages(row["source_url"]):
            source = self._source_of(page, named, mixed)
            if source:
                cited.append(Cited(source, self._pinned(page, source)))
        if not cited:
            cited = [Cited(source, self._locator(source)) for source in named]
        return list(dict.fromkeys(cited))

    def describes(self, source: str) -> str:
        """The date that a source describes, "" when unknown."""
        return self.rows[source]["describes"]

    def _named(self, row: RawRow, extra_id: str) -> list[str]:
        ids = [part.strip().partition(":")[0] for part in (row["source_id"] or extra_id).split(";")]
        found = [self._by_key.get(f"{row.slice}/{name}".lower(), "") for name in ids]
        return [source for source in dict.fromkeys(found) if source]

    def _source_of(self, page: str, named: list[str], mixed: bool) -> str:
        # A compilation is the source even where it names a primary page that nobody opened;
        # in a row that names further sources, only of its own pages.
        for source in named:
            if self.rows[source]["tier"] == "compilation" and not mixed:
                return source
        place = page_key(page)
        for source in named:
            if page_key(self.rows[source]["url"]) == place:
                return source
        by_page = self._by_key.get(place.lower(), "")
        if len(named) == 1 and not by_page:
            return named[0]
        return by_page or (named[0] if named else "")

    def _pinned(self, page: str, source: str) -> str:
        """The page at the commit that was read, instead of a branch that moves on."""
        commit = self.rows[source]["snapshot"].split()[0] if self.rows[source]["snapshot"] else ""
        same = page_key(page) == page_key(self.rows[source]["url"])
        if _COMMIT.fullmatch(commit) and same and "/" in page_key(page):
            return _BRANCH.sub(rf"/\1/{commit}/", page, count=1)
        return page

    def _locator(self, source: str) -> str:
        row = self.rows[source]
        return row["url"] or f"the whole text: {row['title']}"


def page_key(page: str) -> str:
    """``github.com/owner/name`` of a page in a repository, else its host without www."""
    forge = _FORGE.match(page)
    if forge:
        return f"github.com/{forge[1]}/{forge[2]}".lower().removesuffix(".git")
    return host(page)


def _pages(cell: str) -> list[str]:
    """The addresses in a cell that may hold several, separated by semicolons."""
    pages = []
    for part in re.split(r"\s*;\s*(?=https?://)", cell.strip()):
        page = part.strip()
        if page and not is_url(page):
            page = quote(page, safe="%/:=&?~#+!$,;'@()*[]")
        if page and is_url(page) and urlsplit(page).hostname:
            pages.append(page)
    return pages
