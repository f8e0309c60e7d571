"""Delimited text, read so that a bad row costs that row and no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.errors import TableError

LARGEST_CELL = 1 << 20  # characters; nothing that belongs into a cell is larger
MOST_LINES = 2000  # of one row; a quote nobody closed would take all that follow, again and again
_NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the number of its first line (from 1) and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its columns, its good rows, and what is wrong with the others."""

    head: tuple[str, ...]
    records: tuple[Record, ...]
    faults: tuple[TableError, ...]


def read_delimited(path: Path) -> Table:
    """Read a table of comma-, semicolon- or tab-separated values, UTF-8 or Windows-1252.

    A row of HXL tags below the head is left out. Rows are bad that have not the cells which
    the head names, hold a NUL, or a cell over a million characters; reading goes on with the
    next line, so that a quote nobody closed does not swallow the rest.

    Raises
    ------
    TableError
        If the file cannot be read or has no head.
    """
    text = _read_text(path)
    lines = io.StringIO(text, newline="").readlines()
    if not lines:
        raise TableError("expected a table, the file is empty", where=str(path))
    delimiter = max(",;\t", key=lines[0].count)
    head = tuple(name.strip() for name in next(csv.reader(lines[:1], delimiter=delimiter), []))
    records: list[Record] = []
    faults: list[TableError] = []
    for line, cells in _read_rows(lines, delimiter, len(head)):
        if isinstance(cells, str):
            faults.append(TableError(cells, where=f"{path}:{line}"))
        elif any(cells) and not _is_hxl(cells):
            records.append(Record(line, dict(zip(head, cells, strict=True))))
    return Table(head, tuple(records), tuple(faults))


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _read_rows(
    lines: list[str], delimiter: str, width: int
) -> Iterator[tuple[int, list[str] | str]]:
    """Line number and cells of each row below the head, or what is wrong with it."""
    limit = csv.field_size_limit(_NO_LIMIT)
    try:
        start = 1
        while start < len(lines):
            start = yield from _read_run(lines, start, delimiter, width)
    finally:
        csv.field_size_limit(limit)


def _read_run(
    lines: list[str], start: int, delimiter: str, width: int
) -> Generator[tuple[int, list[str] | str], None, int]:
    """Rows from a line on, up to a bad one; returns the line to go on with."""
    here = start

    def feed() -> Iterator[str]:
        for index in range(start, len(lines)):
            if index - here >= MOST_LINES:
                raise csv.Error(f"a row of over {MOST_LINES} lines; is a quote not closed?")
            yield lines[index]

    reader = csv.reader(feed(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error as error:
            yield here + 1, f"expected {width} cells, got: {error}"
            return here + 1
        fault = _fault_of(cells, width)
        if fault:
            yield here + 1, fault
            return here + 1  # a row that ran over several lines may hide good ones
        yield here + 1, cells
        here = start + reader.line_num


def _fault_of(cells: list[str], width: int) -> str | None:
    if not cells:
        return None  # an empty line
    if len(cells) != width:
        return f"expected {width} cells, got {len(cells)}; is a quote not closed?"
    for cell in cells:
        if len(cell) > LARGEST_CELL:
            return f"expected cells of at most {LARGEST_CELL} characters, got {len(cell)}"
        if "\0" in cell:
            return "expected text, got a cell with a NUL character"
    return None


def _is_hxl(cells: list[str]) -> bool:
    """Whether it is the row of tags of the Humanitarian Exchange Language."""
    return any(cells) and all(cell.startswith("#") for cell in cells if cell)
