"""Incidents known to their district or province: its polygon in the place of a disc."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.geodesy import distance_km
from geo.incidents.districts import Districts, Unit
from geo.incidents.footprint import Footprint
from geo.incidents.frame import Row, build_frame, list_rows
from geo.incidents.measures import measure_footprints
from geo.places.place import Place

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border

_LEVELS = {3: "district", 4: "province"}  # by UCDP's where_prec
_NEAR = "near "  # near a district is wider than the district
_MEASURES = (
    "chainage_km chainage_low_km chainage_high_km sector_af sector_pk nearest_crossing crossing_km"
).split()


def fit_districts(
    incidents: geopandas.GeoDataFrame, districts: Districts, border: Border
) -> tuple[geopandas.GeoDataFrame, tuple[str, ...]]:
    """The incidents, with polygons where only the district or province is known.

    Rows of `where_prec` 3 and 4 whose disc stands for a unit that has a polygon get the polygon
    as footprint, and measures of it; the point stays where it is if the polygon holds it. All
    other rows stay as they are.

    Parameters
    ----------
    incidents : columns of `geo.incidents.schema`.
    districts : the polygons; see `geo.incidents.districts.read_districts`.
    border : the line that footprints are measured on.

    Returns
    -------
    The table, and the names that no polygon was found for, with how many incidents each:
    "Chaman (PK), 3 incidents".

    Examples
    --------
    >>> from geo.border import durand_line
    >>> fit_districts(build_frame([], []), Districts(()), durand_line())[1]
    ()
    """
    rows, shapes = list_rows(incidents), incidents.geometry.tolist()
    areas: dict[tuple[int, float, float], Footprint] = {}
    chosen: dict[int, tuple[int, float, float]] = {}
    missing: Counter[str] = Counter()
    for index, row in enumerate(rows):
        names = _names_of(row)
        if not names:
            continue
        unit = districts.find(names, row["country"] or "", _LEVELS[row["where_prec"]], _point(row))
        if unit is None:
            missing[f"{names[0]} ({row['country'] or 'no country'})"] += 1
            continue
        chosen[index] = (id(unit), *_point(row))
        if chosen[index] not in areas:
            areas[chosen[index]] = _make_area(unit, row)
    measured = dict(zip(areas, measure_footprints(list(areas.values()), border), strict=True))
    for index, key in chosen.items():
        _put(rows[index], areas[key], measured[key])
        shapes[index] = areas[key].geometry
    told = (f"{name}, {count} incident{'s'[: count > 1]}" for name, count in missing.items())
    return build_frame(rows, shapes), tuple(sorted(told))


def _names_of(row: Row) -> list[str]:
    """The names of the unit that a row is known to; none if it is known better, or worse."""
    if row["footprint"] != "disc" or row["where_prec"] not in _LEVELS or row["latitude"] is None:
        return []
    coded = row["adm_2"] if row["where_prec"] == 3 else row["adm_1"]
    said = row["place_name"] or ""
    if row["dataset"] is None or row["place_id"]:
        # A sub-district has its district's name in adm_2, but is not all of it.
        return [] if said.startswith(_NEAR) or not said else [said]
    return [name for name in (coded, said) if name]


def _point(row: Row) -> tuple[float, float]:
    return row["longitude"], row["latitude"]


def _make_area(unit: Unit, row: Row) -> Footprint:
    """The footprint of a unit about the point that a row has, or one inside it."""
    from shapely.geometry import Point

    longitude, latitude = _point(row)
    if not unit.geometry.contains(Point(longitude, latitude)):
        inside = unit.geometry.representative_point()
        longitude, latitude = round(inside.x, 6), round(inside.y, 6)
    radius_km = _reach_km(unit.geometry, longitude, latitude)
    place = Place("", unit.name, unit.level, unit.country, "", "", longitude, latitude, radius_km)
    return Footprint(
        "area",
        unit.name,
        place,
        unit.geometry,
        longitude,
        latitude,
        radius_km,
        row["where_prec"],
    )


def _reach_km(shape: BaseGeometry, longitude: float, latitude: float) -> float:
    import shapely

    corners = shapely.get_coordinates(shape)
    return float(distance_km(longitude, latitude, corners[:, 0], corners[:, 1]).max())


def _put(row: Row, where: Footprint, measured: Row) -> None:
    kept = row["relation"] if row["relation"] == "across" else measured["relation"]
    row |= dict.fromkeys(_MEASURES)
    row |= measured | {
        "relation": kept,
        "footprint": where.kind,
        "longitude": where.longitude,
        "latitude": where.latitude,
        "radius_km": where.radius_km,
    }
