"""Whether two places are one for the news, or one of them lies in the other."""

from __future__ import annotations

from geo.places.nearness import rough_km, size_rank
from geo.places.place import Place


def contains(wide: Place, narrow: Place) -> bool:
    """Whether one place lies inside another, clearly wider one.

    Examples
    --------
    >>> kunar = Place("1", "Kunar", "province", "AF", "", "", 71.1, 34.97, 75.0)
    >>> dangam = Place("2", "Dangam", "district", "AF", "", "", 71.44, 35.0, 15.0)
    >>> contains(kunar, dangam), contains(dangam, kunar)
    (True, False)
    """
    if wide.kind == "country" != narrow.kind and narrow.country == wide.country:
        return True  # however far from its middle
    is_wider = size_rank(wide) > size_rank(narrow) or _is_subdistrict(narrow, wide)
    if is_wider and _bears_name_of(narrow, wide):
        return True
    if wide.kind == "line" or not is_wider or wide.radius_km < 1.2 * narrow.radius_km:
        return False
    return rough_km(wide, narrow) <= 1.15 * wide.radius_km


def _bears_name_of(narrow: Place, wide: Place) -> bool:
    """Whether the district or province that a place is listed in is the wide one."""
    if wide.country != narrow.country or wide.adm_1 != narrow.adm_1:
        return False
    unit = narrow.adm_2 if wide.kind == "district" else narrow.adm_1
    return wide.kind in ("district", "province") and bool(unit) and wide.name.startswith(unit)


def _is_subdistrict(narrow: Place, wide: Place) -> bool:
    """Whether a district is a tehsil of another one: Mamund of Bajaur."""
    unit = narrow.adm_2
    return (
        bool(unit)
        and unit == wide.adm_2
        and wide.name.startswith(unit)
        and not narrow.name.startswith(unit)
    )


def is_seat_of(seat: Place, other: Place) -> bool:
    """Whether a town bears the name of the district that another place lies in.

    Examples
    --------
    >>> khost = Place("1", "Khost", "town", "AF", "Khost", "Khost", 69.9, 33.3, 8.0)
    >>> camp = Place("2", "Zambar", "village", "AF", "Khost", "Khost", 70.1, 33.6, 5.0)
    >>> is_seat_of(khost, camp), is_seat_of(camp, khost)
    (True, False)
    """
    return (
        seat.kind == "town"
        and seat.name == seat.adm_2 == other.adm_2
        and seat.country == other.country
    )


def is_same_ground(one: Place, two: Place) -> bool:
    """Whether two places are one for the news: the same, or so close that they overlap deeply.

    Examples
    --------
    >>> gate = Place("1", "Torkham", "crossing", "PK", "", "", 71.09, 34.12, 2.0)
    >>> is_same_ground(gate, gate)
    True
    """
    if one.place_id == two.place_id:
        return True
    return rough_km(one, two) <= max(3.0, 0.5 * min(one.radius_km, two.radius_km))
