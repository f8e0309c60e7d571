"""Whether a table of incidents keeps the schema: all faults at once, by row and column."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geo.events.event_types import EVENT_TYPES
from geo.events.mention import DATE_SOURCES, RELATIONS
from geo.incidents.frame import Row, list_rows
from geo.incidents.schema import COLUMN_NAMES, FOOTPRINTS, SHAPES, SIDES, STATUSES

if TYPE_CHECKING:
    import geopandas

DIRECTIONS = ("both", "unknown")  # or from one country of the pair to the other
_KM_COLUMNS = tuple(name for name in COLUMN_NAMES if name.endswith("_km") or name.startswith("km_"))
_COUNTS = ("best", "low", "high", "injured", "deaths_a", "deaths_b", "deaths_civilians")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one cell: the row's number (from 0), its id, the column, the reason."""

    row: int
    incident_id: str
    column: str
    reason: str

    def __str__(self) -> str:
        """One line for people."""
        return f"row {self.row} ({self.incident_id or 'no id'}), {self.column}: {self.reason}"


def validate_incidents(frame: geopandas.GeoDataFrame) -> list[RowFault]:
    """Everything in the table that is not as the schema says; empty if all is well.

    Parameters
    ----------
    frame : a table of incidents. Missing and unknown columns are faults of row -1.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> row = {"incident_id": "a", "date_start": "2025-01-02", "date_end": "2025-01-01",
    ...        "event_type": "shelling", "footprint": "none", "status": "extracted"}
    >>> [str(fault) for fault in validate_incidents(build_frame([row], [None]))]
    ['row 0 (a), date_end: expected 2025-01-02 or later, got 2025-01-01']
    """
    faults = list(_check_columns(frame))
    if "geometry" not in frame.columns:
        return faults
    rows = list_rows(frame)
    counts = Counter(row["incident_id"] for row in rows)
    for number, (row, geometry) in enumerate(zip(rows, frame.geometry.tolist(), strict=True)):
        found = list(find_row_faults(row)) + list(_check_shape(row, geometry))
        if row["incident_id"] and counts[row["incident_id"]] > 1:
            found.append(("incident_id", f"stands {counts[row['incident_id']]} times"))
        name = row["incident_id"] or ""
        faults += [RowFault(number, name, column, reason) for column, reason in found]
    return faults


Found = Iterator[tuple[str, str]]


def _check_columns(frame: geopandas.GeoDataFrame) -> Iterator[RowFault]:
    wanted = (*COLUMN_NAMES, "geometry")
    for name in wanted:
        if name not in frame.columns:
            yield RowFault(-1, "", name, "the column is missing")
    for name in frame.columns:
        if name not in wanted:
            yield RowFault(-1, "", str(name), "the schema knows no such column")
    crs = getattr(frame, "crs", None) if "geometry" in frame.columns else None
    if crs is not None and crs.to_epsg() != 4326:
        yield RowFault(-1, "", "geometry", f"expected EPSG:4326, got {crs}")


def find_row_faults(row: Row) -> Found:
    """The columns of one row that are not as the schema says, and why; shapes apart."""
    for name in ("incident_id", "event_type", "date_start", "date_end", "footprint", "status"):
        if row[name] is None:
            yield name, "expected a value, got none"
    yield from _check_words(row)
    yield from _check_dates(row)
    yield from _check_numbers(row)
    yield from _check_toll(row)


def _check_words(row: Row) -> Found:
    pair = tuple((row["border"] or "").split("-"))
    ways = tuple(f"{one}_to_{other}" for one in pair for other in pair if one != other)
    known = {
        "event_type": tuple(EVENT_TYPES),
        "footprint": FOOTPRINTS,
        "status": STATUSES,
        "date_source": DATE_SOURCES,
        "relation": RELATIONS,
        "border_side": (*SIDES, *pair),
        "direction": (*DIRECTIONS, *ways),
    }
    for name, words in known.items():
        if row[name] is not None and row[name] not in words:
            yield name, f"expected one of {', '.join(filter(None, words))}, got {row[name]!r}"


def _check_dates(row: Row) -> Found:
    days: dict[str, dt.date] = {}
    for name in ("date_start", "date_end", "reviewed_at"):
        if row[name] is not None:
            try:
                days[name] = dt.date.fromisoformat(row[name])
            except ValueError:
                yield name, f"expected a day such as 2025-01-31, got {row[name]!r}"
    if "date_start" in days and days.get("date_end", dt.date.max) < days["date_start"]:
        yield "date_end", f"expected {row['date_start']} or later, got {row['date_end']}"


def _check_numbers(row: Row) -> Found:
    limits: dict[str, tuple[float, float]] = {
        "latitude": (-90.0, 90.0),
        "longitude": (-180.0, 180.0),
        "p_first": (0.0, 1.0),
        "confidence": (0.0, 1.0),
        "date_prec": (1, 5),
        "where_prec": (1, 7),
        **dict.fromkeys((*_KM_COLUMNS, *_COUNTS), (0.0, math.inf)),
    }
    for name, (low, high) in limits.items():
        value = row[name]
        if value is not None and not low <= value <= high:
            yield name, f"expected {low:g} to {high:g}, got {value:g}"
    for low_name, high_name in (
        ("km_from", "km_to"),
        ("chainage_low_km", "chainage_high_km"),
        ("distance_low_km", "distance_high_km"),
        ("quote_start", "quote_end"),
    ):
        if None not in (row[low_name], row[high_name]) and row[low_name] > row[high_name]:
            yield high_name, f"expected {row[low_name]:g} or more, got {row[high_name]:g}"


def _check_toll(row: Row) -> Found:
    order = [(name, row[name]) for name in ("low", "best", "high") if row[name] is not None]
    for (name, value), (other, larger) in pairwise(order):
        if value > larger:
            yield other, f"expected {name} ({value}) or more, got {larger}"
    parts = [row[f"deaths_{part}"] for part in ("a", "b", "civilians", "unknown")]
    if None not in (*parts, row["best"]) and sum(parts) != row["best"]:
        yield "best", f"expected the sum of deaths ({sum(parts)}), got {row['best']}"


def _check_shape(row: Row, geometry: Any) -> Found:
    kind = row["footprint"]
    if (row["latitude"] is None) != (row["longitude"] is None):
        yield "latitude", "expected latitude and longitude, got one of them"
    if kind == "none":
        if geometry is not None or row["latitude"] is not None:
            yield "footprint", "expected no coordinates for none, got some"
    elif kind in SHAPES:
        if row["latitude"] is None:
            yield "latitude", f"expected a representative point of the {kind}, got none"
        if geometry is None or geometry.is_empty or geometry.geom_type not in SHAPES[kind]:
            got = "nothing" if geometry is None else geometry.geom_type
            yield "geometry", f"expected the shape of a {kind}, got {got}"
