"""The table in memory: plain rows to a GeoDataFrame of fixed types, and back.

Types: text and days are strings (days as ISO text), integers are nullable (`Int64`), numbers
are floats, flags are booleans, lists and JSON values stay Python objects. What is missing is
null in the frame and None in a row.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.incidents.schema import COLUMN_NAMES, COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4326"
DECIMALS = {"deg": 6, "km": 3}  # a tenth of a metre, a metre; four for shares
DTYPES = {"text": "str", "day": "str", "integer": "Int64", "number": "float64", "flag": "bool"}

Row = dict[str, Any]


def empty_row() -> Row:
    """A row that knows nothing: every column, in the order of the schema.

    Examples
    --------
    >>> row = empty_row()
    >>> row["best"], row["claims"], row["is_background"]
    (None, [], False)
    """
    return {column.name: _nothing(column) for column in COLUMNS}


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
    import geopandas
    import pandas

    if len(rows) != len(geometries):
        raise ValueError(f"expected a geometry for each of {len(rows)} rows, got {len(geometries)}")
    order = sorted(range(len(rows)), key=lambda index: _place_in_order(rows[index]))
    columns: dict[str, Any] = {}
    for column in COLUMNS:
        name = column.name
        cells = _clean(column, [rows[index].get(name) for index in order])
        columns[column.name] = pandas.Series(cells, dtype=DTYPES.get(column.kind, "object"))
    geometry = geopandas.GeoSeries([geometries[index] for index in order], crs=CRS)
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=CRS)


def list_rows(frame: geopandas.GeoDataFrame) -> list[Row]:
    """The rows as plain Python values, None for what is missing, keys in schema order.

    Columns that the schema does not know, and the geometry, are left out; columns that the
    frame lacks are null.

    Examples
    --------
    >>> list_rows(build_frame([{"incident_id": "a"}], [None]))[0]["best"] is None
    True
    """
    count = len(frame)
    cells = [
        _clean(column, frame[column.name].tolist())
        if column.name in frame.columns
        else [_nothing(column) for _ in range(count)]
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
    rows: list[Row] = []
    geometries: list[BaseGeometry | None] = []
    for frame in frames:
        rows.extend(list_rows(frame))
        geometries.extend(frame.geometry.tolist())
    return build_frame(rows, geometries)


def _place_in_order(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return tuple(_text(row.get(name)) or "" for name in ("date_start", "date_end", "incident_id"))  # type: ignore[return-value]


def _nothing(column: Column) -> Any:
    if column.kind == "list" or column.name in ("claims", "sources"):
        return []
    return False if column.kind == "flag" else None


def _clean(column: Column, values: Sequence[Any]) -> list[Any]:
    """The values of a column in its type; the usual types take the short way."""
    usual = {"text": str, "day": str, "integer": int, "flag": bool, "list": list}.get(
        column.kind, list if column.kind == "json" else None
    )
    if usual is None:
        return [_cell(column, value) for value in values]
    return [
        value if type(value) is usual and value != "" else _cell(column, value) for value in values
    ]


def _cell(column: Column, value: Any) -> Any:
    """One value in the type of its column, None (or the empty list) where it is missing."""
    if column.kind in ("list", "json"):
        if value is None or isinstance(value, float):
            return _nothing(column)
        return value if isinstance(value, dict) else list(value)
    if value is None or _is_missing(value):
        return _nothing(column)
    if column.kind == "integer":
        return int(value)
    if column.kind == "flag":
        return bool(value)
    if column.kind == "number":
        return _number(float(value), DECIMALS.get(column.unit, 4))
    return _text(value)


def _is_missing(value: Any) -> bool:
    """None, a float that is not a number, or the missing value of pandas."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _number(value: float, decimals: int) -> float | None:
    return round(value, decimals) + 0.0 if math.isfinite(value) else None  # no -0.0


def _text(value: Any) -> str | None:
    """Dates become ISO days; empty text is no text."""
    if _is_missing(value):
        return None
    if isinstance(value, str):
        return value or None
    return str(value.isoformat())[:10] if hasattr(value, "isoformat") else str(value)
