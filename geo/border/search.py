"""Which piece of a line is nearest to a point: a tree of balls around its chords.

The line is cut into pieces of at most :data:`PIECE_KM`. Each piece is a chord through the
earth; eight neighbours share a ball, eight balls a larger one, and so on. A search goes
down the tree and drops what cannot hold the nearest point. Chords are compared with a
margin for what they leave out (the bulge over the chord, and that the earth is curved
differently in different directions); what is left within the margin is compared on the
ellipsoid by :mod:`geo.border.measure`.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.model import Border
from geo.geodesy import (
    EQUATOR_M,
    Floats,
    chord_curvature,
    solve_direct,
    solve_inverse,
    surface_normal,
    to_ecef,
)

Ints: TypeAlias = npt.NDArray[np.int64]

#: Longest piece of the line in the tree; its chord lies 5 mm under the surface.
PIECE_KM = 0.5
#: Children of a ball.
FANOUT = 8
#: Chords that differ by less than this, metres, are compared on the ellipsoid.
MARGIN_M = 0.02
#: Part of ``chord**3 / R**2`` by which two chords' arcs can differ. The radii of curvature
#: differ by 1 % at most, so the arcs by 2 % of a 24th; taken twice as wide.
MARGIN_CUBIC = 0.04 / 24.0


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class LineIndex:
    """The pieces of a line and the balls around them.

    Attributes
    ----------
    start, step : ECEF metres, shape (m, 3): a piece runs from ``start`` to ``start + step``.
    normal : unit normals of the ellipsoid at the middle of the pieces, shape (m, 3).
    length2 : squared chord lengths, square metres.
    bulge : ``length2`` times the curvature along the piece, metres: the surface lies
        ``t (1 - t) / 2`` times this over the chord at the fraction ``t``.
    along_km, length_km : true length from the line's start to the piece, and of it.
    before, after : the neighbouring pieces; -1 at the end of a part.
    centres, radii : the balls of each level, the largest last.
    marks : a point of the line in each ball, ECEF metres: nothing nearest is farther away.
    """

    start: Floats
    step: Floats
    normal: Floats
    length2: Floats
    bulge: Floats
    along_km: Floats
    length_km: Floats
    before: Ints
    after: Ints
    centres: tuple[Floats, ...]
    radii: tuple[Floats, ...]
    marks: tuple[Floats, ...]


_INDICES: weakref.WeakKeyDictionary[Border, LineIndex] = weakref.WeakKeyDictionary()


def index_of(border: Border) -> LineIndex:
    """Return the index of a border, made once for each object.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("", ""), [np.array([[71.0, 34.0], [71.0, 34.01]])])
    >>> index_of(line) is index_of(line), len(index_of(line).start)
    (True, 3)
    """
    index = _INDICES.get(border)
    if index is None:
        index = _INDICES[border] = build_index(border)
    return index


def build_index(border: Border) -> LineIndex:
    """Return the pieces of a border and the balls around them."""
    ends, along, part = _cut_pieces(border)
    xyz = to_ecef(ends[:, 0], ends[:, 1])
    is_piece = part[:-1] == part[1:]
    start, stop = xyz[:-1][is_piece], xyz[1:][is_piece]
    step = stop - start
    length2 = np.sum(step * step, axis=1)
    piece_part = part[:-1][is_piece]
    before, after = _neighbours(start, stop, piece_part)
    centres, radii = _build_balls(start, stop)
    return LineIndex(
        start=start,
        step=step,
        normal=surface_normal(0.5 * (start + stop)),
        length2=length2,
        bulge=length2 * chord_curvature(start, stop),
        along_km=along[:-1][is_piece],
        length_km=np.diff(along)[is_piece],
        before=before,
        after=after,
        centres=centres,
        radii=radii,
        marks=_mark_balls(start, [len(level) for level in centres]),
    )


def _cut_pieces(border: Border) -> tuple[Floats, Floats, Ints]:
    """Return vertices with long segments divided, their true length, and their part."""
    lon_lat, along = border.coordinates, border.along_km
    part = np.zeros(len(lon_lat), np.int64)
    part[border.part_starts[1:]] = 1
    part = np.cumsum(part)
    length = np.where(np.diff(part) == 0, np.diff(along), 0.0)
    pieces = np.maximum(np.ceil(length / PIECE_KM), 1.0).astype(np.int64)
    segment = np.repeat(np.arange(len(pieces)), pieces)
    number = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = number / pieces[segment]
    cut = lon_lat[segment].copy()
    inside = number > 0
    if inside.any():
        s = segment[inside]
        ends = np.column_stack([lon_lat[s], lon_lat[s + 1]])
        azimuth, _ = solve_inverse(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])
        x, y = solve_direct(lon_lat[s, 0], lon_lat[s, 1], azimuth, share[inside] * length[s])
        cut[inside] = np.column_stack([x, y])
    cut_along = along[segment] + share * length[segment]
    return (
        np.concatenate([cut, lon_lat[-1:]]),
        np.append(cut_along, along[-1]),
        np.append(part[segment], part[-1]),
    )


def _neighbours(start: Floats, stop: Floats, part: Ints) -> tuple[Ints, Ints]:
    """Return the piece before and after each piece; closed parts go round."""
    count = len(part)
    before, after = np.arange(count) - 1, np.arange(count) + 1
    firsts = np.flatnonzero(np.append(True, part[1:] != part[:-1]))
    lasts = np.append(firsts[1:], count) - 1
    is_closed = (np.linalg.norm(start[firsts] - stop[lasts], axis=1) < 1e-6) & (lasts > firsts)
    before[firsts] = np.where(is_closed, lasts, -1)
    after[lasts] = np.where(is_closed, firsts, -1)
    return before, after


def _build_balls(start: Floats, stop: Floats) -> tuple[tuple[Floats, ...], tuple[Floats, ...]]:
    """Return balls around eight pieces, eight of those, and so on."""
    centre = 0.5 * (start + stop)
    radius = 0.5 * np.linalg.norm(stop - start, axis=1)
    centres: list[Floats] = []
    radii: list[Floats] = []
    while len(centre) > FANOUT or not centres:
        groups = np.arange(0, len(centre), FANOUT)
        sizes = np.diff(np.append(groups, len(centre)))
        middle = np.add.reduceat(centre, groups, axis=0) / sizes[:, None]
        reach = np.linalg.norm(centre - np.repeat(middle, sizes, axis=0), axis=1) + radius
        centre, radius = middle, np.maximum.reduceat(reach, groups)
        centres.append(centre)
        radii.append(radius)
    return tuple(centres), tuple(radii)


def _mark_balls(start: Floats, sizes: list[int]) -> tuple[Floats, ...]:
    """Return a point in the middle of the run of pieces that each ball holds."""
    marks, run = [], 1
    for size in sizes:
        run *= FANOUT
        middle = np.minimum(np.arange(size) * run + run // 2, len(start) - 1)
        marks.append(start[middle])
    return tuple(marks)


def find_candidates(index: LineIndex, points: Floats) -> tuple[Ints, Ints]:
    """Return pairs of point and piece that may be nearest, sorted by point.

    Parameters
    ----------
    index : the line's.
    points : ECEF metres, shape (n, 3), finite.

    Returns
    -------
    Row of the point and number of the piece; each point has one pair or more.
    """
    count, top = len(points), len(index.centres[-1])
    row = np.repeat(np.arange(count), top)
    node = np.tile(np.arange(top), count)
    best = np.full(count, np.inf)
    for level in range(len(index.centres) - 1, -1, -1):
        here = points[row]
        _lower(best, row, _gap(here, index.marks[level][node]))
        gap = _gap(here, index.centres[level][node])
        keep = gap - index.radii[level][node] <= with_margin(best)[row]
        below = len(index.centres[level - 1]) if level else len(index.start)
        row, node = _children(row[keep], node[keep], below)
    chord = np.sqrt(chord_to_pieces(index, points, row, node)[1])
    _lower(best, row, chord)
    keep = chord <= with_margin(best)[row]
    return row[keep], node[keep]


def _gap(points: Floats, others: Floats) -> Floats:
    """Return the distances between points, one to one."""
    away = points - others
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", away, away)))


def with_margin(chord_m: Floats) -> Floats:
    """Return the longest chord whose arc may still be shorter than this one's."""
    return chord_m + MARGIN_M + MARGIN_CUBIC * chord_m**3 / EQUATOR_M**2


def chord_to_pieces(
    index: LineIndex, points: Floats, row: Ints, piece: Ints
) -> tuple[Floats, Floats]:
    """Return where on the pieces' chords the points' feet are, and the squared distance.

    Returns
    -------
    Fraction of the piece in [0, 1], and square metres.
    """
    away = points[row] - index.start[piece]
    step = index.step[piece]
    share = np.clip(np.einsum("ij,ij->i", away, step) / index.length2[piece], 0.0, 1.0)
    away -= share[:, None] * step
    return share, np.einsum("ij,ij->i", away, away)


def _lower(best: Floats, row: Ints, value: Floats) -> None:
    """Lower ``best`` to the smallest value of each row; rows are sorted."""
    starts = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
    found = row[starts]
    best[found] = np.minimum(best[found], np.minimum.reduceat(value, starts))


def _children(row: Ints, node: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the pairs of point and child, for children numbered below ``count``."""
    child = node[:, None] * FANOUT + np.arange(FANOUT)
    is_there = child < count
    return np.repeat(row, FANOUT)[is_there.ravel()], child[is_there]
