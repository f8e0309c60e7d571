"""Which of the named places are an act's: not datelines, speakers, origins or hospitals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.events.gates import is_gate
from geo.events.ground import contains, is_same_ground
from geo.events.roles import judge_words
from geo.places.nearness import rough_km, size_rank
from geo.places.place import (
    AlongBorder,
    At,
    Between,
    Expression,
    Near,
    Offset,
    Place,
    PlacePhrase,
    Reading,
)

SMALL = frozenset("village post camp pass bazaar crossing town".split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A place phrase as a candidate for an act.

    `role` is event, origin, background, institution or reporting; `rank` says how likely it is
    the act's (0 best, 9 never). `is_gate` marks a crossing, or a town that stands at one.
    """

    start: int
    end: int
    expression: Expression
    place: Place | None
    phrase: int
    role: str
    rank: int
    is_gate: bool = False


_DATELINE = re.compile(
    r"\s*[A-Z][A-Z ,/'’-]{2,40}\((?:[A-Z]\w+(?:\s\w+)?)\)\s*(?:(?::|—|–|-{1,2})\s)?"
    # "Suicide strike in Wana on Tuesday: four died" is no dateline: few small words stand in one.
    r"|\s*(?:[A-Z][A-Z .,/'’()-]{2,60}"
    r"|(?=[\w .,/'’()-]{3,51}?\s*(?::|—|–|\s-{1,2})\s)[A-Z][\w.'’-]+"
    r"(?:[ ,/()]+(?:[A-Z\d][\w.'’-]*|near|in|on|at|by|of|the|and|al|border|crossing|district|city"
    r"|camp|bazaar|valley|province|region)\b\.?)*\)?)\s*(?::|—|–|\s-{1,2})\s"
)


def place_of(expression: Expression) -> Place | None:
    """The one place an expression rests on, None for the whole border.

    Examples
    --------
    >>> place_of(AlongBorder()) is None
    True
    """
    if isinstance(expression, At | Near | Offset):
        return expression.place
    if isinstance(expression, Between):
        return expression.first
    return expression.places[0] if expression.places else None


def end_dateline(text: str, body_start: int) -> int:
    """Where the dateline ends ("WANA, Sept 3: "), `body_start` if there is none.

    Examples
    --------
    >>> end_dateline("WANA, Sept 3: Two men died.", 0), end_dateline("Two men died.", 0)
    (14, 0)
    """
    dateline = _DATELINE.match(text, body_start, body_start + 90)
    return dateline.end() if dateline else body_start


def find_spots(text: str, reading: Reading, body_start: int = 0) -> tuple[Spot, ...]:
    """Every place phrase of a reading with its role and rank, in the order of the text."""
    dateline_end = end_dateline(text, body_start)
    spots = []
    for index, phrase in enumerate(reading.phrases):
        role, rank = _judge(text, reading, phrase, dateline_end)
        expression = _name_line(reading, phrase)
        place = place_of(expression)
        gate = is_gate(text, phrase.start, phrase.end, place)
        spots.append(Spot(phrase.start, phrase.end, expression, place, index, role, rank, gate))
    spots.sort(key=lambda spot: (spot.start, -spot.end))
    return _carry_lists(text, spots)


def assign_roles(text: str, reading: Reading, body_start: int = 0) -> Reading:
    """The reading with a role for every toponym that stands in a phrase.

    What places could not tell (event, origin, background) is told by the words beside the name.

    Examples
    --------
    >>> assign_roles("", Reading((), ()))
    Reading(toponyms=(), phrases=())
    """
    toponyms = list(reading.toponyms)
    for spot in find_spots(text, reading, body_start):
        for index in reading.phrases[spot.phrase].toponyms:
            if toponyms[index].role is None:
                toponyms[index] = replace(toponyms[index], role=spot.role)
    return replace(reading, toponyms=tuple(toponyms))


# "Khost, opposite Kurram": beside it, not in it.
_BESIDE = re.compile(
    r"\b(?:opposite|facing|border(?:s|ing|ed)|adjoining|adjacent|across\s+from|next\s+to)\s"
)


def _name_line(reading: Reading, phrase: PlacePhrase) -> Expression:
    """What a phrase says; a line that is not this border (the Line of Control) is a place."""
    if phrase.expression != AlongBorder() or not phrase.toponyms:
        return phrase.expression
    place = reading.toponyms[phrase.toponyms[0]].place
    if place is None or "durand" in place.place_id or "durand" in place.name.lower():
        return phrase.expression
    return At(place)


# "The government in Doha on July 17": a place after all.
_INSIDE_BODY = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$")


def _judge(text: str, reading: Reading, phrase: PlacePhrase, dateline_end: int) -> tuple[str, int]:
    roles = {reading.toponyms[index].role for index in phrase.toponyms}
    first = min((reading.toponyms[index].start for index in phrase.toponyms), default=phrase.start)
    is_inside = bool(_INSIDE_BODY.search(text, max(0, first - 12), first))
    for role in ("institution", "reporting"):
        if roles == {role} and not (role == "institution" and is_inside):
            return role, 9
    if phrase.end <= dateline_end and first < dateline_end:
        return "reporting", 9
    place = place_of(phrase.expression)
    before = text[max(0, first - 70) : first]
    before = before[max(before.rfind(". "), before.rfind("\n"), before.rfind("; ")) + 1 :]
    end = _end_of_name(text, reading, phrase)
    role, rank = judge_words(before, text[end : end + 90])
    if (
        isinstance(phrase.expression, Near | Offset | Between)
        and rank >= 8
        and role == "background"
        and not _BESIDE.search(text[phrase.start : phrase.end] + " ")
        and not (
            isinstance(phrase.expression, Offset) and place is not None and place.radius_km > 30
        )
    ):
        role, rank = "event", 1
    if place is not None and place.kind == "country":
        rank = max(rank, 7)
    if role == "event" and rank <= 1 and _names_road(text, first, phrase.end):
        return "event", 3
    if isinstance(phrase.expression, Between) and _is_between_capitals(phrase.expression):
        return "institution", 9
    if isinstance(phrase.expression, AlongBorder):
        rank = rank if rank == 9 else 1 if phrase.expression.places else 4
    return role, rank


_ROAD = re.compile(r"\s+(?:(?:national|main|inter-?city)\s+)?(?:highway|road|motorway)\b", re.I)


def _names_road(text: str, start: int, end: int) -> bool:
    """Whether a name only says where a road leads: "the Zhob-Dera Ismail Khan highway"."""
    return text[start - 1 : start] in ("-", "–", "—") and _ROAD.match(text, end) is not None


_FAR_KM = 150.0


def _is_between_capitals(between: Between) -> bool:
    """Whether "between Baku and Yerevan" tells of two governments, not of a road."""
    towns = between.first, between.second
    return all(size_rank(town) == 1 for town in towns) and rough_km(*towns) > _FAR_KM


def _end_of_name(text: str, reading: Reading, phrase: PlacePhrase) -> int:
    """Where a name ends: of "in Doha, Qatar's foreign ministry said" before the comma."""
    if len(phrase.toponyms) < 2:
        return phrase.end
    first, last = reading.toponyms[phrase.toponyms[0]], reading.toponyms[phrase.toponyms[-1]]
    is_owner = text.startswith(("'s", "’s"), phrase.end) and last.start > first.end
    return first.end if is_owner and text[first.end : last.start].strip() == "," else phrase.end


_LIST_GAP = re.compile(
    r"\)?(?:\s*(?:districts?|provinces?|areas?|villages?|agenc(?:y|ies)|tehsils?|crossings?|regions?"
    r"|sectors?|valleys?|posts?|towns?|cities|border|bazaars?|tehsils?))*"
    r"(?:\s*,\s*(?:[A-Z][\w’'-]*\s?){1,3}(?=,|\sand\b|and\b)){0,4}"
    r"(?:\s+and,\s[a-z][\w\s’'-]{3,25}(?=,))?"
    r"\s*(?:,\s*and|,\s*(?:in|at)|,|and|&|or|as\s+well\s+as|/|along\s+with|and\s+also)\s*"
    r"(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|one|another|a\s+\w+"
    r"|\d+\s+\w+)\s+(?:more\s+|others\s+)?(?=in\s|at\s|near\s))?"
    r"(?:(?:[A-Z][\w’'-]*\s+){1,3}(?=(?:in|at|near|on|outside)\s))?"
    r"(?:(?:in|at|on|near|from|to|of|parts\s+of|around|outside|along|through)\s+)?(?:the\s+)?"
    r"(?:(?:(?:\d+|two|three|four|five|several|some)\s+)?\w+\s+(?=of\b)of\s+)?(?:the\s+)?\Z"
)
_INSIDE_GAP = re.compile(
    r"(?:\s*(?:districts?|provinces?|areas?|villages?|agency|tehsils?|crossing|border|regions?"
    r"|sectors?|valleys?|posts?|towns?|city|sub-?division|point|pass|bazaar|locality|hamlet"
    r"|neighbou?rhood|suburb|union\s+council|settlement|camp|localities|mountains?|hills))*"
    r"\s*(?:,|in|of|\(|,\s*(?:also\s+)?in|,\s*an?\s[\w\s'’-]{0,40}?\s(?:in|of)|areas?\s+of"
    r"|inside)\s*(?:the\s+)?(?:[\w'’]+\s+){0,3}\Z"
)


def _carry_lists(text: str, spots: list[Spot]) -> tuple[Spot, ...]:
    """Spots where every member of a list has the role of its first."""
    carried: list[Spot] = []
    for spot in spots:
        before = carried[-1] if carried else None
        if before is not None and _inherits(text, before, spot):
            rank = max(spot.rank, before.rank)
            carried.append(replace(spot, role=before.role, rank=rank))
        else:
            carried.append(spot)
    return tuple(carried)


def _inherits(text: str, before: Spot, spot: Spot) -> bool:
    if spot.rank > 1 or before.end > spot.start or before.rank < 5 or before.role == "institution":
        return False
    gap = text[before.end : spot.start]
    is_listed = len(gap) < 30 and (_LIST_GAP.match(gap) or _INSIDE_GAP.match(gap))
    return bool(is_listed) and (spot.rank == 1 or before.rank == 9)


def find_runs(text: str, spots: list[Spot]) -> list[list[Spot]]:
    """Spots that stand together: lists, and a place with the wider ones it lies in."""
    runs: list[list[Spot]] = []
    for spot in spots:
        gap = text[runs[-1][-1].end : spot.start] if runs else ""
        if runs and len(gap) < 90 and (_LIST_GAP.match(gap) or _INSIDE_GAP.match(gap)):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs


def choose_spots(text: str, spots: list[Spot], anchor: int) -> list[Spot]:
    """The spots of one act: the best and, if it stands in a list, the others of the list."""
    usable = [spot for spot in spots if spot.rank < 8]
    if not usable:
        return []
    best_rank = min(spot.rank for spot in usable)
    level = [spot for spot in usable if spot.rank <= max(best_rank, 1)]
    narrow = _drop_containers(text, level)
    head = min(narrow, key=lambda spot: _distance(spot, anchor))
    mended = [_mend(text, spot, level) for spot in _list_of(text, level, head, narrow)]
    chosen = _drop_containers(text, list(dict.fromkeys(mended)))
    return _raise_to_district(_add_later(text, chosen, level), usable)


def _mend(text: str, spot: Spot, level: list[Spot]) -> Spot:
    """The district of "Palosin in Kurram" if the Palosin that was found lies far from it."""
    for other in level:
        if spot.place is None or other.place is None or other.start < spot.end or other.rank > 1:
            continue
        if any(spot.end <= third.start < other.start for third in level):
            break
        gap = text[spot.end : other.start]
        is_around = isinstance(other.expression, At) and _is_around(text, spot, other)
        is_inside = len(gap) <= 40 and _INSIDE_GAP.match(gap) and not _LIST_GAP.match(gap)
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
_WIDE_WORD = re.compile(r"\s+(?:district|province|tehsil|agency|region|county|governorate)\b")
_WIDE_NAME = re.compile(r".*\b(?:district|province|tehsil|agency|region)\Z", re.DOTALL)


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


def _distance(spot: Spot, anchor: int) -> tuple[int, int, int]:
    # A province is no better than a town a few words farther off.
    wide = 60 if spot.place is not None and size_rank(spot.place) >= 3 else 0
    before = 20 if spot.start < anchor else 0  # where it was done stands behind the verb
    return int(spot.rank > 1), abs(spot.start - anchor) + wide + before, spot.start


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
    return contains(wide.place, narrow.place) and not (len(gap) < 24 and _BESIDE_IT.match(gap))


def _list_of(text: str, level: list[Spot], head: Spot, narrow: list[Spot]) -> list[Spot]:
    """The spots listed with `head`; containers between two members do not end a list."""
    runs = find_runs(text, level)
    run = next(run for run in runs if head in run)
    members = [spot for spot in run if spot in narrow]
    distinct: list[Spot] = []
    for spot in members:
        if spot is not head and _is_namesake(spot, head):
            continue
        if distinct and (
            _is_around(text, distinct[-1], spot) or _is_container_of_last(text, distinct[-1], spot)
        ):
            continue
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
    return bool(gap) and bool(_INSIDE_GAP.match(gap)) and not _LIST_GAP.match(gap)


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
    codes = {(s.place.adm_1, s.place.adm_2) for s in small if s.place is not None}
    if len(codes) == 1 and all(next(iter(codes))):
        return chosen[:1]
    return chosen
