"""What the side of a border that a point is on is called."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.country import country_signs
from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.geodesy import Floats

Names: TypeAlias = npt.NDArray[np.str_]

#: Within this a point is said to be on the line, kilometres.
ON_LINE_KM = 0.1
ON_LINE, UNDETERMINED, ELSEWHERE = "on_line", "undetermined", "elsewhere"


def side_of(border: Border, lon: float, lat: float) -> str:
    """Return the name of a point's side.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees.

    Returns
    -------
    A code of the pair, ``on_line``, ``undetermined`` or ``elsewhere``; see
    :func:`name_sides`.

    Examples
    --------
    >>> from geo.border.line import durand_line
    >>> side_of(durand_line(), 69.2, 34.5), side_of(durand_line(), 51.4, 35.7)
    ('AF', 'elsewhere')
    """
    return str(name_sides(border, [lon], [lat])[0])


def name_sides(border: Border, lon: Any, lat: Any, measures: Measures | None = None) -> Names:
    """Return the names of points' sides.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, arrays of one length.
    measures : of the same points, if they are known already.

    Returns
    -------
    For each point a code of the pair (``first`` or ``second`` if the countries are
    unknown); ``on_line`` within 0.1 km; ``elsewhere`` in neither country;
    ``undetermined`` where the zones of both countries claim it, or a coordinate is not
    finite.

    Examples
    --------
    >>> from geo.border.line import durand_line
    >>> name_sides(durand_line(), [69.2, 73.0, 71.0847], [34.5, 33.7, 34.1138]).tolist()
    ['AF', 'PK', 'PK']
    """
    found = locate(border, lon, lat) if measures is None else measures
    x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    first, second = border.first or "first", border.second or "second"
    names = np.where(found.side >= 0, first, second).astype(object)
    if border.first and border.second:
        names = _by_country(border, x, y, found)
    names[found.distance_km <= ON_LINE_KM] = ON_LINE
    names[~np.isfinite(found.distance_km)] = UNDETERMINED
    return names.astype(np.str_)


#: The same under the name that reads better for one set of points.
name_side = name_sides


def _by_country(border: Border, lon: Floats, lat: Floats, found: Measures) -> Any:
    """Return names by the countries' areas."""
    signs = country_signs(border, lon, lat, found)
    names = np.full(len(lon), ELSEWHERE, object)
    names[signs > 0.0] = border.first
    names[signs < 0.0] = border.second
    names[signs == 0.0] = UNDETERMINED
    return names
