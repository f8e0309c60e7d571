"""Degrees, as thin lines that follow the zoom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GraticuleLayer:
    """Meridians and parallels with their degrees; a basemap brings its own."""

    kind = "graticule"

    def to_data(self) -> dict[str, object]:
        """Return nothing: the page draws what the view asks for."""
        return {}
