"""How answers lead to one strategy, drawn: `routes` gathers, `layers` lays out, `drawing` writes SVG."""

from engine.graph.drawing import drawing
from engine.graph.routes import Routes, routes

__all__ = ["Routes", "drawing", "routes"]
