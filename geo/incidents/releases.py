"""Imported rows in a store: a newer release changes and retires older rows, with history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.incidents.database import Database, to_cells
from geo.incidents.frame import Row, list_rows
from geo.incidents.nested import write_json
from geo.incidents.reading import encode_import

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

_ROWS_AT_ONCE, _NAMES_AT_ONCE = 20_000, 500
_PUT = (
    "INSERT INTO stored_imports (incident_id, dataset, record) VALUES (?, ?, ?)"
    " ON CONFLICT (incident_id) DO UPDATE SET dataset = excluded.dataset, record = excluded.record"
)
_RETIRE = (
    "INSERT INTO retired_imports (incident_id, dataset, record)"
    " SELECT incident_id, dataset, record FROM stored_imports WHERE incident_id = ?"
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What adding imported rows did: numbers of rows."""

    added: int = 0
    changed: int = 0
    retired: int = 0


def add_release(
    database: Database, frame: geopandas.GeoDataFrame, *, is_whole: bool
) -> ImportReport:
    """Add imported rows inside a transaction; see `geo.incidents.store.Store.add_imported`.

    Raises
    ------
    InputError
        If a row has no id or no data set, or an id stands twice.
    """
    ids: dict[str, str] = {}
    added = changed = 0
    for rows, shapes in _slices(frame):
        _check(rows, ids)
        new, other = _put(database, rows, shapes)
        added += new
        changed += other
    retired = _retire_others(database, ids) if is_whole else 0
    return ImportReport(added, changed, retired)


def _slices(
    frame: geopandas.GeoDataFrame,
) -> Iterator[tuple[list[Row], list[BaseGeometry | None]]]:
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        part = frame.iloc[start : start + _ROWS_AT_ONCE]
        yield list_rows(part), part.geometry.tolist()


def _check(rows: list[Row], ids: dict[str, str]) -> None:
    for row in rows:
        name, dataset = row["incident_id"], row["dataset"]
        if not name or not dataset:
            message = "expected an id and a data set in each imported row"
            raise InputError(f"{message}, got {name!r} and {dataset!r}")
        if name in ids:
            raise InputError(f"expected each id once, got {name!r} twice")
        ids[name] = dataset


def _put(database: Database, rows: list[Row], shapes: list[BaseGeometry | None]) -> tuple[int, int]:
    """How many rows were new, and how many changed."""
    texts = [encode_import(row, shape) for row, shape in zip(rows, shapes, strict=True)]
    known = _read_known(database, [row["incident_id"] for row in rows])
    put = [
        index
        for index, (row, text) in enumerate(zip(rows, texts, strict=True))
        if known.get(row["incident_id"]) != text
    ]
    old = [rows[index]["incident_id"] for index in put if rows[index]["incident_id"] in known]
    database.run_many(_RETIRE, [(name,) for name in old])
    database.run_many(
        _PUT, [(rows[index]["incident_id"], rows[index]["dataset"], texts[index]) for index in put]
    )
    database.delete_incidents(old)
    if put:
        cells = [to_cells(rows[index], write_json) for index in put]
        database.write_incidents(cells, [shapes[index] for index in put])
    return len(put) - len(old), len(old)


def _read_known(database: Database, names: list[str]) -> dict[str, str]:
    """The texts of the rows of these ids that the store has."""
    known: dict[str, str] = {}
    for start in range(0, len(names), _NAMES_AT_ONCE):
        part = names[start : start + _NAMES_AT_ONCE]
        marks = ", ".join("?" * len(part))
        statement = f"SELECT incident_id, record FROM stored_imports WHERE incident_id IN ({marks})"  # noqa: S608
        known |= {str(name): str(record) for name, record in database.rows(statement, part)}
    return known


def _retire_others(database: Database, ids: dict[str, str]) -> int:
    """Retire the rows of the same data sets that a whole release lacks."""
    gone: list[str] = []
    for dataset in sorted(set(ids.values())):
        found = database.rows(
            "SELECT incident_id FROM stored_imports WHERE dataset = ? ORDER BY incident_id",
            (dataset,),
        )
        gone += [name for (name,) in found if name not in ids]
    database.run_many(_RETIRE, [(name,) for name in gone])
    database.run_many(
        "DELETE FROM stored_imports WHERE incident_id = ?", [(name,) for name in gone]
    )
    database.delete_incidents(gone)
    return len(gone)
