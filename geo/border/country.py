"""Which country a point is in, and what its side of a border is called."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border import source
from geo.border.cache import Arrays, load_or_build
from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.geodesy import Floats

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Bools: TypeAlias = npt.NDArray[np.bool_]
Names: TypeAlias = npt.NDArray[np.str_]

#: Within this a point is said to be on the line, kilometres.
ON_LINE_KM = 0.1
#: Within this a line that is not the zones' own decides the side itself, kilometres.
OWN_LINE_KM = 10.0
ON_LINE, UNDETERMINED, ELSEWHERE = "on_line", "undetermined", "elsewhere"


@functools.lru_cache(maxsize=8)
def country_area(code: str) -> BaseGeometry:
    """Return a country's area, territorial sea included, prepared for questions.

    Parameters
    ----------
    code : ISO 3166 code.

    Raises
    ------
    UnknownNameError : there is no time zone of that code.

    Examples
    --------
    >>> country_area("AF").geom_type
    'MultiPolygon'
    """
    import shapely

    country = source.validate_country(code)

    def build() -> Arrays:
        area = source.to_geometry(source.read_zones(country))
        return {"wkb": np.frombuffer(shapely.to_wkb(area), np.uint8)}

    arrays = load_or_build(f"country-{country}", source.source_version(), build)
    area = shapely.from_wkb(arrays["wkb"].tobytes())
    shapely.prepare(area)
    return area


def is_in_country(code: str, lon: Any, lat: Any) -> Bools:
    """Tell which points are in a country, its territorial sea included.

    Parameters
    ----------
    code : ISO 3166 code.
    lon, lat : degrees, arrays of one length; not finite gives False.

    Raises
    ------
    UnknownNameError : there is no time zone of that code.

    Examples
    --------
    >>> is_in_country("AF", [69.2, 73.0], [34.5, 33.7]).tolist()
    [True, False]
    """
    import shapely

    x = np.asarray(lon, np.float64)
    x = np.where(x > 180.0, x - 360.0, np.where(x < -180.0, x + 360.0, x))
    return np.asarray(shapely.contains_xy(country_area(code), x, np.asarray(lat, np.float64)))


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


def country_signs(border: Border, lon: Floats, lat: Floats, measures: Measures) -> Floats:
    """Return which country points are in: 1 the first, -1 the second, NaN neither, 0 both.

    Parameters
    ----------
    border : the line; if its countries are unknown, its two banks are taken for them.
    lon, lat : degrees, arrays of one length.
    measures : of the same points.
    """
    bank = np.where(measures.side >= 0, 1.0, -1.0)
    if not (border.first and border.second):
        return bank
    in_first = is_in_country(border.first, lon, lat)
    in_second = is_in_country(border.second, lon, lat)
    signs = np.where(in_first, 1.0, np.where(in_second, -1.0, np.nan))
    signs[in_first & in_second] = 0.0
    if border.source != source.SOURCE:
        # Another line than the zones' own: near it, it decides.
        is_near = (in_first | in_second) & (measures.distance_km <= OWN_LINE_KM)
        signs = np.where(is_near, bank, signs)
    return signs
