"""What is known of an incident's place on a line when the incident is a polygon.

As :mod:`geo.border.uncertainty` does for discs: shares by points spread evenly over the area,
kilometres and distances by its rim, looked at closer where they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.border.band import LineError, line_error
from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.border.uncertainty import (
    INSIDE,
    FootprintMeasures,
    name_share,
    round_measures,
    side_shares,
)
from geo.errors import BorderError
from geo.geodesy import Floats

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

#: Points along the rim, besides its vertices, and between two of them closer by.
RIM, RIM_FINER = 400, 40


def measure_polygon(
    border: Border, polygon: Polygon | MultiPolygon, *, error: LineError | None = None
) -> FootprintMeasures:
    """Return where an area lies on a border.

    Parameters
    ----------
    border : the line.
    polygon : longitude and latitude in degrees, not empty.
    error : the line's own error; by default the committed one.

    Raises
    ------
    BorderError : the polygon is empty or not valid.

    Examples
    --------
    >>> import shapely
    >>> from geo.border.line import durand_line
    >>> kabul = measure_polygon(durand_line(), shapely.box(69.0, 34.4, 69.4, 34.7))
    >>> kabul.border_side, kabul.p_first
    ('AF', 1.0)
    """
    import shapely

    if polygon.is_empty or not polygon.is_valid:
        raise BorderError(f"expected a polygon, found: {shapely.is_valid_reason(polygon)}")
    band = error or line_error(border.code)
    spot = polygon.representative_point()
    centre = locate(border, [spot.x], [spot.y])
    inside, rim = _spread(polygon), _rim_points(polygon)
    spread = locate(border, inside[:, 0], inside[:, 1])
    shares = side_shares(border, inside[:, 0], inside[:, 1], spread, band)
    p_first, p_second = float(shares[0].mean()), float(shares[1].mean())
    around = locate(border, rim[:, 0], rim[:, 1])
    closer = _closer_points(rim, around)
    nearby = locate(border, closer[:, 0], closer[:, 1])
    within = shapely.contains_xy(polygon, border.coordinates[:, 0], border.coordinates[:, 1])
    parts = (centre.chainage_km, around.chainage_km, nearby.chainage_km)
    km = np.concatenate([*parts, border.chainage_km[within]])
    distances = np.concatenate([around.distance_km, nearby.distance_km])
    crosses = bool(within.any()) or _is_crossed(border, polygon)
    return round_measures(
        float(centre.distance_km[0]),
        (
            0.0 if crosses else float(distances.min()),
            float(max(distances.max(), spread.distance_km.max())),
        ),
        float(centre.chainage_km[0]),
        (float(km.min()), float(km.max())),
        (p_first, p_second),
        name_share(border, p_first, p_second),
    )


def _is_crossed(border: Border, polygon: Polygon | MultiPolygon) -> bool:
    """Tell whether a line runs through a polygon."""
    import shapely

    lines = [shapely.LineString(part) for part in border.parts()]
    return bool(shapely.intersects(lines, polygon).any())


def _spread(polygon: Polygon | MultiPolygon) -> Floats:
    """Return points spread evenly over a polygon: rows of equal area on the sphere."""
    import shapely

    west, south, east, north = polygon.bounds
    share = max(polygon.area / ((east - west) * (north - south) or 1.0), 0.02)
    side = int(np.ceil(np.sqrt(4.0 * INSIDE / share)))
    sines = np.linspace(np.sin(np.radians(south)), np.sin(np.radians(north)), 2 * side + 1)[1::2]
    x = np.linspace(west, east, 2 * side + 1)[1::2]
    # Rows are shifted against each other, or a straight edge would take or leave whole rows.
    shift = (np.arange(side) * 0.6180339887 % 1.0 - 0.5) * (east - west) / side
    lon = (x[None, :] + shift[:, None]).ravel()
    lat = np.repeat(np.degrees(np.arcsin(sines)), side)
    inside = shapely.contains_xy(polygon, lon, lat)
    if not inside.any():
        spot = polygon.representative_point()
        return np.array([[spot.x, spot.y]])
    return np.column_stack([lon[inside], lat[inside]])


def _rim_points(polygon: Polygon | MultiPolygon) -> Floats:
    """Return the vertices of a polygon's boundary and points between them."""
    import shapely

    boundary = polygon.boundary
    dense = shapely.segmentize(boundary, max(boundary.length / RIM, 1e-9))
    return np.asarray(shapely.get_coordinates(dense))


def _closer_points(rim: Floats, around: Measures) -> Floats:
    """Return points close to where the rim is nearest and its kilometres end."""
    share = np.linspace(0.0, 1.0, RIM_FINER)[:, None]
    closer = []
    values = (around.chainage_km, -around.chainage_km, around.distance_km, -around.distance_km)
    for at in (int(value.argmin()) for value in values):
        for beside in (max(at - 1, 0), min(at + 1, len(rim) - 1)):
            closer.append(rim[at] * (1.0 - share) + rim[beside] * share)
    return np.concatenate(closer)
