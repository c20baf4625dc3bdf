"""Which records are one thing: conservative rules, decisions kept as data.

The same website or the same name with a compatible country and kind makes one
thing; whatever speaks against it keeps the two apart and asks a curator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from graph.reconcile.close_names import ARMS, HOW, Key, Side, variants
from graph.reconcile.names import (
    abbreviates,
    core_key,
    domain,
    legal_form_country,
    name_key,
    site_key,
    split_acronym,
    without_country,
)
from graph.reconcile.records import Record
from graph.text import split_list

_STRANGE_ENDINGS = frozenset("io ai co me tv cc ly gg fm sh to eu is so la li im ws ac nu".split())
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"kind/party", "kind/network"}),
    frozenset({"kind/union", "kind/worker-group", "kind/network", "kind/community"}),
    frozenset({"kind/public-institution", "kind/public-fund", "kind/network", "kind/research",
               "kind/intermediary", "kind/foundation", "kind/community", "kind/education"}),
    frozenset({"kind/company", "kind/tech-coop", "kind/freelancer-coop", "kind/job-board",
               "kind/education", "kind/intermediary", "kind/media", "kind/community",
               "kind/research"}),
    frozenset({"kind/ngo", "kind/community", "kind/network", "kind/research", "kind/education",
               "kind/foundation", "kind/intermediary", "kind/campaign", "kind/media",
               "kind/job-board", "kind/tech-coop", "kind/public-fund"}),
)  # fmt: skip
FUZZY = 92
"""From this likeness on two names are nearly the same."""
_ONE_SPELLING = 96
_DIFFERENT_NAMES = 45


@dataclass(frozen=True, slots=True)
class Decision:
    """Two record keys are the same thing, or are not, and why."""

    left: str
    right: str
    same: bool
    reason: str
    by: str = "rule"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things that may be one: for a curator to decide."""

    left: str
    right: str
    left_name: str
    right_name: str
    score: int
    reason: str


@dataclass(slots=True)
class Cluster:
    """Records taken for one thing."""

    records: list[Record] = field(default_factory=list)

    @property
    def best(self) -> Record:
        """The record of the slice that is trusted most on what the thing is."""
        return min(self.records, key=lambda r: (r.rank, r.table == "named", r.key, r.row.line))

    @property
    def countries(self) -> frozenset[str]:
        """Countries that its records state."""
        return frozenset(c for r in self.records for c in split_list(r.fields.get("country", "")))

    @property
    def hints(self) -> frozenset[str]:
        """Countries that legal forms and web addresses hint at: a caution, never a fact."""
        found = {legal_form_country(r.name) for r in self.records}
        for record in self.records:
            ending = domain(record.fields.get("website", "")).rpartition(".")[2]
            if len(ending) == 2 and ending not in _STRANGE_ENDINGS:
                found.add({"uk": "GB"}.get(ending, ending.upper()))
        return frozenset(found - {""})

    @property
    def domains(self) -> frozenset[str]:
        """Registrable domains of its websites."""
        return frozenset(
            domain(r.fields["website"])
            for r in self.records
            if site_key(r.fields.get("website", ""))
        )

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds that its records give, those of the loosest slice left out."""
        return frozenset(
            r.fields["kind"]
            for r in self.records
            if r.type == "organization" and "kind" in r.fields and r.row.slice != "people"
        )

    @property
    def tables(self) -> frozenset[tuple[str, str]]:
        """Tables with the slugs that they gave it."""
        return frozenset((f"{r.row.slice}/{r.table}", r.slug) for r in self.records)


class Identity:
    """Groups records into clusters; keeps the decisions taken and the doubts left."""

    def __init__(self, records: Iterable[Record], decided: Iterable[Decision] = ()) -> None:
        """Group by the curators' decisions first, then by website, then by name."""
        self.clusters: dict[str, Cluster] = {}
        for record in records:
            self.clusters.setdefault(record.key, Cluster()).records.append(record)
        self.decisions: list[Decision] = []
        self.doubts: dict[tuple[str, str], Doubt] = {}
        self._different: set[frozenset[str]] = set()
        self._parent: dict[str, str] = {key: key for key in self.clusters}
        self._decide(decided)
        self._by_site()
        self._by_name()
        self._by_close_name()
        self._look_alike()

    def root(self, key: str) -> str:
        """Key of the cluster that a record key belongs to."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def groups(self) -> Mapping[str, Cluster]:
        """The clusters that are left, by root key."""
        return {key: c for key, c in self.clusters.items() if self.root(key) == key}

    # The rules

    def _decide(self, decided: Iterable[Decision]) -> None:
        """Take over decisions: "different" before "same", a curator's before a slice's own."""
        for d in sorted(decided, key=lambda d: (d.same, d.by != "curator", d.left, d.right)):
            known = d.left in self._parent and d.right in self._parent
            if known and not d.same:
                self._different.add(frozenset((d.left, d.right)))
            elif known:
                a, b = self.root(d.left), self.root(d.right)
                if a != b and self._apart(self.clusters[a], self.clusters[b]):
                    self._contradicted(d)
                    continue
                self._join(d.left, d.right)
            # A curator's word outlives the rows it is about: they may return.
            if known or d.by == "curator":
                self.decisions.append(d)

    def _contradicted(self, decision: Decision) -> None:
        left, right = sorted((self.root(decision.left), self.root(decision.right)))
        names = self.clusters[left].best.name, self.clusters[right].best.name
        reason = f"{decision.reason}, but a curator keeps them apart"
        self.doubts[left, right] = Doubt(left, right, *names, 100, reason)
        if decision.by == "curator":
            self.decisions.append(decision)

    def _by_site(self) -> None:
        sites: dict[str, set[str]] = defaultdict(set)
        for key, cluster in self.clusters.items():
            for record in cluster.records:
                site = site_key(record.fields.get("website", ""))
                if site and record.type != "event":
                    sites[site].add(key)
        for site, keys in sorted(sites.items()):
            for left, right in self._chained(keys):
                self._consider(left, right, f"same website {site}", by_site=True)

    def _by_name(self) -> None:
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, cluster in self.clusters.items():
            for record in cluster.records:
                family = record.type if record.type in ("person", "event") else "body"
                for name in (record.name, *record.aliases):
                    names[family, name_key(name)].add(key)
        for (_, name), keys in sorted(names.items()):
            for left, right in self._chained(keys):
                self._consider(left, right, f"same name {name!r}", by_site=False)

    def _by_close_name(self) -> None:
        """Names that differ by spacing, by their country, by an acronym, or by a letter or two."""
        close: dict[Key, dict[str, set[Side]]] = defaultdict(lambda: defaultdict(set))
        for key, cluster in self.clusters.items():
            for record in cluster.records:
                if record.type not in ("organization", "project"):
                    continue
                for name in (record.name, *record.aliases):
                    for variant, side in variants(name, record):
                        close[variant][key].add(side)
        for (how, *what), sides in sorted(close.items()):
            for left, right in self._chained(set(sides)):
                meets = "any" in sides[left] | sides[right] or len(sides[left] | sides[right]) > 1
                if meets and (how != "country" or self._of_country(what[1], left, right)):
                    self._consider(left, right, f"{HOW[how]} {what[0]!r}", by_site=False)
        self._by_spelling()

    def _of_country(self, code: str, *keys: str) -> bool:
        """Whether no end is stated or hinted to be of another country."""
        clusters = [self.clusters[self.root(key)] for key in keys]
        return all(_meet(c.countries | c.hints, frozenset({code})) for c in clusters)

    def _by_spelling(self) -> None:
        """Nearly one spelling, in one stated country: a letter more or less."""
        groups = [
            (key, cluster)
            for key, cluster in sorted(self.groups().items())
            if cluster.best.type == "organization" and cluster.countries
        ]
        names = [name_key(cluster.best.name) for _, cluster in groups]
        scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=_ONE_SPELLING)
        for i, j in zip(*np.nonzero(np.triu(scores, k=1)), strict=True):
            if len(names[i]) > 9 and not any(map(str.isdigit, names[i] + names[j])):
                reason = f"nearly the same spelling {names[i]!r}"
                self._consider(groups[int(i)][0], groups[int(j)][0], reason, by_site=False)

    def _look_alike(self) -> None:
        """Leave what only looks alike to a curator: near names, acronyms, same slug."""
        groups = [
            (key, cluster)
            for key, cluster in sorted(self.groups().items())
            if cluster.best.type in ("organization", "project", "person")
        ]
        names = [name_key(cluster.best.name) for _, cluster in groups]
        scores = process.cdist(
            names, names, scorer=fuzz.token_sort_ratio, score_cutoff=FUZZY, dtype=np.uint8
        )
        for i, j in zip(*np.nonzero(np.triu(scores, k=1)), strict=True):
            (left, a), (right, b) = groups[int(i)], groups[int(j)]
            if _mixable(a, b) and _meet(a.countries, b.countries) and not _siblings(a, b):
                self._doubt(left, right, "names are nearly the same", int(scores[i, j]))
        short: dict[str, set[str]] = defaultdict(set)
        slugs: dict[str, set[str]] = defaultdict(set)
        cores: dict[str, set[str]] = defaultdict(set)
        for key, cluster in groups:
            if cluster.best.type != "person":
                cores[core_key(cluster.best.name)].add(key)
            for record in cluster.records:
                acronym = split_acronym(record.name)[1]
                if len(acronym) > 2:
                    short[acronym.casefold()].add(key)
                if " " not in record.name and 2 < len(record.name) < 9:
                    short[record.name.casefold()].add(key)
                slugs[record.slug].add(key)
        little = "same name but for a word that says little"
        for reason, index in (("same acronym", short), ("same slug", slugs), (little, cores)):
            for keys in index.values():
                for left, right in combinations(sorted(keys), 2):
                    a, b = self.clusters[left], self.clusters[right]
                    listed = reason == little and _siblings(a, b)
                    if _mixable(a, b) and _meet(a.countries, b.countries) and not listed:
                        self._doubt(left, right, reason, 0)

    # How two clusters meet

    def _chained(self, keys: set[str]) -> Iterator[tuple[str, str]]:
        """Pairs to look at among keys with equal evidence, best record first."""
        ordered = sorted(keys, key=lambda k: (self.clusters[k].best.rank, k))
        yield from combinations(ordered, 2)

    def _consider(self, left: str, right: str, reason: str, *, by_site: bool) -> None:
        a, b = self.root(left), self.root(right)
        if a == b:
            return
        against = self._objection(self.clusters[a], self.clusters[b], by_site=by_site)
        if against is None:
            self._join(left, right)
            self.decisions.append(Decision(left, right, True, reason))
        elif against:
            self._doubt(left, right, f"{reason}, but {against}")

    def _objection(self, a: Cluster, b: Cluster, *, by_site: bool) -> str | None:
        """None to merge, "" to keep apart without doubt, else what speaks against merging."""
        if not _mixable(a, b) or self._apart(a, b):
            return ""
        if not _meet(a.countries, b.countries):
            return "" if not by_site else "the countries differ"
        if _siblings(a, b) and not _twins(a, b):
            return "one table lists both"
        if by_site:
            return _site_objection(a, b)
        if a.best.type == "person":
            return "only a source that joins them makes one person"
        if not _meet(a.countries | a.hints, b.countries | b.hints):
            return "hints at different countries"
        if not _kindred(a.kinds, b.kinds):
            return "the kinds differ"
        if not _meet(a.domains, b.domains) and not _one_slug(a, b):
            return "the websites differ"
        return None

    def _apart(self, a: Cluster, b: Cluster) -> bool:
        if not self._different:
            return False
        return any(
            frozenset((x.key, y.key)) in self._different for x in a.records for y in b.records
        )

    def _join(self, left: str, right: str) -> None:
        keep, drop = sorted((self.root(left), self.root(right)))
        if keep != drop:
            self._parent[drop] = keep
            self.clusters[keep].records += self.clusters[drop].records

    def _doubt(self, left: str, right: str, reason: str, score: int = 100) -> None:
        a, b = sorted((self.root(left), self.root(right)))
        if a == b or (a, b) in self.doubts or self._apart(self.clusters[a], self.clusters[b]):
            return
        names = self.clusters[a].best.name, self.clusters[b].best.name
        self.doubts[a, b] = Doubt(a, b, *names, score, reason)

    def open_doubts(self) -> Sequence[Doubt]:
        """Doubts between things that are still apart, strongest first."""
        apart: dict[tuple[str, ...], Doubt] = {}
        for doubt in sorted(self.doubts.values(), key=lambda d: (-d.score, d.left, d.right)):
            roots = tuple(sorted((self.root(doubt.left), self.root(doubt.right))))
            if roots[0] != roots[1]:
                apart.setdefault(roots, doubt)
        return list(apart.values())


def _site_objection(a: Cluster, b: Cluster) -> str | None:
    """What speaks against one thing where two clusters give one website; None for nothing."""
    pairs = [(x, y) for x in a.records for y in b.records]
    if any(_squeezed(x) == _squeezed(y) for x, y in pairs):
        return None
    if a.best.type == "person" or not any(_alike(x.name, y.name) for x, y in pairs):
        return "the names differ"
    if not _kindred(a.kinds, b.kinds):
        return "the kinds differ"
    # Chapters may all give the site of their network, and a foundation that of its company.
    if not any(x.slug == y.slug or not _told_apart(x, y) for x, y in pairs):
        return "a word tells the names apart"
    return None


def _told_apart(x: Record, y: Record) -> bool:
    """Whether two names say different things, or one of them a place or an arm of the other."""
    if any(abbreviates(m, n) for m, n in ((x.name, y.name), (y.name, x.name))):
        return False
    left, right = (set(name_key(r.name).replace(".", " ").split()) for r in (x, y))
    if left - right and right - left:
        return not any(abbreviates(split_acronym(r.name)[0], s.name) for r, s in ((x, y), (y, x)))
    places = {w for r in (x, y) for w in name_key(r.fields.get("city", "")).split()}
    return bool((left ^ right) & (ARMS | places))


def _alike(name: str, other: str) -> bool:
    """Whether two names share words, or one abbreviates the other."""
    if fuzz.token_set_ratio(name_key(name), name_key(other)) >= _DIFFERENT_NAMES:
        return True
    outer, _ = split_acronym(name)
    other_outer, _ = split_acronym(other)
    return abbreviates(outer, other_outer) or abbreviates(other_outer, outer)


def _one_slug(a: Cluster, b: Cluster) -> bool:
    """Whether slices gave one slug to a long name: they took over each other's slugs."""
    slugs = {r.slug for r in a.records} & {r.slug for r in b.records}
    long = len(name_key(a.best.name).split()) > 1 and len(name_key(a.best.name)) > 10
    return bool(slugs) and long


def _mixable(a: Cluster, b: Cluster) -> bool:
    """Whether two clusters can be one thing at all, by their types."""
    types = {r.type for r in (*a.records, *b.records)}
    if len(types) == 1:
        return True
    # An organization and its product often share a name and a website, and are two things.
    products = any(r.table == "products" for r in (*a.records, *b.records))
    return types == {"organization", "project"} and not products


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _kindred(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b) or any(f & a and f & b for f in _FAMILIES)


def _squeezed(record: Record) -> str:
    return name_key(record.name).replace(" ", "")


def _twins(a: Cluster, b: Cluster) -> bool:
    """Whether one table may list a thing twice: written in two ways, with one website."""
    return bool(a.domains & b.domains) and any(
        x.name != y.name
        and (
            _squeezed(x) == _squeezed(y)
            or name_key(x.name) == without_country(y.name)[0]
            or name_key(y.name) == without_country(x.name)[0]
        )
        for x in a.records
        for y in b.records
    )


def _siblings(a: Cluster, b: Cluster) -> bool:
    """Whether one table lists both under different slugs: its curator saw two things."""
    if not {t for t, _ in a.tables if not t.endswith("named")} & {t for t, _ in b.tables}:
        return False
    return not a.tables & b.tables
