"""The feet of points on a line, found with numpy: exact on the ellipsoid.

The line between two vertices is a geodesic, and so is the way from a point to its foot.
:mod:`geo.border.compiled` does the same in machine code; :mod:`geo.border.measure` chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.model import Border
from geo.border.search import LineIndex, chord_to_pieces, find_candidates, index_of
from geo.geodesy import (
    ECC2_SECOND,
    EQUATOR_M,
    Floats,
    arc_from_chord,
    foot_on_segments,
    from_ecef,
    solve_direct,
    solve_inverse,
    surface_normal,
    to_ecef,
)

Ints: TypeAlias = npt.NDArray[np.int64]
Sides: TypeAlias = npt.NDArray[np.int8]

#: Closer than this a point counts as on the line, metres.
ON_LINE_M = 0.001
#: Beyond this the foot is found with the ellipsoid's own geodesics, metres.
CHORD_LIMIT_M = 200_000.0
#: Points searched at once: bounds the memory.
CHUNK = 3_000


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Where points lie on a border; arrays of equal length, one element a point.

    A point whose coordinates are not finite has NaN everywhere and side 0.

    Attributes
    ----------
    distance_km : geodesic distance to the line, 0 or more.
    chainage_km : kilometre of the foot in the border's frame.
    along_km : true length along the line from its start to the foot.
    foot_lon, foot_lat : the nearest point of the line, degrees.
    side : 1 where the first country lies, -1 the second's, 0 on the line (within 1 mm).
    bearing_deg : azimuth from the point to its foot, in [0, 360); NaN on the line.
    """

    distance_km: Floats
    chainage_km: Floats
    along_km: Floats
    foot_lon: Floats
    foot_lat: Floats
    side: Sides
    bearing_deg: Floats

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.distance_km)


@dataclass(frozen=True, slots=True, eq=False)
class Feet:
    """Feet on the pieces of a line: what :func:`locate_numpy` finds before it names it.

    Attributes
    ----------
    piece, share : the piece of the index and the fraction along it.
    metres : distance of the point.
    foot : ECEF metres, shape (n, 3).
    """

    piece: Ints
    share: Floats
    metres: Floats
    foot: Floats

    def take(self, chosen: Ints) -> Feet:
        """Return some of them."""
        return Feet(self.piece[chosen], self.share[chosen], self.metres[chosen], self.foot[chosen])


def locate_numpy(border: Border, lon: Floats, lat: Floats) -> Measures:
    """Return where points lie, the side being the bank of the line alone.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, one-dimensional, of one length; not finite gives NaN.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> locate_numpy(line, np.array([70.9]), np.array([33.5])).side.tolist()
    [1]
    """
    results = [np.full(len(lon), np.nan) for _ in range(7)]
    for start in range(0, len(lon), CHUNK):
        part = slice(start, start + CHUNK)
        ok = np.flatnonzero(np.isfinite(lon[part]) & np.isfinite(lat[part]))
        if ok.size:
            found = _locate_chunk(border, lon[part][ok], lat[part][ok])
            for result, values in zip(results, found, strict=True):
                result[start + ok] = values
    side = np.nan_to_num(results[5]).astype(np.int8)
    distance, km, along, foot_lon, foot_lat, _, bearing = results
    return Measures(distance, km, along, foot_lon, foot_lat, side, bearing)


def _locate_chunk(border: Border, lon: Floats, lat: Floats) -> tuple[Any, ...]:
    """Return the fields of :class:`Measures` for finite points."""
    index = index_of(border)
    points = to_ecef(lon, lat)
    row, piece = find_candidates(index, points)
    feet = _refine(index, points[row], piece)
    if (feet.metres > CHORD_LIMIT_M).any():
        feet = _refine_far(index, lon[row], lat[row], feet)
    order = np.lexsort((piece, feet.metres, row))
    firsts = order[np.append(True, np.diff(row[order]) > 0)]
    best = feet.take(firsts)
    foot_lon, foot_lat = from_ecef(best.foot)
    along = index.along_km[best.piece] + best.share * index.length_km[best.piece]
    side = _sides(border, index, points, best)
    bearing = np.where(side == 0, np.nan, _bearings(points, best.foot))
    km = border.km_from_along(along)
    return best.metres / 1000.0, km, along, foot_lon, foot_lat, side, bearing


def _refine(index: LineIndex, points: Floats, piece: Ints) -> Feet:
    """Return the feet of points on pieces, one to one, on the ellipsoid."""
    row = np.arange(len(points))
    share, _ = chord_to_pieces(index, points, row, piece)
    # The chord's foot is off by up to a metre 300 km away, because the piece curves with
    # the surface: one step of Newton's on the surface itself.
    foot, tangent, up = surface_point(index, piece, share)
    away = points - foot
    slope = np.einsum("ij,ij->i", away, tangent) + _skew(foot, away, tangent, up)
    sag = np.einsum("ij,ij->i", away, up) * index.bulge[piece]
    share = np.clip(share + slope / (index.length2[piece] + sag), 0.0, 1.0)
    foot, _, _ = surface_point(index, piece, share)
    chord = np.linalg.norm(points - foot, axis=1)
    return Feet(piece, share, arc_from_chord(chord, foot, points), foot)


def surface_point(index: LineIndex, piece: Ints, share: Floats) -> tuple[Floats, Floats, Floats]:
    """Return points of the line, its tangent there (a piece long) and the normal."""
    step, normal, bulge = index.step[piece], index.normal[piece], index.bulge[piece]
    lift = 0.5 * share * (1.0 - share) * bulge
    foot = index.start[piece] + share[:, None] * step + lift[:, None] * normal
    tangent = step + ((0.5 - share) * bulge)[:, None] * normal
    return foot, tangent, surface_normal(foot)


def _skew(foot: Floats, away: Floats, tangent: Floats, up: Floats) -> Floats:
    """Return what a geodesic's direction adds to the chord's along the line, square metres.

    The chord's plane and the geodesic leave the foot at slightly different azimuths: by
    ``e'2 cos2(lat) sin(2 azimuth) s2 / (12 N2)``, 0.4 m sideways at 300 km.
    """
    across = np.hypot(foot[:, 0], foot[:, 1])
    east = np.column_stack([-foot[:, 1], foot[:, 0], np.zeros(len(foot))]) / across[:, None]
    north = np.cross(up, east)
    to_east, to_north = np.einsum("ij,ij->i", away, east), np.einsum("ij,ij->i", away, north)
    # cos(lat) / N = across / N**2, with N within 0.4 % of the equator's radius.
    turn = ECC2_SECOND * (across / EQUATOR_M**2) ** 2 * to_east * to_north / 6.0
    along_east = np.einsum("ij,ij->i", tangent, east)
    along_north = np.einsum("ij,ij->i", tangent, north)
    return np.asarray(turn * (to_east * along_north - to_north * along_east))


def _refine_far(index: LineIndex, lon: Floats, lat: Floats, feet: Feet) -> Feet:
    """Return feet with those of far points found by geodesics instead of chords."""
    far = np.flatnonzero(feet.metres > CHORD_LIMIT_M)
    piece = feet.piece[far]
    x, y = from_ecef(index.start[piece])
    x2, y2 = from_ecef(index.start[piece] + index.step[piece])
    azimuth, length = solve_inverse(x, y, x2, y2)
    along = foot_on_segments(lon[far], lat[far], x, y, azimuth, length)
    foot_lon, foot_lat = solve_direct(x, y, azimuth, along)
    _, kilometres = solve_inverse(lon[far], lat[far], foot_lon, foot_lat)
    share, metres, foot = feet.share.copy(), feet.metres.copy(), feet.foot.copy()
    share[far], metres[far] = along / length, kilometres * 1000.0
    foot[far] = to_ecef(foot_lon, foot_lat)
    return Feet(feet.piece, share, metres, foot)


def _sides(border: Border, index: LineIndex, points: Floats, feet: Feet) -> Sides:
    """Return 1 for the first country's side, -1 for the second's, 0 on the line."""
    _, here, up = surface_point(index, feet.piece, feet.share)
    away = points - feet.foot
    at_start, at_end = feet.share <= 0.0, feet.share >= 1.0
    before = np.where(at_start, index.before[feet.piece], feet.piece)
    after = np.where(at_end, index.after[feet.piece], feet.piece)
    before, after = np.where(before < 0, after, before), np.where(after < 0, before, after)
    arriving = np.where(at_start[:, None], index.step[before], here)
    leaving = np.where(at_end[:, None], index.step[after], here)
    left_of_arriving = _triple(up, arriving, away) > 0.0
    left_of_leaving = _triple(up, leaving, away) > 0.0
    # At a corner the points that are nearest to it lie on the outer side of the turn.
    turns_left = _triple(up, arriving, leaving) > 0.0
    is_left = np.where(left_of_arriving == left_of_leaving, left_of_arriving, ~turns_left)
    side = np.where(is_left != border.first_on_right, 1, -1)
    return np.where(feet.metres <= ON_LINE_M, 0, side).astype(np.int8)


def _triple(up: Floats, first: Floats, second: Floats) -> Floats:
    """Return the triple product: positive where ``second`` lies to the left of ``first``."""
    return np.asarray(np.einsum("ij,ij->i", up, np.cross(first, second)))


def _bearings(points: Floats, feet: Floats) -> Floats:
    """Return azimuths from points to feet, degrees in [0, 360)."""
    across = np.maximum(np.hypot(points[:, 0], points[:, 1]), 1e-9)
    east = np.column_stack([-points[:, 1], points[:, 0], np.zeros(len(points))]) / across[:, None]
    north = np.cross(surface_normal(points), east)
    way = feet - points
    azimuth = np.arctan2(np.einsum("ij,ij->i", way, east), np.einsum("ij,ij->i", way, north))
    return np.asarray(np.mod(np.degrees(azimuth), 360.0))
