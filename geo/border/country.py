"""Which country a point is in, and how far a line can be trusted to tell."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border import source
from geo.border.cache import Arrays, load_or_build
from geo.border.feet import Measures, locate_numpy
from geo.border.model import Border, make_border
from geo.geodesy import Floats

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Bools: TypeAlias = npt.NDArray[np.bool_]
Signs: TypeAlias = npt.NDArray[np.float64]

#: Within this a line that is not the zones' own decides the side itself, kilometres.
OWN_LINE_KM = 10.0
#: Clearances are known every so many kilometres of the line.
CLEARANCE_STEP_KM = 2.0
#: Closer than this the line decides, whatever the zones' straight edges in degrees say.
LEAST_CLEARANCE_KM = 0.01


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


@functools.lru_cache(maxsize=8)
def clearances_km(border: Border) -> Floats:
    """Return how far from the line its banks alone tell the country, every 2 km of it.

    Parameters
    ----------
    border : a line from the zones of two known countries.

    Returns
    -------
    Kilometres, one for each step of :data:`CLEARANCE_STEP_KM` of true length. A point whose
    way to its foot is shorter cannot have a third country, or the sea, in between.

    Notes
    -----
    The distance from the line to the nearest edge of either country that is not the line,
    less one step, for the points of the line between two samples.
    """

    def build() -> Arrays:
        zones = source.read_zones(border.first) + source.read_zones(border.second)
        parts = source.other_edges(zones, np.rint(border.coordinates * source.GRID).astype(int))
        outline = make_border(("", ""), [part / source.GRID for part in parts])
        along = np.arange(0.0, border.length_km + CLEARANCE_STEP_KM, CLEARANCE_STEP_KM)
        vertex = np.searchsorted(border.along_km, np.minimum(along, border.length_km))
        away = locate_numpy(outline, *border.coordinates[vertex].T).distance_km
        gap = border.along_km[vertex] - along
        return {"km": np.maximum(away - CLEARANCE_STEP_KM - np.abs(gap), LEAST_CLEARANCE_KM)}

    pair = "-".join(sorted(border.pair))
    return load_or_build(f"clearance-{pair}", border.sha256, build)["km"]


def country_signs(border: Border, lon: Floats, lat: Floats, measures: Measures) -> Signs:
    """Return which country points are in: 1 the first, -1 the second, NaN neither, 0 both.

    Parameters
    ----------
    border : the line; if its countries are unknown, its two banks are taken for them.
    lon, lat : degrees, arrays of one length.
    measures : of the same points, as from :func:`geo.border.locate`.
    """
    bank = np.where(measures.side >= 0, 1.0, -1.0)
    far = _beyond_clearance(border, measures)
    if not far.size:
        return bank
    in_first = is_in_country(border.first, lon[far], lat[far])
    in_second = is_in_country(border.second, lon[far], lat[far])
    signs = np.where(in_first, 1.0, np.where(in_second, -1.0, np.nan))
    signs[in_first & in_second] = 0.0
    if border.source != source.SOURCE:
        # Another line than the zones' own: near it, it decides.
        is_near = (in_first | in_second) & (measures.distance_km[far] <= OWN_LINE_KM)
        signs = np.where(is_near, bank[far], signs)
    bank[far] = signs
    return bank


def _beyond_clearance(border: Border, measures: Measures) -> npt.NDArray[np.int64]:
    """Return the rows of points whose bank alone does not tell the country."""
    if not (border.first and border.second):
        return np.empty(0, np.int64)
    if border.source != source.SOURCE:
        return np.arange(len(measures))
    clearance = clearances_km(border)
    with np.errstate(invalid="ignore"):
        step = (measures.along_km * (1.0 / CLEARANCE_STEP_KM)).astype(np.int32)
    # Where there is no kilometre the distance is NaN too, and the row is not taken.
    return np.flatnonzero(measures.distance_km >= clearance.take(step, mode="clip"))


def set_far_sides(border: Border, lon: Floats, lat: Floats, measures: Measures) -> Measures:
    """Return measures whose side is that of the country a point is in, where it is in one.

    Parameters
    ----------
    border : the line.
    lon, lat : degrees, arrays of one length.
    measures : of the same points, by banks; changed in place.
    """
    if border.source != source.SOURCE:
        return measures
    far = _beyond_clearance(border, measures)
    if far.size:
        in_first = is_in_country(border.first, lon[far], lat[far])
        in_second = is_in_country(border.second, lon[far], lat[far])
        side = measures.side[far]
        side[in_first & ~in_second] = 1
        side[in_second & ~in_first] = -1
        measures.side[far] = side
    return measures
