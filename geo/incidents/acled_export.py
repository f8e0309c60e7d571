"""Incidents as rows in ACLED's columns.

A row that came from ACLED goes back as it came, but for what a person changed. Any other row is
written by the codebook's columns, as far as they have a place for it; what has none is told.
ACLED has one day and one number a row: the middle of a range of days, and the best toll. A toll
that several places share is split evenly among them, and the rows are marked in `tags`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.events.actors import Actor, load_actors
from geo.events.event_types import EVENT_TYPES
from geo.incidents.acled import DATASET
from geo.incidents.crosswalk import came_from, common_head, put_edits, tell_counts, write_rows
from geo.incidents.frame import Row, list_rows
from geo.incidents.matching import is_violent
from geo.incidents.shared_tolls import MARK, split_tolls
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas

ACLED_COLUMNS = tuple(
    (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type"
        " actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting"
        " iso region country admin1 admin2 admin3 location latitude longitude geo_precision source"
        " source_scale notes fatalities tags timestamp"
    ).split()
)
_EDITED = {
    "actor1": "side_a",
    "actor2": "side_b",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "location": "place_name",
    "latitude": "latitude",
    "longitude": "longitude",
    "fatalities": "best",
}
# Name, ISO number and ACLED's region, by our code.
_COUNTRIES = {
    "AF": ("Afghanistan", "4", "South Asia"),
    "IN": ("India", "356", "South Asia"),
    "IR": ("Iran", "364", "Middle East"),
    "PK": ("Pakistan", "586", "South Asia"),
}
_DISORDER = {
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_VIOLENCE, _ON_CIVILIANS = "Political violence", "Violence against civilians"
_TIME_PRECISION = {1: 1, 2: 2, 3: 2}  # by UCDP's date_prec, else 3
_GEO_PRECISION = {1: 1, 2: 2, 3: 2}  # by UCDP's where_prec, else 3
STATE, REBELS, MILITIA, CIVILIANS, EXTERNAL = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Civilians",
    "External/Other forces",
)
_REBELS = ("TTP", "TALIBAN", "IS", "BALOCH")


def write_acled(incidents: geopandas.GeoDataFrame, path: str | Path) -> list[str]:
    """Write a CSV of ACLED's columns.

    Parameters
    ----------
    incidents : columns of `geo.incidents.schema`; rejected rows are left out.
    path : the file, replaced as a whole.

    Returns
    -------
    What was lost, in sentences; empty if nothing was.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    rows = [row for row in list_rows(incidents) if row["status"] != "rejected"]
    shares = split_tolls(row for row in rows if not came_from(row, DATASET))
    records = [_to_record(row, shares) for row in rows]
    with replace_file(Path(path)) as draft:
        write_rows(draft, common_head(records, rows, DATASET, ACLED_COLUMNS), records)
    return _tell_losses(rows, len(incidents), shares)


def _to_record(row: Row, shares: Mapping[str, int]) -> dict[str, str]:
    if came_from(row, DATASET):
        return put_edits(row["source_record"], row, _EDITED)
    known = _what(row) | _who(row) | _where(row)
    share = shares.get(row["incident_id"] or "")
    day = _middle_day(row)
    known |= {
        "event_id_cnty": row["incident_id"],
        "event_date": day,
        "year": (day or "")[:4],
        "time_precision": _TIME_PRECISION.get(row["date_prec"] or 1, 3),
        "source": "; ".join(dict.fromkeys(_outlets(row))),
        "notes": row["quote"],
        "fatalities": (row["best"] or 0) if share is None else share,
        "tags": MARK if share is not None else "",
    }
    return {name: "" if known.get(name) is None else str(known[name]) for name in ACLED_COLUMNS}


def _what(row: Row) -> dict[str, Any]:
    kind = EVENT_TYPES.get(row["event_type"] or "", EVENT_TYPES["other"])
    return {
        "disorder_type": _DISORDER.get(kind.acled_type, _VIOLENCE),
        "event_type": kind.acled_type,
        "sub_event_type": kind.acled_sub_type,
        "civilian_targeting": "Civilian targeting" if kind.acled_type == _ON_CIVILIANS else "",
    }


def _who(row: Row) -> dict[str, Any]:
    inters = [find_inter(row[name] or "", row["country"] or "") for name in ("side_a", "side_b")]
    return {
        "actor1": row["side_a"],
        "actor2": row["side_b"],
        "inter1": inters[0],
        "inter2": inters[1],
        "interaction": "-".join(filter(None, inters)),
    }


def _where(row: Row) -> dict[str, Any]:
    country, iso, region = _COUNTRIES.get(row["country"] or "", ("", "", ""))
    return {
        "iso": iso,
        "region": region,
        "country": country,
        "admin1": row["adm_1"],
        "admin2": row["adm_2"],
        "location": row["place_name"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geo_precision": _GEO_PRECISION.get(row["where_prec"] or 9, 3),
    }


def find_inter(label: str, country: str) -> str:
    """ACLED's word for what an actor is, where it acts; "" if that is not known.

    A government's forces are state forces at home, and external ones in another country.

    Examples
    --------
    >>> find_inter("Pakistani forces", "PK"), find_inter("Pakistani forces", "AF")
    ('State forces', 'External/Other forces')
    >>> find_inter("Government of Pakistan", "PK"), find_inter("", "PK")
    ('State forces', '')
    """
    words = label.casefold()
    if words.startswith("civilian"):
        return CIVILIANS
    for code, (name, _, _) in _COUNTRIES.items():
        if words == f"government of {name.casefold()}":
            return STATE if code == country else EXTERNAL
    actor = _actors().get(words)
    if actor is None:
        return ""
    if actor.kind == "government":
        return STATE if actor.side == country else EXTERNAL
    if actor.kind == "civilians":
        return CIVILIANS
    return REBELS if actor.side in _REBELS else MILITIA


@cache
def _actors() -> dict[str, Actor]:
    return {actor.label.casefold(): actor for actor in load_actors()}


def _middle_day(row: Row) -> str | None:
    if row["date_start"] is None:
        return None
    first = dt.date.fromisoformat(row["date_start"])
    last = dt.date.fromisoformat(row["date_end"] or row["date_start"])
    return (first + (last - first) // 2).isoformat()


def _outlets(row: Row) -> list[str]:
    return [str(one.get("outlet") or one.get("article") or "") for one in row["sources"]]


def _tell_losses(rows: list[Row], total: int, shares: Mapping[str, int]) -> list[str]:
    ours = [row for row in rows if not came_from(row, DATASET)]
    deadly = [row for row in ours if is_violent(row["event_type"] or "")]
    told = (
        (total - len(rows), "left out: a person rejected them"),
        (
            sum(row["best"] is None and row["incident_id"] not in shares for row in deadly),
            "written with 0 dead: ACLED has no unknown toll",
        ),
        (
            sum(row["low"] != row["best"] or row["high"] != row["best"] for row in ours),
            "without the low and high toll: ACLED has one number",
        ),
        (
            sum(row["date_start"] != row["date_end"] for row in ours),
            "with the middle of their days: ACLED has one day",
        ),
        (sum(row["latitude"] is None for row in ours), "written without coordinates"),
        (
            sum(row["event_type"] == "violence_unspecified" for row in ours),
            "written as armed clashes: their kind is not known",
        ),
        (len(shares), "have an even share of a toll told for several places"),
        (len(ours), "without claims, uncertainty, measures on the line and ACLED's own ids"),
    )
    return tell_counts(told, total)
