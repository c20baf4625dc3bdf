"""Every script, run as a user runs it: what it prints, writes and returns."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import graph
from graph.networks import social

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted(path.name for path in (ROOT / "scripts").glob("*.py"))


FEW = ("--draws", 10, "--rewirings", 5)
"""Fewer draws than unless said: how many there are is tested with the analysis."""


def run(script: str, *arguments: object, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a script from another folder than the checkout, as an analyst would."""
    command = [sys.executable, str(ROOT / "scripts" / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT.parent, timeout=120)
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("script", SCRIPTS)
class TestEveryScript:
    def test_it_explains_itself(self, script: str) -> None:
        help_text = run(script, "--help").stdout
        assert "usage:" in help_text
        assert len(help_text.splitlines()) > 5

    def test_the_readme_names_it(self, script: str) -> None:
        assert f"scripts/{script}" in (ROOT / "README.md").read_text(encoding="utf-8")

    def test_an_unknown_option_is_status_two(self, script: str) -> None:
        run(script, "--no-such-option", expect=2)


class TestCheckData:
    def test_the_real_data_has_no_findings(self) -> None:
        assert run("check_data.py").stdout == "no findings\n"

    def test_findings_name_file_line_value_and_remedy(self, tmp_path: Path) -> None:
        data = _copy(tmp_path)
        path = data / "statements" / "part_of.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[1] = lines[1].replace("organization/", "organization/no-such-", 1)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = run("check_data.py", "--data", data, "--format", "json", expect=1)
        finding = json.loads(done.stdout)[0]
        assert finding["file"] == "statements/part_of.csv"
        assert finding["line"] == 2
        assert finding["value"].startswith("organization/no-such-")
        assert finding["remedy"]

    def test_a_folder_that_is_not_there_is_status_two(self) -> None:
        assert "no folder" in run("check_data.py", "--data", "/no/such", expect=2).stderr


class TestRankConnectors:
    def test_json_is_one_value_with_id_and_name(self) -> None:
        rows = json.loads(run("rank_connectors.py", *FEW, "--top", 5, "--format", "json").stdout)
        assert len(rows) == 5
        assert all(row["id"].startswith("person/") and row["name"] for row in rows)
        assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)

    def test_organizations_can_be_ranked_and_weighted(self) -> None:
        arguments = ("--of", "organizations", "--weights", "betweenness=9", "--format", "csv")
        table = run("rank_connectors.py", *FEW, *arguments).stdout
        rows = list(csv.DictReader(io.StringIO(table)))
        assert len(rows) == 20
        assert all(row["id"].startswith("organization/") for row in rows)

    @pytest.mark.parametrize("weights", ["openness", "openness=much", "fame=1"])
    def test_bad_weights_are_explained(self, weights: str) -> None:
        assert "weights" in run("rank_connectors.py", "--weights", weights, expect=2).stderr

    def test_broken_data_lists_every_finding(self, tmp_path: Path) -> None:
        data = _copy(tmp_path)
        (data / "sources.csv").write_text("nonsense\n", encoding="utf-8")
        (data / "entities" / "events.csv").unlink()
        done = run("rank_connectors.py", "--data", data, expect=2)
        assert "sources.csv:1" in done.stderr
        assert "entities/events.csv" in done.stderr


class TestMeasureNetwork:
    def test_it_measures_the_social_ties_of_the_dataset(self) -> None:
        done = run("measure_network.py", "--measures", "degree", "--top", 0, "--format", "json")
        degrees = {row["id"]: row["degree"] for row in json.loads(done.stdout)}
        network = social(graph.load())
        assert degrees == dict(network.degree())

    @pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".csv"])
    def test_it_measures_a_network_of_the_analyst(self, tmp_path: Path, suffix: str) -> None:
        # Krackhardt (1990): in the kite, node 7 (Heather) has the highest betweenness, 14 / 36.
        kite = nx.relabel_nodes(nx.krackhardt_kite_graph(), str)
        path = tmp_path / f"kite{suffix}"
        if suffix == ".csv":
            path.write_text("a,b\n" + "".join(f"{a},{b}\n" for a, b in kite.edges))
        else:
            {".graphml": nx.write_graphml, ".gexf": nx.write_gexf}[suffix](kite, path)
        done = run(
            "measure_network.py", "--graph", path, "--measures", "betweenness", "--format", "json"
        )
        first = json.loads(done.stdout)[0]
        assert first["id"] == "7"
        assert first["betweenness"] == pytest.approx(14 / 36)

    def test_undefined_values_are_empty_and_last(self, tmp_path: Path) -> None:
        path = tmp_path / "isolate.graphml"
        network = nx.path_graph(["a", "b", "c"])
        network.add_node("alone")
        nx.write_graphml(network, path)
        arguments = ("--graph", path, "--measures", "constraint", "--format", "json")
        rows = json.loads(run("measure_network.py", *arguments).stdout)
        assert rows[-1] == {"id": "alone", "name": "alone", "constraint": None}

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("ties.csv", "a,b,weight\nx,y,much\n"),
            ("ties.csv", "a,b\nx\n"),
            ("ties.csv", "alone\n"),
            ("ties.xlsx", "x"),
            ("broken.graphml", "<graphml><graph"),
            ("empty.gexf", ""),
            ("doctype.graphml", '<!DOCTYPE g [<!ENTITY e SYSTEM "file:///etc/passwd">]><g>&e;</g>'),
            ("nonsense.gexf", "<gexf><graph><nodes><node/></nodes></graph></gexf>"),
        ],
    )
    def test_a_file_that_is_no_network_is_explained(
        self, tmp_path: Path, name: str, content: str
    ) -> None:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        assert name in run("measure_network.py", "--graph", path, expect=2).stderr

    def test_an_unknown_measure_names_the_known_ones(self) -> None:
        done = run("measure_network.py", "--measures", "fame", expect=2)
        assert "betweenness" in done.stderr


class TestDrawMap:
    def test_it_writes_one_page(self, tmp_path: Path) -> None:
        file = tmp_path / "map.html"
        done = run("draw_map.py", "--out", file, "--focus", "organization/ai-forensics")
        page = file.read_text(encoding="utf-8")
        assert page.startswith("<!doctype html>")
        assert "AI Forensics" in page
        assert "within one tie of AI Forensics" in done.stderr

    def test_filters_take_slugs_and_country_codes(self, tmp_path: Path) -> None:
        file = tmp_path / "map.html"
        run("draw_map.py", "--out", file, "--causes", "privacy", "--countries", "de")
        assert "<title>Privacy, DE</title>" in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("option", "value", "hint"),
        [
            ("--focus", "organization/ai-forensic", "organization/ai-forensics"),
            ("--causes", "privcy", "cause/privacy"),
            ("--limit", "0", "one or more"),
            ("--depth", "0", "one or more"),
        ],
    )
    def test_what_is_unknown_is_explained(
        self, tmp_path: Path, option: str, value: str, hint: str
    ) -> None:
        extra = ("--focus", "organization/ai-forensics") if option == "--depth" else ()
        done = run("draw_map.py", "--out", tmp_path / "x.html", option, value, *extra, expect=2)
        assert hint in done.stderr
        assert not (tmp_path / "x.html").exists()

    def test_filters_that_nothing_meets_are_status_one(self, tmp_path: Path) -> None:
        arguments = ("--kinds", "party", "--skills", "kubernetes")
        done = run("draw_map.py", "--out", tmp_path / "x.html", *arguments, expect=1)
        assert "Nothing fits" in done.stderr


class TestImportData:
    def test_a_folder_without_the_tables_is_explained(self, tmp_path: Path) -> None:
        done = run("import_data.py", "slices", tmp_path, "--out", tmp_path / "out", expect=2)
        assert "seeds/organizations.csv" in done.stderr

    def test_the_curated_data_is_never_overwritten(self, tmp_path: Path) -> None:
        done = run("import_data.py", "slices", tmp_path, "--out", graph.DATA, expect=2)
        assert "candidates" in done.stderr


def _copy(tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(graph.DATA, tmp_path / "data"))


class TestWriteDataCard:
    def test_the_card_is_up_to_date(self) -> None:
        assert "up to date" in run("write_data_card.py", "--check").stderr

    def test_a_card_without_markers_is_explained(self, tmp_path: Path) -> None:
        data = _copy(tmp_path)
        (data / "README.md").write_text("nothing here\n", encoding="utf-8")
        done = run("write_data_card.py", "--data", data, expect=2)
        assert "figures: begin" in done.stderr

    def test_it_changes_only_what_stands_between_the_markers(self, tmp_path: Path) -> None:
        data = _copy(tmp_path)
        card = data / "README.md"
        before = card.read_text(encoding="utf-8")
        outdated = before.replace("<!-- figures: end -->", "old\n\n<!-- figures: end -->")
        card.write_text(outdated, encoding="utf-8")
        run("write_data_card.py", "--data", data, "--check", expect=1)
        run("write_data_card.py", "--data", data)
        assert card.read_text(encoding="utf-8") == before
