"""Tables of points: read from CSV, measured on a line, written back with the measures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.border.measure import Measures, locate
from geo.border.model import Border
from geo.border.reference import nearest_crossings, sectors_at
from geo.border.sides import name_sides
from geo.errors import TableError
from geo.geodesy import Floats
from geo.writing import write_text

#: Columns that are added, in order; columns of the same name in the input are replaced.
COLUMNS = (
    "distance_km",
    "chainage_km",
    "border_side",
    "foot_lon",
    "foot_lat",
    "bearing_deg",
    "sector_af",
    "sector_pk",
    "nearest_crossing",
    "crossing_km",
)
#: Names of the coordinate columns, longitude first, compared without case.
LON_NAMES, LAT_NAMES = ("lon", "longitude", "lng", "x"), ("lat", "latitude", "y")
#: Valid coordinates this far from the line that are near it the other way round are swapped.
FAR_KM, NEAR_KM = 1000.0, 300.0


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """Rows of a table with their coordinates.

    Attributes
    ----------
    path : where it was read from.
    columns : names as they stand in the file.
    rows : the cells of each row, as text.
    lines : number of the file's line each row begins on; the header is line 1.
    lon, lat : degrees; NaN where a row has none that can be used.
    faults : rows that cannot be measured, each named by file, line and reason.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    lon: Floats
    lat: Floats
    faults: tuple[TableError, ...]


def read_points(path: str | Path) -> PointTable:
    """Return the rows of a CSV file that has longitudes and latitudes.

    Parameters
    ----------
    path : UTF-8, separated by comma, semicolon or tab, with a header that names ``lon``
        and ``lat`` or ``longitude`` and ``latitude``.

    Raises
    ------
    TableError : the file cannot be read, is empty, or has no such columns. Bad rows do not
        raise: they are in ``faults``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "points.csv"
    ...     _ = file.write_text("name,lon,lat\\nTorkham,71.09,34.11\\nNowhere,200,34\\n")
    ...     table = read_points(file)
    >>> table.columns, len(table.rows), [fault.reason for fault in table.faults]
    (('name', 'lon', 'lat'), 2, ['expected a longitude in [-180, 180], found 200'])
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise TableError(f"cannot be read: {fault.strerror}", where=str(path)) from fault
    except UnicodeDecodeError as fault:
        message = f"expected UTF-8, found byte {fault.start} is not; save the table as UTF-8"
        raise TableError(message, where=str(path)) from fault
    header_line = text.split("\n", 1)[0]
    separator = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = next(reader, [])
    names = [name.strip().lower() for name in header]
    lon_column, lat_column = (
        _find_column(names, wanted, str(path)) for wanted in (LON_NAMES, LAT_NAMES)
    )
    rows, lines, coordinates, faults = [], [], [], []
    start = reader.line_num + 1
    for cells in reader:
        line, start = start, reader.line_num + 1
        if not cells:
            continue
        found = _read_pair(cells, len(header), lon_column, lat_column)
        if isinstance(found, str):
            faults.append(TableError(found, where=f"{path}:{line}"))
            found = (np.nan, np.nan)
        padded = [*cells, *[""] * (len(header) - len(cells))][: len(header)]
        rows.append(tuple(padded))
        lines.append(line)
        coordinates.append(found)
    lon, lat = np.array(coordinates, np.float64).reshape(-1, 2).T
    return PointTable(str(path), tuple(header), tuple(rows), tuple(lines), lon, lat, tuple(faults))


def _find_column(names: list[str], wanted: tuple[str, ...], where: str) -> int:
    """Return the position of the first wanted column."""
    for name in wanted:
        if name in names:
            return names.index(name)
    message = (
        f"expected a column {wanted[0]!r} or {wanted[1]!r}, "
        f"found {', '.join(map(repr, names)) or 'no header'}"
    )
    raise TableError(message, where=where)


def _read_pair(
    cells: list[str], count: int, lon_column: int, lat_column: int
) -> tuple[float, float] | str:
    """Return longitude and latitude of a row, or what is wrong with it."""
    if len(cells) > count or len(cells) <= max(lon_column, lat_column):
        return f"expected {count} cells, found {len(cells)}"
    values = []
    for name, cell in (("longitude", cells[lon_column]), ("latitude", cells[lat_column])):
        try:
            value = float(cell)
        except ValueError:
            return f"expected a {name} in degrees, found {cell!r}"
        if not np.isfinite(value):
            return f"expected a {name} in degrees, found {cell.strip()}"
        values.append(value)
    lon, lat = values
    if abs(lat) > 90.0 and abs(lon) <= 90.0 and abs(lat) <= 180.0:
        return (
            f"expected a latitude in [-90, 90], found {lat:g}; are longitude and latitude swapped?"
        )
    if abs(lat) > 90.0:
        return f"expected a latitude in [-90, 90], found {lat:g}"
    if abs(lon) > 180.0:
        return f"expected a longitude in [-180, 180], found {lon:g}"
    return lon, lat


def measure_points(
    border: Border, table: PointTable
) -> tuple[list[dict[str, str]], list[TableError]]:
    """Return the added columns of each row, as text, and all rows that have none.

    Parameters
    ----------
    border : the line.
    table : points, as read.

    Returns
    -------
    One dictionary a row, empty texts where the row could not be measured; and the faults of
    the table with those found here (coordinates that look swapped), by line.
    """
    lon, lat = table.lon.copy(), table.lat.copy()
    found = locate(border, lon, lat)
    swapped = _look_swapped(border, lon, lat, found)
    lon[swapped] = np.nan
    lat[swapped] = np.nan
    faults = list(table.faults)
    for row in np.flatnonzero(swapped):
        message = (
            f"longitude and latitude look swapped: {table.lon[row]:g}, {table.lat[row]:g} is "
            f"{found.distance_km[row]:.0f} km from the line, the other way round it is near"
        )
        faults.append(TableError(message, where=f"{table.path}:{table.lines[row]}"))
    faults.sort(key=lambda fault: int(str(fault.where).rsplit(":", 1)[1]))
    return _columns(border, lon, lat, found), faults


def _look_swapped(border: Border, lon: Floats, lat: Floats, found: Measures) -> Any:
    """Tell which points are far from the line but near it the other way round."""
    with np.errstate(invalid="ignore"):
        is_odd = (found.distance_km > FAR_KM) & (np.abs(lon) <= 90.0)
    rows = np.flatnonzero(is_odd)
    if rows.size:
        other = locate(border, lat[rows], lon[rows])
        is_odd[rows] = other.distance_km < NEAR_KM
    return is_odd


def _columns(border: Border, lon: Floats, lat: Floats, found: Measures) -> list[dict[str, str]]:
    """Return the added columns as text; empty where there is no coordinate."""
    sides = name_sides(border, lon, lat, found)
    sectors = [
        sectors_at(found.chainage_km, side, border=border.code, field="name")
        for side in ("AF", "PK")
    ]
    crossings, crossing_km = nearest_crossings(found.chainage_km, border=border.code)
    rows = []
    for i in range(len(lon)):
        if np.isnan(lon[i]):
            rows.append(dict.fromkeys(COLUMNS, ""))
            continue
        crossing = crossings[i]
        cells = (
            f"{found.distance_km[i]:.6f}",
            f"{found.chainage_km[i]:.6f}",
            str(sides[i]),
            f"{found.foot_lon[i]:.8f}",
            f"{found.foot_lat[i]:.8f}",
            _number(found.bearing_deg[i], 4),
            str(sectors[0][i] or ""),
            str(sectors[1][i] or ""),
            crossing.name if crossing else "",
            _number(crossing_km[i], 3),
        )
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return rows


def _number(value: float, places: int) -> str:
    """Return a number as text, empty for NaN."""
    return "" if np.isnan(value) else f"{value:.{places}f}"


def locate_table(
    path: str | Path, out: str | Path | None, border: Border
) -> tuple[str, list[TableError]]:
    """Measure the points of a CSV file and write it with the measures added.

    Parameters
    ----------
    path : see :func:`read_points`.
    out : the file to replace; None to write none.
    border : the line.

    Returns
    -------
    The text of the new table (comma, header, one line a row of the input, all its other
    columns kept), and the rows that could not be measured; their added cells are empty.

    Raises
    ------
    TableError : the file cannot be read as a table of points.
    OutputError : the result cannot be written.

    Notes
    -----
    Distances and kilometres to the millimetre, feet to 8 decimals of a degree. Kilometre,
    sectors and crossing are given whatever the distance.
    """
    table = read_points(path)
    added, faults = measure_points(border, table)
    kept = [i for i, name in enumerate(table.columns) if name not in COLUMNS]
    header = [table.columns[i] for i in kept]
    lines: Iterable[list[str]] = (
        [*(row[i] for i in kept), *more.values()]
        for row, more in zip(table.rows, added, strict=True)
    )
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*header, *COLUMNS])
    writer.writerows(lines)
    text = buffer.getvalue()
    if out is not None:
        write_text(Path(out), text)
    return text, faults
