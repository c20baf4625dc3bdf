"""The money page: who pays for what, known and unknown sums apart."""

from __future__ import annotations

from collections import Counter
from html import escape

import pandas as pd
import streamlit as st

from graph.analysis.funding import Flow, Grant, by_theme, dependences, total
from graph.dataset import Dataset
from graph.pages import cached, words
from graph.spreadsheet import protected

_FUNDERS, _THEMES, _DEPENDENT = 20, 10, 30


def show(dataset: Dataset, map_page: object) -> None:
    """Draw the page; a funder that is clicked opens on ``map_page``."""
    st.title("Money", anchor=False)
    st.markdown(
        "Who pays for what, **as far as sources here say**. Funding is recorded where somebody "
        "published it: a missing grant does not mean that there was none, and sums of different "
        "currencies are never added up."
    )
    every = cached.grants(dataset, dataset.version, "", "")
    causes = sorted(dataset.facets["causes"], key=dataset.name)
    years = sorted({grant.year for grant in every if grant.year}, reverse=True)
    left, middle, right = st.columns(3)
    with left:
        cause = st.selectbox(
            "Cause of the recipient", causes, index=None, format_func=dataset.name,
            placeholder="Any cause", key="for-cause", bind="query-params",
        )  # fmt: skip
    with middle:
        year = st.selectbox(
            "Year", years, index=None, placeholder="Any year", key="in-year", bind="query-params"
        )
    with right:
        companies = st.toggle(
            "Also companies", key="companies", bind="query-params",
            help="Sponsorship by companies is often a logo more than a tie.",
        )  # fmt: skip
    found = cached.grants(dataset, dataset.version, cause or "", year or "")
    if not companies:
        found = [g for g in found if dataset.entities[g.funder].kind != "kind/company"]
    if not found:
        st.info("No grant is recorded for this. Try another year, a broader cause, or companies.")
        return
    whole = total(found)
    st.markdown(
        f":material/info: {whole.grants:,} recorded grants by "
        f"{len({g.funder for g in found}):,} funders to {len({g.recipient for g in found}):,} "
        f"recipients. Known sums: {_sums(whole)}. **{whole.without_amount:,} grants state no "
        f"sum.** Data version `{dataset.version}`."
    )
    st.subheader("From funder to theme", anchor=False)
    st.markdown(
        "Number of recorded grants; a recipient that works on several themes counts in each. "
        "Point at a cell for the sums."
    )
    st.html(_matrix(dataset, found))
    _years(found)
    _dependence(dataset, found)
    _all(dataset, found, map_page)


def _sums(flow: Flow) -> str:
    return ", ".join(f"{v:,.0f} {k}" for k, v in flow.amounts.items()) or "none"


def _matrix(dataset: Dataset, found: list[Grant]) -> str:
    flows = by_theme(dataset, found)
    givers, themes = Counter(g.funder for g in found), Counter[str]()
    for (_, theme), flow in flows.items():
        themes[theme] += flow.grants
    rows = [f for f, _ in givers.most_common(_FUNDERS)]
    columns = [theme for theme, _ in themes.most_common(_THEMES)]
    most = max((flows[f, t].grants for f in rows for t in columns if (f, t) in flows), default=1)
    head = "".join(
        f'<th scope="col">{escape(dataset.name(t) if t else "Cause not known")}</th>'
        for t in columns
    )
    body = []
    for funder in rows:
        cells = []
        for theme in columns:
            cells.append(_cell(flows.get((funder, theme)), most))
        name = escape(dataset.name(funder))
        body.append(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>')
    more = len(givers) - len(rows)
    note = f"<p>{more:,} more funders are in the table below.</p>" if more > 0 else ""
    return (
        '<div class="tfg-scroll" tabindex="0" role="region" aria-label="Grants by funder and '
        f'theme"><table class="tfg-heat"><thead><tr><th scope="col">Funder</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>{note}"
    )


def _cell(flow: Flow | None, most: int) -> str:
    if flow is None:
        return '<td style="--tfg-share:0%"></td>'
    said = f"{flow.grants} grants; known: {_sums(flow)}; {flow.without_amount} without a sum"
    share = 100 * (flow.grants / most) ** 0.5
    return f'<td style="--tfg-share:{share:.0f}%" title="{escape(said)}">{flow.grants}</td>'


def _years(found: list[Grant]) -> None:
    dated = [g for g in found if g.year]
    st.subheader("Over the years", anchor=False)
    st.markdown(
        f"{len(found) - len(dated):,} of {len(found):,} grants have no known year and are not in "
        "this picture."
    )
    if dated:
        known = Counter(g.year for g in dated if g.amount is not None)
        unknown = Counter(g.year for g in dated if g.amount is None)
        table = pd.DataFrame(
            {"sum known": known, "sum not known": unknown}, index=sorted({g.year for g in dated})
        ).fillna(0)
        st.bar_chart(table, x_label="Year", y_label="Recorded grants", color=["#3d7ebf", "#b0a99a"])


def _dependence(dataset: Dataset, found: list[Grant]) -> None:
    rows = dependences(found)
    st.subheader("Who hangs on one funder?", anchor=False)
    st.markdown(
        f"{len(rows):,} recipients with three or more recorded grants, those with the largest "
        "part from one funder first. Recorded grants are not all grants."
    )
    if rows:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        "Recipient": dataset.name(row.recipient),
                        "First funder": dataset.name(row.funder),
                        "Part of its grants": row.share,
                        "Part of known sums": row.of_money,
                        "Recorded grants": row.grants,
                        "Known funders": row.funders,
                    }
                    for row in rows[:_DEPENDENT]
                ]
            ),
            hide_index=True,
            width="stretch",
            column_config={
                "Part of its grants": st.column_config.ProgressColumn(
                    min_value=0, max_value=1, format="percent"
                ),
                "Part of known sums": st.column_config.NumberColumn(format="percent"),
            },
        )


def _all(dataset: Dataset, found: list[Grant], map_page: object) -> None:
    st.subheader("Every recorded grant", anchor=False)
    table = pd.DataFrame(
        [
            {
                "Funder": dataset.name(g.funder),
                "Programme": g.programme,
                "Via": g.via,
                "Recipient": dataset.name(g.recipient),
                "Year": g.year,
                "Amount": g.amount,
                "Currency": g.currency,
                "Source": dataset.sources[g.statements[0].source].title,
                "Page": g.statements[0].page,
            }
            for g in sorted(found, key=lambda g: (g.year, g.amount or 0.0), reverse=True)
        ]
    )
    st.dataframe(
        table, hide_index=True, width="stretch",
        column_config={"Page": st.column_config.LinkColumn(display_text="page")},
    )  # fmt: skip
    st.download_button(
        "Download as CSV",
        lambda: protected(table).to_csv(index=False).encode(),
        file_name="tech-for-good-grants.csv",
        mime="text/csv",
        on_click="ignore",
    )
    givers = Counter(g.funder for g in found)
    st.markdown("**Funders on the map:**")
    with st.container(horizontal=True, gap="small"):
        for funder, count in givers.most_common(8):
            if st.button(f"● {words.plain(dataset.name(funder))} · {count}", key=f"giver {funder}"):
                st.switch_page(map_page, query_params={"id": funder, "around": "1"})  # type: ignore[arg-type]
