"""What is known of an incident's place on a line when the incident is an area.

A report that names a village or a district gives a disc or a polygon, not a point. Its
distance and kilometre are intervals, and its side is a share: the footprint is taken as
equally likely everywhere (on the ellipsoid), and the line as known only within a band
(:mod:`geo.border.band`).

The feet of a footprint's points are the line's own points in it and the feet of its rim:
the way from a point inside to a foot outside crosses the rim, and the rim's point there
has the same foot. So kilometres are searched along the rim only.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.band import LineError, line_error, normal_share
from geo.border.country import country_signs
from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.border.search import index_of
from geo.errors import BorderError
from geo.geodesy import Floats, solve_direct, to_ecef

Ints: TypeAlias = npt.NDArray[np.int64]

#: A side is named when its share is at least this.
CLEAR_SHARE = 0.9
#: Points spread over a footprint, points around a disc, and points at each closer look.
INSIDE, AROUND, FINER = 400, 72, 12
#: Farther than so many standard errors the line's own error makes no difference.
BAND_SIGMAS = 6.0
#: Discs worked on at once: bounds the memory.
BATCH = 200
GOLDEN_DEG = 180.0 * (3.0 - 5.0**0.5)
#: After so many discs asked for one by one, loading the compiled search is worth its time.
MANY_DISCS = 60
#: Within this a point is said to be on the line, kilometres.
ON_LINE_KM = 0.1


@dataclass(frozen=True, slots=True)
class FootprintMeasures:
    """Where a footprint lies on a border; lengths rounded to the metre.

    Attributes
    ----------
    distance_km, chainage_km : of the centre (of a polygon, its representative point).
    distance_low_km, distance_high_km : nearest and farthest point of the footprint.
    chainage_low_km, chainage_high_km : smallest and largest kilometre of the feet of its
        points, to 0.5 km.
    p_first, p_second : share on either country's side, the line's error included; what is
        missing to 1 lies in neither country.
    border_side : the code of the country with a share of 0.9 or more, ``elsewhere`` if the
        same share is in neither, ``on_line`` for a point within 0.1 km of the line, else
        ``undetermined``.
    """

    distance_km: float
    distance_low_km: float
    distance_high_km: float
    chainage_km: float
    chainage_low_km: float
    chainage_high_km: float
    p_first: float
    p_second: float
    border_side: str


@functools.lru_cache(maxsize=65536)
def measure_disc(
    border: Border, lon: float, lat: float, radius_km: float, error: LineError | None = None
) -> FootprintMeasures:
    """Return where a disc lies on a border; the same question is answered once.

    Parameters
    ----------
    border : the line.
    lon, lat : its centre, degrees.
    radius_km : 0 (a point) or more.
    error : the line's own error; by default the committed one.

    Raises
    ------
    BorderError : the centre is no place, or the radius is negative.

    Examples
    --------
    >>> from geo.border.line import durand_line
    >>> torkham = measure_disc(durand_line(), 71.0847, 34.1147, 1.0)
    >>> torkham.distance_low_km, round(torkham.p_first + torkham.p_second, 3)
    (0.0, 1.0)
    >>> torkham.border_side
    'undetermined'
    """
    many = measure_disc.cache_info().misses > MANY_DISCS
    return _measure_all(border, [lon], [lat], [radius_km], error, many=many)[0]


def measure_discs(
    border: Border, lon: Any, lat: Any, radius_km: Any, *, error: LineError | None = None
) -> list[FootprintMeasures]:
    """Return where discs lie on a border.

    Parameters
    ----------
    border : the line.
    lon, lat : centres, degrees, of one length.
    radius_km : radii, 0 or more; one for all, or as many.
    error : the line's own error; by default the committed one.

    Raises
    ------
    BorderError : a centre is no place, or a radius is negative.

    Examples
    --------
    >>> from geo.border.line import durand_line
    >>> near, far = measure_discs(durand_line(), [71.09, 69.2], [34.11, 34.5], 5.0)
    >>> near.border_side, far.border_side, far.p_first
    ('undetermined', 'AF', 1.0)
    """
    return _measure_all(border, lon, lat, radius_km, error, many=np.size(lon) > MANY_DISCS)


def _measure_all(
    border: Border, lon: Any, lat: Any, radius_km: Any, error: LineError | None, *, many: bool
) -> list[FootprintMeasures]:
    """Return the measures of discs, some at a time."""
    arrays = (np.atleast_1d(np.asarray(v, np.float64)) for v in (lon, lat, radius_km))
    x, y, radius = np.broadcast_arrays(*arrays)
    if not (np.isfinite(x) & np.isfinite(y) & (radius >= 0.0) & np.isfinite(radius)).all():
        raise BorderError("expected centres in degrees and radii of 0 km or more, found others")
    band = error or line_error(border.code)
    found: list[FootprintMeasures] = []
    for start in range(0, len(x), BATCH):
        part = slice(start, start + BATCH)
        discs = _Discs(border, x[part], y[part], radius[part], band, many)
        found += discs.measure()
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Discs:
    """Discs whose points are searched together."""

    border: Border
    lon: Floats
    lat: Floats
    radius: Floats
    band: LineError
    many: bool

    def measure(self) -> list[FootprintMeasures]:
        """Return the measures of each."""
        centres = locate(self.border, self.lon, self.lat, many=self.many)
        angles = np.tile(np.arange(AROUND) * (360.0 / AROUND), (len(self.lon), 1))
        km, away = self._rim(angles)
        low, high = self._kilometres(centres, angles, km)
        p_first, p_second = self._shares(centres)
        near = np.maximum(centres.distance_km - self.radius, 0.0)
        far = np.maximum(away.max(axis=1), centres.distance_km)
        found = []
        for i in range(len(self.lon)):
            first, second = float(p_first[i]), float(p_second[i])
            side = name_share(self.border, first, second)
            if self.radius[i] == 0.0 and centres.distance_km[i] <= ON_LINE_KM:
                side = "on_line"
            distance, chainage = float(centres.distance_km[i]), float(centres.chainage_km[i])
            ends = (float(low[i]), float(high[i]))
            reach = (float(near[i]), float(far[i]))
            found.append(round_measures(distance, reach, chainage, ends, (first, second), side))
        return found

    def _rim(self, angles: Floats) -> tuple[Floats, Floats]:
        """Return kilometres and distances of points on the rims, in the angles' shape."""
        x, y = solve_direct(self.lon[:, None], self.lat[:, None], angles, self.radius[:, None])
        found = locate(self.border, x.ravel(), y.ravel(), many=self.many)
        return found.chainage_km.reshape(angles.shape), found.distance_km.reshape(angles.shape)

    def _kilometres(self, centres: Measures, angles: Floats, km: Floats) -> tuple[Floats, Floats]:
        """Return the smallest and largest kilometre of the discs' feet."""
        low, high = self._extremes(angles, km)
        low = np.minimum(low, centres.chainage_km)
        high = np.maximum(high, centres.chainage_km)
        index = index_of(self.border)
        for i in np.flatnonzero(centres.distance_km < self.radius):
            away = index.start - to_ecef(self.lon[i], self.lat[i])
            is_in = np.einsum("ij,ij->i", away, away) <= (1000.0 * self.radius[i]) ** 2
            inside = self.border.km_from_along(index.along_km[is_in])
            low[i] = min(low[i], inside.min(initial=low[i]))
            high[i] = max(high[i], inside.max(initial=high[i]))
        return low, high

    def _extremes(self, angles: Floats, km: Floats) -> tuple[Floats, Floats]:
        """Return the smallest and largest kilometre on the rims: look closer beside them."""
        rows = np.arange(len(km))
        signs, width = (-1.0, 1.0), 360.0 / AROUND
        best = [(sign * km).argmax(axis=1) for sign in signs]
        angle = [angles[rows, at] for at in best]
        ends = [km[rows, at] for at in best]
        for _ in range(2):
            steps = np.linspace(-width, width, FINER + 1)
            finer = [centre[:, None] + steps for centre in angle]
            there = np.hsplit(self._rim(np.concatenate(finer, axis=1))[0], 2)
            for k, sign in enumerate(signs):
                at = (sign * there[k]).argmax(axis=1)
                angle[k] = finer[k][rows, at]
                ends[k] = sign * np.maximum(sign * ends[k], sign * there[k][rows, at])
            width = 2.0 * width / FINER
        return np.minimum(ends[0], km.min(axis=1)), np.maximum(ends[1], km.max(axis=1))

    def _shares(self, centres: Measures) -> tuple[Floats, Floats]:
        """Return the shares on either side."""
        sigma = self.band.at(centres.chainage_km)
        margin = np.maximum(BAND_SIGMAS * sigma, BAND_SIGMAS * float(self.band.sigma_km.max()))
        p_first, p_second = np.empty(len(self.lon)), np.empty(len(self.lon))
        is_near = centres.distance_km <= self.radius + margin
        for rows, touches in ((np.flatnonzero(is_near), True), (np.flatnonzero(~is_near), False)):
            if not rows.size:
                continue
            x, y = solve_direct(
                self.lon[rows, None],
                self.lat[rows, None],
                GOLDEN_DEG * np.arange(INSIDE),
                self.radius[rows, None] * np.sqrt((np.arange(INSIDE) + 0.5) / INSIDE),
            )
            x, y = x.ravel(), y.ravel()
            if touches:
                spread = locate(self.border, x, y, many=self.many)
            else:
                # No point of such a disc has the line between itself and the centre.
                spread = _repeat(centres, rows, self.radius[rows], INSIDE)
            shares = side_shares(self.border, x, y, spread, self.band)
            for result, share in zip((p_first, p_second), shares, strict=True):
                result[rows] = share.reshape(len(rows), INSIDE).mean(axis=1)
        return p_first, p_second


def _repeat(centres: Measures, rows: Ints, radius: Floats, count: int) -> Measures:
    """Return the measures of centres for all points of their discs, at the farthest."""
    columns = [getattr(centres, name)[rows] for name in Measures.__slots__]
    columns[0] = columns[0] + radius
    return Measures(*(np.repeat(column, count) for column in columns))


def round_measures(
    distance_km: float,
    reach_km: tuple[float, float],
    chainage_km: float,
    ends_km: tuple[float, float],
    shares: tuple[float, float],
    side: str,
) -> FootprintMeasures:
    """Return measures in figures that do not pretend."""
    return FootprintMeasures(
        distance_km=round(distance_km, 3),
        distance_low_km=round(reach_km[0], 3),
        distance_high_km=round(reach_km[1], 3),
        chainage_km=round(chainage_km, 3),
        chainage_low_km=round(ends_km[0], 3),
        chainage_high_km=round(ends_km[1], 3),
        p_first=round(shares[0], 4),
        p_second=round(shares[1], 4),
        border_side=side,
    )


def name_share(border: Border, p_first: float, p_second: float) -> str:
    """Return the name of the side that shares make clear.

    Parameters
    ----------
    border : the line.
    p_first, p_second : shares on either side, together 1 or less.

    Examples
    --------
    >>> from geo.border.line import durand_line
    >>> name_share(durand_line(), 0.95, 0.05), name_share(durand_line(), 0.0, 0.05)
    ('AF', 'elsewhere')
    """
    if p_first >= CLEAR_SHARE:
        return border.first or "first"
    if p_second >= CLEAR_SHARE:
        return border.second or "second"
    return "elsewhere" if 1.0 - p_first - p_second >= CLEAR_SHARE else "undetermined"


def side_shares(
    border: Border, lon: Floats, lat: Floats, measures: Measures, band: LineError
) -> tuple[Floats, Floats]:
    """Return the probabilities that points lie on either side.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, arrays of one length.
    measures : of the same points.
    band : the line's own error.

    Returns
    -------
    Of the first country and of the second; 0 and 0 in neither, a half each where the zones
    of both claim the place.
    """
    sign = country_signs(border, lon, lat, measures)
    p_first = normal_share(sign * measures.distance_km / band.at(measures.chainage_km))
    is_none = np.isnan(sign)
    return np.where(is_none, 0.0, p_first), np.where(is_none, 0.0, 1.0 - p_first)
