"""What the dataset is made of: entities, concepts, sources, relations, statements, findings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

BASE_IRI = "https://w3id.org/tech-for-good-graph/"
"""Every identifier becomes an IRI by being appended to this."""

ENTITY_TYPES = ("organization", "person", "project", "event")
CONCEPT_TYPES = ("cause", "skill", "path", "role", "kind")

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One real organization, person, project or event.

    ``details`` holds the further columns of its type's file (``founded``,
    ``rhythm``, ``licence`` ...), only where they are filled.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    countries: tuple[str, ...] = ()
    city: str = ""
    website: str = ""
    status: str = ""
    description: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The part of the identifier before the slash."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of a controlled vocabulary (a SKOS concept).

    ``translations`` holds its labels in other languages, ``hidden`` words by which people mean it
    and that are never shown (``skos:hiddenLabel``), both by language (ISO 639-1).
    """

    id: str
    label: str
    alternative_labels: tuple[str, ...] = ()
    broader: str = ""
    definition: str = ""
    matches: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The vocabulary it belongs to: the part of the identifier before the slash."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the worksheet "find my path", with the text that raises it."""

    id: str
    question: str
    kind: str
    source: str
    page: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that people do not want to be part of.

    ``words`` are what people call it. ``bodies`` stand for it: being one, a part of one or paid
    by one is a fact that touches the refusal; so is being of one of the ``kinds``. ``costs`` are
    parts of words by which it is found among the costs of a path.
    """

    id: str
    label: str
    words: tuple[str, ...]
    bodies: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    costs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One document or collection that states facts."""

    id: str
    title: str
    publisher: str
    url: str
    tier: str
    licence: str
    snapshot: str = ""
    describes: str = ""
    retrieved: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of statement, as the vocabulary of relations declares it.

    ``social`` relations are the ties that connectors are found on;
    ``sensitive`` ones can reveal special-category data about a person.
    """

    name: str
    label: str
    inverse_label: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    social: bool
    sensitive: bool
    qualifiers: tuple[str, ...]
    property: str
    definition: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sourced statement: subject, relation, object, qualifiers, source and page."""

    relation: str
    subject: str
    object: str
    source: str
    page: str
    since: str = ""
    until: str = ""
    as_of: str = ""
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0

    @property
    def id(self) -> str:
        """Stable identifier: a digest of everything that makes the statement what it is."""
        parts = [self.relation, self.subject, self.object, self.since, self.until]
        parts += [f"{k}={v}" for k, v in sorted(self.qualifiers.items()) if v]
        parts += [self.source, self.page]
        digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8)
        return f"claim/{digest.hexdigest()}"

    def other(self, end: str) -> str:
        """The end of the statement that is not ``end``."""
        return self.object if end == self.subject else self.subject


@dataclass(frozen=True, slots=True)
class Description:
    """A page that states the named fields of an entity."""

    subject: str
    fields: tuple[str, ...]
    source: str
    page: str
    value: str = ""
    """Only for a page that states another value than the one kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place, said to a curator."""

    rule: str
    severity: Severity
    file: str
    line: int
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """File, line, what is wrong, what to do."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        seen = f" ({self.value!r})" if self.value else ""
        return f"{place}: {self.severity}: {self.message}{seen}. {self.remedy} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run of checks."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Findings in the order of their files and lines."""
        return cls(tuple(sorted(findings, key=lambda f: (f.file, f.line, f.rule, f.value))))

    def __iter__(self) -> Iterator[Finding]:
        """Iterate over the findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Count the findings."""
        return len(self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make the dataset unusable."""
        return tuple(f for f in self.findings if f.severity == "error")

    def __str__(self) -> str:
        """One line a finding, then the totals."""
        totals = Counter(f.severity for f in self.findings)
        said = ", ".join(f"{n} {s}{'s' if n != 1 else ''}" for s, n in sorted(totals.items()))
        return "\n".join([*(str(f) for f in self.findings), said or "no findings"])
