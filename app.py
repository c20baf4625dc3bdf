"""The app: sets the page up, loads the dataset once, hands over to a page."""

from __future__ import annotations

import os
from importlib.resources import files

import streamlit as st

from graph.dataset import DATA
from graph.errors import InvalidDatasetError
from graph.pages import (
    bridges,
    cached,
    connectors,
    data,
    faults,
    gaps,
    map,
    money,
    path,
    start,
    table,
)

_ASSETS = files("graph.pages") / "assets"


def main() -> None:
    """Run the app for one visit."""
    st.set_page_config(
        page_title="Tech for Good Graph",
        # A picture of our own: the built-in icons would be fetched from a font server.
        page_icon=str(_ASSETS / "icon.svg"),
        layout="wide",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    # Small print in Streamlit's own colour is too faint to read for many.
    dark = st.context.theme.type == "dark"
    faint = ("#b8b8bd", "#8fbcec") if dark else ("#55565f", "#1f5c9e")
    # White on the light blue of the dark theme cannot be read.
    chips = '[data-testid="stMultiSelect"] span[title] { color: #0d1a26 !important; }' * dark
    st.html(
        f"<style>{(_ASSETS / 'app.css').read_text(encoding='utf-8')}"
        f":root {{ --tfg-faint: {faint[0]}; --tfg-faint-link: {faint[1]}; }}{chips}</style>"
    )
    try:
        dataset = cached.dataset(os.environ.get("TECH_FOR_GOOD_DATA", str(DATA)))
    except InvalidDatasetError as error:
        faults.show(error.report)
        return
    map_page = st.Page(
        lambda: map.show(dataset), title="Map", icon=":material/hub:", url_path="map"
    )
    table_page = st.Page(
        lambda: table.show(dataset, map_page),
        title="Table",
        icon=":material/table_rows:",
        url_path="table",
    )
    data_page = st.Page(
        lambda: data.show(dataset, map_page),
        title="Data",
        icon=":material/database:",
        url_path="data",
    )
    path_page = st.Page(
        lambda: path.show(dataset, map_page),
        title="Find my path",
        icon=":material/signpost:",
        url_path="path",
    )
    doors: dict[str, object] = {
        "Explore the map: Communities, organizations and people, and what ties them.": map_page,
        "Find my path: From what you can do and care about to places, and who opens the door.": (
            path_page
        ),
        "Get the data: Ask it a question, or take everything along.": data_page,
    }
    start_page = st.Page(
        lambda: start.show(dataset, doors, map_page),
        title="Start",
        icon=":material/home:",
        default=True,
    )
    pages = [
        start_page,
        map_page,
        path_page,
        st.Page(
            lambda: connectors.show(dataset, map_page),
            title="Connectors",
            icon=":material/conversion_path:",
            url_path="connectors",
        ),
        st.Page(
            lambda: bridges.show(dataset, map_page),
            title="Bridges",
            icon=":material/add_link:",
            url_path="bridges",
        ),
        st.Page(
            lambda: gaps.show(dataset),
            title="Gaps",
            icon=":material/grid_on:",
            url_path="gaps",
        ),
        st.Page(
            lambda: money.show(dataset, map_page),
            title="Money",
            icon=":material/payments:",
            url_path="money",
        ),
        table_page,
        data_page,
    ]
    embedded = st.context.is_embedded
    if embedded:
        # In somebody else's page: the view alone.
        st.html('<style>[data-testid="stSidebar"], .block-container h1 { display: none; }</style>')
    chosen = st.navigation(pages, position="hidden" if embedded else "top")
    if chosen.url_path == "" and st.query_params.get("id"):
        # Addresses from before there was a first page lead to the map.
        st.switch_page(map_page, query_params=st.query_params.to_dict())
    chosen.run()


main()
