"""docs/measures.md: every figure follows from the ties given beside it, and the pictures show them.

A section (``## ``) holds a picture, a list of its ties and tables. The head of a table names
measures, its first column whom they are of. Bold numbers in the text are cells of these tables.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph import analysis
from graph.analysis.connector_parts import PARTS, WEIGHTS
from graph.analysis.connectors import study_network
from graph.analysis.departure import departure
from graph.analysis.gaps import group_gaps
from graph.analysis.missing_bridges import missing_bridges
from graph.analysis.removal import closeness_loss
from graph.networks import project

DOCS = Path(__file__).resolve().parent.parent / "docs"
TEXT = (DOCS / "measures.md").read_text(encoding="utf-8")
LABELS = ("Asks", "Read", "Does not say", "Formula", "Convention", "Reference")
SHAPES = {"circles": "circle", "squares": "rect", "diamonds": "path"}
MOST_BYTES = 3 * 1024

Values = Mapping[Any, Any]
Row = dict[str, str]


@dataclass(frozen=True)
class Section:
    """One family of measures, as written."""

    title: str
    text: str

    @property
    def lines(self) -> dict[str, list[str]]:
        """The list of ties and groups, by the word before the colon."""
        found = re.search(r"^```text\n(.*?)^```$", self.text, re.S | re.M)
        assert found, f"{self.title}: no list of ties"
        pairs = (line.split(": ", 1) for line in found[1].splitlines())
        return {name: value.split(", ") for name, value in pairs}

    @property
    def network(self) -> nx.Graph[str]:
        """The network of the picture; ``a->b`` makes it directed."""
        ties, alone = self.lines["ties"], self.lines.get("alone", [])
        directed = "->" in ties[0]
        network: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
        pairs = (tie.split("->" if directed else "-") for tie in ties)
        network.add_edges_from((a, b) for a, b in pairs)
        network.add_nodes_from(alone)
        return network

    @property
    def groups(self) -> dict[Any, Any]:
        """Shape of each node."""
        lines = self.lines
        drawn = {name: shape for shape in SHAPES for name in lines.get(shape, [])}
        return drawn or dict.fromkeys(self.network, "circles")

    @property
    def labels(self) -> dict[str, frozenset[str]]:
        """What each node works on."""
        causes = {n: names for n, names in self.lines.items() if n.startswith("works on ")}
        return {
            node: frozenset(cause for cause, names in causes.items() if node in names)
            for node in self.network
        }

    @property
    def rows(self) -> list[Row]:
        """Rows of the tables whose head names measures, by column."""
        found = []
        for block in re.findall(r"(?:^\|.*\n)+", self.text, re.M):
            head, _, *rows = (
                [cell.strip() for cell in line.strip().strip("|").split("|")]
                for line in block.splitlines()
            )
            if not head[1].startswith("`"):
                continue
            names = ["", *(cell.strip("`") for cell in head[1:])]
            found += [dict(zip(names, cells, strict=True)) for cells in rows]
        return found

    @property
    def picture(self) -> tuple[str, Path]:
        """Words for those who do not see it, and the file."""
        ((words, path),) = re.findall(r"^!\[(.*)\]\((.*\.svg)\)$", self.text, re.M)
        return words, DOCS / path


SECTIONS = [
    Section(title, text)
    for title, text in re.findall(r"^## (.*)\n((?:.|\n)*?)(?=^## |\Z)", TEXT, re.M)
    if title != "Contents"
]
TITLES = [section.title for section in SECTIONS]

# How to compute a column: from the section to values by the first cell of a row.


def _roles(section: Section) -> dict[str, dict[str, int]]:
    found = analysis.brokerage_roles(section.network, section.groups)
    return {str(node): asdict(roles) for node, roles in found.items()}


def _role(name: str) -> Callable[[Section], Values]:
    return lambda s: {node: roles[name] for node, roles in _roles(s).items()}


def _without(measure: Callable[..., float]) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        alone = {node: measure(s.network, [node]) for node in s.network}
        return {"nobody": measure(s.network), **alone}

    return values


def _sets(measure: Callable[[nx.Graph[str], list[str]], Any]) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        return {row[""]: measure(s.network, row[""].split(" + ")) for row in s.rows}

    return values


def _divisions(s: Section) -> Values:
    divisions: dict[str, Mapping[Any, Any]] = {
        "circles and squares": s.groups,
        "as found": analysis.communities(s.network),
        "all together": dict.fromkeys(s.network, 0),
        "each alone": {node: node for node in s.network},
    }
    return {n: analysis.modularity(s.network, groups) for n, groups in divisions.items()}


def _mixing(s: Section) -> Values:
    found = analysis.e_i_index(s.network, s.groups)
    return {"whole network": found.network, **found.by_group, **found.by_node}


def _two_mode(measure: Callable[..., Values]) -> Callable[[Section], Values]:
    return lambda s: measure(s.network, s.lines["circles"])


def _projected(weighting: Any) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        made: nx.Graph[Any] = project(s.network, s.lines["circles"], weighting)
        return {f"{a} + {b}": made.edges[a, b]["weight"] for a, b in made.edges}

    return values


def _studied(s: Section) -> dict[str, Values]:
    found = study_network(s.network, s.groups, draws=0, rewirings=0)
    columns = {"rank": found.ranks(), "score": found.scores(), **found.parts}
    return {
        name: dict(zip(map(str, found.nodes), values.tolist(), strict=True))
        for name, values in columns.items()
    }


def _left(name: str) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        found = analysis.communities(s.network)
        return {n: getattr(departure(s.network, [n], found), name) for n in s.network}

    return values


def _bridge(name: str) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        (bridge,) = missing_bridges(s.network, s.groups, s.labels, smallest=3)
        value = getattr(bridge, name)
        return {f"{bridge.left} + {bridge.right}": " and ".join(value) if name == "ends" else value}

    return values


def _group(name: str) -> Callable[[Section], Values]:
    def values(s: Section) -> Values:
        found = study_network(s.network, s.groups, draws=0, rewirings=0)
        ranking = dict(zip(found.nodes, found.ranks().tolist(), strict=True))
        return {str(g.group): getattr(g, name) for g in group_gaps(s.network, s.groups, ranking)}

    return values


def _loss(s: Section) -> Values:
    if s.title == "What if they left":
        return _left("closeness_loss")(s)
    return closeness_loss(s.network)


def _of_network(name: str) -> Callable[[Section], Values]:
    return lambda s: getattr(analysis, name)(s.network)


def _of_groups(name: str) -> Callable[[Section], Values]:
    return lambda s: getattr(analysis, name)(s.network, s.groups)


def _how_many(name: str) -> Callable[[Section], Values]:
    return lambda s: {"whole": len(getattr(analysis, name)(s.network))}


def _part(name: str) -> Callable[[Section], Values]:
    return lambda s: _studied(s)[name]


ON_NETWORKS = (
    "constraint effective_size efficiency hierarchy degree betweenness core_number".split()
)
ON_GROUPS = (
    "brokering_activity brokering_exclusivity participation_coefficient within_module_z".split()
)
ROLES = "coordinator itinerant gatekeeper representative liaison total".split()

MEASURES: dict[str, Callable[[Section], Any]] = {
    **{name: _of_network(name) for name in ON_NETWORKS},
    **{name: _of_groups(name) for name in ON_GROUPS},
    **{name: _role(name) for name in ROLES},
    **{name: _how_many(name) for name in ("articulation_points", "bridges", "blocks")},
    "betweenness_pairs": lambda s: analysis.betweenness(s.network, normalized=False),
    "articulation_point": lambda s: {
        node: node in analysis.articulation_points(s.network) for node in s.network
    },
    "modularity": _divisions,
    "fragmentation": _without(analysis.fragmentation),
    "distance_fragmentation": _without(analysis.distance_fragmentation),
    "closeness_loss": _loss,
    "distance_reach": _sets(analysis.distance_reach),
    "m_reach_1": _sets(lambda G, nodes: analysis.m_reach(G, nodes, 1)),
    "m_reach_2": _sets(lambda G, nodes: analysis.m_reach(G, nodes, 2)),
    "key_players": _sets(
        lambda G, nodes: (
            frozenset(nodes) in analysis.key_players(G, len(nodes), "distance_reach").sets
        )
    ),
    "e_i_index": _mixing,
    "two_mode_degree": _two_mode(analysis.two_mode_degree),
    "two_mode_betweenness": _two_mode(analysis.two_mode_betweenness),
    "two_mode_closeness": _two_mode(analysis.two_mode_closeness),
    **{name: _projected(name) for name in ("count", "newman", "jaccard", "overlap")},
    "robins_alexander_clustering": lambda s: {
        "whole": analysis.robins_alexander_clustering(s.network)
    },
    **{name: _part(name) for name in ("rank", "score", "brokerage", "only_link", "openness")},
    "betweenness_share": _part("betweenness"),
    **{
        name: _left(name) for name in ("pairs", "cut_off", "farther", "strays", "communities_split")
    },
    "likeness": _bridge("likeness"),
    "steps": _bridge("steps"),
    "ties_between": _bridge("ties"),
    "steps_after": _bridge("steps_after"),
    "introduce": _bridge("ends"),
    "nodes": _group("nodes"),
    "ties_inside": _group("inside"),
    "ties_outside": _group("outside"),
    "connectors": _group("connectors"),
    "nearest": _group("nearest"),
}


def written(value: Any) -> str:
    """A value as the tables write it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{round(float(value), 2) + 0.0:g}"


@pytest.fixture(params=SECTIONS, ids=TITLES)
def section(request: pytest.FixtureRequest) -> Section:
    found: Section = request.param
    return found


def test_every_cell_follows_from_the_ties_beside_it(section: Section) -> None:
    wrong = []
    for row in section.rows:
        for name, cell in row.items():
            if name and cell:
                right = written(MEASURES[name](section)[row[""]])
                wrong += [(row[""], name, cell, right)] if cell != right else []
    assert section.rows
    assert wrong == []


def test_every_bold_number_stands_in_a_table_of_its_section(section: Section) -> None:
    cells = {cell for row in section.rows for cell in row.values()}
    bold = re.findall(r"\*\*(-?[\d.]+)\*\*", section.text)
    assert [number for number in bold if number not in cells] == []


def test_no_decimal_in_the_readings_is_without_proof(section: Section) -> None:
    """Whoever adds a figure in plain type would escape the test above; thresholds are integers."""
    readings = " ".join(re.findall(r"^- \*\*Read:\*\*(.*)$", section.text, re.M))
    plain = re.sub(r"\*\*.*?\*\*", "", readings)
    allowed = {"2.5"}  # from the literature
    assert set(re.findall(r"\d+\.\d+", plain)) <= allowed


def test_every_entry_says_all_six_things(section: Section) -> None:
    entries = re.findall(r"^### (.*)\n((?:.|\n)*?)(?=^##|\Z)", section.text, re.M)
    assert entries
    for title, text in entries:
        assert tuple(re.findall(r"^- \*\*([\w ]+):\*\* \S", text, re.M)) == LABELS, title


def test_the_picture_shows_these_nodes_ties_and_groups(section: Section) -> None:
    words, path = section.picture
    root = ET.parse(path).getroot()
    space = root.tag.removesuffix("svg")
    assert len(words) > 40
    assert path.stat().st_size <= MOST_BYTES
    names = {(text.get("x"), text.get("y")): str(text.text) for text in root.iter(f"{space}text")}
    drawn = [
        (names[line.get("x1"), line.get("y1")], names[line.get("x2"), line.get("y2")])
        for line in root.iter(f"{space}line")
    ]
    network = section.network
    assert 5 <= len(network) <= 9
    assert sorted(names.values()) == sorted(network)
    assert len(drawn) == network.number_of_edges()
    assert all(network.has_edge(a, b) for a, b in drawn)
    shape = {
        element.get("id"): element.tag.removeprefix(space)
        for kind in SHAPES.values()
        for element in root.iter(f"{space}{kind}")
        if element.get("id") in network
    }
    assert shape == {node: SHAPES[group] for node, group in section.groups.items()}


def test_every_picture_is_used() -> None:
    used = {section.picture[1].name for section in SECTIONS}
    assert {path.name for path in (DOCS / "pictures").glob("*.svg")} == used


def test_every_public_measure_is_explained() -> None:
    not_measures = {"BrokerageRoles", "CompactNetwork", "Connector", "Coverage", "EIIndex"}
    not_measures |= {"Estimate", "KeyPlayers", "NodeEstimates", "ZeroWeightWarning", "compact"}
    names = [name for name in analysis.__all__ if name not in not_measures]
    called = {"brokerage_roles": "Roles", "rank_connectors": "connector score"}
    called |= {"fragmentation_without_each": "fragmentation"}
    words = TEXT.casefold().replace("-", " ")
    missing = [
        name
        for name in names
        if not name.endswith("Error")
        and called.get(name, name).replace("_", " ").casefold() not in words.replace("_", " ")
    ]
    assert missing == []


def test_the_parts_of_the_score_stand_with_their_weights() -> None:
    listed = re.findall(r"^\| `(\w+)` \| .* \| ([\d.]+) \|$", TEXT, re.M)
    assert {name: float(weight) for name, weight in listed} == dict(WEIGHTS)
    assert [name for name, _ in listed] == list(PARTS)


def test_links_inside_the_page_lead_somewhere() -> None:
    heads = re.findall(r"^#+ (.*)$", TEXT, re.M)
    anchors = {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}
    assert set(re.findall(r"\]\(#([^)]*)\)", TEXT)) <= anchors
