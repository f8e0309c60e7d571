"""How long a line is depends on how closely one looks: lengths against scale.

A border has no length of its own. Simplified with a tolerance (Douglas and Peucker) it
gets shorter; the published length of a border is the length at somebody's scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.border.model import Border
from geo.errors import BorderError
from geo.geodesy import Floats, cumulative_km, surface_normal, to_ecef

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Tolerances of the default table, metres.
TOLERANCES_M = (0.0, 10.0, 20.0, 50.0, 100.0, 187.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4)


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """The length of a line at one scale.

    Attributes
    ----------
    tolerance_m : vertices closer than this to the simplified line are left out, metres.
    length_km : length on the ellipsoid, kilometres.
    vertices : number left.
    """

    tolerance_m: float
    length_km: float
    vertices: int


def tabulate_lengths(
    border: Border, tolerances_m: Sequence[float] = TOLERANCES_M
) -> list[ScaleRow]:
    """Return the length of a border at each tolerance, ready to plot.

    Parameters
    ----------
    border : the line.
    tolerances_m : 0 or more, metres; 0 is the line as it is.

    Raises
    ------
    BorderError : a tolerance is negative or not finite.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> bent = make_border(("", ""), [np.array([[71.0, 34.0], [71.5, 34.01], [72.0, 34.0]])])
    >>> [(row.tolerance_m, row.vertices) for row in tabulate_lengths(bent, [0, 5000])]
    [(0.0, 3), (5000.0, 2)]
    """
    rows = []
    for tolerance in tolerances_m:
        kept = simplify_parts(border, float(tolerance))
        length = sum(float(cumulative_km(*part.T)[-1]) for part in kept)
        rows.append(ScaleRow(float(tolerance), length, sum(map(len, kept))))
    return rows


def tolerance_for(border: Border, length_km: float) -> float:
    """Return the tolerance (m) at which a border is as long as published.

    Parameters
    ----------
    border : the line.
    length_km : a length between that of the straight line and the full one.

    Returns
    -------
    Metres, to 0.5; the length at it is the nearest that simplification gives.

    Raises
    ------
    BorderError : no tolerance gives that length.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> bent = make_border(("", ""), [np.array([[71.0, 34.0], [71.5, 34.1], [72.0, 34.0]])])
    >>> tolerance_for(bent, 300)
    Traceback (most recent call last):
    geo.errors.BorderError: expected a length between 92.4 and 95.0 km, found 300 km
    """
    shortest = _length_at(border, 1e7)
    if not shortest <= length_km <= border.length_km:
        message = (
            f"expected a length between {shortest:.1f} and {border.length_km:.1f} km, "
            f"found {length_km:g} km"
        )
        raise BorderError(message)
    low, high = 0.0, 1.0
    while _length_at(border, high) > length_km:
        low, high = high, 4.0 * high
    while high - low > 0.5:
        middle = 0.5 * (low + high)
        if _length_at(border, middle) > length_km:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _length_at(border: Border, tolerance_m: float) -> float:
    """Return the length (km) of a border at a tolerance."""
    return tabulate_lengths(border, [tolerance_m])[0].length_km


def simplify_parts(border: Border, tolerance_m: float) -> list[Floats]:
    """Return the parts of a border without the vertices a tolerance makes superfluous.

    Parameters
    ----------
    border : the line.
    tolerance_m : metres, 0 or more.

    Raises
    ------
    BorderError : the tolerance is negative or not finite.

    Notes
    -----
    Douglas and Peucker, with distances taken in the plane that touches the ellipsoid in the
    middle of each chord. Ends of parts stay.
    """
    if not 0.0 <= tolerance_m < np.inf:
        raise BorderError(f"expected a tolerance of 0 m or more, found {tolerance_m:g}")
    if tolerance_m == 0.0:
        return border.parts()
    return [part[keep_vertices(to_ecef(*part.T), tolerance_m)] for part in border.parts()]


def keep_vertices(xyz: Floats, tolerance_m: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which vertices of a polyline Douglas and Peucker keep.

    Parameters
    ----------
    xyz : ECEF metres, shape (n, 3).
    tolerance_m : metres.
    """
    keep = np.zeros(len(xyz), np.bool_)
    keep[[0, -1]] = True
    todo = [(0, len(xyz) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        off = _off_chord(xyz[first + 1 : last], xyz[first], xyz[last])
        worst = int(np.argmax(off))
        if off[worst] > tolerance_m:
            middle = first + 1 + worst
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return keep


def _off_chord(points: Floats, start: Floats, end: Floats) -> Floats:
    """Return how far points lie from a chord, as seen from above, in metres."""
    up = surface_normal(start + end)
    along = end - start
    along = along - (along @ up) * up
    away = points - start
    away = away - (away @ up)[:, None] * up
    length2 = float(along @ along)
    share = np.clip(away @ along / length2, 0.0, 1.0) if length2 > 0.0 else np.zeros(len(points))
    return np.asarray(np.linalg.norm(away - share[:, None] * along, axis=1))
