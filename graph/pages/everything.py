"""The map of everything: all regions, clickable, and one region in words."""

from __future__ import annotations

import streamlit as st

from graph.countries import country_name
from graph.dataset import Dataset, Selection
from graph.maps.drawing import all_groups
from graph.maps.style import SHAPE_MARKS
from graph.pages import below, cached, legend_component, selection, words
from graph.text import capital


def show(dataset: Dataset, picked: Selection, drawn: cached.Drawn, selected: str) -> None:
    """Draw the overview, and the same as a list."""
    dark = st.context.theme.type == "dark"
    # The size of the window is not known here; a phone says that it is one.
    narrow = "Mobi" in (st.context.headers.get("User-Agent") or "")
    groups = [{"mark": mark, "colour": colour, "name": name} for mark, colour, name in all_groups()]
    hidden = frozenset(selection.hidden()) & {group["name"] for group in groups}
    deck, total, inside = cached.deck(
        dataset,
        dataset.version,
        picked,
        drawn,
        dark,
        selected,
        360 if narrow else 600 if selected else 920,
        hidden,
    )
    whole = cached.overview(dataset, dataset.version)
    regions = sum(region.tied for region in whole.regions)
    said = f"{total:,} entities; {regions} communities found from their social ties are circles, "
    said += "entities with few or no known ties are gathered by theme at the rim."
    if hidden:
        said += f" Hidden by the legend: {', '.join(sorted(hidden)).lower()}."
    if picked:
        said += f" {inside:,} fit the filters, the others are dim."
    st.markdown(f":material/info: {said}")
    if picked and not inside:
        below.widen(dataset, picked)
    st.pydeck_chart(
        deck,
        height=640,
        on_select=_choose_on_deck,
        selection_mode="single-object",
        key="deck",
        alt=f"Map of {total:,} entities in {regions} communities; listed below as text.",
    )
    counts = cached.group_counts(dataset, dataset.version, drawn.core)
    legend_component.show(
        [{**group, "count": counts[group["name"]]} for group in groups], hidden, selection.hide
    )
    st.caption(
        "Size: number of social ties in this dataset. The entries of the legend hide and show. "
        "Click a circle to go into a community, a "
        "dot for its profile; scroll to zoom, drag to move."
    )
    below.take_along(
        dataset,
        cached.everything(dataset, dataset.version, picked, drawn, hidden),
        below.titled(dataset, "", "", picked),
        picture=True,
    )
    with st.expander("The same as a list: all communities"), st.container(key="ties-regions"):
        for region in sorted(whole.regions, key=lambda r: (not r.tied, -len(r.members))):
            st.button(
                f"{words.plain(capital(str(region.name)))} · {len(region.members):,}",
                key=f"region {region.id}",
                on_click=selection.zoom_to,
                args=(region.id,),
                type="tertiary",
            )


def _choose_on_deck() -> None:
    objects = st.session_state["deck"]["selection"]["objects"]
    if objects.get("nodes"):
        selection.open_profile(str(objects["nodes"][0]["id"]))
    elif objects.get("regions"):
        selection.zoom_to(str(objects["regions"][0]["id"]))


def about_region(dataset: Dataset, identifier: str) -> None:
    """What a community has in common, and who in it has most ties."""
    whole = cached.overview(dataset, dataset.version)
    region = next(r for r in whole.regions if r.id == identifier)
    st.subheader(words.plain(capital(str(region.name))), anchor=False)
    for label, facet in (("Causes", "causes"), ("Countries", "countries"), ("Kinds", "kinds")):
        counts = {
            value: len(members & frozenset(region.members))
            for value, members in dataset.facets[facet].items()
        }
        first = sorted((v for v in counts if counts[v]), key=lambda v: (-counts[v], v))[:5]
        names = [country_name(v) if facet == "countries" else dataset.name(v) for v in first]
        listed = ", ".join(f"{n} ({counts[v]:,})" for n, v in zip(names, first, strict=True))
        if listed:
            st.markdown(f"**{label}:** {words.plain(listed)}")
    ties = cached.social_ties(dataset, dataset.version)
    st.markdown("**Most ties:**")
    with st.container(key="ties-region-members"):
        for member in sorted(region.members, key=lambda m: (-ties.get(m, 0), m))[:10]:
            st.button(
                f"{SHAPE_MARKS[member.partition('/')[0]]} {words.plain(dataset.name(member))}",
                key=f"member {member}",
                on_click=selection.open_profile,
                args=(member,),
                type="tertiary",
            )
    st.caption(
        "Communities are found from the social ties alone and named by what most of their "
        "organizations share; another run can draw their borders a little differently."
    )
