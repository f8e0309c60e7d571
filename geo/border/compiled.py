"""The search of :mod:`geo.border.feet` as machine code, for many points.

Needs the extra ``fast`` (numba). The same steps and formulas as in numpy, point by point:
down the tree of balls with the foot of the point before as a first guess (points are taken
in the order of a grid, so it is a good one), then the feet within the margin on the
ellipsoid. Compiled once for each machine and kept beside this module.

numba takes arrays and numbers, not classes, and works out the types itself: hence the long
lists of arguments without annotations.
"""
# mypy: disable-error-code="no-untyped-def, no-untyped-call, no-any-return"
# ruff: noqa: PLR0913, PLR0917

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from geo.border.feet import CHORD_LIMIT_M, ON_LINE_M, Measures
from geo.border.model import Border
from geo.border.plan import plan_of
from geo.border.search import FANOUT, MARGIN_CUBIC, MARGIN_M, index_of
from geo.geodesy import ECC2, ECC2_SECOND, EQUATOR_M, Floats

#: Cells of the grid along each axis: 256 * 256 numbers fit 16 bits, which sort fastest.
CELLS = 256
#: Feet within the margin that are compared on the ellipsoid; more are rare.
CANDIDATES = 64
#: Liberties the compiler may take: none that changes more than the last digits.
FAST = {"contract", "nsz", "arcp", "reassoc"}
SQUASH = 1.0 / (1.0 - ECC2)
RADIANS = math.pi / 180.0


def locate_compiled(border: Border, lon: Floats, lat: Floats) -> tuple[Measures, Any]:
    """Return measures of points, and which of them are too far for chords.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, one-dimensional, contiguous; not finite gives NaN.

    Returns
    -------
    Measures, and the rows of the points whose distance is over 200 km.
    """
    plan = plan_of(index_of(border))
    order = _grid_order(lon, lat)
    # In the order of the grid the memory is read and written front to back.
    out = np.full((5, len(order)), np.nan)
    side = np.zeros(len(order), np.int8)
    hand = 1 if border.first_on_right else -1
    tree = (plan.chords, plan.pieces, plan.places, plan.links, plan.balls, plan.firsts)
    _search(lon[order], lat[order], *tree, hand, out, side)
    measures = Measures(
        distance_km=_put_back(out[0], order, len(lon)),
        chainage_km=_put_back(border.km_from_along(out[1]), order, len(lon)),
        along_km=_put_back(out[1], order, len(lon)),
        foot_lon=_put_back(out[2], order, len(lon)),
        foot_lat=_put_back(out[3], order, len(lon)),
        side=np.zeros(len(lon), np.int8),
        bearing_deg=_put_back(out[4], order, len(lon)),
    )
    measures.side[order] = side
    return measures, np.sort(order[out[0] > CHORD_LIMIT_M / 1000.0])


def _put_back(values: Floats, order: Any, count: int) -> Floats:
    """Return values in the rows they belong to; NaN in the others."""
    rows = np.full(count, np.nan) if len(order) < count else np.empty(count)
    rows[order] = values
    return rows


def _grid_order(lon: Floats, lat: Floats) -> Any:
    """Return the rows of finite points, cell by cell, every other column downwards."""
    finite = np.isfinite(lon) & np.isfinite(lat)
    rows = np.flatnonzero(finite)
    if rows.size < 2:
        return rows
    x, y = (lon, lat) if rows.size == len(lon) else (lon[rows], lat[rows])
    column, row = _cells(x), _cells(y)
    row = np.where(column & 1, CELLS - 1 - row, row)
    keys = (column * CELLS + row).astype(np.uint16)
    order = np.argsort(keys, kind="stable")
    return order if rows.size == len(lon) else rows[order]


def _cells(values: Floats) -> Any:
    """Return the cell of each value between the smallest and the largest."""
    low, high = float(values.min()), float(values.max())
    scale = (CELLS - 1e-6) / (high - low) if high > low else 0.0
    return ((values - low) * scale).astype(np.int32)


@njit(cache=True, fastmath=FAST)
def _search(lon, lat, chords, pieces, places, links, balls, firsts, hand, out, side):
    """Fill in distance, length along, foot, bearing and side of points."""
    found = np.empty(CANDIDATES, np.int64)
    chord = np.empty(CANDIDATES, np.float64)
    work = (np.empty(1024, np.int64), np.empty(1024), np.empty(FANOUT), np.empty(FANOUT))
    guess = 0
    for row in range(len(lon)):
        lam, phi = lon[row] * RADIANS, lat[row] * RADIANS
        sin_lam, cos_lam = math.sin(lam), math.cos(lam)
        sin_phi, cos_phi = math.sin(phi), math.cos(phi)
        prime = EQUATOR_M / math.sqrt(1.0 - ECC2 * sin_phi * sin_phi)
        px, py = prime * cos_phi * cos_lam, prime * cos_phi * sin_lam
        pz = prime * (1.0 - ECC2) * sin_phi
        if row == 0:
            guess = _first_guess(px, py, pz, balls, firsts, len(links))
        best = math.sqrt(_chord2(pieces, guess, px, py, pz)[1])
        count = _gather(px, py, pz, best, chords, links, balls, firsts, found, chord, work)
        nearest, where, metres = -1, 0.0, np.inf
        for i in range(count):
            share, length = _refine(pieces, found[i], px, py, pz)
            if length < metres or (length == metres and found[i] < nearest):
                nearest, where, metres = found[i], share, length
        guess = nearest
        out[0, row] = metres * 0.001
        out[1, row] = pieces[nearest, 11] + where * pieces[nearest, 12]
        bow = where * (1.0 - where)
        out[2, row] = places[nearest, 0] + where * places[nearest, 2] + bow * places[nearest, 4]
        out[3, row] = places[nearest, 1] + where * places[nearest, 3] + bow * places[nearest, 5]
        if metres > ON_LINE_M:
            bank, fx, fy, fz = _bank(pieces, links, nearest, where, px, py, pz)
            side[row] = bank * hand
            wx, wy, wz = fx - px, fy - py, fz - pz
            east = cos_lam * wy - sin_lam * wx
            north = cos_phi * wz - sin_phi * (cos_lam * wx + sin_lam * wy)
            bearing = math.atan2(east, north) / RADIANS
            out[4, row] = bearing if bearing >= 0.0 else bearing + 360.0


@njit(cache=True)
def _first_guess(px, py, pz, balls, firsts, count):
    """Return a piece that is not far off: straight down the tree by the balls' centres."""
    group = firsts[len(firsts) - 1]
    for level in range(len(firsts) - 1, -1, -1):
        nearest, least = 0, np.inf
        for k in range(FANOUT):
            dx, dy = px - balls[group, 0, k], py - balls[group, 1, k]
            dz = pz - balls[group, 2, k]
            square = dx * dx + dy * dy + dz * dz
            if square < least:
                nearest, least = k, square
        child = (group - firsts[level]) * FANOUT + nearest
        group = firsts[level - 1] + child if level > 0 else child
    return min(group * FANOUT, count - 1)


@njit(cache=True, inline="always")
def _limit(best):
    """Return the longest chord that may still be the shortest arc: see search.with_margin."""
    return best + MARGIN_M + MARGIN_CUBIC * best * best * best / (EQUATOR_M * EQUATOR_M)


@njit(cache=True, fastmath=FAST)
def _gather(px, py, pz, best, chords, links, balls, firsts, found, found_chord, work):
    """Put the pieces that may be nearest into ``found``; return how many there are."""
    stack, stack_gap, value, share = work
    top = len(firsts) - 1
    stack[0], stack_gap[0] = firsts[top], 0.0
    size, count = 1, 0
    while size > 0:
        size -= 1
        group = stack[size]
        if stack_gap[size] > _limit(best):
            continue
        if group < 0:
            # Groups of pieces stand on the stack as numbers below 0.
            group = -1 - group
            _measure_pieces(chords, group, px, py, pz, value, share)
            best, count = _take_pieces(group, links, best, found, found_chord, count, value, share)
        else:
            size = _push_balls(group, balls, firsts, px, py, pz, best, stack, stack_gap, size)
    return _keep_near(found, found_chord, count, _limit(best))


@njit(cache=True, fastmath=FAST)
def _push_balls(group, balls, firsts, px, py, pz, best, stack, stack_gap, size):
    """Put on the stack what is below the balls of a group that are near enough."""
    limit = _limit(best)
    level = len(firsts) - 1
    while group < firsts[level]:
        level -= 1
    child = (group - firsts[level]) * FANOUT
    top, least = size, np.inf
    for k in range(FANOUT):
        dx, dy = px - balls[group, 0, k], py - balls[group, 1, k]
        dz = pz - balls[group, 2, k]
        reach = limit + balls[group, 3, k]
        square = dx * dx + dy * dy + dz * dz
        if square <= reach * reach:
            stack[size] = firsts[level - 1] + child + k if level > 0 else -1 - child - k
            stack_gap[size] = math.sqrt(square) - balls[group, 3, k]
            if stack_gap[size] < least:
                top, least = size, stack_gap[size]
            size += 1
    if top < size:
        # The nearest is looked at next, so that the limit falls soon.
        stack[top], stack[size - 1] = stack[size - 1], stack[top]
        stack_gap[top], stack_gap[size - 1] = stack_gap[size - 1], stack_gap[top]
    return size


@njit(cache=True, fastmath=FAST)
def _measure_pieces(chords, group, px, py, pz, value, share):
    """Fill in squared distances to the chords of a group, and the fractions along them."""
    for k in range(FANOUT):
        ax, ay = px - chords[group, 0, k], py - chords[group, 1, k]
        az = pz - chords[group, 2, k]
        sx, sy, sz = chords[group, 3, k], chords[group, 4, k], chords[group, 5, k]
        part = (ax * sx + ay * sy + az * sz) * chords[group, 6, k]
        share[k] = part
        part = min(max(part, 0.0), 1.0)
        ax, ay, az = ax - part * sx, ay - part * sy, az - part * sz
        value[k] = ax * ax + ay * ay + az * az


@njit(cache=True, fastmath=FAST)
def _take_pieces(group, links, best, found, found_chord, count, value, share):
    """Keep the pieces of a group within the limit; return the best chord and their number."""
    limit = _limit(best)
    for k in range(FANOUT):
        if value[k] > limit * limit:
            continue
        piece = group * FANOUT + k
        # The vertex at a piece's end is the next piece's start: taken there.
        if piece >= len(links) or (share[k] > 1.001 and links[piece, 1] >= 0):
            continue
        chord = math.sqrt(value[k])
        if chord < best:
            best = chord
            limit = _limit(best)
        if count == CANDIDATES:
            count = _keep_near(found, found_chord, count, limit)
        if count < CANDIDATES:
            found[count], found_chord[count] = piece, chord
            count += 1
    return best, count


@njit(cache=True, inline="always")
def _chord2(pieces, i, px, py, pz):
    """Return the fraction along a piece's chord, not clipped, and the squared distance."""
    ax, ay, az = px - pieces[i, 0], py - pieces[i, 1], pz - pieces[i, 2]
    sx, sy, sz = pieces[i, 3], pieces[i, 4], pieces[i, 5]
    share = (ax * sx + ay * sy + az * sz) / pieces[i, 9]
    clipped = min(max(share, 0.0), 1.0)
    ax -= clipped * sx
    ay -= clipped * sy
    az -= clipped * sz
    return share, ax * ax + ay * ay + az * az


@njit(cache=True)
def _keep_near(found, chord, count, limit):
    """Drop candidates beyond the limit; return how many are left."""
    kept = 0
    for i in range(count):
        if chord[i] <= limit:
            found[kept], chord[kept] = found[i], chord[i]
            kept += 1
    return kept


@njit(cache=True)
def _refine(pieces, i, px, py, pz):
    """Return the foot's fraction along a piece and the distance on the ellipsoid, metres."""
    share, _ = _chord2(pieces, i, px, py, pz)
    share = min(max(share, 0.0), 1.0)
    sx, sy, sz = pieces[i, 3], pieces[i, 4], pieces[i, 5]
    nx, ny, nz = pieces[i, 6], pieces[i, 7], pieces[i, 8]
    bulge = pieces[i, 10]
    lift = 0.5 * share * (1.0 - share) * bulge
    fx = pieces[i, 0] + share * sx + lift * nx
    fy = pieces[i, 1] + share * sy + lift * ny
    fz = pieces[i, 2] + share * sz + lift * nz
    tilt = (0.5 - share) * bulge
    tx, ty, tz = sx + tilt * nx, sy + tilt * ny, sz + tilt * nz
    across2 = fx * fx + fy * fy
    across = math.sqrt(across2)
    upright = math.sqrt(across2 + SQUASH * SQUASH * fz * fz)
    ux, uy, uz = fx / upright, fy / upright, SQUASH * fz / upright
    ax, ay, az = px - fx, py - fy, pz - fz
    # East is (-fy, fx, 0) / across; north is up x east.
    east_x, east_y = -fy / across, fx / across
    north_x, north_y = -uz * east_y, uz * east_x
    north_z = ux * east_y - uy * east_x
    to_east, to_north = ax * east_x + ay * east_y, ax * north_x + ay * north_y + az * north_z
    along_east = tx * east_x + ty * east_y
    along_north = tx * north_x + ty * north_y + tz * north_z
    turn = ECC2_SECOND * across2 / (EQUATOR_M * EQUATOR_M * EQUATOR_M * EQUATOR_M)
    turn *= to_east * to_north / 6.0
    slope = ax * tx + ay * ty + az * tz + turn * (to_east * along_north - to_north * along_east)
    sag = (ax * ux + ay * uy + az * uz) * bulge
    share = min(max(share + slope / (pieces[i, 9] + sag), 0.0), 1.0)
    lift = 0.5 * share * (1.0 - share) * bulge
    fx = pieces[i, 0] + share * sx + lift * nx
    fy = pieces[i, 1] + share * sy + lift * ny
    fz = pieces[i, 2] + share * sz + lift * nz
    return share, _arc(fx, fy, fz, px, py, pz)


@njit(cache=True)
def _arc(fx, fy, fz, px, py, pz):
    """Return the geodesic length of a chord, metres: see geodesy.arc_from_chord."""
    dx, dy, dz = px - fx, py - fy, pz - fz
    chord2 = dx * dx + dy * dy + dz * dz
    if chord2 == 0.0:
        return 0.0
    mx, my, mz = 0.5 * (fx + px), 0.5 * (fy + py), 0.5 * (fz + pz)
    flat = mx * mx + my * my
    size = math.sqrt(flat + SQUASH * mz * mz) / EQUATOR_M
    gradient = math.sqrt(flat + SQUASH * SQUASH * mz * mz) / size
    curvature = (chord2 + (SQUASH - 1.0) * dz * dz) / (chord2 * gradient)
    chord = math.sqrt(chord2)
    half = min(0.5 * chord * curvature, 1.0)
    if half > 0.05:
        return 2.0 * math.asin(half) / curvature
    # The series of the arc sine: its next term is below 1e-15 here.
    square = half * half
    tail = 35.0 / 1152.0 + square * 63.0 / 2816.0
    series = 1.0 / 6.0 + square * (3.0 / 40.0 + square * (15.0 / 336.0 + square * tail))
    return chord * (1.0 + square * series)


@njit(cache=True)
def _bank(pieces, links, i, share, px, py, pz):
    """Return -1 for a point left of the line and 1 right of it, and the foot."""
    lift = 0.5 * share * (1.0 - share) * pieces[i, 10]
    fx = pieces[i, 0] + share * pieces[i, 3] + lift * pieces[i, 6]
    fy = pieces[i, 1] + share * pieces[i, 4] + lift * pieces[i, 7]
    fz = pieces[i, 2] + share * pieces[i, 5] + lift * pieces[i, 8]
    ux, uy, uz = fx, fy, SQUASH * fz
    ax, ay, az = px - fx, py - fy, pz - fz
    before, after = i, i
    if share <= 0.0 and links[i, 0] >= 0:
        before = links[i, 0]
    if share >= 1.0 and links[i, 1] >= 0:
        after = links[i, 1]
    bx, by, bz = pieces[before, 3], pieces[before, 4], pieces[before, 5]
    is_left = _triple(ux, uy, uz, bx, by, bz, ax, ay, az) > 0.0
    if before != after:
        cx, cy, cz = pieces[after, 3], pieces[after, 4], pieces[after, 5]
        left_of_leaving = _triple(ux, uy, uz, cx, cy, cz, ax, ay, az) > 0.0
        if left_of_leaving != is_left:
            is_left = not _triple(ux, uy, uz, bx, by, bz, cx, cy, cz) > 0.0
    return (-1 if is_left else 1), fx, fy, fz


@njit(cache=True, inline="always")
def _triple(ux, uy, uz, ax, ay, az, bx, by, bz):
    """Return the triple product of three vectors."""
    return ux * (ay * bz - az * by) + uy * (az * bx - ax * bz) + uz * (ax * by - ay * bx)
