"""What every page of the site has in common: a path, a template, what fills it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.dataset import Dataset
from graph.maps.style import GROUPS, SHAPE_MARKS, group_of
from graph.rdf.description import LICENCE, TITLE, modified
from graph.site.addresses import page_of, up
from graph.text import fold


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, which template draws it with which values.

    ``data`` are the files beside it that hold the same as data (suffix to content), ``linked``
    the JSON-LD inside it. ``listed`` says whether search engines are told of it.
    """

    path: str
    template: str
    title: str
    values: Mapping[str, Any]
    about: str = ""
    data: Mapping[str, bytes] = field(default_factory=dict)
    linked: bytes = b""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the site, with the mark and colour that the map gives the thing."""

    name: str
    href: str
    note: str = ""
    mark: str = ""
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with links below it; ``lead`` is the link that the heading itself is."""

    title: str
    links: tuple[Link, ...]
    anchor: str = ""
    lead: str = ""


def link(dataset: Dataset, identifier: str, note: str = "") -> Link:
    """A link to the page of an entity, concept or source."""
    kind = identifier.partition("/")[0]
    if kind not in SHAPE_MARKS:
        return Link(dataset.name(identifier), page_of(identifier), note)
    group = GROUPS.index(group_of(dataset, identifier))
    return Link(dataset.name(identifier), page_of(identifier), note, SHAPE_MARKS[kind], group)


def by_name(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links as a reader looks them up: accents and case do not count."""
    return tuple(sorted(links, key=lambda each: (fold(each.name), each.href)))


class Templates:
    """Draws pages; all text is escaped, an undefined name is an error."""

    def __init__(self, dataset: Dataset, base: str) -> None:
        self._base = base
        self._environment = Environment(
            loader=PackageLoader("graph.site", "assets"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["web"] = is_web_address
        self._environment.globals |= {
            "site": TITLE,
            "version": dataset.version,
            "date": modified(dataset),
            "licence": LICENCE,
        }

    def draw(self, page: Page) -> bytes:
        """The HTML of a page."""
        text = self._environment.get_template(page.template).render(
            page.values,
            path=page.path,
            title=page.title,
            about=page.about,
            root=self._base if page.path == "404.html" else up(page.path),
            canonical=self._base + page.path.removesuffix("index.html"),
            listed=page.listed,
            alternates=[
                (_TYPES[suffix], page.path.rpartition("/")[2].removesuffix(".html") + suffix)
                for suffix in page.data
            ],
            linked=_inside(page.linked),
        )
        return text.encode()


_TYPES = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}


def is_web_address(text: str) -> bool:
    """Whether a text may become a link: nothing but http and https does."""
    return text.startswith(("https://", "http://"))


def _inside(linked: bytes) -> Markup:
    """JSON inside a script element, which only ``</`` or ``<!--`` could end or upset."""
    text = linked.decode().strip()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
