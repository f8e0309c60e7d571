"""What happened far from the line, such as talks abroad, told by direction and distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border

Box: TypeAlias = tuple[float, float, float, float]  # west, south, east, north in degrees

EARTH_KM = 6371.0088
MOST = 300  # places; of more, neighbours are told together
DIGITS = 5
STEPS = (100, 1_000, 10_000, 100_000, 500_000, 2_000_000)


@dataclass(frozen=True, slots=True)
class FarPlace:
    """One place outside the view, with its incidents.

    `distance_km` is from the line, `bearing_deg` the direction from its nearest point `nearest`
    (longitude, latitude), 0 to 360 clockwise from north; `count` says how many incidents lie
    in its square, `cell` which square that is.
    """

    name: str
    country: str
    longitude: float
    latitude: float
    distance_km: float
    bearing_deg: float
    nearest: tuple[float, float]
    count: int
    cell: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class FarLayer:
    """Places of incidents that lie outside the view of the border, nearest first.

    Parameters
    ----------
    places : as `find_far_places` returns them.
    view : west, south, east and north of what the map shows at first, degrees.
    step : the size of a place's square, hundred-thousandths of a degree.
    """

    places: tuple[FarPlace, ...]
    view: Box = (0.0, 0.0, 0.0, 0.0)
    step: int = STEPS[0]

    kind = "far"

    def to_data(self) -> dict[str, object]:
        """Return the places as plain data."""
        return {
            "view": list(self.view),
            "step": self.step,
            "digits": DIGITS,
            "places": [
                {
                    "name": place.name,
                    "country": place.country,
                    "at": [round(place.longitude, 4), round(place.latitude, 4)],
                    "nearest": [round(degrees, 4) for degrees in place.nearest],
                    "km": round(place.distance_km),
                    "bearing": round(place.bearing_deg),
                    "cell": list(place.cell),
                }
                for place in self.places
            ],
        }


def find_far(incidents: gpd.GeoDataFrame, border: Border, *, view: Box) -> FarLayer:
    """Return the places of incidents outside a view, nearest to the line first.

    Incidents within a hundred metres or so are one place; where that makes too many places to
    tell apart, within a kilometre, ten, a degree.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`.
    border : the line.
    view : west, south, east and north of what the map shows at first, degrees.
    """
    import numpy as np

    step, rows, group = _group_far(incidents, view)
    if not len(rows):
        return FarLayer((), view)
    firsts = np.unique(group, return_index=True)[1]
    counts = np.bincount(group)
    names = _commonest(incidents, "place_name", rows, group)
    countries = _commonest(incidents, "country", rows, group)
    points = incidents[["longitude", "latitude"]].to_numpy(dtype=float)[rows[firsts]]
    told = _column(incidents, "distance_km")[rows[firsts]]
    nearest, measured = _nearest(border, points)
    cells = _cells(points, step)
    places = [
        FarPlace(
            name=names[number],
            country=countries[number],
            longitude=float(points[number, 0]),
            latitude=float(points[number, 1]),
            distance_km=float(told[number] if np.isfinite(told[number]) else measured[number]),
            bearing_deg=bearing_deg(nearest[number], points[number]),
            nearest=(float(nearest[number, 0]), float(nearest[number, 1])),
            count=int(counts[number]),
            cell=(int(cells[number, 0]), int(cells[number, 1])),
        )
        for number in range(len(firsts))
    ]
    ordered = sorted(places, key=lambda place: (place.distance_km, place.name, place.longitude))
    return FarLayer(tuple(ordered), view, step)


def bearing_deg(start: Sequence[float], end: Sequence[float]) -> float:
    """Return the first direction of the way from one point to another, on the sphere.

    Examples
    --------
    >>> round(bearing_deg((70.0, 34.0), (70.0, 35.0))), round(bearing_deg((0.0, 0.0), (-1.0, 0.0)))
    (0, 270)
    """
    (lon1, lat1), (lon2, lat2) = (map(math.radians, point) for point in (start, end))
    east = math.sin(lon2 - lon1) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(
        lon2 - lon1
    )
    return math.degrees(math.atan2(east, north)) % 360


def _group_far(incidents: gpd.GeoDataFrame, view: Box) -> tuple[int, Any, Any]:
    """The size of squares, the rows outside the view in a fixed order, and each one's square."""
    import numpy as np

    longitude, latitude = _column(incidents, "longitude"), _column(incidents, "latitude")
    west, south, east, north = view
    is_inside = (longitude >= west) & (longitude <= east)
    is_inside &= (latitude >= south) & (latitude <= north)
    is_far = np.isfinite(longitude) & np.isfinite(latitude) & ~is_inside
    if "status" in incidents.columns:
        is_far &= (incidents["status"] != "rejected").to_numpy(dtype=bool)
    rows: Any = np.flatnonzero(is_far)
    if "footprint" in incidents.columns and len(rows):
        rows = rows[(incidents["footprint"].iloc[rows] != "none").to_numpy(dtype=bool)]
    points = np.column_stack((longitude[rows], latitude[rows]))
    order = np.lexsort((points[:, 1], points[:, 0]))
    rows, points = rows[order], points[order]
    group = rows
    for step in STEPS:
        cells = _cells(points, step)
        group = np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1)
        if not len(rows) or group.max() < MOST:
            return step, rows, group
    return STEPS[-1], rows, group


def _cells(points: Any, step: int) -> Any:
    """Whole numbers of the squares that points lie in, the same as the page works them out."""
    import numpy as np

    whole = np.rint(points * 10.0**DIGITS).astype(np.int64)
    return (whole + step // 2) // step


def _column(incidents: gpd.GeoDataFrame, name: str) -> Any:
    import numpy as np

    if name not in incidents.columns:
        return np.full(len(incidents), math.nan)
    return incidents[name].to_numpy(dtype=float, na_value=math.nan)


def _commonest(incidents: gpd.GeoDataFrame, name: str, rows: Any, group: Any) -> list[str]:
    """For each group the text that most of its rows have, the first by letters if several."""
    import pandas as pd

    if name not in incidents.columns:
        return [""] * (int(group.max()) + 1)
    texts = incidents[name].iloc[rows].fillna("").astype(str).to_numpy(dtype=object)
    counts = pd.DataFrame({"group": group, "text": texts}).value_counts().reset_index()
    counts = counts.sort_values(["group", "count", "text"], ascending=[True, False, True])
    return counts.drop_duplicates("group")["text"].tolist()


def _nearest(border: Border, points: Any) -> tuple[Any, Any]:
    """Return the nearest vertices and their distances on the sphere: near enough for arrows."""
    import numpy as np

    vertices = border.coordinates[:: max(1, len(border.coordinates) // 6000)]
    lon, lat = np.radians(vertices).T
    found = []
    for lon0, lat0 in np.radians(points):
        half = np.sin((lat - lat0) / 2) ** 2
        half += np.cos(lat) * math.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
        index = int(np.argmin(half))
        found.append((index, 2 * EARTH_KM * math.asin(math.sqrt(float(half[index])))))
    indices, distances = zip(*found, strict=True)
    return vertices[list(indices)], distances
