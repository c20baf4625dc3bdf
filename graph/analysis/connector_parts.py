"""The parts of a connector's profile, measured on any network.

What a part needs to know besides the ties (who counts as a contact, which labels contacts bear,
which groups are bridged) stands in a `Setting` and stays the same when ties are drawn again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.brokering import activity_of, exclusive_two_paths
from graph.analysis.centrality import betweenness_from
from graph.analysis.compact import CompactNetwork
from graph.analysis.estimate import sample_sources
from graph.analysis.groups import Partition
from graph.analysis.matrices import Bools, Floats, Ints, Matrix, pattern, row_sums, sparse
from graph.analysis.participation import participation_of
from graph.analysis.removal import losses
from graph.analysis.structural_holes import constraint_of, effective_size_of

PARTS: Mapping[str, str] = {
    "contacts": "organizations it is tied to, directly or through one person",
    "sectors": "sectors among them",
    "causes": "causes among them",
    "countries": "countries among them",
    "communities": "communities of the network that it has ties into",
    "participation": "how evenly its ties spread over these communities (0 to 1)",
    "openness": "1 - constraint: how little its contacts are tied to each other (at most 1)",
    "effective_size": "contacts less their overlap",
    "betweenness": "share of the shortest paths between others that pass through it",
    "brokerage": "pairs of its contacts in different sectors that are not tied to each other",
    "only_link": "those of these pairs that no other node joins in two steps",
    "loss": "closeness among all others that is lost without it, as a share",
}
"""The parts and what each says, for the social ties of a dataset."""

WEIGHTS: Mapping[str, float] = {
    "contacts": 0.1,
    "sectors": 0.1,
    "causes": 0.1,
    "countries": 0.1,
    "communities": 0.1,
    "participation": 4.0,
    "openness": 0.1,
    "effective_size": 0.1,
    "betweenness": 1.25,
    "brokerage": 1.5,
    "only_link": 0.25,
    "loss": 0.25,
}
"""How much each part counts unless a caller says otherwise.

Chosen for what tells brokers from nodes that only have many ties when both are planted in
synthetic networks (``scripts/benchmark.py connectors``); reach, which grows with the number of
ties, counts little.
"""


@dataclass(frozen=True, eq=False)
class Setting:
    """What is known about nodes whatever their ties.

    Parameters
    ----------
    ranked
        Places of the nodes to rank.
    communities
        Community of each node, in several runs of the search for communities: what hangs on the
        luck of one run averages out.
    bridged
        Group of each node (sector) for the pairs that are brokered.
    contacts
        Whether a node counts as a contact.
    carriers
        Whether the contacts of a node count for those tied to it as well (people).
    labels
        By name (a key of `PARTS`), the labels of each node: nodes x labels.

    """

    ranked: Ints
    communities: tuple[Partition, ...]
    bridged: Partition
    contacts: Bools
    carriers: Bools
    labels: Mapping[str, Matrix]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parts that can be measured."""
        optional = {"sectors", "causes", "countries"} - set(self.labels)
        return tuple(part for part in PARTS if part not in optional)


def measure(
    network: CompactNetwork,
    setting: Setting,
    path_sources: int | None = None,
    loss_sources: int | None = None,
    seed: int = 0,
    run: int | None = None,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Measure every part for the ranked nodes.

    Parameters
    ----------
    network
        An undirected network of the nodes of the setting.
    setting
        Who is ranked, and what is known about the nodes.
    path_sources, loss_sources
        How many random nodes betweenness and loss are estimated from; None for all.
    seed
        Seed of these choices.
    run
        Which run of the search for communities counts; None for the mean of all.

    Returns
    -------
    Values and standard errors by part, one number for each ranked node. Undefined is NaN; an
    error is given for ``betweenness`` and ``loss`` when they are estimated.

    """
    ranked, n = setting.ranked, len(network)
    reached = contacts_of(network, setting)
    parts: dict[str, Floats] = {"contacts": row_sums(reached)}
    for name, labels in setting.labels.items():
        parts[name] = np.diff((reached @ labels).tocsr().indptr).astype(np.float64)
    runs = setting.communities if run is None else (setting.communities[run],)
    into = [(network.ties[ranked] @ part.indicator).tocsr() for part in runs]
    parts["communities"] = np.mean([np.diff(ties.indptr) for ties in into], axis=0)
    spread = [participation_of(network, part)[ranked] for part in runs]
    parts["participation"] = np.mean(spread, axis=0)
    parts["openness"] = 1 - constraint_of(network)[ranked]
    parts["effective_size"] = effective_size_of(network)[ranked]
    errors: dict[str, Floats] = {}
    starts = sample_sources(n, path_sources, seed)
    parts["betweenness"] = betweenness_from(network, starts)[ranked] / max((n - 1) * (n - 2) / 2, 1)
    parts["brokerage"] = activity_of(network, setting.bridged)[ranked] / 2
    parts["only_link"] = exclusive_two_paths(network, setting.bridged)[ranked] / 2
    starts = sample_sources(n, loss_sources, seed + 1)
    parts["loss"], errors["loss"] = losses(network, ranked, starts)
    return {name: parts[name] for name in setting.names}, errors


def contacts_of(network: CompactNetwork, setting: Setting) -> Matrix:
    """Contacts of each ranked node, directly or through one carrier: ranked x nodes of 0 and 1."""
    n = len(network)
    direct = network.ties[setting.ranked]
    through = (direct @ _diagonal(setting.carriers) @ network.ties).tocsr()
    found = ((direct + through) @ _diagonal(setting.contacts)).tocoo()
    row, col = found.coords
    other = col != setting.ranked[row]
    shape = (setting.ranked.size, n)
    return pattern(sparse(np.ones(int(other.sum())), row[other], col[other], shape))


def _diagonal(flags: Bools) -> Matrix:
    on = np.flatnonzero(flags)
    return sparse(np.ones(on.size), on, on, (flags.size, flags.size))
