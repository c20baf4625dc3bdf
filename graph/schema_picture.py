"""A picture of the schema (SVG), drawn from the ontology and the table of relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from pyoxigraph import NamedNode

from graph import rdf
from graph.maps.style import GROUPS, SHAPE_MARKS
from graph.model import ENTITY_TYPES, Relation
from graph.rdf.claims import properties
from graph.rdf.context import reference
from graph.rdf.terms import OWN_TERMS, parts

_WIDTH, _ROW, _HEAD, _GAP = 330, 21, 46, 24
_COLUMNS = {"left": 20, "middle": 385, "right": 750}

_QUIET = "#4a525a"

_COLOURS = {
    "organization": "Civil society",
    "person": "People",
    "project": "Projects and events",
    "event": "Projects and events",
    "cause": "Causes and skills",
    "skill": "Causes and skills",
    "path": "Causes and skills",
}
_CLASSES = {
    "organization": "org:Organization",
    "person": "schema:Person",
    "project": "schema:Project",
    "event": "schema:Event",
}
_CONCEPTS = {
    "cause": "what they work on",
    "skill": "what they know and seek",
    "path": "ways out of tech",
    "kind": "what they are",
    "role": "what people do there",
}

STANDARD = {
    "tfg:Claim": (
        ("rdf:subject", "who or what"),
        ("rdf:predicate", "the relation"),
        ("rdf:object", "to whom or what"),
        ("prov:hadPrimarySource", "the source"),
        ("schema:citation", "the page"),
        ("schema:startDate", "since"),
        ("schema:endDate", "until"),
    ),
    "prov:Entity": (
        ("schema:name", "title"),
        ("dc:publisher", "publisher"),
        ("schema:url", "address"),
        ("dcterms:date", "read on"),
    ),
}
"""Terms of others that say the most about claims and sources, and what they hold here."""


_Row = tuple[str, str, tuple[str, ...]]
"""Words, term, and the types that it leads to."""


@dataclass(frozen=True, slots=True)
class _Card:
    title: str
    term: str
    colour: str
    x: int
    y: int
    rows: list[_Row]

    @property
    def height(self) -> int:
        return _HEAD + _ROW * len(self.rows) + (10 if self.rows else 0)

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + _WIDTH / 2, self.y + self.height / 2


def schema_picture(relations: Mapping[str, Relation]) -> bytes:
    """The picture: things and what ties them, claims and sources, vocabularies.

    Every relation of the table stands with the thing that it starts from, with its RDF property
    and marks for what it leads to; every own property of claims and sources with its label.
    """
    cards = _cards(relations)
    height = max(card.y + card.height for card in cards.values()) + 70
    width = _COLUMNS["right"] + _WIDTH + 20
    drawn = [
        *_arrows(relations, cards),
        *(part for card in cards.values() for part in _draw(card)),
        *_legend(height - 30),
    ]
    title = "The schema of the Tech for Good Graph"
    about = (
        "Organizations, people, projects and events, the relations between them and to "
        "vocabularies; each statement is a claim with its source."
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="Source Sans, Noto Sans, sans-serif" font-size="13" '
        'role="img">',
        f"<title>{title}</title>",
        f"<desc>{about}</desc>",
        '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8a929a"/></marker></defs>',
        '<rect width="100%" height="100%" fill="#fff"/>',
        *drawn,
        "</svg>",
        "",
    ]).encode()  # fmt: skip


def _cards(relations: Mapping[str, Relation]) -> dict[str, _Card]:
    rows = {kind: _relation_rows(relations, kind) for kind in ENTITY_TYPES}
    own = _own_rows()
    cards: dict[str, _Card] = {}

    def place(key: str, column: str, title: str, term: str, colour: str,
              found: list[_Row]) -> None:  # fmt: skip
        above = [card for card in cards.values() if card.x == _COLUMNS[column]]
        y = max((card.y + card.height + _GAP for card in above), default=20)
        cards[key] = _Card(title, term, colour, _COLUMNS[column], y, found)

    for kind, column in (("organization", "middle"), ("person", "left"), ("project", "right"),
                         ("event", "left")):  # fmt: skip
        place(kind, column, kind.capitalize(), _CLASSES[kind], _colour(kind), rows[kind])
    for key, column, title in (("tfg:Claim", "right", "Claim: one statement of one source"),
                               ("prov:Entity", "left", "Source")):  # fmt: skip
        standard: list[_Row] = [(words, curie, ()) for curie, words in STANDARD[key]]
        place(key, column, title, key, _QUIET, standard + own[key])
    for kind, about in _CONCEPTS.items():
        colour = _colour(kind) if kind in _COLOURS else _QUIET
        place(kind, "middle", f"{kind.capitalize()}: {about}", "skos:Concept", colour, [])
    return cards


def _relation_rows(relations: Mapping[str, Relation], kind: str) -> list[_Row]:
    return [
        (relation.label, properties(relation)[kind], relation.range)
        for relation in sorted(relations.values(), key=lambda r: (not r.social, r.name))
        if kind in relation.domain
    ]


def _own_rows() -> dict[str, list[_Row]]:
    """Own properties of claims (those of grants among them) and of sources, from the ontology."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in map(parts, rdf.ontology()):
        if subject.value.startswith(OWN_TERMS):
            text = reference(value.value) if isinstance(value, NamedNode) else value.value
            told[reference(subject.value)][reference(predicate.value)].append(text)
    found: dict[str, list[_Row]] = {}
    for key, classes in (("tfg:Claim", {"tfg:Claim", "schema:Grant"}),
                         ("prov:Entity", {"prov:Entity"})):  # fmt: skip
        found[key] = [
            (values["rdfs:label"][0], name, ())
            for name, values in sorted(told.items())
            if classes & {*values["rdfs:domain"], *values["schema:domainIncludes"]}
        ]
    return found


def _colour(kind: str) -> str:
    return next(group.colour for group in GROUPS if group.name == _COLOURS[kind])


def _arrows(relations: Mapping[str, Relation], cards: Mapping[str, _Card]) -> Iterator[str]:
    """One line for each pair of different things that a relation joins; marks say the rest."""
    pairs = {
        (start, end)
        for relation in relations.values()
        for start in relation.domain
        for end in relation.range
        if start != end and end in ENTITY_TYPES
    }
    for start, end in sorted(pairs):
        x1, y1 = cards[start].middle
        x2, y2 = _edge(cards[end], cards[start].middle)
        yield (
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#c3c9cf" '
            'stroke-width="1.5" marker-end="url(#end)"/>'
        )


def _edge(card: _Card, towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line from the middle of a card leaves it."""
    x, y = card.middle
    dx, dy = towards[0] - x, towards[1] - y
    scale = min(
        _WIDTH / 2 / abs(dx) if dx else float("inf"),
        card.height / 2 / abs(dy) if dy else float("inf"),
    )
    return x + dx * scale, y + dy * scale


def _draw(card: _Card) -> Iterator[str]:
    x, y, width = card.x, card.y, _WIDTH
    yield (
        f'<rect x="{x}" y="{y}" width="{width}" height="{card.height}" rx="6" fill="#fff" '
        f'stroke="{card.colour}" stroke-width="1.5"/>'
    )
    yield f'<rect x="{x}" y="{y}" width="{width}" height="5" rx="2" fill="{card.colour}"/>'
    yield _text(x + 12, y + 24, card.title, 'font-weight="600" fill="#1f2328"')
    yield _text(x + 12, y + 39, card.term, 'font-size="11" fill="#57606a"')
    for number, (label, curie, targets) in enumerate(card.rows):
        base = y + _HEAD + 12 + _ROW * number
        yield _text(x + 12, base, label, 'fill="#1f2328"')
        yield _text(x + 150, base, curie, 'font-size="11" fill="#57606a"')
        for place, target in enumerate(reversed(targets)):
            mark = SHAPE_MARKS[target]
            at = f'text-anchor="end" fill="{_colour(target)}"'
            yield _text(x + width - 10 - 17 * place, base, mark, at)


def _legend(y: int) -> Iterator[str]:
    x = _COLUMNS["left"]
    for kind in ENTITY_TYPES:
        yield _text(x, y, SHAPE_MARKS[kind], f'fill="{_colour(kind)}"')
        yield _text(x + 16, y, kind, 'fill="#1f2328"')
        x += 110
    yield _text(x, y, SHAPE_MARKS["cause"], f'fill="{_colour("cause")}"')
    yield _text(x + 16, y, "cause, skill or path", 'fill="#1f2328"')
    words = "Marks say what a relation leads to. Each statement is a claim with its source."
    yield _text(x + 170, y, words, 'fill="#57606a"')


def _text(x: float, y: float, words: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'
