"""What of a table may be published: checked by a person or free to pass on, and no one's home.

Rows that stay behind are removed, not hidden, with all that would name them. A row that lies at
a home, a shelter or a camp is moved to the village it belongs to, and measured anew from there.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.geodesy import distance_km
from geo.incidents.attribution import CLOSED_LICENCES
from geo.incidents.footprint import make_disc
from geo.incidents.frame import Row, build_frame, list_rows
from geo.incidents.measures import measure_footprints

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border

CHECKED = ("reviewed", "edited")
#: Licences that let anyone pass rows on; what is not named here stays behind.
OPEN_LICENCE = re.compile(
    r"\b(?:CC0|CC[ -]BY(?:[ -]SA)?|ODbL|ODC|PDDL|OGL|public domain"
    r"|creative commons (?:zero|attribution(?:[ -]share ?alike)?))(?![ -]*(?:N[CD]\b|non|no ))",
    re.IGNORECASE,
)
DWELLING = re.compile(
    r"\b(?:homes?|houses?|households?|residences?|residential|dwellings?|compounds?|hujras?"
    r"|shelters?|camps?|refugees?|orphanages?|tents?|hostels?|safe ?houses?)\b",
    re.IGNORECASE,
)
SMALL_KM = 5.0  # a wider disc points at no house
REACH_KM = 20.0
RADII_KM = (2.0, 5.0, 10.0, 20.0, 40.0)  # told in classes: the exact radius would tell the way
GRID_DEG = 0.1
_MEASURES = (
    "chainage_km chainage_low_km chainage_high_km distance_km distance_low_km distance_high_km"
    " border_side p_first relation sector_af sector_pk nearest_crossing crossing_km km_from km_to"
).split()


class Village(NamedTuple):
    """Where people live, as far as a public map may say."""

    name: str
    longitude: float
    latitude: float


def publish(incidents: gpd.GeoDataFrame, border: Border) -> gpd.GeoDataFrame:
    """The rows that may be published, homes, shelters and camps moved to their village.

    Kept are rows that a person reviewed or corrected, and imported ones of an open licence;
    never those whose licence forbids it. Notes of reviewers stay behind. What is published
    already comes out as it went in.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`, EPSG:4326.
    border : the line that moved rows are measured on.

    Returns
    -------
    A frame of the same columns with a fresh index.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> rows = [{"incident_id": "a", "status": "reviewed"}, {"incident_id": "b"}]
    >>> publish(build_frame(rows, [None, None]), durand_line())["incident_id"].tolist()
    ['a']
    >>> len(publish(build_frame([], []), durand_line()))
    0
    """
    pairs = zip(list_rows(incidents), incidents.geometry.tolist(), strict=True)
    kept = [(row, shape) for row, shape in pairs if may_publish(row)]
    names = _rename_episodes([row for row, _ in kept])
    known = {row["incident_id"] for row, _ in kept}
    hidden = set(incidents["incident_id"].dropna()) - known
    rows, shapes = [], []
    for row, shape in kept:
        clean = row | {
            "review_note": None,
            "episode_id": names.get(row["episode_id"]),
            "former_ids": [one for one in row["former_ids"] if one not in hidden],
        }
        place = _coarsen(clean, border) if is_dwelling(row) else None
        rows.append(place[0] if place else clean)
        shapes.append(place[1] if place else shape)
    return build_frame(rows, shapes)


def may_publish(row: Row) -> bool:
    """Whether a row is checked by a person, or imported under an open licence.

    Examples
    --------
    >>> may_publish({"status": "imported", "licence": "CC BY 4.0"})
    True
    >>> may_publish({"status": "imported", "licence": "CC BY-NC 4.0"})
    False
    >>> may_publish({"status": "edited", "licence": "ACLED terms"})
    False
    """
    licence = row["licence"] if isinstance(row.get("licence"), str) else ""
    if licence.startswith(CLOSED_LICENCES):
        return False
    is_free = row["status"] == "imported" and OPEN_LICENCE.search(licence) is not None
    return row["status"] in CHECKED or is_free


def is_dwelling(row: Row) -> bool:
    """Whether a row points at where people live or have fled to, more closely than a village.

    Examples
    --------
    >>> home = {"footprint": "point", "place_name": "house of an elder", "radius_km": 0.1}
    >>> is_dwelling(home), is_dwelling(home | {"place_name": "Torkham", "quote": "A gate shut."})
    (True, False)
    >>> is_dwelling(home | {"footprint": "none"})
    False
    """
    if row["footprint"] not in ("point", "disc") or row.get("longitude", 0) is None:
        return False
    radius = row.get("radius_km")
    if radius is not None and radius >= SMALL_KM:
        return False
    if _is_camp(row.get("place_id")):
        return True
    texts = (row.get("place_name"), row.get("quote"))
    return any(text and DWELLING.search(text) for text in texts)


def _is_camp(place_id: str | None) -> bool:
    from geo.places.gazetteer import load_gazetteer

    place = load_gazetteer().place(place_id) if place_id else None
    return place is not None and place.kind == "camp"


def _coarsen(row: Row, border: Border) -> tuple[Row, BaseGeometry | None]:
    """The row at its village, measured from there; nothing of it tells where it was."""
    longitude, latitude = float(row["longitude"]), float(row["latitude"])
    village = find_village(longitude, latitude)
    away = float(distance_km(longitude, latitude, village.longitude, village.latitude))
    held = max(away, row["radius_km"] or 0.0)
    radius = next((one for one in RADII_KM if one >= held), RADII_KM[-1])
    where = make_disc(village.longitude, village.latitude, radius, 2)
    measured: dict[str, Any] = dict(measure_footprints([where], border)[0])
    if row["relation"] == "across":
        measured["relation"] = "across"
    name = f"near {village.name}" if village.name else (row["adm_2"] or row["adm_1"])
    return (
        row
        | dict.fromkeys(_MEASURES)
        | measured
        | {
            "place_name": name,
            "place_id": None,
            "longitude": where.longitude,
            "latitude": where.latitude,
            "radius_km": radius,
            "footprint": where.kind,
            "where_prec": 2,
            "source_record": None,
        }
    ), where.geometry


def find_village(longitude: float, latitude: float) -> Village:
    """The nearest village or town within 20 km, else the middle of a field of the graticule.

    Examples
    --------
    >>> find_village(71.08, 34.13).name
    'Torkham'
    >>> find_village(62.5512, 24.0)
    Village(name='', longitude=62.6, latitude=24.0)
    """
    near = [
        (float(distance_km(longitude, latitude, one.longitude, one.latitude)), one)
        for one in _villages()
        if abs(one.latitude - latitude) < 0.2 and abs(one.longitude - longitude) < 0.4
    ]
    away, village = min(near, default=(REACH_KM, None))
    if village is not None and away < REACH_KM:
        return village
    east, north = round(longitude / GRID_DEG), round(latitude / GRID_DEG)
    return Village("", round(east * GRID_DEG, 1), round(north * GRID_DEG, 1))


@functools.cache
def _villages() -> tuple[Village, ...]:
    from geo.places.gazetteer import load_gazetteer
    from layers.places import towns_in

    own = [
        Village(place.name, place.longitude, place.latitude)
        for origin, places in load_gazetteer().tables
        if origin == "border"
        for place in places
        if place.kind in ("village", "town")
    ]
    towns = towns_in((((-180.0, -90.0, 180.0, 90.0), 0),))
    return (*own, *(Village(one.name, one.longitude, one.latitude) for one in towns))


def _rename_episodes(rows: list[Row]) -> dict[str | None, str]:
    """New names of episodes, after the first kept row: the old may be that of a removed one."""
    members: dict[str, list[str]] = {}
    for row in rows:
        if row["episode_id"]:
            members.setdefault(row["episode_id"], []).append(row["incident_id"])
    return {name: f"e{min(ids)}" for name, ids in members.items()}
