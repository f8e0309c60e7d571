"""ACLED exports as incidents: old and new columns, text and number codes.

Footprints by `geo_precision`: 1 a disc of 2 km, 2 the district, 3 the province, or a stretch of
the line where the words name this border. `time_precision` 2 is three days either way, 3
fifteen. ACLED's terms do not let its rows be passed on, so each keeps that licence.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from geo.incidents.footprint import Footprint, make_disc, make_stretch
from geo.incidents.nested import SOURCE_KEYS
from geo.incidents.rows import Imported, RowError, read_count, read_moment, read_point
from geo.incidents.stretches import sector_interval
from geo.incidents.ucdp import DISTRICT_KM, PROVINCE_KM, country_code, names_border

if TYPE_CHECKING:
    from geo.border.model import Border

NEEDED = ("event_date", "sub_event_type", "latitude", "longitude", "fatalities")
DATASET, LICENCE = "ACLED", "ACLED terms of use: rows may not be passed on"
TOWN_KM = 2.0
_A_DAY = dt.timedelta(days=1)  # a row may be written while it is still the day before in UTC
# ACLED time_precision: days either way, and UCDP's code
_SPREAD = {1: (0, 1), 2: (3, 3), 3: (15, 4)}
_TYPES = {
    "armed clash": "armed_clash",
    "government regains territory": "armed_clash",
    "non-state actor overtakes territory": "armed_clash",
    "air/drone strike": "airstrike",
    "suicide bomb": "suicide_attack",
    "shelling/artillery/missile attack": "shelling",
    "remote explosive/landmine/ied": "bombing_or_ied",
    "grenade": "bombing_or_ied",
    "chemical weapon": "violence_unspecified",
    "sexual violence": "attack",
    "attack": "attack",
    "abduction/forced disappearance": "abduction",
    "mob violence": "attack",
    "violent demonstration": "protest",
    "peaceful protest": "protest",
    "protest with intervention": "protest",
    "excessive force against protesters": "protest",
    "agreement": "ceasefire_or_agreement",
}
_DRONE = re.compile(r"\b(?:drones?|uavs?|unmanned|quadcopters?)\b", re.I)
_FORMATS = ("%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%d %b %Y", "%d/%m/%Y")


def is_acled(head: tuple[str, ...]) -> bool:
    """Whether these are the columns of ACLED.

    Examples
    --------
    >>> is_acled(("event_id_cnty", *NEEDED))
    True
    """
    return set(NEEDED) <= set(head) and bool({"event_id_cnty", "data_id"} & set(head))


def identify(event_id: str) -> str:
    """The incident id of an event of ACLED.

    Examples
    --------
    >>> identify("PAK1") == identify("PAK1"), len(identify("PAK1"))
    (True, 16)
    """
    return hashlib.sha256(f"{DATASET}|{event_id}".encode()).hexdigest()[:16]


def convert_acled(cells: Mapping[str, str], border: Border) -> Imported:
    """One row as an incident.

    Raises
    ------
    RowError
        If the row cannot be an event: no id, impossible coordinates or date, no number.
    """
    name = (cells.get("event_id_cnty") or cells.get("data_id") or "").strip()
    if not name:
        raise RowError("event_id_cnty", "expected an id, got nothing")
    day, (spread, date_prec) = _read_date(cells), _read_spread(cells)
    written = read_moment(cells.get("timestamp", ""))
    if written is not None and day > dt.datetime.fromtimestamp(written, dt.UTC).date() + _A_DAY:
        raise RowError("event_date", f"{day} is after the row was written (timestamp {written})")
    where = _find_where(cells, border)
    best = read_count(cells, "fatalities")
    apart = dt.timedelta(days=spread)
    row = {
        "incident_id": identify(name),
        "article": f"{DATASET} {name}",
        "event_type": _find_type(cells),
        "date_start": (day - apart).isoformat(),
        "date_end": (day + apart).isoformat(),
        "date_prec": date_prec,
        "date_source": "row",
        "where_prec": where.where_prec,
        "place_name": cells.get("location"),
        "country": country_code(cells.get("country", "")),
        "adm_1": cells.get("admin1"),
        "adm_2": cells.get("admin2"),
        "side_a": cells.get("actor1"),
        "side_b": cells.get("actor2"),
        "best": best,
        "low": best,
        "high": best,
        "deaths_unknown": best,
        **dict.fromkeys(_PARTS, None if best is None else 0),
        "sources": [
            dict.fromkeys(SOURCE_KEYS) | {"article": f"{DATASET} {name}", "outlet": outlet.strip()}
            for outlet in cells.get("source", "").split(";")
            if outlet.strip()
        ],
        "quote": cells.get("notes"),
        "status": "imported",
        "dataset": DATASET,
        "licence": LICENCE,
        "source_record": dict(cells),
    }
    return Imported(row, where)


_PARTS = ("deaths_a", "deaths_b", "deaths_civilians")


def _find_type(cells: Mapping[str, str]) -> str:
    sub_type = cells["sub_event_type"].strip().lower()
    found = _TYPES.get(sub_type, "other")
    is_drone = found == "airstrike" and _DRONE.search(cells.get("notes", ""))
    return "drone_strike" if is_drone else found


def _read_date(cells: Mapping[str, str]) -> dt.date:
    cell = cells["event_date"].strip()
    try:
        return dt.date.fromisoformat(cell[:10])
    except ValueError:
        pass
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(cell, form).date()
        except ValueError:
            continue
    message = f"expected a day such as 2021-03-04 or 04 March 2021, got {cell[:40]!r}"
    raise RowError("event_date", message)


def _read_spread(cells: Mapping[str, str]) -> tuple[int, int]:
    code = read_count(cells, "time_precision") or 1
    if code not in _SPREAD:
        raise RowError("time_precision", f"expected 1 to 3, got {code}")
    return _SPREAD[code]


def _find_where(cells: Mapping[str, str], border: Border) -> Footprint:
    code = read_count(cells, "geo_precision") or 1
    if code not in (1, 2, 3):
        raise RowError("geo_precision", f"expected 1 to 3, got {code}")
    name, country = cells.get("location", ""), cells.get("country", "")
    point = read_point(cells, border, is_near=not country or country_code(country) in border.pair)
    if point is None:
        return Footprint("none", name)
    if code == 3 and names_border(f"{name} {cells.get('notes', '')}", border):
        district = sector_interval([cells.get("admin2", "")], border)
        interval = district or (border.km_start, border.km_end)
        return make_stretch(border, interval, name=name)
    radius_km, where_prec = {1: (TOWN_KM, 1), 2: (DISTRICT_KM, 3), 3: (PROVINCE_KM, 4)}[code]
    return make_disc(*point, radius_km, where_prec, name=name)
