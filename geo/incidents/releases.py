"""Imported rows in a store: a newer release changes and retires older rows, with history."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.incidents.database import Database, put_facts, to_cells
from geo.incidents.frame import Row, list_rows
from geo.incidents.reading import decode_import, encode_imports
from geo.incidents.withdrawn import is_withdrawn, written_at

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

_WITHDRAWN = "withdrawn "  # facts of the store that start so name rows, and when
_WHOLE = "whole "  # and these a data set, with its newest version that was added as a whole
# What a row says; the rest is measured, or made from these.
_SAID = "source_record best low high date_start date_end latitude longitude event_type".split()
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
    """What adding imported rows did: numbers of rows.

    `outdated` rows were not taken: the store has newer ones, or knows that they were withdrawn.
    """

    added: int = 0
    changed: int = 0
    retired: int = 0
    outdated: int = 0


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
    added = changed = outdated = 0
    withdrawn = _read_withdrawn(database)
    newest: dict[str, str] = {}
    for rows, shapes in _slices(frame):
        _check(rows, ids)
        for dataset, version in {(row["dataset"], row["dataset_version"]) for row in rows}:
            newest[dataset] = _newer(newest.get(dataset), version)
        replaced = _read_replaced(database, rows)
        fresh = [
            not is_withdrawn(row, withdrawn) and row["incident_id"] not in replaced for row in rows
        ]
        new, other, older = _put(
            database,
            list(itertools.compress(rows, fresh)),
            list(itertools.compress(shapes, fresh)),
        )
        added += new
        changed += other
        outdated += older + fresh.count(False)
    retired = _retire_others(database, ids) if is_whole else 0
    if is_whole:
        _note_whole(database, newest)
    return ImportReport(added, changed, retired, outdated)


def withdraw(database: Database, withdrawn: Mapping[str, int]) -> int:
    """Retire rows that their source deleted, inside a transaction; how many there were.

    What was withdrawn is remembered: an older export does not bring it back.
    """
    known = _read_withdrawn(database)
    later = {name: when for name, when in withdrawn.items() if when > known.get(name, -1)}
    put_facts(database, {f"{_WITHDRAWN}{name}": str(when) for name, when in later.items()})
    records = _read_known(database, sorted(later))
    gone = [name for name in sorted(records) if is_withdrawn(_row_of(records[name]), later)]
    _retire(database, gone)
    return len(gone)


def _newer(one: str | None, other: str | None) -> str:
    return max(one or "", other or "", key=_parts_of)


@functools.lru_cache
def _parts_of(version: str | None) -> tuple[int, ...]:
    """The numbers of a version: 24.0.3, a candidate, comes before the release 24.1."""
    return tuple(int(part) for part in re.findall(r"\d+", version or ""))


def _note_whole(database: Database, newest: Mapping[str, str]) -> None:
    before = _read_whole(database)
    put_facts(
        database, {f"{_WHOLE}{name}": _newer(before.get(name), newest[name]) for name in newest}
    )


def _read_whole(database: Database) -> dict[str, str]:
    rows = database.rows("SELECT name, value FROM store_facts WHERE name LIKE ?", (f"{_WHOLE}%",))
    return {str(name).removeprefix(_WHOLE): str(value) for name, value in rows}


def _read_replaced(database: Database, rows: list[Row]) -> set[str]:
    """Ids of rows that were retired, and whose data set is held as a whole in a newer version."""
    whole = _read_whole(database)
    if not whole:
        return set()
    old = [row["incident_id"] for row in rows if _is_before(row, whole.get(row["dataset"]))]
    held = _find(database, "stored_imports", old)
    retired = _find(database, "retired_imports", old)
    return retired.keys() - held.keys()


def _is_before(row: Row, version: str | None) -> bool:
    """Whether a row is of a release before this one; not where either is unknown."""
    own = _parts_of(row["dataset_version"])
    return bool(own) and own < _parts_of(version)


def _read_withdrawn(database: Database) -> dict[str, int]:
    rows = database.rows(
        "SELECT name, value FROM store_facts WHERE name LIKE ?", (f"{_WITHDRAWN}%",)
    )
    return {str(name).removeprefix(_WITHDRAWN): int(value) for name, value in rows}


def _row_of(record: str) -> Row:
    return decode_import(record)[0]


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


def _put(
    database: Database, rows: list[Row], shapes: list[BaseGeometry | None]
) -> tuple[int, int, int]:
    """How many rows were new, how many changed, and how many are older than the store's."""
    texts = encode_imports(rows, shapes)
    known = _read_known(database, [row["incident_id"] for row in rows])
    other = [
        index
        for index, (row, text) in enumerate(zip(rows, texts, strict=True))
        if known.get(row["incident_id"]) != text
    ]
    put = [index for index in other if not _is_older(rows[index], known)]
    old = [rows[index]["incident_id"] for index in put if rows[index]["incident_id"] in known]
    changed = [
        rows[index]["incident_id"]
        for index in put
        if rows[index]["incident_id"] in known and not _is_same_raw(rows[index], known)
    ]
    database.run_many(_RETIRE, [(name,) for name in changed])
    database.run_many(
        _PUT, [(rows[index]["incident_id"], rows[index]["dataset"], texts[index]) for index in put]
    )
    database.delete_incidents(old)
    if put:
        cells = [to_cells(rows[index]) for index in put]
        database.write_incidents(cells, [shapes[index] for index in put])
    return len(put) - len(old), len(changed), len(other) - len(put)


def _is_same_raw(row: Row, known: Mapping[str, str]) -> bool:
    """Whether the source says what it said: only what we make of it is new, and no history."""
    before = _row_of(known[row["incident_id"]])
    return bool(row["source_record"]) and all(row[name] == before[name] for name in _SAID)


def _is_older(row: Row, known: Mapping[str, str]) -> bool:
    """Whether the source wrote a row before the one that the store has."""
    record = known.get(row["incident_id"])
    if record is None:
        return False
    moment, before = written_at(row), _row_of(record)
    if moment is not None:
        return moment < (written_at(before) or 0)
    return _is_before(row, before["dataset_version"])


def _read_known(database: Database, names: list[str]) -> dict[str, str]:
    """The texts of the rows of these ids that the store has."""
    return _find(database, "stored_imports", names)


def _find(database: Database, table: str, names: list[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for start in range(0, len(names), _NAMES_AT_ONCE):
        part = names[start : start + _NAMES_AT_ONCE]
        marks = ", ".join("?" * len(part))
        statement = f"SELECT incident_id, record FROM {table} WHERE incident_id IN ({marks})"  # noqa: S608
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
    _retire(database, gone)
    return len(gone)


def _retire(database: Database, names: list[str]) -> None:
    """Take rows out, and keep them as history."""
    cells = [(name,) for name in names]
    database.run_many(_RETIRE, cells)
    database.run_many("DELETE FROM stored_imports WHERE incident_id = ?", cells)
    database.delete_incidents(names)
