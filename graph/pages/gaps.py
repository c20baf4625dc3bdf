"""The gaps page: which causes lack organizations, money, skills or connectors."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from graph.analysis.gaps import Gap
from graph.dataset import Dataset
from graph.pages import cached
from graph.spreadsheet import protected

_COLUMNS = (
    ("organizations", "Organizations"),
    ("countries", "Countries"),
    ("connectors", "Connectors"),
    ("funders", "Known funders"),
    ("grants", "Known grants"),
    ("seeking", "Seek people"),
)


def show(dataset: Dataset) -> None:
    """Draw the page."""
    st.title("Gaps", anchor=False)
    st.markdown(
        "Which causes have organizations, money, open positions and connectors around them, **as "
        "far as this dataset knows**. “Not known” never means none: funding above all is recorded "
        "here and there, and jobs for few organizations."
    )
    gaps = cached.gaps(dataset, dataset.version)
    broad = [gap for gap in gaps if not dataset.concepts[gap.id].broader]
    themes = st.multiselect(
        "Themes",
        [gap.id for gap in broad],
        format_func=dataset.name,
        placeholder="All themes",
        key="theme",
        bind="query-params",
    )
    order = st.selectbox(
        "Order by",
        ["organizations", "fewest connectors", "fewest known funders", "fewest seek people"],
        format_func=str.capitalize,
        key="order",
        bind="query-params",
    )
    smallest = st.slider(
        "Only causes with at least so many organizations", 1, 50, 10, key="least",
        bind="query-params",
    )  # fmt: skip
    chosen = [
        gap
        for gap in gaps
        if gap.organizations >= smallest and (not themes or _theme(dataset, gap.id) in themes)
    ]
    chosen.sort(key=lambda gap: _order(gap, str(order)))
    if not chosen:
        st.info("No cause fits. Take a theme away, or lower the number of organizations.")
        return
    st.markdown(
        f":material/info: {len(chosen)} of {len(gaps)} causes; organizations of the core, narrower "
        "causes counted in the broader ones; connectors: people of the first quarter of the "
        f"ranking with a role there. Data version `{dataset.version}`. Darker: more, against the "
        "other causes of the column."
    )
    st.html(_heat(chosen))
    table = _table(dataset, chosen)
    with st.expander("The same as a table, with known sums and skills"):
        st.dataframe(table, hide_index=True, width="stretch")
    st.download_button(
        "Download as CSV",
        lambda: protected(table).to_csv(index=False).encode(),
        file_name="tech-for-good-gaps.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _theme(dataset: Dataset, cause: str) -> str:
    while dataset.concepts[cause].broader:
        cause = dataset.concepts[cause].broader
    return cause


def _order(gap: Gap, order: str) -> tuple[float, float, str]:
    lacking = {
        "fewest connectors": gap.connectors,
        "fewest known funders": gap.funders,
        "fewest seek people": gap.seeking,
    }
    if order not in lacking:
        return 0.0, -gap.organizations, gap.id
    return (lacking[order] or 0) / gap.organizations, -gap.organizations, gap.id


def _heat(gaps: list[Gap]) -> str:
    """A table whose cells are the darker the more there is; unknown ones are hatched."""
    most = {name: max((getattr(gap, name) or 0 for gap in gaps), default=0) for name, _ in _COLUMNS}
    head = "".join(f'<th scope="col">{escape(label)}</th>' for _, label in _COLUMNS)
    rows = []
    for gap in gaps:
        cells = "".join(_cell(getattr(gap, name), most[name]) for name, _ in _COLUMNS)
        rows.append(f'<tr><th scope="row">{escape(gap.label)}</th>{cells}</tr>')
    return (
        '<div class="tfg-scroll" tabindex="0" role="region" aria-label="Causes and what is known '
        'around each"><table class="tfg-heat"><thead><tr><th scope="col">Cause</th>'
        f"{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(value: int | None, most: int) -> str:
    if value is None:
        return '<td class="tfg-unknown">not known</td>'
    share = (value / most) ** 0.5 if most else 0.0
    return f'<td style="--tfg-share:{100 * share:.0f}%">{value:,}</td>'


def _table(dataset: Dataset, gaps: list[Gap]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Cause": gap.label,
                "Organizations": gap.organizations,
                "Countries": gap.countries,
                "Connectors": gap.connectors,
                "Organizations with a known funder": gap.funded,
                "Known funders": gap.funders,
                "Known grants": gap.grants,
                "Known sums": (
                    None
                    if gap.amounts is None
                    else ", ".join(f"{v:,.0f} {k}" for k, v in gap.amounts.items())
                ),
                "Grants without a sum": gap.without_amount,
                "Organizations that seek people": gap.seeking,
                "Skills sought": ", ".join(dataset.name(skill) for skill in gap.skills),
                "Identifier": gap.id,
            }
            for gap in gaps
        ]
    )
