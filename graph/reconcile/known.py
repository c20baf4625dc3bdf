"""Whether a record is something that the dataset knows: the rules of identity, one by one.

`Identity` compares everything with everything. A record that comes from outside
is compared here with the few entities that it could be at all, which an index
finds, by the very same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from graph.reconcile.close_names import Key, variants
from graph.reconcile.identity import FUZZY, Decision, Doubt, Identity
from graph.reconcile.names import core_key, name_key, site_key, split_acronym
from graph.reconcile.records import RawRow, Record
from graph.text import join_list, split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Entity

_FAMILIES = ("body", "person", "event")
"""Within which names are compared."""

State = Literal["known", "doubtful", "new"]

_MOST = 40
"""A key that more entities share says nothing; the best alike by spelling are looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """What the dataset knows of a record: the entity, or those that it may be, and why."""

    state: State
    id: str = ""
    reason: str = ""
    doubts: tuple[Doubt, ...] = ()


class Known:
    """The entities of a dataset, ready to be recognised."""

    def __init__(self, dataset: Dataset) -> None:
        """Index every entity under all keys by which a record could meet it."""
        self.records = {e.id: _record(e) for e in dataset.entities.values()}
        self.index: dict[Key, set[str]] = defaultdict(set)
        self.names: list[str] = []
        self.squeezed: list[str] = []
        self.owners: list[str] = []
        for identifier, record in self.records.items():
            self._add(identifier, record)

    def identify(self, record: Record, decided: Mapping[str, bool] | None = None) -> Match:
        """Find the entity that a record is.

        ``decided`` says of entities whether a curator called them the same
        thing.
        """
        decided = decided or {}
        for identifier, same in decided.items():
            if same and identifier in self.records:
                return Match("known", identifier, "a curator decided so")
        near = sorted(self._near(record) - decided.keys())
        match = self._compared(record, near)
        if match.state == "new":
            alike = self._misspelt(record)
            return match if alike.doubts and alike.doubts[0].right in decided else alike
        if match.state != "known":
            return match
        # What could as well be another entity, of the same type even, is for a curator.
        others = [key for key in near if key != match.id]
        second = self._compared(record, others)
        if second.state != "known":
            return match
        first_type, second_type = (key.partition("/")[0] for key in (match.id, second.id))
        if first_type != second_type:
            return match if first_type == record.type else second
        doubts = [self._either(record, found) for found in (match, second)]
        return Match("doubtful", doubts=tuple(doubts))

    def _compared(self, record: Record, near: Sequence[str]) -> Match:
        if not near:
            return Match("new")
        # Entities of the dataset are different things: their curators saw to that.
        apart = [Decision(a, b, False, "both are in the dataset") for a, b in combinations(near, 2)]
        identity = Identity([record, *(self.records[key] for key in near)], apart)
        root = identity.root(record.key)
        known = [key for key in near if identity.root(key) == root]
        if known:
            reasons = [d.reason for d in identity.decisions if d.same]
            return Match("known", known[0], reasons[0] if reasons else "")
        doubts = [d for d in identity.open_doubts() if record.key in (d.left, d.right)]
        return Match("doubtful" if doubts else "new", doubts=tuple(doubts))

    def _misspelt(self, record: Record) -> Match:
        """A name that a typing error or a space keeps apart from a known one, for a curator."""
        wanted = name_key(record.name).replace(" ", "")
        found = process.extractOne(wanted, self.squeezed, scorer=fuzz.ratio, score_cutoff=FUZZY - 2)
        if record.type == "event" or len(wanted) < 9 or found is None:
            return Match("new")
        other = self.records[self.owners[found[2]]]
        countries = [set(split_list(r.fields.get("country", ""))) for r in (record, other)]
        persons = [r.type == "person" for r in (record, other)]
        if persons[0] != persons[1] or (all(countries) and not countries[0] & countries[1]):
            return Match("new")
        names = record.name, other.name
        reason = "names are spelled much alike"
        return Match(
            "doubtful", doubts=(Doubt(record.key, other.key, *names, round(found[1]), reason),)
        )

    def _either(self, record: Record, found: Match) -> Doubt:
        name = self.records[found.id].name
        reason = f"{found.reason}, as another entity has"
        return Doubt(record.key, found.id, record.name, name, 100, reason)

    def called(self, name: str, identifier: str) -> bool:
        """Whether an entity bears a name, or one that is spelled much like it."""
        record = self.records[identifier]
        return any(spelled_alike(name, known) for known in (record.name, *record.aliases))

    def type_of(self, name: str) -> str:
        """The type of the only entity that bears a name, "" when there is none or several."""
        key = name_key(name)
        found = {i for f in _FAMILIES for i in self.index.get(("name", f, key), ())}
        return found.pop().partition("/")[0] if len(found) == 1 else ""

    def _add(self, identifier: str, record: Record) -> None:
        for key in _keys(record):
            self.index[key].add(identifier)
        if record.type != "event":
            self.names.append(name_key(record.name))
            self.squeezed.append(name_key(record.name).replace(" ", ""))
            self.owners.append(identifier)

    def _near(self, record: Record) -> set[str]:
        found: set[str] = set()
        for key in _keys(record):
            sharing = self.index.get(key, set())
            found |= sharing if len(sharing) <= _MOST else set(self._alike(record, sharing))
        if record.type != "event":
            alike = process.extract(
                name_key(record.name),
                self.names,
                scorer=fuzz.token_sort_ratio,
                score_cutoff=FUZZY,
                limit=_MOST,
            )
            found |= {self.owners[place] for _, _, place in alike}
        return found

    def _alike(self, record: Record, among: Iterable[str]) -> Sequence[str]:
        names = {key: name_key(self.records[key].name) for key in sorted(among)}
        best = process.extract(name_key(record.name), names, scorer=fuzz.ratio, limit=_MOST)
        return [key for _, _, key in best]


def spelled_alike(name: str, other: str) -> bool:
    """Whether two names may well be one, once an identifier says that they are."""
    one, two = name_key(name), name_key(other)
    return one == two or fuzz.token_set_ratio(one, two) >= 60


def outside(
    key: str, kind: str, name: str, aliases: tuple[str, ...], fields: dict[str, str], place: str
) -> Record:
    """A record of a thing that another body describes, as the rules of identity take it.

    Its key tells nothing: identifiers of others are no slugs of ours.
    """
    row = RawRow("import", kind, 0, {"place": place})
    return Record(f"import/~{key}", kind, name, row, 1, aliases, fields, table=kind)


def _record(entity: Entity) -> Record:
    fields = {
        "kind": entity.kind,
        "country": join_list(entity.countries),
        "city": entity.city,
        "website": entity.website,
    }
    filled = {name: value for name, value in fields.items() if value}
    row = RawRow("data", entity.type, 0, {})
    return Record(entity.id, entity.type, entity.name, row, 0, entity.aliases, filled)


def _keys(record: Record) -> Iterator[Key]:
    """Keys of `Identity`'s rules: two records that share none can only be spelled alike."""
    site = site_key(record.fields.get("website", ""))
    if site and record.type != "event":
        yield "site", site
    family = record.type if record.type in ("person", "event") else "body"
    for name in (record.name, *record.aliases):
        yield "name", family, name_key(name)
        acronym = split_acronym(name)[1]
        if len(acronym) > 2:
            yield "initials", acronym.casefold()
        if " " not in name and 2 < len(name) < 9:
            yield "initials", name.casefold()
        if family == "body":
            yield "core", core_key(name)
            for variant, _ in variants(name, record):
                yield variant
