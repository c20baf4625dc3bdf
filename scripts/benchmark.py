"""Benchmark: how fast, against whom? And does the ranking find connectors?

speed: each job is done by this project and by a named peer, in turn, in one run
on the same machine and data. What counts is the ratio (peer's time over ours);
seconds depend on the machine. Where both compute the same figures, they are
compared as well.

connectors: brokers are planted in synthetic two-mode networks, beside decoys that
only have many ties, and part of the ties is hidden. Listed is how well our score
finds them (average precision, 1 is perfect), against degree, betweenness,
constraint and participation alone; "lead" is ours less the best of the others,
with twice its standard error over the networks. Exit status 1 if we do not lead
or tie (within that error) somewhere.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import difflib
import io
import math
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from graph import analysis, command
from graph.analysis.connectors import study_network
from graph.analysis.planted_brokers import Setting, average_precision, plant
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.exports import FORMATS
from graph.networks import social
from graph.rdf import to_rdflib
from graph.text import label_key


@dataclass(frozen=True)
class Job:
    """One thing to do in two ways; ``same`` tells whether results must agree."""

    name: str
    peer: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    same: bool = False


def jobs(dataset: Dataset, nodes: int) -> list[Job]:
    """The jobs, on the best-connected ``nodes`` of the dataset."""
    whole = social(dataset)
    top = sorted(whole, key=lambda n: (-whole.degree(n), n))[:nodes]
    part: nx.Graph[Any] = nx.Graph(whole.subgraph(top))
    part.remove_nodes_from([n for n in top if not part.degree(n)])
    names = [label_key(entity.name) for entity in dataset.entities.values()]

    def rdflib_turtle() -> str:
        return str(to_rdflib(dataset).serialize(format="turtle"))

    def own_turtle() -> None:
        FORMATS["turtle"].write(dataset, io.BytesIO())

    return [
        Job(
            "betweenness, exact",
            "networkx",
            lambda: analysis.betweenness(part),
            lambda: nx.betweenness_centrality(part),
            same=True,
        ),
        Job(
            "constraint",
            "networkx",
            lambda: analysis.constraint(part),
            lambda: nx.constraint(part),
            same=True,
        ),
        Job(
            "effective size",
            "networkx, node by node",
            lambda: analysis.effective_size(part),
            lambda: nx.effective_size(part, nodes=list(part)),
            same=True,
        ),
        Job(
            "communities",
            "networkx, Louvain",
            lambda: analysis.communities(part),
            lambda: nx.community.louvain_communities(part, seed=1),
        ),
        Job("whole dataset as Turtle", "rdflib", own_turtle, rdflib_turtle),
        Job(
            "search with a typing error",
            "difflib",
            lambda: dataset.search("ai forensik"),
            lambda: difflib.get_close_matches("ai forensik", names),
        ),
    ]


def main(options: argparse.Namespace) -> int:
    """Do the benchmark that is asked for and print."""
    if options.rounds is None:
        options.rounds = 10 if options.what == "connectors" else 3
    if options.nodes < 10 or options.rounds < 1:
        raise UsageError("--nodes takes 10 or more, --rounds 1 or more.")
    return _connectors(options) if options.what == "connectors" else _speed(options)


def _connectors(options: argparse.Namespace) -> int:
    """Compare how well planted brokers are found."""
    if options.rounds < 2:
        raise UsageError("--rounds takes 2 or more here: the lead needs a standard error.")
    settings = [
        Setting(missing=missing, stray=stray)
        for stray in (0.02, 0.1, 0.2)
        for missing in (0.0, 0.1, 0.2, 0.3, 0.4)
    ]
    settings += [
        Setting(missing=missing, stray=0.05, communities=communities, organizations=size)
        for communities, size in ((6, 40), (20, 15))
        for missing in (0.0, 0.3)
    ]
    settings += [
        Setting(missing=missing, spread=spread) for spread in (2, 5) for missing in (0.0, 0.3)
    ]
    rows = []
    for setting in settings:
        found: dict[str, list[float]] = {}
        for seed in range(options.rounds):
            planted = plant(setting, seed)
            for name, value in _precisions(planted.network, planted.is_broker).items():
                found.setdefault(name, []).append(value)
        means = {name: statistics.fmean(values) for name, values in found.items()}
        best = max((name for name in means if name != "ours"), key=means.__getitem__)
        leads = [ours - other for ours, other in zip(found["ours"], found[best], strict=True)]
        error = 2 * statistics.stdev(leads) / math.sqrt(len(leads))
        rows.append(
            {
                "missing": setting.missing,
                "stray": setting.stray,
                "communities": setting.communities,
                "spread": setting.spread,
                **{name: round(value, 3) for name, value in means.items()},
                "lead": round(statistics.fmean(leads), 3),
                "error": round(error, 3),
                "leads_or_ties": statistics.fmean(leads) >= -error,
            }
        )
        command.tell(f"{len(rows)} of {len(settings)} settings")
    command.show(rows, options)
    return command.FINE if all(row["leads_or_ties"] for row in rows) else command.FINDINGS


def _precisions(network: analysis.CompactNetwork, is_broker: Any) -> dict[str, float]:
    persons = network.nodes[: len(is_broker)]
    found = study_network(network, draws=0, rewirings=0, nodes=persons)
    # Whoever has fewer than two ties is not ranked: last.
    scores = dict.fromkeys(persons, math.nan)
    scores.update(zip(found.nodes, found.scores().tolist(), strict=True))
    groups = analysis.communities(network)
    alone = {
        "degree": analysis.degree(network),
        "betweenness": analysis.betweenness(network),
        "constraint": {n: -value for n, value in analysis.constraint(network).items()},
        "participation": analysis.participation_coefficient(network, groups),
    }
    return {
        name: average_precision(np.array([values[n] for n in scores], dtype=float), is_broker)
        for name, values in {"ours": scores, **alone}.items()
    }


def _speed(options: argparse.Namespace) -> int:
    """Time the jobs and print."""
    dataset = command.load(options)
    rows = []
    for job in jobs(dataset, options.nodes):
        command.tell(f"{job.name} …")
        ours, theirs, agree = [], [], ""
        for _ in range(options.rounds):
            mine, result = _timed(job.ours)
            peers, expected = _timed(job.theirs)
            ours.append(mine)
            theirs.append(peers)
            if job.same:
                agree = "yes" if _agree(result, expected) else "NO"
        rows.append(
            {
                "job": job.name,
                "peer": job.peer,
                "ours_seconds": statistics.median(ours),
                "peer_seconds": statistics.median(theirs),
                "ratio": statistics.median(t / m for t, m in zip(theirs, ours, strict=True)),
                "values_agree": agree,
            }
        )
    command.show(rows, options)
    return command.FINDINGS if any(row["values_agree"] == "NO" for row in rows) else command.FINE


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _agree(ours: Mapping[Any, float], theirs: Mapping[Any, float]) -> bool:
    return all(
        (math.isnan(ours[n]) and math.isnan(theirs[n]))
        or math.isclose(ours[n], theirs[n], rel_tol=1e-9, abs_tol=1e-12)
        for n in theirs
    )


if __name__ == "__main__":
    parser = command.parser(__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "connectors"), default="speed")
    parser.add_argument("--nodes", type=int, default=600, help="size of the network that is used")
    parser.add_argument(
        "--rounds",
        type=int,
        help="times that each job is done (3 unless given), or networks for each setting (10)",
    )
    sys.exit(command.run(main, parser))
