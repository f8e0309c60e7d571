"""The tables of the line: crossings, sectors, disputed stretches and the two ends.

The tables are CSV files in the folder ``data`` beside this module. A sector is a stretch
of the line, in map kilometres, that one district or province borders; a crossing is a
place where people or goods cross. Both carry dates, because districts are founded and
crossings change their standing. Intervals are half open on both scales: a sector holds
from `km_from` up to but not including `km_to`, and from the day `valid_from` up to but not
including `valid_to`. A missing date means that the table knows no such end.

Only the Afghanistan-Pakistan line has tables. Any other border has empty ones.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from geo.errors import TableError

Side = Literal["AF", "PK"]
Level = Literal["province", "district"]

DURAND_BORDER = "AF-PK"
SIDES = ("AF", "PK")
LEVELS = ("province", "district")

_DATA = Path(__file__).with_name("data")
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where the line is crossed; its position is where a source puts it.

    Attributes
    ----------
    crossing_id : stable slug, such as ``torkham``.
    name, name_af, name_pk : common name, and the name used on either side.
    spellings : Latin spellings met in reports, `name` not among them.
    names_local : names in Pashto, Dari or Urdu.
    kind : ``road`` (lorries), ``track`` (rough, in part for vehicles) or ``foot``.
    district_af, province_af, district_pk, province_pk : names as in the sector table now.
    longitude, latitude : degrees, WGS 84, never snapped to the line.
    radius_km : how far the real passage may be from that point.
    distance_km : geodesic distance of the point to the line.
    chainage_km : map kilometre of its nearest point on the line, 0 to 2611.
    status : ``confirmed``, or ``unconfirmed`` if no source settles that it is there.
    source, note : where this comes from; what to know about it.
    """

    crossing_id: str
    name: str
    name_af: str
    name_pk: str
    spellings: tuple[str, ...]
    names_local: tuple[str, ...]
    kind: str
    district_af: str
    province_af: str
    district_pk: str
    province_pk: str
    longitude: float
    latitude: float
    radius_km: float
    distance_km: float
    chainage_km: float
    status: str
    source: str
    note: str

    @property
    def is_confirmed(self) -> bool:
        """Whether a source settles that the crossing is there."""
        return self.status == "confirmed"


@dataclass(frozen=True, slots=True)
class CrossingStatus:
    """The legal standing of a crossing for a time: a rule on paper, not whether it is open."""

    crossing_id: str
    valid_from: date | None
    valid_to: date | None
    legal_class: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A stretch of the line bordered by one district or province, for a time.

    `code` stays the same when a unit is renamed, and when it has several stretches.
    """

    side: Side
    level: Level
    name: str
    code: str
    km_from: float
    km_to: float
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class DisputedStretch:
    """A stretch whose course on the ground is disputed, with the claim as sources give it."""

    name: str
    km_from: float
    km_to: float
    claim: str
    source: str


@dataclass(frozen=True, slots=True)
class LineEnd:
    """An end of the line: a point where three countries meet."""

    name: str
    longitude: float
    latitude: float
    km: float
    source: str


def read_crossings(border: str = DURAND_BORDER) -> tuple[Crossing, ...]:
    """Return the crossings of a border in the order of their kilometre.

    Parameters
    ----------
    border : ISO pair such as ``AF-PK``.

    Examples
    --------
    >>> [c.name for c in read_crossings() if 800 < c.chainage_km < 810]
    ['Torkham']
    >>> read_crossings("TH-KH")
    ()
    """
    return _crossings() if border == DURAND_BORDER else ()


def read_sectors(border: str = DURAND_BORDER) -> tuple[Sector, ...]:
    """Return all sectors of a border, of all dates, as the table lists them.

    Examples
    --------
    >>> len(read_sectors()) > 60, read_sectors("TH-KH")
    (True, ())
    """
    return _sectors() if border == DURAND_BORDER else ()


def read_crossing_statuses(border: str = DURAND_BORDER) -> tuple[CrossingStatus, ...]:
    """Return the legal standings of all crossings, by crossing and date.

    Examples
    --------
    >>> read_crossing_statuses("TH-KH")
    ()
    """
    return _crossing_statuses() if border == DURAND_BORDER else ()


def read_disputed(border: str = DURAND_BORDER) -> tuple[DisputedStretch, ...]:
    """Return the stretches whose course sources report as disputed on the ground.

    Examples
    --------
    >>> all(stretch.km_from < stretch.km_to for stretch in read_disputed())
    True
    """
    return _disputed() if border == DURAND_BORDER else ()


def read_ends(border: str = DURAND_BORDER) -> tuple[LineEnd, ...]:
    """Return the two ends of a border, km 0 first.

    Examples
    --------
    >>> [end.km for end in read_ends()]
    [0.0, 2611.0]
    """
    return _ends() if border == DURAND_BORDER else ()


@cache
def _crossings() -> tuple[Crossing, ...]:
    return tuple(sorted(_read("crossings.csv", _to_crossing), key=lambda c: c.chainage_km))


@cache
def _crossing_statuses() -> tuple[CrossingStatus, ...]:
    rows = _read("crossing_status.csv", _to_crossing_status)
    return tuple(sorted(rows, key=lambda row: (row.crossing_id, row.valid_from or date.min)))


@cache
def _sectors() -> tuple[Sector, ...]:
    return _read("sectors.csv", _to_sector)


@cache
def _disputed() -> tuple[DisputedStretch, ...]:
    return _read("disputed.csv", _to_disputed)


@cache
def _ends() -> tuple[LineEnd, ...]:
    return _read("ends.csv", _to_end)


def _to_crossing(row: dict[str, str]) -> Crossing:
    values: dict[str, Any] = dict(row)
    for key in ("spellings", "names_local"):
        values[key] = _split(row[key])
    for key in ("longitude", "latitude", "radius_km", "distance_km", "chainage_km"):
        values[key] = float(row[key])
    return Crossing(**values)


def _to_crossing_status(row: dict[str, str]) -> CrossingStatus:
    return CrossingStatus(
        row["crossing_id"],
        _to_date(row["valid_from"]),
        _to_date(row["valid_to"]),
        row["legal_class"],
        row["note"],
        row["source"],
    )


def _to_sector(row: dict[str, str]) -> Sector:
    if row["side"] not in SIDES or row["level"] not in LEVELS:
        raise ValueError(f"side {row['side']!r} or level {row['level']!r} is unknown")
    return Sector(
        cast(Side, row["side"]),
        cast(Level, row["level"]),
        row["name"],
        row["code"],
        float(row["km_from"]),
        float(row["km_to"]),
        _to_date(row["valid_from"]),
        _to_date(row["valid_to"]),
        row["source"],
    )


def _to_disputed(row: dict[str, str]) -> DisputedStretch:
    kms = float(row["km_from"]), float(row["km_to"])
    return DisputedStretch(row["name"], *kms, row["claim"], row["source"])


def _to_end(row: dict[str, str]) -> LineEnd:
    point = float(row["longitude"]), float(row["latitude"])
    return LineEnd(row["name"], *point, float(row["km"]), row["source"])


def _read(name: str, convert: Callable[[dict[str, str]], _Row]) -> tuple[_Row, ...]:
    return tuple(_convert_rows(_DATA / name, convert))


def _convert_rows(path: Path, convert: Callable[[dict[str, str]], _Row]) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            try:
                if None in row or None in row.values():
                    raise ValueError("a cell too many or too few")
                yield convert(row)
            except (KeyError, TypeError, ValueError) as error:
                message = f"expected a complete row of the table, found {error}"
                where = f"{path.name}:{reader.line_num}"
                raise TableError(message, where=where) from error


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _to_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
