"""What the pages share and compute once for each version of the data."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from graph import maps
from graph.analysis import funding
from graph.analysis.communities import communities
from graph.analysis.connectors import only_links
from graph.analysis.departure import Departure, departure, usual_departures
from graph.analysis.funding import Grant
from graph.analysis.gaps import Gap, find_gaps
from graph.analysis.missing_bridges import Suggestions, suggest_bridges
from graph.analysis.stakes import Stakes, stakes
from graph.core import core
from graph.countries import country_name
from graph.dataset import Dataset, Selection, load
from graph.layout import around, positions
from graph.maps.drawing import keys, payload
from graph.maps.geography import Geography
from graph.maps.geography import geography as count_by_country
from graph.maps.outlines import outlines
from graph.maps.style import group_of
from graph.networks import social
from graph.pages import studies
from graph.routes import Route, find_routes
from graph.site.linked import Linked

_MARKED = 25
"""Connectors of each kind that maps mark with a ring."""

_LEADING = 10
"""Connectors of each kind in the finding of the first page."""


@dataclass(frozen=True)
class Drawn:
    """What a map draws: relations, at most how many nodes, only the core, sponsors too, when."""

    relations: frozenset[str]
    limit: int
    core: bool
    sponsors: bool
    when: maps.Period


@st.cache_resource(show_spinner="Loading the dataset …")
def dataset(folder: str) -> Dataset:
    """The dataset of a folder, loaded once for all visitors.

    Raises `InvalidDatasetError`, which is not kept: the next visit tries again.
    """
    return load(folder)


@st.cache_resource(show_spinner=False)
def social_ties(_dataset: Dataset, version: str) -> dict[str, int]:
    """Number of social ties of each entity."""
    return dict(social(_dataset).degree())


@st.cache_resource(show_spinner="Laying out the whole ecosystem …")
def overview(_dataset: Dataset, version: str) -> maps.Overview:
    """Regions and places of everything."""
    return maps.overview(_dataset)


@st.cache_resource(show_spinner=False)
def group_counts(_dataset: Dataset, version: str, within_core: bool) -> Counter[str]:
    """Number of entities of each colour group on the overview."""
    shown = _visible(_dataset, within_core, frozenset())
    return Counter(group_of(_dataset, entity).name for entity in shown)


def _visible(dataset: Dataset, within_core: bool, hidden: frozenset[str]) -> frozenset[str]:
    shown = core(dataset) if within_core else frozenset(dataset.entities)
    return frozenset(e for e in shown if group_of(dataset, e).name not in hidden)


@st.cache_resource(show_spinner="Drawing the whole map …", max_entries=60)
def deck(
    _dataset: Dataset,
    version: str,
    selection: Selection,
    drawn: Drawn,
    dark: bool,
    selected: str,
    width: int,
    hidden: frozenset[str] = frozenset(),
) -> tuple[maps.deck.OverviewDeck, int, int]:
    """The overview, how many entities it shows and how many of them pass the filters.

    ``hidden`` names colour groups that are left out.
    """
    whole = overview(_dataset, version)
    shown = _visible(_dataset, drawn.core, hidden)
    inside = _dataset.select(selection) & shown if selection else None
    statements = maps.views.drawn_statements(_dataset, drawn.relations, drawn.sponsors, drawn.when)
    lines = ((s.subject, s.object) for s in statements)
    made = maps.overview_deck(_dataset, whole, shown, inside, lines, dark, selected, width)
    made.to_json()
    return made, len(shown), len(shown if inside is None else inside)


@st.cache_resource(show_spinner="Drawing the outlines of countries …")
def outlines_ready() -> bool:
    """Wait, with a word about it, until the outlines of countries are there."""
    return bool(outlines().paths)


@st.cache_resource(show_spinner="Counting by country …", max_entries=100)
def geography(_dataset: Dataset, version: str, selection: Selection, drawn: Drawn) -> Geography:
    """Countries of a selection and the ties between them."""
    members = core(_dataset) if drawn.core else frozenset(_dataset.entities)
    if selection:
        members &= _dataset.select(selection)
    statements = maps.views.drawn_statements(_dataset, drawn.relations, drawn.sponsors, drawn.when)
    return count_by_country(_dataset, members, ((s.subject, s.object) for s in statements))


@st.cache_resource(show_spinner="Drawing the map …", max_entries=300)
def board(
    _dataset: Dataset,
    version: str,
    selection: Selection,
    drawn: Drawn,
    centre: str,
    steps: int,
    by: maps.Grouping,
    region: str = "",
    more: tuple[str, ...] = (),
) -> maps.Board:
    """A view with its places: of one entity's web when ``centre`` is given.

    A ``region`` of the overview is shown at its places. A web of one step is grouped ``by``
    relation or sector; by sector, the ties through which the entity alone joins two others are
    drawn thick. ``more`` names nodes of a web whose own ties are added to it.
    """
    if more and centre:
        web = board(_dataset, version, selection, drawn, centre, steps, by)
        statements = maps.views.drawn_statements(
            _dataset, drawn.relations, drawn.sponsors, drawn.when
        )
        return maps.expanded(_dataset, web, more, statements)
    within = core(_dataset) if drawn.core else None
    relations, sponsors, when = drawn.relations, drawn.sponsors, drawn.when
    if region:
        whole = overview(_dataset, version)
        found = next(r for r in whole.regions if r.id == region)
        view = maps.region_view(_dataset, found, relations, sponsors, within, when)
        return maps.Board(view, whole.places)
    if not centre:
        members = _dataset.select(selection)
        view = maps.best_connected(
            _dataset, members, relations, drawn.limit, sponsors, within, when
        )
        return maps.Board(view, positions(view.network()))
    view = maps.ego(
        _dataset, centre, drawn.relations, steps, drawn.limit, drawn.sponsors, drawn.when
    )
    if steps > 1 or len(view.nodes) < 2:
        return maps.Board(view, positions(view.network()))
    place, captions = around(view.centre, maps.contacts_by(_dataset, view, by))
    strong: set[str] = set()
    if by == "sector":
        ends = {end for pair in only_links(_dataset, view.centre, drawn.sponsors) for end in pair}
        strong = {
            tie.id
            for tie in view.ties
            if view.centre in (tie.subject, tie.object) and ends & {tie.subject, tie.object}
        }
    return maps.Board(view, place, captions, frozenset(strong))


@st.cache_resource(show_spinner="Drawing the map …", max_entries=100)
def drawing(_dataset: Dataset, version: str, _board: maps.Board, key: str) -> dict[str, Any]:
    """Payload of a board; ``key`` names it."""
    ties = social_ties(_dataset, version)
    marked = leading(_dataset, version)
    model = maps.draw(_dataset, _board.view, ties, _board.place, _board.strong, marked)
    return payload(model, _board.captions, keys(_dataset, _board.view))


@st.cache_resource(show_spinner=False, max_entries=20)
def everything(
    _dataset: Dataset, version: str, selection: Selection, drawn: Drawn, hidden: frozenset[str]
) -> maps.Board:
    """What the overview shows of a selection, to take along."""
    shown = _visible(_dataset, drawn.core, hidden)
    if selection:
        shown &= _dataset.select(selection)
    view = maps.whole_view(_dataset, shown, drawn.relations, drawn.sponsors, drawn.when)
    return maps.Board(view, overview(_dataset, version).places)


@st.cache_resource(show_spinner=False)
def leading(_dataset: Dataset, version: str) -> frozenset[str]:
    """The connectors that the maps mark: the first of each kind."""
    found = [studies.connectors(_dataset, version, of) for of in ("people", "organizations")]
    return frozenset(row.id for f in found if f for row in f.ranked()[:_MARKED])


@st.cache_resource(show_spinner=False)
def linked(_dataset: Dataset, version: str) -> Linked:
    """The dataset as linked data, by thing; made when somebody first asks for it."""
    return Linked(_dataset)


@dataclass(frozen=True)
class Striking:
    """What happens without the first connectors, and without others: shares of joined pairs."""

    people: int
    organizations: int
    lost: float
    farther: float
    usual: float
    nodes: int


@st.cache_resource(show_spinner="Looking for what holds the field together …")
def striking(_dataset: Dataset, version: str) -> Striking | None:
    """The finding of the first page; None where nothing is ranked."""
    leading: list[str] = []
    for of in ("people", "organizations"):
        found = studies.connectors(_dataset, version, of)
        leading += [row.id for row in found.ranked()[:_LEADING]] if found else []
    network = social(_dataset, sponsors=False, past=False)
    if not leading or len(network) <= 2 * len(leading):
        return None
    own = departure(network, leading)
    usual = []
    for seed in range(10):
        peers: list[str] = []
        for kind in ("person/", "organization/"):
            among = sorted(n for n in network if n.startswith(kind) and network.degree(n) > 1)
            count = sum(name.startswith(kind) for name in leading)
            peers += random.Random(seed).sample(among, min(count, len(among)))
        without = departure(network, peers)
        usual.append(without.cut_off / without.pairs)
    return Striking(
        people=sum(name.startswith("person/") for name in leading),
        organizations=sum(name.startswith("organization/") for name in leading),
        lost=own.cut_off / own.pairs,
        farther=own.farther / own.pairs,
        usual=sum(usual) / len(usual),
        nodes=len(network),
    )


@st.cache_data(show_spinner="Taking it out and measuring what is left …", max_entries=200)
def without(
    _dataset: Dataset, version: str, identifier: str
) -> tuple[Departure, list[Departure], Stakes]:
    """What happens without an entity, without others like it, and what hangs on it."""
    network = social(_dataset, sponsors=False, past=False)
    groups = communities(network)
    modes: dict[Hashable, Hashable] = {node: node.partition("/")[0] for node in network}
    peers = usual_departures(network, identifier, modes, groups)
    own = departure(network, [identifier], groups)
    return own, list(peers.values()), stakes(_dataset, [identifier])


@st.cache_resource(show_spinner="Looking for missing bridges …", max_entries=200)
def missing_bridges(_dataset: Dataset, version: str, cause: str, limit: int) -> Suggestions:
    """Pairs of communities that are alike and apart."""
    return suggest_bridges(_dataset, limit, cause=cause)


@st.cache_resource(show_spinner=False, max_entries=300)
def grants(_dataset: Dataset, version: str, cause: str, year: str) -> list[Grant]:
    """Recorded grants to recipients on a cause, of a year."""
    return funding.grants(_dataset, cause, year)


@st.cache_resource(show_spinner="Looking for ways …", max_entries=200)
def routes(_dataset: Dataset, version: str, start: str, end: str) -> list[Route]:
    """The best few ways between two entities."""
    return find_routes(_dataset, start, end)


@st.cache_resource(show_spinner="Counting what is known about each cause …")
def gaps(_dataset: Dataset, version: str) -> list[Gap]:
    """What is known around each cause."""
    found = studies.connectors(_dataset, version, "people")
    return find_gaps(_dataset, found.ranked() if found else ())


@st.cache_resource(show_spinner="Listing everything …")
def entity_table(_dataset: Dataset, version: str) -> pd.DataFrame:
    """One row for each entity, for the table page; the index is the identifier."""
    ties = social_ties(_dataset, version)
    rows = []
    for entity in _dataset.entities.values():
        named = {
            relation: sorted(
                {_dataset.name(s.object) for s in _dataset.outgoing(entity.id, relation)}
            )
            for relation in ("works_on", "needs_skill", "uses_skill", "has_skill")
        }
        rows.append(
            {
                "id": entity.id,
                "Name": entity.name,
                "Type": entity.type.capitalize(),
                "Kind": _dataset.name(entity.kind) if entity.kind else "",
                "Country": ", ".join(country_name(c) for c in entity.countries),
                "City": entity.city,
                "Causes": ", ".join(named["works_on"]),
                "Looks for": ", ".join(named["needs_skill"]),
                "Works with": ", ".join([*named["uses_skill"], *named["has_skill"]]),
                "Ties": ties.get(entity.id, 0),
                "Status": entity.status or "not known",
                "Website": entity.website or None,
                "Sources": len({d.source for d in _dataset.described_by(entity.id)}),
            }
        )
    table = pd.DataFrame(rows).set_index("id")
    return table.sort_values(["Ties", "Name"], ascending=[False, True])
