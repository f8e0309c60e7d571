"""How far from the line: bands of equal distance on both sides of it."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.border import simplified_indices
from layers.pack import pack_line

if TYPE_CHECKING:
    import shapely

    from geo.border.model import Border

DIGITS = 4
LINE_TOLERANCE_M = 250.0  # far below the width of the narrowest band, and of a line on screen
EDGE_TOLERANCE_KM = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class CorridorLayer:
    """Bands along a border.

    Parameters
    ----------
    border : the line.
    distances_km : distances from it, km, each drawn as the edge of what lies within; above 0.
    """

    border: Border
    distances_km: tuple[float, ...] = (5.0, 10.0, 25.0, 50.0)

    kind = "corridor"

    def __post_init__(self) -> None:
        """Refuse distances that make no band.

        Raises
        ------
        ValueError
            If a distance is not above 0.
        """
        bad = [distance for distance in self.distances_km if not distance > 0]
        if bad:
            raise ValueError(f"expected distances above 0 km, got {bad}")

    def to_data(self) -> dict[str, object]:
        """Return the outline of each band as packed rings, widest first."""
        return {
            "digits": DIGITS,
            "bands": [
                {"km": distance, "rings": _pack(within(self.border, distance))}
                for distance in sorted(self.distances_km, reverse=True)
            ],
        }


@functools.lru_cache(maxsize=16)
def within(border: Border, distance_km: float) -> shapely.Geometry:
    """Return the area within a distance of a line, longitude and latitude in degrees.

    Good for drawing: the plane it is worked out on keeps distances to about half a percent over
    such a border. Measures of incidents come from the ellipsoid.
    """
    import pyproj
    import shapely

    plane = _plane(border)
    to_plane = pyproj.Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    parts = []
    starts = [*border.part_starts.tolist(), len(border.coordinates)]
    for first, last in itertools.pairwise(starts):
        points = border.coordinates[first:last]
        kept = points[simplified_indices(points, LINE_TOLERANCE_M)]
        x, y = to_plane.transform(kept[:, 0], kept[:, 1])
        parts.append(shapely.LineString(list(zip(x, y, strict=True))))
    area: Any = shapely.MultiLineString(parts).buffer(distance_km * 1000, quad_segs=12)
    area = area.simplify(EDGE_TOLERANCE_KM * 1000)
    back: Any = pyproj.Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    found: shapely.Geometry = shapely.transform(area, back.transform, interleaved=False)
    return found


def _plane(border: Border) -> str:
    """Return a conic projection that is true near the line's northern and southern reaches."""
    west, south = border.coordinates.min(axis=0)
    east, north = border.coordinates.max(axis=0)
    sixth = (north - south) / 6
    return (
        f"+proj=lcc +ellps=WGS84 +lon_0={(west + east) / 2:.4f} +lat_0={(south + north) / 2:.4f}"
        f" +lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f}"
    )


def _pack(area: shapely.Geometry) -> list[list[str]]:
    import shapely

    return [
        pack_line(shapely.get_coordinates(ring), DIGITS)
        for part in shapely.get_parts(area)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
