"""Which nodes and ties a map shows, out of how many, and why these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from graph.analysis import betweenness
from graph.core import is_sponsorship
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.evidence import held_in
from graph.maps.overview import Region
from graph.maps.style import group_of
from graph.model import Statement
from graph.text import shortened

Grouping = Literal["relation", "sector"]


@dataclass(frozen=True, slots=True)
class Period:
    """Ties known to hold in ``year`` (0: whenever), and with ``undated`` those without dates."""

    year: int = 0
    undated: bool = True

    def keeps(self, dataset: Dataset, statement: Statement) -> bool:
        """Whether a statement belongs to it."""
        if not self.year:
            return True
        held = held_in(dataset, statement, self.year)
        return self.undated if held is None else held


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Tie:
    """All statements of one relation between the same two nodes, drawn as one line."""

    subject: str
    object: str
    relation: str
    statements: int

    @property
    def id(self) -> str:
        """Identifier of the line on the map."""
        return f"{self.subject} {self.relation} {self.object}"


@dataclass(frozen=True, slots=True)
class MapView:
    """What a map shows.

    ``total`` counts what could be shown, ``note`` says in words how many are
    shown of how many, and why.
    """

    nodes: tuple[str, ...]
    ties: tuple[Tie, ...]
    total: int
    note: str
    centre: str = ""

    def network(self) -> nx.Graph[str]:
        """The view as a simple undirected network, for the layout."""
        network: nx.Graph[str] = nx.Graph()
        network.add_nodes_from(self.nodes)
        network.add_edges_from((tie.subject, tie.object) for tie in self.ties)
        return network


def best_connected(
    dataset: Dataset,
    members: Collection[str],
    relations: Collection[str],
    limit: int = 150,
    sponsors: bool = True,
    within: Collection[str] | None = None,
    when: Period = ALWAYS,
) -> MapView:
    """The best-connected part of a selection, with those who link its members.

    Besides members, a node may be shown that has ties to at least two of them:
    the go-betweens. When there are more than ``limit`` nodes, those on most
    shortest paths between others stay (betweenness on the selection, sampled
    when large), so that the view holds together. Without ``sponsors``, money
    from companies is not drawn; ``within`` names what may be shown at all;
    ``when`` keeps ties of one year.
    """
    inside = frozenset(members) if within is None else frozenset(members) & frozenset(within)
    statements = drawn_statements(dataset, relations, sponsors, when)
    alters_of = neighbours(statements)
    between = {
        node
        for node, alters in alters_of.items()
        if node not in inside
        and len(alters & inside) > 1
        and (within is None or node in within or node in dataset.concepts)
    }
    candidates = inside | between
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(candidates))
    network.add_edges_from(
        (node, alter)
        for node in candidates
        for alter in alters_of.get(node, ())
        if alter in candidates and (node in inside or alter in inside)
    )
    tied = [node for node in network if network.degree(node)]
    if len(candidates) <= limit:
        shown = frozenset(candidates)
        note = _count(len(shown), len(shown), "all that fit the filters")
    else:
        samples = None if len(tied) <= 4000 else 800
        rank = betweenness(network.subgraph(tied), samples=samples) if tied else {}
        order = sorted(
            candidates, key=lambda n: (-rank.get(n, 0.0), -network.degree(n), n not in inside, n)
        )
        shown = _held_together(order, network, limit)
        why = "those on most of the shortest paths between others"
        note = _count(len(shown), len(candidates), why)
    if shown - inside:
        note += f" {len(shown - inside):,} of them lie outside the filters and link what is inside."
    loose = sum(1 for node in candidates if not network.degree(node))
    if loose and shown != candidates:
        note += f" {loose:,} have no tie of the kinds drawn here; the table lists them."
    return MapView(tuple(sorted(shown)), ties_among(statements, shown), len(candidates), note)


def ego(
    dataset: Dataset,
    centre: str,
    relations: Collection[str],
    steps: int = 1,
    limit: int = 150,
    sponsors: bool = True,
    when: Period = ALWAYS,
) -> MapView:
    """One entity and what it is tied to, up to ``steps`` ties away.

    When there are more than ``limit``, the nearest stay, and among equally near
    ones those with most ties. Raises `UnknownIdentifierError`, or `UsageError`
    for less than one step.
    """
    if steps < 1:
        raise UsageError(f"{steps} steps show nothing. Ask for one or more.")
    if centre not in dataset.concepts:
        centre = dataset.entity(centre).id
    statements = drawn_statements(dataset, relations, sponsors, when)
    alters_of = neighbours(statements)
    distance = {centre: 0}
    edge = [centre]
    for step in range(1, steps + 1):
        edge = [n for node in edge for n in sorted(alters_of.get(node, ())) if n not in distance]
        distance.update(dict.fromkeys(edge, step))
        edge = list(dict.fromkeys(edge))
    order = sorted(distance, key=lambda n: (distance[n], -len(alters_of.get(n, ())), n))
    shown = frozenset(order[:limit])
    near = "one tie" if steps == 1 else f"{steps} ties"
    why = f"within {near} of {shortened(dataset.name(centre))}"
    if len(order) > limit:
        why += ", nearest and best connected first"
    note = _count(len(shown), len(order), why)
    return MapView(tuple(sorted(shown)), ties_among(statements, shown), len(order), note, centre)


def contacts_by(dataset: Dataset, view: MapView, by: Grouping) -> dict[str, str]:
    """What each contact of an ego view is grouped under, in words.

    By the relation that ties it to the centre, as the centre's side of it reads, or by its
    colour group.
    """
    if by == "sector":
        return {n: group_of(dataset, n).name for n in view.nodes if n != view.centre}
    found: dict[str, str] = {}
    for tie in view.ties:
        declared = dataset.relations[tie.relation]
        if tie.subject == view.centre:
            found.setdefault(tie.object, declared.label)
        elif tie.object == view.centre:
            found.setdefault(tie.subject, declared.inverse_label)
    return {n: found.get(n, "in the same circle") for n in view.nodes if n != view.centre}


def _held_together(order: list[str], network: nx.Graph[str], limit: int) -> frozenset[str]:
    """The first nodes of an order that are tied to each other, up to a limit."""
    shown: set[str] = set(order[:1])
    waiting = order[1:]
    grown = True
    while grown and len(shown) < limit:
        grown, later = False, []
        for node in waiting:
            if len(shown) < limit and not shown.isdisjoint(network[node]):
                shown.add(node)
                grown = True
            else:
                later.append(node)
        waiting = later
    return frozenset(shown) | frozenset(waiting[: limit - len(shown)])


def _count(shown: int, total: int, why: str) -> str:
    return f"Showing {shown:,} of {total:,}: {why}."


def region_view(
    dataset: Dataset,
    region: Region,
    relations: Collection[str],
    sponsors: bool = True,
    within: Collection[str] | None = None,
    when: Period = ALWAYS,
) -> MapView:
    """The members of one region of the overview and the ties among them."""
    shown = frozenset(m for m in region.members if within is None or m in within)
    statements = drawn_statements(dataset, relations, sponsors, when)
    note = _count(len(shown), len(region.members), f"the members of “{region.name}”")
    return MapView(tuple(sorted(shown)), ties_among(statements, shown), len(region.members), note)


def whole_view(
    dataset: Dataset,
    shown: Collection[str],
    relations: Collection[str],
    sponsors: bool = True,
    when: Period = ALWAYS,
) -> MapView:
    """All of the given entities and the ties among them."""
    kept = frozenset(shown)
    note = _count(len(kept), len(dataset.entities), "all that fit the filters")
    statements = drawn_statements(dataset, relations, sponsors, when)
    return MapView(tuple(sorted(kept)), ties_among(statements, kept), len(dataset.entities), note)


def drawn_statements(
    dataset: Dataset, relations: Collection[str], sponsors: bool, when: Period = ALWAYS
) -> list[Statement]:
    """The statements that a map draws."""
    return [
        statement
        for statement in dataset.statements
        if statement.relation in relations
        and (sponsors or not is_sponsorship(dataset, statement))
        and when.keeps(dataset, statement)
    ]


def neighbours(statements: Iterable[Statement]) -> Mapping[str, set[str]]:
    """What each end of the statements is tied to by them."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        found[statement.subject].add(statement.object)
        found[statement.object].add(statement.subject)
    return found


def ties_among(statements: Iterable[Statement], shown: frozenset[str]) -> tuple[Tie, ...]:
    """The lines between nodes that are shown, sorted."""
    counts = Counter(
        (s.subject, s.object, s.relation)
        for s in statements
        if s.subject in shown and s.object in shown
    )
    return tuple(
        Tie(subject, target, relation, count)
        for (subject, target, relation), count in sorted(counts.items())
    )
