"""What changed between two tables of incidents, by id: added, removed, and field by field.

Rows that were imported are compared by the raw cells of their source, so that what a newer
release says otherwise is told in its own words; all other rows by our columns. How a number or
a day is written does not matter.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.incidents.crosswalk import guard_text
from geo.incidents.frame import Row, list_rows
from geo.incidents.nested import write_json
from geo.incidents.schema import COLUMN_NAMES
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas

KINDS = ("added", "removed", "changed")
HEAD = ("change", "incident_id", "record", "date_start", "place_name", "field", "old", "new")
_NOT_COMPARED = ("incident_id", "source_record")
_MIDNIGHT = (" 00:00:00.000", " 00:00:00", "T00:00:00")


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added or removed, or one field of a row that changed.

    `kind` is one of `KINDS`; `record` names the row for people ("UCDP GED 372969"); `field`,
    `old` and `new` are "" but for a change.
    """

    kind: str
    incident_id: str
    record: str
    date_start: str
    place_name: str
    field: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, by day and id, and how much was compared.

    `columns_gone` and `columns_new` are columns of the source that only one side has; they are
    not compared.
    """

    changes: tuple[Change, ...]
    n_old: int
    n_new: int
    columns_gone: tuple[str, ...] = ()
    columns_new: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """How many incidents were added, removed or changed."""
        return len({one.incident_id for one in self.changes if one.kind == kind})

    def fields(self) -> dict[str, int]:
        """In how many incidents each field changed, the most first."""
        counts = Counter(one.field for one in self.changes if one.kind == "changed")
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def compare_tables(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame) -> Difference:
    """What changed from one table to another.

    Parameters
    ----------
    old, new : columns of `geo.incidents.schema`; the order of rows does not matter.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> one = build_frame([{"incident_id": "a", "best": 3}], [None])
    >>> other = build_frame([{"incident_id": "a", "best": 4}], [None])
    >>> found = compare_tables(one, other)
    >>> [(change.field, change.old, change.new) for change in found.changes]
    [('best', '3', '4')]
    """
    before = {row["incident_id"]: row for row in list_rows(old)}
    after = {row["incident_id"]: row for row in list_rows(new)}
    gone, fresh = _columns_of(before.values()), _columns_of(after.values())
    changes: list[Change] = []
    for name in sorted(before.keys() | after.keys(), key=lambda key: _order(before, after, key)):
        was, now = before.get(name), after.get(name)
        if was is not None and now is not None:
            changes += _compare_rows(was, now)
        elif now is not None:
            changes.append(_change("added", now))
        elif was is not None:
            changes.append(_change("removed", was))
    return Difference(
        tuple(changes),
        len(before),
        len(after),
        tuple(sorted(gone - fresh)) if fresh else (),
        tuple(sorted(fresh - gone)) if gone else (),
    )


def write_changes(changes: Iterable[Change], path: str | Path) -> None:
    """Write changes as a CSV, one a row; text is guarded against spreadsheets.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    with replace_file(Path(path)) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEAD)
        for one in changes:
            cells = (one.kind, one.incident_id, one.record, one.date_start, one.place_name)
            table.writerow([guard_text(cell) for cell in (*cells, one.field, one.old, one.new)])


def _order(before: dict[str, Row], after: dict[str, Row], name: str) -> tuple[str, str]:
    row = after.get(name) or before[name]
    return (row["date_start"] or "", name or "")


def _columns_of(rows: Iterable[Row]) -> set[str]:
    """The columns of raw rows."""
    return {name for row in rows for name in row["source_record"] or ()}


def _change(kind: str, row: Row, field: str = "", old: str = "", new: str = "") -> Change:
    name, record = row["incident_id"] or "", row["article"] or ""
    day, place = row["date_start"] or "", row["place_name"] or ""
    return Change(kind, name, record, day, place, field, old, new)


def _compare_rows(was: Row, now: Row) -> list[Change]:
    first, second = was["source_record"], now["source_record"]
    if first and second and was["dataset"] == now["dataset"]:
        names: Iterable[str] = [name for name in second if name in first]
    else:
        first, second = was, now
        names = [name for name in COLUMN_NAMES if name not in _NOT_COMPARED]
    return [
        _change("changed", now, name, _write(first[name]), _write(second[name]))
        for name in names
        if first[name] != second[name] and _plain(first[name]) != _plain(second[name])
    ]


def _write(value: Any) -> str:
    if value is None or value == []:
        return ""
    return write_json(value) if isinstance(value, list | dict) else str(value)


def _plain(value: Any) -> str:
    """What a cell says, however a number or a day is written."""
    text = _write(value).strip()
    for ending in _MIDNIGHT:
        text = text.removesuffix(ending)
    try:
        return repr(float(text))
    except ValueError:
        return text
