"""WGS 84: distance, direction, discs, and the nearest point of a polyline.

Everything here works on the ellipsoid. Angles are degrees, longitude comes first,
lengths are kilometres unless the name says metres. Azimuths are degrees clockwise from
north, in [0, 360).

Earth-centred (ECEF) coordinates are metres. A *chord* is the straight line through the
earth between two points of the surface; its length and the geodesic's differ by
``s**3 / (24 R**2)``, 1 m at 100 km, with ``R`` the radius of curvature halfway along and
in the direction of travel. :func:`arc_from_chord` uses that radius and is within a
micrometre of the geodesic up to 100 km and within a millimetre up to 400 km.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.errors import BorderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyproj import Geod

Floats: TypeAlias = npt.NDArray[np.float64]

#: Equatorial radius of WGS 84, metres, and its flattening.
EQUATOR_M = 6378137.0
FLATTENING = 1.0 / 298.257223563
#: First and second eccentricity squared.
ECC2 = FLATTENING * (2.0 - FLATTENING)
ECC2_SECOND = ECC2 / (1.0 - ECC2)


@functools.cache
def wgs84() -> Geod:
    """Return the ellipsoid that every measure of this package is made on.

    Examples
    --------
    >>> wgs84().a
    6378137.0
    """
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_km(lon_a: Any, lat_a: Any, lon_b: Any, lat_b: Any) -> Floats:
    """Return the geodesic distance between points, in kilometres.

    Parameters
    ----------
    lon_a, lat_a, lon_b, lat_b : degrees, numbers or arrays that broadcast. NaN gives NaN.

    Examples
    --------
    >>> round(float(distance_km(71.0, 34.0, 72.0, 34.0)), 3)
    92.384
    """
    return solve_inverse(lon_a, lat_a, lon_b, lat_b)[1]


def solve_inverse(lon_a: Any, lat_a: Any, lon_b: Any, lat_b: Any) -> tuple[Floats, Floats]:
    """Return azimuth at the first point and distance (km) to the second.

    Parameters
    ----------
    lon_a, lat_a, lon_b, lat_b : degrees, numbers or arrays that broadcast. NaN gives NaN.

    Returns
    -------
    azimuth_deg in [0, 360) and distance_km, of the common shape.

    Examples
    --------
    >>> azimuth, distance = solve_inverse(71.0, 34.0, 71.0, 35.0)
    >>> float(azimuth), round(float(distance), 3)
    (0.0, 110.931)
    """
    arrays = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (lon_a, lat_a, lon_b, lat_b)))
    flat = [np.ascontiguousarray(v).ravel() for v in arrays]
    azimuth, _, metres = wgs84().inv(flat[0], flat[1], flat[2], flat[3])
    shape = arrays[0].shape
    return np.mod(azimuth, 360.0).reshape(shape), (np.asarray(metres) / 1000.0).reshape(shape)


def solve_direct(lon: Any, lat: Any, azimuth_deg: Any, distance_km: Any) -> tuple[Floats, Floats]:
    """Return the point at a distance and azimuth from another.

    Parameters
    ----------
    lon, lat, azimuth_deg, distance_km : numbers or arrays that broadcast.

    Returns
    -------
    lon, lat in degrees, longitude in [-180, 180].

    Examples
    --------
    >>> lon, lat = solve_direct(71.0, 34.0, 0.0, 110.9337)
    >>> round(float(lon), 4), round(float(lat), 4)
    (71.0, 35.0)
    """
    arrays = np.broadcast_arrays(
        *(np.asarray(v, np.float64) for v in (lon, lat, azimuth_deg, distance_km))
    )
    flat = [np.ascontiguousarray(v).ravel() for v in arrays]
    out_lon, out_lat, _ = wgs84().fwd(flat[0], flat[1], flat[2], flat[3] * 1000.0)
    shape = arrays[0].shape
    return np.asarray(out_lon).reshape(shape), np.asarray(out_lat).reshape(shape)


def cumulative_km(lon: Any, lat: Any) -> Floats:
    """Return the geodesic length from the first vertex to each vertex, in kilometres.

    Parameters
    ----------
    lon, lat : degrees, one-dimensional, of the same length.

    Examples
    --------
    >>> cumulative_km([71.0, 71.0, 71.0], [34.0, 34.5, 35.0]).round(3).tolist()
    [0.0, 55.463, 110.931]
    >>> cumulative_km([], []).tolist()
    []
    """
    x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    if x.size < 2:
        return np.zeros(x.size)
    return np.concatenate([[0.0], np.cumsum(distance_km(x[:-1], y[:-1], x[1:], y[1:]))])


def disc(lon: float, lat: float, radius_km: float, n: int = 64) -> Floats:
    """Return the closed ring of a geodesic circle, counter-clockwise.

    Parameters
    ----------
    lon, lat : the centre, degrees.
    radius_km : 0 or more; 0 gives a ring of equal points.
    n : number of different points, 3 or more.

    Returns
    -------
    Array of shape (n + 1, 2). Longitudes go on past 180 degrees rather than jump, so that
    the ring stays whole; about a pole it spans 360 degrees of longitude.

    Raises
    ------
    BorderError : a value is not finite or out of range.

    Examples
    --------
    >>> ring = disc(71.0, 34.0, 10.0, n=4)
    >>> ring.round(3).tolist()
    [[71.0, 34.09], [70.892, 34.0], [71.0, 33.91], [71.108, 34.0], [71.0, 34.09]]
    """
    if not (math.isfinite(lon) and abs(lat) <= 90.0 and 0.0 <= radius_km < math.inf and n >= 3):
        message = (
            "expected a centre in degrees, a radius of 0 km or more and 3 points or more, "
            f"found lon={lon}, lat={lat}, radius_km={radius_km}, n={n}"
        )
        raise BorderError(message)
    azimuths = -360.0 * np.arange(n + 1) / n
    azimuths[-1] = 0.0
    ring_lon, ring_lat = solve_direct(lon, lat, azimuths, radius_km)
    ring_lon = np.unwrap(ring_lon, period=360.0)
    return np.column_stack([ring_lon, ring_lat])


def to_ecef(lon: Any, lat: Any) -> Floats:
    """Return earth-centred coordinates of points on the ellipsoid, in metres.

    Parameters
    ----------
    lon, lat : degrees, arrays of shape (n,).

    Returns
    -------
    Array of shape (n, 3).

    Examples
    --------
    >>> to_ecef([0.0], [0.0]).tolist()
    [[6378137.0, 0.0, 0.0]]
    """
    lam, phi = np.radians(np.asarray(lon, np.float64)), np.radians(np.asarray(lat, np.float64))
    sin_phi, cos_phi = np.sin(phi), np.cos(phi)
    prime = EQUATOR_M / np.sqrt(1.0 - ECC2 * sin_phi * sin_phi)
    out = np.empty((*lam.shape, 3))
    out[..., 0] = prime * cos_phi * np.cos(lam)
    out[..., 1] = prime * cos_phi * np.sin(lam)
    out[..., 2] = prime * (1.0 - ECC2) * sin_phi
    return out


def from_ecef(xyz: Floats) -> tuple[Floats, Floats]:
    """Return longitude and latitude of points near the surface (within some kilometres).

    Parameters
    ----------
    xyz : array of shape (n, 3), metres.

    Examples
    --------
    >>> lon, lat = from_ecef(to_ecef([71.0], [34.0]))
    >>> float(lon[0].round(12)), float(lat[0].round(12))
    (71.0, 34.0)
    """
    x, y, z = xyz[..., 0], xyz[..., 1], xyz[..., 2]
    across = np.hypot(x, y)
    # Bowring's formula: exact to a nanometre this close to the surface.
    beta = np.arctan2(z, across * (1.0 - FLATTENING))
    polar = EQUATOR_M * (1.0 - FLATTENING)
    lat = np.arctan2(
        z + ECC2_SECOND * polar * np.sin(beta) ** 3,
        across - ECC2 * EQUATOR_M * np.cos(beta) ** 3,
    )
    return np.degrees(np.arctan2(y, x)), np.degrees(lat)


def surface_normal(xyz: Floats) -> Floats:
    """Return the unit normals of the ellipsoid at points on it.

    Parameters
    ----------
    xyz : array of shape (n, 3), metres.

    Examples
    --------
    >>> surface_normal(to_ecef([0.0], [90.0])).round(12).tolist()
    [[0.0, 0.0, 1.0]]
    """
    normal = xyz * np.array([1.0, 1.0, 1.0 / (1.0 - ECC2)])
    return np.asarray(normal / np.linalg.norm(normal, axis=-1, keepdims=True))


def arc_from_chord(chord_m: Floats, start: Floats, end: Floats) -> Floats:
    """Return the geodesic length of a chord between two points of the surface, metres.

    Parameters
    ----------
    chord_m : the chord's length, metres.
    start, end : its ends, ECEF metres, shape (n, 3).

    Notes
    -----
    The arc is taken as a circle's with the ellipsoid's radius of curvature at the middle
    of the chord, in its direction (Euler's formula): within 1 micrometre of the geodesic
    at 100 km and 1 mm at 400 km.

    Examples
    --------
    >>> ends = to_ecef([71.0, 72.0], [34.0, 34.0])
    >>> chord = np.linalg.norm(ends[0] - ends[1], keepdims=True)
    >>> float(arc_from_chord(chord, ends[:1], ends[1:])[0].round(3))
    92384.419
    """
    curvature = chord_curvature(start, end)
    half = np.minimum(0.5 * chord_m * curvature, 1.0)
    # A chord of nothing has no direction and no curvature: its arc is the chord.
    bent = np.where(curvature > 0.0, curvature, 1.0)
    return np.where(curvature > 0.0, 2.0 * np.arcsin(half) / bent, chord_m)


def chord_curvature(start: Floats, end: Floats) -> Floats:
    """Return the curvature (1/m) of the ellipsoid halfway along chords, in their direction.

    Parameters
    ----------
    start, end : ECEF metres, shape (n, 3).

    Examples
    --------
    >>> ends = to_ecef([0.0, 1.0], [0.0, 0.0])
    >>> float((1 / chord_curvature(ends[:1], ends[1:]))[0].round(3))
    6378137.0
    """
    # The ellipsoid is x.Mx = 1 with M = diag(1/a2, 1/a2, 1/b2). A plane curve on it that
    # runs along the unit vector d has the curvature d.Md / |M x|.
    middle, along = 0.5 * (start + end), end - start
    squash = 1.0 / (1.0 - ECC2)
    numerator = along[..., 0] ** 2 + along[..., 1] ** 2 + squash * along[..., 2] ** 2
    x, y, z = middle[..., 0], middle[..., 1], middle[..., 2]
    # The middle of the chord lies under the surface: scale it up to it first.
    size = np.sqrt(x * x + y * y + squash * z * z) / EQUATOR_M
    gradient = np.sqrt(x * x + y * y + (squash * z) ** 2) / size
    length2 = np.sum(along * along, axis=-1)
    safe = np.where(length2 > 0.0, length2, 1.0)
    return np.where(length2 > 0.0, numerator / (safe * gradient), 0.0)


def nearest_on_polyline(
    lon: float, lat: float, line_lon: Sequence[float] | Floats, line_lat: Sequence[float] | Floats
) -> tuple[float, float, float, float]:
    """Return the foot of a point on a polyline of geodesics, by trying every segment.

    Parameters
    ----------
    lon, lat : the point, degrees.
    line_lon, line_lat : vertices, degrees; two or more.

    Returns
    -------
    foot_lon, foot_lat (degrees), distance_km, and along_km from the first vertex.

    Raises
    ------
    BorderError : fewer than two vertices, or lists of different length.

    Notes
    -----
    For one point and a short line; :func:`geo.border.locate` is for a border and many.

    Examples
    --------
    >>> foot = nearest_on_polyline(71.0, 34.5, [70.0, 72.0], [34.0, 34.0])
    >>> [round(value, 3) for value in foot]
    [71.0, 34.004, 55.013, 92.383]
    """
    x, y = np.asarray(line_lon, np.float64), np.asarray(line_lat, np.float64)
    if x.size < 2 or x.shape != y.shape:
        message = f"expected two vertices or more, found {x.size} longitudes, {y.size} latitudes"
        raise BorderError(message)
    azimuth, length = solve_inverse(x[:-1], y[:-1], x[1:], y[1:])
    along = foot_on_segments(lon, lat, x[:-1], y[:-1], azimuth, length)
    foot_lon, foot_lat = solve_direct(x[:-1], y[:-1], azimuth, along)
    distance = distance_km(lon, lat, foot_lon, foot_lat)
    best = int(np.argmin(distance))
    start = float(np.sum(length[:best]))
    foot = (float(foot_lon[best]), float(foot_lat[best]), float(distance[best]))
    return (*foot, start + float(along[best]))


def foot_on_segments(
    lon: Any, lat: Any, start_lon: Floats, start_lat: Floats, azimuth_deg: Floats, length_km: Floats
) -> Floats:
    """Return how far along geodesic segments (km from their start) a point's foot lies.

    Parameters
    ----------
    lon, lat : the points, degrees, broadcast against the segments.
    start_lon, start_lat, azimuth_deg, length_km : the segments, shape (n,).

    Notes
    -----
    The foot is where the azimuths of segment and perpendicular differ by 90 degrees, or
    an end. Newton's steps on the sphere that fits there; the ellipsoid's azimuths make
    the result exact.

    Examples
    --------
    >>> along = foot_on_segments(71.0, 34.5, *np.array([[70.0], [34.0], [90.0], [184.8]]))
    >>> along.round(3).tolist()
    [91.842]
    """
    radius_km = 6371.0
    along = np.zeros(np.broadcast(np.asarray(lon), start_lon).shape)
    for _ in range(8):
        foot_lon, foot_lat = solve_direct(start_lon, start_lat, azimuth_deg, along)
        here = segment_azimuth(start_lon, start_lat, azimuth_deg, along)
        towards, distance = solve_inverse(foot_lon, foot_lat, lon, lat)
        turn = np.radians(towards - here)
        arc = distance / radius_km
        step = radius_km * np.arctan2(np.sin(arc) * np.cos(turn), np.cos(arc))
        moved = np.clip(along + step, 0.0, length_km)
        done = np.max(np.abs(moved - along), initial=0.0) < 1e-9
        along = moved
        if done:
            break
    return along


def segment_azimuth(
    start_lon: Floats, start_lat: Floats, azimuth_deg: Floats, along_km: Floats
) -> Floats:
    """Return the azimuth of geodesics at a distance from their start, degrees in [0, 360).

    Parameters
    ----------
    start_lon, start_lat, azimuth_deg : the geodesics at their start.
    along_km : distance from the start.

    Examples
    --------
    >>> segment_azimuth(*np.array([[70.0], [34.0], [90.0], [184.8]])).round(3).tolist()
    [91.118]
    """
    arrays = np.broadcast_arrays(start_lon, start_lat, azimuth_deg, along_km)
    flat = [np.ascontiguousarray(v, np.float64).ravel() for v in arrays]
    _, _, back = wgs84().fwd(flat[0], flat[1], flat[2], flat[3] * 1000.0)
    return np.mod(np.asarray(back) + 180.0, 360.0).reshape(arrays[0].shape)
