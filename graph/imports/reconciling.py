"""From what a reader yields to what is new, known, doubtful and refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graph import schema
from graph.errors import UsageError
from graph.imports.formats import Format
from graph.imports.items import Notes, Refused, Thing, Tie
from graph.imports.sources import About, Sourcing
from graph.imports.things import Decisions, Resolved, Things
from graph.imports.ties import Stated, Ties
from graph.imports.words import Words
from graph.reconcile.names import name_key
from graph.tables import read_table

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Relation

STATES = ("new", "known", "doubtful", "refused")

MAX_ITEMS = 250_000
"""The most things and ties of one run: they are held in memory, and a person reviews them."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one record, or of one part of it."""

    place: str
    what: str
    name: str
    state: str
    id: str
    reason: str


@dataclass(slots=True)
class Reconciled:
    """Everything that a run found, ready to be written and reported."""

    format: Format
    file: Path
    fates: list[Fate]
    things: list[Resolved]
    stated: list[Stated]
    sourcing: Sourcing
    notes: Notes
    unmapped: Counter[tuple[str, str]]
    relations: Mapping[str, Relation]
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Count the fates by what they are about and how they ended."""
        self.totals.update((fate.what, fate.state) for fate in self.fates)


def reconcile_file(
    dataset: Dataset,
    format_: Format,
    file: Path,
    *,
    about: About | None = None,
    things: str = "",
    relation: str = "",
    decisions: Decisions | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Reconciled:
    """Read a file and compare all that it holds with the dataset; nothing is written.

    ``about`` says what the file is as a source, ``things`` the type of what
    gives none, ``relation`` that of ties which name none; ``decisions`` are
    those of a curator on doubtful pairs (key of the input, identifier).

    Raises `UsageError` for a file that cannot be read as this format, holds
    nothing, holds more than `MAX_ITEMS`, or has statements without a source.
    """
    notes = Notes()
    items = list(_bounded(format_, file, notes))
    if not items:
        raise UsageError(f"{file} holds no {format_.holds}. Is it {format_.title}?")
    words = Words(dataset)
    removals = _removals(dataset)
    resolver = Things(dataset, words, removals, notes, default_type=things, decisions=decisions)
    sourcing = Sourcing(dataset, about or About(), notes)
    ties = Ties(dataset, words, resolver, sourcing, default_relation=relation)
    run = _Run(resolver, ties, sourcing)
    run.all(items, progress)
    sourcing.insist()
    return Reconciled(
        format_, file, run.fates(items), list(run.things.by_key.values()), run.stated,
        sourcing, notes, resolver.unmapped, dataset.relations,
    )  # fmt: skip


def _removals(dataset: Dataset) -> list[tuple[str, str]]:
    table, _ = read_table(dataset.folder, schema.REMOVALS)
    return [(row["salt"], row["hash"]) for row in table.rows]


def _bounded(format_: Format, file: Path, notes: Notes) -> Iterator[Thing | Tie | Refused]:
    try:
        for number, item in enumerate(format_.read(file, notes), start=1):
            if number > MAX_ITEMS:
                raise UsageError(
                    f"{file} holds more than {MAX_ITEMS:,} things and ties. Split it, for "
                    "instance by funder or year: somebody has to review what comes out."
                )
            yield item
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from error


class _Run:
    def __init__(self, things: Things, ties: Ties, sourcing: Sourcing) -> None:
        self.things, self.ties, self.sourcing = things, ties, sourcing
        self.stated: list[Stated] = []
        self.repeated: dict[int, tuple[Resolved, str]] = {}
        self.labels: dict[str, str] = {}

    def all(
        self, items: Sequence[Thing | Tie | Refused], progress: Callable[[int, int], None]
    ) -> None:
        """Things first, then roles, then what else is said of people, then the rest."""
        ties = [item for item in items if isinstance(item, Tie)]
        implied = self._implied(ties)
        for number, item in enumerate(items):
            if number % 500 == 0:
                progress(number, len(items))
            if not isinstance(item, Thing):
                continue
            if item.key in self.things.by_key:
                said = self.things.again(item)
                self.repeated[number] = self.things.by_key[item.key], said
            else:
                self.things.resolve(item, implied.get(item.key, ""))
        progress(len(items), len(items))
        self._label()
        for tie in ties:
            # A table of ties alone names things that no other record describes.
            for end in (tie.subject, tie.object):
                if end and self._key(end) not in self.things.by_key:
                    thing = Thing(tie.place, end, "", end)
                    self.things.resolve(thing, implied.get(end, ""))
        given = list(self.things.by_key.values())
        ties += [tie for thing in given if thing.state != "refused"
                 for tie in self.ties.keywords(thing)]  # fmt: skip
        resolved = [(tie, self._end(tie.subject), self._end(tie.object)) for tie in ties]
        roles = [entry for entry in resolved if _about_a_person(entry)]
        for tie, subject, object_ in roles:
            self._state(tie, subject, object_)
        self._people_without_role()
        for tie, subject, object_ in (entry for entry in resolved if not _about_a_person(entry)):
            self._state(tie, subject, object_)
        self._only_named({tie.place for tie in ties})
        self._cite_things()

    def _implied(self, ties: Sequence[Tie]) -> dict[str, str]:
        found: dict[str, str] = {}
        for tie in ties:
            for end, kind in zip(
                (tie.subject, tie.object), self.ties.implied_types(tie), strict=True
            ):
                if kind:
                    found.setdefault(end, kind)
        return found

    def _label(self) -> None:
        """Names that only one thing of the input bears: ties may use them instead of keys."""
        seen: dict[str, str] = {}
        for key, thing in self.things.by_key.items():
            name = name_key(thing.thing.name)
            seen[name] = "" if name in seen and seen[name] != key else key
        self.labels = {name: key for name, key in seen.items() if key}

    def _key(self, end: str) -> str:
        return end if end in self.things.by_key else self.labels.get(name_key(end), "")

    def _end(self, end: str) -> Resolved | None:
        if not end:
            return None
        if self._key(end) not in self.things.by_key:
            return self.things.resolve(Thing("", end, "", end))
        return self.things.by_key[self._key(end)]

    def _state(self, tie: Tie, subject: Resolved | None, object_: Resolved | None) -> None:
        if subject is None or object_ is None:
            self.stated.append(Stated(tie).refuse("lacks one of its two ends"))
        else:
            self.stated.append(self.ties.resolve(tie, subject, object_))

    def _people_without_role(self) -> None:
        """Only who holds a public role comes in; the states of roles say how surely."""
        roles: dict[str, set[str]] = {}
        for stated in self.stated:
            if stated.relation == "holds_role" and stated.state != "refused":
                roles.setdefault(stated.ends[0].id, set()).add(stated.state)
        for thing in self.things.by_key.values():
            if thing.type != "person" or thing.state not in ("new", "doubtful"):
                continue
            held = roles.get(thing.id, set())
            if not held:
                thing.refuse("a person without a public role", hidden=True)
            elif "new" not in held and thing.state == "new":
                thing.doubt("no role is surely a public one")

        # What waits for a person who is refused is refused with them.
        for stated in self.stated:
            if stated.state != "refused" and any(e.state == "refused" for e in stated.ends):
                stated.refuse("an end of it was refused: a person without a public role")

    def _only_named(self, tied: set[str]) -> None:
        """What a record only names, an end of a grant, counts by what becomes of its ties."""
        needed = {end.thing.key for s in self.stated if s.state != "refused" for end in s.ends}
        for key, thing in self.things.by_key.items():
            only_named = thing.thing.place in tied and not thing.thing.keywords
            if only_named and thing.state in ("new", "doubtful") and key not in needed:
                thing.refuse("no statement about it came through")

    def _cite_things(self) -> None:
        """Every new thing needs a source, as every statement does."""
        for thing in self.things.by_key.values():
            if thing.state in ("new", "doubtful") and thing.cells:
                self.sourcing.cite_all(thing.thing.mentions, thing.thing.place)

    # What became of every record

    def fates(self, items: Sequence[Thing | Tie | Refused]) -> list[Fate]:
        """One for each thing, tie and refused record, in the order of the input."""
        stated = {id(s.tie): s for s in self.stated}
        tied = {item.place for item in items if isinstance(item, Tie)}
        found: list[Fate] = []
        shown: set[int] = set()
        for number, item in enumerate(items):
            if isinstance(item, Refused):
                found.append(Fate(item.place, item.what, "", "refused", "", item.reason))
            elif isinstance(item, Tie):
                shown.add(id(item))
                found.append(_tie_fate(stated[id(item)]))
            elif number not in self.repeated:
                found.append(_thing_fate(self.things.by_key[item.key]))
            elif item.place not in tied:
                # The parts of a grant are accounted for with the grant.
                thing, said = self.repeated[number]
                fate = _thing_fate(thing)
                found.append(Fate(item.place, fate.what, fate.name, fate.state, fate.id, said))
        given = {item.key for item in items if isinstance(item, Thing)}
        named = [t for key, t in self.things.by_key.items() if key not in given and t.thing.place]
        found += [_thing_fate(thing) for thing in named]
        found += [_tie_fate(s) for s in self.stated if id(s.tie) not in shown]
        return found


def _about_a_person(entry: tuple[Tie, Resolved | None, Resolved | None]) -> bool:
    """Whether a tie may be a role: one end a person, the other one no concept."""
    _, subject, object_ = entry
    types = {end.type for end in (subject, object_) if end}
    return "person" in types and bool(types & {"organization", "project", "event"})


def _thing_fate(thing: Resolved) -> Fate:
    name = "" if thing.hidden else thing.thing.name[:120]
    reason = thing.reason
    if thing.says_more:
        more = ", ".join(dict.fromkeys(field for field, _, _ in thing.says_more))
        reason = "; ".join(filter(None, (reason, f"says more or otherwise: {more}")))
    identifier = "" if thing.hidden else thing.id
    what = thing.type or thing.thing.type[:20] or "thing"
    return Fate(thing.thing.place, what, name, thing.state, identifier, reason)


def _tie_fate(stated: Stated) -> Fate:
    name = ""
    if stated.ends and not stated.hidden and not any(end.hidden for end in stated.ends):
        name = " > ".join(end.id or end.thing.name[:60] for end in stated.ends)
    what = stated.relation or "statement"
    return Fate(stated.tie.place, what, name, stated.state, stated.like, stated.reason)
