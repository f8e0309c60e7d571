"""Incidents to files and back, told by the file's ending.

========  ===============================================================================
.jsonl    one object a line, keys in the order of the schema, then geometry, attribution
.geojson  RFC 7946, with the member `attribution`
.csv      text cells that a spreadsheet would run as a formula are guarded; geometry as WKT
.parquet  GeoParquet 1.1, claims and sources nested
.gpkg     GeoPackage, one layer `incidents`, styled for QGIS, claims and sources as JSON text
.xlsx     workbook of the sheets incidents, claims, sources and about; written, not read
.kml      placemarks by type, with times; written, not read
========  ===============================================================================

A file is written under another name in the same folder and then renamed, so that it is whole
or absent. Equal frames give equal bytes. What was written is read back the same, but for the
last two; and a CSV may have the columns of UCDP GED or of ACLED instead of ours. Whatever
cannot hold all that a table says tells what was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GeoError, OutputError, TableError, UnknownNameError
from geo.writing import replace_file, write_text

if TYPE_CHECKING:
    import geopandas

FORMATS = (".jsonl", ".geojson", ".csv", ".parquet", ".gpkg")
WRITTEN = (*FORMATS, ".xlsx", ".kml")
COLUMN_SETS = ("ours", "ucdp", "acled")


def write_incidents(
    frame: geopandas.GeoDataFrame, path: str | Path, *, columns: str = "ours"
) -> list[str]:
    """Write a table of incidents; an existing file is replaced.

    Parameters
    ----------
    frame : columns of `geo.incidents.schema`, EPSG:4326; what it lacks is null.
    path : its ending names the format, one of `WRITTEN`.
    columns : ours, or those of UCDP GED (ucdp) or ACLED (acled), which only a CSV has.

    Returns
    -------
    What the format could not hold, in sentences; empty where nothing was lost.

    Raises
    ------
    UnknownNameError
        If the ending or the columns are none of these.
    OutputError
        If the file cannot be written.
    """
    target = Path(path)
    if columns not in COLUMN_SETS:
        raise UnknownNameError("set of columns", columns, COLUMN_SETS)
    if columns != "ours":
        return _write_foreign(frame, target, columns)
    write = _writers()[_format_of(target, WRITTEN)]
    with replace_file(target) as draft:
        return write(frame, draft) or []


def write_losses(losses: Iterable[str], target: Path) -> Path | None:
    """Write what a file lost beside it, as NAME.kml.losses.txt; without losses there is none.

    Returns
    -------
    The file, or None. One that an earlier run left is removed.
    """
    path = target.with_name(f"{target.name}.losses.txt")
    lines = list(losses)
    if not lines:
        path.unlink(missing_ok=True)
        return None
    write_text(path, "".join(f"{line}\n" for line in (f"{target.name} does not hold:", *lines)))
    return path


def read_incidents(path: str | Path) -> geopandas.GeoDataFrame:
    """Read a table that `write_incidents` wrote.

    Raises
    ------
    UnknownNameError
        If the ending names no format.
    TableError
        If the file cannot be read or is not such a table.
    """
    from shapely.errors import ShapelyError

    source = Path(path)
    read = _readers()[_format_of(source, FORMATS)]
    try:
        return read(source)
    except GeoError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, ShapelyError) as error:
        message = f"expected a table of incidents in {source.suffix} form, got: {error}"
        raise TableError(message, where=str(source)) from error


def _write_foreign(frame: geopandas.GeoDataFrame, path: Path, columns: str) -> list[str]:
    from geo.incidents.acled_export import write_acled
    from geo.incidents.ucdp_export import write_ucdp

    if path.suffix.lower() != ".csv":
        raise OutputError(f"{path}: expected NAME.csv for the columns of {columns}")
    return (write_ucdp if columns == "ucdp" else write_acled)(frame, path)


def _format_of(path: Path, known: tuple[str, ...]) -> str:
    suffix = path.suffix.lower()
    if suffix not in known:
        raise UnknownNameError("format", suffix or path.name, known)
    return suffix


def _write_geopackage(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a GeoPackage that opens in QGIS as our maps look."""
    from geo.incidents.arrow_files import LAYER, write_geopackage
    from geo.incidents.qgis_style import style_file

    write_geopackage(frame, path)
    style_file(path, LAYER, frame["event_type"].dropna().unique().tolist())


def _writers() -> dict[str, Callable[[geopandas.GeoDataFrame, Path], list[str] | None]]:
    from geo.incidents import arrow_files, kml, text_files, workbook

    return {
        ".jsonl": text_files.write_jsonl,
        ".geojson": text_files.write_geojson,
        ".csv": text_files.write_csv,
        ".parquet": arrow_files.write_parquet,
        ".gpkg": _write_geopackage,
        ".xlsx": workbook.write_workbook,
        ".kml": kml.write_kml,
    }


def _readers() -> dict[str, Callable[[Path], geopandas.GeoDataFrame]]:
    from geo.incidents import arrow_files, text_files

    return {
        ".jsonl": text_files.read_jsonl,
        ".geojson": text_files.read_geojson,
        ".csv": text_files.read_csv,
        ".parquet": arrow_files.read_parquet,
        ".gpkg": arrow_files.read_geopackage,
    }
