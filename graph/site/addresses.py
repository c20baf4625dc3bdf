"""Where things stand on the site: one file an identifier, and how one page links to another.

The identifier is the path: ``organization/example`` is ``organization/example.html``, with
``.ttl`` and ``.jsonld`` beside it. All links are relative, so that the folder can stand anywhere
and works from a disk as well.
"""

from __future__ import annotations

from graph.model import CONCEPT_TYPES, ENTITY_TYPES

THINGS = (*ENTITY_TYPES, *CONCEPT_TYPES, "source", "country")
"""Types of identifiers that have a page of their own, with its data beside it."""

INDEXES = {
    "cause": "causes.html",
    "skill": "skills.html",
    "path": "paths.html",
    "role": "roles.html",
    "kind": "kinds.html",
}
"""Vocabulary to the page that lists its concepts."""

LISTS = ("status", "temporal-status", "confidence", "tier", "basis", "scheme")
"""Types of identifiers that are explained on the page of the ontology."""


def page_of(identifier: str) -> str:
    """The path of the page that an identifier leads to, with its anchor where it shares one."""
    kind, _, name = identifier.partition("/")
    if kind == "scheme" and name in INDEXES:
        return INDEXES[name]
    if kind == "claim":
        return f"claim/{name[:2]}.html#{name}"
    if kind in LISTS:
        return f"ns.html#{kind}-{name}"
    return f"{identifier}.html"


def up(path: str) -> str:
    """What leads from a page to the root of the site."""
    return "../" * path.count("/")
