"""Where points lie on a line: distance, kilometre, foot, side, bearing.

All of it on the WGS 84 ellipsoid. Many points are searched in machine code if the extra
``fast`` is installed, else with numpy; both give the same to a micrometre.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.border.country import set_far_sides
from geo.border.feet import Measures, locate_numpy
from geo.border.model import Border
from geo.errors import BorderError
from geo.geodesy import Floats

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Measures", "locate", "locate_banks"]

#: From this many points on, loading the compiled search is worth its time.
MANY = 5_000

log = logging.getLogger(__name__)


def locate(border: Border, lon: Any, lat: Any, *, many: bool | None = None) -> Measures:
    """Return distance, kilometre, foot, side and bearing of points.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees on WGS 84, numbers or arrays of one shape, flattened. Not finite
        gives NaN.
    many : whether loading the compiled search pays; by default, if the points are many.

    Raises
    ------
    BorderError : the two differ in length, or a finite coordinate is no degree.

    Notes
    -----
    Distance within a millimetre and kilometre within a decimetre of the exact geodesic
    solution, however far the point. The side is that of the line's two banks, at a vertex
    the one the turn there leaves; beyond the ends of the line the last segment decides. See
    :func:`geo.border.name_side` for the country, which needs more than the line.

    Examples
    --------
    >>> from geo.border.model import make_border
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> m = locate(line, [70.9, 71.1], [33.5, 33.5])
    >>> m.distance_km.round(3).tolist(), m.chainage_km.round(3).tolist(), m.side.tolist()
    ([9.292, 9.292], [55.454, 55.454], [1, -1])
    >>> len(locate(line, [], []))
    0
    """
    x, y = _validate_points(lon, lat)
    measures = locate_banks(border, x, y, many=len(x) >= MANY if many is None else many)
    return set_far_sides(border, x, y, measures)


def locate_banks(border: Border, lon: Floats, lat: Floats, *, many: bool) -> Measures:
    """Return where points lie, the side being the bank of the line alone.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, one-dimensional, of one length; not finite gives NaN.
    many : search in machine code if it is there.
    """
    search = _load_compiled() if many else None
    if search is None:
        return locate_numpy(border, lon, lat)
    measures, far = search(border, lon, lat)
    if far.size:
        exact = locate_numpy(border, lon[far], lat[far])
        for name in Measures.__slots__:
            getattr(measures, name)[far] = getattr(exact, name)
    return measures


@functools.cache
def _load_compiled() -> Callable[[Border, Floats, Floats], tuple[Measures, Any]] | None:
    """Return the compiled search; None without the extra, or where it cannot be kept."""
    if not has_compiled():
        return None
    try:
        from geo.border.compiled import locate_compiled
    except (ImportError, RuntimeError) as fault:
        # numba refuses to compile where it finds no folder to keep the result in.
        log.info("the compiled search cannot be used: %s", fault)
        return None
    return locate_compiled


def has_compiled() -> bool:
    """Tell whether the extra ``fast`` is installed.

    Examples
    --------
    >>> has_compiled() in (True, False)
    True
    """
    return importlib.util.find_spec("numba") is not None


def _validate_points(lon: Any, lat: Any) -> tuple[Floats, Floats]:
    """Return coordinates as flat arrays; refuse what is no degree."""
    x = np.atleast_1d(np.asarray(lon, np.float64)).ravel()
    y = np.atleast_1d(np.asarray(lat, np.float64)).ravel()
    if x.shape != y.shape:
        raise BorderError(f"expected as many longitudes as latitudes, found {x.size} and {y.size}")
    # Comparisons with NaN are false: what is not finite is no fault here.
    with np.errstate(invalid="ignore"):
        is_bad = ((np.abs(y) > 90.0) & (np.abs(y) < np.inf)) | (
            (np.abs(x) > 360.0) & (np.abs(x) < np.inf)
        )
    if is_bad.any():
        row = int(np.flatnonzero(is_bad)[0])
        message = (
            f"point {row}: expected longitude in [-180, 180] and latitude in [-90, 90], found "
            f"lon={x[row]:g}, lat={y[row]:g}; are they swapped?"
        )
        raise BorderError(message)
    return x, y
