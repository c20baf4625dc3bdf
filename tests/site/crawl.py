"""Walks a site as a visitor would: every page, every link, every address in its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5rdf
from html5rdf.constants import E as MESSAGES

SPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Visited:
    """One page as it was found: its faults, its anchors, where it leads, what it holds."""

    path: str
    faults: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    text: str = ""


def visit(site: Path, path: str) -> Visited:
    """Parse a page as HTML5 and note what the standard forbids, and more that we promise."""
    found = Visited(path)
    parser = html5rdf.HTMLParser()
    root = parser.parse((site / path).read_bytes(), transport_encoding="utf-8")
    found.faults += [f"{place}: {MESSAGES[code] % values}" for place, code, values in parser.errors]
    ids: list[str] = []
    headings: list[int] = []
    references: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(SPACE)
        if "id" in element.attrib:
            ids.append(element.attrib["id"])
        references += element.attrib.get("aria-labelledby", "").split()
        found.faults += [f"{tag} has {name}" for name in element.attrib if name.startswith("on")]
        if tag in ("style", "iframe", "object", "embed", "base") or "style" in element.attrib:
            found.faults.append(f"<{tag}> or its style has no place here")
        if tag in ("h1", "h2", "h3", "h4"):
            headings.append(int(tag[1]))
        if tag == "a" and not "".join(element.itertext()).strip():
            found.faults.append("a link without words")
        if tag == "script":
            if element.attrib.get("type") == "application/ld+json":
                found.linked.append(element.text or "")
            else:
                found.scripts.append(element.attrib.get("src", "inline"))
        for name in ("href", "src", "action"):
            if name in element.attrib:
                address = element.attrib[name]
                if urlsplit(address).scheme in ("http", "https"):
                    found.outside.append(address)
                else:
                    found.links.append(address)
    found.faults += [f"the id {i} twice" for i in {i for i in ids if ids.count(i) > 1}]
    found.faults += [f"nothing has the id {name}" for name in references if name not in ids]
    if headings.count(1) != 1 or headings[0] != 1:
        found.faults.append(f"not one first heading: {headings[:4]}")
    found.faults += [f"heading {b} after {a}" for a, b in pairwise(headings) if b > a + 1]
    if root.attrib.get("lang") != "en" or root.find(f".//{SPACE}title") is None:
        found.faults.append("no language or no title")
    found.anchors = set(ids)
    body = root.find(f"{SPACE}body")
    found.text = "".join(body.itertext()) if body is not None else ""
    return found


def crawl(site: Path, start: str = "index.html") -> dict[str, Visited]:
    """Every page that can be reached from the start, by its path."""
    found: dict[str, Visited] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found or not (site / path).is_file() or path.startswith("release/"):
            continue
        found[path] = visit(site, path)
        waiting += [t for t, _ in targets(found[path]) if t.endswith(".html")]
    return found


def targets(page: Visited) -> Iterator[tuple[str, str]]:
    """Where the links of a page lead within the site: path and anchor."""
    folder = Path(page.path).parent
    for link in page.links:
        parts = urlsplit(link)
        assert not parts.scheme, f"{page.path} leads to {link}"
        place = page.path if not parts.path else _resolved(folder / unquote(parts.path))
        yield place, unquote(parts.fragment)


def dead_links(site: Path, pages: dict[str, Visited]) -> list[str]:
    """Links to a file that is not there, or to an anchor that its page lacks."""
    return [
        f"{page.path} -> {path}#{anchor}"
        for page in pages.values()
        for path, anchor in targets(page)
        if not (site / path).is_file()
        or (anchor and path in pages and anchor not in pages[path].anchors)
    ]


def _resolved(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()  # a link that leaves the site fails here
        else:
            parts.append(part)
    return "/".join(parts)
