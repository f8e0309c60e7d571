"""Which kilometres of the line a place borders, and the piece of the line they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.border import locate, point_at, stretch
from geo.border.reference import Sector, read_sectors
from geo.geodesy import distance_km
from geo.places.place import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border

Interval = tuple[float, float]
REACH_KM = 50.0  # a place farther from the line than this does not border it
SPREAD_KM = 10.0  # "along the border at Chaman" reaches so far both ways
_ENDINGS = ("district", "agency", "province", "tehsil")


def interval_of(place: Place, border: Border) -> Interval | None:
    """The map kilometres of the line that a place borders; None if it lies far from it.

    A district or province that the table of sectors knows has its sectors' kilometres, from
    the first to the last. Any other place has those within its radius (at least 10 km) of
    the nearest point of the line, cut to its district's.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> kurram = Place("1", "Kurram", "district", "PK", "", "", 70.3, 33.7, 45.0)
    >>> first, last = interval_of(kurram, durand_line())
    >>> 870 < first < 900, 1050 < last < 1080
    (True, True)
    """
    if place.kind in ("district", "province"):
        known = sector_interval(
            (place.name, *place.spellings), border, side=place.country, level=place.kind
        )
        if known:
            return known
    return _around(place, border)


def sector_interval(
    names: Sequence[str], border: Border, *, side: str = "", level: str = "district"
) -> Interval | None:
    """The kilometres of the sectors of these names, today's first; None if there are none.

    Parameters
    ----------
    names : names of one unit; "agency", "district" and the like after a name do not matter.
    side : ISO code of its country, "" for either.
    level : district or province.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> first, last = sector_interval(["Kurram agency"], durand_line())
    >>> 870 < first < 900, 1050 < last < 1080
    (True, True)
    >>> sector_interval(["Sialkot"], durand_line()) is None
    True
    """
    wanted = {_bare(name) for name in names if name}
    found = [
        sector
        for sector in read_sectors(border.code)
        if sector.level == level and side in ("", sector.side) and _bare(sector.name) in wanted
    ]
    chosen = [sector for sector in found if sector.valid_to is None] or found
    if not chosen:
        return None
    return min(sector.km_from for sector in chosen), max(sector.km_to for sector in chosen)


def join_intervals(intervals: Sequence[tuple[str, Interval]]) -> Interval:
    """One interval for places of these countries.

    Places of one country are taken together. What lies "between Khost and Kurram", on both
    sides of the line, is what both border; all of it where they share nothing.

    Examples
    --------
    >>> join_intervals([("PK", (884.0, 1068.0)), ("AF", (988.0, 1179.0))])
    (988.0, 1068.0)
    >>> join_intervals([("PK", (884.0, 1068.0)), ("PK", (1068.0, 1248.0))])
    (884.0, 1248.0)
    """
    by_country: dict[str, list[Interval]] = {}
    for country, interval in intervals:
        by_country.setdefault(country, []).append(interval)
    hulls = [_hull(group) for group in by_country.values()]
    shared = max(first for first, _ in hulls), min(last for _, last in hulls)
    return shared if shared[0] < shared[1] else _hull(hulls)


def cut_stretch(
    border: Border, interval: Interval
) -> tuple[BaseGeometry, tuple[float, float], float]:
    """The line between two kilometres, its middle point, and the radius that holds it all.

    The line is thinned to a two-thousandth of its length (at most 1 km off): a stretch is as
    vague as it is long, and the whole border as one feature would weigh a megabyte.
    """
    from shapely.geometry import LineString

    first, last = interval
    longitude, latitude = (float(part) for part in point_at(border, (first + last) / 2))
    line = stretch(border, first, last)
    thinned = line.simplify(min(1.0, (last - first) / 2000) / 111.0, preserve_topology=False)
    ends = [point for part in getattr(thinned, "geoms", [thinned]) for point in part.coords]
    cut = LineString([(round(x, 6), round(y, 6)) for x, y, *_ in ends])
    lons, lats = zip(*cut.coords, strict=True)
    radius_km = float(distance_km(longitude, latitude, lons, lats).max())
    return cut, (longitude, latitude), radius_km


def _around(place: Place, border: Border) -> Interval | None:
    measured = locate(border, place.longitude, place.latitude)
    if float(measured.distance_km[0]) > REACH_KM + place.radius_km:
        return None
    middle = float(measured.chainage_km[0])
    spread = max(place.radius_km, SPREAD_KM)
    low, high = max(border.km_start, middle - spread), min(border.km_end, middle + spread)
    district = sector_interval([place.adm_2], border, side=place.country)
    if district and district[0] < high and low < district[1]:
        low, high = max(low, district[0]), min(high, district[1])
    return low, high


def _bare(name: str) -> str:
    words = name.casefold().replace("-", " ").split()
    while len(words) > 1 and words[-1] in _ENDINGS:
        words.pop()
    return " ".join(words)


def _hull(intervals: Sequence[Interval]) -> Interval:
    return min(first for first, _ in intervals), max(last for _, last in intervals)


__all__ = ["Interval", "Sector", "cut_stretch", "interval_of", "join_intervals", "sector_interval"]
