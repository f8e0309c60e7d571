"""Lines to measure on: the Durand Line, the border of any two neighbours, a user's own."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.border import calibration, land, source
from geo.border.cache import Arrays, load_or_build
from geo.border.feet import locate_numpy
from geo.border.model import Border, make_border
from geo.errors import BorderError, DisputedError, TableError
from geo.geodesy import Floats, distance_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Border", "durand_line", "make_border", "read_border", "shared_border"]

#: Number of the way lines are built; a new one makes cached lines be built again.
BUILD = 3
#: Areas that both countries claim are kept from this size on, square kilometres.
SMALLEST_DISPUTE_KM2 = 1.0


def durand_line() -> Border:
    """Return the line between Afghanistan and Pakistan, kilometre 0 to 2,611.

    It runs from the tripoint with China to that with Iran, Afghanistan on the right.

    Raises
    ------
    BorderError : the data packages do not fit each other.

    Examples
    --------
    >>> line = durand_line()
    >>> line.pair, line.km_start, line.km_end, line.frame
    (('AF', 'PK'), 0.0, 2611.0, 'AF-PK/1')
    """
    return shared_border("AF", "PK")


@functools.lru_cache(maxsize=16)
def shared_border(first: str, second: str) -> Border:
    """Return the border of two neighbouring countries.

    Parameters
    ----------
    first, second : ISO 3166 codes. The line is the same in whichever order; the first
        names the side that is positive.

    Returns
    -------
    A line of one part or more. It begins at its northern end, unless a frame says
    otherwise; parts follow each other, the nearest next, and closed parts (enclaves) come
    last. Sections at sea are cut. Where the two countries' zones overlap there is no line
    but an area, ``disputed``.

    Raises
    ------
    UnknownNameError : there is no time zone of a code.
    BorderError : the two do not touch; the message names the neighbours there are.
    DisputedError : their zones only overlap: there is an area and no line.

    Examples
    --------
    >>> shared_border("be", "nl").code
    'BE-NL'
    """
    pair = (source.validate_country(first), source.validate_country(second))
    if pair[0] == pair[1]:
        raise BorderError(f"expected two countries, found {pair[0]} twice")
    ordered = (min(pair), max(pair))
    frame = calibration.read_frame("-".join(ordered))
    version = source.source_version()
    # Only lines without a frame are cut at the coast: a frame says where the line ends.
    basis = f"frame {frame.digest()}" if frame else f"coast {land.land_version()}"
    arrays = load_or_build(
        f"line-{'-'.join(ordered)}",
        f"build {BUILD}, {version}, {basis}",
        lambda: _build_shared(ordered, frame),
    )
    return _from_arrays(pair, arrays, version, frame.name if frame else "")


def _build_shared(pair: tuple[str, str], frame: calibration.Frame | None) -> Arrays:
    """Return a shared border as arrays, from the zones."""
    first, second = source.read_zones(pair[0]), source.read_zones(pair[1])
    parts = [part / source.GRID for part in source.shared_parts(first, second)]
    if frame is None:
        parts = land.cut_sea(parts)
    disputed = source.overlap(first, second, SMALLEST_DISPUTE_KM2)
    if not parts:
        raise _no_line(pair, disputed)
    ordered, first_on_right = _order_parts(parts)
    border = make_border(pair, ordered, first_on_right=first_on_right)
    if frame is not None:
        border = calibration.transfer(border, frame).border
    kept = ("coordinates", "part_starts", "along_km", "tie_along_km", "tie_km")
    return {
        **{name: getattr(border, name) for name in kept},
        "first_on_right": np.array(border.first_on_right),
        "disputed": np.frombuffer(disputed or b"", np.uint8),
    }


def _no_line(pair: tuple[str, str], disputed: bytes | None) -> BorderError:
    """Return why there is no line between two countries."""
    if disputed:
        return DisputedError(
            f"expected a line between {pair[0]} and {pair[1]}, found only an area that the "
            "time zones of both claim (the error's attribute disputed holds it)",
            disputed,
        )
    near = [", ".join(source.neighbours(code)) or "none" for code in pair]
    return BorderError(
        f"expected two neighbours, but {pair[0]} and {pair[1]} share no edge on land; "
        f"neighbours of {pair[0]}: {near[0]}; of {pair[1]}: {near[1]}"
    )


def _from_arrays(pair: tuple[str, str], arrays: Arrays, version: str, frame: str) -> Border:
    """Return the border that cached arrays describe; they are of the pair in order."""
    is_swapped = pair[0] > pair[1]
    return Border(
        pair=pair,
        name="Durand Line" if sorted(pair) == ["AF", "PK"] else "-".join(pair),
        coordinates=arrays["coordinates"],
        part_starts=arrays["part_starts"],
        first_on_right=bool(arrays["first_on_right"]) != is_swapped,
        along_km=arrays["along_km"],
        tie_along_km=arrays["tie_along_km"],
        tie_km=arrays["tie_km"],
        frame=frame,
        source=source.SOURCE,
        source_version=version,
        disputed=arrays["disputed"].tobytes() or None,
    )


def _order_parts(parts: list[Floats]) -> tuple[list[Floats], bool]:
    """Return parts from the northern end on, and whether the first country is on the right.

    All parts come with the first country on the right, and are all turned or none.
    """
    is_open = [bool((part[0] != part[-1]).any()) for part in parts]
    opened = [part for part, is_it in zip(parts, is_open, strict=True) if is_it]
    closed = [part for part, is_it in zip(parts, is_open, strict=True) if not is_it]
    closed.sort(key=lambda part: (-float(part[:, 1].max()), float(part[:, 0].min())))
    # The longest open part says which way is up the kilometres.
    longest = max(opened or closed, key=len)
    is_turned = bool(longest[0, 1] < longest[-1, 1])
    turned = [part[::-1] if is_turned else part for part in opened]
    ordered: list[Floats] = []
    if turned:
        here = max(range(len(turned)), key=lambda i: (turned[i][0, 1], -turned[i][0, 0]))
        ordered.append(turned.pop(here))
    while turned:
        end = ordered[-1][-1]
        starts = np.array([part[0] for part in turned])
        gap = distance_km(end[0], end[1], starts[:, 0], starts[:, 1])
        ordered.append(turned.pop(int(np.argmin(gap))))
    ordered += [part[::-1] if is_turned else part for part in closed]
    return ordered, not is_turned


def read_border(
    path: str | Path,
    *,
    pair: tuple[str, str] = ("", ""),
    name: str = "",
    start: tuple[float, float] | None = None,
    first_on_right: bool = True,
) -> Border:
    """Return a user's own line.

    Parameters
    ----------
    path : GeoJSON, GeoPackage, Shapefile or what else GDAL reads, of lines in any CRS.
    pair : ISO codes of the countries, if they are known. A pair with a frame gets its
        kilometres, and the direction with them.
    name : what to call the line; by default the file's stem.
    start : longitude and latitude near the end where kilometre 0 is; by default the first
        vertex of the file.
    first_on_right : the first country lies on the right as the kilometres go up. A frame
        knows better.

    Raises
    ------
    TableError : the file cannot be read or holds no line.
    BorderError : the line cannot be measured on.
    """
    path = Path(path)
    geometry = _read_lines(path)
    parts = _merge_lines(geometry)
    if start is not None:
        ends = np.array([parts[0][0], parts[-1][-1]])
        away = distance_km(start[0], start[1], ends[:, 0], ends[:, 1])
        if away[1] < away[0]:
            parts = [part[::-1] for part in reversed(parts)]
    border = make_border(
        pair,
        parts,
        first_on_right=first_on_right,
        name=name or path.stem,
        source=path.name,
    )
    frame = calibration.read_frame(border.code) if border.code else None
    if frame is None:
        return border
    moved = calibration.transfer(border, frame).border
    is_swapped = border.code != frame.name.split("/", maxsplit=1)[0]
    return _with_right(moved, not is_swapped)


def _with_right(border: Border, first_on_right: bool) -> Border:
    """Return a border with the first country on a given hand."""
    from dataclasses import replace

    return replace(border, first_on_right=first_on_right)


def _read_lines(path: Path) -> BaseGeometry:
    """Return all lines of a file in degrees on WGS 84, as one geometry."""
    import pyogrio
    import pyogrio.errors
    import shapely

    try:
        frame = pyogrio.read_dataframe(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as fault:
        message = f"expected a file of lines (GeoJSON, GeoPackage, Shapefile): {fault}"
        raise TableError(message, where=str(path)) from fault
    kinds = set(getattr(frame, "geom_type", []))
    if not kinds or not kinds <= {"LineString", "MultiLineString", None}:
        found = ", ".join(sorted(str(kind) for kind in kinds)) or "no geometry"
        raise TableError(f"expected lines and nothing else, found {found}", where=str(path))
    if frame.crs is None:
        message = "expected a coordinate reference system, found none; save the file with one"
        raise TableError(message, where=str(path))
    lines = frame.geometry[frame.geometry.notna()].to_crs("EPSG:4326")
    return shapely.union_all(lines.to_numpy())


def _merge_lines(geometry: BaseGeometry) -> list[Floats]:
    """Return the parts of lines, joined where they touch."""
    import shapely

    merged = shapely.line_merge(geometry)
    return [shapely.get_coordinates(part) for part in shapely.get_parts(merged)]


def residual_km(border: Border, other: Border) -> Floats:
    """Return how far each vertex of one line lies from another, kilometres.

    Parameters
    ----------
    border : the line to measure from.
    other : the line whose vertices are measured.
    """
    return locate_numpy(border, *other.coordinates.T).distance_km
