"""What is known of an incident's place on a line when the incident is an area.

A report that names a village or a district gives a disc or a polygon, not a point. Its
distance and kilometre are intervals, and its side is a share: the footprint is taken as
equally likely everywhere (on the ellipsoid), and the line as known only within a band. The
band is normal, with a standard error that can vary by kilometre (:class:`LineError`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.country import country_signs
from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.border.search import index_of
from geo.errors import BorderError
from geo.geodesy import Floats, solve_direct, to_ecef

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

Ints: TypeAlias = npt.NDArray[np.int64]

#: Standard error of a line without a table of its own, kilometres. Two good digitisations
#: of the Durand Line differ by 45 m in the median; if both err alike and normally, each
#: does by 0.045 / (0.6745 * sqrt(2)).
SIGMA_KM = 0.047
#: A side is named when its share is at least this.
CLEAR_SHARE = 0.9
#: Points spread over a footprint, points around it, and points added at each refinement.
INSIDE, AROUND, FINER = 400, 96, 12
#: Discs worked on at once: bounds the memory.
BATCH = 100
GOLDEN_DEG = 180.0 * (3.0 - 5.0**0.5)


@dataclass(frozen=True, slots=True, eq=False)
class LineError:
    """How well the line itself is known, by kilometre.

    Attributes
    ----------
    km_from : first kilometre of each section, increasing; a section ends where the next
        begins.
    sigma_km : standard error of the line's position across itself, kilometres, above 0.
    """

    km_from: Floats
    sigma_km: Floats

    def at(self, km: Any) -> Floats:
        """Return the standard error at kilometres."""
        section = np.searchsorted(self.km_from, np.asarray(km, np.float64), side="right") - 1
        return np.asarray(self.sigma_km[np.clip(section, 0, None)])


@dataclass(frozen=True, slots=True)
class FootprintMeasures:
    """Where a footprint lies on a border.

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


@functools.cache
def line_error(code: str) -> LineError:
    """Return the committed error of a pair's line, or the same one everywhere.

    Parameters
    ----------
    code : e.g. ``"AF-PK"``.

    Examples
    --------
    >>> float(line_error("BE-NL").at(100.0))
    0.047
    """
    path = files("geo.border").joinpath("data", f"error_{code}.csv")
    if not code or not path.is_file():
        return LineError(np.array([0.0]), np.array([SIGMA_KM]))
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row.split(",") for row in lines if row and not row.startswith("#")][1:]
    table = np.array(rows, np.float64)
    return LineError(table[:, 0], table[:, 1])


def build_line_error(border: Border, other: Border, *, step_km: float = 20.0) -> LineError:
    """Return the error of a line from its distance to an independent digitisation.

    Parameters
    ----------
    border : the line.
    other : another drawing of it, of similar quality.
    step_km : length of the sections, kilometres.

    Notes
    -----
    In each section the root mean square of the distances, taken every 100 m, divided by
    the square root of 2, for both lines err; never below 20 m. The committed table of
    AF-PK was made from geoBoundaries AFG ADM0 (2014, public domain) this way.
    """
    from geo.border.construct import point_at

    km = np.arange(border.km_start, border.km_end, 0.1)
    away = locate(other, *point_at(border, km)).distance_km
    section = ((km - border.km_start) // step_km).astype(np.int64)
    square = np.bincount(section, away * away) / np.bincount(section)
    sigma = np.maximum(np.sqrt(square / 2.0), 0.02)
    return LineError(border.km_start + step_km * np.arange(len(sigma)), sigma.round(3))


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
    return measure_discs(border, [lon], [lat], [radius_km], error=error)[0]


def measure_discs(
    border: Border, lon: Any, lat: Any, radius_km: Any, *, error: LineError | None = None
) -> list[FootprintMeasures]:
    """Return where discs lie on a border.

    Parameters
    ----------
    border : the line.
    lon, lat : centres, degrees, of one length.
    radius_km : radii, 0 or more.
    error : the line's own error; by default the committed one.

    Raises
    ------
    BorderError : a centre is no place, or a radius is negative.
    """
    x, y, radius = np.broadcast_arrays(*(np.atleast_1d(np.float64(v)) for v in (lon, lat, radius_km)))
    if not (np.isfinite(x) & np.isfinite(y) & (radius >= 0.0) & np.isfinite(radius)).all():
        raise BorderError("expected centres in degrees and radii of 0 km or more, found others")
    band = error or line_error(border.code)
    found: list[FootprintMeasures] = []
    for start in range(0, len(x), BATCH):
        part = slice(start, start + BATCH)
        found += _measure_batch(border, x[part], y[part], radius[part], band)
    return found


def _measure_batch(
    border: Border, lon: Floats, lat: Floats, radius: Floats, band: LineError
) -> list[FootprintMeasures]:
    """Return the measures of some discs, with one search for all their points."""
    centres = locate(border, lon, lat)
    inside = solve_direct(
        lon[:, None],
        lat[:, None],
        GOLDEN_DEG * np.arange(INSIDE),
        radius[:, None] * np.sqrt((np.arange(INSIDE) + 0.5) / INSIDE),
    )
    spread = locate(border, inside[0].ravel(), inside[1].ravel())
    shares = _shares(border, inside[0].ravel(), inside[1].ravel(), spread, band)
    p_first, p_second = (share.reshape(len(lon), INSIDE).mean(axis=1) for share in shares)
    ring = _Ring(border, lon, lat, radius)
    low, high = ring.km_limits(centres)
    far = np.maximum(
        spread.distance_km.reshape(len(lon), INSIDE).max(axis=1), ring.distance.max(axis=1)
    )
    rows = zip(
        centres.distance_km,
        np.maximum(centres.distance_km - radius, 0.0),
        np.where(radius > 0.0, far, centres.distance_km),
        centres.chainage_km,
        low,
        high,
        p_first,
        p_second,
        radius,
        strict=True,
    )
    return [_footprint(border, *(float(value) for value in row)) for row in rows]


def _footprint(border: Border, *values: float) -> FootprintMeasures:
    """Return measures with the name of the side; the last value is the radius."""
    distance, p_first, p_second, radius = values[0], values[6], values[7], values[8]
    is_point_on_line = radius == 0.0 and distance <= 0.1
    side = "on_line" if is_point_on_line else name_share(border, p_first, p_second)
    return FootprintMeasures(*values[:8], border_side=side)


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


def _shares(
    border: Border, lon: Floats, lat: Floats, measures: Measures, band: LineError
) -> tuple[Floats, Floats]:
    """Return the probabilities of either side at points."""
    sign = country_signs(border, lon, lat, measures)
    z = sign * measures.distance_km / band.at(measures.chainage_km)
    p_first = normal_share(z)
    is_none = np.isnan(sign)
    return np.where(is_none, 0.0, p_first), np.where(is_none, 0.0, 1.0 - p_first)


def normal_share(z: Floats) -> Floats:
    """Return the standard normal distribution function, to 1e-7.

    Parameters
    ----------
    z : any numbers; NaN gives NaN.

    Notes
    -----
    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17.

    Examples
    --------
    >>> normal_share(np.array([0.0, 1.96])).round(4).tolist()
    [0.5, 0.975]
    """
    size = np.minimum(np.abs(z), 40.0)
    t = 1.0 / (1.0 + 0.2316419 * size)
    poly = t * (
        0.319381530
        + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    tail = np.exp(-0.5 * size * size) / np.sqrt(2.0 * np.pi) * poly
    return np.asarray(np.where(z >= 0.0, 1.0 - tail, tail))


class _Ring:
    """Points around discs and their feet.

    The feet of a disc's points are the line's own points in the disc and the feet of its
    rim: the way from a point inside to a foot outside crosses the rim, and the rim's point
    there has the same foot. So only the rim is searched, more finely where the kilometre is
    smallest and largest.
    """

    def __init__(self, border: Border, lon: Floats, lat: Floats, radius: Floats) -> None:
        self.border, self.lon, self.lat, self.radius = border, lon, lat, radius
        self.angle = np.tile(np.arange(AROUND) * (360.0 / AROUND), (len(lon), 1))
        self.km, self.distance = self._feet(self.angle)

    def _feet(self, angle: Floats) -> tuple[Floats, Floats]:
        """Return kilometres and distances of points on the rims, shape of the angles."""
        x, y = solve_direct(self.lon[:, None], self.lat[:, None], angle, self.radius[:, None])
        found = locate(self.border, x.ravel(), y.ravel())
        return found.chainage_km.reshape(angle.shape), found.distance_km.reshape(angle.shape)

    def km_limits(self, centres: Measures) -> tuple[Floats, Floats]:
        """Return the smallest and largest kilometre of the discs' feet."""
        low = -self._largest(-self.km, -1.0)
        high = self._largest(self.km, 1.0)
        low, high = np.minimum(low, centres.chainage_km), np.maximum(high, centres.chainage_km)
        index = index_of(self.border)
        km = self.border.km_from_along(index.along_km)
        for i in np.flatnonzero(centres.distance_km < self.radius):
            away = index.start - to_ecef(self.lon[i], self.lat[i])
            inside = km[np.einsum("ij,ij->i", away, away) <= (1000.0 * self.radius[i]) ** 2]
            if inside.size:
                low[i], high[i] = min(low[i], inside.min()), max(high[i], inside.max())
        return low, high

    def _largest(self, value: Floats, sign: float) -> Floats:
        """Return the largest value on each rim, by looking closer beside the largest known."""
        rows = np.arange(len(value))
        best = value.argmax(axis=1)
        angle, width = self.angle[rows, best], 360.0 / AROUND
        largest = value[rows, best]
        for _ in range(2):
            offsets = np.linspace(-width, width, FINER + 1)
            finer = angle[:, None] + offsets
            km = sign * self._feet(finer)[0]
            at = km.argmax(axis=1)
            angle = finer[rows, at]
            largest = np.maximum(largest, km[rows, at])
            width = 2.0 * width / FINER
        return largest


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
    inside = _spread(polygon)
    spread = locate(border, *inside.T)
    p_first, p_second = (
        float(share.mean()) for share in _shares(border, *inside.T, spread, band)
    )
    rim = locate(border, *_rim(polygon, 400).T)
    within = shapely.contains_xy(polygon, *border.coordinates.T)
    km = np.concatenate([rim.chainage_km, centre.chainage_km, border.chainage_km[within]])
    km = np.concatenate([km, _finer_rim(border, polygon, rim)])
    crosses = bool(within.any()) or bool(shapely.LineString(border.coordinates).intersects(polygon))
    nearest = 0.0 if crosses else float(rim.distance_km.min())
    return FootprintMeasures(
        distance_km=float(centre.distance_km[0]),
        distance_low_km=nearest,
        distance_high_km=float(max(rim.distance_km.max(), spread.distance_km.max())),
        chainage_km=float(centre.chainage_km[0]),
        chainage_low_km=float(km.min()),
        chainage_high_km=float(km.max()),
        p_first=p_first,
        p_second=p_second,
        border_side=name_share(border, p_first, p_second),
    )


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


def _rim(polygon: Polygon | MultiPolygon, count: int) -> Floats:
    """Return the vertices of a polygon's boundary and about ``count`` points between them."""
    import shapely

    boundary = polygon.boundary
    dense = shapely.segmentize(boundary, max(boundary.length / count, 1e-9))
    return shapely.get_coordinates(dense)


def _finer_rim(border: Border, polygon: Polygon | MultiPolygon, rim: Measures) -> Floats:
    """Return kilometres of feet close to where the rim's are smallest and largest."""
    points = _rim(polygon, 400)
    finer = []
    for at in (int(rim.chainage_km.argmin()), int(rim.chainage_km.argmax())):
        for beside in (max(at - 1, 0), min(at + 1, len(points) - 1)):
            share = np.linspace(0.0, 1.0, 40)[:, None]
            finer.append(points[at] * (1.0 - share) + points[beside] * share)
    return locate(border, *np.concatenate(finer).T).chainage_km
