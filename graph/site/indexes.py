"""The pages that lead to the others: lists, the first page, the search."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.countries import country_name
from graph.dataset import Dataset
from graph.model import Concept
from graph.rdf.description import DESCRIPTION, TITLE
from graph.site.addresses import INDEXES, page_of
from graph.site.pages import Link, Page, Section, by_name, link
from graph.site.things import SEVERAL, VOCABULARIES, kind_and_place
from graph.text import label_key, slug

_INTRO = {
    "cause": "What organizations, people, projects and events work on. A cause counts everybody "
    "who works on it or on a narrower one.",
    "skill": "What people can do, and what organizations look for or work with.",
    "path": "Six ways out of a career in the technology industry, and who is on each.",
    "role": "Public professional roles of people.",
    "kind": "Kinds of organizations, projects and events.",
}


def index_pages(dataset: Dataset) -> Iterator[Page]:
    """All lists, the first page and the page of the search."""
    yield _start(dataset)
    for vocabulary, path in INDEXES.items():
        yield _list(path, VOCABULARIES[vocabulary], _concepts(dataset, vocabulary),
                    intro=_INTRO[vocabulary])  # fmt: skip
    countries = by_name(
        Link(country_name(code), page_of(f"country/{code}"), f"{len(members):,}")
        for code, members in dataset.facets["countries"].items()
    )
    yield _list("countries.html", "Countries", [Section("", countries)],
                intro="Where organizations, projects and events are, and people work.")  # fmt: skip
    yield from _names(dataset)
    yield _list("sources.html", "Sources", _by_letter(
        link(dataset, source.id, source.publisher) for source in dataset.sources.values()),
        intro="Everything in the graph was read in one of these.")  # fmt: skip
    letters = tuple(Link(letter, page_of(f"names/{_key(letter)}")) for letter in _letters(dataset))
    yield Page("search.html", "search.html", "Search", {"letters": letters})


def search_index(dataset: Dataset) -> bytes:
    """What the search looks through: a script, since a page from a disk may load nothing else.

    One array a thing: path of its page, name, kind and place, other names, number of statements.
    """
    rows = [
        [each.href, each.name, each.note, list(dataset.entities[i].aliases),
         len(dataset.statements_of(i))]
        for i in sorted(dataset.entities)
        for each in [link(dataset, i, kind_and_place(dataset, i))]
    ]  # fmt: skip
    rows += [
        [page_of(c.id), c.label, VOCABULARIES[c.type], list(c.alternative_labels),
         len(dataset.statements_of(c.id))]
        for c in sorted(dataset.concepts.values(), key=lambda c: c.id)
    ]  # fmt: skip
    rows += [
        [page_of(f"country/{code}"), country_name(code), "Countries", [], len(members)]
        for code, members in sorted(dataset.facets["countries"].items())
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"const THINGS = {text.replace(chr(0x2028), ' ').replace(chr(0x2029), ' ')};\n".encode()


def _start(dataset: Dataset) -> Page:
    types = [(SEVERAL[kind], len(dataset.facets["types"].get(kind, ()))) for kind in SEVERAL]
    ways = by_name(_counted(dataset, c) for c in dataset.concepts.values() if c.type == "path")
    doors = [
        Section("Ways out of tech", ways, "paths", "paths.html"),
        Section("Causes", _top(dataset, "causes", 12), "causes", "causes.html"),
        Section("Kinds", _top(dataset, "kinds", 12), "kinds", "kinds.html"),
    ]
    countries = sorted(dataset.facets["countries"].items(), key=lambda i: (-len(i[1]), i[0]))[:12]
    found = tuple(
        Link(country_name(code), page_of(f"country/{code}"), f"{len(members):,}")
        for code, members in countries
    )
    doors.append(Section("Countries", found, "countries", "countries.html"))
    values = {
        "description": DESCRIPTION,
        "types": types,
        "statements": len(dataset.statements),
        "sources": len(dataset.sources),
        "doors": doors,
    }
    return Page("index.html", "start.html", TITLE, values, DESCRIPTION[:160])


def _top(dataset: Dataset, facet: str, most: int) -> tuple[Link, ...]:
    """The concepts that most entities have."""
    ranked = sorted(dataset.facets[facet].items(), key=lambda i: (-len(i[1]), i[0]))
    return tuple(link(dataset, i, f"{len(members):,}") for i, members in ranked[:most])


def _list(path: str, title: str, sections: Iterable[Section], intro: str = "") -> Page:
    values = {"intro": intro, "sections": list(sections), "above": None, "letters": False,
              "iri": ""}  # fmt: skip
    return Page(path, "list.html", title, values, intro[:160])


def _concepts(dataset: Dataset, vocabulary: str) -> list[Section]:
    """Concepts that have narrower ones as headings, the others below them or in front."""
    mine = [c for c in dataset.concepts.values() if c.type == vocabulary]
    below: dict[str, list[Concept]] = defaultdict(list)
    for concept in mine:
        below[concept.broader].append(concept)
    sections = []
    alone = by_name(_counted(dataset, c) for c in below[""] if c.id not in below)
    if alone:
        sections.append(Section("", alone))
    for head in sorted((c for c in below[""] if c.id in below), key=lambda c: label_key(c.label)):
        under = _descendants(below, head.id)
        links = by_name(_counted(dataset, c) for c in under)
        sections.append(Section(head.label, links, slug(head.id), page_of(head.id)))
    return sections


def _descendants(below: dict[str, list[Concept]], identifier: str) -> list[Concept]:
    found = list(below.get(identifier, ()))
    return found + [c for child in found for c in _descendants(below, child.id)]


def _counted(dataset: Dataset, concept: Concept) -> Link:
    facet = {"cause": "causes", "skill": "skills", "path": "paths", "kind": "kinds"}
    counts = dataset.facets.get(facet.get(concept.type, ""), {})
    number = len(counts.get(concept.id, ()))
    return link(dataset, concept.id, f"{number:,}" if number else "")


def _names(dataset: Dataset) -> Iterator[Page]:
    """All entities, one page a letter."""
    letters = _letters(dataset)
    overview = tuple(
        Link(letter, page_of(f"names/{_key(letter)}"), f"{len(members):,}")
        for letter, members in letters.items()
    )
    yield _list("names.html", "A to Z", [Section("", overview)],
                intro="Every organization, person, project and event by its name.")  # fmt: skip
    for letter, members in letters.items():
        links = by_name(link(dataset, i, kind_and_place(dataset, i)) for i in members)
        page = _list(f"names/{_key(letter)}.html", f"Names: {letter}", [Section("", links)])
        above = Link("A to Z", "names.html")
        yield Page(page.path, page.template, page.title, {**page.values, "above": above})


def _letters(dataset: Dataset) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in dataset.entities.values():
        found[_letter(entity.name)].append(entity.id)
    return dict(sorted(found.items()))


def _by_letter(links: Iterable[Link]) -> list[Section]:
    found: dict[str, list[Link]] = defaultdict(list)
    for each in links:
        found[_letter(each.name)].append(each)
    return [Section(letter, by_name(found[letter]), _key(letter)) for letter in sorted(found)]


def _letter(name: str) -> str:
    """The first letter in the Latin alphabet; one place for names that begin otherwise."""
    first = slug(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def _key(letter: str) -> str:
    return letter.lower() if letter.isalpha() else "0-9"
