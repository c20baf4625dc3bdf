"""Nodes and ties with attributes, as GraphML, GEXF, Kumu and tables hold them, as items.

The inverse of `graph.exports.network_parts`, open to the words that other tools use.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.imports.items import Mention, Notes, Thing, Tie
from graph.text import label_key, split_list

_NODE_WORDS = {
    "url": "website", "homepage": "website", "web": "website", "site": "website",
    "countries": "country", "country_code": "country", "start": "", "end": "",
    "established": "founded", "founding_date": "founded", "year_founded": "founded",
    "dissolved": "closed", "town": "city", "license": "licence", "element_type": "type",
    "category": "type", "kind_of_thing": "type", "alias": "aliases", "also_known_as": "aliases",
    "source_url": "sources", "page": "sources", "pages": "sources", "source_page": "sources",
    "title": "name",
}  # fmt: skip
_TIE_WORDS = {
    "start": "since", "start_date": "since", "from_date": "since", "begin": "since",
    "end": "until", "end_date": "until", "to_date": "until",
    "url": "page", "source_url": "page", "source_page": "page",
    "position": "role", "job_title": "role", "title": "role",
    "connection_type": "relation", "relationship": "relation",
    "citation": "source_title", "source": "source_title", "program": "programme",
}  # fmt: skip
"""Words of other tools for fields of ours; "" for what is none."""

_SAID_AGAIN = frozenset(
    "iri sector tags social symmetric temporal_status confidence publisher tier paths kind_label "
    "subject_name object_name source_title source_as_of broader matches id x y z size color colour "
    "weight interval timeset".split()
)
"""Fields that follow from others, or are only about the drawing."""

_ENTITY_FIELDS = frozenset(
    "country city website licence founded closed status as_of level portal jobs_page online rhythm "
    "first_year last_seen_year month kind_basis".split()
)
QUALIFIERS = frozenset(
    "role kind public_capacity programme project_title amount currency year_kind via basis "
    "stated_as evidence change".split()
)


def words(fields: Mapping[str, str]) -> dict[str, str]:
    """Fields under plain names (``As of`` becomes ``as_of``), only filled ones."""
    found: dict[str, str] = {}
    for name, value in fields.items():
        if value and value.strip():
            found.setdefault(label_key(name).replace(" ", "_"), value.strip())
    return found


def thing(place: str, key: str, fields: Mapping[str, str], notes: Notes) -> Thing:
    """A node with its attributes as an item; ``name`` or ``label`` is what it is called.

    Contact details are counted and left behind, and so are texts: facts are
    taken over, no sentences of others.
    """
    said = _renamed(notes.without_contacts(words(fields)), _NODE_WORDS)
    name = said.pop("label", "") or said.get("name", "")
    said.pop("name", None)
    # Without a name, what the input calls it by is at least something to look for.
    found = Thing(place, key, said.pop("type", ""), name or key, said.pop("kind", ""))
    found.aliases = split_list(said.pop("aliases", ""))
    found.mentions = tuple(Mention(page) for page in split_list(said.pop("sources", "")))
    for field, value in said.items():
        if field in _ENTITY_FIELDS:
            found.fields[field] = value
        elif field not in _SAID_AGAIN:
            notes.ignored[field] += 1
    return found


def tie(
    place: str,
    key: str,
    ends: tuple[str, str],
    fields: Mapping[str, str],
    notes: Notes,
    *,
    directed: bool = True,
) -> Tie:
    """A tie with its attributes as an item; ``relation``, else ``type``, else ``label`` names it.

    ``source_id`` (as our own exports write it) or ``source_title`` says which
    source, ``page`` where in it.
    """
    said = _renamed(notes.without_contacts(words(fields)), _TIE_WORDS)
    label, kind_of_tie = said.pop("label", ""), said.pop("type", "")
    relation = said.pop("relation", "") or kind_of_tie or label
    symmetric = said.get("symmetric", "").casefold() in ("true", "yes")
    source = said.pop("source_id", "") or said.get("source_title", "")
    found = Tie(place, key, relation, *ends, directed=directed and not symmetric)
    found.mention = Mention(said.pop("page", ""), source)
    found.since, found.until = said.pop("since", ""), said.pop("until", "")
    found.as_of = said.pop("as_of", "")
    for field, value in said.items():
        if field in QUALIFIERS:
            found.qualifiers[field] = value
        elif field not in _SAID_AGAIN:
            notes.ignored[field] += 1
    return found


def _renamed(fields: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Fields under our names; one that bears our name already counts more."""
    found = {name: value for name, value in fields.items() if name not in names}
    for name, value in fields.items():
        if names.get(name):
            found.setdefault(names[name], value)
    return found
