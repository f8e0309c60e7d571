"""What stands at a kilometre of the line: which sector, which crossing, in what standing.

Questions to the tables of `geo.border.tables`, for one kilometre or for a million. They
take map kilometres, so locate a point on the line first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from geo.border.tables import (
    DURAND_BORDER,
    LEVELS,
    SIDES,
    Crossing,
    CrossingStatus,
    DisputedStretch,
    Level,
    LineEnd,
    Sector,
    Side,
    read_crossing_statuses,
    read_crossings,
    read_disputed,
    read_ends,
    read_sectors,
)
from geo.errors import UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "DURAND_BORDER",
    "Crossing",
    "CrossingStatus",
    "DisputedStretch",
    "Level",
    "LineEnd",
    "Sector",
    "Side",
    "crossing_status",
    "crossing_statuses",
    "find_crossing",
    "nearest_crossing",
    "nearest_crossings",
    "province_of",
    "read_crossing_statuses",
    "read_crossings",
    "read_disputed",
    "read_ends",
    "read_sectors",
    "sector_at",
    "sectors_at",
    "sectors_on",
]


def find_crossing(crossing_id: str, border: str = DURAND_BORDER) -> Crossing:
    """Return the crossing of that id.

    Raises
    ------
    UnknownNameError
        If the border has no such crossing; the message lists the nearest ids.

    Examples
    --------
    >>> find_crossing("torkham").district_af
    'Mohmand Dara'
    """
    for crossing in read_crossings(border):
        if crossing.crossing_id == crossing_id:
            return crossing
    known = [crossing.crossing_id for crossing in read_crossings(border)]
    raise UnknownNameError("crossing", crossing_id, known)


def nearest_crossing(
    km: float, *, border: str = DURAND_BORDER, unconfirmed: bool = False
) -> tuple[Crossing, float] | None:
    """Return the nearest crossing measured along the line, and how far it is in km.

    Parameters
    ----------
    km : map kilometre, 0 to 2611.
    border : ISO pair such as ``AF-PK``.
    unconfirmed : whether crossings that no source confirms count too.

    Returns
    -------
    The crossing and the difference of the kilometres, never negative; of two at the same
    distance the one with the lower kilometre. None if the border has none or `km` is NaN.

    Examples
    --------
    >>> crossing, crossing_km = nearest_crossing(800.0)
    >>> crossing.name, 4 < crossing_km < 6
    ('Torkham', True)
    >>> nearest_crossing(800.0, border="TH-KH") is None
    True
    """
    found = nearest_crossings([km], border=border, unconfirmed=unconfirmed)
    crossing = found[0][0]
    return None if crossing is None else (crossing, float(found[1][0]))


def nearest_crossings(
    kms: ArrayLike, *, border: str = DURAND_BORDER, unconfirmed: bool = False
) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return the nearest crossing of each kilometre, and how far it is along the line.

    Parameters
    ----------
    kms : map kilometres; NaN where there is none.
    border, unconfirmed : as for `nearest_crossing`.

    Returns
    -------
    An array of `Crossing` (None where there is no answer) and one of km (NaN there).

    Examples
    --------
    >>> crossings, kms = nearest_crossings([800.0, float("nan")])
    >>> [crossing and crossing.name for crossing in crossings]
    ['Torkham', None]
    """
    import numpy as np

    values = np.asarray(kms, dtype=np.float64)
    known = [c for c in read_crossings(border) if unconfirmed or c.is_confirmed]
    crossings = np.full(values.shape, None, dtype=object)
    distances = np.full(values.shape, np.nan)
    if not known:
        return crossings, distances
    chainages = np.array([crossing.chainage_km for crossing in known])
    index = np.searchsorted((chainages[1:] + chainages[:-1]) / 2, values)
    answered = np.isfinite(values)
    crossings[answered] = _object_array(known)[index[answered]]
    distances[answered] = np.abs(chainages[index] - values)[answered]
    return crossings, distances


def crossing_statuses(crossing_id: str) -> tuple[CrossingStatus, ...]:
    """Return the legal standings of a crossing, oldest first; empty if none is known.

    Raises
    ------
    UnknownNameError
        If there is no such crossing.
    """
    find_crossing(crossing_id)
    return tuple(row for row in read_crossing_statuses() if row.crossing_id == crossing_id)


def crossing_status(crossing_id: str, on: date | None = None) -> CrossingStatus | None:
    """Return the legal standing of a crossing on a day, or None if the table knows none.

    Parameters
    ----------
    crossing_id : id of the crossing table.
    on : day; None for the latest standing known.

    Raises
    ------
    UnknownNameError
        If there is no such crossing.

    Examples
    --------
    >>> crossing_status("nawa-pass", date(2020, 1, 1)).legal_class
    'closed'
    """
    rows = crossing_statuses(crossing_id)
    if on is None:
        return rows[-1] if rows else None
    return next((row for row in rows if _is_valid(row.valid_from, row.valid_to, on)), None)


def sector_at(
    km: float,
    side: Side,
    *,
    level: Level = "district",
    on: date | None = None,
    border: str = DURAND_BORDER,
) -> Sector | None:
    """Return the sector of one side at a kilometre.

    Parameters
    ----------
    km : map kilometre, 0 to 2611.
    side : ``AF`` or ``PK``.
    level : ``district`` or ``province``.
    on : day; None for the sectors of today's table.
    border : ISO pair such as ``AF-PK``.

    Returns
    -------
    The sector, or None beyond the ends, for NaN and for a border without a table.

    Raises
    ------
    UnknownNameError
        If `side` or `level` is none of the above.

    Examples
    --------
    >>> sector_at(804, "PK").name, sector_at(804, "PK", on=date(2017, 1, 1)).name
    ('Khyber', 'Khyber Agency')
    >>> sector_at(3000, "PK") is None
    True
    """
    return cast("Sector | None", sectors_at([km], side, level=level, on=on, border=border)[0])


def sectors_at(
    kms: ArrayLike,
    side: Side,
    *,
    level: Level = "district",
    on: date | None = None,
    border: str = DURAND_BORDER,
    field: str | None = None,
) -> NDArray[np.object_]:
    """Return the sector of one side at each kilometre, or one field of it.

    Parameters
    ----------
    kms : map kilometres; NaN where there is none.
    side, level, on, border : as for `sector_at`.
    field : attribute of `Sector` to return in its place, such as ``name``.

    Returns
    -------
    An array of `Sector`, or of that field; None where there is no sector.

    Raises
    ------
    UnknownNameError
        If `side`, `level` or `field` is unknown.

    Examples
    --------
    >>> list(sectors_at([804, float("nan")], "AF", field="name"))
    ['Mohmand Dara', None]
    """
    import numpy as np

    if field is not None and field not in Sector.__slots__:
        raise UnknownNameError("sector field", field, Sector.__slots__)
    values = np.asarray(kms, dtype=np.float64)
    row = sectors_on(side, level=level, on=on, border=border)
    found = np.full(values.shape, None, dtype=object)
    if not row:
        return found
    starts = np.array([sector.km_from for sector in row])
    inside = (values >= starts[0]) & (values <= row[-1].km_to)
    index = np.searchsorted(starts, values[inside], side="right") - 1
    wanted = row if field is None else [getattr(sector, field) for sector in row]
    found[inside] = _object_array(wanted)[index]
    return found


def sectors_on(
    side: Side,
    *,
    level: Level = "district",
    on: date | None = None,
    border: str = DURAND_BORDER,
) -> tuple[Sector, ...]:
    """Return the sectors of one side on a day, by kilometre, without gap or overlap.

    Parameters
    ----------
    side, level, on, border : as for `sector_at`.

    Raises
    ------
    UnknownNameError
        If `side` or `level` is unknown.

    Examples
    --------
    >>> [sector.name for sector in sectors_on("PK", level="province")]
    ['Gilgit-Baltistan', 'Khyber Pakhtunkhwa', 'Balochistan']
    """
    if side not in SIDES:
        raise UnknownNameError("side", side, SIDES)
    if level not in LEVELS:
        raise UnknownNameError("sector level", level, LEVELS)
    return _sectors_on(side, level, on) if border == DURAND_BORDER else ()


def province_of(sector: Sector) -> Sector:
    """Return the province a district sector lies in, on the last day the sector holds.

    Examples
    --------
    >>> province_of(sector_at(804, "AF")).name
    'Nangarhar'
    """
    if sector.level == "province":
        return sector
    middle = (sector.km_from + sector.km_to) / 2
    on = None if sector.valid_to is None else date.fromordinal(sector.valid_to.toordinal() - 1)
    found = sector_at(middle, sector.side, level="province", on=on)
    return cast(Sector, found)


@lru_cache(maxsize=1024)
def _sectors_on(side: Side, level: Level, on: date | None) -> tuple[Sector, ...]:
    day = date.max if on is None else on
    chosen = [
        sector
        for sector in read_sectors()
        if sector.side == side
        and sector.level == level
        and _is_valid(sector.valid_from, sector.valid_to, day)
    ]
    return tuple(sorted(chosen, key=lambda sector: sector.km_from))


def _is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)


def _object_array(items: Sequence[object]) -> NDArray[np.object_]:
    """Return a one-dimensional array of the objects themselves."""
    import numpy as np

    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array
