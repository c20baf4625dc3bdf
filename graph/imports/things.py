"""What each imported thing is: one that the dataset knows, one that it may know, or a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graph import schema
from graph.imports import cells
from graph.imports.items import Notes, Thing
from graph.imports.words import Words
from graph.model import BASE_IRI, CONCEPT_TYPES
from graph.reconcile.identity import Doubt
from graph.reconcile.known import Known, outside, spelled_alike
from graph.reconcile.names import name_key, site_key, split_acronym
from graph.reconcile.values import other_names, same_value, unused_identifier
from graph.removals import is_removed
from graph.text import join_list, slug, split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Entity

State = Literal["new", "known", "doubtful", "refused"]
Decisions = Mapping[tuple[str, str], bool]
"""Of an input's key and an identifier (or another key): whether they are one thing."""

_FTM = "tfg-"
_NO_FIELD = frozenset({"id", "name", "aliases", "kind", "kind_basis", "description"})
_COMPARED = frozenset({"country", "city", "website", "founded", "closed", "licence", "level"})


@dataclass(slots=True)
class Resolved:
    """A thing with what it was found to be, and the row that it would be in the data."""

    thing: Thing
    state: State
    id: str = ""
    reason: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    says_more: list[tuple[str, str, str]] = field(default_factory=list)
    """Of a known thing: field, value of the dataset, value of the input."""
    hidden: bool = False
    """A person whom no list may name."""

    @property
    def type(self) -> str:
        """The type by the identifier; "" when there is none."""
        return self.id.partition("/")[0]

    def doubt(self, reason: str) -> None:
        """Leave it to a curator, unless it was refused."""
        if self.state in ("new", "doubtful"):
            self.state = "doubtful"
            self.reason = "; ".join(filter(None, (self.reason, reason)))

    def refuse(self, reason: str, *, hidden: bool = False) -> None:
        """Leave it out; ``hidden`` also takes its name out of every list."""
        self.state, self.reason, self.doubts = "refused", reason, ()
        self.hidden = self.hidden or hidden


class Things:
    """Resolves things in the order of the input, each key once."""

    def __init__(
        self,
        dataset: Dataset,
        words: Words,
        removals: Sequence[tuple[str, str]],
        notes: Notes,
        *,
        default_type: str = "",
        decisions: Decisions | None = None,
    ) -> None:
        self.dataset, self.words, self.notes = dataset, words, notes
        self.removals, self.default_type = removals, default_type
        self.decided: dict[str, dict[str, bool]] = defaultdict(dict)
        for (left, right), same in (decisions or {}).items():
            self.decided[left][right] = same
        self.known = Known(dataset)
        self.by_key: dict[str, Resolved] = {}
        self.unmapped: Counter[tuple[str, str]] = Counter()
        self.taken = {*dataset.entities, *dataset.renames}
        self._alike: dict[tuple[str, str], Resolved] = {}

    def resolve(self, thing: Thing, implied: str = "") -> Resolved:
        """Find out what a thing is; ``implied`` is the type that its ties ask for.

        A key that stands for things of different names is doubtful.
        """
        found = self._resolve(thing, implied)
        self.by_key[thing.key] = found
        return found

    def again(self, thing: Thing) -> str:
        """Take in a further record of a known key; returns what is to be said about it."""
        first = self.by_key[thing.key]
        if thing.name != thing.key and not spelled_alike(thing.name, first.thing.name):
            first.doubt(f"{thing.place} gives its identifier to another name")
            return f"its identifier stands for another name in {first.thing.place}"
        return f"stands in {first.thing.place} as well"

    def ours(self, key: str) -> str:
        """The identifier of ours that a key is, in the forms of our exports; "" if none."""
        name = key.removeprefix(BASE_IRI)
        if name.startswith(_FTM):
            kind, _, rest = name.removeprefix(_FTM).partition("-")
            name = f"{kind}/{rest}"
        name = self.dataset.renames.get(name, name)
        return name if name in self.dataset.entities or name in self.dataset.concepts else ""

    # One thing

    def _resolve(self, thing: Thing, implied: str) -> Resolved:
        found = Resolved(thing, "new")
        ours = self.ours(thing.key)
        kind, concept = self._type(thing, ours, implied)
        if not kind:
            word = f"{thing.type[:40]!r} is" if thing.type else "it says"
            # It may well be a person.
            reason = f"{word} no type of the dataset; say it, or give --things"
            found.refuse(reason, hidden=True)
            return found
        if kind in CONCEPT_TYPES:
            self._concept(found, kind, ours)
            return found
        if is_removed((thing.name, *thing.aliases), self.removals):
            found.refuse("this person asked to be left out", hidden=True)
            return found
        name, reason = cells.tidy(thing.name)
        if reason or not slug(name):
            found.refuse(f"its name is {reason or 'no name to call it by'}", hidden=True)
            return found
        found.cells = self._cells(thing, kind, concept, name)
        if ours:
            self._ours(found, ours)
        else:
            self._identify(found, kind)
        if found.state == "known":
            self._compare(found, self.dataset.entities[found.id])
        return found

    def _type(self, thing: Thing, ours: str, implied: str) -> tuple[str, str]:
        """The type, and the kind that the words of the input mean."""
        if ours:
            return ours.partition("/")[0], self.words.concept("kind", thing.kind)
        kind, concept = self.words.type_of(thing.type)
        stated, of_kind = self.words.type_of(thing.kind) if thing.kind else ("", "")
        named = "" if kind or stated or implied else self.known.type_of(thing.name)
        return kind or stated or implied or named or self.default_type, of_kind or concept

    def _concept(self, found: Resolved, scheme: str, ours: str) -> None:
        labels = (found.thing.key, found.thing.name, *found.thing.aliases)
        concepts = (self.words.concept(scheme, label) for label in labels)
        found.id = ours or next(filter(None, concepts), "")
        found.state = "known"
        if not found.id:
            found.refuse(f"no {scheme} of the vocabulary has this label")
            self.unmapped[scheme, found.thing.name[:120]] += 1

    def _ours(self, found: Resolved, identifier: str) -> None:
        thing = found.thing
        same = self.decided.get(thing.key, {}).get(identifier)
        if thing.name == thing.key or same or self.known.called(thing.name, identifier):
            found.id, found.state, found.reason = identifier, "known", "by our identifier"
            return
        self._new(found, identifier.partition("/")[0])
        if same is None:
            name = self.dataset.name(identifier)
            reason = f"bears our identifier, but another name than {name!r}"
            found.doubts = (Doubt(thing.key, identifier, thing.name, name, 0, reason),)
            found.doubt(reason)

    def _identify(self, found: Resolved, kind: str) -> None:
        thing = found.thing
        decided = self.decided.get(thing.key, {})
        fields = {n: v for n, v in found.cells.items() if n not in ("id", "name", "aliases")}
        record = outside(thing.key, kind, found.cells["name"], thing.aliases, fields, thing.place)
        match = self.known.identify(record, decided)
        if match.state == "known":
            found.state, found.id, found.reason = "known", match.id, match.reason
            return
        for other in (key for key, same in decided.items() if same and key in self.by_key):
            twin = self.by_key[other]
            found.state, found.id, found.cells = twin.state, twin.id, {}
            found.reason = "a curator decided so"
            return
        self._new(found, kind)
        if match.doubts:
            # A record is an end of each doubt; the dataset's entity is the other one.
            found.doubts = tuple(_turned(doubt, record.key, thing.key) for doubt in match.doubts)
            found.doubt(match.doubts[0].reason)
        else:
            self._against_others(found, decided)

    def _new(self, found: Resolved, kind: str) -> None:
        countries = split_list(found.cells.get("country", ""))
        base = slug(found.cells["name"])[:80].strip("-")
        found.id = unused_identifier(kind, base, countries, self.taken)
        found.cells["id"] = found.id
        self.taken.add(found.id)

    def _against_others(self, found: Resolved, decided: Mapping[str, bool]) -> None:
        """A new thing that another new thing of the input is like is for a curator."""
        name, site = found.cells["name"], site_key(found.cells.get("website", ""))
        keys = [(f"name {found.type}", name_key(name))]
        keys += [("site", site)] if site and found.type != "event" else []
        for key in keys:
            first = self._alike.setdefault(key, found)
            if first is found or first.thing.key in decided or first.state == "refused":
                continue
            reason = f"same {key[0].partition(' ')[0]} as in {first.thing.place}"
            other = first.cells.get("name", "")
            found.doubts = (Doubt(found.thing.key, first.thing.key, name, other, 100, reason),)
            found.doubt(reason)
            return

    # Its row

    def _cells(self, thing: Thing, kind: str, concept: str, name: str) -> dict[str, str]:
        columns = {column.name: column for column in schema.ENTITY_FILES[kind].columns}
        found = {"name": split_acronym(name)[0]}
        said: list[str] = []
        for alias in thing.aliases:
            text, reason = cells.tidy(alias)
            if reason:
                self._part(thing, "aliases", alias, reason)
            said.append(text)
        found["aliases"] = join_list(other_names(found["name"], (name, *filter(None, said))))
        for field_, value in thing.fields.items():
            if field_ not in columns:
                self.notes.ignored[field_] += 1
            elif field_ not in _NO_FIELD:
                text, reason = cells.cell(columns[field_], value)
                if reason:
                    self._part(thing, field_, value, reason)
                found[field_] = text
        if concept and "kind" in columns:
            if kind in split_list(self.dataset.concepts[concept].details["applies_to"]):
                found["kind"] = concept
        elif thing.kind and "kind" in columns:
            self.unmapped["kind", thing.kind[:120]] += 1
            self._part(thing, "kind", thing.kind, "no kind of the vocabulary has this label")
        if found.get("kind") and "kind_basis" in columns:
            found["kind_basis"] = "stated"
        if not found.get("as_of"):
            # Nothing is called active without the date that says so.
            found.pop("status", None)
        if found.get("status") in ("", None):
            found.pop("as_of", None)
        return {name: value for name, value in found.items() if value}

    def _part(self, thing: Thing, name: str, value: str, reason: str) -> None:
        if reason == cells.CONTACT_REASON:
            self.notes.contacts[f"inside {name}"] += 1
        else:
            shown = "" if thing.type == "person" else value
            self.notes.part(thing.place, name, shown, reason)

    def _compare(self, found: Resolved, entity: Entity) -> None:
        """What the input says of a known thing beyond the dataset, or otherwise."""
        ours = {"country": join_list(entity.countries), "city": entity.city,
                "website": entity.website, **entity.details}  # fmt: skip
        for name in sorted(found.cells.keys() & _COMPARED):
            known, said = ours.get(name, ""), found.cells[name]
            if not known or not same_value(name, known, said):
                found.says_more.append((name, known, said))
        names = (found.cells["name"], *split_list(found.cells.get("aliases", "")))
        borne = (entity.name, *entity.aliases)
        known_names = {name_key(n) for name in borne for n in (name, *split_acronym(name)) if n}
        for name in names:
            if name_key(name) not in known_names and found.thing.name != found.thing.key:
                found.says_more.append(("aliases", join_list(entity.aliases), name))


def _turned(doubt: Doubt, record: str, key: str) -> Doubt:
    if doubt.left == record:
        return Doubt(key, doubt.right, doubt.left_name, doubt.right_name, doubt.score, doubt.reason)
    return Doubt(key, doubt.left, doubt.right_name, doubt.left_name, doubt.score, doubt.reason)
