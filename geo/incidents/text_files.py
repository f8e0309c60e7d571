"""Incidents as JSON lines, GeoJSON and CSV."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.incidents.attribution import list_attributions, write_attribution
from geo.incidents.columns import to_array, to_values, without_collector
from geo.incidents.frame import Row, build_frame, join_frames, list_rows, make_frame, with_types
from geo.incidents.json_text import from_json, to_json
from geo.incidents.schema import COLUMN_NAMES, COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

# What a spreadsheet takes for the start of a formula; some take the wide forms for it too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARDED = (*FORMULA, *(f"'{start}" for start in (*FORMULA, "'")))
_CSV_NAMES = (*COLUMN_NAMES, "geometry", "attribution")
_HEAD = b'{"type":"FeatureCollection","attribution":'
_LARGEST_CELL = 1 << 28
_ROWS_AT_ONCE = 5000  # in memory as plain values beside the table
_MOST_KNOWN = 50_000  # shapes whose text is kept, and texts whose shape is


def write_jsonl(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write one object a row; the last two keys are geometry (GeoJSON) and attribution."""
    tail = f',"attribution":{to_json(write_attribution(frame))}}}\n'
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for rows, shapes in _parts(frame):
            file.writelines(
                f'{to_json(row)[:-1]},"geometry":{shape}{tail}'
                for row, shape in zip(rows, shapes, strict=True)
            )


def read_jsonl(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_jsonl` wrote.

    Raises
    ------
    TableError
        If a line is not an object.
    """
    with path.open("rb") as file, without_collector():
        lines = ((f"{path}:{number}", line) for number, line in enumerate(file, 1) if line.strip())
        rows = (_parse(line, where) for where, line in lines)
        return _join((row, row.pop("geometry", None)) for row in rows)


def write_geojson(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a FeatureCollection (RFC 7946), one feature a line."""
    head = to_json(list_attributions(frame))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{_HEAD.decode()}{head},"features":[')
        comma = "\n"
        for rows, shapes in _parts(frame):
            features = (
                f'{{"type":"Feature","id":{to_json(row["incident_id"] or "")},'
                f'"geometry":{shape},"properties":{to_json(row)}}}'
                for row, shape in zip(rows, shapes, strict=True)
            )
            file.write(comma + ",\n".join(features))
            comma = ",\n"
        file.write("\n]}\n")


def read_geojson(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_geojson` wrote.

    Raises
    ------
    TableError
        If it is not a FeatureCollection.
    """
    with without_collector():
        features = _read_features(path)
        return _join((one.get("properties") or {}, one.get("geometry")) for one in features)


def write_csv(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a table that spreadsheets open safely; lists are JSON text, geometry is WKT."""
    attribution = itertools.repeat(_quote(write_attribution(frame)))
    typed = with_types(frame)
    known = _Known(_to_wkt)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(_CSV_NAMES) + "\n")
        for start in range(0, len(typed), _ROWS_AT_ONCE):
            part = typed.iloc[start : start + _ROWS_AT_ONCE]
            columns = [_to_csv(column, to_values(column, part[column.name])) for column in COLUMNS]
            shapes = (_quote(text or "") for text in _texts_of(part, known))
            rows = zip(*columns, shapes, attribution, strict=False)
            file.writelines(",".join(cells) + "\n" for cells in rows)


def read_csv(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_csv` wrote, guards stripped.

    Raises
    ------
    TableError
        If a row has not the cells that the first line names, or a cell is not what its
        column holds.
    """
    import shapely

    known = _Known(shapely.from_wkt)
    with path.open(encoding="utf-8-sig", newline="") as file, without_collector():
        table = _csv_rows(file, path)
        head = next(table)[1]
        frames = []
        while part := list(itertools.islice(table, _ROWS_AT_ONCE)):
            frames.append(_from_csv(head, part, known))
    return join_frames(frames)


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such text has an apostrophe before it.

    So has text that would look guarded, and no other: `unguard` gives back every text.

    Examples
    --------
    >>> guard("=1+1"), guard("Chaman"), guard("'quoted'"), unguard(guard("'=1"))
    ("'=1+1", 'Chaman', "'quoted'", "'=1")
    """
    return "'" + text if text.startswith(_GUARDED) else text


def unguard(text: str) -> str:
    """The text that `guard` guarded; text that is not guarded stays as it is."""
    return text[1:] if text.startswith(_GUARDED[len(FORMULA) :]) else text


class _Known:
    """What shapes or texts became, kept for those that come again: many rows share a place."""

    def __init__(self, change: Callable[[Any], Any]) -> None:
        self.change = change
        self.found: dict[Any, Any] = {}

    def all_of(self, items: Mapping[Any, Any]) -> None:
        """Have the items, by their keys, in `found`."""
        import numpy as np

        if len(self.found) > _MOST_KNOWN:
            self.found.clear()
        missing = [key for key in items if key not in self.found]
        array = np.empty(len(missing), dtype=object)
        array[:] = [items[key] for key in missing]
        self.found.update(zip(missing, self.change(array).tolist(), strict=True))


def _parts(frame: geopandas.GeoDataFrame) -> Iterator[tuple[list[Row], list[str]]]:
    """Rows and their shapes as GeoJSON, some at a time."""
    typed, known = with_types(frame), _Known(_to_geojson)
    for start in range(0, len(typed), _ROWS_AT_ONCE):
        part = typed.iloc[start : start + _ROWS_AT_ONCE]
        yield list_rows(part), [text or "null" for text in _texts_of(part, known)]


def _texts_of(frame: geopandas.GeoDataFrame, known: _Known) -> list[str | None]:
    """Each shape as text; they are told apart by id(), for the table holds them."""
    shapes = frame.geometry.to_numpy()
    known.all_of({id(shape): shape for shape in shapes})
    return [known.found[id(shape)] for shape in shapes]


def _to_geojson(shapes: Any) -> Any:
    import shapely

    return shapely.to_geojson(shapes)


def _to_wkt(shapes: Any) -> Any:
    import shapely

    return shapely.to_wkt(shapes, rounding_precision=6, trim=True)


def _join(pairs: Iterable[tuple[Row, Any]]) -> geopandas.GeoDataFrame:
    """A frame of rows and their shapes as GeoJSON objects, put together in parts."""
    import shapely

    waiting, known = iter(pairs), _Known(shapely.from_geojson)
    frames = []
    while part := list(itertools.islice(waiting, _ROWS_AT_ONCE)):
        texts = [to_json(shape) if shape else None for _, shape in part]
        frames.append(build_frame([row for row, _ in part], _shapes_of(texts, known)))
    return join_frames(frames)


def _shapes_of(texts: Sequence[str | None], known: _Known) -> list[BaseGeometry | None]:
    known.all_of({text: text for text in texts})
    return [known.found[text] for text in texts]


def _read_features(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a file, a line at a time where it is laid out as ours are."""
    with path.open("rb") as file:
        head = file.readline().rstrip()
        if head.startswith(_HEAD) and head.endswith(b'"features":['):
            for number, line in enumerate(file, 2):
                text = line.strip().rstrip(b",")
                if text == b"]}":
                    return
                yield _parse(text, f"{path}:{number}")
            raise TableError("expected the end of the features, got the end of it", where=str(path))
    features = _parse(path.read_bytes(), str(path)).get("features")
    if not isinstance(features, list):
        raise TableError("expected a FeatureCollection with features", where=str(path))
    yield from features


def _parse(text: bytes, where: str) -> dict[str, Any]:
    try:
        value = from_json(text)
    except ValueError as error:
        raise TableError(f"expected a JSON object, got: {error}", where=where) from error
    if not isinstance(value, dict):
        raise TableError(f"expected a JSON object, got {type(value).__name__}", where=where)
    return value


def _to_csv(column: Column, values: list[Any]) -> list[str]:
    """The cells of a column, quoted where they must be."""
    if column.kind in ("list", "json"):
        return [_quote(to_json(value)) if value else "" for value in values]
    if column.kind in ("text", "day"):
        return [_quote(guard(value)) if value else "" for value in values]
    if column.kind == "flag":
        return ["true" if value else "false" for value in values]
    write = repr if column.kind == "number" else str
    return ["" if value is None else write(value) for value in values]


def _quote(cell: str) -> str:
    """A cell as a CSV holds it; the writer of the standard library takes twice the time."""
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _csv_rows(file: Iterable[str], path: Path) -> Iterator[tuple[str, list[str]]]:
    """The head and the rows, each with its place in the file."""
    previous = csv.field_size_limit(_LARGEST_CELL)
    try:
        table = csv.reader(file)
        head = next(table, [])
        if "incident_id" not in head:
            message = "expected a first line with the names of columns, incident_id among them"
            raise TableError(message, where=f"{path}:1")
        yield f"{path}:1", head
        for cells in table:
            where = f"{path}:{table.line_num}"
            if len(cells) != len(head):
                message = f"expected {len(head)} cells, got {len(cells)}"
                raise TableError(message, where=where)
            yield where, cells
    finally:
        csv.field_size_limit(previous)


def _from_csv(
    head: Sequence[str], rows: Sequence[tuple[str, list[str]]], known: _Known
) -> geopandas.GeoDataFrame:
    where = [place for place, _ in rows]
    blank = ("",) * len(rows)
    cells = dict(zip(head, zip(*(row for _, row in rows), strict=True), strict=True))
    columns = {
        column.name: to_array(column, _parse_cells(column, cells.get(column.name, blank), where))
        for column in COLUMNS
    }
    shapes = [text or None for text in cells.get("geometry", blank)]
    return make_frame(columns, _shapes_of(shapes, known))


def _parse_cells(column: Column, texts: Sequence[str], where: Sequence[str]) -> list[Any]:
    """The values of a column; what is wrong with one is told with its row."""
    parse = _PARSERS[column.kind]
    try:
        return [None if text == "" else parse(text) for text in texts]
    except ValueError:
        for text, place in zip(texts, where, strict=True):
            try:
                parse(text or "0")
            except ValueError as error:
                message = f"column {column.name}: expected {column.kind}, got {text[:40]!r}"
                raise TableError(message, where=place) from error
        raise


def _parse_flag(text: str) -> bool:
    return text.strip().lower() in ("true", "1", "yes")


_PARSERS: dict[str, Callable[[str], Any]] = {
    "text": unguard,
    "list": from_json,
    "json": from_json,
    "flag": _parse_flag,
    "integer": int,
    "number": float,
    "day": str,
}
