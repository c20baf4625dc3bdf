"""An entity as a connector: its rank and parts, the pairs that only it joins, what if it left."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.analysis.connectors import Connector, Of, only_links
from graph.analysis.departure import Departure
from graph.dataset import Dataset
from graph.pages import cached, figures, studies, words

_PAIRS = 12

_LOSSES = (
    ("cut_off", "pairs of others that no path joins any more"),
    ("farther", "pairs that are farther apart"),
    ("strays", "others that fall out of the largest part"),
    ("communities_split", "communities that fall apart"),
)


def show(dataset: Dataset, identifier: str, choose: Callable[[str], None]) -> None:
    """Draw the section; nothing for an entity that is not ranked."""
    kind: Of = "people" if identifier.startswith("person/") else "organizations"
    if identifier.partition("/")[0] not in ("person", "organization"):
        return
    found = studies.latest(dataset, kind)
    rows = found.ranked() if found else []
    row = next((r for r in rows if r.id == identifier), None)
    if row is None:
        return
    with st.expander(f"As a connector: rank {row.rank:,} of {len(rows):,} {kind}"):
        st.markdown(words.plain(row.profile.reason))
        st.html(figures.rank_strip(row, len(rows)))
        st.html(figures.part_bars(row))
        _pairs(dataset, row, choose)
        st.caption(
            "Computed on the social ties in this dataset: a rank says what the sources here show. "
            "How it is made stands on the Connectors page."
        )
        if st.button("What if they left?", key=f"without {identifier}"):
            _without(dataset, identifier)


def _pairs(dataset: Dataset, row: Connector, choose: Callable[[str], None]) -> None:
    pairs = only_links(dataset, row.id)
    if not pairs:
        return
    st.markdown(
        f"**Only link in two steps** for {len(pairs):,} "
        f"{'pair' if len(pairs) == 1 else 'pairs'} of contacts in different sectors:"
    )
    lines = [
        f"- {words.plain(dataset.name(a))} and {words.plain(dataset.name(b))}"
        for a, b in pairs[:_PAIRS]
    ]
    if len(pairs) > _PAIRS:
        lines.append(f"- and {len(pairs) - _PAIRS:,} more")
    st.markdown("\n".join(lines))


def _without(dataset: Dataset, identifier: str) -> None:
    own, peers, stakes = cached.without(dataset, dataset.version, identifier)
    lines = []
    for field, said in _LOSSES:
        usual = _mean(peers, field)
        compared = "" if usual is None else f" (usually {usual:,.0f})"
        lines.append(f"- **{getattr(own, field):,.0f}** {said}{compared}")
    st.markdown("Without them, in this dataset:\n" + "\n".join(lines))
    if stakes.grants:
        sums = ", ".join(f"{v:,.0f} {k}" for k, v in stakes.amounts.items())
        st.markdown(
            f"{stakes.grants:,} recorded grants pass through their hands"
            + (f": {words.plain(sums)} known" if sums else "")
            + f"; {stakes.without_amount:,} state no sum."
        )
    leading = sorted(stakes.causes, key=lambda c: (-stakes.causes[c], c))[:5]
    if leading:
        names = ", ".join(f"{dataset.name(c)} ({stakes.causes[c]})" for c in leading)
        st.markdown(f"Causes of the organizations tied to them: {words.plain(names)}.")
    if peers:
        st.caption(
            f"Usually: the mean of {len(peers)} others of the same kind with as many ties, or "
            "nearly, taken out one at a time. Distances from all entities; nothing is sampled."
        )


def _mean(peers: list[Departure], field: str) -> float | None:
    return sum(getattr(peer, field) for peer in peers) / len(peers) if peers else None
