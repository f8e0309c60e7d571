"""Which of the named places are an act's: not datelines, speakers, origins or hospitals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.events.gates import is_gate
from geo.events.governments import is_seat_acting
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
    if rank < 8 and is_seat_acting(text[first:end], before, text[end : end + 90]):
        return "institution", 8
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
    if isinstance(phrase.expression, Between) and _is_between_capitals(
        phrase.expression, text, phrase
    ):
        return "institution", 9
    if isinstance(phrase.expression, AlongBorder):
        rank = rank if rank == 9 else 1 if phrase.expression.places else 4
    return role, rank


_ROAD = re.compile(r"\s+(?:(?:national|main|inter-?city)\s+)?(?:highway|road|motorway)\b", re.I)


def _names_road(text: str, start: int, end: int) -> bool:
    """Whether a name only says where a road leads: "the Zhob-Dera Ismail Khan highway"."""
    return text[start - 1 : start] in ("-", "–", "—") and _ROAD.match(text, end) is not None


_FAR_KM = 150.0


def _is_between_capitals(between: Between, text: str, phrase: PlacePhrase) -> bool:
    """Whether "between Baku and Yerevan" tells of two governments, not of a road or the line."""
    towns = between.first, between.second
    if all(is_gate(text, phrase.start, phrase.end, town) for town in towns):
        return False
    return all(size_rank(town) == 1 for town in towns) and rough_km(*towns) > _FAR_KM


def _end_of_name(text: str, reading: Reading, phrase: PlacePhrase) -> int:
    """Where a name ends: of "in Doha, Qatar's foreign ministry said" before the comma."""
    if len(phrase.toponyms) < 2:
        return phrase.end
    first, last = reading.toponyms[phrase.toponyms[0]], reading.toponyms[phrase.toponyms[-1]]
    is_owner = text.startswith(("'s", "’s"), phrase.end) and last.start > first.end
    return first.end if is_owner and text[first.end : last.start].strip() == "," else phrase.end


LIST_GAP = re.compile(
    r"\)?(?:\s*(?:districts?|provinces?|areas?|villages?|agenc(?:y|ies)|tehsils?|crossings?|regions?"
    r"|sectors?|valleys?|posts?|towns?|cities|border|bazaars?|tehsils?))*"
    r"(?:\s*,\s*(?:[A-Z][\w’'-]*\s?){1,3}(?=,|\sand\b|and\b)){0,4}"
    r"(?:\s+and,\s[a-z][\w\s’'-]{3,25}(?=,))?"
    r"\s*(?:,\s*and|,\s*(?:in|at)|,|and|&|or|as\s+well\s+as|/|along\s+with|and\s+also)\s*"
    r"(?:(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|one|another|a\s+\w+"
    r"|\d[\d,]*\s+\w+)\s+(?:more\s+|others\s+)?(?=in\s|at\s|near\s|through\s|via\s))?"
    r"(?:(?:[A-Z][\w’'-]*\s+){1,3}(?=(?:in|at|near|on|outside)\s))?"
    r"(?:(?:in|at|on|near|from|to|of|parts\s+of|around|outside|along|through)\s+)?(?:the\s+)?"
    r"(?:(?:(?:\d+|two|three|four|five|several|some)\s+)?\w+\s+(?=of\b)of\s+)?(?:the\s+)?"
    r"(?:(?:neighbou?ring|nearby|adjoining|adjacent|central"
    r"|(?:north|south|east|west)-?(?:east|west)?(?:ern)?)\s+)?\Z"
)
INSIDE_GAP = re.compile(
    r"(?:\s*(?:districts?|provinces?|areas?|villages?|agency|tehsils?|crossing|border|regions?"
    r"|sectors?|valleys?|posts?|towns?|city|sub-?division|point|pass|bazaar|locality|hamlet"
    r"|neighbou?rhood|suburb|union\s+council|settlement|camp|localities|mountains?|hills))*"
    r"\s*(?:,|in\b|of\b|\(|,\s*(?:also\s+)?in\b|,\s*an?\s[\w\s'’-]{0,40}?\s(?:in|of)\b|areas?\s+of"
    r"|inside)\s*(?:the\s+)?"
    # "A youth from Bajaur, struck in Peshawar": a verb ends what a place lies in.
    r"(?:(?!(?:\w+ed|struck|hit|blew|fell|shot|was|were|had|broke|came|went|left|fought|met|held|took"
    r"|fired)\b)[\w'’]+\s+){0,3}\Z"
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
    is_listed = len(gap) < 30 and (LIST_GAP.match(gap) or INSIDE_GAP.match(gap))
    return bool(is_listed) and (spot.rank == 1 or before.rank == 9)


def find_runs(text: str, spots: list[Spot]) -> list[list[Spot]]:
    """Spots that stand together: lists, and a place with the wider ones it lies in."""
    runs: list[list[Spot]] = []
    for spot in spots:
        gap = text[runs[-1][-1].end : spot.start] if runs else ""
        if runs and len(gap) < 90 and (LIST_GAP.match(gap) or INSIDE_GAP.match(gap)):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs
