"""Warm routes: short, over social ties only, each step with its statements."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import graph
from graph.errors import UnknownIdentifierError, UsageError
from graph.networks import social
from graph.routes import find_routes

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def dataset() -> graph.Dataset:
    return graph.load()


PAIRS = [
    ("organization/ai-forensics", "organization/ford-foundation"),
    ("person/audrey-tang", "organization/mysociety"),
    ("person/simone-robutti", "organization/code-for-all"),
]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_routes_are_chains_of_social_ties_without_repeats(
    dataset: graph.Dataset, start: str, end: str
) -> None:
    network = social(dataset, sponsors=False)
    found = find_routes(dataset, start, end)
    assert found
    for route in found:
        assert route.nodes[0] == start
        assert route.nodes[-1] == end
        assert len(set(route.nodes)) == len(route.nodes)
        for step in route.steps:
            assert network.has_edge(step.start, step.end)
            assert {step.start, step.end} == {step.statements[0].subject, step.statements[0].object}
    assert [r.cost for r in found] == sorted(r.cost for r in found)
    # A tie costs between 1 and 2: the best route is never twice as long as the shortest.
    shortest = nx.shortest_path_length(network, start, end)
    assert shortest <= len(found[0].steps) <= 2 * shortest


def test_the_way_back_is_as_long(dataset: graph.Dataset) -> None:
    start, end = PAIRS[0]
    there, back = find_routes(dataset, start, end, 1), find_routes(dataset, end, start, 1)
    assert there[0].cost == back[0].cost


def test_what_no_chain_joins_has_no_route(dataset: graph.Dataset) -> None:
    assert find_routes(dataset, "organization/feittinf", "organization/mysociety") == []


def test_unknown_and_equal_ends_are_refused(dataset: graph.Dataset) -> None:
    with pytest.raises(UnknownIdentifierError, match="ai-forensics"):
        find_routes(dataset, "organization/ai-forensic", "organization/mysociety")
    with pytest.raises(UsageError, match="two different ends"):
        find_routes(dataset, "organization/mysociety", "organization/mysociety")


def test_the_script_prints_each_step_with_its_page() -> None:
    run = subprocess.run(
        [sys.executable, "scripts/find_route.py", *PAIRS[0], "--routes", "2", "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = json.loads(run.stdout)
    assert {row["route"] for row in rows} == {1, 2}
    assert all(row["page"] and row["source"].startswith("source/") for row in rows)
