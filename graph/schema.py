"""The files of a data folder and the columns of each: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.model import CONCEPT_TYPES, ENTITY_TYPES, Relation

CellType = Literal["text", "identifier", "reference", "url", "page", "date", "country", "number"]

STATUSES = ("active", "inactive", "reorganised", "closed", "unknown")
TIERS = ("first-hand", "official", "curated", "press", "second-hand", "compilation")
BASES = ("stated", "inferred")
LANGUAGES = ("de", "en", "es", "fr", "it")
"""Languages of further labels of concepts, and of words by which people mean them (ISO 639-1)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, whether a value is needed, whether it may hold several.

    ``types`` says which identifiers a reference may name, ``values`` which
    words are allowed.
    """

    name: str
    type: CellType = "text"
    required: bool = False
    many: bool = False
    types: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSchema:
    """One file of the data folder."""

    path: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """Column names in the order of the file."""
        return tuple(column.name for column in self.columns)


def _identifier(kind: str) -> Column:
    return Column("id", "identifier", required=True, types=(kind,))


_NAME = Column("name", required=True)
_ALIASES = Column("aliases", many=True)
_KIND = Column("kind", "reference", types=("kind",))
_COUNTRY = Column("country", "country", many=True)
_WEBSITE = Column("website", "url")
_STATUS = Column("status", values=STATUSES)
_AS_OF = Column("as_of", "date")
_DESCRIPTION = Column("description")

ENTITY_FILES: dict[str, FileSchema] = {
    "organization": FileSchema(
        "entities/organizations.csv",
        (
            _identifier("organization"),
            _NAME,
            _ALIASES,
            _KIND,
            Column("kind_basis", values=("stated", "ours")),
            Column("level", values=("city", "regional", "national", "supranational")),
            _COUNTRY,
            Column("city"),
            _WEBSITE,
            Column("portal", "url"),
            Column("jobs_page", "url"),
            Column("founded", "date"),
            Column("closed", "date"),
            _STATUS,
            _AS_OF,
            _DESCRIPTION,
        ),
        key=("id",),
    ),
    "person": FileSchema(
        "entities/people.csv",
        (
            _identifier("person"),
            _NAME,
            _ALIASES,
            _COUNTRY,
            Column("city"),
            _WEBSITE,
            _DESCRIPTION,
        ),
        key=("id",),
    ),
    "project": FileSchema(
        "entities/projects.csv",
        (
            _identifier("project"),
            _NAME,
            _ALIASES,
            _KIND,
            _COUNTRY,
            Column("city"),
            _WEBSITE,
            Column("licence"),
            _STATUS,
            _AS_OF,
            _DESCRIPTION,
        ),
        key=("id",),
    ),
    "event": FileSchema(
        "entities/events.csv",
        (
            _identifier("event"),
            _NAME,
            _ALIASES,
            _KIND,
            _COUNTRY,
            Column("city"),
            _WEBSITE,
            Column("online", values=("yes", "no", "hybrid")),
            Column("rhythm"),
            Column("first_year", "date"),
            Column("last_seen_year", "date"),
            Column("month"),
            _STATUS,
            _AS_OF,
            _DESCRIPTION,
        ),
        key=("id",),
    ),
}

CITATIONS = FileSchema(
    "entities/citations.csv",
    (
        Column("subject", "reference", required=True, types=ENTITY_TYPES),
        Column("fields", required=True, many=True),
        Column("value"),
        Column("source", "reference", required=True, types=("source",)),
        Column("page", "page", required=True),
    ),
    key=("subject", "fields", "value", "source", "page"),
)


def _vocabulary(kind: str, path: str, *further: Column) -> FileSchema:
    return FileSchema(
        path,
        (
            _identifier(kind),
            Column("label", required=True),
            Column("alternative_labels", many=True),
            Column("broader", "reference", types=(kind,)),
            Column("definition"),
            Column("matches", "url", many=True),
            *further,
        ),
        key=("id",),
    )


CONCEPT_FILES: dict[str, FileSchema] = {
    "cause": _vocabulary("cause", "vocabulary/causes.csv"),
    "skill": _vocabulary("skill", "vocabulary/skills.csv"),
    "path": _vocabulary(
        "path",
        "vocabulary/paths.csv",
        Column("transition"),
        Column("gives", many=True),
        Column("costs", many=True),
        Column("how_in", many=True),
        Column("source", "reference", required=True, types=("source",)),
        Column("page", "page", required=True),
    ),
    "role": _vocabulary("role", "vocabulary/roles.csv"),
    "kind": _vocabulary(
        "kind",
        "vocabulary/kinds.csv",
        Column("applies_to", required=True, many=True, values=ENTITY_TYPES),
        Column("path", "reference", types=("path",)),
        Column("sector", required=True),
        Column("plural"),
    ),
}

RELATIONS = FileSchema(
    "vocabulary/relations.csv",
    (
        _identifier("relation"),
        Column("label", required=True),
        Column("inverse_label", required=True),
        Column("domain", required=True, many=True, values=ENTITY_TYPES),
        Column("range", required=True, many=True, values=ENTITY_TYPES + CONCEPT_TYPES),
        Column("symmetric", required=True, values=("yes", "no")),
        Column("social", required=True, values=("yes", "no")),
        Column("sensitive", required=True, values=("yes", "no")),
        Column("qualifiers", many=True),
        Column("property", required=True, many=True),
        Column("definition", required=True),
    ),
    key=("id",),
)

SOURCES = FileSchema(
    "sources.csv",
    (
        _identifier("source"),
        Column("title", required=True),
        Column("publisher", required=True),
        Column("url", "url"),
        Column("tier", required=True, values=TIERS),
        Column("licence", required=True),
        Column("snapshot"),
        Column("describes", "date"),
        Column("retrieved", "date", required=True),
        Column("keys", many=True),
        Column("note"),
    ),
    key=("id",),
)

QUESTIONS = FileSchema(
    "vocabulary/questions.csv",
    (
        _identifier("question"),
        Column("question", required=True),
        Column("kind", required=True),
        Column("source", "reference", required=True, types=("source",)),
        Column("page", "page", required=True),
    ),
    key=("id",),
)

REFUSALS = FileSchema(
    "vocabulary/refusals.csv",
    (
        _identifier("refusal"),
        Column("label", required=True),
        Column("words", required=True, many=True),
        Column("bodies", "reference", many=True, types=("organization",)),
        Column("kinds", "reference", many=True, types=("kind",)),
        Column("costs", many=True),
    ),
    key=("id",),
)

TRANSLATIONS = FileSchema(
    "vocabulary/translations.csv",
    (
        Column("concept", "reference", required=True, types=CONCEPT_TYPES),
        Column("language", required=True, values=LANGUAGES),
        Column("labels", many=True),
        Column("hidden", many=True),
    ),
    key=("concept", "language"),
)

MERGES = FileSchema(
    "merges.csv",
    (
        Column("left", required=True),
        Column("right", required=True),
        Column("decision", required=True, values=("same", "different")),
        Column("reason", required=True),
        Column("decided_by", required=True, values=("rule", "curator")),
    ),
    key=("left", "right"),
)

RENAMES = FileSchema(
    "renames.csv",
    (
        Column("old", "identifier", required=True, types=ENTITY_TYPES + CONCEPT_TYPES),
        Column("new", "reference", required=True, types=ENTITY_TYPES + CONCEPT_TYPES),
        Column("reason", required=True),
        Column("date", "date", required=True),
    ),
    key=("old",),
)

REMOVALS = FileSchema(
    "removals.csv",
    (Column("salt", required=True), Column("hash", required=True)),
    key=("salt", "hash"),
)

EXPECTATIONS = FileSchema(
    "expectations.csv",
    (
        Column("measure", required=True),
        Column("minimum", "number"),
        Column("maximum", "number"),
        Column("note"),
    ),
    key=("measure",),
)

_QUALIFIERS: dict[str, Column] = {
    "basis": Column("basis", required=True, values=BASES),
    "kind": Column("kind", "reference", required=True, types=("role",)),
    "amount": Column("amount", "number"),
    "year_kind": Column("year_kind", values=("award", "start", "report")),
    "change": Column("change", required=True, values=("renamed", "reorganised")),
    "evidence": Column(
        "evidence", values=("job-post", "volunteer-page", "team-page", "readme", "page")
    ),
    "role": Column("role", required=True),
    "public_capacity": Column("public_capacity", values=("office-holder", "spokesperson")),
}


def statement_file(relation: Relation) -> FileSchema:
    """The file that holds the statements of a relation, by its declaration."""
    ends = (
        Column("subject", "reference", required=True, types=relation.domain),
        Column("object", "reference", required=True, types=relation.range),
    )
    return FileSchema(
        f"statements/{relation.name}.csv",
        (
            *ends,
            *(_QUALIFIERS.get(name, Column(name)) for name in relation.qualifiers),
            Column("since", "date"),
            Column("until", "date"),
            Column("as_of", "date"),
            Column("source", "reference", required=True, types=("source",)),
            Column("page", "page", required=True),
        ),
        key=("subject", "object", *relation.qualifiers, "since", "until", "source", "page"),
    )


FIXED_FILES: tuple[FileSchema, ...] = (
    *ENTITY_FILES.values(),
    CITATIONS,
    *CONCEPT_FILES.values(),
    RELATIONS,
    TRANSLATIONS,
    QUESTIONS,
    REFUSALS,
    SOURCES,
    MERGES,
    RENAMES,
    REMOVALS,
    EXPECTATIONS,
)
