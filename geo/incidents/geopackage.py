"""A store in one GeoPackage: SQLite, with the layer `incidents` that QGIS opens.

While it is open the file is in write-ahead mode: readers do not wait for writers, writers wait
for each other, and a process that is killed leaves only whole transactions. When the last
connection closes, the file is put back into one piece.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import InputError, OutputError
from geo.incidents.database import (
    INDEXED,
    LAYER,
    SCRATCH,
    TABLES,
    VERSION,
    Cells,
    Values,
    list_columns,
)
from geo.incidents.query import Query, write_condition
from geo.incidents.schema import COLUMN_NAMES, COLUMNS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WAIT_S = 120  # how long a writer waits for another
_BATCH = 2000
_HEAD = struct.Struct("<2sBBi4d")  # magic, version, flags, EPSG code, minx, maxx, miny, maxy
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_NEVER, _NOWHERE, _FAR_KM = -1.0, -1.0, 1e9
# Days, distance and kilometres of incidents: what maps are narrowed by, found at once.
_REACH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS incident_reach USING rtree"
    "(id, first_day, last_day, distance_from, distance_to, km_from, km_to)"
)
_PLACES = {name: COLUMN_NAMES.index(name) for name in COLUMN_NAMES}


class GeoPackage:
    """One connection to the file; see `geo.incidents.database.Database`."""

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._path = path
        self._is_open = True
        self._connection = _open(path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; other writers wait until it ends."""
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            # A failed COMMIT, or a full disk, may have ended the transaction already.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def lock(self, *, is_whole: bool) -> None:
        """Nothing to do: a transaction that writes has the whole file."""

    def run(self, statement: str, values: Values = ()) -> None:
        """Run one statement."""
        self._execute(statement, values)

    def run_many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for each row of values."""
        with self._say_where():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Values = ()) -> list[Cells]:
        """All rows that a statement gives."""
        return self._execute(statement, values).fetchall()

    def stream(self, statement: str, values: Values = ()) -> Iterator[Cells]:
        """The rows that a statement gives, a batch at a time."""
        cursor = self._execute(statement, values)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def write_incidents(self, rows: Iterable[Cells], shapes: Sequence[BaseGeometry | None]) -> None:
        """Add rows to the layer, and to what finds them by day, distance and kilometre."""
        listed = list(rows)
        (first,) = self.rows(f"SELECT coalesce(max(fid), 0) + 1 FROM {LAYER}")[0]  # noqa: S608
        marks = ", ".join("?" * (len(COLUMNS) + 2))
        self.run_many(
            f"INSERT INTO {LAYER} (fid, geom, {list_columns()}) VALUES ({marks})",  # noqa: S608
            (
                (number, blob, *cells)
                for number, (blob, cells) in enumerate(
                    zip(to_blobs(shapes), listed, strict=True), first
                )
            ),
        )
        self.run_many(
            "INSERT INTO incident_reach VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((number, *_reach(cells)) for number, cells in enumerate(listed, first)),
        )

    def delete_incidents(self, incident_ids: Iterable[str]) -> None:
        """Take rows out of the layer."""
        names = [(name,) for name in incident_ids]
        fids = f"SELECT fid FROM {LAYER} WHERE incident_id = ?"  # noqa: S608
        self.run_many(f"DELETE FROM incident_reach WHERE id IN ({fids})", names)  # noqa: S608
        self.run_many(f"DELETE FROM {LAYER} WHERE incident_id = ?", names)  # noqa: S608

    def find_incidents(self, query: Query) -> tuple[str, Values]:
        """A statement, with its values, for the rows that pass."""
        text, values = write_condition(query)
        reach, bounds = _reach_condition(query)
        if reach:
            text = f"fid IN (SELECT id FROM incident_reach WHERE {reach}) AND {text}"  # noqa: S608
        where = f" WHERE {text}" if text else ""
        return f"SELECT geom, {list_columns()} FROM {LAYER}{where}", (*bounds, *values)  # noqa: S608

    def read_shapes(self, blobs: Sequence[bytes | None]) -> list[BaseGeometry | None]:
        """Shapes from what the layer holds."""
        import shapely

        return list(shapely.from_wkb([from_blob(blob) for blob in blobs]))

    def close(self) -> None:
        """Close; the last connection leaves one file without a journal beside it."""
        if not self._is_open:
            return
        self._is_open = False
        with contextlib.suppress(sqlite3.Error):  # others are connected, or the disk is read-only
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def _execute(self, statement: str, values: Values = ()) -> sqlite3.Cursor:
        with self._say_where():
            return self._connection.execute(statement, values)

    @contextlib.contextmanager
    def _say_where(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.Error as error:
            raise _explain(error, self.where) from error


def _explain(error: sqlite3.Error, where: str) -> Exception:
    reason = str(error)
    if "locked" in reason:
        return OutputError(
            f"{where}: another program has been writing for {WAIT_S} s; try again when it is done"
        )
    if "readonly" in reason or "full" in reason or "unable to open" in reason:
        return OutputError(f"{where}: cannot be written: {reason}")
    return InputError(f"expected a sound store, got: {reason}", where=where)


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        _create(path)
    try:
        connection = _connect(path)
    except sqlite3.Error as error:
        raise _explain(error, str(path)) from error
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if "store_facts" not in tables:
            message = "expected a store, got another file; a new name makes a new store"
            raise InputError(message, where=str(path))
        (version,) = connection.execute(
            "SELECT value FROM store_facts WHERE name = 'version'"
        ).fetchone()
        if version != VERSION:
            message = f"expected a store of version {VERSION}, got {version}"
            raise InputError(f"{message}; use the version that made it", where=str(path))
        _write_ahead(connection)
        for statement in SCRATCH:
            connection.execute(statement)
    except sqlite3.Error as error:
        connection.close()
        raise _explain(error, str(path)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log, safe when killed
    connection.execute("PRAGMA cache_size = -65536")
    # Pages that many transactions change are written back once; the log stays under 70 MB.
    connection.execute("PRAGMA wal_autocheckpoint = 16384")
    connection.execute("PRAGMA temp_store = MEMORY")
    for name, side in (("MinX", 0), ("MaxX", 1), ("MinY", 2), ("MaxY", 3)):
        connection.create_function(f"ST_{name}", 1, _bound_of(side), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Change to write-ahead mode; SQLite does not wait here for one that is closing."""
    last = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.01)


def _create(path: Path) -> None:
    """Make an empty store, unless another process was faster; never half of one."""
    from geo.incidents.arrow_files import write_geopackage
    from geo.incidents.frame import build_frame
    from geo.incidents.qgis_style import add_style

    if not path.parent.is_dir():
        raise OutputError(f"{path}: expected a folder to write into, found none; make it first")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".store-") as folder:
        draft = Path(folder) / "draft.gpkg"
        write_geopackage(build_frame([], []), draft)
        connection = _connect(draft)
        for statement in (*TABLES, _REACH):
            key = "INTEGER PRIMARY KEY"
            connection.execute(statement.format(serial=key, key=key, int="INTEGER", blob="BLOB"))
        for name in INDEXED:
            connection.execute(f"CREATE INDEX {LAYER}_{name} ON {LAYER} ({name})")
        connection.execute("INSERT INTO store_facts VALUES ('version', ?)", (VERSION,))
        # Where one table without geometry is registered, QGIS and GDAL list no others.
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
            " VALUES ('store_facts', 'attributes', 'store_facts', '1970-01-01T00:00:00.000Z')"
        )
        add_style(connection, LAYER)
        connection.close()
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            if not path.exists():
                draft.rename(path)


def to_blobs(shapes: Sequence[BaseGeometry | None]) -> list[bytes | None]:
    """Geometries as a GeoPackage holds them, with their bounds in front.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> blob = to_blobs([Point(71, 34), None])[0]
    >>> blob[:2], from_blob(blob)[0], to_blobs([None])
    (b'GP', 1, [None])
    """
    import numpy as np
    import shapely

    array = np.array(shapes, dtype=object)
    if not array.size:
        return []
    bounds = shapely.bounds(array).tolist()
    return [
        None
        if body is None
        else _HEAD.pack(b"GP", 0, 0b00000011, 4326, west, east, south, north) + body
        for body, (west, south, east, north) in zip(
            shapely.to_wkb(array, byte_order=1).tolist(), bounds, strict=True
        )
    ]


def from_blob(blob: bytes | None) -> bytes | None:
    """The WKB in a geometry of a GeoPackage."""
    if blob is None:
        return None
    return blob[8 + _ENVELOPE_BYTES[(blob[3] >> 1) & 7] :]


def _bound_of(side: int) -> Any:
    def bound(blob: bytes | None) -> float | None:
        """The bound, from the envelope where there is one."""
        if blob is None:
            return None
        if (blob[3] >> 1) & 7:
            order = "<" if blob[3] & 1 else ">"
            return float(struct.unpack_from(order + "d", blob, 8 + 8 * side)[0])
        import shapely

        west, south, east, north = shapely.bounds(shapely.from_wkb(from_blob(blob))).tolist()
        return float((west, east, south, north)[side])

    return bound


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else (blob[3] >> 4) & 1


def _reach(cells: Cells) -> tuple[float, ...]:
    """Days, distance and kilometres of a row; what is missing lies outside all that is asked."""
    start, end = cells[_PLACES["date_start"]], cells[_PLACES["date_end"]]
    first = _NEVER if start is None else date.fromisoformat(start).toordinal()
    last = first if end is None else date.fromisoformat(end).toordinal()
    distance = cells[_PLACES["distance_km"]]
    distance = _FAR_KM if distance is None else distance
    km = cells[_PLACES["chainage_km"]]
    low, high = cells[_PLACES["chainage_low_km"]], cells[_PLACES["chainage_high_km"]]
    low, high = (km if low is None else low), (km if high is None else high)
    low, high = (_NOWHERE if low is None else low), (_NOWHERE if high is None else high)
    # A table of intervals refuses one that ends before it starts; such rows find themselves wide.
    return (
        min(first, last), max(first, last), distance, distance, min(low, high), max(low, high)
    )  # fmt: skip


def _reach_condition(query: Query) -> tuple[str, Values]:
    parts: list[tuple[str, float]] = []
    if query.since:
        parts.append(("last_day >= ?", date.fromisoformat(query.since).toordinal()))
    if query.until:
        parts.append(("first_day <= ?", date.fromisoformat(query.until).toordinal()))
    if query.within_km is not None:
        parts.append(("distance_from <= ?", query.within_km))
    if query.km:
        parts += [("km_to >= ?", query.km[0]), ("km_from <= ?", query.km[1])]
    return " AND ".join(text for text, _ in parts), tuple(value for _, value in parts)
