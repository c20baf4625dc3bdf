"""The map: which nodes to show, where they stand, how they look, and how they are drawn."""

from graph.maps.drawing import draw, standalone
from graph.maps.views import Grouping, MapView, best_connected, contacts_by, ego

__all__ = [
    "Grouping", "MapView", "best_connected", "contacts_by", "draw", "ego", "standalone",
]  # fmt: skip
