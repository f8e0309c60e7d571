"""Points, stretches and areas along a line, from kilometres."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from geo.border.feet import locate_numpy
from geo.border.model import Border
from geo.border.search import index_of
from geo.errors import BorderError, UnknownNameError
from geo.geodesy import (
    Floats,
    cumulative_km,
    from_ecef,
    solve_direct,
    solve_inverse,
    surface_normal,
)

if TYPE_CHECKING:
    from shapely import LineString, MultiLineString, MultiPolygon, Polygon

#: Slack for kilometres that rounding puts past an end, kilometres.
END_SLACK_KM = 1e-6


def point_at(border: Border, km: Any) -> tuple[Floats, Floats]:
    """Return the points of a border at kilometres of its frame.

    Parameters
    ----------
    border : the line.
    km : number or array, between ``border.km_start`` and ``border.km_end``.

    Returns
    -------
    Longitudes and latitudes in degrees, in the shape of ``km``.

    Raises
    ------
    BorderError : a kilometre is not on the line.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> lon, lat = point_at(line, 55.454)
    >>> float(lon.round(6)), float(lat.round(3))
    (71.0, 33.5)
    """
    wanted = _validate_km(border, km)
    index = index_of(border)
    along = border.along_from_km(wanted)
    piece = np.clip(np.searchsorted(index.along_km, along, side="right") - 1, 0, None)
    share = np.clip((along - index.along_km[piece]) / index.length_km[piece], 0.0, 1.0)
    lift = 0.5 * share * (1.0 - share) * index.bulge[piece]
    xyz = index.start[piece] + share[..., None] * index.step[piece]
    return from_ecef(xyz + lift[..., None] * index.normal[piece])


def stretch(border: Border, km_from: float, km_to: float) -> LineString | MultiLineString:
    """Return the part of a border between two kilometres.

    Parameters
    ----------
    border : the line.
    km_from, km_to : kilometres of its frame, in either order.

    Returns
    -------
    Longitude and latitude in degrees, as the kilometres go up; several lines if it
    crosses a gap. Equal kilometres give a line of length 0.

    Raises
    ------
    BorderError : a kilometre is not on the line.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> [round(value, 3) for value in stretch(line, 55.454, 0).bounds]
    [71.0, 33.5, 71.0, 34.0]
    """
    import shapely

    low, high = sorted(float(value) for value in _validate_km(border, [km_from, km_to]))
    ends = np.column_stack(point_at(border, [low, high]))
    low_along, high_along = border.along_from_km([low, high])
    lines = []
    for vertices, along in zip(border.parts(), _part_alongs(border), strict=True):
        if along[-1] < low_along or along[0] > high_along:
            continue
        inside = (along > low_along + 1e-9) & (along < high_along - 1e-9)
        head = ends[:1] if along[0] <= low_along + 1e-9 else vertices[:0]
        tail = ends[1:] if along[-1] >= high_along - 1e-9 else vertices[:0]
        points = np.concatenate([head, vertices[inside], tail])
        if len(points) > 1 and (low == high or (points != points[0]).any()):
            lines.append(shapely.LineString(points))
    if not lines:
        return shapely.LineString(ends)
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _part_alongs(border: Border) -> list[Floats]:
    """Return the true lengths at the vertices of each part."""
    return np.split(border.along_km, border.part_starts[1:])


def offset(border: Border, km: Any, metres: Any, side: int | str) -> tuple[Floats, Floats]:
    """Return points at right angles to a border.

    Parameters
    ----------
    border : the line.
    km : kilometres of the frame.
    metres : how far from the line, 0 or more.
    side : 1 or the first country's code, -1 or the second's.

    Returns
    -------
    Longitudes and latitudes in degrees.

    Raises
    ------
    BorderError : a kilometre is not on the line.
    UnknownNameError : the side is neither of the two.

    Notes
    -----
    The right angle is that of the segment there. A line that bends may come nearer to the
    point elsewhere: :func:`geo.border.locate` of the result tells.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> lon, lat = offset(line, 55.454, 9291, "AF")
    >>> float(lon.round(3)), float(lat.round(3))
    (70.9, 33.5)
    """
    sign = side_sign(border, side)
    lon, lat = point_at(border, km)
    azimuth = heading_at(border, km)
    # The first country lies on the right (+90 degrees) or on the left.
    turn = 90.0 * sign * (1 if border.first_on_right else -1)
    return solve_direct(lon, lat, azimuth + turn, np.asarray(metres, np.float64) / 1000.0)


def heading_at(border: Border, km: Any) -> Floats:
    """Return the azimuth of a border as its kilometres go up, degrees in [0, 360).

    Parameters
    ----------
    border : the line.
    km : kilometres of the frame.

    Raises
    ------
    BorderError : a kilometre is not on the line.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> round(float(heading_at(line, 10.0)), 6)
    180.0
    """
    index = index_of(border)
    along = border.along_from_km(_validate_km(border, km))
    piece = np.clip(np.searchsorted(index.along_km, along, side="right") - 1, 0, None)
    middle = index.start[piece] + 0.5 * index.step[piece]
    up = surface_normal(middle)
    east = np.stack([-middle[..., 1], middle[..., 0], np.zeros(middle.shape[:-1])], axis=-1)
    east /= np.linalg.norm(east, axis=-1, keepdims=True)
    north = np.cross(up, east)
    step = index.step[piece]
    azimuth = np.arctan2(np.sum(step * east, axis=-1), np.sum(step * north, axis=-1))
    return np.asarray(np.mod(np.degrees(azimuth), 360.0))


def side_sign(border: Border, side: int | str) -> int:
    """Return 1 for the first country's side and -1 for the second's.

    Parameters
    ----------
    border : the line.
    side : 1, -1, or a country's code.

    Raises
    ------
    UnknownNameError : neither of the two.
    """
    signs: dict[int | str, int] = {1: 1, -1: -1, "first": 1, "second": -1}
    if border.first and border.second:
        signs |= {border.first: 1, border.second: -1}
    sign = signs.get(side.upper() if isinstance(side, str) and len(side) == 2 else side)
    if sign is None:
        raise UnknownNameError("side", str(side), map(str, signs))
    return sign


def corridor(
    border: Border, km_wide: float, side: int | str | None = None
) -> Polygon | MultiPolygon:
    """Return the area within a distance of a border.

    Parameters
    ----------
    border : the line.
    km_wide : how far it reaches from the line on each side, more than 0 and at most 500.
    side : None for both sides; 1 or the first country's code, -1 or the second's for one.

    Returns
    -------
    Longitude and latitude in degrees. Its edge is right to 0.3 % of ``km_wide``.

    Raises
    ------
    BorderError : the width is out of range.
    UnknownNameError : the side is neither of the two.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> [round(value, 2) for value in corridor(line, 9.291).bounds]
    [70.9, 32.92, 71.1, 34.08]
    >>> [round(value, 2) for value in corridor(line, 9.291, "AF").bounds]
    [70.9, 32.92, 71.0, 34.08]
    """
    import shapely

    if not 0.0 < km_wide <= 500.0:
        message = f"expected a width of more than 0 and at most 500 km, found {km_wide:g}"
        raise BorderError(message)
    pieces = [
        _buffer(run, km_wide)
        for part in border.parts()
        for run in _cut_part(part, max(50.0, km_wide))
    ]
    both = cast("Polygon | MultiPolygon", shapely.union_all(pieces))
    return both if side is None else _one_side(border, both, side_sign(border, side))


def _cut_part(part: Floats, longest_km: float) -> list[Floats]:
    """Return a part in runs of about a length, each beginning where the last ended."""
    along = cumulative_km(*part.T)
    count = max(int(np.ceil(along[-1] / longest_km)), 1)
    wanted = np.searchsorted(along, np.linspace(0.0, along[-1], count + 1)[1:-1])
    cuts = np.unique(np.concatenate([[0], wanted, [len(part) - 1]]))
    return [part[a : b + 1] for a, b in pairwise(cuts)]


def _buffer(run: Floats, km_wide: float) -> Polygon:
    """Return the area around a short run, made in a plane that is true to its distances."""
    import shapely
    from pyproj import Transformer

    lon, lat = run.mean(axis=0)
    local = f"+proj=aeqd +lat_0={lat:.9f} +lon_0={lon:.9f} +datum=WGS84 +units=m"
    there = Transformer.from_crs("EPSG:4326", local, always_xy=True)
    line = shapely.LineString(np.column_stack(there.transform(*run.T)))
    # Two thousandths of the width, about as much as the corners of round ends leave out.
    simple = shapely.simplify(line, 2.0 * km_wide)
    area = shapely.buffer(simple, km_wide * 1000.0, quad_segs=16)
    return shapely.transform(
        area, lambda xy: np.column_stack(there.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))
    )


def _one_side(border: Border, both: Polygon | MultiPolygon, sign: int) -> Polygon | MultiPolygon:
    """Return the part of a corridor on one side of its line."""
    import shapely
    from shapely.ops import split

    pieces = [both]
    for part in border.parts():
        blade = shapely.LineString(_extended(part))
        pieces = [cut for piece in pieces for cut in shapely.get_parts(split(piece, blade))]
    spots = np.array([piece.representative_point().coords[0] for piece in pieces])
    sides = locate_numpy(border, *spots.T).side
    chosen = [piece for piece, side in zip(pieces, sides, strict=True) if side == sign]
    return cast("Polygon | MultiPolygon", shapely.union_all(chosen))


def _extended(part: Floats) -> Floats:
    """Return an open part with 1,000 km more at both ends, in their direction."""
    if (part[0] == part[-1]).all():
        return part
    ends = []
    for here, inner in ((part[0], part[1]), (part[-1], part[-2])):
        azimuth, _ = solve_inverse(inner[0], inner[1], here[0], here[1])
        ends.append(np.array(solve_direct(here[0], here[1], azimuth, 1000.0)))
    return np.concatenate([[ends[0]], part, [ends[1]]])


def _validate_km(border: Border, km: Any) -> Floats:
    """Return kilometres as an array, those just past an end moved to it."""
    wanted = np.asarray(km, np.float64)
    low, high = border.km_start, border.km_end
    if not ((wanted >= low - END_SLACK_KM) & (wanted <= high + END_SLACK_KM)).all():
        bad = wanted[~((wanted >= low - END_SLACK_KM) & (wanted <= high + END_SLACK_KM))]
        message = (
            f"expected kilometres between {low:g} and {high:g} of {border.name}, "
            f"found {float(bad.flat[0]):g}"
        )
        raise BorderError(message)
    return np.clip(wanted, low, high)
