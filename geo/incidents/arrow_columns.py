"""The table of incidents as an Arrow table and back, a column at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.incidents.columns import (
    from_blank,
    is_missing,
    round_numbers,
    to_arrow_texts,
    to_integers,
    to_strings,
)
from geo.incidents.frame import make_frame, with_types
from geo.incidents.json_text import from_json, mend_nested, to_json
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS
from geo.incidents.schema import COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow

_MOST_SHAPES = 50_000  # of which the bytes are kept, to know them again
NESTED: dict[str, Mapping[str, str]] = {"claims": CLAIM_KEYS, "sources": SOURCE_KEYS}


def to_arrow(frame: geopandas.GeoDataFrame, *, nested: bool) -> pyarrow.Table:
    """The table in Arrow's types; geometry as WKB, in a column of that name.

    Parameters
    ----------
    frame : a table of incidents; what it lacks is null.
    nested : whether lists and claims are nested values and geometry has a dictionary, for
        Parquet; else lists are JSON text.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> table = to_arrow(build_frame([{"incident_id": "a", "best": 3}], [None]), nested=True)
    >>> table.column("best").to_pylist(), str(table.schema.field("date_start").type)
    ([3], 'date32[day]')
    """
    import pyarrow

    frame = with_types(frame)
    arrays = [_to_array(column, frame[column.name], nested=nested) for column in COLUMNS]
    shapes = _to_wkb(frame.geometry.to_numpy())
    arrays.append(shapes if nested else shapes.cast(pyarrow.large_binary()))
    return pyarrow.table(arrays, schema=arrow_schema(nested=nested))


def from_batches(
    schema: pyarrow.Schema, batches: Iterable[pyarrow.RecordBatch], where: str
) -> geopandas.GeoDataFrame:
    """The frame that batches of rows hold, in the order of the table of incidents.

    Parameters
    ----------
    schema : of each batch.
    batches : as `to_arrow` makes them, their nested values nested or as JSON text; their lists
        and shapes are made one batch after the other, so that memory holds no second table.
    where : the file, for what is wrong with it.

    Raises
    ------
    TableError
        If there are no ids or no geometry.
    """
    import numpy as np

    missing = [name for name in ("incident_id", "geometry") if name not in schema.names]
    if missing:
        names = " and no column ".join(missing)
        raise TableError(f"expected a table of incidents, found no column {names}", where=where)
    pieces: dict[str, list[Any]] = {column.name: [] for column in COLUMNS}
    shapes, known = [np.empty(0, dtype=object)], dict[bytes, Any]()
    for batch in batches:
        for column in COLUMNS:
            pieces[column.name].append(_from_array(column, _column_of(batch, column)))
        shapes.append(_from_wkb(batch.column("geometry"), known))
    columns = {column.name: _join(column, pieces.pop(column.name)) for column in COLUMNS}
    return make_frame(columns, np.concatenate(shapes))


def _join(column: Column, pieces: list[Any]) -> Any:
    """A column of a frame of what its batches became."""
    import numpy as np
    import pyarrow

    if column.kind in ("text", "day"):
        return to_strings(pyarrow.chunked_array(pieces, pyarrow.large_string()))
    if column.kind == "integer":
        return to_integers(pyarrow.chunked_array(pieces, pyarrow.int64()))
    if column.kind in ("number", "flag"):
        return pyarrow.chunked_array(pieces, arrow_type(column, nested=True)).to_numpy()
    return np.concatenate([np.empty(0, dtype=object), *pieces])


def _column_of(rows: pyarrow.RecordBatch, column: Column) -> Any:
    """A column of a batch; null where it has none of this name."""
    import pyarrow

    if column.name in rows.schema.names:
        return rows.column(column.name)
    return pyarrow.nulls(rows.num_rows, arrow_type(column, nested=True))


def arrow_schema(*, nested: bool) -> pyarrow.Schema:
    """The names and types of the columns, geometry last.

    Examples
    --------
    >>> arrow_schema(nested=False).field("claims").type
    DataType(string)
    """
    import pyarrow

    fields = [(column.name, arrow_type(column, nested=nested)) for column in COLUMNS]
    body = pyarrow.large_binary()
    shape = pyarrow.dictionary(pyarrow.int32(), body) if nested else body
    return pyarrow.schema([*fields, ("geometry", shape)])


def arrow_type(column: Column, *, nested: bool) -> Any:
    """The type of a column; lists are text unless nested.

    Examples
    --------
    >>> str(arrow_type(COLUMNS[1], nested=True)), str(arrow_type(COLUMNS[1], nested=False))
    ('list<element: string>', 'string')
    """
    import pyarrow

    if column.kind not in ("list", "json"):
        return _simple_type(column.kind)
    if nested and column.kind == "list":
        return pyarrow.list_(pyarrow.field("element", pyarrow.string()))
    if nested and column.name in NESTED:
        keys = NESTED[column.name]
        fields = pyarrow.struct([(key, _simple_type(kind)) for key, kind in keys.items()])
        return pyarrow.list_(pyarrow.field("element", fields))
    return pyarrow.string()


def _simple_type(kind: str) -> Any:
    import pyarrow

    return {
        "text": pyarrow.string,
        "integer": pyarrow.int64,
        "number": pyarrow.float64,
        "flag": pyarrow.bool_,
        "day": pyarrow.date32,
    }[kind]()


def _to_array(column: Column, values: pandas.Series[Any], *, nested: bool) -> Any:
    import pyarrow

    kind = arrow_type(column, nested=nested)
    if column.kind in ("text", "day"):
        texts = from_blank(to_arrow_texts(values)).cast(pyarrow.string())
        return (texts if nested else _without_nul(texts)).cast(kind)
    if column.kind == "number":
        return pyarrow.array(round_numbers(column, values.to_numpy()), kind, from_pandas=True)
    if column.kind in ("integer", "flag"):
        return pyarrow.array(values.array, kind, from_pandas=True)
    is_list = column.kind == "list" or column.name in NESTED
    plain = [_or_nothing(value, is_list=is_list) for value in values.tolist()]
    if not (nested and is_list):
        return pyarrow.array([None if one is None else to_json(one) for one in plain], kind)
    try:
        return _nest(plain, kind, NESTED.get(column.name))
    except UnicodeEncodeError:
        return _nest(mend_nested(plain), kind, NESTED.get(column.name))


def _without_nul(texts: Any) -> Any:
    """Texts whose NUL, at which GDAL would cut them, is the mark of what cannot be read."""
    import pyarrow.compute

    return pyarrow.compute.replace_substring(texts, "\0", "\ufffd")


def _or_nothing(value: Any, *, is_list: bool) -> Any:
    if type(value) is list:
        return value
    if is_missing(value):
        return [] if is_list else None
    return list(value) if is_list else value


def _nest(lists: Sequence[list[Any]], kind: Any, keys: Mapping[str, str] | None) -> Any:
    """Lists of text or of objects as Arrow's, the items of all lists in a row."""
    import numpy as np
    import pyarrow

    ends = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, lists), np.int32, len(lists)), out=ends[1:])
    items = list(itertools.chain.from_iterable(lists))
    if keys is None:
        values = pyarrow.array(items, pyarrow.string())
    else:
        columns = [
            pyarrow.array([item.get(key) for item in items], _simple_type(keys[key]))
            for key in keys
        ]
        values = pyarrow.StructArray.from_arrays(columns, fields=list(kind.value_type))
    return pyarrow.ListArray.from_arrays(pyarrow.array(ends), values, type=kind)


def _from_array(column: Column, array: Any) -> Any:
    """A column of one batch, as `_join` takes it."""
    import numpy as np
    import pyarrow

    if column.kind in ("text", "day"):
        return array.cast(pyarrow.large_string())
    if column.kind == "integer":
        return array.cast(pyarrow.int64())
    if column.kind == "number":
        return array.cast(pyarrow.float64())
    if column.kind == "flag":
        return array.cast(pyarrow.bool_()).fill_null(False)
    objects = np.empty(len(array), dtype=object)
    objects[:] = _unnest(column, array)
    return objects


def _unnest(column: Column, array: Any) -> list[Any]:
    """The lists or values of one chunk, nested or as JSON text."""
    import pyarrow
    import pyarrow.compute as pc

    if column.kind == "list" or column.name in NESTED:
        if pyarrow.types.is_list(array.type):
            items, sizes = array.flatten(), pc.fill_null(pc.list_value_length(array), 0)
            plain = (
                _to_objects(items)
                if pyarrow.types.is_struct(items.type)
                else items.to_numpy(zero_copy_only=False).tolist()
            )
            ends = itertools.accumulate(sizes.to_numpy().tolist(), initial=0)
            return [plain[first:last] for first, last in itertools.pairwise(ends)]
        texts, known = _to_texts(array), dict[str, str]()
        if column.name in NESTED:
            return [_pack(from_json(text), known) if text else [] for text in texts]
        return [from_json(text) if text else [] for text in texts]
    return [from_json(text) if text else None for text in _to_texts(array)]


def _pack(items: list[dict[str, Any]], known: dict[str, str]) -> list[dict[str, Any]]:
    """The same objects in less memory: equal words are one object, and no table is too large."""
    return [
        {
            key: known.setdefault(value, value) if type(value) is str else value
            for key, value in item.items()
        }
        for item in items
    ]


def _to_texts(array: Any) -> list[str | None]:
    import pyarrow

    return array.cast(pyarrow.string()).to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]


def _to_objects(items: Any) -> list[dict[str, Any]]:
    """Objects of an array of structs; equal values of a column are one object in memory."""
    names = [field.name for field in items.type]
    columns = []
    for child in items.flatten():
        coded = child.dictionary_encode()
        values = [*coded.dictionary.to_pylist(), None]
        columns.append([values[code] for code in coded.indices.fill_null(-1).to_numpy().tolist()])
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _to_wkb(shapes: Any) -> Any:
    """Geometries as WKB; one that many rows share is written once, and they point to it."""
    import numpy as np
    import pyarrow
    import shapely

    marks = np.fromiter(map(id, shapes), np.int64, len(shapes))
    _, places, codes = np.unique(marks, return_index=True, return_inverse=True)
    order = np.argsort(places)  # by row: where objects lie in memory must not order the file
    ranks = np.argsort(order)
    first = shapes[places[order]]
    bodies = pyarrow.array(shapely.to_wkb(first, byte_order=1), pyarrow.large_binary())
    unique = bodies.dictionary_encode()
    codes = unique.indices.take(pyarrow.array(ranks[codes]))
    return pyarrow.DictionaryArray.from_arrays(codes, unique.dictionary)


def _from_wkb(bodies: Any, known: dict[bytes, Any]) -> Any:
    """Geometries from WKB; equal ones are one object in memory, also with earlier batches."""
    import numpy as np
    import pyarrow
    import shapely

    coded = bodies if pyarrow.types.is_dictionary(bodies.type) else bodies.dictionary_encode()
    codes = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    different = coded.dictionary.to_pylist()
    if len(known) > _MOST_SHAPES:
        known.clear()
    missing = [body for body in different if body not in known]
    known.update(zip(missing, shapely.from_wkb(missing).tolist(), strict=True))
    unique = np.empty(len(different) + 1, dtype=object)
    unique[:-1] = [known[body] for body in different]
    return unique[codes]
