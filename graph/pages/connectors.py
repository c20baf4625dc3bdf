"""The connectors page: who links what would otherwise be apart, how surely, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from graph.analysis.connector_parts import PARTS, WEIGHTS
from graph.analysis.connectors import Connector, Connectors, Of
from graph.countries import country_name
from graph.dataset import Dataset
from graph.pages import figures, studies, words
from graph.spreadsheet import protected

_SHOWN = 20
_WEIGHED = (
    "participation",
    "betweenness",
    "brokerage",
    "only_link",
    "loss",
    "openness",
    "contacts",
)


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; ``map_page`` is the page that a chosen connector opens on."""
    st.title("Connectors", anchor=False)
    st.markdown(
        "Who links organizations that would otherwise be apart, **in this dataset**. A rank says "
        "what the sources here show, not how important a person is: whoever is described in more "
        "sources can rank higher."
    )
    of = st.segmented_control(
        "Rank",
        ["people", "organizations"],
        default="people",
        required=True,
        format_func=str.capitalize,
        key="of",
        bind="query-params",
        label_visibility="collapsed",
    )
    kind: Of = "organizations" if of == "organizations" else "people"
    found = _found(dataset, kind)
    if found is None:
        st.info(f"No {of} here have social ties to two others, so there is nobody to rank.")
        return
    ranking = found.ranked(_weights())
    rows = _filtered(dataset, found, ranking)
    _computed_on(dataset, found, len(rows), len(ranking))
    if not rows:
        st.info("Nobody fits all filters at once. Take one of them away.")
        return
    for row in rows[:_SHOWN]:
        _card(dataset, row, len(ranking), map_page)
    if len(rows) > _SHOWN:
        st.markdown(f"The first {_SHOWN} are described above; all {len(rows):,} are in the table.")
    table = _table(rows)
    st.dataframe(table, hide_index=True, width="stretch")
    st.download_button(
        "Download these rows as CSV",
        lambda: protected(table).to_csv(index=False).encode(),
        file_name=f"tech-for-good-connectors-{kind}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    _explained(found)


def _found(dataset: Dataset, kind: Of) -> Connectors | None:
    """The whole study when it is ready; until then the ranking alone."""
    # First the ranking, so that the longer work does not slow it down.
    at_once = studies.connectors(dataset, dataset.version, kind)
    study = studies.study(dataset, dataset.version, kind)
    if study.result.done():
        return study.result.result()
    _waiting(dataset, kind)
    return at_once


@st.fragment(run_every=3)
def _waiting(dataset: Dataset, kind: Of) -> None:
    study = studies.study(dataset, dataset.version, kind)
    if study.result.done():
        st.rerun()
    st.progress(
        study.done,
        text="Rank intervals and the comparison with chance are being worked out, once for this "
        "version of the data. The ranking itself is complete.",
    )


def _filtered(dataset: Dataset, found: Connectors, ranking: list[Connector]) -> list[Connector]:
    causes = sorted({c for r in ranking for c in r.profile.causes}, key=dataset.name)
    places = sorted({c for r in ranking for c in r.profile.countries}, key=country_name)
    sectors = sorted({s for r in ranking for s in r.profile.sectors})
    groups = sorted(
        {g for r in ranking for g in r.profile.groups}, key=lambda g: str(found.community_names[g])
    )
    columns = st.columns(4)
    with columns[0]:
        cause = st.multiselect(
            "Cause", causes, format_func=dataset.name, placeholder="Any", key="with-cause",
            bind="query-params", help="Tied to organizations that work on it.",
        )  # fmt: skip
    with columns[1]:
        country = st.multiselect(
            "Country", places, format_func=country_name, placeholder="Any", key="with-country",
            bind="query-params", help="Tied to organizations there.",
        )  # fmt: skip
    with columns[2]:
        sector = st.multiselect(
            "Sector", sectors, placeholder="Any", key="with-sector", bind="query-params",
            help="Tied to organizations of it.",
        )  # fmt: skip
    with columns[3]:
        group = st.multiselect(
            "Community", groups, format_func=lambda g: str(found.community_names[g]),
            placeholder="Any", key="with-community", bind="query-params",
            help="With ties into it. Communities are found from the ties and named by what most "
            "of their organizations share.",
        )  # fmt: skip
    return [
        row
        for row in ranking
        if set(cause) <= set(row.profile.causes)
        and set(country) <= set(row.profile.countries)
        and set(sector) <= set(row.profile.sectors)
        and set(group) <= set(row.profile.groups)
    ]


def _computed_on(dataset: Dataset, found: Connectors, shown: int, ranked: int) -> None:
    st.markdown(
        f":material/info: {shown:,} of {ranked:,} {found.of} with social ties to two or more "
        "(roles, memberships, partnerships, funding by others than companies, lineage; what is "
        "known to be over is left out). A few ranks up or down mean nothing: see the bars. "
        "Computed "
        f"on {found.nodes:,} entities, {found.ties:,} ties and {found.sources:,} sources, data "
        f"version `{dataset.version}`."
    )


def _weights() -> Mapping[str, float]:
    """Weights that the reader set, for the parts that can be set."""
    with st.expander("Weigh the parts yourself"):
        columns = st.columns(len(_WEIGHED))
        chosen = {}
        for column, part in zip(columns, _WEIGHED, strict=True):
            with column:
                chosen[part] = st.slider(
                    words.plain(part.replace("_", " ").capitalize()),
                    0.0,
                    5.0,
                    WEIGHTS[part],
                    0.1,
                    key=f"weight-{part}",
                    help=PARTS[part],
                )
        if not any(chosen.values()):
            st.info("All are zero: the usual weights are used.")
            return {}
    return chosen


def _card(dataset: Dataset, row: Connector, ranked: int, map_page: object) -> None:
    with st.container(border=True):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            if st.button(
                f"**{row.rank}\\. {words.plain(row.name)}**", key=f"open {row.id}", type="tertiary"
            ):
                st.switch_page(map_page, query_params={"id": row.id, "around": "1", "by": "sector"})  # type: ignore[arg-type]
            st.markdown(f"score **{row.score:.0f}**", width="content")
        st.markdown(words.plain(row.profile.reason))
        left, right = st.columns([2, 3], gap="medium")
        with left:
            st.html(figures.rank_strip(row, ranked))
        with right:
            st.html(figures.part_bars(row))
        st.caption(" · ".join(filter(None, [_coverage(dataset, row), _chance(row)])))


def _coverage(dataset: Dataset, row: Connector) -> str:
    covered = row.profile.coverage
    source = dataset.sources[covered.largest_source]
    newest = covered.newest[:4] or "undated"
    return (
        f"{covered.facts} facts from {covered.sources} "
        f"{'source' if covered.sources == 1 else 'sources'}, newest {newest}; "
        f"{covered.largest_share:.0%} from {words.link(source.title, source.url)}"
    )


def _chance(row: Connector) -> str:
    if math.isnan(row.z):
        return ""
    if row.z >= 2:
        said = "more between others than its number of ties explains"
    elif row.z <= -2:
        said = "less between others than its number of ties would give"
    else:
        said = "as much between others as its number of ties would give"
    return f"{said} (z {row.z:.1f})"


def _table(rows: list[Connector]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Rank": row.rank,
                "Lowest": row.interval[0] if row.interval else None,
                "Highest": row.interval[1] if row.interval else None,
                "Name": row.name,
                "Score": round(row.score, 1),
                "z": None if math.isnan(row.z) else round(row.z, 1),
                **{
                    name.replace("_", " ").capitalize(): round(value, 4)
                    for name, value in row.parts.items()
                },
                "Cut off": row.profile.cut_off,
                "Sources": row.profile.coverage.sources,
                "Facts": row.profile.coverage.facts,
                "Newest": row.profile.coverage.newest[:4],
                "Why": row.profile.reason,
                "Identifier": row.id,
            }
            for row in rows
        ]
    )


def _explained(found: Connectors) -> None:
    with st.expander("How the score, the interval and z are made"):
        total = sum(WEIGHTS.values())
        lines = [
            f"- **{words.plain(name.replace('_', ' '))}**, {WEIGHTS[name] / total:.0%}: {meaning}"
            for name, meaning in PARTS.items()
        ]
        st.markdown(
            "The score is the weighted mean of the percentile ranks of these parts among all "
            "ranked, 0 to 100:\n" + "\n".join(lines)
        )
        st.markdown(
            f"**Interval:** the ranks in the middle 95 % of {studies.DRAWS} draws. In each draw "
            "one source in ten and then one tie in ten is lost at random, and everything is "
            "computed anew. A wide interval means that the rank hangs on few facts or on a single "
            "source.\n\n"
            f"**z:** how far the share of shortest paths through a node exceeds that in "
            f"{studies.REWIRINGS} random networks in which everybody keeps their number of ties to "
            "people, organizations, projects and events, in standard deviations. Near 0: many "
            "listed roles explain it. Above 2: it joins what is apart.\n\n"
            "**Loss** is estimated from 256 random entities; the other parts are exact. Weights "
            "were chosen by how well they find planted brokers in synthetic networks "
            "(`scripts/benchmark.py connectors`)."
        )
