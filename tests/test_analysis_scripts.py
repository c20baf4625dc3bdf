"""The scripts that rank, remove, bridge and list gaps, on small networks and bad input.

They run in this process: what starting one costs is tested in test_scripts.py.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.analysis.departure import departure
from tests.analysis.made import made, role, said, works_on

ROOT = Path(__file__).resolve().parent.parent

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a script: the rows that it prints as JSON, or what it says when it cannot."""

    def run(script: str, *arguments: object, fails: bool = False) -> Any:
        path = ROOT / "scripts" / f"{script}.py"
        command = [str(path), *map(str, arguments), "--format", "json"]
        monkeypatch.setattr(sys, "argv", command)
        monkeypatch.setattr(sys, "path", list(sys.path))
        with pytest.raises(SystemExit) as left:
            runpy.run_path(str(path), run_name="__main__")
        out, said = capsys.readouterr()
        assert left.value.code == (2 if fails else 0), said
        return said if fails else json.loads(out)

    return run


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of networks and groups."""
    folder = tmp_path_factory.mktemp("files")
    two = nx.Graph([(f"{s}{i}", f"{s}{j}") for s in "ab" for i in range(5) for j in range(i)])
    two.add_edges_from([("a0", "broker"), ("broker", "b0")])
    nx.write_graphml(two, folder / "two.graphml")
    directed = nx.DiGraph(two.edges)
    directed.add_edge("a1", "a1")
    nx.write_gexf(directed, folder / "directed.gexf")
    (folder / "pair.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    (folder / "empty.csv").write_text("a,b\n", encoding="utf-8")
    groups = {node: node[0] for node in two} | {"broker": "between"}
    rows = "".join(f"{node},{group}\n" for node, group in groups.items())
    (folder / "groups.csv").write_text(f"node,group\n{rows}", encoding="utf-8")
    (folder / "missing.csv").write_text("node,group\na0,a\n", encoding="utf-8")
    (folder / "double.csv").write_text(f"node,group\n{rows}a0,b\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chain: one - ada - two - three, where ada is the only link; a coop without ties."""
    names = [f"organization/{n}" for n in ("one", "two", "three", "four", "lone", "sponsored")]
    folder = tmp_path_factory.mktemp("data")
    made(
        folder,
        {name: {"kind": "kind/tech-coop", "country": "DE"} for name in names}
        | {"organization/firm": {"kind": "kind/company"}},
        ["person/ada", "person/bo"],
        holds_role=[
            role("person/ada", names[0]),
            role("person/ada", names[1]),
            role("person/bo", names[2]),
            role("person/bo", names[3]),
        ],
        partner_of=[said(names[1], names[2])],
        funds=[said("organization/firm", names[5], since="2026", year_kind="award")],
        works_on=[works_on(names[0], "cause/energy"), works_on(names[4], "cause/climate")],
        kinds=[
            {
                "id": f"kind/{name}",
                "label": name,
                "applies_to": kind,
                "sector": name,
                "plural": f"{name}s",
            }
            for name, kind in (
                ("tech-coop", "organization"),
                ("company", "organization"),
                ("conference", "event"),
            )
        ],
    )
    return folder


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nothing")
    made(folder, {})
    return folder


FAST = ("--draws", 0, "--rewirings", 0, "--workers", 1)


class TestRankConnectors:
    def test_a_network_of_the_analyst(self, run: Run, files: Path) -> None:
        for name in ("two.graphml", "directed.gexf"):
            rows = run("rank_connectors", "--graph", files / name, *FAST)
            assert rows[0]["id"] == "broker"
            assert (rows[0]["low"], rows[0]["high"], rows[0]["z"]) == (None, None, None)
        more = ("--draws", 4, "--rewirings", 4, "--workers", 1, "--top", 3)
        groups = ("--groups", files / "groups.csv")
        rows = run("rank_connectors", "--graph", files / "two.graphml", *groups, *more)
        assert len(rows) == 3
        assert rows[0]["low"] == 1
        assert rows[0]["z"] > 0
        assert rows[0]["sectors"] == 2  # those of its contacts, not its own

    def test_a_dataset(self, run: Run, data: Path) -> None:
        rows = run("rank_connectors", "--data", data, *FAST)
        assert [row["id"] for row in rows] == ["person/ada", "person/bo"]
        assert rows[0]["contacts"] == 2
        assert rows[0]["reason"]

    def test_nobody_to_rank_is_no_error(self, run: Run, nothing: Path) -> None:
        assert run("rank_connectors", "--data", nothing, *FAST) == []

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--graph", "pair.csv"), "no node has ties to two others"),
            (("--graph", "empty.csv"), "no nodes"),
            (("--graph", "no.csv"), "no.csv"),
            (("--graph", "two.graphml", "--groups", "missing.csv"), "10 of 11 nodes have no group"),
            (("--graph", "two.graphml", "--groups", "double.csv"), "'a0' is in the groups"),
            (("--graph", "two.graphml", "--weights", "openness=-1"), "weights must name parts"),
            (("--graph", "two.graphml", "--weights", "openness=nan"), "weights must name parts"),
            (("--groups", "groups.csv"), "give --graph as well"),
        ],
    )
    def test_bad_input_is_explained(
        self, run: Run, files: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        assert said in run("rank_connectors", *within(files, arguments), *FAST, fails=True)


def within(folder: Path, arguments: tuple[str, ...]) -> list[object]:
    """The arguments, files as paths in a folder."""
    return [folder / a if a.endswith((".csv", ".graphml", ".gexf")) else a for a in arguments]


class TestSimulateRemoval:
    def test_a_network_of_the_analyst(self, run: Run, files: Path) -> None:
        network = nx.read_graphml(files / "two.graphml")
        rows = run("simulate_removal", "broker", "a0", "--graph", files / "two.graphml")
        assert [row["id"] for row in rows] == ["broker", "a0", ""]
        assert rows[0]["pairs_cut_off"] == 25
        assert rows[0]["strays"] == 5
        assert rows[2]["pairs_cut_off"] == departure(network, ["broker", "a0"]).cut_off
        assert rows[0]["peers"] == 10

    def test_a_loop_and_direction_do_not_count(self, run: Run, files: Path) -> None:
        (row,) = run("simulate_removal", "a1", "--graph", files / "directed.gexf", "--peers", 0)
        assert row["ties"] == 4
        assert row["peers"] == 0
        assert row["usual_pairs_cut_off"] is None

    def test_the_same_one_twice_is_one(self, run: Run, files: Path) -> None:
        rows = run("simulate_removal", "a0", "a0", "--graph", files / "two.graphml")
        assert len(rows) == 1

    def test_a_dataset(self, run: Run, data: Path) -> None:
        (row,) = run("simulate_removal", "person/ada", "--data", data)
        assert row["name"] == "Ada"
        # One is cut off from two, three, four and Bo.
        assert row["pairs_cut_off"] == 4
        assert row["causes"] == ["Energy (1)"]
        # The only other person with two ties is Bo, whose leaving cuts off four.
        assert (row["peers"], row["usual_pairs_cut_off"]) == (1, 4)

    def test_sampled(self, run: Run, files: Path) -> None:
        (row,) = run("simulate_removal", "broker", "--graph", files / "two.graphml", "--samples", 4)
        assert (row["pairs_cut_off"], row["pairs_farther"]) == (25, 0)

    @pytest.mark.parametrize(
        ("identifier", "said"),
        [
            ("organization/lone", "organization/lone has no social ties: nothing breaks"),
            ("organization/sponsored", "no social ties but money from companies"),
            ("project/map", "project/map has no social ties"),
            ("organization/onee", "organization/one"),
        ],
    )
    def test_who_has_no_ties_or_is_not_known_is_explained(
        self, run: Run, data: Path, identifier: str, said: str
    ) -> None:
        assert said in run("simulate_removal", identifier, "--data", data, fails=True)

    def test_money_ties_when_asked(self, run: Run, data: Path) -> None:
        (row,) = run("simulate_removal", "organization/sponsored", "--data", data, "--sponsors")
        assert (row["ties"], row["grants"]) == (1, 1)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("brokr", "--graph", "two.graphml"), "Did you mean 'broker'"),
            (("x", "y", "--graph", "pair.csv"), "leave at least one"),
            (("x", "--graph", "empty.csv"), "no nodes"),
            (("a0", "--graph", "two.graphml", "--groups", "missing.csv"), "have no group"),
            (("a0", "--graph", "two.graphml", "--samples", "0"), "samples is 0"),
            (("a0", "--graph", "two.graphml", "--peers", "-1"), "peers is -1"),
        ],
    )
    def test_bad_input_is_explained(
        self, run: Run, files: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        assert said in run("simulate_removal", *within(files, arguments), fails=True)

    def test_two_nodes(self, run: Run, files: Path) -> None:
        (row,) = run("simulate_removal", "x", "--graph", files / "pair.csv")
        assert (row["pairs_cut_off"], row["closeness_loss"]) == (0, None)


class TestSuggestBridges:
    def test_a_network_of_the_analyst(self, run: Run, files: Path) -> None:
        groups = ("--groups", files / "groups.csv")
        (row,) = run("suggest_bridges", "--graph", files / "two.graphml", *groups)
        assert (row["left"], row["right"], row["left_size"], row["ties"]) == ("a", "b", 5, 0)
        assert row["shared"] == []
        assert row["steps_after"] < row["steps"]
        assert row["through"] == ["a0, broker, b0"]
        rows = run("suggest_bridges", "--graph", files / "directed.gexf", "--smallest", 2)
        assert len(rows) == 1

    def test_nothing_to_suggest_is_no_error(self, run: Run, files: Path, nothing: Path) -> None:
        assert run("suggest_bridges", "--graph", files / "pair.csv") == []
        assert run("suggest_bridges", "--data", nothing) == []

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--graph", "empty.csv"), "no nodes"),
            (("--graph", "two.graphml", "--groups", "missing.csv"), "have no group"),
            (("--graph", "two.graphml", "--groups", "double.csv"), "'a0' is in the groups"),
        ],
    )
    def test_bad_input_is_explained(
        self, run: Run, files: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        assert said in run("suggest_bridges", *within(files, arguments), fails=True)

    def test_an_unknown_cause_is_explained(self, run: Run, data: Path) -> None:
        assert "unknown cause" in run("suggest_bridges", "--data", data, "--cause", "x", fails=True)


class TestFindGaps:
    def test_a_network_of_the_analyst(self, run: Run, files: Path) -> None:
        groups = ("--groups", files / "groups.csv")
        rows = run("find_gaps", "--graph", files / "directed.gexf", *groups)
        by_group: Mapping[str, Any] = {row["group"]: row for row in rows}
        assert [by_group[g]["nodes"] for g in "ab"] == [5, 5]
        assert [by_group[g]["ties_inside"] for g in "ab"] == [10, 10]
        assert [by_group[g]["ties_outside"] for g in "ab"] == [1, 1]
        assert [by_group[g]["nearest"] for g in "ab"] == ["between", "between"]
        assert rows[-1]["group"] == "between"
        # The first quarter of eleven are the broker and the two whom it joins.
        assert rows[-1]["connectors"] == 3
        assert len(run("find_gaps", "--graph", files / "two.graphml", "--smallest", 20)) == 0

    def test_a_dataset_says_what_is_not_known(self, run: Run, data: Path) -> None:
        rows = {row["id"]: row for row in run("find_gaps", "--data", data)}
        assert rows["cause/climate"]["organizations"] == 2
        energy = rows["cause/energy"]
        assert energy["countries"] == 1
        assert energy["connectors"] == 1
        for unknown in ("funded", "funders", "grants", "money_known", "seeking"):
            assert energy[unknown] is None

    def test_nothing_known_is_no_error(self, run: Run, nothing: Path) -> None:
        assert run("find_gaps", "--data", nothing) == []

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--graph", "pair.csv"), "no node has ties to two others"),
            (("--graph", "empty.csv"), "no nodes"),
            (("--graph", "two.graphml", "--groups", "missing.csv"), "have no group"),
        ],
    )
    def test_bad_input_is_explained(
        self, run: Run, files: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        assert said in run("find_gaps", *within(files, arguments), fails=True)
