"""The table in memory: plain rows to a GeoDataFrame of fixed types, and back.

Types: text and days are strings (days as ISO text), integers are nullable (`Int64`), numbers
are floats, flags are booleans, lists and JSON values stay Python objects. What is missing is
null in the frame and None in a row.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.incidents.columns import (
    DTYPES,
    nothing_of,
    to_array,
    to_arrow_texts,
    to_values,
)
from geo.incidents.schema import COLUMN_NAMES, COLUMNS

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4326"
_ORDER = ("date_start", "date_end", "incident_id")

Row = dict[str, Any]


def empty_row() -> Row:
    """A row that knows nothing: every column, in the order of the schema.

    Examples
    --------
    >>> row = empty_row()
    >>> row["best"], row["claims"], row["is_background"]
    (None, [], False)
    """
    return {column.name: nothing_of(column) for column in COLUMNS}


def build_frame(
    rows: Sequence[Mapping[str, Any]], geometries: Sequence[BaseGeometry | None]
) -> geopandas.GeoDataFrame:
    """A frame with exactly the columns of the schema and `geometry`, EPSG:4326.

    Rows are put in the order of first day, last day and id. Numbers are rounded to what they
    can mean (a metre, a ten-thousandth), so that a file holds what the frame holds.

    Parameters
    ----------
    rows : mappings of column names to values; columns left out are null.
    geometries : one footprint a row, None where there is none.

    Returns
    -------
    The frame with a fresh index from 0.

    Raises
    ------
    ValueError
        If there are not as many geometries as rows.

    Examples
    --------
    >>> frame = build_frame([{"incident_id": "a", "best": 3}], [None])
    >>> int(frame["best"].iloc[0]), len(frame.columns)
    (3, 65)
    >>> len(build_frame([], []))
    0
    """
    if len(rows) != len(geometries):
        raise ValueError(f"expected a geometry for each of {len(rows)} rows, got {len(geometries)}")
    columns = {
        column.name: to_array(column, values)
        for column, values in zip(COLUMNS, _turn(rows), strict=True)
    }
    return make_frame(columns, geometries)


def make_frame(columns: Mapping[str, Any], geometries: Any) -> geopandas.GeoDataFrame:
    """A frame of columns that have their types already, in the order of the table.

    Parameters
    ----------
    columns : an array for each column of the schema, in its order.
    geometries : as many shapes, None where there is none.
    """
    import geopandas
    import numpy as np
    import pandas

    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    array = geopandas.array.GeometryArray(shapes, crs=CRS)
    frame = pandas.DataFrame({**columns, "geometry": array}, copy=False)
    return sort_rows(geopandas.GeoDataFrame(frame, geometry="geometry"))


def sort_rows(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The rows in the order of first day, last day and id, with a fresh index from 0.

    Examples
    --------
    >>> sort_rows(build_frame([], [])).empty
    True
    """
    import pyarrow
    import pyarrow.compute as pc

    keys = [pc.fill_null(to_arrow_texts(frame[name]), "") for name in _ORDER]
    if not _is_sorted(keys):
        table = pyarrow.table(keys, names=list(_ORDER))
        places = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in _ORDER])
        frame = frame.take(places.to_numpy())
    return frame.reset_index(drop=True)


def list_rows(frame: geopandas.GeoDataFrame) -> list[Row]:
    """The rows as plain Python values, None for what is missing, keys in schema order.

    Columns that the schema does not know, and the geometry, are left out; columns that the
    frame lacks are null.

    Examples
    --------
    >>> list_rows(build_frame([{"incident_id": "a"}], [None]))[0]["best"] is None
    True
    """
    cells = [
        to_values(column, frame[column.name])
        if column.name in frame.columns
        else [nothing_of(column) for _ in range(len(frame))]
        for column in COLUMNS
    ]
    return [dict(zip(COLUMN_NAMES, values, strict=True)) for values in zip(*cells, strict=True)]


def join_frames(frames: Iterable[geopandas.GeoDataFrame]) -> geopandas.GeoDataFrame:
    """Several frames as one, in the order of the table.

    Examples
    --------
    >>> one = build_frame([{"incident_id": "b"}], [None])
    >>> two = build_frame([{"incident_id": "a"}], [None])
    >>> join_frames([one, two])["incident_id"].tolist()
    ['a', 'b']
    """
    import geopandas
    import pandas

    typed = [with_types(frame) for frame in frames]
    filled = [frame for frame in typed if len(frame)] or typed[:1]
    if not filled:
        return build_frame([], [])
    if len(filled) == 1:
        return sort_rows(filled[0])
    joined = pandas.concat(filled, ignore_index=True)
    return sort_rows(geopandas.GeoDataFrame(joined, geometry="geometry", crs=CRS))


def with_types(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The frame, made anew where it lacks a column or has one of another type.

    Examples
    --------
    >>> frame = build_frame([{"incident_id": "a"}], [None])
    >>> with_types(frame) is frame, len(with_types(frame[["incident_id", "geometry"]]).columns)
    (True, 65)
    """
    names = (*COLUMN_NAMES, "geometry")
    if tuple(frame.columns) == names and all(
        frame[column.name].dtype == DTYPES.get(column.kind, "object") for column in COLUMNS
    ):
        return frame
    return build_frame(list_rows(frame), frame.geometry.tolist())


def _turn(rows: Sequence[Mapping[str, Any]]) -> Sequence[Sequence[Any]]:
    """The values of each column; a row at a time, for that is how they lie in memory."""
    try:
        cells = list(map(operator.itemgetter(*COLUMN_NAMES), rows))
    except KeyError:
        cells = [tuple(map(row.get, COLUMN_NAMES)) for row in rows]
    return list(zip(*cells, strict=True)) or [()] * len(COLUMN_NAMES)


def _is_sorted(keys: Sequence[Any]) -> bool:
    """Whether rows are in the order of columns of text, the first column first."""
    import pyarrow.compute as pc

    tied: Any = True
    for key in keys:
        before, after = key[:-1], key[1:]
        if pc.any(pc.and_(pc.greater(before, after), tied)).as_py():
            return False
        tied = pc.and_(pc.equal(before, after), tied)
    return True
