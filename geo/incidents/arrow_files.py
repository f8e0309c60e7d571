"""Incidents as GeoParquet and GeoPackage."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.incidents.arrow_columns import arrow_schema, from_batches, to_arrow
from geo.incidents.attribution import write_attribution
from geo.incidents.columns import without_collector
from geo.incidents.frame import CRS, with_types
from geo.incidents.schema import COLUMNS

if TYPE_CHECKING:
    import geopandas
    import pyarrow

LAYER = "incidents"
# GDAL writes the time of writing into a GeoPackage; equal tables must give equal bytes.
_NO_CLOCK = "1970-01-01T00:00:00.000Z"
_TYPES = (
    "Point LineString LinearRing Polygon MultiPoint MultiLineString MultiPolygon GeometryCollection"
).split()  # by their numbers in GEOS
_TAKEN_APART = {"geometry", *(one.name for one in COLUMNS if one.kind in ("list", "json"))}
_ROWS_AT_ONCE = 1 << 16  # in a group of Parquet's, and in memory beside the table
_GDAL_ROWS = 1 << 13  # GDAL reads some batches ahead
_PAGE_BYTES = 1 << 24  # a few thousand discs, so that each is written once in a group


def write_parquet(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write GeoParquet 1.1: claims and sources nested, days as dates, geometry as WKB."""
    import pyarrow.parquet

    typed = with_types(frame)
    kept = {b"geo": _geo_metadata(typed), b"attribution": write_attribution(typed).encode()}
    schema = arrow_schema(nested=True)
    # Without Arrow's own schema, or readers would see the dictionary of shapes.
    with pyarrow.parquet.ParquetWriter(
        path,
        schema,
        compression="zstd",
        dictionary_pagesize_limit=_PAGE_BYTES,
        store_schema=False,
    ) as file:
        for part in _parts(typed):
            file.write_table(to_arrow(part, nested=True))
        file.add_key_value_metadata(kept)


def read_parquet(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_parquet` wrote."""
    import pyarrow.parquet

    shapes = [name for name in pyarrow.parquet.read_schema(path).names if name == "geometry"]
    with (
        without_collector(),
        pyarrow.parquet.ParquetFile(path, read_dictionary=shapes) as file,
    ):
        return from_batches(file.schema_arrow, file.iter_batches(_ROWS_AT_ONCE), str(path))


def write_geopackage(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a GeoPackage of one layer; its description is the attribution."""
    import pyarrow
    import pyogrio
    import pyogrio.raw

    typed = with_types(frame)
    schema = arrow_schema(nested=False)
    batches = (
        batch for part in _parts(typed) for batch in to_arrow(part, nested=False).to_batches()
    )
    path.unlink(missing_ok=True)  # GDAL would take an empty file for a broken GeoPackage
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_CLOCK})
    try:
        pyogrio.raw.write_arrow(
            pyarrow.RecordBatchReader.from_batches(schema, batches),
            path,
            layer=LAYER,
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="Unknown",
            crs=CRS,
            layer_options={"DESCRIPTION": write_attribution(typed), "IDENTIFIER": LAYER},
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def read_geopackage(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_geopackage` wrote."""
    import pyarrow
    import pyogrio.raw

    source = pyogrio.raw.open_arrow(path, layer=LAYER, batch_size=_GDAL_ROWS, use_pyarrow=True)
    with without_collector(), source as (meta, reader):
        shape = meta["geometry_name"] or "wkb_geometry"
        names = ["geometry" if name == shape else name for name in reader.schema.names]
        schema = pyarrow.schema(
            [field.with_name(name) for field, name in zip(reader.schema, names, strict=True)]
        )
        return from_batches(schema, (_own(batch, names) for batch in reader), str(path))


def _own(batch: pyarrow.RecordBatch, names: Sequence[str]) -> pyarrow.RecordBatch:
    """A batch whose columns for the frame are copies: one of GDAL's keeps all others in memory."""
    import pyarrow

    arrays = [
        array if name in _TAKEN_APART else pyarrow.concat_arrays([array, array[:0]])
        for name, array in zip(names, batch.columns, strict=True)
    ]
    return pyarrow.RecordBatch.from_arrays(arrays, names=list(names))


def _parts(frame: geopandas.GeoDataFrame) -> Iterator[geopandas.GeoDataFrame]:
    """The rows of a frame, some at a time."""
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        yield frame.iloc[start : start + _ROWS_AT_ONCE]


def _geo_metadata(frame: geopandas.GeoDataFrame) -> bytes:
    import numpy as np
    import pyproj
    import shapely

    kinds = np.unique(shapely.get_type_id(frame.geometry.to_numpy())).tolist()
    types = sorted(_TYPES[kind] for kind in kinds if kind >= 0)
    column = {
        "encoding": "WKB",
        "geometry_types": types,
        "crs": pyproj.CRS.from_user_input(CRS).to_json_dict(),
    }
    whole = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return json.dumps(whole).encode()
