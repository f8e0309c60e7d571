"""Where footprints lie on the line: distance, kilometre and side, each with what is not known.

Measures are those of the representative point; `_low` and `_high` hold what the whole footprint
allows. Beyond 50 km only the distance means anything. Of a stretch the kilometres are its own,
the distance is 0 and the side open.

The side is a probability over the footprint and the line's own error. Where a text names a
place that lies in one country as a whole (a district, a province, a town more than 2 km from the
line), the name settles the side; a pass, a post, a crossing or a town at the line does not, for
both sides call theirs by one name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.border import locate, name_sides
from geo.border.areas import measure_polygon
from geo.border.reference import nearest_crossings, sectors_at
from geo.border.uncertainty import FootprintMeasures, measure_discs, name_share
from geo.incidents.footprint import Footprint

if TYPE_CHECKING:
    from geo.border.model import Border

REACH_KM = 50.0
AT_LINE_KM = 2.0
KNOWN_KM = 15.0  # of a larger footprint the centre may lie at the line by chance
NAMED = 0.99  # gazetteers err too
UNITS, SETTLEMENTS = ("district", "province"), ("village", "town", "bazaar")

Measured = dict[str, Any]


def measure_footprints(footprints: Sequence[Footprint], border: Border) -> list[Measured]:
    """The columns from `border` to `crossing_km` for each footprint.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> from geo.incidents.footprint import make_disc
    >>> found = measure_footprints([make_disc(71.0847, 34.1147, 1.0, 1)], durand_line())[0]
    >>> found["nearest_crossing"], found["relation"], found["sector_pk"]
    ('Torkham', 'at_line', 'Khyber')
    """
    rows: list[Measured] = [
        {"border": border.code, "border_side": "undetermined"} for _ in footprints
    ]
    placed = [index for index, one in enumerate(footprints) if one.longitude is not None]
    discs = [index for index in placed if footprints[index].kind in ("point", "disc", "area")]
    for index in placed:
        if footprints[index].kind == "stretch":
            rows[index] |= _measure_stretch(footprints[index])
    for index, measured in zip(
        discs, _measure_areas([footprints[index] for index in discs], border), strict=True
    ):
        rows[index] |= measured
    _add_reference(rows, border)
    return rows


def _measure_areas(footprints: Sequence[Footprint], border: Border) -> list[Measured]:
    """Points, discs and areas: what lies far off by its centre, the rest in full."""
    if not footprints:
        return []
    lon = np.array([one.longitude for one in footprints], dtype=np.float64)
    lat = np.array([one.latitude for one in footprints], dtype=np.float64)
    radius = np.array([one.radius_km or 0.0 for one in footprints], dtype=np.float64)
    centre = locate(border, lon, lat)
    sides = name_sides(border, lon, lat, centre)
    reaches = centre.distance_km - radius <= REACH_KM
    kinds = np.array([one.kind for one in footprints])
    full: dict[int, FootprintMeasures] = {}
    discs = np.flatnonzero(reaches & (kinds != "area"))
    if discs.size:
        found = measure_discs(border, lon[discs], lat[discs], radius[discs])
        full.update(zip(discs.tolist(), found, strict=True))
    for index in np.flatnonzero(reaches & (kinds == "area")).tolist():
        full[index] = measure_polygon(border, footprints[index].geometry)  # type: ignore[arg-type]
    return [
        _measured(
            one,
            float(centre.distance_km[index]),
            float(centre.chainage_km[index]),
            str(sides[index]),
            full.get(index) or _far_off(border, str(sides[index]), one, centre.distance_km[index]),
            border,
        )
        for index, one in enumerate(footprints)
    ]


def _far_off(border: Border, side: str, one: Footprint, distance_km: float) -> FootprintMeasures:
    """The measures of what is so far away that the whole of it is on its centre's side."""
    away, radius_km = float(distance_km), one.radius_km or 0.0
    p_first, p_second = float(side == border.first), float(side == border.second)
    return FootprintMeasures(
        away, away - radius_km, away + radius_km, 0.0, 0.0, 0.0, p_first, p_second, side
    )


def _measured(
    footprint: Footprint,
    distance_km: float,
    chainage_km: float,
    side: str,
    whole: FootprintMeasures,
    border: Border,
) -> Measured:
    """The columns of one footprint; kilometres only within 50 km."""
    p_first, border_side = _settle(footprint, distance_km, side, whole, border)
    found: Measured = {
        "distance_km": distance_km,
        "distance_low_km": min(distance_km, whole.distance_low_km),
        "distance_high_km": max(distance_km, whole.distance_high_km),
        "p_first": p_first,
        "border_side": border_side,
        "relation": _relation(footprint, distance_km),
    }
    if distance_km <= REACH_KM:
        found["chainage_km"] = chainage_km
        found["chainage_low_km"] = min(chainage_km, whole.chainage_low_km)
        found["chainage_high_km"] = max(chainage_km, whole.chainage_high_km)
    return found


def _settle(
    footprint: Footprint, distance_km: float, side: str, whole: FootprintMeasures, border: Border
) -> tuple[float | None, str]:
    """The probability of the first country's side, and the side's name."""
    country = _settling_country(footprint, distance_km, side)
    if country in border.pair:
        share = NAMED if country == border.first else 1 - NAMED
        return share, name_share(border, share, 1 - share)
    if whole.border_side == "elsewhere":
        return None, "elsewhere"
    return whole.p_first, whole.border_side


def _settling_country(footprint: Footprint, distance_km: float, side: str) -> str:
    """The country that the name of the place settles; "" if it settles none."""
    place = footprint.place
    if place is None or footprint.name != place.name:  # near it, not at it
        return ""
    is_clear = distance_km > AT_LINE_KM
    if place.kind in UNITS and (side == place.country or not is_clear):
        return place.country
    is_settled = place.kind in SETTLEMENTS and side == place.country and is_clear
    return place.country if is_settled else ""


def _measure_stretch(footprint: Footprint) -> Measured:
    first, last = footprint.km_from or 0.0, footprint.km_to or 0.0
    return {
        "distance_km": 0.0,
        "distance_low_km": 0.0,
        "distance_high_km": 0.0,
        "chainage_km": (first + last) / 2,
        "chainage_low_km": first,
        "chainage_high_km": last,
        "p_first": 0.5,
        "border_side": "undetermined",
        "relation": "at_line",
        "is_stretch": True,
    }


def _relation(footprint: Footprint, distance_km: float) -> str:
    """At the line: within 2 km as far as anyone knows, or at a crossing."""
    is_crossing = footprint.place is not None and footprint.place.kind == "crossing"
    is_known = (footprint.radius_km or 0.0) <= KNOWN_KM
    if (distance_km <= AT_LINE_KM and is_known) or (is_crossing and distance_km <= REACH_KM):
        return "at_line"
    return "near" if distance_km <= REACH_KM else "far"


def _add_reference(rows: Sequence[Measured], border: Border) -> None:
    """Sectors and crossings at the kilometres there are.

    A stretch lies in a sector only with both its ends, and no one crossing is nearest to it.
    """
    names = ("chainage_km", "chainage_low_km", "chainage_high_km")
    kms = np.array([[row.get(name, np.nan) for name in names] for row in rows], dtype=np.float64)
    kms = kms.reshape(-1, 3) - [0.0, 0.0, 0.001]  # a sector ends before its last kilometre
    crossings, away = nearest_crossings(kms[:, 0], border=border.code)
    sectors = {
        "sector_af": sectors_at(kms, "AF", border=border.code, field="name"),
        "sector_pk": sectors_at(kms, "PK", border=border.code, field="name"),
    }
    for index, row in enumerate(rows):
        is_stretch = row.pop("is_stretch", False)
        for column, found in sectors.items():
            is_one = len(set(found[index].tolist())) == 1
            row[column] = found[index][0] if is_one or not is_stretch else None
        if crossings[index] is not None and not is_stretch:
            row["nearest_crossing"] = crossings[index].name
            row["crossing_km"] = float(away[index])
