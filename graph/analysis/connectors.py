"""The connector profile: who joins what would otherwise be apart, how surely, and why in words.

Defines no measure of its own: it brings the parts (`connector_parts`), the draws and chance
(`connector_study`) and the dataset together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

from graph import networks
from graph.analysis.brokering import exclusive_pairs
from graph.analysis.communities import communities
from graph.analysis.compact import CompactNetwork, NetworkLike, Node, compact
from graph.analysis.connector_parts import Setting, contacts_of
from graph.analysis.connector_reasons import contacts_told, reason
from graph.analysis.connector_study import Study, study
from graph.analysis.errors import AnalysisError
from graph.analysis.fragmentation import pieces_without
from graph.analysis.groups import Partition, check_groups, partition
from graph.analysis.matrices import Ints, Matrix, sparse
from graph.analysis.ties import Ties
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.naming import GroupName, name_group, short_name

T = TypeVar("T", int, str)
Of = Literal["people", "organizations"]

_TYPES = {"people": "person", "organizations": "organization"}
_NO_SECTOR = "unknown"
_RUNS = 10
"""Runs of the search for communities."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a rank rests on: facts, sources, the newest date described, the largest source."""

    facts: int
    sources: int
    newest: str
    largest_source: str
    largest_share: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What does not depend on weights: the groups joined, the reason, the coverage.

    ``groups`` lists the communities that it has ties into, most contacts first, by number;
    ``cut_off`` counts those whom nobody else ties to the largest part of the network.
    """

    id: str
    name: str
    reason: str
    coverage: Coverage
    groups: tuple[int, ...]
    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    causes: tuple[str, ...]
    cut_off: int


@dataclass(frozen=True, slots=True)
class Connector:
    """One row of a ranking.

    ``score`` runs from 0 to 100; ``interval`` holds the ranks in the middle 95 % of the draws, or
    is None when nothing was drawn; ``parts`` are raw values, ``percentiles`` their percentile
    ranks; ``z`` says how far betweenness exceeds random networks with the same degrees.
    """

    rank: int
    interval: tuple[int, int] | None
    score: float
    z: float
    parts: Mapping[str, float]
    percentiles: Mapping[str, float]
    profile: Profile

    @property
    def id(self) -> str:
        """The identifier of the entity."""
        return self.profile.id

    @property
    def name(self) -> str:
        """The name of the entity."""
        return self.profile.name


@dataclass(frozen=True, eq=False)
class Connectors:
    """All that is known about the connectors of a dataset, to be ranked by any weights.

    Attributes
    ----------
    of
        What is ranked.
    study
        Parts, draws and chance.
    profiles
        One for each node of the study, in its order.
    community_names
        Name of each community of the network.
    nodes, ties, sources
        Size of the network that this was computed on.

    """

    of: Of
    study: Study
    profiles: tuple[Profile, ...]
    community_names: Mapping[int, GroupName]
    nodes: int
    ties: int
    sources: int

    def ranked(self, weights: Mapping[str, float] | None = None) -> list[Connector]:
        """Rows by rank; equal scores share a rank and are ordered by identifier.

        Raises `UsageError` for weights of unknown parts or below zero.
        """
        try:
            scores, ranks = self.study.scores(weights), self.study.ranks(weights)
            intervals = self.study.intervals(weights)
        except AnalysisError as error:
            raise UsageError(str(error)) from error
        parts, percentiles = self.study.parts, self.study.percentiles
        rows = [
            Connector(
                rank=int(ranks[i]),
                interval=None
                if intervals is None
                else (int(intervals[i, 0]), int(intervals[i, 1])),
                score=float(scores[i]),
                z=float(self.study.z[i]),
                parts={name: float(values[i]) for name, values in parts.items()},
                percentiles={name: float(percentiles[k, i]) for k, name in enumerate(parts)},
                profile=profile,
            )
            for i, profile in enumerate(self.profiles)
        ]
        return sorted(rows, key=lambda row: (row.rank, row.id))


def rank_connectors(
    dataset: Dataset,
    of: Of = "people",
    weights: Mapping[str, float] | None = None,
    sponsors: bool = False,
    draws: int = 200,
    rewirings: int = 100,
    seed: int = 0,
    executor: Executor | None = None,
    past: bool = False,
) -> list[Connector]:
    """Rank people or organizations by how much they join what is apart.

    The score is the weighted mean of the percentile ranks (0 to 100) of the parts among those
    ranked; ``weights`` replaces `connector_parts.WEIGHTS` part by part. Descriptive of this
    dataset, never a judgement of a person.

    Parameters
    ----------
    dataset, of, sponsors, draws, rewirings, seed, executor, past
        As in `find_connectors`.
    weights
        By part.

    Raises
    ------
    UsageError
        Another ``of``, an unknown part or a negative weight.

    """
    found = find_connectors(dataset, of, sponsors, draws, rewirings, seed, executor, past=past)
    return found.ranked(weights) if found else []


def find_connectors(
    dataset: Dataset,
    of: Of = "people",
    sponsors: bool = False,
    draws: int = 200,
    rewirings: int = 100,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    past: bool = False,
) -> Connectors | None:
    """Study the people or organizations of a dataset as connectors.

    Only social ties count (`graph.networks.social`): money from companies only with ``sponsors``,
    ties that are known to be over only with ``past``. Ranked are all with ties to at least two
    others: with one tie nobody joins anything. A person counts to the sector where most of their
    organizations are.

    Parameters
    ----------
    dataset
        Where they are from.
    of
        ``people`` or ``organizations``.
    sponsors
        Whether money from companies is a tie.
    past
        Whether a tie that is known to be over is one.
    draws, rewirings, seed, executor, progress
        As in `connector_study.study`: resampled ties for the rank intervals, random networks of
        the same degrees for ``z``.

    Returns
    -------
    None when nobody has two social ties.

    """
    if of not in _TYPES:
        raise UsageError(f"cannot rank {of!r}. Choose of {', '.join(_TYPES)}.")
    ties = Ties.from_rows(networks.sourced_ties(dataset, sponsors, past))
    if not ties.nodes:
        return None
    network = ties.network()
    names = [str(node) for node in network.nodes]
    degree = np.diff(network.ties.indptr)
    kind = f"{_TYPES[of]}/"
    ranked = np.array(
        [i for i, name in enumerate(names) if name.startswith(kind) and degree[i] > 1],
        dtype=np.int64,
    )
    if not ranked.size:
        return None
    setting = _setting(dataset, network, names, ranked)
    modes: dict[Node, str] = {name: name.partition("/")[0] for name in names}
    result = study(
        ties, setting, modes, draws, rewirings, seed=seed, executor=executor, progress=progress
    )
    community_names = _names(dataset, setting.communities[0], names, degree)
    return Connectors(
        of=of,
        study=result,
        profiles=tuple(_profiles(dataset, network, setting, result, (sponsors, past))),
        community_names=community_names,
        nodes=len(network),
        ties=int(network.ties.nnz // 2),
        sources=len(ties.sources),
    )


def study_network(
    G: NetworkLike,
    groups: Mapping[Node, Hashable] | None = None,
    modes: Mapping[Node, str] | None = None,
    draws: int = 200,
    rewirings: int = 100,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    nodes: Iterable[Node] | None = None,
) -> Study:
    """Study the nodes of any network as connectors.

    Parameters
    ----------
    G
        The network; direction and weights are ignored.
    groups
        Groups that are bridged (sectors ...); the communities of the network when None.
    modes
        Kind of each node, kept by the random networks; one kind when None.
    draws, rewirings, seed, executor, progress
        As in `connector_study.study`; without sources, ties are lost one by one.
    nodes
        Whom to rank (one mode of a two-mode network); None for all. Those with fewer than two
        ties are left out.

    Raises
    ------
    AnalysisError
        No node has two ties, or the groups or modes miss a node.

    """
    network = compact(G).undirected
    wanted = np.arange(len(network)) if nodes is None else network.places(nodes)
    ranked = wanted[np.diff(network.ties.indptr)[wanted] > 1]
    if not ranked.size:
        raise AnalysisError("no node has ties to two others: there is nothing to rank.")
    found = _communities(network)
    bridged = found[0] if groups is None else partition(network, groups)
    n = len(network)
    setting = Setting(
        ranked=ranked,
        communities=found,
        bridged=bridged,
        contacts=np.ones(n, dtype=np.bool_),
        carriers=np.zeros(n, dtype=np.bool_),
        labels={} if groups is None else {"sectors": bridged.indicator},
    )
    modes = dict.fromkeys(network.nodes, "node") if modes is None else modes
    check_groups(network.nodes, modes)
    return study(
        Ties.of(network),
        setting,
        modes,
        draws,
        rewirings,
        seed=seed,
        executor=executor,
        progress=progress,
    )


def only_links(
    dataset: Dataset, identifier: str, sponsors: bool = False, past: bool = False
) -> list[tuple[str, str]]:
    """Pairs of contacts of different sectors that only this entity joins in two steps.

    Empty for an entity without social ties.
    """
    tied = networks.social(dataset, sponsors, past)
    if identifier not in tied:
        return []
    network = compact(tied)
    names = [str(node) for node in network.nodes]
    pairs = exclusive_pairs(network, identifier, _sectors(dataset, network, names))
    return [(str(a), str(b)) for a, b in pairs]


def _setting(
    dataset: Dataset, network: CompactNetwork, names: Sequence[str], ranked: Ints
) -> Setting:
    own = _sectors(dataset, network, names)
    causes = {n: [s.object for s in dataset.outgoing(n, "works_on")] for n in names}
    return Setting(
        ranked=ranked,
        communities=_communities(network),
        bridged=partition(network, own),
        contacts=np.array([name.startswith("organization/") for name in names]),
        carriers=np.array([name.startswith("person/") for name in names]),
        labels={
            "sectors": _labels([[dataset.sector(n)] if dataset.sector(n) else [] for n in names]),
            "causes": _labels([causes[n] for n in names]),
            "countries": _labels([dataset.entities[n].countries for n in names]),
        },
    )


def _communities(network: CompactNetwork) -> tuple[Partition, ...]:
    return tuple(partition(network, communities(network, seed=seed)) for seed in range(_RUNS))


def _sectors(dataset: Dataset, network: CompactNetwork, names: Sequence[str]) -> dict[Node, str]:
    """Sector of each node; that of a person is the one where most of their ties lead."""
    own: dict[Node, str] = {name: dataset.sector(name) or _NO_SECTOR for name in names}
    for place, name in enumerate(names):
        if name.startswith("person/"):
            start, stop = network.ties.indptr[place : place + 2]
            around = [names[a] for a in network.ties.indices[start:stop]]
            sectors = Counter(own[a] for a in around if not a.startswith("person/"))
            own[name] = _by_count(sectors)[0] if sectors else _NO_SECTOR
    return own


def _labels(by_node: Sequence[Sequence[str]]) -> Matrix:
    """Nodes x labels, with 1 where a node bears a label."""
    number: dict[str, int] = {}
    pairs = [
        (i, number.setdefault(v, len(number))) for i, vs in enumerate(by_node) for v in set(vs)
    ]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return sparse(np.ones(len(pairs)), ends[:, 0], ends[:, 1], (len(by_node), max(len(number), 1)))


def _names(
    dataset: Dataset, found: Partition, names: Sequence[str], degree: Ints
) -> dict[int, GroupName]:
    ties = {name: int(d) for name, d in zip(names, degree, strict=True)}
    members: dict[int, list[str]] = {}
    for name, place in zip(names, found.group.tolist(), strict=True):
        members.setdefault(place, []).append(name)
    return {
        int(str(found.labels[place])): name_group(dataset, group, ties)
        for place, group in members.items()
    }


def _profiles(
    dataset: Dataset,
    network: CompactNetwork,
    setting: Setting,
    result: Study,
    counted: tuple[bool, bool],
) -> list[Profile]:
    names = [str(node) for node in network.nodes]
    reached = contacts_of(network, setting)
    cut = {place: int(sum(p) - max(p)) for place, p in pieces_without(network).items()}
    found = setting.communities[0]
    label = [int(str(value)) for value in found.labels]
    degree = dict(zip(names, np.diff(network.ties.indptr).tolist(), strict=True))
    profiles = []
    for row, place in enumerate(setting.ranked.tolist()):
        contacts = [
            names[i] for i in reached.indices[reached.indptr[row] : reached.indptr[row + 1]]
        ]
        alters = network.ties.indices[network.ties.indptr[place] : network.ties.indptr[place + 1]]
        groups = _by_count(Counter(label[found.group[a]] for a in alters))
        within: dict[int, list[str]] = {}
        for a in alters:
            within.setdefault(label[found.group[a]], []).append(names[a])
        countries = _by_count(Counter(c for o in contacts for c in dataset.entities[o].countries))
        sectors = _by_count(Counter(filter(None, map(dataset.sector, contacts))))
        causes = _by_count(
            Counter(s.object for o in contacts for s in dataset.outgoing(o, "works_on"))
        )
        profiles.append(
            Profile(
                id=names[place],
                name=dataset.name(names[place]),
                reason=reason(
                    [contacts_told(dataset, within[g], degree) for g in groups],
                    sorted(short_name(dataset, c) for c in contacts),
                    len(countries),
                    int(result.parts["only_link"][row]),
                    cut.get(place, 0),
                ),
                coverage=_coverage(dataset, names[place], *counted),
                groups=groups,
                sectors=sectors,
                countries=countries,
                causes=causes,
                cut_off=cut.get(place, 0),
            )
        )
    return profiles


def _by_count(counts: Counter[T]) -> tuple[T, ...]:
    """What was counted, most frequent first, equal ones in their own order."""
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _coverage(dataset: Dataset, node: str, sponsors: bool, past: bool) -> Coverage:
    """What is known about the social ties of a node."""
    ties = [s for s in dataset.statements_of(node) if networks.is_tie(dataset, s, sponsors, past)]
    sources = Counter(s.source for s in ties)
    source, count = min(sources.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        facts=len(ties),
        sources=len(sources),
        newest=max(dataset.as_of(s) for s in ties),
        largest_source=source,
        largest_share=count / len(ties),
    )
