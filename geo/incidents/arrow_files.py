"""Incidents as GeoParquet and GeoPackage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from geo.incidents.arrow_columns import from_arrow, to_arrow
from geo.incidents.attribution import write_attribution
from geo.incidents.frame import CRS

if TYPE_CHECKING:
    import geopandas

LAYER = "incidents"
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

    return from_arrow(pyarrow.parquet.read_table(path), str(path))


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
    return from_arrow(table.rename_columns({name: "geometry"}), str(path))


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
