"""The pages of things: entities, concepts, sources and countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from graph import wording
from graph.countries import country_name
from graph.dataset import Dataset
from graph.model import BASE_IRI, Concept, Entity, Source, Statement
from graph.site.addresses import INDEXES, page_of
from graph.site.linked import Linked
from graph.site.pages import Link, Page, Section, by_name, link
from graph.site.told import Cite, Fact, cite, facts, otherwise, sources, ties
from graph.text import capital, split_list

SEVERAL = {
    "organization": "Organizations",
    "person": "People",
    "project": "Projects",
    "event": "Events",
}
VOCABULARIES = {
    "cause": "Causes",
    "skill": "Skills",
    "path": "Ways out of tech",
    "role": "Roles",
    "kind": "Kinds",
}
_NOTES = {
    "transition": "The transition",
    "gives": "What it gives",
    "costs": "What it costs",
    "how_in": "How to get in",
    "sector": "Sector",
    "applies_to": "Applies to",
}
Tell = Callable[[Dataset, str], str]
"""What a list says of an entity beside its name."""

_ABOUT = 160
"""Characters that a search engine shows of what a page is about."""


def entity_pages(dataset: Dataset, linked: Linked) -> Iterator[Page]:
    """One page an organization, person, project or event."""
    return (entity_page(dataset, linked, entity) for entity in dataset.entities.values())


def entity_page(dataset: Dataset, linked: Linked, entity: Entity) -> Page:
    """What an entity is, its ties, and the page that states each."""
    pages = [
        (
            ", ".join(field.replace("_", " ") for field in d.fields),
            cite(dataset, d.source, d.page, dataset.sources[d.source].describes),
        )
        for d in dataset.described_by(entity.id)
        if not d.value
    ]
    headline = wording.headline(dataset, entity)
    return _page(
        linked,
        entity.id,
        "entity.html",
        entity.name,
        f"{entity.name}: {entity.description or headline}",
        link=link(dataset, entity.id),
        headline=headline,
        description=entity.description,
        facts=facts(dataset, entity),
        ties=ties(dataset, entity.id),
        otherwise=otherwise(dataset, entity.id),
        pages=pages,
        sources=sources(dataset, entity.id),
    )


def concept_pages(dataset: Dataset, linked: Linked) -> Iterator[Page]:
    """One page a cause, skill, path, role or kind."""
    holders = _holders(dataset)
    for concept in dataset.concepts.values():
        yield _page(
            linked,
            concept.id,
            "concept.html",
            concept.label,
            concept.definition or f"{VOCABULARIES[concept.type]}: {concept.label}",
            vocabulary=VOCABULARIES[concept.type],
            index=INDEXES[concept.type],
            definition=concept.definition,
            facts=_concept_facts(dataset, concept),
            members=_members(dataset, concept, holders.get(concept.id, ())),
            ties=ties(dataset, concept.id),
        )


def source_pages(dataset: Dataset, linked: Linked) -> Iterator[Page]:
    """One page a source: what it is, and everything that rests on it."""
    resting: dict[str, list[Statement]] = defaultdict(list)
    described: dict[str, set[str]] = defaultdict(set)
    for statement in dataset.statements:
        resting[statement.source].append(statement)
    for description in dataset.descriptions:
        described[description.source].add(description.subject)
    for source in dataset.sources.values():
        yield _page(
            linked,
            source.id,
            "source.html",
            source.title,
            f"{source.title}, {source.publisher}: what the graph takes from this source",
            publisher=source.publisher,
            facts=_source_facts(source),
            groups=_groups(dataset, resting[source.id]),
            described=by_name(link(dataset, i) for i in described[source.id]),
        )


def country_pages(dataset: Dataset, linked: Linked) -> Iterator[Page]:
    """One page a country: who is there."""
    for code, members in sorted(dataset.facets["countries"].items()):
        yield _page(
            linked,
            f"country/{code}",
            "list.html",
            country_name(code),
            f"Tech for good in {country_name(code)}: organizations, people, projects, events",
            above=Link("Countries", "countries.html"),
            intro="",
            letters=False,
            sections=by_type(dataset, members, kind_of),
        )


def by_type(dataset: Dataset, members: Iterable[str], tell: Tell) -> list[Section]:
    """Entities below headings of their types, each with what ``tell`` says of it."""
    found: dict[str, list[Link]] = defaultdict(list)
    for identifier in members:
        note = tell(dataset, identifier)
        found[identifier.partition("/")[0]].append(link(dataset, identifier, note))
    return [
        Section(title, by_name(found[kind]), kind) for kind, title in SEVERAL.items() if found[kind]
    ]


def kind_of(dataset: Dataset, identifier: str) -> str:
    """The kind of an entity in words, "" when it is not known."""
    kind = dataset.entities[identifier].kind
    return dataset.name(kind) if kind else ""


def place_of(dataset: Dataset, identifier: str) -> str:
    """The countries of an entity in words."""
    return ", ".join(country_name(code) for code in dataset.entities[identifier].countries)


def kind_and_place(dataset: Dataset, identifier: str) -> str:
    """Both."""
    both = (kind_of(dataset, identifier), place_of(dataset, identifier))
    return " · ".join(filter(None, both))


def _page(
    linked: Linked, identifier: str, template: str, title: str, about: str, **values: object
) -> Page:
    """A page with its data beside it."""
    return Page(
        page_of(identifier),
        template,
        title,
        values | {"iri": BASE_IRI + identifier},
        " ".join(about.split())[:_ABOUT],
        {".ttl": linked.turtle(identifier), ".jsonld": linked.jsonld(identifier)},
        linked.in_page(identifier),
    )


def _concept_facts(dataset: Dataset, concept: Concept) -> list[Fact]:
    details = concept.details
    narrower = (c.id for c in dataset.concepts.values() if c.broader == concept.id)
    found = [
        Fact("Also", concept.alternative_labels),
        Fact("Broader", (link(dataset, concept.broader),) if concept.broader else ()),
        Fact("Narrower", by_name(link(dataset, i) for i in narrower)),
        Fact("Way out of tech", (link(dataset, details["path"]),) if "path" in details else ()),
        Fact("The same elsewhere", concept.matches),
    ]
    pages: tuple[Cite, ...] = ()
    if "source" in details:
        year = dataset.sources[details["source"]].describes
        pages = (cite(dataset, details["source"], details["page"], year),)
    for name, label in _NOTES.items():
        found.append(Fact(label, split_list(details.get(name, "")), pages))
    return [fact for fact in found if fact.values]


def _holders(dataset: Dataset) -> dict[str, list[Link]]:
    """Kinds of roles to the people who hold one, and where."""
    found: dict[str, list[Link]] = defaultdict(list)
    for statement in dataset.statements:
        if statement.relation == "holds_role" and "kind" in statement.qualifiers:
            title = f"{wording.details(dataset, statement)}, {dataset.name(statement.object)}"
            found[statement.qualifiers["kind"]].append(link(dataset, statement.subject, title))
    return found


def _members(dataset: Dataset, concept: Concept, holders: Iterable[Link]) -> list[Section]:
    """Who has a concept that stands in no statement: a kind, a path, a role."""
    if concept.type == "role":
        people = by_name(dict.fromkeys(holders))
        return [Section("Held by", people, "held-by")] if people else []
    facet = {"kind": "kinds", "path": "paths"}.get(concept.type)
    members = dataset.facets[facet].get(concept.id, ()) if facet else ()
    return by_type(dataset, members, place_of if concept.type == "kind" else kind_and_place)


def _source_facts(source: Source) -> list[Fact]:
    found = {
        "Address": source.url,
        "Tier": source.tier,
        "Licence": source.licence,
        "Version read": source.snapshot,
        "Describes": source.describes,
        "Read on": source.retrieved,
        "Note": source.note,
    }
    return [Fact(label, (value,)) for label, value in found.items() if value]


def _groups(dataset: Dataset, statements: Iterable[Statement]) -> list[dict[str, object]]:
    """Statements by relation, in the order of the names of their subjects."""
    by_relation: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for statement in statements:
        by_relation[statement.relation][statement.subject, statement.object] = None
    found: list[dict[str, object]] = []
    for relation, pairs in sorted(by_relation.items()):
        label = dataset.relations[relation].label
        ends = {i: link(dataset, i) for pair in pairs for i in pair}
        rows = [
            (ends[subject], label, ends[object_])
            for subject, object_ in sorted(pairs, key=lambda p: (ends[p[0]].name.casefold(), p))
        ]
        anchor = label.replace(" ", "-")
        found.append({"title": capital(label), "anchor": anchor, "rows": rows})
    return found
