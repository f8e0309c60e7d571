"""Incidents to files and back, told by the file's ending.

========  ===============================================================================
.jsonl    one object a line, keys in the order of the schema, then geometry, attribution
.geojson  RFC 7946, with the member `attribution`
.csv      text cells that a spreadsheet would run as a formula are guarded; geometry as WKT
.parquet  GeoParquet 1.1, claims and sources nested
.gpkg     GeoPackage, one layer `incidents`, claims and sources as JSON text
========  ===============================================================================

A file is written under another name in the same folder and then renamed, so that it is whole
or absent. Equal frames give equal bytes. What was written is read back the same.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GeoError, TableError, UnknownNameError
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas

FORMATS = (".jsonl", ".geojson", ".csv", ".parquet", ".gpkg")


def write_incidents(frame: geopandas.GeoDataFrame, path: str | Path) -> None:
    """Write a table of incidents; an existing file is replaced.

    Parameters
    ----------
    frame : columns of `geo.incidents.schema`, EPSG:4326; what it lacks is null.
    path : its ending names the format, one of `FORMATS`.

    Raises
    ------
    UnknownNameError
        If the ending is none of these.
    OutputError
        If the file cannot be written.
    """
    target = Path(path)
    write = _writers()[_format_of(target)]
    with replace_file(target) as draft:
        write(frame, draft)


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
    read = _readers()[_format_of(source)]
    try:
        return read(source)
    except GeoError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, ShapelyError) as error:
        message = f"expected a table of incidents in {source.suffix} form, got: {error}"
        raise TableError(message, where=str(source)) from error


def _format_of(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownNameError("format", suffix or path.name, FORMATS)
    return suffix


def _writers() -> dict[str, Callable[[geopandas.GeoDataFrame, Path], None]]:
    from geo.incidents import arrow_files, text_files

    return {
        ".jsonl": text_files.write_jsonl,
        ".geojson": text_files.write_geojson,
        ".csv": text_files.write_csv,
        ".parquet": arrow_files.write_parquet,
        ".gpkg": arrow_files.write_geopackage,
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
