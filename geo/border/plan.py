"""The index of a line laid out for the compiled search: eight of a kind side by side."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.border.search import FANOUT, LineIndex
from geo.geodesy import Floats, from_ecef

#: Where what only fills a group is put, metres.
AWAY_M = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The index of a line as the compiled code wants it: eight of a kind side by side.

    Attributes
    ----------
    chords : shape (groups, 7, 8): of eight pieces the start (3), the step (3) and one over
        the squared length. Missing ones are far away.
    pieces : a row a piece: start (3), step (3), normal (3), squared length, bulge, true
        length from the start, true length.
    places : a row a piece: longitude, latitude, what they gain along the piece, and how far
        they bend off the straight line between (degrees).
    links : the pieces before and after.
    balls : shape (groups, 4, 8): of eight balls the centre (3) and the radius. The groups
        of all levels follow each other, the lowest first.
    firsts : the first group of each level.
    """

    chords: Floats
    pieces: Floats
    places: Floats
    links: Any
    balls: Floats
    firsts: Any


_PLANS: weakref.WeakKeyDictionary[LineIndex, Plan] = weakref.WeakKeyDictionary()


def plan_of(index: LineIndex) -> Plan:
    """Return the plan of an index, made once for each object."""
    plan = _PLANS.get(index)
    if plan is None:
        plan = _PLANS[index] = _build_plan(index)
    return plan


def _build_plan(index: LineIndex) -> Plan:
    """Return an index in rows."""
    columns = (index.length2, index.bulge, index.along_km, index.length_km)
    start = np.column_stack(from_ecef(index.start))
    stop = np.column_stack(from_ecef(index.start + index.step))
    middle = index.start + 0.5 * index.step + 0.125 * index.bulge[:, None] * index.normal
    centre = np.column_stack(from_ecef(middle))
    # A piece across the antimeridian goes on past 180 degrees.
    stop[:, 0] = start[:, 0] + _wrap(stop[:, 0] - start[:, 0])
    centre[:, 0] = start[:, 0] + _wrap(centre[:, 0] - start[:, 0])
    bend = 4.0 * (centre - 0.5 * (start + stop))
    chord = np.column_stack([index.start, index.step, 1.0 / index.length2])
    levels = [
        _by_eight(np.column_stack([centres, radii]), (AWAY_M, AWAY_M, AWAY_M, 0.0))
        for centres, radii in zip(index.centres, index.radii, strict=True)
    ]
    return Plan(
        chords=_by_eight(chord, (AWAY_M, AWAY_M, AWAY_M, 0.0, 0.0, 0.0, 0.0)),
        pieces=np.column_stack([index.start, index.step, index.normal, *columns]),
        places=np.column_stack([start, stop - start, bend]),
        links=np.column_stack([index.before, index.after]),
        balls=np.concatenate(levels),
        firsts=np.cumsum([0] + [len(level) for level in levels[:-1]]),
    )


def _by_eight(rows: Floats, filling: tuple[float, ...]) -> Floats:
    """Return rows in groups of eight, each column of a group side by side."""
    missing = -len(rows) % FANOUT
    full = np.concatenate([rows, np.tile(filling, (missing, 1))])
    return np.ascontiguousarray(full.reshape(-1, FANOUT, rows.shape[1]).transpose(0, 2, 1))


def _wrap(degrees: Floats) -> Floats:
    """Return angles in [-180, 180)."""
    return np.asarray(np.mod(degrees + 180.0, 360.0) - 180.0)
