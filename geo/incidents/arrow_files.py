"""Incidents as GeoParquet and GeoPackage."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.incidents.attribution import write_attribution
from geo.incidents.frame import CRS, Row, build_frame, list_rows
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS, write_json
from geo.incidents.schema import COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    import pyarrow

LAYER = "incidents"
_NESTED: dict[str, Mapping[str, str]] = {"claims": CLAIM_KEYS, "sources": SOURCE_KEYS}
# GDAL writes the time of writing into a GeoPackage; equal tables must give equal bytes.
_NO_CLOCK = "1970-01-01T00:00:00.000Z"


def write_parquet(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet 1.1: claims and sources nested, days as dates, geometry as WKB."""
    import pyarrow.parquet

    table = to_arrow(frame, nested=True)
    kept = {b"geo": _geo_metadata(frame), b"attribution": write_attribution(frame).encode()}
    pyarrow.parquet.write_table(table.replace_schema_metadata(kept), path, compression="zstd")


def read_parquet(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_parquet` wrote."""
    import pyarrow.parquet

    return _from_arrow(pyarrow.parquet.read_table(path), str(path))


def write_geopackage(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a GeoPackage of one layer; its description is the attribution."""
    import pyogrio
    import pyogrio.raw

    attribution = write_attribution(frame)
    path.unlink(missing_ok=True)  # GDAL would take an empty file for a broken GeoPackage
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_CLOCK})
    try:
        pyogrio.raw.write_arrow(
            to_arrow(frame, nested=False),
            path,
            layer=LAYER,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs=CRS,
            layer_options={"DESCRIPTION": attribution, "IDENTIFIER": LAYER},
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def read_geopackage(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_geopackage` wrote."""
    import pyogrio.raw

    meta, table = pyogrio.raw.read_arrow(path, layer=LAYER)
    name = meta["geometry_name"] or "wkb_geometry"
    return _from_arrow(table.rename_columns({name: "geometry"}), str(path))


def to_arrow(frame: geopandas.GeoDataFrame, *, nested: bool) -> pyarrow.Table:
    """The table in Arrow's types; geometry as WKB, in a column of that name.

    Parameters
    ----------
    nested : whether lists and claims are nested values, else JSON text.
    """
    import pyarrow
    import shapely

    rows = list_rows(frame)
    arrays = {
        column.name: pyarrow.array(
            [_to_arrow_value(column, row[column.name], nested) for row in rows],
            type=_arrow_type(column, nested),
        )
        for column in COLUMNS
    }
    shapes = shapely.to_wkb(frame.geometry.to_numpy(), byte_order=1).tolist()
    arrays["geometry"] = pyarrow.array(shapes, type=pyarrow.binary())
    return pyarrow.table(arrays)


def _arrow_type(column: Column, nested: bool) -> Any:
    import pyarrow

    simple = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }
    if column.kind in simple:
        return simple[column.kind]
    if nested and column.kind == "list":
        return pyarrow.list_(pyarrow.string())
    if nested and column.name in _NESTED:
        keys = _NESTED[column.name]
        return pyarrow.list_(pyarrow.struct([(key, simple[kind]) for key, kind in keys.items()]))
    return pyarrow.string()


def _to_arrow_value(column: Column, value: Any, nested: bool) -> Any:
    if column.kind == "day":
        return None if value is None else dt.date.fromisoformat(value)
    if column.kind == "list" or column.name in _NESTED:
        return value if nested else write_json(value)
    if column.kind == "json":
        return None if value is None else write_json(value)
    return value


def _geo_metadata(frame: geopandas.GeoDataFrame) -> bytes:
    import pyproj

    types = sorted({kind for kind in frame.geometry.geom_type.tolist() if isinstance(kind, str)})
    column = {
        "encoding": "WKB",
        "geometry_types": types,
        "crs": pyproj.CRS.from_user_input(CRS).to_json_dict(),
    }
    whole = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return json.dumps(whole).encode()


def _from_arrow(table: pyarrow.Table, where: str) -> geopandas.GeoDataFrame:
    import shapely

    missing = [name for name in ("incident_id", "geometry") if name not in table.column_names]
    if missing:
        raise TableError(f"expected a table of incidents, it has no column {missing}", where=where)
    cells: dict[str, list[Any]] = {}
    for column in COLUMNS:
        if column.name in table.column_names:
            values = table.column(column.name).to_pylist()
            cells[column.name] = [_from_arrow_value(column, value) for value in values]
    rows: list[Row] = [
        dict(zip(cells, values, strict=True)) for values in zip(*cells.values(), strict=True)
    ]
    return build_frame(rows, list(shapely.from_wkb(table.column("geometry").to_pylist())))


def _from_arrow_value(column: Column, value: Any) -> Any:
    if column.kind in ("list", "json") and isinstance(value, str):
        return json.loads(value)
    return value
