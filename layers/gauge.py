"""What the commands `line` and `locate` say and write: the border itself, and points on it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo.errors import InputError
from geo.writing import replace_file
from layers.report import make_console

if TYPE_CHECKING:
    from geo.border.model import Border

LINE_FORMATS = (".gpkg", ".geojson")
OSM = "© OpenStreetMap contributors, ODbL 1.0"


def load_border(code: str) -> Border:
    """The line of a pair of ISO codes such as "AF-PK", or of a user's own file.

    Raises
    ------
    InputError : the code is not a pair.
    BorderError : there is no such line.
    """
    from geo.border import durand_line, read_border, shared_border

    if code.upper() == "AF-PK":
        return durand_line()
    if Path(code).is_file():
        return read_border(Path(code))
    first, _, second = code.upper().partition("-")
    if not (len(first) == 2 and len(second) == 2):
        raise InputError(f"expected a pair of ISO codes like TH-KH or a file, found {code!r}")
    return shared_border(first, second)


def write_line(border: Border, path: Path) -> None:
    """Write the line, one row a part, with what it was made of, as GeoPackage or GeoJSON."""
    import geopandas
    import shapely

    rows = {
        "border": border.code,
        "name": border.name,
        "length_km": round(border.length_km, 3),
        "km_from": border.km_start,
        "km_to": border.km_end,
        "frame": border.frame,
        "source": border.source,
        "source_version": border.source_version,
        "sha256": border.sha256,
        "attribution": OSM if border.source == "OpenStreetMap" else border.source,
    }
    parts = [shapely.LineString(part) for part in border.parts()]
    frame = geopandas.GeoDataFrame([rows] * len(parts), geometry=parts, crs="EPSG:4326")
    driver = "GPKG" if path.suffix.lower() == ".gpkg" else "GeoJSON"
    with replace_file(path) as aside:
        frame.to_file(aside, driver=driver, layer="line")


def print_line(border: Border, *, on: dt.date | None = None, only_crossings: bool = False) -> None:
    """Print the line's lengths, ends, crossings and sectors, as they were on a day."""
    print_head(border)
    console = make_console()
    tables = [_crossings(border, on)] + ([] if only_crossings else [_sectors(border, on)])
    for table in tables:
        if table is not None:
            console.print()
            console.print(table)


def print_head(border: Border) -> None:
    """Print what the line is: lengths, source and ends."""
    from rich.text import Text

    console = make_console()
    for line in _head(border):
        console.print(Text(line))


def print_place(border: Border, longitude: float, latitude: float) -> None:
    """Print where one point lies on the line, a measure a line.

    Raises
    ------
    InputError : the coordinates are no position.
    """
    from rich.text import Text

    console = make_console()
    for name, value in measure_point(border, longitude, latitude).items():
        console.print(Text(f"{name:17} {value}"))


def measure_point(border: Border, longitude: float, latitude: float) -> dict[str, str]:
    """Where one point lies on the line: the columns of `locate`, in their order.

    Raises
    ------
    InputError : the coordinates are no position.
    """
    import numpy as np

    from geo.border.points import PointTable, measure_points

    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InputError(
            f"expected longitude (-180 to 180) and latitude (-90 to 90), found {longitude:g}"
            f" {latitude:g}; longitude comes first"
        )
    lon, lat = np.array([longitude]), np.array([latitude])
    rows, faults = measure_points(border, PointTable("point", (), ((),), (1,), lon, lat, ()))
    for fault in faults:
        raise InputError(fault.reason)
    return rows[0]


def _head(border: Border) -> list[str]:
    source = ", ".join(filter(None, (border.source, border.source_version)))
    lines = [
        f"{border.name or border.code}: {border.length_km:,.1f} km on the WGS 84 ellipsoid,"
        f" {len(border.coordinates):,} vertices",
        f"Map kilometres {border.km_start:,.0f} to {border.km_end:,.0f}"
        + (f", frame {border.frame}" if border.frame else ", no frame: true lengths"),
        f"Source: {source}, line {border.sha256[:16]}",
    ]
    if border.source == "OpenStreetMap":
        lines.append(OSM)
    from geo.border.reference import read_ends

    lines += [f"km {end.km:,.0f}: {end.name}" for end in read_ends(border.code)]
    return lines


def _crossings(border: Border, on: dt.date | None) -> Any:
    from geo.border.reference import crossing_status, read_crossings

    crossings = sorted(read_crossings(border.code), key=lambda crossing: crossing.chainage_km)
    if not crossings:
        return None
    table = _table("km", "crossing", "districts", "legal class", "position")
    for crossing in crossings:
        status = crossing_status(crossing.crossing_id, on)
        table.add_row(
            f"{crossing.chainage_km:,.0f}",
            crossing.name,
            f"{crossing.district_af} / {crossing.district_pk}",
            status.legal_class.replace("_", " ") if status else "unknown",
            "confirmed" if crossing.is_confirmed else "unconfirmed",
        )
    return table


def _sectors(border: Border, on: dt.date | None) -> Any:
    from geo.border.reference import sectors_on

    table = _table("from km", "to km", "side", "district")
    count = 0
    sides: tuple[Literal["AF", "PK"], ...] = ("AF", "PK")
    for side in sides:
        for sector in sectors_on(side, on=on, border=border.code):
            count += 1
            table.add_row(f"{sector.km_from:,.0f}", f"{sector.km_to:,.0f}", side, sector.name)
    return table if count else None


def _table(*headings: str) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, justify="right" if "km" in heading else "left")
    return table
