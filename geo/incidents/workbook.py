"""Incidents as a workbook (XLSX): sheets incidents, claims, sources and about.

Written with XlsxWriter: it only writes, which is all that is needed, needs nothing else, stores
text as text and gives equal bytes for equal tables. No cell is a formula, and text that would
become one if it were typed is marked as text (Excel's quote prefix), so that it stays text when
somebody edits it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError
from geo.incidents.attribution import list_attributions
from geo.incidents.caveats import list_caveats
from geo.incidents.frame import Row, list_rows
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS
from geo.incidents.schema import COLUMNS
from geo.incidents.text_files import guard

if TYPE_CHECKING:
    import geopandas

LONGEST = 32_767  # characters that Excel takes in a cell
MOST_ROWS = 1_048_575  # and rows below a head
_LONG_AGO = dt.date(1900, 3, 1)  # before it Excel has no days, or counts them wrong
_NO_CLOCK = dt.datetime(1980, 1, 1)
_APART = ("claims", "sources", "source_record")
_WIDTH = 14


@dataclass(slots=True)
class _Book:
    """A workbook that is being written, and how many cells were cut."""

    workbook: Any
    formats: dict[str, Any] = field(default_factory=dict)
    n_cut: int = 0


def write_workbook(frame: geopandas.GeoDataFrame, path: Path) -> list[str]:
    """Write a workbook.

    Returns
    -------
    What was lost, in sentences.

    Raises
    ------
    OutputError
        If there are more rows than a sheet holds.
    """
    import xlsxwriter

    rows = list_rows(frame)
    columns = [column for column in COLUMNS if column.name not in _APART]
    claims, sources = _nested(rows, "claims", CLAIM_KEYS), _nested(rows, "sources", SOURCE_KEYS)
    for name, table in (("incidents", rows), ("claims", claims), ("sources", sources)):
        if len(table) > MOST_ROWS:
            message = f"expected at most {MOST_ROWS:,} {name} in a sheet, got {len(table):,}"
            raise OutputError(f"{path}: {message}; write .csv or .parquet, or ask for less")
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    workbook = xlsxwriter.Workbook(path, options)
    workbook.set_properties({"created": _NO_CLOCK, "title": "Incidents"})
    book = _Book(workbook)
    book.formats = {
        "head": workbook.add_format({"bold": True}),
        "day": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "guarded": workbook.add_format({"quote_prefix": True}),
    }
    cells = ([_plain(column.kind, row[column.name]) for column in columns] for row in rows)
    _write_sheet(book, "incidents", [column.name for column in columns], cells)
    _write_sheet(book, "claims", ["incident_id", *CLAIM_KEYS], claims)
    _write_sheet(book, "sources", ["incident_id", *SOURCE_KEYS], sources)
    _write_sheet(book, "about", ["what", "meaning"], _about(frame))
    workbook.close()
    return _tell_losses(rows, book)


def _nested(rows: Iterable[Row], name: str, keys: Iterable[str]) -> list[list[Any]]:
    return [
        [row["incident_id"], *(one.get(key) for key in keys)] for row in rows for one in row[name]
    ]


def _plain(kind: str, value: Any) -> Any:
    """A value as a cell holds it: days as days, lists in words."""
    if kind == "list":
        return " ".join(value)
    if kind == "day" and value is not None:
        day = dt.date.fromisoformat(value)
        return day if day >= _LONG_AGO else value
    return value


def _write_sheet(book: _Book, name: str, head: Sequence[str], rows: Iterable[list[Any]]) -> None:
    sheet = book.workbook.add_worksheet(name)
    for index, heading in enumerate(head):
        sheet.write_string(0, index, heading, book.formats["head"])
    number = 0
    for number, cells in enumerate(rows, 1):
        for index, value in enumerate(cells):
            _write_cell(book, sheet, (number, index), value)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(head) - 1, _WIDTH)
    if number:
        sheet.autofilter(0, 0, number, len(head) - 1)


def _write_cell(book: _Book, sheet: Any, where: tuple[int, int], value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(*where, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*where, value, book.formats["day"])
    elif isinstance(value, int | float):
        sheet.write_number(*where, value)
    else:
        text = str(value).encode("utf-8", "replace").decode()
        if len(text) > LONGEST:
            book.n_cut += 1
            text = text[: LONGEST - 1] + "…"
        is_guarded = guard(text) != text
        sheet.write_string(*where, text, book.formats["guarded"] if is_guarded else None)


def _about(frame: geopandas.GeoDataFrame) -> list[list[str]]:
    """Whom the table owes, what to know before trusting it, and what its columns mean."""
    told = [["incidents", f"{len(frame)}"]]
    told += [["to know", sentence] for sentence in list_caveats(frame)]
    told += [["attribution", line] for line in list_attributions(frame)]
    for column in COLUMNS:
        unit = f" ({column.unit})" if column.unit else ""
        told.append([column.name, f"{column.meaning}{unit}"])
    return told


def _tell_losses(rows: Sequence[Row], book: _Book) -> list[str]:
    shapes = sum(row["footprint"] in ("disc", "area", "stretch") for row in rows)
    raw = sum(bool(row["source_record"]) for row in rows)
    told = (
        (shapes, f"{shapes} of {len(rows)} incidents without the shape of their footprint"),
        (raw, f"{raw} of {len(rows)} incidents without the raw row they came from"),
        (book.n_cut, f"{book.n_cut} cells cut to the {LONGEST:,} characters that a cell holds"),
    )
    return [sentence for count, sentence in told if count]
