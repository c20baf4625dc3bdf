"""What each imported tie says: a statement that the dataset has, may have, or does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph import schema
from graph.imports import cells
from graph.imports.facts import Facts, Said
from graph.imports.items import Mention, Tie
from graph.imports.sources import Sourcing
from graph.imports.things import Resolved, Things
from graph.imports.words import ROLES_TO_NAME, Words, fits
from graph.model import BASE_IRI
from graph.reconcile.capacity import public_capacity

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Relation

State = Literal["new", "known", "doubtful", "refused"]

_CONCEPTS = {"cause": "works_on", "path": "offers_path", "skill": "uses_skill"}


_DECISIVE = frozenset({"since", "until", "as_of", "amount", "currency", "role", "change"})
"""Without the right value of these a statement would say something else."""


@dataclass(slots=True)
class Stated:
    """A tie with what it was found to say, and the row that it would be in the data."""

    tie: Tie
    state: State = "new"
    relation: str = ""
    reason: str = ""
    like: str = ""
    """The statement of the dataset that it is, or is like."""
    cells: dict[str, str] = field(default_factory=dict)
    ends: tuple[Resolved, ...] = ()
    hidden: bool = False
    """Whom it is about must not be said in any list."""

    def refuse(self, reason: str, *, hidden: bool = False) -> Stated:
        """Leave it out; ``hidden`` also takes its ends out of every list."""
        self.state, self.reason, self.hidden = "refused", reason, hidden
        return self

    def doubt(self, reason: str) -> Stated:
        """Leave it to a curator."""
        if self.state != "refused":
            self.state = "doubtful"
            self.reason = "; ".join(filter(None, (self.reason, reason)))
        return self


class Ties:
    """Resolves ties between things that are resolved."""

    def __init__(
        self,
        dataset: Dataset,
        words: Words,
        things: Things,
        sourcing: Sourcing,
        *,
        default_relation: str = "",
    ) -> None:
        self.dataset, self.words, self.things = dataset, words, things
        self.sourcing, self.default = sourcing, default_relation
        self.facts = Facts(dataset)
        self.seen: dict[tuple[str, ...], Tie] = {}

    def keywords(self, found: Resolved) -> Iterator[Tie]:
        """Ties of a thing to the causes, skills and paths that its keywords name."""
        for word in found.thing.keywords:
            schemes = [s for s in _CONCEPTS if self.words.concept(s, word)]
            if not schemes:
                self.things.unmapped["keyword", word[:120]] += 1
                reason = "no cause, skill or path of the vocabulary has this label"
                self.sourcing.notes.part(found.thing.place, "keywords", word, reason)
            for scheme in schemes:
                relation = _CONCEPTS[scheme]
                if scheme == "skill" and found.type == "person":
                    relation = "has_skill"
                concept = self.words.concept(scheme, word)
                if found.type not in self.dataset.relations[relation].domain:
                    continue
                known = self.facts.keyword(relation, found.id, concept).state == "known"
                # Where a word is a cause and a skill, only what is known is meant for sure.
                if known or len(schemes) == 1:
                    mention = next(iter(found.thing.mentions), Mention())
                    qualifiers = {"stated_as": word, "basis": "stated"}
                    key = found.thing.key
                    yield Tie(found.thing.place, "", relation, key, concept, qualifiers,
                              mention=mention, bare=True)  # fmt: skip

    def implied_types(self, tie: Tie) -> tuple[str, str]:
        """Types that the ends must have by the relation alone; "" where several fit."""
        name, turned = self.words.relation(tie.relation)
        relation = self.dataset.relations.get(name or self.default)
        if relation is None:
            return "", ""
        ends = [kinds[0] if len(kinds) == 1 else "" for kinds in (relation.domain, relation.range)]
        return (ends[1], ends[0]) if turned else (ends[0], ends[1])

    def resolve(self, tie: Tie, subject: Resolved, object_: Resolved) -> Stated:
        """Find out what a tie says."""
        found = Stated(tie, ends=(subject, object_))
        for end in (subject, object_):
            if end.state == "refused":
                return found.refuse("an end of it was refused: " + _why(end))
        relation = self._relation(found)
        if relation is None:
            return found
        found.relation = relation.name
        subject, object_ = found.ends
        if subject.id == object_.id:
            return found.refuse("both ends are one thing")
        if not self._fill(found, relation):
            return found
        for end in found.ends:
            if end.state == "doubtful":
                found.doubt(f"waits for {end.id}")
        if relation.name == "holds_role" and not self._public(found, object_):
            return found
        self._compare(found, relation)
        return found

    # Which relation, which way round

    def _relation(self, found: Stated) -> Relation | None:
        tie, relations = found.tie, self.dataset.relations
        subject, object_ = found.ends
        name, turned = self.words.relation(tie.relation)
        if turned:
            subject, object_ = found.ends = (object_, subject)
        if (name or self.default) == "member_of" and subject.type == "person":
            # What a person is a member of, they hold a role at.
            name = "holds_role"
        name = name or self.default
        if name not in relations or not self._fits_somehow(relations[name], found):
            # A word that is no relation between these two may be what the one is to the other.
            able = [r.name for r in relations.values() if "role" in r.qualifiers
                    and fits(r, subject.id, object_.id)]  # fmt: skip
            if len(able) == 1 and tie.relation:
                name = able[0]
                tie.qualifiers["role"] = tie.qualifiers.get("role") or tie.relation
        if name not in relations:
            word = f"no relation is called {tie.relation[:40]!r}" if tie.relation else "no relation"
            found.refuse(f"{word}; write one of data/vocabulary/relations.csv, or give --relation")
            return None
        relation = relations[name]
        forth = fits(relation, subject.id, object_.id)
        back = fits(relation, object_.id, subject.id)
        if back and not forth and not tie.directed:
            found.ends = (object_, subject)
        elif not forth:
            found.refuse(
                f"{name} does not hold from {subject.type or 'nothing'} to {object_.type or '?'}"
            )
            return None
        elif back and not tie.directed and not relation.symmetric:
            found.doubt("it has no direction, and both would do")
        if relation.symmetric and found.ends[0].id > found.ends[1].id:
            found.ends = (found.ends[1], found.ends[0])
        return relation

    def _fits_somehow(self, relation: Relation, found: Stated) -> bool:
        one, other = (end.id for end in found.ends)
        return fits(relation, one, other) or (not found.tie.directed and fits(relation, other, one))

    # Its row

    def _fill(self, found: Stated, relation: Relation) -> bool:
        tie = found.tie
        columns = {c.name: c for c in schema.statement_file(relation).columns}
        row = dict.fromkeys(columns, "")
        row |= {"subject": found.ends[0].id, "object": found.ends[1].id}
        said = {n: v for n, v in tie.qualifiers.items() if n in relation.qualifiers and v}
        for name in tie.qualifiers.keys() - said.keys() - {"role", "kind", "basis", "stated_as"}:
            self.sourcing.notes.ignored[name] += bool(tie.qualifiers[name])
        if relation.name == "holds_role":
            self._role(said, tie)
        said |= {"since": tie.since, "until": tie.until, "as_of": tie.as_of}
        for name, value in said.items():
            if not value or name == "public_capacity":
                continue
            row[name], reason = cells.cell(columns[name], value)
            if reason == cells.CONTACT_REASON:
                self.sourcing.notes.contacts[f"inside {name}"] += 1
            elif reason and name in _DECISIVE:
                found.refuse(f"{name} {value[:60]!r} {reason}")
                return False
            elif reason:
                self.sourcing.notes.part(tie.place, name, value, reason)
        if row["since"] and row["until"] and row["since"][: len(row["until"])] > row["until"]:
            found.refuse(f"since {row['since']} lies after until {row['until']}")
            return False
        if row.get("year_kind") and not row["since"] and not row["as_of"]:
            row["year_kind"] = ""
        if "basis" in row:
            row["basis"] = row["basis"] or "stated"
        concept = found.ends[1].thing
        if "stated_as" in row and not row["stated_as"] and concept.key != found.ends[1].id:
            # The word that the concept was found by.
            row["stated_as"], _ = cells.tidy(concept.name)
        if relation.name == "holds_role" and not row["role"]:
            found.refuse("says no role that the person holds")
            return False
        if "change" in row and not row["change"]:
            found.doubt("renamed, or reorganised? Write it into change")
        found.cells = row
        return True

    def _role(self, said: dict[str, str], tie: Tie) -> None:
        """Title and kind of a role, as far as the input tells them."""
        stated = said.get("kind", "")
        if not said.get("role"):
            concept = self.words.concept("role", stated)
            word = tie.relation if self.words.role("", tie.relation) else ""
            label = self.dataset.concepts[concept].label if concept else stated or word
            said["role"] = label.removesuffix(" of").removesuffix(" at").capitalize()
        said["kind"] = self.words.role(stated, said["role"])

    def _public(self, found: Stated, body: Resolved) -> bool:
        """Whether a role may stand in public: its kind, and where it is held."""
        row = found.cells
        entity = self.dataset.entities.get(body.id)
        of = entity.kind if entity else body.cells.get("kind", "")
        capacity = public_capacity(of, row["kind"], row["role"])
        if capacity is None:
            found.refuse("a role there could reveal special-category data", hidden=True)
            return False
        row["public_capacity"] = capacity
        return True

    def _compare(self, found: Stated, relation: Relation) -> None:
        tie, row = found.tie, found.cells
        own = tie.key.removeprefix(BASE_IRI).removeprefix("tfg-").replace("claim-", "claim/", 1)
        # What our own export says without its page confirms nothing.
        bare = tie.bare or (own in self.facts.identifiers and not tie.mention.page)
        cited = self.sourcing.cite(tie.mention, tie.place, needed=False)
        if tie.bare and row["object"] in self.dataset.concepts:
            said = self.facts.keyword(relation.name, row["subject"], row["object"])
        else:
            said = self.facts.compare(relation.name, row, cited, confirms=not bare)
        found.like = said.like
        if said.state == "known":
            found.state, found.reason = "known", said.reason
            return
        self._take(found, relation, said)

    def _take(self, found: Stated, relation: Relation, said: Said) -> None:
        tie, row = found.tie, found.cells
        cited = self.sourcing.cite(tie.mention, tie.place)
        if cited is None:
            return  # the run ends with all that is missing
        row |= {"source": cited.source, "page": cited.page}
        if said.state == "doubtful":
            found.doubt(said.reason)
        elif found.state == "new":
            found.reason = said.reason
        if relation.name == "holds_role" and not row["kind"]:
            found.doubt("the title tells no kind of role; write it into kind")
        elif relation.name == "holds_role" and row["kind"] not in _PUBLIC:
            found.doubt(f"is {row['kind']} a role that the person or the body made public?")
        key = (relation.name, *(row[n].casefold() for n in schema.statement_file(relation).key))
        first = self.seen.setdefault(key, tie)
        if first is tie:
            return
        if tie.key and first.key and tie.key != first.key:
            found.doubt(f"says the same as {first.place}, under another identifier")
        else:
            found.state, found.reason = "known", f"says the same as {first.place}"


_PUBLIC = frozenset(f"role/{kind}" for kind in ROLES_TO_NAME)


def _why(end: Resolved) -> str:
    return end.reason if end.hidden else f"{end.thing.name[:60]!r}: {end.reason}"
