"""Where land is: to cut a border where it goes out to sea.

Time zones include the territorial sea, so the shared edge of two of them goes on past the
coast. The coast is Natural Earth's at 1:10 million (public domain), from the npm package
``world-atlas``, which the build puts beside this module; it is right to a kilometre or so,
and nothing but the ends of lines is cut with it.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.errors import BorderError
from geo.geodesy import Floats

if TYPE_CHECKING:
    from shapely import MultiPolygon

Bools: TypeAlias = npt.NDArray[np.bool_]

#: TopoJSON as the npm package has it.
LAND_FILE = "land-10m.json"
#: The coast crosses the line between two vertices: found to this part of the way.
CUT_STEPS = 30


def land_version() -> str:
    """Return what tells one land file from another: its size; ``none`` if it is absent.

    Examples
    --------
    >>> land_version() == "none" or int(land_version()) > 1_000_000
    True
    """
    path = files("geo.border").joinpath("data", LAND_FILE)
    return str(len(path.read_bytes())) if path.is_file() else "none"


@functools.cache
def read_land() -> MultiPolygon:
    """Return the world's land, prepared for questions.

    Raises
    ------
    BorderError : the file is not there.
    """
    import shapely

    path = files("geo.border").joinpath("data", LAND_FILE)
    if not path.is_file():
        message = (
            f"expected the coast in geo/border/data/{LAND_FILE}, found none; the build puts it "
            "there: install the package again"
        )
        raise BorderError(message)
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _decode_arcs(topology)
    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for numbers in _polygons_of(geometry):
            rings = [_ring(ring, arcs) for ring in numbers]
            for turns in _turns(rings[0]):
                moved = [ring + np.array([360.0 * turns, 0.0]) for ring in rings]
                polygons.append(shapely.Polygon(moved[0], moved[1:]))
    land = shapely.MultiPolygon(polygons)
    shapely.prepare(land)
    return land


def _decode_arcs(topology: dict[str, Any]) -> list[Floats]:
    """Return the arcs of a topology in degrees: they are stored as differences of integers."""
    scale = np.array(topology["transform"]["scale"])
    translate = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]


def _polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a geometry, each a list of rings, each a list of arcs."""
    arcs = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


def _ring(numbers: list[int], arcs: list[Floats]) -> Floats:
    """Return a ring from its arcs, going on past 180 degrees rather than jumping.

    A negative number is an arc backwards. A ring around the world is closed by the pole.
    """
    runs = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    ring = np.concatenate([runs[0], *(run[1:] for run in runs[1:])])
    ring[:, 0] = np.unwrap(ring[:, 0], period=360.0)
    if abs(ring[-1, 0] - ring[0, 0]) < 180.0:
        return ring
    pole = 90.0 if ring[:, 1].mean() > 0.0 else -90.0
    return np.concatenate([ring, [[ring[-1, 0], pole], [ring[0, 0], pole]], ring[:1]])


def _turns(ring: Floats) -> list[int]:
    """Return by how many turns a ring is moved so that its copies cover -180 to 180 degrees."""
    west, east = float(ring[:, 0].min()), float(ring[:, 0].max())
    return [turns for turns in (-1, 0, 1) if west + 360 * turns < 180 and east + 360 * turns > -180]


def is_on_land(lon: Floats, lat: Floats) -> Bools:
    """Tell which points are on land.

    Parameters
    ----------
    lon, lat : degrees, arrays of one length.

    Raises
    ------
    BorderError : the file of the coast is not there.
    """
    import shapely

    return np.asarray(shapely.contains_xy(read_land(), lon, lat))


def cut_sea(parts: list[Floats]) -> list[Floats]:
    """Return the parts of a line without what goes out to sea at their ends.

    Parameters
    ----------
    parts : arrays of shape (n, 2), degrees. A closed part is an enclave and stays as it is.

    Returns
    -------
    The parts in the same order; those wholly at sea are left out. A stretch of water
    between two of land (a strait, a lake of salt water) stays.

    Raises
    ------
    BorderError : the file of the coast is not there.
    """
    kept = []
    for part in parts:
        if (part[0] == part[-1]).all():
            kept.append(part)
            continue
        landed = np.flatnonzero(is_on_land(part[:, 0], part[:, 1]))
        if not landed.size:
            continue
        first, last = int(landed[0]), int(landed[-1])
        head = [_coast(part[first - 1], part[first])] if first > 0 else []
        tail = [_coast(part[last + 1], part[last])] if last < len(part) - 1 else []
        left = np.array([*head, *part[first : last + 1], *tail])
        if len(left) > 1:
            kept.append(left)
    return kept


def _coast(sea: Floats, land: Floats) -> Floats:
    """Return the point between two where land begins, on the data's grid of 1e-6 degrees."""
    share_sea, share_land = 0.0, 1.0
    for _ in range(CUT_STEPS):
        middle = 0.5 * (share_sea + share_land)
        x, y = sea + middle * (land - sea)
        if is_on_land(np.array([x]), np.array([y]))[0]:
            share_land = middle
        else:
            share_sea = middle
    return np.round(sea + share_land * (land - sea), 6)
