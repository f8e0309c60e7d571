"""The numbered list beside a picture: what each symbol stands for, in a few words."""

from __future__ import annotations

import calendar
import datetime as dt
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.events.event_types import EVENT_TYPES
from geo.incidents.frame import Row, list_rows
from layers.style import Sizes

if TYPE_CHECKING:
    import geopandas as gpd

# The column beside the map holds this many letters of its size.
_WIDTH = 54
# As on the page: a longer stretch is drawn for no single incident.
_LONG_KM = 300.0
# Pins of a picture are smaller than those of the page, which fingers must hit.
_SIZES = Sizes(smallest=9.0, largest=20.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident of a picture: its number, its row in the table, and what is said of it.

    `longitude` and `latitude` are NaN where it has no place; `size` is in points of print;
    `is_checked` says that a person or a data set stands behind it, `is_along` that its stretch
    is so long that it is no place.
    """

    number: int
    row: int
    event_type: str
    longitude: float
    latitude: float
    size: float
    is_background: bool
    is_checked: bool
    is_stretch: bool
    is_along: bool
    lines: tuple[str, ...]

    def is_within(self, box: tuple[float, float, float, float]) -> bool:
        """Whether its place lies inside west, south, east, north.

        Examples
        --------
        >>> entry = Entry(1, 0, "talks", 51.5, 25.3, 9.0, False, False, False, False, ())
        >>> entry.is_within((60, 28, 75, 38))
        False
        """
        west, south, east, north = box
        return west <= self.longitude <= east and south <= self.latitude <= north


def list_entries(incidents: gpd.GeoDataFrame) -> list[Entry]:
    """The incidents as numbered entries in their order, news first, then what is background."""
    rows = list_rows(incidents)
    order = sorted(range(len(rows)), key=lambda index: (rows[index]["is_background"], index))
    return [_to_entry(number, index, rows[index]) for number, index in enumerate(order, 1)]


def _to_entry(number: int, index: int, row: Row) -> Entry:
    nowhere = float("nan")
    is_stretch = row["footprint"] == "stretch"
    return Entry(
        number,
        index,
        row["event_type"],
        nowhere if row["longitude"] is None else row["longitude"],
        nowhere if row["latitude"] is None else row["latitude"],
        _SIZES.of(row["best"]),
        row["is_background"],
        row["status"] != "extracted",
        is_stretch,
        is_stretch and (row["km_to"] or 0.0) - (row["km_from"] or 0.0) > _LONG_KM,
        _describe(row),
    )


def _describe(row: Row) -> tuple[str, ...]:
    what = EVENT_TYPES[row["event_type"]].label
    head = f"{format_days(row['date_start'], row['date_end'])}  {what}"
    parts = [row["place_name"] or "no place given"]
    parts.append(format_kilometre(row))
    parts += _toll(row)
    if row["is_background"]:
        parts.append("background")
    return (
        head,
        *textwrap.wrap(", ".join(filter(None, parts)), _WIDTH, max_lines=2, placeholder=" ..."),
    )


def _toll(row: Row) -> list[str]:
    best, low, high = row["best"], row["low"], row["high"]
    if best is None:
        return [f"up to {high} dead claimed"] if high else []
    if best == 0:
        return ["none killed"]
    span = f" ({low or 0} to {high} claimed)" if high is not None and high != best else ""
    return [f"{best} dead{span}"]


def format_kilometre(row: Row) -> str:
    """Where an incident lies along the line, or how far from it; "" if it has no place.

    Examples
    --------
    >>> row = {"footprint": "stretch", "km_from": 0.0, "km_to": 2611.0}
    >>> format_kilometre(row)
    'km 0–2,611'
    """
    if row["footprint"] == "stretch" and row["km_from"] is not None:
        return f"km {row['km_from']:,.0f}–{row['km_to']:,.0f}"
    if row["chainage_km"] is not None:
        return f"km {row['chainage_km']:,.0f}"
    return "" if row["distance_km"] is None else f"{row['distance_km']:,.0f} km from the line"


def format_days(first: str, last: str) -> str:
    """Days as people write them: "12 Oct 2025", "11-15 Oct 2025", "30 Sep - 2 Oct 2025".

    Examples
    --------
    >>> format_days("2025-10-12", "2025-10-12"), format_days("2025-10-11", "2025-10-15")
    ('12 Oct 2025', '11–15 Oct 2025')
    >>> format_days("2025-10-01", "2025-10-31")
    'Oct 2025'
    """
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    names = [calendar.month_abbr[month] for month in range(13)]
    if start == end:
        return f"{start.day} {names[start.month]} {start.year}"
    whole = calendar.monthrange(end.year, end.month)[1]
    if (start.year, start.month) == (end.year, end.month):
        if (start.day, end.day) == (1, whole):
            return f"{names[start.month]} {start.year}"
        return f"{start.day}–{end.day} {names[start.month]} {start.year}"
    opening = f"{start.day} {names[start.month]}"
    if start.year != end.year:
        opening += f" {start.year}"
    return f"{opening} – {end.day} {names[end.month]} {end.year}"
