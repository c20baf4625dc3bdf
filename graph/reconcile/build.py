"""Assembles the tables of the dataset out of clusters of records and links between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph import schema
from graph.checks.people import check_removals
from graph.checks.tables import Tables, read_tables
from graph.errors import InvalidDatasetError
from graph.model import Relation, Report
from graph.reconcile.capacity import public_capacity
from graph.reconcile.citations import Citations, Cited
from graph.reconcile.identity import Cluster, Decision, Identity
from graph.reconcile.labels import Labels
from graph.reconcile.names import split_acronym
from graph.reconcile.raw import read_slices
from graph.reconcile.records import Label, Ledger, Link, RawRow, Record
from graph.reconcile.review import write_review
from graph.reconcile.slices import interpret
from graph.reconcile.values import other_names, same_value, unused_identifier
from graph.removals import is_removed
from graph.tables import read_table, write_table
from graph.text import join_list, slug

_LIVELY = "2024"
"""A body counts as active only where a source that describes this year or a later one says so."""

_UNSOURCED = "no source is known for the page it cites"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of reconciliation did, for a person to read."""

    entities: Mapping[str, int]
    statements: Mapping[str, int]
    rows: Mapping[tuple[str, str], int]
    corrected: Mapping[str, int]
    merges: int
    doubts: int
    unmapped: int


@dataclass(slots=True)
class _Entity:
    """An entity on its way into a table."""

    id: str
    cluster: Cluster
    cells: dict[str, str]


def reconcile(sources: Path, curated: Path, out: Path) -> Outcome:
    """Reconcile a folder of source slices into a data folder.

    ``curated`` is the data folder whose vocabularies, table of sources and
    curators' decisions are used; entities, citations, statements, merges and
    the review lists are written to ``out``. Same input, same bytes.

    Raises `UsageError` when tables are missing.
    """
    return _Build(sources, curated, out).run()


class _Build:
    def __init__(self, sources: Path, curated: Path, out: Path) -> None:
        self.sources, self.curated, self.out = sources, curated, out
        self.ledger = Ledger()
        self.labels = Labels(curated)
        self.citations = Citations(curated)
        tables = _sound(curated)
        self.relations: Mapping[str, Relation] = tables.relations
        self.removals = [(r["salt"], r["hash"]) for r in tables.rows(schema.REMOVALS)]
        self.decided = [
            Decision(r["left"], r["right"], r["decision"] == "same", r["reason"], "curator")
            for r in tables.rows(schema.MERGES)
            if r["decided_by"] == "curator"
        ]
        self.entities: dict[str, _Entity] = {}
        self.kinds: dict[str, str] = {}
        self.by_slug: dict[str, list[str]] = defaultdict(list)
        self.removed: set[str] = set()
        self.statements: dict[str, dict[tuple[str, ...], dict[str, str]]] = defaultdict(dict)
        self.described: dict[tuple[str, ...], dict[str, str]] = {}

    def run(self) -> Outcome:
        records, links = self._read()
        identity = Identity(records, [*self.decided, *self._declared(records)])
        self._withhold_removed(identity)
        self._name_entities(identity)
        self.kinds = {e.id: e.cells.get("kind", "") for e in self.entities.values()}
        # Roles first: what else is said of a person counts only beside a public role.
        for link in links:
            if link.relation == "holds_role":
                self._link(link)
        self._drop_people_without_role()
        for record in records:
            if self.identifier(record.key):
                self._concepts(record)
        for link in links:
            if link.relation != "holds_role":
                self._link(link)
        self._drop_unmentioned(identity)
        return self._write(identity)

    def _read(self) -> tuple[list[Record], list[Link]]:
        records: list[Record] = []
        links: list[Link] = []
        bodies: set[str] = set()
        for row in read_slices(self.sources, self.ledger):
            for item in interpret(row, self.ledger):
                if isinstance(item, Link):
                    links.append(item)
                elif not slug(item.slug) or not slug(item.name):
                    self.ledger.dropped(row, item.name, "the row gives no name to call it by")
                elif not self.citations.cite(row):
                    value = "" if item.type == "person" else item.name
                    self.ledger.dropped(row, value, _UNSOURCED)
                else:
                    if item.type != "person":
                        bodies.add(item.key)
                    elif item.key in bodies:
                        item.key += "@person"
                    records.append(item)
        return records, links

    def _declared(self, records: Iterable[Record]) -> list[Decision]:
        """What a slice itself says about identity."""
        keys = {record.key for record in records}
        found = []
        for record in records:
            twin = f"civic/{record.row['same_as_slug']}"
            if record.row["same_as_slug"] and twin in keys:
                reason = "public-teams names it as the same body"
                found.append(Decision(record.key, twin, True, reason))
        return found

    # Entities

    def _withhold_removed(self, identity: Identity) -> None:
        """Leave out who asked for it, under all the names that were found to be one person's."""
        for cluster in identity.groups().values():
            people = [r for r in cluster.records if r.type == "person"]
            if is_removed([n for r in people for n in (r.name, *r.aliases)], self.removals):
                for record in people:
                    reason = "this person asked to be left out"
                    self.ledger.withhold(record.row, _plain(record.slug), reason)
                    self.removed.add(record.key)

    def _name_entities(self, identity: Identity) -> None:
        taken: set[str] = set()
        order = sorted(identity.groups().values(), key=lambda c: (c.best.rank, c.best.key))
        for cluster in order:
            best = cluster.best
            if best.key in self.removed:
                continue
            kinds = {r.type for r in cluster.records}
            kind = "organization" if "organization" in kinds else best.type
            base = slug(best.name) if best.slug[0] in "~+" else slug(best.slug)
            identifier = unused_identifier(kind, base, cluster.countries, taken)
            taken.add(identifier)
            entity = _Entity(identifier, cluster, {})
            entity.cells = self._cells(entity, kind)
            for record in cluster.records:
                self.entities[record.key] = entity
                self.by_slug[_plain(record.slug)].append(record.key)
                # A row that only names a body counts by what becomes of its statement.
                if record.table != "named":
                    first = record.row is best.row
                    (self.ledger.used if first else self.ledger.merged)(record.row)

    def _cells(self, entity: _Entity, kind: str) -> dict[str, str]:
        """Chosen value of each field, its citations, and the values that differ."""
        columns = {c.name for c in schema.ENTITY_FILES[kind].columns}
        cells = {"id": entity.id, "name": split_acronym(entity.cluster.best.name)[0]}
        said: dict[Cited, list[str]] = {}
        ordered = sorted(
            entity.cluster.records,
            key=lambda r: (r.rank, r.table == "named", r.row.line, r.row.file, r.key),
        )
        for record in ordered:
            fields = self._dated(record)
            cited = self.citations.cite(record.row)
            for name, value in sorted(fields.items()):
                if name not in columns or (name == "kind" and record.type != kind):
                    continue
                kept = cells.setdefault(name, value)
                if kept == value or same_value(name, kept, value):
                    for citation in cited:
                        said.setdefault(citation, []).append(name)
                elif name in ("country", "founded", "city", "website", "closed"):
                    for citation in cited:
                        self._describe(entity.id, [name], citation, value)
            for citation in cited:
                said.setdefault(citation, []).append("name")
        for citation, names in said.items():
            self._describe(entity.id, sorted(set(names)), citation)
        said_names = (n for r in entity.cluster.records for n in (r.name, *r.aliases))
        cells["aliases"] = join_list(other_names(cells["name"], said_names))
        if kind == "person":
            cells.pop("kind", None)
        return cells

    def _dated(self, record: Record) -> dict[str, str]:
        """Fields with the date that the status describes; old sources make nothing active."""
        fields = dict(record.fields)
        dates = [self.citations.describes(c.source) for c in self.citations.cite(record.row)]
        as_of = fields.get("as_of") or max((d for d in dates if d), default="")
        if fields.get("status") == "active" and as_of < _LIVELY:
            self.ledger.part(record.row, "active", "no source of 2024 or later says so")
            fields["status"] = "unknown"
        if fields.get("status", "unknown") != "unknown" and as_of:
            fields["as_of"] = as_of
        else:
            fields.pop("as_of", None)
        if fields.get("status") == "unknown":
            del fields["status"]
        return fields

    def _describe(self, subject: str, fields: list[str], cited: Cited, value: str = "") -> None:
        cells = {
            "subject": subject,
            "fields": join_list(fields),
            "value": value,
            "source": cited.source,
            "page": cited.page,
        }
        self.described[tuple(cells.values())] = cells

    def identifier(self, end: str) -> str:
        """Entity identifier of a record key, of ``*/slug`` or of ``*person/slug``; "" if none."""
        if end in self.entities:
            return self.entities[end].id
        prefix, _, name = end.partition("/")
        keys = [key for key in self.by_slug.get(name, ()) if key in self.entities]
        if prefix == "*person":
            keys = [k for k in keys if self.entities[k].id.startswith("person/")]
        else:
            keys = [k for k in keys if not self.entities[k].id.startswith(("person/", "event/"))]
        found = {self.entities[k].id for k in keys}
        if len(found) > 1:
            # Several things bear this slug: the one of the most trusted slice is meant.
            best = min(keys, key=lambda k: (self.entities[k].cluster.best.rank, k))
            return self.entities[best].id
        return next(iter(found), "")

    # Statements

    def _concepts(self, record: Record) -> None:
        """Statements out of the cause and skill labels of a record."""
        for scheme, labels in (("cause", record.causes), ("skill", record.skills)):
            for label in labels:
                seeks = label.qualifiers.get("evidence") == "job-post"
                relation = "works_on"
                if scheme == "skill":
                    relation = "needs_skill" if seeks else "uses_skill"
                self._label(relation, record.key, scheme, label, record.row)

    def _label(self, relation: str, end: str, scheme: str, label: Label, row: RawRow) -> None:
        concept, reason = self.labels.concept(scheme, label.text)
        if not concept:
            self.ledger.dropped(row, label.text, f"{scheme}: {reason}")
            return
        subject = self.identifier(end)
        if subject.partition("/")[0] not in self.relations[relation].domain:
            self.ledger.dropped(row, label.text, f"{relation} does not apply to {subject}")
            return
        qualifiers = {**label.qualifiers, "stated_as": label.text}
        self._state(Link(relation, subject, concept, row, qualifiers))

    def _link(self, link: Link) -> None:
        scheme, found, label = link.object.partition(":")
        subject = self.identifier(link.subject)
        if not subject:
            self._unknown_end(link.subject, link.row)
            return
        if found and scheme in ("skill", "cause"):
            self._label(
                link.relation, link.subject, scheme, Label(label, link.qualifiers), link.row
            )
            return
        target = label if scheme == "path" else self.identifier(link.object)
        if not target:
            self._unknown_end(link.object, link.row)
            return
        if subject == target:
            self.ledger.dropped(link.row, subject, "both ends are one thing")
            return
        relation = self.relations[link.relation]
        for end, allowed in ((subject, relation.domain), (target, relation.range)):
            if end.partition("/")[0] not in allowed:
                self.ledger.dropped(link.row, end, f"{relation.name} does not apply to it")
                return
        link = replace(link, subject=subject, object=target)
        if relation.symmetric:
            ends = sorted((subject, target))
            link = replace(link, subject=ends[0], object=ends[1])
        if link.relation == "holds_role":
            said = link.qualifiers
            body = self.kinds.get(link.object, "")
            capacity = public_capacity(body, said["kind"], said["role"])
            if capacity is None:
                reason = "a role there could reveal special-category data"
                self.ledger.dropped(link.row, "", reason)
                return
            link = replace(link, qualifiers={**link.qualifiers, "public_capacity": capacity})
        self._state(link)

    def _unknown_end(self, end: str, row: RawRow) -> None:
        """Note a statement about something that was not taken over; a person is not named."""
        prefix, _, name = end.partition("/")
        reason = self.ledger.withheld.get(name, "nothing of this name was taken over")
        hidden = prefix == "*person" or name in self.ledger.withheld
        self.ledger.dropped(row, "" if hidden else end, reason)

    def _state(self, link: Link) -> None:
        """Add a statement for each citation."""
        relation = self.relations[link.relation]
        file = schema.statement_file(relation)
        rows = self.statements[relation.name]
        new = False
        citations = self.citations.cite(link.row)
        if not citations:
            self.ledger.dropped(link.row, "", _UNSOURCED)
            return
        for cited in citations:
            cells = {
                "subject": link.subject,
                "object": link.object,
                **{name: link.qualifiers.get(name, "") for name in relation.qualifiers},
                "since": link.since,
                "until": link.until,
                "as_of": link.as_of,
                "source": cited.source,
                "page": cited.page,
            }
            # Two tables may spell one role or label in different cases.
            key = tuple(cells[column].casefold() for column in file.key)
            new |= key not in rows
            rows.setdefault(key, cells)
        (self.ledger.used if new else self.ledger.merged)(link.row)

    # What is left over

    def _drop_people_without_role(self) -> None:
        held = {row["subject"] for row in self.statements["holds_role"].values()}
        for entity in {e.id: e for e in self.entities.values()}.values():
            if entity.id.startswith("person/") and entity.id not in held:
                for record in entity.cluster.records:
                    reason = "a person without a public role"
                    self.ledger.withhold(record.row, _plain(record.slug), reason)
                self._forget(entity.id)

    def _drop_unmentioned(self, identity: Identity) -> None:
        """Bodies that a row only names and that no statement needs in the end."""
        mentioned = {
            row[end]
            for rows in self.statements.values()
            for row in rows.values()
            for end in ("subject", "object")
        }
        for cluster in identity.groups().values():
            entity = self.entities.get(cluster.best.key)
            named = all(record.table == "named" for record in cluster.records)
            if entity and named and entity.id not in mentioned:
                self._forget(entity.id)

    def _forget(self, identifier: str) -> None:
        self.entities = {k: e for k, e in self.entities.items() if e.id != identifier}
        self.described = {k: d for k, d in self.described.items() if d["subject"] != identifier}
        for rows in self.statements.values():
            for key in [k for k, r in rows.items() if identifier in (r["subject"], r["object"])]:
                del rows[key]

    def _write(self, identity: Identity) -> Outcome:
        entities = {entity.id: entity for entity in self.entities.values()}
        counts: Counter[str] = Counter()
        for kind, file in schema.ENTITY_FILES.items():
            rows = [e.cells for e in entities.values() if e.id.startswith(f"{kind}/")]
            _, counts[kind] = write_table(self.out, file, rows)
        write_table(self.out, schema.CITATIONS, self.described.values())
        stated = {
            name: write_table(
                self.out, schema.statement_file(relation), self.statements[name].values()
            )[1]
            for name, relation in self.relations.items()
            if name in self.statements or not self._curated(relation)
        }
        write_table(
            self.out,
            schema.MERGES,
            [
                {
                    "left": d.left,
                    "right": d.right,
                    "decision": "same" if d.same else "different",
                    "reason": d.reason,
                    "decided_by": d.by,
                }
                for d in {(d.left, d.right): d for d in reversed(identity.decisions)}.values()
                if not self._withheld(d)
            ],
        )
        self._carry_over()
        doubts = [
            doubt
            for doubt in identity.open_doubts()
            if doubt.left in self.entities and doubt.right in self.entities
        ]
        write_review(self.out, self.ledger, self.labels.unmapped, doubts, self.identifier)
        return Outcome(
            counts,
            stated,
            self.ledger.totals(),
            self.ledger.corrected,
            len(identity.decisions),
            len(doubts),
            len(self.labels.unmapped),
        )

    def _withheld(self, decision: Decision) -> bool:
        """Whether a decision is about a person whom no list may name."""
        slugs = [_plain(end.partition("/")[2]) for end in (decision.left, decision.right)]
        gone = any(
            end not in self.entities and name in self.ledger.withheld
            for end, name in zip((decision.left, decision.right), slugs, strict=True)
        )
        return gone or is_removed(slugs, self.removals)

    def _carry_over(self) -> None:
        """Curated tables that no slice fills, so that the folder written is a whole one."""
        if self.curated.resolve() == self.out.resolve():
            return
        for file in schema.FIXED_FILES:
            source, target = self.curated / file.path, self.out / file.path
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())

    def _curated(self, relation: Relation) -> bool:
        """Whether a table of statements exists that no slice fills: leave it alone."""
        table, _ = read_table(self.out, schema.statement_file(relation))
        return bool(table.rows)


def _sound(folder: Path) -> Tables:
    """The tables of a data folder; what reconciling relies on must be readable."""
    tables = read_tables(folder)
    needed = {f.path for f in (*schema.CONCEPT_FILES.values(), schema.RELATIONS, schema.SOURCES)}
    needed |= {schema.MERGES.path, schema.REMOVALS.path}
    faults = [f for f in (*tables.faults, *check_removals(tables)) if f.file in needed]
    if faults:
        raise InvalidDatasetError(Report.of(faults))
    return tables


def _plain(slug: str) -> str:
    """The slug that a slice gives, without the mark that tells a person from a body."""
    return slug.removesuffix("@person")
