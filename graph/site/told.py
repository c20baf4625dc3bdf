"""What pages tell of a thing: facts and ties, each with the pages that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph import wording
from graph.countries import country_name
from graph.dataset import Dataset
from graph.model import Entity, Statement
from graph.site.addresses import page_of
from graph.site.pages import Link, by_name, link
from graph.text import capital, fold


@dataclass(frozen=True, slots=True)
class Cite:
    """A page that states something: name of its source with the year, address, claim."""

    text: str
    href: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a thing: its values, and the pages that state it."""

    label: str
    values: tuple[Link | str, ...]
    cites: tuple[Cite, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one tie, how surely it is known, and where it stands."""

    detail: str
    standing: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """The other end, and everything said of it."""

    other: Link
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties of one kind, under one heading."""

    title: str
    anchor: str
    ties: tuple[Tie, ...]


ORDER = (
    "works_on",
    "offers_path",
    "holds_role",
    "part_of",
    "member_of",
    "partner_of",
    "funds",
    "makes",
    "takes_part_in",
    "succeeded_by",
    "spun_out_of",
    "investigated",
    "campaigns_with",
    "endorses",
    "needs_skill",
    "uses_skill",
    "has_skill",
)
"""Relations in the order of interest; others follow."""

_FIELDS = {
    "aliases": "Also known as",
    "kind": "Kind",
    "country": "Country",
    "city": "City",
    "website": "Website",
    "portal": "Open-data portal",
    "jobs_page": "Jobs",
    "founded": "Founded",
    "closed": "Ended",
    "status": "Status",
    "level": "Level",
    "licence": "Licence",
    "online": "Online",
    "rhythm": "Rhythm",
    "first_year": "First held",
    "last_seen_year": "Last seen",
    "month": "Month",
}
"""Columns that a page shows, in this order, and what they are called."""


def cite(dataset: Dataset, source: str, page: str, as_of: str, claim: str = "") -> Cite:
    """A page, named by its source and the year that it describes."""
    year = as_of[:4] if as_of else "undated"
    return Cite(f"{dataset.sources[source].title}, {year}", page, claim.partition("/")[2])


def facts(dataset: Dataset, entity: Entity) -> list[Fact]:
    """The fields of an entity that are known."""
    pages: dict[str, list[Cite]] = defaultdict(list)
    for described in dataset.described_by(entity.id):
        if not described.value:
            year = dataset.sources[described.source].describes
            for name in described.fields:
                pages[name].append(cite(dataset, described.source, described.page, year))
    found = []
    for name, label in _FIELDS.items():
        values = _values(dataset, entity, name)
        if values:
            note = ""
            if name == "kind" and entity.details.get("kind_basis") == "ours":
                note = "our classification"
            if name == "status" and "as_of" in entity.details:
                note = f"as of {entity.details['as_of']}"
            found.append(Fact(label, values, tuple(dict.fromkeys(pages[name])), note))
        if name == "kind":
            paths = sorted(dataset.paths_of(entity.id))
            if paths:
                ways = tuple(link(dataset, path) for path in paths)
                stated = dataset.outgoing(entity.id, "offers_path")
                note = "" if stated else "by its kind"
                found.append(Fact("Way out of tech", ways, _pages(dataset, stated), note))
    return found


def _pages(dataset: Dataset, statements: Iterable[Statement]) -> tuple[Cite, ...]:
    pages = (cite(dataset, s.source, s.page, dataset.as_of(s)) for s in statements)
    return tuple(dict.fromkeys(pages))


def _values(dataset: Dataset, entity: Entity, name: str) -> tuple[Link | str, ...]:
    if name == "aliases":
        return entity.aliases
    if name == "kind":
        return (link(dataset, entity.kind),) if entity.kind else ()
    if name == "country":
        return tuple(Link(country_name(c), page_of(f"country/{c}")) for c in entity.countries)
    own = {"city": entity.city, "website": entity.website, "status": entity.status}
    value = own.get(name) or entity.details.get(name, "")
    return (value,) if value else ()


def ties(dataset: Dataset, identifier: str) -> list[Ties]:
    """Everything that statements tie a thing to, by relation and direction."""
    out: dict[str, list[Statement]] = defaultdict(list)
    into: dict[str, list[Statement]] = defaultdict(list)
    for statement in dataset.outgoing(identifier):
        out[statement.relation].append(statement)
    for statement in dataset.incoming(identifier):
        symmetric = dataset.relations[statement.relation].symmetric
        (out if symmetric else into)[statement.relation].append(statement)
    found = []
    for relation in sorted(dataset.relations, key=_place):
        declared = dataset.relations[relation]
        for label, statements in (
            (declared.label, out[relation]),
            (declared.inverse_label, into[relation]),
        ):
            if statements:
                anchor = label.replace(" ", "-")
                grouped = tied(dataset, statements, lambda s: s.other(identifier))
                found.append(Ties(capital(label), anchor, grouped))
    return found


def tied(
    dataset: Dataset, statements: Iterable[Statement], other: Callable[[Statement], str]
) -> tuple[Tie, ...]:
    """Statements by the end that ``other`` names, in the order of names."""
    ends: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        ends[other(statement)].append(statement)
    links = {identifier: link(dataset, identifier) for identifier in ends}
    ordered = sorted(ends, key=lambda i: (fold(links[i].name), i))
    return tuple(Tie(links[i], _said(dataset, ends[i])) for i in ordered)


def _said(dataset: Dataset, statements: Sequence[Statement]) -> tuple[Said, ...]:
    alike: dict[tuple[str, str], list[Cite]] = defaultdict(list)
    for statement in statements:
        page = cite(
            dataset, statement.source, statement.page, dataset.as_of(statement), statement.id
        )
        alike[_detail(dataset, statement), wording.standing(dataset, statement)].append(page)
    return tuple(Said(detail, sure, tuple(pages)) for (detail, sure), pages in alike.items())


def _detail(dataset: Dataset, statement: Statement) -> str:
    """What a statement says besides its ends; else the words of the source."""
    detail = wording.details(dataset, statement)
    stated = statement.qualifiers.get("stated_as", "")
    return detail or (f"stated as “{stated}”" if stated else "")


def sources(dataset: Dataset, identifier: str) -> tuple[Link, ...]:
    """The sources behind a page, with publisher and tier."""
    found = {d.source for d in dataset.described_by(identifier)}
    found |= {s.source for s in dataset.statements_of(identifier)}
    return by_name(
        link(dataset, i, f"{dataset.sources[i].publisher}, {dataset.sources[i].tier}")
        for i in found
    )


def otherwise(dataset: Dataset, identifier: str) -> list[Fact]:
    """Values that a page states otherwise than the one that is kept."""
    return [
        Fact(
            ", ".join(field.replace("_", " ") for field in described.fields),
            (described.value,),
            (
                cite(
                    dataset,
                    described.source,
                    described.page,
                    dataset.sources[described.source].describes,
                ),
            ),
        )
        for described in dataset.described_by(identifier)
        if described.value
    ]


def _place(relation: str) -> tuple[int, str]:
    return (ORDER.index(relation) if relation in ORDER else len(ORDER), relation)
