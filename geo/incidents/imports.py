"""Incident tables of others, and our own, told apart by their content.

Read are UCDP GED, ACLED exports, any CSV with coordinates and days under names that
`geo.incidents.plain` knows, and the five formats of `geo.incidents.exchange`. A row that
cannot be read is named with its line and kept out; the rest is done.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.incidents.acled import convert_acled, is_acled
from geo.incidents.exchange import FORMATS
from geo.incidents.footprint import Footprint
from geo.incidents.frame import build_frame
from geo.incidents.measures import measure_footprints
from geo.incidents.own_tables import read_own
from geo.incidents.plain import convert_plain, is_plain, rename_columns
from geo.incidents.rows import Imported, RowError
from geo.incidents.tabular import Table, read_delimited
from geo.incidents.text_files import unguard
from geo.incidents.ucdp import convert_ucdp, find_version, is_ucdp, release_end
from geo.incidents.withdrawn import is_withdrawal

if TYPE_CHECKING:
    import geopandas

    from geo.border.model import Border

Convert = Callable[[Mapping[str, str]], Imported]
_OURS = ("incident_id", "event_type", "footprint")


def read_table(
    path: str | Path,
    border: Border,
    *,
    as_of: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[geopandas.GeoDataFrame, tuple[TableError, ...]]:
    """Read a table of incidents.

    Parameters
    ----------
    path : the table.
    border : the line that rows are measured on; our own tables keep their measures.
    as_of : rows that start later are bad, as are those that start after what a release of
        UCDP, told by the file's name, can hold; None for no limit.
    columns : our name for each column that says something, for tables that have all of these
        (`geo.incidents.plain.parse_columns`); None to go by the names they have.

    Returns
    -------
    The rows as incidents (columns of `geo.incidents.schema`, EPSG:4326), and what is wrong
    with the rows that are left out.

    Raises
    ------
    TableError
        If the file cannot be read, or nothing says what its columns mean.
    """
    source = Path(path)
    if not _is_delimited(source):
        return _keep_until(*read_own(source), source, as_of)
    table = read_delimited(source)
    if set(_OURS) <= set(table.head):
        return _keep_until(*read_own(source), source, as_of)
    if is_withdrawal(table.head):
        return build_frame([], []), ()  # no rows of its own: see `geo.incidents.withdrawn`
    if columns and columns.keys() <= set(table.head):
        return _convert_all(table, source, _by_names(source, border, columns), border, as_of)
    convert = _find_converter(table, source, border)
    released = release_end(find_version(source.name)) if is_ucdp(table.head) else None
    limits = [day for day in (as_of, released) if day]
    return _convert_all(table, source, convert, border, min(limits, default=None))


def _keep_until(
    frame: geopandas.GeoDataFrame,
    faults: tuple[TableError, ...],
    path: Path,
    limit: dt.date | None,
) -> tuple[geopandas.GeoDataFrame, tuple[TableError, ...]]:
    """The rows of our own that start no later than a day."""
    if limit is None or not len(frame):
        return frame, faults
    is_late = frame["date_start"] > limit.isoformat()
    late = tuple(
        TableError(
            f"column date_start: expected {limit} or earlier, got {day}",
            where=f"{path}, incident {name}",
        )
        for name, day in frame.loc[is_late, ["incident_id", "date_start"]].itertuples(index=False)
    )
    return frame[~is_late].reset_index(drop=True), (*faults, *late)


def _is_delimited(path: Path) -> bool:
    """Whether a file is delimited text; an ending of ours says otherwise."""
    if path.suffix.lower() in FORMATS and path.suffix.lower() != ".csv":
        return False
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    if start.startswith((b"PAR1", b"SQLite format 3\0", b"{", b"PK\x03\x04")):
        message = f"expected delimited text, or one of {', '.join(FORMATS)} by its right ending"
        raise TableError(message, where=str(path))
    return True


def _find_converter(table: Table, path: Path, border: Border) -> Convert:
    if is_ucdp(table.head):
        return functools.partial(convert_ucdp, border=border, version=find_version(path.name))
    if is_acled(table.head):
        return functools.partial(convert_acled, border=border)
    if is_plain(table.head):
        return functools.partial(convert_plain, border=border, dataset=path.stem)
    message = (
        "expected the columns of UCDP GED, of ACLED or our own, or any that say latitude,"
        " longitude and date, got "
        + ", ".join(table.head[:8])
        + (" ..." if len(table.head) > 8 else "")
    )
    raise TableError(message, where=f"{path}:1")


def _by_names(path: Path, border: Border, columns: Mapping[str, str]) -> Convert:
    """A converter of rows whose columns a user named; the raw row stays as it was."""

    def convert(cells: Mapping[str, str]) -> Imported:
        found = convert_plain(rename_columns(cells, columns), border, path.stem)
        return replace(found, row=found.row | {"source_record": dict(cells)})

    return convert


def _convert_all(
    table: Table, path: Path, convert: Convert, border: Border, limit: dt.date | None
) -> tuple[geopandas.GeoDataFrame, tuple[TableError, ...]]:
    imported: dict[str, Imported] = {}
    lines: dict[str, int] = {}
    faults = list(table.faults)
    for record in table.records:
        try:
            found = convert({column: unguard(cell) for column, cell in record.cells.items()})
            name = found.row["incident_id"]
            if name in imported:
                raise RowError("id", f"stands already in line {lines[name]}")
            if limit and found.row["date_start"] > limit.isoformat():
                message = f"expected {limit} or earlier, got {found.row['date_start']}"
                raise RowError("date_start", message)
            imported[name], lines[name] = found, record.line
        except RowError as error:
            faults.append(TableError(str(error), where=f"{path}:{record.line}"))
    return _build(list(imported.values()), border), tuple(faults)


def _build(imported: list[Imported], border: Border) -> geopandas.GeoDataFrame:
    """The frame of imported rows; equal footprints are measured once."""
    different: dict[tuple[object, ...], Footprint] = {}
    keys = [_key(one.where) for one in imported]
    for key, one in zip(keys, imported, strict=True):
        different.setdefault(key, one.where)
    measured = dict(
        zip(different, measure_footprints(list(different.values()), border), strict=True)
    )
    rows = [
        one.row | _place(one.where) | measured[key] | {"direction": "unknown"}
        for key, one in zip(keys, imported, strict=True)
    ]
    return build_frame(rows, [different[key].geometry for key in keys])


def _key(where: Footprint) -> tuple[object, ...]:
    names = ("kind", "longitude", "latitude", "radius_km", "km_from", "km_to")
    return tuple(getattr(where, name) for name in names)


def _place(where: Footprint) -> dict[str, object]:
    names = ("longitude", "latitude", "radius_km", "km_from", "km_to")
    return {"footprint": where.kind} | {name: getattr(where, name) for name in names}
