"""The map: which nodes to show, where they stand, how they look, and how they are drawn."""

from graph.maps.deck import overview_deck
from graph.maps.drawing import Board, draw, standalone
from graph.maps.expanding import expanded
from graph.maps.overview import Overview, Region, overview
from graph.maps.views import (
    Grouping,
    MapView,
    Period,
    best_connected,
    contacts_by,
    ego,
    region_view,
    whole_view,
)

__all__ = [
    "Board",
    "Grouping",
    "MapView",
    "Overview",
    "Period",
    "Region",
    "best_connected",
    "contacts_by",
    "draw",
    "ego",
    "expanded",
    "overview",
    "overview_deck",
    "region_view",
    "standalone",
    "whole_view",
]
