"""The table of incidents as an Arrow table and back, a column at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.incidents.frame import CRS, DECIMALS, DTYPES, build_frame, list_rows
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS, write_json
from geo.incidents.schema import COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow

NESTED: dict[str, Mapping[str, str]] = {"claims": CLAIM_KEYS, "sources": SOURCE_KEYS}
_ORDER = ("date_start", "date_end", "incident_id")


def to_arrow(frame: geopandas.GeoDataFrame, *, nested: bool) -> pyarrow.Table:
    """The table in Arrow's types; geometry as WKB, in a column of that name.

    Parameters
    ----------
    frame : a table of incidents; what it lacks is null.
    nested : whether lists and claims are nested values, else JSON text.

    Examples
    --------
    >>> table = to_arrow(build_frame([{"incident_id": "a", "best": 3}], [None]), nested=True)
    >>> table.column("best").to_pylist(), str(table.schema.field("date_start").type)
    ([3], 'date32[day]')
    """
    import pyarrow
    import shapely

    if not _has_types(frame):
        frame = build_frame(list_rows(frame), frame.geometry.tolist())
    arrays = {
        column.name: _to_array(column, frame[column.name], nested=nested) for column in COLUMNS
    }
    shapes = shapely.to_wkb(frame.geometry.to_numpy(), byte_order=1).tolist()
    arrays["geometry"] = pyarrow.array(shapes, type=pyarrow.binary())
    return pyarrow.table(arrays)


def from_arrow(table: pyarrow.Table, where: str) -> geopandas.GeoDataFrame:
    """The frame that a table holds, in the order of the table of incidents.

    Parameters
    ----------
    table : as `to_arrow` makes it, its nested values nested or as JSON text.
    where : the file, for what is wrong with it.

    Raises
    ------
    TableError
        If it has no ids or no geometry.
    """
    import geopandas
    import shapely

    missing = [name for name in ("incident_id", "geometry") if name not in table.column_names]
    if missing:
        raise TableError(f"expected a table of incidents, it has no column {missing}", where=where)
    columns = {column.name: _from_array(column, table) for column in COLUMNS}
    shapes = shapely.from_wkb(table.column("geometry").to_pylist())
    frame = geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)
    keys = frame[list(_ORDER)].fillna("")
    order = keys.sort_values(list(_ORDER), kind="stable").index
    if not order.equals(frame.index):
        frame = frame.loc[order].reset_index(drop=True)
    return frame


def _has_types(frame: geopandas.GeoDataFrame) -> bool:
    """Whether every column is there, in the type that `build_frame` gives it."""
    return all(
        column.name in frame.columns
        and frame[column.name].dtype == DTYPES.get(column.kind, "object")
        for column in COLUMNS
    )


def _to_array(column: Column, values: pandas.Series[Any], *, nested: bool) -> Any:
    import numpy as np
    import pyarrow
    import pyarrow.compute as pc

    kind = arrow_type(column, nested=nested)
    if column.kind in ("text", "day"):
        texts = pyarrow.array(values.to_numpy(dtype=object), pyarrow.string(), from_pandas=True)
        empty = pc.equal(texts, "")
        texts = pc.if_else(empty, pyarrow.scalar(None, pyarrow.string()), texts)
        return texts.cast(kind) if column.kind == "day" else texts
    if column.kind == "number":
        numbers = values.to_numpy(dtype=np.float64)
        rounded = np.round(numbers, DECIMALS.get(column.unit, 4)) + 0.0
        return pyarrow.array(rounded, kind, mask=~np.isfinite(numbers))
    if column.kind in ("list", "json"):
        return pyarrow.array([_to_nested(column, one, nested) for one in values.tolist()], kind)
    return pyarrow.array(values.array, kind, from_pandas=True)


def _to_nested(column: Column, value: Any, nested: bool) -> Any:
    is_nothing = value is None or isinstance(value, float)
    if column.kind == "list" or column.name in NESTED:
        value = [] if is_nothing else list(value)
        return value if nested else write_json(value)
    return None if is_nothing else write_json(value)


def arrow_type(column: Column, *, nested: bool) -> Any:
    """The type of a column; lists are text unless nested.

    Examples
    --------
    >>> str(arrow_type(COLUMNS[1], nested=True)), str(arrow_type(COLUMNS[1], nested=False))
    ('list<element: string>', 'string')
    """
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
        return pyarrow.list_(pyarrow.field("element", pyarrow.string()))
    if nested and column.name in NESTED:
        keys = NESTED[column.name]
        fields = pyarrow.struct([(key, simple[kind]) for key, kind in keys.items()])
        return pyarrow.list_(pyarrow.field("element", fields))
    return pyarrow.string()


def _from_array(column: Column, table: pyarrow.Table) -> pandas.Series[Any]:
    """One column of a frame; null where the table has no such column."""
    import pandas
    import pyarrow

    array = (
        table.column(column.name)
        if column.name in table.column_names
        else pyarrow.chunked_array([pyarrow.nulls(table.num_rows, arrow_type(column, nested=True))])
    )
    dtype = DTYPES.get(column.kind, "object")
    if column.kind == "day":
        array = array.cast(pyarrow.string())
    if column.kind in ("text", "day", "number"):
        return pandas.Series(array.to_numpy(zero_copy_only=False), dtype=dtype)
    if column.kind == "integer":
        return pandas.Series(array.to_pylist(), dtype=dtype)
    if column.kind == "flag":
        return pandas.Series([value is True for value in array.to_pylist()], dtype=dtype)
    values = [_from_nested(column, value) for value in array.to_pylist()]
    return pandas.Series(values, dtype="object")


def _from_nested(column: Column, value: Any) -> Any:
    if isinstance(value, str):
        value = json.loads(value)
    is_list = column.kind == "list" or column.name in NESTED
    return [] if value is None and is_list else value
