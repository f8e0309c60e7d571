"""A user's own table of closures and openings of crossings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from geo.border.tables import DURAND_BORDER, read_crossings
from geo.errors import GeoError, TableError, UnknownNameError
from geo.incidents.ledger import (
    EXTENTS,
    STATES,
    LedgerEntry,
    check_name,
    list_directions,
)
from geo.incidents.tabular import read_delimited
from geo.incidents.text_files import unguard
from geo.incidents.traffic import TRAFFIC


def read_ledger(
    path: str | Path, border: str = DURAND_BORDER
) -> tuple[tuple[LedgerEntry, ...], tuple[TableError, ...]]:
    """The entries of a user's CSV, and what is wrong with the rows left out.

    Its columns: `crossing_id` (or the crossing's name), `state` (closed or open; empty means
    closed), `from`, `to`, `traffic`, `direction`, `closed_by`, `cause`, `extent`, `sources`
    (with `|` between them). Only crossing_id and from are needed.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    table = read_delimited(Path(path))
    entries: list[LedgerEntry] = []
    faults = list(table.faults)
    for record in table.records:
        cells = {name.strip().lower(): unguard(cell).strip() for name, cell in record.cells.items()}
        try:
            entry = _read_row(cells, border)
            entries.append(entry if entry.sources else replace(entry, sources=(Path(path).name,)))
        except (GeoError, ValueError) as error:
            faults.append(TableError(str(error), where=f"{path}:{record.line}"))
    return tuple(entries), tuple(faults)


def _read_row(cells: Mapping[str, str], border: str) -> LedgerEntry:
    name = cells.get("crossing_id") or cells.get("crossing") or ""
    crossing_id = _find_crossing_id(name, border)
    state = (cells.get("state") or "closed").lower()
    traffic = (cells.get("traffic") or "all").lower()
    direction = cells.get("direction") or "both"
    extent = (cells.get("extent") or "wholly").lower()
    extent = "wholly" if extent == "whole" else extent
    check_name("state", state, STATES)
    check_name("traffic", traffic, TRAFFIC)
    check_name("direction", direction, list_directions(border))
    check_name("extent", extent, EXTENTS)
    since, until = _read_day(cells, "from"), _read_day(cells, "to")
    if since is None:
        raise TableError("column from: expected a day such as 2025-10-12, got none")
    if until is not None and until < since:
        raise TableError(f"column to: expected {since} or later, got {until}")
    sources = tuple(one.strip() for one in cells.get("sources", "").split("|") if one.strip())
    return LedgerEntry(
        crossing_id,
        state,
        since,
        until,
        traffic,
        direction,
        cells.get("closed_by", ""),
        cells.get("cause", ""),
        extent,
        sources,
    )


def _find_crossing_id(name: str, border: str) -> str:
    """The id of a crossing that is named by its id or one of its names."""
    known: dict[str, str] = {}
    for crossing in read_crossings(border):
        for spelling in (crossing.crossing_id, crossing.name, *crossing.spellings):
            known.setdefault(spelling.casefold(), crossing.crossing_id)
    if name.casefold() not in known:
        raise UnknownNameError(
            "crossing", name, [one.crossing_id for one in read_crossings(border)]
        )
    return known[name.casefold()]


def _read_day(cells: Mapping[str, str], column: str) -> dt.date | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"column {column}: expected a day such as 2025-10-12, got {text[:40]!r}"
        raise TableError(message) from None
