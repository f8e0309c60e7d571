"""Which of an act's places are where it happened: the best, and those listed with it."""

from __future__ import annotations

import itertools
import re

from geo.events.ground import contains, is_same_ground
from geo.events.placing import INSIDE_GAP, LIST_GAP, SMALL, Spot, find_runs
from geo.places.nearness import rough_km, size_rank
from geo.places.place import At, Near, Offset


def choose_spots(text: str, spots: list[Spot], anchor: int) -> list[Spot]:
    """The spots of one act: the best and, if it stands in a list, the others of the list."""
    usable = [spot for spot in spots if spot.rank < 8]
    if not usable:
        return []
    best_rank = min(spot.rank for spot in usable)
    level = [spot for spot in usable if spot.rank <= max(best_rank, 1)]
    narrow = _drop_containers(text, level)
    head = min(narrow, key=lambda spot: _distance(text, spot, anchor))
    mended = [_mend(text, spot, level) for spot in _list_of(text, level, head, narrow)]
    chosen = _drop_containers(text, list(dict.fromkeys(mended)))
    if len(chosen) == 1:
        chosen = [_doubt_namesake(text, chosen[0], level)]
    return _raise_to_district(_add_later(text, chosen, level), usable)


_STATION = re.compile(r"\s+(?:police|levies|post|check\s?-?post|checkpoint|outpost|station|fort)\b")


def _doubt_namesake(text: str, spot: Spot, level: list[Spot]) -> Spot:
    """The district of "in Karak district they attacked the Gurguri police station".

    What bears a name is in the district that the words say, not in a village of another one.
    """
    if spot.place is None or spot.place.kind not in SMALL or spot.rank > 1:
        return spot
    if spot.rank == 0 and not _STATION.match(text, spot.end):
        return spot
    for other in level:
        place = other.place
        if place is None or other.rank > 1 or place.kind != "district" or other.end > spot.start:
            continue
        if rough_km(spot.place, place) > 2 * place.radius_km + 10:
            return other
    return spot


def _mend(text: str, spot: Spot, level: list[Spot]) -> Spot:
    """The district of "Palosin in Kurram" if the Palosin that was found lies far from it."""
    for other in level:
        if spot.place is None or other.place is None or other.start < spot.end or other.rank > 1:
            continue
        if any(spot.end <= third.start < other.start for third in level):
            break
        gap = text[spot.end : other.start]
        is_around = isinstance(other.expression, At) and _is_around(text, spot, other)
        is_inside = len(gap) <= 40 and INSIDE_GAP.match(gap) and not LIST_GAP.match(gap)
        is_around = is_around or gap == " "  # "Shonkrai Narai village of South Waziristan"
        if not is_around and not is_inside and not _LAST_OF_LIST.fullmatch(gap):
            continue
        is_wider = is_around or size_rank(other.place) > size_rank(spot.place)
        if is_wider and rough_km(spot.place, other.place) > 2 * other.place.radius_km + 10:
            return other
    return spot


# "Kharan, Batoor and Saro Keley in Upper Dir", of which only the first and the last are known.
_LAST_OF_LIST = re.compile(
    r"(?:,\s+(?:[A-Z][\w’'-]*\s?){1,3}){0,4},?\s+and\s+(?:[A-Z][\w’'-]*\s){1,3}"
    r"(?:(?:villages|areas|posts|towns)\s+)?(?:in|of)\s+(?:the\s+)?"
)
# "Ahmedpur East, near Bahawalpur", "the Orakzai region, south of Bajaur".
_APPOSED = re.compile(r"(?:\s+(?:village|town|area|district|region|agency|valley))?\s*,\s*")
# "Ban Phue, in Kantharalak district" names one place.
_IN_GAP = re.compile(
    r"\s*(?:village|town|area|post|camp|hamlet)?\s*,\s*(?:also\s+)?in\s+(?:the\s+)?\Z"
)
_WIDE_WORD = re.compile(
    r"\s+(?:district|province|tehsil|agency|region|county|governorate|sector|state)\b"
)
_WIDE_NAME = re.compile(
    r".*\b(?:district|province|tehsil|agency|region|sector)(?:\s+of\s.*)?\Z", re.DOTALL
)


def _is_around(text: str, spot: Spot, other: Spot) -> bool:
    """Whether a place named behind another only says where that one lies."""
    gap = text[spot.end : other.start]
    if len(gap) > 24:
        return False
    if isinstance(other.expression, Near | Offset):
        is_apposed = _APPOSED.fullmatch(gap) is not None
        return is_apposed and not isinstance(spot.expression, Near | Offset)
    is_wide = _WIDE_WORD.match(text, other.end) or _WIDE_NAME.match(text, other.start, other.end)
    return bool(_IN_GAP.match(gap) and is_wide)


# What stands behind these is told of something else.
_ELSEWHERE = re.compile(r";|\b(?:while|whereas|although|though)\b")


def _distance(text: str, spot: Spot, anchor: int) -> tuple[int, int, int]:
    # A province is no better than a town a few words farther off.
    wide = 60 if spot.place is not None and size_rank(spot.place) >= 3 else 0
    if spot.end <= anchor:  # where it was done stands behind the verb
        return int(spot.rank > 1), abs(spot.start - anchor) + wide + 20, spot.start
    away = 60 if _ELSEWHERE.search(text, anchor, spot.start) else 0
    return int(spot.rank > 1), abs(spot.start - anchor) + wide + away, spot.start


_THEN = re.compile(
    r"\band\s+(?:then|later|also|next|afterwards|soon\s+after)\s+(?:on\s+|in\s+"
    r"|at\s+)?(?:the\s+(?:province|district|city|town)\s+of\s+)?\Z"
)


def _add_later(text: str, chosen: list[Spot], level: list[Spot]) -> list[Spot]:
    """The chosen with those of "bombed Kabul on Friday and then Kandahar and Paktia"."""
    found = list(chosen)
    for run in find_runs(text, level):
        if run[0] in found or run[0].start < chosen[-1].end or run[0].start - chosen[-1].end > 120:
            continue
        if _THEN.search(text[chosen[-1].end : run[0].start]):
            found += [spot for spot in run if spot not in found]
    return found


# "El Gedaref's El Gureisha locality".
_OWNS_GAP = re.compile(r"['’]s\s+(?:[\w-]+\s+){0,3}")
# "Shigal and Dangam districts": side by side, even where a village is found for one of them.
_BESIDE_IT = re.compile(r"\s*(?:districts?|provinces?|areas?)?\s*,?\s*and\s+(?:in\s+|at\s+)?\Z")


def _drop_containers(text: str, spots: list[Spot]) -> list[Spot]:
    kept = [spot for spot in spots if not any(_holds(text, spot, other) for other in spots)]
    return kept or spots


def _holds(text: str, wide: Spot, narrow: Spot) -> bool:
    if wide is narrow or wide.place is None or narrow.place is None:
        return False
    first, second = sorted((wide, narrow), key=lambda spot: spot.start)
    gap = text[first.end : second.start]
    if first is wide and _OWNS_GAP.fullmatch(gap) and wide.place.country == narrow.place.country:
        return True
    return contains(wide.place, narrow.place) and not (len(gap) < 24 and _BESIDE_IT.match(gap))


def _list_of(text: str, level: list[Spot], head: Spot, narrow: list[Spot]) -> list[Spot]:
    """The spots listed with `head`; containers between two members do not end a list."""
    runs = find_runs(text, level)
    run = next(run for run in runs if head in run)
    members = [spot for spot in run if spot in narrow]
    distinct: list[Spot] = []
    outer: Spot | None = None
    for spot in members:
        if spot is not head and _is_namesake(spot, head):
            continue
        if (
            distinct
            and (
                _is_around(text, distinct[-1], spot)
                or _is_container_of_last(text, distinct[-1], spot)
                # "Tumbru of Naikhongchhari, Bandarban".
                or (outer is not None and text[outer.end : spot.start].strip() == ",")
            )
        ):
            outer = spot
            continue
        outer = None
        if not any(_is_repeat(spot, other) for other in distinct):
            distinct.append(spot)
    return distinct or [head]


_OUT_OF_REACH_KM = 1_500.0


def _is_namesake(spot: Spot, head: Spot) -> bool:
    """Whether a place listed with a village lies so far off that it only bears the name."""
    if spot.place is None or head.place is None or size_rank(spot.place) > 2:
        return False
    if head.place.kind == "town":
        return False  # rounds of talks are held in towns far apart
    return rough_km(spot.place, head.place) > _OUT_OF_REACH_KM


def _is_container_of_last(text: str, last: Spot, spot: Spot) -> bool:
    gap = text[last.end : spot.start] if spot.start >= last.end else ""
    return bool(gap) and bool(INSIDE_GAP.match(gap)) and not LIST_GAP.match(gap)


def _is_repeat(spot: Spot, other: Spot) -> bool:
    if spot.place is None or other.place is None:
        return spot.place is other.place
    return is_same_ground(spot.place, other.place)


def _raise_to_district(chosen: list[Spot], usable: list[Spot]) -> list[Spot]:
    """Several posts or villages of one district are told at the district, if it is named."""
    small = [spot for spot in chosen if spot.place is not None and spot.place.kind in SMALL]
    if len(small) < 2 or len(small) != len(chosen):
        return chosen
    for spot in usable:
        place = spot.place
        if (
            place is None
            or (place.kind not in ("district", "valley") and place.radius_km > 65)
            or spot in chosen
        ):
            continue
        if all(other.place is not None and contains(place, other.place) for other in small):
            return [spot]
    if _are_towns_apart(small):
        return chosen
    codes = {(s.place.adm_1, s.place.adm_2) for s in small if s.place is not None}
    if len(codes) == 1 and all(next(iter(codes))):
        return chosen[:1]
    return chosen


_APART_KM = 15.0


def _are_towns_apart(spots: list[Spot]) -> bool:
    """Whether places are towns, far enough from one another to be told apart."""
    places = [spot.place for spot in spots if spot.place is not None]
    if any(place.kind != "town" for place in places):
        return False
    return all(rough_km(one, two) > _APART_KM for one, two in itertools.combinations(places, 2))
