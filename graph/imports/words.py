"""Words of others for types, kinds, relations, roles and concepts of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.model import CONCEPT_TYPES, ENTITY_TYPES
from graph.text import label_key

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Relation

_TYPES = {
    "organisation": "organization", "organizations": "organization", "org": "organization",
    "body": "organization", "institution": "organization", "group": "organization",
    "people": "person", "persons": "person", "individual": "person", "human": "person",
    "persona": "person", "projects": "project", "initiative": "project", "events": "event",
    "meeting": "event", "topic": "cause", "issue": "cause", "theme": "cause", "sector": "cause",
    "technology": "skill", "competence": "skill",
}  # fmt: skip
_RELATIONS = {
    "funder of": ("funds", False), "gives to": ("funds", False), "grant": ("funds", False),
    "funded": ("funds", False), "funded by": ("funds", True), "supported by": ("funds", True),
    "member": ("member_of", False), "member of": ("member_of", False),
    "belongs to": ("member_of", False), "has member": ("member_of", True),
    "works at": ("holds_role", False), "works for": ("holds_role", False),
    "role": ("holds_role", False), "role at": ("holds_role", False),
    "employs": ("holds_role", True), "founded by": ("holds_role", True),
    "founder of": ("holds_role", False), "director of": ("holds_role", False),
    "partner": ("partner_of", False), "partners": ("partner_of", False),
    "partners with": ("partner_of", False), "partner of": ("partner_of", False),
    "partnership": ("partner_of", False), "part of": ("part_of", False),
    "unit of": ("part_of", False), "parent of": ("part_of", True),
    "subsidiary of": ("part_of", False), "develops": ("makes", False),
    "maintains": ("makes", False), "made by": ("makes", True), "about": ("works_on", False),
    "spin off of": ("spun_out_of", False), "endorsed by": ("endorses", True),
    "supports": ("endorses", False), "organizes": ("takes_part_in", False),
    "sponsors": ("takes_part_in", False), "succeeded by": ("succeeded_by", False),
}  # fmt: skip
"""Usual words for a relation, and whether they read from object to subject."""

ROLES_TO_NAME = ("founder", "board", "director", "advisor", "fellow", "teacher")
"""Kinds of role that are public by what they are; any other needs a curator's look."""

_ROLES = (*ROLES_TO_NAME, "consultant", "volunteer", "member", "staff")
_TITLES = {
    "board": "chairman chairwoman chairperson treasurer trustees governor",
    "director": "ceo cto coo cfo president manager coordinator leader lead minister secretary "
    "chief commissioner mayor",
    "founder": "cofounder co-founder initiator",
    "teacher": "researcher scientist postdoc",
    "staff": "employee engineer developer designer officer analyst assistant",
}
"""Further words of titles, beside the labels of the vocabulary."""


class Words:
    """Looks words up in the vocabularies of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        """Index labels, other labels and names of relations."""
        self.dataset = dataset
        self.relations: dict[str, tuple[str, bool]] = {}
        for name, relation in dataset.relations.items():
            for word in (name, relation.label):
                self.relations[label_key(word.replace("_", " "))] = (name, False)
            self.relations.setdefault(label_key(relation.inverse_label), (name, True))
        for word, (name, turned) in _RELATIONS.items():
            if name in dataset.relations:
                self.relations.setdefault(label_key(word), (name, turned))
        self.titles = dict(self._titles())

    def type_of(self, word: str) -> tuple[str, str]:
        """Type and kind that a word for the type of a thing means; ("", "") if none."""
        key = label_key(word)
        found = _TYPES.get(key, key)
        if found in ENTITY_TYPES or found in CONCEPT_TYPES:
            return found, ""
        kind = self.concept("kind", word)
        if not kind:
            return "", ""
        # "Company" is a kind of organization: the type is what it applies to.
        return self.dataset.concepts[kind].details["applies_to"].partition(" | ")[0], kind

    def relation(self, word: str) -> tuple[str, bool]:
        """Name of a relation and whether the word reads from object to subject; ("", False)."""
        return self.relations.get(label_key(word.replace("_", " ")), ("", False))

    def concept(self, scheme: str, word: str) -> str:
        """The concept that an identifier or a label names, "" if none."""
        if word in self.dataset.concepts and word.startswith(f"{scheme}/"):
            return word
        return self.dataset.labels.get((scheme, label_key(word)), "")

    def role(self, stated: str, title: str) -> str:
        """The kind of a role, as stated or by the words of its title; "" when none tells it."""
        if stated:
            kind = self.concept("role", stated)
            if kind:
                return kind
        words = f" {label_key(title)} "
        for kind in _ROLES:
            if any(f" {word} " in words for word in self.titles.get(kind, ())):
                return f"role/{kind}"
        return ""

    def _titles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for kind in _ROLES:
            concept = self.dataset.concepts.get(f"role/{kind}")
            if concept:
                labels = (concept.label, *concept.alternative_labels)
                more = _TITLES.get(kind, "").split()
                yield kind, tuple(label_key(word) for word in (*labels, *more))


def fits(relation: Relation, subject: str, object_: str) -> bool:
    """Whether a relation may hold from one thing to another, by their types."""
    ends = subject.partition("/")[0], object_.partition("/")[0]
    return ends[0] in relation.domain and ends[1] in relation.range
