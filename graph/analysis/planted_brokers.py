"""Synthetic two-mode networks with planted brokers: a fair test of a connector ranking.

Persons belong to organizations, organizations to communities. Most persons stay in one community
but for stray ties, and few have many memberships. Brokers have a usual number of memberships,
spread over several communities; decoys have very many, all in one. Then ties go missing, as they
do in every dataset. A good ranking puts the brokers first, and not the decoys.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.compact import CompactNetwork
from graph.analysis.errors import AnalysisError
from graph.analysis.matrices import Bools, Floats


@dataclass(frozen=True, slots=True)
class Setting:
    """What a synthetic network is made with.

    Attributes
    ----------
    missing
        Share of the ties that are not recorded.
    stray
        Probability that a membership of somebody usual lies outside their community.
    communities, organizations
        How many communities, and organizations in each.
    persons, brokers, decoys
        How many persons, and how many of them are brokers and decoys.
    spread
        Communities that a broker joins.

    """

    missing: float = 0.0
    stray: float = 0.05
    communities: int = 12
    organizations: int = 20
    persons: int = 500
    brokers: int = 20
    decoys: int = 20
    spread: int = 3


@dataclass(frozen=True, eq=False)
class Planted:
    """A network whose first nodes are persons, with who is a broker among these."""

    network: CompactNetwork
    persons: int
    is_broker: Bools


def plant(setting: Setting, seed: int = 0) -> Planted:
    """Draw a network.

    Persons have 2 memberships or more, heavy-tailed (Pareto, exponent 1.8); brokers 3 to 6;
    decoys 10 or more. Inside a community, organizations are joined by rank to the power of -0.7.
    """
    s = setting
    if not 0 <= s.missing < 1 or not 0 <= s.stray <= 1 or s.brokers + s.decoys > s.persons:
        raise AnalysisError(f"{s} cannot be drawn: check shares and numbers.")
    random = np.random.default_rng(seed)
    home = random.integers(s.communities, size=s.persons)
    number = np.minimum(2 + random.pareto(1.8, size=s.persons).astype(int), s.organizations)
    chosen = random.permutation(s.persons)
    brokers, decoys = chosen[: s.brokers], chosen[s.brokers : s.brokers + s.decoys]
    number[brokers] = random.integers(3, 7, size=s.brokers)
    number[decoys] = random.integers(10, max(s.organizations, 11), size=s.decoys)
    community = np.repeat(home, number)
    person = np.repeat(np.arange(s.persons), number)
    strays = (random.random(person.size) < s.stray) & ~np.isin(person, decoys)
    community[strays] = random.integers(s.communities, size=int(strays.sum()))
    for broker in brokers.tolist():
        own = np.flatnonzero(person == broker)
        joined = random.choice(s.communities, size=min(s.spread, own.size), replace=False)
        community[own] = joined[np.arange(own.size) % joined.size]
    popular = 1 / np.arange(1, s.organizations + 1) ** 0.7
    within = random.choice(s.organizations, size=person.size, p=popular / popular.sum())
    ties = np.unique(np.column_stack([person, community * s.organizations + within]), axis=0)
    ties = ties[random.random(len(ties)) >= s.missing]
    names = [f"person {i}" for i in range(s.persons)]
    names += [f"organization {i}" for i in range(s.communities * s.organizations)]
    network = CompactNetwork.from_ties(names, ties[:, 0], s.persons + ties[:, 1])
    return Planted(network, s.persons, np.isin(np.arange(s.persons), brokers))


def average_precision(scores: Floats, relevant: Bools) -> float:
    """Mean of the precision at each relevant item, from the highest score down.

    Equal scores count as one step; NaN is last. The area under the precision-recall curve as
    scikit-learn's ``average_precision_score`` computes it. NaN when nothing is relevant.
    """
    if not relevant.any():
        return float("nan")
    known = np.where(np.isnan(scores), -np.inf, scores)
    order = np.argsort(-known, kind="stable")
    known, hits = known[order], np.cumsum(relevant[order])
    last = np.append(known[1:] != known[:-1], True)
    found, listed = hits[last], np.flatnonzero(last) + 1
    gained = np.diff(np.append(0, found)) / relevant.sum()
    return float((gained * found / listed).sum())
