"""A border one can measure on.

::

    from geo.border import durand_line, locate

    m = locate(durand_line(), [71.0847], [34.1147])
    m.distance_km, m.chainage_km, m.side

What is exported here is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.border.areas import measure_polygon
    from geo.border.band import LineError, build_line_error, line_error
    from geo.border.calibration import (
        Frame,
        Transfer,
        build_frame,
        parse_frame,
        read_frame,
        transfer,
        write_frame,
    )
    from geo.border.construct import corridor, heading_at, offset, point_at, stretch
    from geo.border.country import is_in_country
    from geo.border.line import durand_line, read_border, shared_border
    from geo.border.measure import Measures, locate
    from geo.border.model import Border, make_border
    from geo.border.points import PointTable, locate_table, measure_points, read_points
    from geo.border.scale import ScaleRow, tabulate_lengths, tolerance_for
    from geo.border.sides import name_side, name_sides, side_of
    from geo.border.source import neighbours
    from geo.border.uncertainty import (
        FootprintMeasures,
        measure_disc,
        measure_discs,
        name_share,
    )

_HOMES = {
    "areas": ("measure_polygon",),
    "band": ("LineError", "build_line_error", "line_error"),
    "calibration": (
        "Frame",
        "Transfer",
        "build_frame",
        "parse_frame",
        "read_frame",
        "transfer",
        "write_frame",
    ),
    "construct": ("corridor", "heading_at", "offset", "point_at", "stretch"),
    "country": ("is_in_country",),
    "line": ("durand_line", "read_border", "shared_border"),
    "measure": ("Measures", "locate"),
    "model": ("Border", "make_border"),
    "points": ("PointTable", "locate_table", "measure_points", "read_points"),
    "scale": ("ScaleRow", "tabulate_lengths", "tolerance_for"),
    "sides": ("name_side", "name_sides", "side_of"),
    "source": ("neighbours",),
    "uncertainty": (
        "FootprintMeasures",
        "measure_disc",
        "measure_discs",
        "name_share",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Border",
    "FootprintMeasures",
    "Frame",
    "LineError",
    "Measures",
    "PointTable",
    "ScaleRow",
    "Transfer",
    "build_frame",
    "build_line_error",
    "corridor",
    "durand_line",
    "heading_at",
    "is_in_country",
    "line_error",
    "locate",
    "locate_table",
    "make_border",
    "measure_disc",
    "measure_discs",
    "measure_points",
    "measure_polygon",
    "name_share",
    "name_side",
    "name_sides",
    "neighbours",
    "offset",
    "parse_frame",
    "point_at",
    "read_border",
    "read_frame",
    "read_points",
    "shared_border",
    "side_of",
    "stretch",
    "tabulate_lengths",
    "tolerance_for",
    "transfer",
    "write_frame",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
