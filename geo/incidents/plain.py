"""A table of one's own as incidents: any columns that say where and when.

Read are, under any of these names:

==========  ======================================================
where       latitude, lat; longitude, lon, lng, long; radius_km
when        date_start, start_date, event_date, date; date_end, end_date
what        event_type, type; deaths, fatalities, killed, best; injured
else        id; place_name, place, location; country; notes, description, quote; source,
            outlet; url, link
==========  ======================================================

Columns of any other name are read where their user names them: see `parse_columns`.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.events.event_types import EVENT_TYPES
from geo.incidents.footprint import Footprint, make_disc
from geo.incidents.nested import SOURCE_KEYS
from geo.incidents.rows import Imported, RowError, read_count, read_day, read_point
from geo.incidents.ucdp import country_code

if TYPE_CHECKING:
    from geo.border.model import Border

ALIASES = {
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "date_start": ("date_start", "start_date", "event_date", "date"),
    "date_end": ("date_end", "end_date"),
    "event_type": ("event_type", "type"),
    "deaths": ("deaths", "fatalities", "killed", "best"),
    "injured": ("injured", "wounded"),
    "radius_km": ("radius_km",),
    "id": ("id", "event_id"),
    "place_name": ("place_name", "place", "location"),
    "country": ("country",),
    "quote": ("notes", "description", "quote"),
    "outlet": ("source", "outlet"),
    "url": ("url", "link"),
}
_NAMES = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_NEEDED = ("latitude", "longitude", "date_start")
DEFAULT_KM = 1.0


def is_plain(head: tuple[str, ...]) -> bool:
    """Whether columns say where and when.

    Examples
    --------
    >>> is_plain(("Lat", "Lon", "Date")), is_plain(("lat", "lon"))
    (True, False)
    """
    known = {name.lower() for name in head}
    return all(known & set(ALIASES[name]) for name in _NEEDED)


def parse_columns(texts: Iterable[str]) -> dict[str, str]:
    """What columns of a table mean, from "latitude=Breite,date=Datum": our name for each of theirs.

    Raises
    ------
    InputError
        If a part is not written so, or its left side is no name that is read.

    Examples
    --------
    >>> parse_columns(["lat=Breite, lon=Laenge", "date=Datum"])
    {'Breite': 'latitude', 'Laenge': 'longitude', 'Datum': 'date_start'}
    """
    found: dict[str, str] = {}
    for part in (part.strip() for text in texts for part in text.split(",")):
        ours, sign, theirs = (word.strip() for word in part.partition("="))
        if not (sign and theirs):
            raise InputError(f"expected NAME=COLUMN such as latitude=Breite, got {part!r}")
        if ours.lower() not in _NAMES:
            raise InputError(f"expected one of {', '.join(_NAMES)} before =, got {ours!r}")
        found[theirs] = _NAMES[ours.lower()]
    missing = [name for name in _NEEDED if name not in found.values()]
    if found and missing:
        raise InputError(f"expected columns for {', '.join(_NEEDED)}, got none for {missing[0]}")
    return found


def has_columns(path: Path, columns: Mapping[str, str]) -> bool:
    """Whether a file is delimited text whose first line names all these columns."""
    try:
        with path.open("rb") as file:
            first = file.readline(1 << 20).decode("utf-8-sig", "replace")
    except OSError:
        return False
    heads = (next(csv.reader([first], delimiter=mark), []) for mark in ",;\t")
    return any(columns.keys() <= {name.strip() for name in head} for head in heads)


def rename_columns(cells: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """A row under our names; a column of its own that has such a name makes way."""
    ours = set(columns.values())
    kept = {name: cell for name, cell in cells.items() if _NAMES.get(name.lower()) not in ours}
    return kept | {name: cells[column] for column, name in columns.items()}


def convert_plain(cells: Mapping[str, str], border: Border, dataset: str) -> Imported:
    """One row as an incident; without an id its content is its id.

    Raises
    ------
    RowError
        If the row has no day, impossible coordinates or a number that is none.
    """
    known = _rename(cells)
    first = read_day(known, "date_start")
    last = read_day(known, "date_end") or first
    if first is None or last is None:
        raise RowError("date_start", "expected a day, got nothing")
    if last < first:
        raise RowError("date_end", f"expected {first} or later, got {last}")
    where = _find_where(known, border)
    best = read_count(known, "deaths")
    name = known.get("id") or "|".join(cells.values())
    article = f"{dataset} {known['id']}" if known.get("id") else dataset
    kind = known.get("event_type", "").strip().lower().replace(" ", "_")
    source = dict.fromkeys(SOURCE_KEYS) | {
        "article": article,
        "outlet": known.get("outlet") or None,
        "url": known.get("url") or None,
    }
    row = {
        "incident_id": hashlib.sha256(f"{dataset}|{name}".encode()).hexdigest()[:16],
        "article": article,
        "event_type": kind if kind in EVENT_TYPES else "other",
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        "date_prec": _precision((last - first).days),
        "date_source": "row",
        "where_prec": where.where_prec,
        "place_name": known.get("place_name"),
        "country": country_code(known.get("country", "")),
        "best": best,
        "low": best,
        "high": best,
        "injured": read_count(known, "injured"),
        "sources": [source] if source["outlet"] or source["url"] else [],
        "quote": known.get("quote"),
        "status": "imported",
        "dataset": dataset,
        "source_record": dict(cells),
    }
    return Imported(row, where)


def _rename(cells: Mapping[str, str]) -> dict[str, str]:
    lowered = {name.lower(): cell for name, cell in cells.items()}
    found = {}
    for name, aliases in ALIASES.items():
        cell = next((lowered[alias] for alias in aliases if alias in lowered), None)
        if cell is not None:
            found[name] = cell
    return found


def _find_where(known: Mapping[str, str], border: Border) -> Footprint:
    name = known.get("place_name", "")
    point = read_point(known, border)
    if point is None:
        return Footprint("none", name)
    try:
        radius_km = float(known.get("radius_km") or DEFAULT_KM)
    except ValueError:
        radius_km = -1.0
    if not 0 <= radius_km <= 1000:
        raise RowError("radius_km", f"expected 0 to 1000, got {known['radius_km'][:20]!r}")
    return make_disc(*point, radius_km, 1 if radius_km <= 10 else 2, name=name)


def _precision(days: int) -> int:
    """UCDP's date_prec of an interval, by its length in days."""
    for code, longest in ((1, 0), (2, 5), (4, 30)):
        if days <= longest:
            return code
    return 5
