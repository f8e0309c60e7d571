"""Incidents as JSON lines, GeoJSON and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError
from geo.incidents.attribution import list_attributions, write_attribution
from geo.incidents.frame import Row, build_frame, list_rows
from geo.incidents.nested import write_json
from geo.incidents.schema import COLUMN_NAMES, COLUMNS, Column

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

# What a spreadsheet takes for the start of a formula, and the guard itself.
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_CSV_NAMES = (*COLUMN_NAMES, "geometry", "attribution")
_LARGEST_CELL = 1 << 28


def write_jsonl(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write one object a row; the last two keys are geometry (GeoJSON) and attribution."""
    attribution = json.dumps(write_attribution(frame), ensure_ascii=False)
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for row, geometry in zip(list_rows(frame), _geojson(frame), strict=True):
            body = write_json(row)[:-1]
            file.write(f'{body},"geometry":{geometry},"attribution":{attribution}}}\n')


def read_jsonl(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_jsonl` wrote.

    Raises
    ------
    TableError
        If a line is not an object.
    """
    with path.open(encoding="utf-8") as file:
        rows: list[Row] = [
            _parse(line, f"{path}:{number}") for number, line in enumerate(file, 1) if line.strip()
        ]
    return build_frame(rows, _shapes([row.pop("geometry", None) for row in rows]))


def write_geojson(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a FeatureCollection (RFC 7946), one feature a line."""
    head = write_json(list_attributions(frame))
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(f'{{"type":"FeatureCollection","attribution":{head},"features":[')
        comma = "\n"
        for row, geometry in zip(list_rows(frame), _geojson(frame), strict=True):
            name = write_json(row["incident_id"] or "")
            file.write(
                f'{comma}{{"type":"Feature","id":{name},"geometry":{geometry},'
                f'"properties":{write_json(row)}}}'
            )
            comma = ",\n"
        file.write("\n]}\n")


def read_geojson(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_geojson` wrote.

    Raises
    ------
    TableError
        If it is not a FeatureCollection.
    """
    whole = _parse(path.read_text(encoding="utf-8"), str(path))
    features = whole.get("features")
    if not isinstance(features, list):
        raise TableError("expected a FeatureCollection with features", where=str(path))
    return build_frame(
        [feature.get("properties") or {} for feature in features],
        _shapes([feature.get("geometry") for feature in features]),
    )


def write_csv(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """Write a table that spreadsheets open safely; lists are JSON text, geometry is WKT."""
    import shapely

    attribution = write_attribution(frame)
    shapes = shapely.to_wkt(frame.geometry.to_numpy(), rounding_precision=6, trim=True)
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_CSV_NAMES)
        for row, shape in zip(list_rows(frame), shapes.tolist(), strict=True):
            cells = [_to_csv(column, row[column.name]) for column in COLUMNS]
            table.writerow([*cells, shape or "", attribution])


def read_csv(path: Path) -> geopandas.GeoDataFrame:
    """Read what `write_csv` wrote, guards stripped.

    Raises
    ------
    TableError
        If a row has not the cells that the first line names, or a cell is not what its
        column holds.
    """
    import shapely

    rows: list[Row] = []
    shapes: list[str | None] = []
    for where, cells in _csv_rows(path):
        rows.append(_from_csv(cells, where))
        shapes.append(cells.get("geometry") or None)
    return build_frame(rows, list(shapely.from_wkt(shapes)))


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guard("=1+1"), guard("Chaman"), unguard(guard("'quoted'"))
    ("'=1+1", 'Chaman', "'quoted'")
    """
    return "'" + text if text.startswith(GUARDED) else text


def unguard(text: str) -> str:
    """The text that `guard` guarded."""
    return text[1:] if text.startswith("'") else text


def _geojson(frame: geopandas.GeoDataFrame) -> list[str]:
    import shapely

    return [text or "null" for text in shapely.to_geojson(frame.geometry.to_numpy()).tolist()]


def _shapes(geometries: Sequence[Any]) -> list[BaseGeometry | None]:
    import shapely

    texts = [write_json(geometry) if geometry else None for geometry in geometries]
    return list(shapely.from_geojson(texts)) if texts else []


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise TableError(f"expected a JSON object, got: {error}", where=where) from error
    if not isinstance(value, dict):
        raise TableError(f"expected a JSON object, got {type(value).__name__}", where=where)
    return value


def _to_csv(column: Column, value: Any) -> str:
    if column.kind in ("list", "json"):
        return write_json(value) if value else ""
    if value is None:
        return ""
    if column.kind == "text":
        return guard(value)
    if column.kind == "flag":
        return "true" if value else "false"
    return repr(value) if column.kind == "number" else str(value)


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    previous = csv.field_size_limit(_LARGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(file)
            head: Sequence[str] = next(table, [])
            if "incident_id" not in head:
                message = "expected a first line with the names of columns, incident_id among them"
                raise TableError(message, where=f"{path}:1")
            for cells in table:
                where = f"{path}:{table.line_num}"
                if len(cells) != len(head):
                    message = f"expected {len(head)} cells, got {len(cells)}"
                    raise TableError(message, where=where)
                yield where, dict(zip(head, cells, strict=True))
    finally:
        csv.field_size_limit(previous)


def _from_csv(cells: dict[str, str], where: str) -> Row:
    row: Row = {}
    for column in COLUMNS:
        cell = cells.get(column.name, "")
        try:
            row[column.name] = _parse_cell(column, cell)
        except ValueError as error:
            message = f"column {column.name}: expected {column.kind}, got {cell[:40]!r}"
            raise TableError(message, where=where) from error
    return row


def _parse_cell(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    if column.kind == "text":
        return unguard(cell)
    if column.kind in ("list", "json"):
        return json.loads(cell)
    if column.kind == "flag":
        return cell.strip().lower() in ("true", "1", "yes")
    if column.kind == "integer":
        return int(cell)
    return float(cell) if column.kind == "number" else cell
