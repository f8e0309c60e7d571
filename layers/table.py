"""A table of incidents as packed columns: every column by itself, sources and areas once."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from geo.incidents.schema import COLUMNS, Column
from layers.columns import (
    Packer,
    Spec,
    number_texts,
    pack_flags,
    pack_hex,
    pack_numbers,
    pack_texts,
    pack_whole,
)
from layers.pack import pack_line
from layers.records import is_web_address, read_records

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    Cells: TypeAlias = tuple[pd.Series[Any], NDArray[Any]]  # a column, and numbers of rows

AREA_DIGITS = 4
AREA_TOLERANCE_DEG = 0.002
#: Columns that stay behind: raw rows may not be passed on, and the page has no use for the rest.
LEFT_OUT = frozenset({"source_record", "former_ids", "border", "extractor", "claims", "sources"})
DECIMALS = {
    "latitude": 5,
    "longitude": 5,
    "p_first": 3,
    "chainage_km": 1,
    "chainage_low_km": 1,
    "chainage_high_km": 1,
    "crossing_km": 1,
}
#: Columns whose values lie near those of another: only the difference is kept.
NEAR = {
    "date_end": "date_start",
    "km_to": "km_from",
    "chainage_low_km": "chainage_km",
    "chainage_high_km": "chainage_km",
    "distance_low_km": "distance_km",
    "distance_high_km": "distance_km",
    "low": "best",
    "high": "best",
    "quote_end": "quote_start",
}
CLAIM_FIELDS = {
    "claimant": "claimant",
    "victim_group": "group",
    "group": "group",
    "group_words": "words",
    "belongs_to": "of",
    "kind": "kind",
    "low": "low",
    "high": "high",
    "quote": "quote",
    "article": "article",
    "counts_towards_best": "counts",
    "is_shared": "shared",
}
_NUMBERS = ("low", "high")
_TRUTHS = ("counts", "shared")
SOURCE_FIELDS = (
    "article",
    "title",
    "outlet",
    "url",
    "archive_url",
    "published",
    "language",
    "note",
)


def order_rows(frame: gpd.GeoDataFrame) -> NDArray[Any]:
    """Return the numbers of the rows to draw, by first day, last day and id; none rejected."""
    import numpy as np

    kept: Any = np.arange(len(frame))
    if "status" in frame.columns:
        kept = kept[(frame["status"] != "rejected").to_numpy(dtype=bool)]
    keys = [
        _rank((frame[name], kept))
        for name in ("incident_id", "date_end", "date_start")
        if name in frame.columns
    ]
    return kept[np.lexsort(keys)] if keys else kept  # type: ignore[no-any-return]


def pack_table(frame: gpd.GeoDataFrame, order: NDArray[Any]) -> dict[str, object]:
    """Return rows of a table as packed columns.

    Parameters
    ----------
    frame : a frame with the columns of `geo.incidents.schema`; missing ones count as null.
    order : numbers of the rows, in the order in which they stand in the page.
    """
    packer = Packer()
    columns: Spec = {}
    numbers: dict[str, NDArray[Any]] = {}
    for column in COLUMNS:
        if column.name in LEFT_OUT or column.name not in frame.columns:
            continue
        spec = _pack_column(packer, column, (frame[column.name], order), numbers)
        if spec is not None:
            columns[column.name] = spec
    return {
        "count": len(order),
        "columns": columns,
        "claims": _pack_claims(packer, _cells(frame, "claims", order)),
        "sources": _pack_sources(packer, _cells(frame, "sources", order)),
        "areas": _pack_areas(packer, frame, order),
        "areaDigits": AREA_DIGITS,
        "closed": _pack_closed(packer, frame, order),
        **packer.finish(),
    }


def _pack_column(
    packer: Packer, column: Column, cells: Cells, numbers: dict[str, NDArray[Any]]
) -> Spec | None:
    values, order = cells
    if values.isna().all():
        return None
    if column.kind == "flag":
        return pack_flags(packer, values.fillna(False).to_numpy(dtype=bool)[order])
    if column.kind in ("json", "list"):
        texts = [_json(value) for value in values.to_numpy(dtype=object)[order].tolist()]
        told = pack_texts(packer, *number_texts(texts))
        return told and {"kind": "records", "texts": told}
    if column.name == "incident_id":
        ids = values.to_numpy(dtype=object)[order].tolist()
        return pack_hex(packer, ids) or pack_texts(packer, *number_texts(_texts(ids)))
    if column.kind in ("text", "day"):
        codes, words = _number_cells(cells)
        days = _read_days(words) if column.kind == "day" else None
        if days is None:
            return pack_texts(packer, codes, words)
        found: Any = days[codes]
        digits = 0
    else:
        found = _read_numbers(values)[order]
        digits = 0 if column.kind == "integer" else DECIMALS.get(column.name, 2)
    numbers[column.name] = found
    near = NEAR.get(column.name, "")
    spec = pack_numbers(packer, found, digits, base=numbers.get(near))
    if spec and "near" in spec:
        spec["near"] = near
    return {"kind": "day", "days": spec} if spec and column.kind == "day" else spec


def _number_cells(cells: Cells) -> tuple[NDArray[Any], list[str]]:
    """Number the texts of a column's rows; what is no text becomes one."""
    import numpy as np
    import pandas as pd

    values, order = cells
    if values.dtype == object:
        return number_texts(_texts(values.to_numpy(dtype=object)[order].tolist()))
    all_codes, words = pd.factorize(values)
    codes = all_codes[order]
    texts = [str(word) for word in words.tolist()]
    if len(order) == len(values):
        return codes, texts
    # What only rows say that are left out stays out.
    used = np.unique(codes[codes >= 0])
    renumber: Any = np.full(len(texts) + 1, -1, dtype=np.int64)
    renumber[used] = np.arange(len(used))
    return renumber[codes], [texts[number] for number in used.tolist()]


def _read_numbers(cells: pd.Series[Any]) -> NDArray[Any]:
    import numpy as np

    if cells.dtype == object:
        return np.array([_number(value) for value in cells.tolist()], dtype=float)
    return cells.to_numpy(dtype=float, na_value=math.nan)


def _read_days(words: Sequence[str]) -> NDArray[Any] | None:
    """Days since 1970 of ISO days, with NaN behind the last; None if one is no ISO day."""
    import datetime as dt

    import numpy as np

    epoch = dt.date(1970, 1, 1).toordinal()
    try:
        days = [dt.date.fromisoformat(word).toordinal() - epoch for word in words]
    except ValueError:
        return None
    if any(len(word) != 10 for word in words):
        return None
    return np.array([*days, math.nan])


def _rank(cells: Cells) -> NDArray[Any]:
    """Numbers that sort like the texts; missing ones come last."""
    import numpy as np

    values, order = cells
    if values.name == "incident_id":
        packer = Packer()
        if pack_hex(packer, values.to_numpy(dtype=object)[order].tolist()):
            return np.frombuffer(packer.parts[0], dtype=">u8").astype(np.uint64)
    codes, words = _number_cells(cells)
    rank: Any = np.full(len(words) + 1, len(words), dtype=np.int64)
    rank[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    return rank[codes]  # type: ignore[no-any-return]


def _cells(frame: gpd.GeoDataFrame, name: str, order: NDArray[Any]) -> list[Any]:
    if name not in frame.columns:
        return []
    return frame[name].to_numpy(dtype=object)[order].tolist()  # type: ignore[no-any-return]


def _pack_claims(packer: Packer, cells: Sequence[Any]) -> Spec | None:
    """Claims of all rows, one after the other, field by field."""
    sizes = [0] * len(cells)
    found: list[Mapping[str, Any]] = []
    for row, cell in enumerate(cells):
        claims = _records(cell)
        sizes[row] = len(claims)
        found += claims
    columns: dict[str, list[Any]] = {}
    for field, key in CLAIM_FIELDS.items():
        values = [claim.get(field) for claim in found]
        if key in columns:
            pairs = zip(values, columns[key], strict=True)
            values = [other if value is None else value for value, other in pairs]
        columns[key] = values
    return _pack_records(packer, sizes, columns)


def _pack_sources(packer: Packer, cells: Sequence[Any]) -> Spec | None:
    """Sources, each once, and which of them each row has."""
    import numpy as np

    seen: dict[Any, int] = {}
    firsts: list[Mapping[str, Any]] = []
    told: list[int] = []
    sizes = [0] * len(cells)
    for row, cell in enumerate(cells):
        records = _records(cell)
        sizes[row] = len(records)
        for record in records:
            try:
                number = seen.setdefault((*record, *record.values()), len(seen))
            except TypeError:  # a list or the like among its fields
                number = seen.setdefault(str(record), len(seen))
            if number == len(firsts):
                firsts.append(record)
            told.append(number)
    # Sources that differ only in what the page does not show are one.
    numbers: dict[Any, int] = {}
    same = [
        numbers.setdefault(tuple(_texts([*map(record.get, SOURCE_FIELDS)])), len(numbers))
        for record in firsts
    ]
    columns = {name: [key[at] for key in numbers] for at, name in enumerate(SOURCE_FIELDS)}
    for name in ("url", "archive_url"):
        _part_addresses(columns, name)
    spec = _pack_records(packer, sizes, columns)
    if spec is not None:
        spec["codes"] = pack_whole(packer, np.array(same, dtype=np.int64)[told])
    return spec


def _part_addresses(columns: dict[str, list[Any]], name: str) -> None:
    """Move what is no address of the web to a column of its own: it is shown, never a link."""
    values = columns[name]
    is_link = [is_web_address(value) for value in values]
    columns[name] = [value if fine else None for value, fine in zip(values, is_link, strict=True)]
    columns[f"{name}_text"] = [
        None if fine else value for value, fine in zip(values, is_link, strict=True)
    ]


def _pack_records(packer: Packer, sizes: list[int], columns: dict[str, list[Any]]) -> Spec | None:
    import numpy as np

    count = len(next(iter(columns.values())))
    packed = {name: _pack_values(packer, name, values) for name, values in columns.items()}
    if not count:
        return None
    return {
        "count": count,
        "sizes": pack_whole(packer, np.array(sizes, dtype=np.int64)),
        "columns": {name: spec for name, spec in packed.items() if spec is not None},
    }


def _pack_values(packer: Packer, name: str, values: list[Any]) -> Spec | None:
    import numpy as np

    if name in _NUMBERS or name in _TRUTHS:
        numbers: Any = np.array([_number(value) for value in values], dtype=float)
        whole = bool(np.all(np.mod(numbers[np.isfinite(numbers)], 1) == 0))
        spec = pack_numbers(packer, numbers, 0 if whole else 2)
        return {"kind": "truth", "values": spec} if spec and name in _TRUTHS else spec
    return pack_texts(packer, *number_texts(_texts(values)))


def _pack_closed(packer: Packer, frame: gpd.GeoDataFrame, order: NDArray[Any]) -> Spec | None:
    """Which rows may be drawn but not passed on."""
    import numpy as np

    from geo.incidents.attribution import CLOSED_LICENCES

    if "licence" not in frame.columns:
        return None
    codes, words = _number_cells((frame["licence"], order))
    closed = np.array([*(word.startswith(CLOSED_LICENCES) for word in words), False])
    return pack_flags(packer, closed[codes])


def _pack_areas(packer: Packer, frame: gpd.GeoDataFrame, order: NDArray[Any]) -> Spec | None:
    """The rings of area footprints, each area once, and which row has which."""
    import numpy as np
    import shapely

    if not {"footprint", "geometry"} <= set(frame.columns):
        return None
    is_area = (frame["footprint"].iloc[order] == "area").to_numpy(dtype=bool)
    rows = np.flatnonzero(is_area)
    shapes = np.asarray(frame.geometry.array, dtype=object)[order[rows]]
    codes: Any = np.zeros(len(order), dtype=np.int64)
    numbers: dict[bytes, int] = {}
    drawn: list[list[list[str]]] = []
    for row, shape in zip(rows.tolist(), shapes.tolist(), strict=True):
        if shape is None or shape.is_empty:
            continue
        key = shapely.to_wkb(shape)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            drawn.append(_draw_rings(shape))
        codes[row] = numbers[key]
    if not drawn:
        return None
    return {"codes": pack_whole(packer, codes), "shapes": packer.add_json(drawn)}


def _draw_rings(shape: Any) -> list[list[str]]:
    import shapely

    return [
        pack_line(shapely.get_coordinates(ring), AREA_DIGITS)
        for part in shapely.get_parts(shape.simplify(AREA_TOLERANCE_DEG))
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]


def _records(cell: Any) -> Sequence[Mapping[str, Any]]:
    if type(cell) is list and (not cell or {*map(type, cell)} == {dict}):
        return cell
    return read_records(cell)


def _texts(values: list[Any]) -> list[str | None]:
    return values if {*map(type, values)} <= {str, type(None)} else [*map(_text, values)]


def _text(value: Any) -> str | None:
    """A cell as text; None for every kind of missing."""
    if type(value) is str or value is None:
        return value
    if isinstance(value, (bytes, list, tuple, dict, bool)):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    return str(value.isoformat())[:10] if hasattr(value, "isoformat") else str(value)


def _json(value: Any) -> str | None:
    """A cell that holds a list or a record as JSON; None for an empty one."""
    if value is None or isinstance(value, float) or not len(value):
        return None
    plain = value.tolist() if hasattr(value, "tolist") else value
    return json.dumps(plain, ensure_ascii=False, default=str)


def _number(value: Any) -> float:
    """A cell as a number; NaN for what is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan
