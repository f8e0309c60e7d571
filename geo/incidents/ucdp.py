"""UCDP GED rows as incidents.

Reads releases, candidate releases and the country files of the Humanitarian Data Exchange
(GED codebook 23.1). The kind of act is not in the data, so it is `violence_unspecified`.

Footprints by `where_prec`: 1 a disc of the place's own size, 2 to 7 km, for a whole city can be
1; 2 a disc of 25 km; 3 and 4 a district, a province; 5 a stretch of the line only where the
words name this border, else an area of 50 km (150 km where no district is given); 6 and 7
nowhere, for a list rather than a map.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.incidents.footprint import Footprint, make_disc, make_stretch
from geo.incidents.frame import Row
from geo.incidents.nested import SOURCE_KEYS
from geo.incidents.rows import Imported, RowError, read_count, read_day, read_point
from geo.incidents.stretches import sector_interval

if TYPE_CHECKING:
    from geo.border.model import Border

NEEDED = ("id", "where_prec", "type_of_violence", "latitude", "longitude", "date_start", "best")
DATASET, LICENCE = "UCDP GED", "CC BY 4.0"
NEAR_KM, DISTRICT_KM, PROVINCE_KM = 25.0, 40.0, 150.0
FUZZY_KM, WIDE_KM = 50.0, 150.0
_SIZES = {"city": 7.0, "town": 4.0}  # km; UCDP ends its names of places with these words
_SMALLEST_KM = 2.0
_COUNTRIES = {
    "Afghanistan": "AF",
    "China": "CN",
    "India": "IN",
    "Iran": "IR",
    "Pakistan": "PK",
    "Tajikistan": "TJ",
    "Turkmenistan": "TM",
    "Uzbekistan": "UZ",
}
_NAMES = {
    "AF": r"afghan(?:istan)?(?:i)?s?",
    "PK": r"pak(?:istan)?(?:i)?s?",
}
_VERSION = re.compile(r"ged(?:event)?[_-]?v?(\d\d)[_.]?(\d)(?:[_.](\d{1,2}))?(?!\d)", re.I)


def is_ucdp(head: tuple[str, ...]) -> bool:
    """Whether these are the columns of UCDP GED.

    Examples
    --------
    >>> is_ucdp(("id", "latitude"))
    False
    """
    return set(NEEDED) <= set(head)


def find_version(name: str) -> str | None:
    """The version that a file's name gives.

    Examples
    --------
    >>> find_version("ged231.csv"), find_version("GEDEvent_v24_0_3.csv"), find_version("pk.csv")
    ('23.1', '24.0.3', None)
    """
    found = _VERSION.search(name)
    return ".".join(part for part in found.groups() if part) if found else None


def release_end(version: str | None) -> dt.date | None:
    """The last day a release can hold: of the year before it, or of a candidate's month.

    Examples
    --------
    >>> release_end("23.1"), release_end("24.0.3"), release_end(None)
    (datetime.date(2022, 12, 31), datetime.date(2024, 3, 31), None)
    """
    parts = [int(part) for part in (version or "").split(".") if part]
    if len(parts) < 2:
        return None
    if parts[1]:
        return dt.date(2000 + parts[0] - 1, 12, 31)
    month = parts[2] if len(parts) > 2 else 12
    if not 1 <= month <= 12:
        return None
    return dt.date(2000 + parts[0], month, calendar.monthrange(2000 + parts[0], month)[1])


def country_code(name: str) -> str | None:
    """The ISO code of a country around this border by its name or code, else None.

    Examples
    --------
    >>> country_code("Pakistan"), country_code("AF"), country_code("Atlantis")
    ('PK', 'AF', None)
    """
    words = name.strip()
    return words if words in _COUNTRIES.values() else _COUNTRIES.get(words)


def convert_ucdp(cells: Mapping[str, str], border: Border, version: str | None) -> Imported:
    """One row as an incident.

    Parameters
    ----------
    cells : the row by the codebook's names.
    border : the line that stretches are taken from.
    version : of the release, None if unknown.

    Raises
    ------
    RowError
        If the row cannot be an event: no id, impossible coordinates or dates, no number.
    """
    if not cells["id"].strip():
        raise RowError("id", "expected a number, got nothing")
    country = country_code(cells.get("country", ""))
    where = _find_where(cells, border, country)
    best, low, high = (read_count(cells, name) for name in ("best", "low", "high"))
    first = read_day(cells, "date_start")
    last = read_day(cells, "date_end") or first
    if first is None or last is None:
        raise RowError("date_start", "expected a day such as 2021-03-04, got nothing")
    if last < first:
        raise RowError("date_end", f"expected {first} or later, got {last}")
    row: Row = {
        "incident_id": hashlib.sha256(f"{DATASET}|{cells['id']}".encode()).hexdigest()[:16],
        "article": f"{DATASET} {cells['id']}",
        "event_type": "violence_unspecified",
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        "date_prec": read_count(cells, "date_prec"),
        "date_source": "row",
        "where_prec": read_count(cells, "where_prec"),
        "place_name": cells.get("where_coordinates"),
        "country": country,
        "adm_1": cells.get("adm_1"),
        "adm_2": cells.get("adm_2"),
        "side_a": cells.get("side_a"),
        "side_b": cells.get("side_b"),
        "best": best,
        "low": low if low is None or best is None else min(low, best),
        "high": high if high is None or best is None else max(high, best),
        **{name: read_count(cells, name) for name in _PARTS},
        "sources": _list_sources(cells),
        "quote": cells.get("source_headline"),
        "status": "imported",
        "review_note": _late_note(cells, first.isoformat()),
        "dataset": DATASET,
        "dataset_version": version,
        "licence": LICENCE,
        "source_record": dict(cells),
    }
    return Imported(row, where)


_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def names_border(words: str, border: Border) -> bool:
    """Whether words name this border: both its countries, or the Durand Line.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> names_border("Afghanistan-Pakistan border (Kurram Agency)", durand_line())
    True
    >>> [names_border(words, durand_line()) for words in
    ...  ("Swat-Dir border", "LoC", "Iran-Pakistan border (Kech district)", "Pak-Afghan border")]
    [False, False, False, True]
    """
    if border.code != "AF-PK":
        return False
    lowered = words.lower()
    if "durand" in lowered:
        return True
    one, other = _NAMES["AF"], _NAMES["PK"]
    link = r"\s*(?:[-–/]|and)\s*"
    pair = rf"\b(?:{one}{link}{other}|{other}{link}{one})\b"
    line = r"(?:border|frontier)"
    return re.search(rf"{pair}\s*{line}|{line}\s.*{pair}", lowered) is not None


def _find_where(cells: Mapping[str, str], border: Border, country: str | None) -> Footprint:
    precision = read_count(cells, "where_prec")
    if precision is None or not 1 <= precision <= 7:
        raise RowError("where_prec", f"expected 1 to 7, got {cells['where_prec']!r}")
    name = cells.get("where_coordinates", "")
    is_near = not cells.get("country") or country in border.pair
    point = read_point(cells, border, is_near=is_near)
    if precision > 5 or point is None:
        return Footprint("none", name, where_prec=precision)
    if precision == 5 and names_border(name, border):
        return make_stretch(border, _interval(name, cells, border), name=name)
    radius_km = {
        1: _SIZES.get(name.rsplit(" ", 1)[-1].lower(), _SMALLEST_KM),
        2: NEAR_KM,
        3: DISTRICT_KM,
        4: PROVINCE_KM,
        5: FUZZY_KM if cells.get("adm_2") else WIDE_KM,
    }[precision]
    return make_disc(*point, radius_km, precision, name=name)


def _interval(name: str, cells: Mapping[str, str], border: Border) -> tuple[float, float]:
    """The kilometres of the district in brackets, else of the coded one, else all of them."""
    bracket = re.search(r"\(([^)]+)\)", name)
    for district in (bracket.group(1) if bracket else "", cells.get("adm_2", "")):
        found = sector_interval([district], border) if district else None
        if found:
            return found
    return border.km_start, border.km_end


def _list_sources(cells: Mapping[str, str]) -> list[dict[str, Any]]:
    """The articles a row names: outlet, day and title, in quotes, between semicolons."""
    whole = " ".join(cells.get("source_article", "").split())
    articles = re.findall(r'"([^"]+)"', whole) or [whole]
    return [_source(cells, words) for words in articles if words.strip()]


def _source(cells: Mapping[str, str], words: str) -> dict[str, Any]:
    source: dict[str, Any] = dict.fromkeys(SOURCE_KEYS) | {"article": f"{DATASET} {cells['id']}"}
    parts = words.split(",", 2)
    if len(parts) == 3 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", parts[1].strip()):
        return source | {"outlet": parts[0], "published": parts[1].strip(), "title": parts[2]}
    return source | {"title": words}


def _late_note(cells: Mapping[str, str], first: str) -> str | None:
    """A mark where an event starts after its own source was published."""
    published = cells.get("source_date", "").strip()[:10]
    is_late = re.fullmatch(r"\d{4}-\d{2}-\d{2}", published) and published < first
    return f"starts after its source was published ({published})" if is_late else None
