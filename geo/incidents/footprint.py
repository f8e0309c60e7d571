"""From what a text says of a place to the ground it may mean: the footprint.

A footprint holds the true place, as far as the words allow:

=====================  =========================================================  ==========
said                   footprint                                                  where_prec
=====================  =========================================================  ==========
at a village, post     disc of the place's radius (a point under 0.25 km)         1
at a valley, river     the same                                                   2, over 25 km 5
at a district          the same                                                   3
at a province          the same                                                   4
in a region            the same                                                   4, over 150 km 5
near a place           disc of its radius and as much more, 5 to 15 km            2 (or its own)
12 km west of          disc about the point there; see `_beside`                  2, over 25 km 5
between two places     the hull of two discs about them                           2, over 25 km 5
along the border       stretch of the line, all of it or what the places border   5
in a country           none                                                       6
=====================  =========================================================  ==========

Codes are those of UCDP GED. A stretch's representative point is its middle on the line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.geodesy import disc, distance_km, solve_direct, solve_inverse
from geo.incidents.stretches import Interval, cut_stretch, interval_of, join_intervals
from geo.places.place import AlongBorder, At, Between, Expression, Near, Offset, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border

POINT_KM = 0.25  # a place smaller than this is drawn as a point
POINT_PLACES = ("village", "town", "post", "camp", "crossing", "pass", "bazaar")
FUZZY_KM = 25.0  # UCDP: within 25 km of a known point is 2, beyond that 5
REGION_KM = 150.0
ROUNDED = 0.15  # newspapers round distances by about this share
HALF_SECTOR_DEG = 22.5  # eight directions, each 45 degrees wide
DISC_POINTS = 48
_COMPASS = "north north-east east south-east south south-west west north-west".split()


@dataclass(frozen=True, slots=True)
class Footprint:
    """Where something happened, as far as it is known.

    `kind` is point, disc, area, stretch or none. `name` says it in words, `place` is the place
    it rests on. `longitude` and `latitude` (degrees, WGS 84) are the representative point, None
    only for none; `radius_km` that of a disc about it which holds the true place. `where_prec`
    is UCDP's code, None where nothing is said. `km_from` and `km_to` bound a stretch.
    """

    kind: str
    name: str = ""
    place: Place | None = None
    geometry: BaseGeometry | None = None
    longitude: float | None = None
    latitude: float | None = None
    radius_km: float | None = None
    where_prec: int | None = None
    km_from: float | None = None
    km_to: float | None = None


NOWHERE = Footprint("none")


def find_footprint(expression: Expression | None, border: Border) -> Footprint:
    """The footprint of a place expression.

    Parameters
    ----------
    expression : what the text says; None where it says nothing.
    border : the line that stretches are taken from.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> chaman = Place("1", "Chaman", "town", "PK", "", "", 66.4607, 30.9182, 4.0)
    >>> found = find_footprint(Offset(chaman, 12.0, 270.0), durand_line())
    >>> found.name, found.kind, round(found.longitude, 3), round(found.radius_km, 1)
    ('12 km west of Chaman', 'disc', 66.335, 7.4)
    >>> find_footprint(None, durand_line()).kind
    'none'
    """
    if expression is None:
        return NOWHERE
    if isinstance(expression, At):
        return _at(expression.place, border)
    if isinstance(expression, Near):
        return _near(expression.place, border)
    if isinstance(expression, Offset):
        return _beside(expression, border)
    if isinstance(expression, Between):
        return _between(expression.first, expression.second)
    return _along(expression, border)


def make_disc(
    longitude: float,
    latitude: float,
    radius_km: float,
    where_prec: int,
    *,
    name: str = "",
    place: Place | None = None,
) -> Footprint:
    """A disc, or a point where the radius is under a quarter of a kilometre.

    Examples
    --------
    >>> make_disc(71.0, 34.0, 0.1, 1).kind, make_disc(71.0, 34.0, 5.0, 1).geometry.geom_type
    ('point', 'Polygon')
    """
    from shapely.geometry import Point, Polygon

    geometry: BaseGeometry = Point(round(longitude, 6), round(latitude, 6))
    if radius_km >= POINT_KM:
        geometry = Polygon(disc(longitude, latitude, radius_km, DISC_POINTS).round(6))
    kind = "disc" if radius_km >= POINT_KM else "point"
    return Footprint(kind, name, place, geometry, longitude, latitude, radius_km, where_prec)


def make_stretch(
    border: Border, interval: Interval, *, name: str = "", place: Place | None = None
) -> Footprint:
    """A stretch of the line; its middle is the representative point.

    Parameters
    ----------
    interval : first and last map kilometre; cut to the line.
    """
    geometry, (longitude, latitude), radius_km = cut_stretch(border, interval)
    km_from, km_to = interval
    return Footprint(
        "stretch", name, place, geometry, longitude, latitude, radius_km, 5, km_from, km_to
    )


def _at(place: Place, border: Border) -> Footprint:
    if place.kind == "country":
        return Footprint("none", place.name, place, where_prec=6)
    if place.kind == "line" and _is_this_line(place, border):
        return make_stretch(border, (border.km_start, border.km_end), name=place.name, place=place)
    return make_disc(
        place.longitude,
        place.latitude,
        place.radius_km,
        _precision(place),
        name=place.name,
        place=place,
    )


def _precision(place: Place) -> int:
    """UCDP's code for a place that is named itself."""
    if place.kind in POINT_PLACES:
        return 1
    if place.kind in ("district", "province"):
        return 3 if place.kind == "district" else 4
    if place.kind == "region":
        return 4 if place.radius_km <= REGION_KM else 5
    return 2 if place.radius_km <= FUZZY_KM else 5


def _is_this_line(place: Place, border: Border) -> bool:
    """Whether a place of kind line is this border rather than, say, the Line of Control."""
    words = " ".join((place.name, *place.spellings)).lower()
    if "durand" in words:
        return border.code == "AF-PK"
    # Its middle lies by this border: a long line of another one may reach near with an end.
    return interval_of(replace(place, radius_km=0.0), border) is not None


def _near(place: Place, border: Border) -> Footprint:
    if place.kind in ("country", "line"):
        return _at(place, border)
    radius_km = place.radius_km + min(max(place.radius_km, 5.0), 15.0)
    return make_disc(
        place.longitude,
        place.latitude,
        radius_km,
        max(2, _precision(place)),
        name=f"near {place.name}",
        place=place,
    )


def _beside(offset: Offset, border: Border) -> Footprint:
    """A disc about the point that lies so far that way.

    It holds the sector of 45 degrees that a direction names, and a distance rounded by 15 %
    and counted from anywhere in the place. Without a direction the disc is about the place
    itself; without a distance the point lies 5 km outside it, and may lie twice as far.
    """
    place = offset.place
    if place.kind == "country" or (offset.distance_km is None and offset.bearing_deg is None):
        return _near(place, border)
    away = offset.distance_km
    longitude, latitude = place.longitude, place.latitude
    if away is None:
        away = place.radius_km + 5.0
        radius_km = away + place.radius_km
    elif offset.bearing_deg is None:
        radius_km = away * (1 + ROUNDED) + place.radius_km
    else:
        sideways = away * math.sin(math.radians(HALF_SECTOR_DEG))
        radius_km = math.hypot(away * ROUNDED + place.radius_km, sideways)
    if offset.bearing_deg is not None:
        lon, lat = solve_direct(longitude, latitude, offset.bearing_deg, away)
        longitude, latitude = float(lon), float(lat)
    return make_disc(
        longitude,
        latitude,
        radius_km,
        2 if radius_km <= FUZZY_KM else 5,
        name=_offset_name(offset),
        place=place,
    )


def _offset_name(offset: Offset) -> str:
    words = []
    if offset.distance_km is not None:
        words.append(f"{offset.distance_km:g} km")
    if offset.bearing_deg is not None:
        words.append(_COMPASS[round(offset.bearing_deg / 45.0) % 8])
    return " ".join([*words, "of" if offset.bearing_deg is not None else "from", offset.place.name])


def _between(first: Place, second: Place) -> Footprint:
    """The hull of discs about both places; each a tenth of the way between them or more."""
    from shapely import orient_polygons
    from shapely.geometry import MultiPoint

    name = f"between {first.name} and {second.name}"
    if "country" in (first.kind, second.kind):
        return Footprint("none", name, where_prec=6)
    azimuth, length = solve_inverse(
        first.longitude, first.latitude, second.longitude, second.latitude
    )
    length_km = float(length)
    lon, lat = solve_direct(first.longitude, first.latitude, azimuth, length_km / 2)
    radii = [max(place.radius_km, 0.1 * length_km, 2.0) for place in (first, second)]
    rings = [
        disc(place.longitude, place.latitude, radius, DISC_POINTS)
        for place, radius in zip((first, second), radii, strict=True)
    ]
    hull = MultiPoint([point for ring in rings for point in ring.round(6)]).convex_hull
    where_prec = 2 if length_km <= FUZZY_KM else 5
    radius_km = length_km / 2 + max(radii)
    common = common_place((first, second), name)
    area = orient_polygons(hull)
    return Footprint("area", name, common, area, float(lon), float(lat), radius_km, where_prec)


def common_place(places: Sequence[Place], name: str) -> Place:
    """What several places have in common, under a name of its own; one place is itself.

    Examples
    --------
    >>> first = Place("1", "Chaman", "town", "PK", "Balochistan", "Chaman", 66.4, 30.9, 4.0)
    >>> second = Place("2", "Quetta", "town", "PK", "Balochistan", "Quetta", 67.0, 30.2, 12.0)
    >>> common = common_place([first, second], "between Chaman and Quetta")
    >>> common.country, common.adm_1, common.adm_2
    ('PK', 'Balochistan', '')
    """
    if len(places) == 1:
        return places[0]
    first = places[0]
    return replace(
        first,
        place_id="",
        name=name,
        kind="other",
        country=_common([place.country for place in places]),
        adm_1=_common([place.adm_1 for place in places]),
        adm_2=_common([place.adm_2 for place in places]),
        spellings=(),
    )


def _common(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _along(along: AlongBorder, border: Border) -> Footprint:
    """The whole line, or what the places border; a place far from the line is itself."""
    places = [place for place in along.places if place.kind not in ("country", "line")]
    if not places:
        return make_stretch(border, (border.km_start, border.km_end), name="along the border")
    found = [(place, interval_of(place, border)) for place in places]
    near = [(place, interval) for place, interval in found if interval is not None]
    if not near:
        return _at(places[0], border)
    interval = join_intervals([(place.country, interval) for place, interval in near])
    name = "border at " + ", ".join(place.name for place, _ in near)
    common = common_place([place for place, _ in near], name)
    return make_stretch(border, interval, name=name, place=common)


def gap_km(first: Footprint, second: Footprint) -> float:
    """How far apart the representative points are, in km; infinite where there is none.

    Examples
    --------
    >>> gap_km(NOWHERE, NOWHERE)
    inf
    """
    ends = (first.longitude, first.latitude, second.longitude, second.latitude)
    return math.inf if None in ends else float(distance_km(*ends))
