"""Writing the whole site into a folder, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape

from graph.dataset import Dataset
from graph.exports.folders import folder_written_whole
from graph.exports.records.release import base_address
from graph.maps.style import GROUPS
from graph.model import BASE_IRI
from graph.rdf.description import modified
from graph.site.claims import claim_pages
from graph.site.dataset_pages import dataset_pages
from graph.site.downloads import Download, place_release
from graph.site.indexes import index_pages, search_index
from graph.site.linked import Linked
from graph.site.moved import moved_pages
from graph.site.ontology import ontology_page
from graph.site.pages import Page, Templates
from graph.site.redirects import rules
from graph.site.things import concept_pages, country_pages, entity_pages, source_pages

MARKER = "site.json"
"""The file that tells an earlier site from somebody's own files."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: pages and all files, the address that absolute links use."""

    pages: int
    files: int
    base: str


def publish_site(
    dataset: Dataset,
    folder: Path,
    *,
    base: str = "",
    release: Path | None = None,
    replaces: bool = False,
    progress: Progress = lambda done, total: None,
) -> Published:
    """Write the site into a folder, whole or not at all; the same data give the same bytes.

    Parameters
    ----------
    dataset
        What is published.
    folder
        Where the site is written.
    base
        The address at which it will stand, for the sitemap, canonical links and redirects
        (that of the identifiers unless given). All other links are relative.
    release
        A release folder of the same data whose files are offered; without one, a small
        release is made.
    replaces
        Whether an earlier site in the same folder may be replaced.
    progress
        Told how many pages of how many are written.

    Raises
    ------
    UsageError
        When the base is no web address, the release is not one of this data, or the folder
        holds other files or cannot be written.

    """
    base = base_address(base) or BASE_IRI
    with folder_written_whole(folder, marker=MARKER, replaces=replaces) as aside:
        place, files = place_release(dataset, aside, base, release)
        templates = Templates(dataset, base)
        listed: list[str] = []
        pages = 0
        total = len(dataset.entities) + len(dataset.concepts) + len(dataset.sources)
        for page in _pages(dataset, aside, place, files):
            _write(aside / page.path, templates.draw(page))
            for suffix, content in page.data.items():
                _write((aside / page.path).with_suffix(suffix), content)
            if page.listed:
                listed.append(page.path)
            pages += 1
            if pages % 100 == 0:
                progress(min(pages, total), total)
        for path, content in _files(dataset, base, listed, aside / place):
            _write(aside / path, content)
        about = {"version": dataset.version, "base": base, "pages": pages}
        _write(aside / MARKER, json.dumps(about, indent=1).encode() + b"\n")
        written = sum(path.is_file() for path in aside.rglob("*"))
    progress(total, total)
    return Published(pages, written, base)


def _pages(dataset: Dataset, site: Path, release: str, files: list[Download]) -> Iterator[Page]:
    linked = Linked(dataset)
    yield from chain(
        index_pages(dataset),
        dataset_pages(dataset, site, release, files),
        entity_pages(dataset, linked),
        concept_pages(dataset, linked),
        source_pages(dataset, linked),
        country_pages(dataset, linked),
        claim_pages(dataset, linked),
        moved_pages(dataset),
    )
    yield ontology_page()
    yield Page("404.html", "missing.html", "Not here", {}, listed=False)


def _files(
    dataset: Dataset, base: str, listed: list[str], release: Path
) -> Iterator[tuple[str, bytes]]:
    """Everything that is no page."""
    assets = resources.files("graph.site") / "assets"
    colours = "".join(
        f".g{place} {{ color: {group.colour}; }}\n" for place, group in enumerate(GROUPS)
    )
    yield "style.css", (assets / "style.css").read_bytes() + colours.encode()
    yield "search.js", (assets / "search.js").read_bytes()
    yield "search-index.js", search_index(dataset)
    yield "context.jsonld", (resources.files("graph.rdf") / "context.jsonld").read_bytes()
    yield ".well-known/void", (release / "dataset.ttl").read_bytes()
    yield "redirects/w3id.htaccess.txt", rules(base).encode()
    yield "sitemap.xml", _sitemap(base, listed, modified(dataset))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
    # GitHub Pages would leave out .well-known without it.
    yield ".nojekyll", b""


def _sitemap(base: str, listed: list[str], date: str) -> bytes:
    """The addresses of all pages for search engines (https://www.sitemaps.org)."""
    when = f"<lastmod>{date}</lastmod>" if date else ""
    lines = [
        f"<url><loc>{escape(base + path.removesuffix('index.html'))}</loc>{when}</url>"
        for path in sorted(listed)
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "\n".join([head, f'<urlset xmlns="{space}">', *lines, "</urlset>", ""]).encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
