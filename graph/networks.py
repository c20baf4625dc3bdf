"""From the dataset to networks: everything, social ties, two-mode affiliation, projections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Any, Literal

import networkx as nx

from graph.core import is_sponsorship
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.evidence import temporal_status
from graph.model import Statement

Weighting = Literal["count", "newman", "jaccard", "overlap"]


def full(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """Every statement as a tie of its own, keyed by its identifier.

    Nodes are entities and those concepts that statements name, with ``name``,
    ``type`` and ``kind``; ties carry ``relation``, ``social``, ``since``,
    ``until``, ``source`` and ``page``. Entities without a statement are isolates.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in dataset.entities.values():
        network.add_node(entity.id, name=entity.name, type=entity.type, kind=entity.kind)
    for statement in dataset.statements:
        concept = dataset.concepts.get(statement.object)
        if concept and concept.id not in network:
            network.add_node(concept.id, name=concept.label, type=concept.type, kind="")
        network.add_edge(
            statement.subject,
            statement.object,
            key=statement.id,
            relation=statement.relation,
            social=dataset.relations[statement.relation].social,
            since=statement.since,
            until=statement.until,
            source=statement.source,
            page=statement.page,
        )
    return network


def social(dataset: Dataset, sponsors: bool = True, past: bool = True) -> nx.Graph[str]:
    """One tie for each pair of entities that any social relation joins.

    Without ``sponsors``, money from companies ties nobody; without ``past``, what is known to be
    over does not (`graph.evidence.temporal_status`).

    Direction does not count; ``relations`` says which relations join the pair
    and ``weight`` how many different statements (sources of one statement
    counted once). Entities without a social tie are left out.
    """
    network: nx.Graph[str] = nx.Graph()
    seen: set[tuple[str, ...]] = set()
    for statement in _social(dataset, sponsors, past):
        a, b = sorted((statement.subject, statement.object))
        fact = (statement.relation, a, b, *(v for _, v in sorted(statement.qualifiers.items())))
        if fact in seen:
            continue
        seen.add(fact)
        for end in (a, b):
            if end not in network:
                entity = dataset.entities[end]
                network.add_node(end, name=entity.name, type=entity.type, kind=entity.kind)
        if not network.has_edge(a, b):
            network.add_edge(a, b, weight=0, relations=frozenset())
        tie = network.edges[a, b]
        tie["weight"] += 1
        tie["relations"] |= {statement.relation}
    return network


def sourced_ties(
    dataset: Dataset, sponsors: bool = True, past: bool = True
) -> list[tuple[str, str, str]]:
    """The ties of `social` as (end, end, source), one for each fact and source that states it."""
    return sorted((s.subject, s.object, s.source) for s in _social(dataset, sponsors, past))


def is_tie(
    dataset: Dataset, statement: Statement, sponsors: bool = True, past: bool = True
) -> bool:
    """Whether a statement is one of the ties of `social`."""
    return (
        dataset.relations[statement.relation].social
        and (sponsors or not is_sponsorship(dataset, statement))
        and (past or temporal_status(dataset, statement) != "past")
    )


def _social(dataset: Dataset, sponsors: bool, past: bool) -> Iterator[Statement]:
    return (s for s in dataset.statements if is_tie(dataset, s, sponsors, past))


def affiliation(dataset: Dataset) -> nx.Graph[str]:
    """Two-mode network of people and the organizations in which they hold public roles.

    ``mode`` is 0 for people and 1 for organizations; ``weight`` counts the
    different roles that a person holds there.
    """
    network: nx.Graph[str] = nx.Graph()
    seen: set[tuple[str, str, str]] = set()
    for statement in dataset.statements:
        roles = statement.relation == "holds_role" and statement.object.startswith("organization/")
        fact = (statement.subject, statement.object, statement.qualifiers.get("role", ""))
        if not roles or fact in seen:
            continue
        seen.add(fact)
        person, organization, _ = fact
        network.add_node(person, mode=0, name=dataset.name(person))
        network.add_node(organization, mode=1, name=dataset.name(organization))
        weight = network.get_edge_data(person, organization, {}).get("weight", 0)
        network.add_edge(person, organization, weight=weight + 1)
    return network


def project(
    network: nx.Graph[Any], onto: Collection[Any], weighting: Weighting = "count"
) -> nx.Graph[Any]:
    """One-mode network of the nodes ``onto`` that share neighbours in a two-mode network.

    Parameters
    ----------
    network
        Two-mode network: no tie joins two nodes of ``onto``.
    onto
        The nodes to keep, one whole mode.
    weighting
        ``count``: number of shared neighbours. ``newman``: each shared
        neighbour of k nodes adds 1 / (k - 1) (Newman 2001). ``jaccard``: shared
        over all neighbours of the two. ``overlap``: shared over the smaller
        number of neighbours.

    Returns
    -------
    An undirected network with ``weight``; every node of ``onto`` is in it.

    Raises
    ------
    UsageError
        Unknown weighting, a node that is not in the network, or a tie inside ``onto``.

    """
    kept = dict.fromkeys(onto)
    missing = [node for node in kept if node not in network]
    if missing:
        raise UsageError(f"not in the network: {missing[:5]}. Project onto nodes that it has.")
    shared: Counter[tuple[Any, Any]] = Counter()
    newman: Counter[tuple[Any, Any]] = Counter()
    order = {node: place for place, node in enumerate(kept)}
    for node in kept:
        inside = [n for n in network[node] if n in kept]
        if inside:
            raise UsageError(
                f"{node!r} and {inside[0]!r} are tied although both are to be kept. "
                "Project a two-mode network onto one of its modes."
            )
    for middle in network:
        if middle in kept:
            continue
        members = sorted((n for n in network[middle] if n in kept), key=order.__getitem__)
        for pair in combinations(members, 2):
            shared[pair] += 1
            newman[pair] += 1 / (len(members) - 1)  # type: ignore[assignment]
    result: nx.Graph[Any] = nx.Graph()
    result.add_nodes_from((node, network.nodes[node]) for node in kept)
    for (a, b), count in shared.items():
        of_a, of_b = len(network[a]), len(network[b])
        weights = {
            "count": count,
            "newman": newman[a, b],
            "jaccard": count / (of_a + of_b - count),
            "overlap": count / min(of_a, of_b),
        }
        if weighting not in weights:
            raise UsageError(f"unknown weighting {weighting!r}. Choose of {', '.join(weights)}.")
        result.add_edge(a, b, weight=weights[weighting])
    return result
