"""Tables of ours that somebody may have changed: bad rows are named and kept out.

A file that is as we wrote it is read at once. Where that fails, CSV, JSON lines and GeoJSON are
read row by row; a Parquet file or a GeoPackage is whole or not at all. Whatever was read is
checked for what no map survives: missing or double ids, impossible days and coordinates.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.events.event_types import EVENT_TYPES
from geo.incidents.columns import is_missing, read_value
from geo.incidents.exchange import read_incidents
from geo.incidents.frame import Row, build_frame
from geo.incidents.nested import NESTED_FORMS, is_nested
from geo.incidents.schema import COLUMNS, FOOTPRINTS, SHAPES, STATUSES, Column
from geo.incidents.tabular import read_delimited
from geo.incidents.text_files import unguard

if TYPE_CHECKING:
    import geopandas
    import pandas
    from shapely.geometry.base import BaseGeometry

_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
Found = tuple[str, Row, "BaseGeometry | None"]


def read_own(path: Path) -> tuple[geopandas.GeoDataFrame, tuple[TableError, ...]]:
    """The rows of a table of ours that are good, and what is wrong with the others.

    Raises
    ------
    TableError
        If nothing of the file can be read.
    """
    faults: list[TableError] = []
    try:
        frame = read_incidents(path)
    except TableError as error:
        frame = _mend(path, error, faults)
    kept, bad = drop_bad_rows(frame, path)
    return kept, (*faults, *bad)


def drop_bad_rows(
    frame: geopandas.GeoDataFrame, path: Path
) -> tuple[geopandas.GeoDataFrame, tuple[TableError, ...]]:
    """The rows that make sense, and for each other what does not.

    Examples
    --------
    >>> row = {"incident_id": "a", "event_type": "talks", "footprint": "none",
    ...        "status": "extracted", "date_start": "2025-01-02", "date_end": "2025-01-01"}
    >>> kept, bad = drop_bad_rows(build_frame([row], [None]), Path("a.csv"))
    >>> len(kept), str(bad[0])
    (0, 'a.csv, incident a: column date_end: expected date_start or later, got 2025-01-01')
    """
    is_bad = None
    reasons: dict[int, str] = {}
    for column, expected, wrong in _checks(frame):
        for index in wrong.to_numpy().nonzero()[0].tolist():
            reasons.setdefault(
                index, f"column {column}: expected {expected}, got {_cell(frame, index, column)}"
            )
        is_bad = wrong if is_bad is None else is_bad | wrong
    if not reasons or is_bad is None:
        return frame, ()
    names = frame["incident_id"]
    faults = tuple(
        TableError(reasons[index], where=f"{path}, incident {_cell(frame, index, names.name)}")
        for index in sorted(reasons)
    )
    return frame[~is_bad.to_numpy()].reset_index(drop=True), faults


def _checks(frame: geopandas.GeoDataFrame) -> Iterator[tuple[str, str, pandas.Series[bool]]]:
    """Column, what it should hold, and which rows do not."""
    first, last = frame["date_start"], frame["date_end"]
    lat, lon = frame["latitude"], frame["longitude"]
    yield "incident_id", "an id", frame["incident_id"].isna()
    yield (
        "incident_id",
        "each id once",
        frame["incident_id"].duplicated() & ~frame["incident_id"].isna(),
    )
    for name, days in (("date_start", first), ("date_end", last)):
        yield name, "a day such as 2025-01-31", ~days.fillna("").astype(str).str.fullmatch(_DAY)
    yield "date_end", "date_start or later", (last < first).fillna(value=False).astype(bool)
    yield "latitude", "-90 to 90", lat.abs() > 90
    yield "longitude", "-180 to 180", lon.abs() > 180
    yield "latitude", "latitude and longitude or neither", lat.isna() != lon.isna()
    yield "latitude", "a place, not (0, 0)", (lat == 0) & (lon == 0)
    for name, words in (
        ("event_type", tuple(EVENT_TYPES)),
        ("footprint", FOOTPRINTS),
        ("status", STATUSES),
    ):
        yield name, f"one of {', '.join(words)}", ~frame[name].isin(words)
    for name, form in NESTED_FORMS.items():
        yield name, form, ~frame[name].map(functools.partial(is_nested, name)).astype(bool)
    shapes = frame.geometry.geom_type
    for kind, fitting in SHAPES.items():
        is_other = ~shapes.isin(fitting) & ~shapes.isna()
        yield "geometry", f"the shape of a {kind}", (frame["footprint"] == kind) & is_other


def _cell(frame: geopandas.GeoDataFrame, index: int, column: Any) -> str:
    value = frame[column].iloc[index]
    return "none" if is_missing(value) else str(value)[:40]


def _mend(path: Path, error: TableError, faults: list[TableError]) -> geopandas.GeoDataFrame:
    """What can be read row by row of a file that cannot be read as a whole."""
    readers = {".csv": _mend_csv, ".jsonl": _mend_jsonl, ".geojson": _mend_geojson}
    mend = readers.get(path.suffix.lower())
    if mend is None:
        raise error
    found = list(mend(path, faults))
    if not found and not faults:
        raise error
    return build_frame([row for _, row, _ in found], [shape for _, _, shape in found])


def _mend_csv(path: Path, faults: list[TableError]) -> Iterator[Found]:
    import shapely

    table = read_delimited(path)
    faults += table.faults
    for record in table.records:
        where = f"{path}:{record.line}"
        try:
            row = {column.name: _parse(column, record.cells) for column in COLUMNS}
            text = record.cells.get("geometry")
            yield where, row, shapely.from_wkt(text) if text else None
        except (ValueError, shapely.errors.ShapelyError) as error:
            faults.append(TableError(_say(error), where=where))


def _parse(column: Column, cells: Mapping[str, str]) -> Any:
    cell = cells.get(column.name, "")
    if not cell:
        return None
    try:
        if column.kind in ("list", "json"):
            return json.loads(cell)
        if column.kind == "integer":
            return int(cell)
        if column.kind == "number":
            return float(cell)
    except ValueError as error:
        message = f"column {column.name}: expected {column.kind}, got {cell[:40]!r}"
        raise ValueError(message) from error
    if column.kind == "flag":
        return cell.strip().lower() in ("true", "1", "yes")
    return unguard(cell) if column.kind == "text" else cell


def _mend_jsonl(path: Path, faults: list[TableError]) -> Iterator[Found]:
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = ((f"{path}:{number}", line) for number, line in enumerate(file, 1) if line.strip())
        for where, line in lines:
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError(f"expected a JSON object, got {type(row).__name__}")
            except ValueError as error:
                faults.append(TableError(_say(error), where=where))
            else:
                yield from _mend_row(where, row, row.pop("geometry", None), faults)


def _mend_geojson(path: Path, faults: list[TableError]) -> Iterator[Found]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8", errors="replace"))
        features: Iterable[Any] = whole["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise TableError(f"expected a FeatureCollection, got: {error}", where=str(path)) from error
    for number, feature in enumerate(features, 1):
        where = f"{path}, feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            faults.append(TableError("expected a feature with properties", where=where))
        else:
            row, shape = feature["properties"], feature.get("geometry")
            yield from _mend_row(where, row, shape, faults)


def _mend_row(where: str, row: Row, geometry: Any, faults: list[TableError]) -> Iterator[Found]:
    """A row whose cells have the types of their columns, and its shape."""
    import shapely

    try:
        shape = shapely.from_geojson(json.dumps(geometry)) if geometry else None
        row = {column.name: read_value(column, row.get(column.name)) for column in COLUMNS}
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        faults.append(TableError(_say(error), where=where))
    else:
        yield where, row, shape


def _say(error: Exception) -> str:
    words = str(error)
    return words if words.startswith(("expected", "column")) else f"expected a row, got: {words}"
