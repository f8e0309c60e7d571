"""What importers share: cells to numbers, days and points, and what a row became."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.incidents.footprint import Footprint
from geo.incidents.frame import Row

if TYPE_CHECKING:
    from geo.border.model import Border

_DAY_S = 86_400
_LAST_MOMENT = 253_402_300_799  # the end of the year 9999
_AROUND_DEG = 8.0  # a point so far from the line's box, whose swap is inside, is swapped


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported row: its columns but those of place and measures, and where it was."""

    row: Row
    where: Footprint


class RowError(ValueError):
    """A row cannot be read: the column, and why. It becomes a `TableError` with the line."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"column {column}: {reason}")


def read_count(cells: Mapping[str, str], column: str) -> int | None:
    """A whole number from 0, None where the cell is empty or missing.

    Raises
    ------
    RowError
        If it is something else.

    Examples
    --------
    >>> read_count({"best": "3"}, "best"), read_count({"best": "3.0"}, "best")
    (3, 3)
    >>> read_count({}, "best") is None
    True
    """
    cell = cells.get(column, "").strip()
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not (number >= 0 and number.is_integer()):
        raise RowError(column, f"expected a whole number from 0, got {cell[:40]!r}")
    return int(number)


def read_day(cells: Mapping[str, str], column: str) -> dt.date | None:
    """An ISO day, a time behind it cut off; None where the cell is empty or missing.

    Raises
    ------
    RowError
        If it is something else.

    Examples
    --------
    >>> read_day({"date_start": "2021-03-04 00:00:00.000"}, "date_start")
    datetime.date(2021, 3, 4)
    """
    cell = cells.get(column, "").strip()
    if not cell:
        return None
    try:
        return dt.date.fromisoformat(cell[:10])
    except ValueError:
        message = f"expected a day such as 2021-03-04, got {cell[:40]!r}"
        raise RowError(column, message) from None


def read_moment(text: str) -> int | None:
    """Unix time of a moment as ACLED writes it: seconds, a day, or a day with a time (UTC).

    Examples
    --------
    >>> read_moment("1700000000"), read_moment("2023-11-15"), read_moment("soon") is None
    (1700000000, 1700092799, True)
    """
    cell = text.strip()
    if cell.isdecimal():
        return int(cell) if int(cell) <= _LAST_MOMENT else None
    try:
        when = dt.datetime.fromisoformat(cell)
    except ValueError:
        return None
    moment = int(when.replace(tzinfo=when.tzinfo or dt.UTC).timestamp())
    return moment + _DAY_S - 1 if len(cell) == 10 else moment  # a day ends with its last second


def read_point(
    cells: Mapping[str, str], border: Border, *, is_near: bool = True
) -> tuple[float, float] | None:
    """Longitude and latitude; None where both cells are empty.

    Parameters
    ----------
    cells : with `longitude` and `latitude`.
    border : of a row of its countries the point cannot be far from it.
    is_near : whether the row is of one of its countries, or does not say.

    Raises
    ------
    RowError
        If they are no coordinates, (0, 0), or look swapped.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> read_point({"longitude": "71.5", "latitude": "34.0"}, durand_line())
    (71.5, 34.0)
    """
    texts = [cells.get(name, "").strip() for name in ("longitude", "latitude")]
    if texts == ["", ""]:
        return None
    try:
        longitude, latitude = float(texts[0]), float(texts[1])
    except ValueError:
        message = f"expected degrees, got latitude {texts[1][:20]!r}, longitude {texts[0][:20]!r}"
        raise RowError("latitude", message) from None
    got = f"got latitude {latitude:g}, longitude {longitude:g}"
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        hint = "; are they swapped?" if abs(latitude) <= 180 and abs(longitude) <= 90 else ""
        raise RowError("latitude", f"expected degrees of this earth, {got}{hint}")
    if longitude == 0 and latitude == 0:
        raise RowError("latitude", "expected a place, got (0, 0), which is how some write none")
    if (
        is_near
        and not _is_around(border, longitude, latitude)
        and _is_around(border, latitude, longitude)
    ):
        raise RowError("latitude", f"latitude and longitude look swapped, {got}")
    return longitude, latitude


def _is_around(border: Border, longitude: float, latitude: float) -> bool:
    west, south = border.coordinates.min(axis=0) - _AROUND_DEG
    east, north = border.coordinates.max(axis=0) + _AROUND_DEG
    return bool(west <= longitude <= east and south <= latitude <= north)
