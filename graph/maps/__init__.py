"""The map: which nodes to show, where they stand, how they look, and how they are drawn."""

from graph.maps.drawing import draw, standalone
from graph.maps.views import MapView, best_connected, ego

__all__ = ["MapView", "best_connected", "draw", "ego", "standalone"]
