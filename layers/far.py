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


@dataclass(frozen=True, slots=True)
class FarPlace:
    """One place outside the view, with its incidents.

    `distance_km` is from the line, `bearing_deg` the direction from its nearest point `nearest`
    (longitude, latitude), 0 to 360 clockwise from north.
    """

    name: str
    country: str
    longitude: float
    latitude: float
    distance_km: float
    bearing_deg: float
    nearest: tuple[float, float]
    incident_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FarLayer:
    """Places of incidents that lie outside the view of the border, nearest first.

    Parameters
    ----------
    places : as `find_far_places` returns them.
    """

    places: tuple[FarPlace, ...]

    kind = "far"

    def to_data(self) -> dict[str, object]:
        """Return the places as plain data."""
        return {
            "places": [
                {
                    "name": place.name,
                    "country": place.country,
                    "at": [round(place.longitude, 4), round(place.latitude, 4)],
                    "nearest": [round(degrees, 4) for degrees in place.nearest],
                    "km": round(place.distance_km),
                    "bearing": round(place.bearing_deg),
                    "ids": list(place.incident_ids),
                }
                for place in self.places
            ]
        }


def find_far_places(
    incidents: gpd.GeoDataFrame, border: Border, *, view: Box
) -> tuple[FarPlace, ...]:
    """Return the places of incidents outside a view, nearest to the line first.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`.
    border : the line.
    view : west, south, east and north of what the map shows at first, degrees.
    """
    if not {"longitude", "latitude"} <= set(incidents.columns):
        return ()
    west, south, east, north = view
    groups: dict[tuple[str, float, float], list[Any]] = {}
    longitudes, latitudes = incidents["longitude"], incidents["latitude"]
    is_inside = longitudes.between(west, east) & latitudes.between(south, north)
    is_far = longitudes.notna() & latitudes.notna() & ~is_inside
    for row in incidents.loc[is_far].itertuples(index=False):
        name = row.place_name if isinstance(row.place_name, str) else ""
        key = (name, round(row.longitude, 3), round(row.latitude, 3))
        groups.setdefault(key, []).append(row)
    places = [_far_place(key, rows, border) for key, rows in groups.items()]
    return tuple(sorted(places, key=lambda p: (p.distance_km, p.name, p.longitude)))


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


def _far_place(key: tuple[str, float, float], rows: Sequence[Any], border: Border) -> FarPlace:
    name, longitude, latitude = key
    nearest, distance = _nearest(border, longitude, latitude)
    told = [row.distance_km for row in rows if _is_number(getattr(row, "distance_km", None))]
    countries = [row.country for row in rows if isinstance(getattr(row, "country", None), str)]
    return FarPlace(
        name=name,
        country=countries[0] if countries else "",
        longitude=longitude,
        latitude=latitude,
        distance_km=float(told[0]) if told else distance,
        bearing_deg=bearing_deg(nearest, (longitude, latitude)),
        nearest=nearest,
        incident_ids=tuple(sorted(str(row.incident_id) for row in rows)),
    )


def _nearest(
    border: Border, longitude: float, latitude: float
) -> tuple[tuple[float, float], float]:
    """Return the nearest vertex and its distance on the sphere: near enough for an arrow."""
    import numpy as np

    lon, lat = np.radians(border.coordinates).T
    lon0, lat0 = math.radians(longitude), math.radians(latitude)
    half = np.sin((lat - lat0) / 2) ** 2
    half += np.cos(lat) * math.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    index = int(np.argmin(half))
    distance = 2 * EARTH_KM * math.asin(math.sqrt(float(half[index])))
    return (float(border.coordinates[index, 0]), float(border.coordinates[index, 1])), distance


def _is_number(value: object) -> bool:
    try:
        return math.isfinite(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
