"""Where lines come from: the shared edge of two countries' time zones.

``timezonefinder-data`` holds the world's time zones as OpenStreetMap's polygons without
simplification, and neighbours there share their vertices. ``tzdata``'s ``zone.tab`` says
which zones a country has. An edge that stands in the rings of both countries is border.

Coordinates are compared as whole millionths of a degree, the grid the data is on, so a
vertex is either the same or it is not.
"""

from __future__ import annotations

import atexit
import functools
import importlib.metadata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border import land
from geo.errors import BorderError, UnknownNameError
from geo.geodesy import Floats

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from timezonefinder import TimezoneFinder

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

#: What the lines are called in attributions.
SOURCE = "OpenStreetMap"
#: Steps of the coordinate grid in one degree.
GRID = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """One polygon of a country: a closed ring first, then its holes.

    Attributes
    ----------
    rings : arrays of shape (n, 2), longitude and latitude in millionths of a degree,
        without the closing vertex. The country lies on the right of each ring.
    """

    rings: tuple[Ints, ...]


def source_version() -> str:
    """Return the names and versions of the two data packages, as attributions give them.

    Examples
    --------
    >>> "tzdata" in source_version()
    True
    """
    zones = importlib.metadata.version("timezonefinder-data")
    return f"timezonefinder-data {zones}, tzdata {importlib.metadata.version('tzdata')}"


@functools.cache
def zones_by_country() -> dict[str, tuple[str, ...]]:
    """Return the time zones of each ISO 3166 code, as ``zone.tab`` has them.

    Examples
    --------
    >>> zones_by_country()["AF"], len(zones_by_country()["US"]) > 20
    (('Asia/Kabul',), True)
    """
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    zones: dict[str, list[str]] = {}
    for row in table.splitlines():
        if row and not row.startswith("#"):
            code, _, zone = row.split("\t")[:3]
            zones.setdefault(code, []).append(zone)
    return {code: tuple(names) for code, names in sorted(zones.items())}


def validate_country(code: str) -> str:
    """Return the ISO 3166 code in capitals.

    Parameters
    ----------
    code : two letters, any case.

    Raises
    ------
    UnknownNameError : there is no time zone of that code.

    Examples
    --------
    >>> validate_country("af")
    'AF'
    >>> validate_country("UK")
    Traceback (most recent call last):
    geo.errors.UnknownNameError: unknown country code 'UK'; nearest: 'VU', 'UZ', 'UY', 'US', 'UM'
    """
    upper = code.strip().upper()
    if upper not in zones_by_country():
        raise UnknownNameError("country code", code, zones_by_country())
    return upper


@functools.lru_cache(maxsize=8)
def read_zones(country: str) -> tuple[Zone, ...]:
    """Return the polygons of a country, territorial sea included.

    Parameters
    ----------
    country : ISO 3166 code.

    Raises
    ------
    UnknownNameError : there is no time zone of that code.
    BorderError : the data packages do not fit each other.

    Examples
    --------
    >>> len(read_zones("AF"))
    1
    """
    finder, zone_ids = _open_finder()
    found: list[Zone] = []
    for name in zones_by_country()[validate_country(country)]:
        if name not in finder.timezone_names:
            message = (
                f"expected the zone {name} of {country} in {source_version()}, and it is not "
                "there; install versions of timezonefinder-data and tzdata of the same year"
            )
            raise BorderError(message)
        wanted = np.flatnonzero(zone_ids == finder.timezone_names.index(name))
        found.extend(_read_polygon(finder, int(i)) for i in wanted)
    return tuple(found)


@functools.cache
def _open_finder() -> tuple[TimezoneFinder, npt.NDArray[np.unsignedinteger]]:
    """Return the zone data and the zone of each of its polygons."""
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    atexit.register(finder.cleanup)  # its files are mapped for as long as the process lives
    return finder, np.asarray(finder.zone_ids_of(np.arange(finder.nr_of_polygons)))


def _read_polygon(finder: TimezoneFinder, polygon: int) -> Zone:
    """Return one polygon with all its rings turned so that its inside is on their right."""
    rings = []
    for number, ring in enumerate(finder.get_polygon(polygon)):
        grid = np.rint(np.asarray(ring, np.float64).T * GRID).astype(np.int64)
        if (grid[0] == grid[-1]).all():
            grid = grid[:-1]
        is_clockwise = _signed_area(grid) < 0.0
        rings.append(grid if is_clockwise == (number == 0) else grid[::-1])
    return Zone(tuple(rings))


def _signed_area(ring: Ints) -> float:
    """Return the planar area of a ring, positive if it runs counter-clockwise."""
    x, y = (ring - ring[0]).astype(np.float64).T
    return 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def shared_parts(first: tuple[Zone, ...], second: tuple[Zone, ...]) -> list[Ints]:
    """Return the runs of edges that stand in the rings of both countries.

    Parameters
    ----------
    first, second : polygons as from :func:`read_zones`.

    Returns
    -------
    Arrays of shape (n, 2), millionths of a degree, the first country on the right.
    Parts that touch are joined. A closed part repeats its first vertex. Empty if the
    countries do not touch.

    Examples
    --------
    >>> west = Zone((np.array([[0, 0], [0, 2], [1, 2], [1, 0]]),))
    >>> east = Zone((np.array([[1, 0], [1, 2], [2, 2], [2, 0]]),))
    >>> [part.tolist() for part in shared_parts((west,), (east,))]
    [[[1, 2], [1, 0]]]
    """
    mine = [ring for zone in first for ring in zone.rings]
    theirs = [ring for zone in second for ring in zone.rings]
    if not mine or not theirs:
        return []
    other_keys = np.concatenate([_vertex_keys(ring) for ring in theirs])
    common = np.intersect1d(np.concatenate([_vertex_keys(ring) for ring in mine]), other_keys)
    other_edges = np.concatenate([_edge_codes(_vertex_keys(ring), common) for ring in theirs])
    other_edges = np.unique(other_edges[other_edges >= 0])
    is_free = np.ones(other_edges.size, np.bool_)
    runs: list[Ints] = []
    for ring in mine:
        codes = _edge_codes(_vertex_keys(ring), common)
        place, is_shared = _find(codes, other_edges)
        # An edge that two rings of the first country share too is taken once.
        is_shared[is_shared] = is_free[place[is_shared]]
        is_free[place[is_shared]] = False
        runs.extend(_cut_runs(ring, is_shared))
    return _join_runs(runs)


def _find(values: Ints, known: Ints) -> tuple[Ints, Bools]:
    """Return where values stand in a sorted list, and which of them do."""
    if not known.size:
        return np.zeros(values.size, np.int64), np.zeros(values.size, np.bool_)
    place = np.minimum(np.searchsorted(known, values), known.size - 1)
    return place, known[place] == values


def other_edges(zones: tuple[Zone, ...], line: Ints) -> list[Ints]:
    """Return the runs of edges of polygons that are not on a line.

    Parameters
    ----------
    zones : polygons as from :func:`read_zones`.
    line : the line's vertices, shape (n, 2), millionths of a degree.

    Examples
    --------
    >>> west = Zone((np.array([[0, 0], [0, 2], [1, 2], [1, 0]]),))
    >>> [part.tolist() for part in other_edges((west,), np.array([[1, 2], [1, 0]]))]
    [[[1, 0], [0, 0], [0, 2], [1, 2]]]
    """
    keys = _vertex_keys(line)
    common = np.unique(keys)
    # The edge that would close the line is taken for one of it: harmless, it is none.
    own = np.unique(_edge_codes(keys, common))
    runs: list[Ints] = []
    for zone in zones:
        for ring in zone.rings:
            codes = _edge_codes(_vertex_keys(ring), common)
            runs.extend(_cut_runs(ring, ~_find(codes, own)[1]))
    return runs


def _vertex_keys(ring: Ints) -> Ints:
    """Return one number a vertex."""
    return ((ring[:, 0] + 180 * GRID) << 28) | (ring[:, 1] + 90 * GRID)


def _edge_codes(keys: Ints, common: Ints) -> Ints:
    """Return one number an edge of a ring, whatever its direction; -1 if not on common vertices."""
    place, is_common = _find(keys, common)
    index = np.where(is_common, place, -1)
    after = np.roll(index, -1)
    low, high = np.minimum(index, after), np.maximum(index, after)
    return np.where((low >= 0) & (low != high), low * common.size + high, -1)


def _cut_runs(ring: Ints, is_shared: Bools) -> list[Ints]:
    """Return the maximal runs of shared edges of a ring, across its start too."""
    if not is_shared.any():
        return []
    if is_shared.all():
        return [np.concatenate([ring, ring[:1]])]
    first_gap = int(np.flatnonzero(~is_shared)[0])
    flags = np.roll(is_shared, -first_gap)
    vertices = np.roll(ring, -first_gap, axis=0)
    vertices = np.concatenate([vertices, vertices[:1]])
    steps = np.diff(np.concatenate([[0], flags.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [vertices[a : b + 1] for a, b in zip(starts, ends, strict=True)]


def _join_runs(runs: list[Ints]) -> list[Ints]:
    """Return runs with those joined where one ends at the start of another."""
    parts = list(runs)
    joined = True
    while joined:
        joined = False
        starts = {tuple(part[0]): i for i, part in enumerate(parts)}
        for i, part in enumerate(parts):
            after = starts.get(tuple(part[-1]), i)
            if after != i:
                parts[i] = np.concatenate([part, parts[after][1:]])
                del parts[after]
                joined = True
                break
    return parts


def neighbours(country: str) -> tuple[str, ...]:
    """Return the codes of the countries whose zones touch this one's on land.

    Parameters
    ----------
    country : ISO 3166 code.

    Raises
    ------
    UnknownNameError : there is no time zone of that code.

    Notes
    -----
    Reads every zone whose bounds touch: a second or so, for messages.

    Examples
    --------
    >>> neighbours("AF")
    ('CN', 'IR', 'PK', 'TJ', 'TM', 'UZ')
    """
    code = validate_country(country)
    finder, zone_ids = _open_finder()
    keys = [_vertex_keys(ring) for zone in read_zones(code) for ring in zone.rings]
    touching = _zones_on_land(finder, zone_ids, np.unique(np.concatenate(keys)))
    return tuple(
        other
        for other, names in zones_by_country().items()
        if other != code and touching.intersection(names)
    )


def _zones_on_land(
    finder: TimezoneFinder, zone_ids: npt.NDArray[np.unsignedinteger], keys: Ints
) -> set[str]:
    """Return the names of the zones that have two of these vertices or more on land."""
    lon, lat = _from_keys(keys)
    found: set[str] = set()
    for polygon, zone in enumerate(zone_ids):
        name = finder.timezone_names[int(zone)]
        if name in found:
            continue
        low, high = _polygon_bounds(finder, polygon)
        inside = (lon >= low[0]) & (lon <= high[0]) & (lat >= low[1]) & (lat <= high[1])
        if inside.sum() < 2:
            continue
        ring = np.asarray(finder.coords_of(polygon), np.int64).T // (10_000_000 // GRID)
        common = np.intersect1d(keys[inside], _vertex_keys(ring))
        if common.size >= 2 and land.is_on_land(*(v / GRID for v in _from_keys(common))).any():
            found.add(name)
    return found


def _from_keys(keys: Ints) -> tuple[Ints, Ints]:
    """Return longitudes and latitudes, millionths of a degree, of vertex numbers."""
    return (keys >> 28) - 180 * GRID, (keys & ((1 << 28) - 1)) - 90 * GRID


def _polygon_bounds(finder: TimezoneFinder, polygon: int) -> tuple[Floats, Floats]:
    """Return west and south, and east and north of a polygon, in the grid's steps."""
    box, step = finder.boundaries, 10_000_000 // GRID
    low = np.array([box.xmin[polygon], box.ymin[polygon]], np.float64) / step
    high = np.array([box.xmax[polygon], box.ymax[polygon]], np.float64) / step
    return low, high


def to_geometry(zones: tuple[Zone, ...]) -> MultiPolygon:
    """Return polygons as one shapely geometry, in degrees.

    Parameters
    ----------
    zones : as from :func:`read_zones`.

    Examples
    --------
    >>> to_geometry(read_zones("AF")).geom_type
    'MultiPolygon'
    """
    import shapely

    polygons = [
        shapely.Polygon(zone.rings[0] / GRID, [ring / GRID for ring in zone.rings[1:]])
        for zone in zones
    ]
    return shapely.MultiPolygon(polygons)


def overlap(first: tuple[Zone, ...], second: tuple[Zone, ...], smallest_km2: float) -> bytes | None:
    """Return the area that the zones of both countries cover, as WKB.

    Parameters
    ----------
    first, second : polygons as from :func:`read_zones`.
    smallest_km2 : areas below this are slivers of the digitisation and left out.

    Returns
    -------
    A multipolygon in degrees, or None if there is no such area.
    """
    import shapely

    from geo.geodesy import wgs84

    mine = shapely.get_parts(to_geometry(first))
    theirs = shapely.get_parts(to_geometry(second))
    rows, others = shapely.STRtree(theirs).query(mine)
    pieces = shapely.get_parts(shapely.intersection(mine[rows], theirs[others]))
    areas = [
        piece
        for piece in pieces
        if piece.geom_type == "Polygon"
        and abs(wgs84().geometry_area_perimeter(piece)[0]) >= smallest_km2 * 1e6
    ]
    return shapely.to_wkb(shapely.MultiPolygon(areas)) if areas else None
