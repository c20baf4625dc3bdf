"""Which source an imported statement cites: the one it names, or the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from graph import schema
from graph.checks.cells import is_page, is_url
from graph.errors import UsageError
from graph.imports import cells
from graph.imports.items import Mention, Notes
from graph.reconcile.citations import Cited
from graph.reconcile.names import host
from graph.reconcile.values import unused_identifier
from graph.text import slug

if TYPE_CHECKING:
    from graph.dataset import Dataset

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]+)/([0-9.]+)|publicdomain/zero/1\.0)\b.*"
)
_OPEN_GOVERNMENT = "nationalarchives.gov.uk/doc/open-government-licence/version/3"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the file as a source: all but ``publisher`` and ``describes`` is needed."""

    title: str = ""
    url: str = ""
    licence: str = ""
    tier: str = ""
    retrieved: str = ""
    publisher: str = ""
    describes: str = ""


_OPTIONS = {
    "title": "--source-title, what the file or list is called",
    "url": "--source-url, where it can be read",
    "licence": "--licence, such as CC-BY-4.0 or 'none stated (facts only)'",
    "tier": f"--tier, one of {', '.join(schema.TIERS)} (data/README.md explains them)",
    "retrieved": "--retrieved, the day on which you fetched it, as YYYY-MM-DD",
}


class Sourcing:
    """Finds the source and page of what is imported; makes the row of a new source."""

    def __init__(self, dataset: Dataset, about: About, notes: Notes) -> None:
        """Take what is said on the command line, else what the file says of itself.

        Raises `UsageError` when a value of ``about`` has not the form of its column.
        """
        self.dataset, self.notes = dataset, notes
        self.new: dict[str, dict[str, str]] = {}
        """Rows of sources that the dataset does not have and that something cites."""
        self.lacking = ""
        """Where the first statement stands that only the file itself could be the source of."""
        self.pages: dict[str, str] = {}
        for page, source in (
            *((s.page, s.source) for s in dataset.statements),
            *((d.page, d.source) for d in dataset.descriptions),
        ):
            self.pages.setdefault(page_key(page), source)
        self.titles = {source.title.casefold(): key for key, source in dataset.sources.items()}
        self.file = self._row(about, notes.origin)
        self.taken = {*dataset.sources, *notes.sources}
        self.file["id"] = self._identifier()

    @property
    def complete(self) -> bool:
        """Whether all is known that the file needs to be a source."""
        return all(self.file[name] for name in _OPTIONS)

    def cite(self, mention: Mention, place: str, *, needed: bool = True) -> Cited | None:
        """Source and page of a mention: its own source, else the file, else that of the page.

        None when only the file could be the source and too little is known of
        it; where that matters (``needed``) it is remembered for `insist`.
        """
        page = mention.page if mention.page and is_page(mention.page) else ""
        if mention.page and not page:
            self.notes.part(place, "page", mention.page, "is no page; the source is cited as such")
        source = self._named(mention.source)
        if not source and not self.complete:
            source = self.pages.get(page_key(page), "") if page else ""
        if source:
            address = self._address(source)
            # A place in words is enough only where the source has no address.
            own = page if page and (is_url(page) or not address) else address
            return Cited(source, own or f"{place} of the file")
        if not self.complete:
            if needed:
                self.lacking = self.lacking or place
            return None
        if self.file["id"] not in self.dataset.sources:
            self.new.setdefault(self.file["id"], self.file)
        return Cited(self.file["id"], page if is_url(page) else self.file["url"])

    def cite_all(self, mentions: Iterable[Mention], place: str) -> list[Cited]:
        """The sources of several mentions, or the file where there is none."""
        found = [self.cite(mention, place) for mention in (tuple(mentions) or (Mention(),))]
        return list(dict.fromkeys(cited for cited in found if cited))

    def insist(self) -> None:
        """Raise `UsageError` with what is missing when something has no source."""
        if not self.lacking:
            return
        missing = [said for name, said in _OPTIONS.items() if not self.file[name]]
        listed = "\n  ".join(missing)
        raise UsageError(
            f"{self.lacking}: names no source that the dataset knows, so the file itself is the "
            f"source, and too little is known of it. Nothing was written. Add:\n  {listed}"
        )

    def _row(self, about: About, origin: Mapping[str, str]) -> dict[str, str]:
        row = dict.fromkeys(schema.SOURCES.header, "")
        columns = {column.name: column for column in schema.SOURCES.columns}
        for name in (field.name for field in fields(About)):
            said = getattr(about, name) or origin.get(name, "")
            said = _licence(said) if name == "licence" else said
            if not said:
                continue
            row[name], reason = cells.cell(columns[name], said)
            if reason and getattr(about, name):
                raise UsageError(f"--{_OPTION.get(name, name)} {said[:80]!r} {reason}.")
        row["publisher"] = row["publisher"] or row["title"]
        return row

    def _identifier(self) -> str:
        """That of a source with this very address and title, else a free one."""
        row = self.file
        for key, source in self.dataset.sources.items():
            if row["url"] and source.url == row["url"] and source.title == row["title"]:
                return key
        base = slug(row["title"]) or slug(host(row["url"])) or "import"
        return unused_identifier("source", base[:60].strip("-"), (), self.taken)

    def _named(self, source: str) -> str:
        """The identifier of a source by identifier or title; its row when only the file has it."""
        if source in self.dataset.sources:
            return source
        if source.casefold() in self.titles:
            return self.titles[source.casefold()]
        row = self.notes.sources.get(source)
        if row and source not in self.new:
            checked = {c.name: cells.cell(c, row[c.name]) for c in schema.SOURCES.columns}
            needed = [c.name for c in schema.SOURCES.columns if c.required]
            if not re.fullmatch(r"source/[a-z0-9]+(-[a-z0-9]+)*", source) or any(
                not checked[name][0] for name in needed
            ):
                self.notes.part("sources", "id", source, "its row lacks a field that is needed")
                del self.notes.sources[source]
                return ""
            self.new[source] = {name: value for name, (value, _) in checked.items()} | {"keys": ""}
        return source if row else ""

    def _address(self, source: str) -> str:
        if source in self.dataset.sources:
            return self.dataset.sources[source].url
        return self.new[source]["url"]


_OPTION = {"title": "source-title", "url": "source-url"}


def page_key(page: str) -> str:
    """A page without the slash at its end, which many tools add or drop."""
    return page.rstrip("/")


def _licence(said: str) -> str:
    """The short name of a licence that is given by its address; any other text as it is."""
    match = _CREATIVE_COMMONS.fullmatch(said)
    if match:
        return f"CC-{match[1].upper()}-{match[2]}" if match[1] else "CC0-1.0"
    return "OGL-UK-3.0" if _OPEN_GOVERNMENT in said else said
