"""What a text says of a position: at a place, near it, some way off, between, along the border.

Nested names give one phrase, for the inner most place; what stands before and after it
("12 km west of", "on the outskirts of", "between ... and ...") makes the expression.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from geo.places.nearness import size_rank
from geo.places.place import (
    AlongBorder,
    At,
    Between,
    Expression,
    Near,
    Offset,
    Place,
    PlacePhrase,
    Toponym,
)

_WINDOW = 90  # code points looked at before a name
_NUMBERS = {
    word: float(value)
    for word, value in zip(
        "a|half a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|fifteen"
        "|twenty|thirty|forty|fifty|sixty|a hundred|a couple of|a few|several|dozens of".split("|"),
        (
            1,
            0.5,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            12,
            15,
            20,
            30,
            40,
            50,
            60,
            100,
            2,
            3,
            5,
            40,
        ),
        strict=True,
    )
}
_UNITS = {"k": 1.0, "mi": 1.609344, "me": 0.001, "m": 0.001, "ya": 0.0009144}
_SIDES = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_DIRECTION = r"(?:north|south|east|west)(?:-?\s?(?:east|west))?(?:ern)?(?:wards?|erly)?"
_AMOUNT = (
    r"(?P<amount>\d[\d,]*(?:\.\d+)?|"
    + "|".join(sorted(_NUMBERS, key=lambda word: -len(word)))
    + ")"
)
_UNIT = r"(?P<unit>kilomet(?:re|er)s?|kms?|miles?|mi|met(?:re|er)s?|m|yards?)"
# "12 km west of", "some 180 kilometres to the south-west of", "20 miles from", "west of"
_OFFSET = re.compile(
    rf"(?:(?:about|around|some|roughly|nearly|almost|just|approximately|over|under|more than"
    rf"|less than)\s+)*"
    rf"(?:{_AMOUNT}[\s-]*{_UNIT}\b\s*(?:\([^()]{{1,24}}\)\s*)?(?:away|inside|into)?\s*)?"
    rf"(?:(?:to|in)\s+)?(?:the\s+)?(?P<way>{_DIRECTION})?\s*(?P<link>of|from|off|outside|away from"
    rf"|inside|to)\s+(?:the\s+)?(?:(?:main|provincial|district|border|regional)\s+)*"
    rf"(?:(?:town|city|capital|village|crossing|headquarters|centre|center)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?:\b(?:near|nearby|close to|not far from|around|outside|adjacent to|next to|beside|opposite"
    r"|in the vicinity of|the vicinity of|in the suburbs of|in the outskirts of|on the outskirts of"
    r"|the outskirts of|the edge of|on the edge of|at the edge of|in and around))\s+(?:the\s+)?"
    r"(?:(?:town|city|village|district|border|crossing)\s+(?:of\s+)?)*$",
    re.IGNORECASE,
)
_ALONG = re.compile(
    r"\b(?:along|across|on|over|at|near)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:border|frontier|boundary|line|fence)\s+(?:areas?\s+|region\s+|regions\s+)?"
    r"(?:in|of|between|with|near)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}$"
)
_LINE_WORDS = frozenset("border frontier boundary line fence".split())
_NEAR_WORDS = frozenset("near nearby around outside beside opposite".split())
_NEAR_LINKS = frozenset("to from of".split())
_NEAR_NOUNS = frozenset("close far adjacent next vicinity suburbs outskirts edge".split())
_LINKS = frozenset("of from off outside inside to".split())
_FILLERS = frozenset(
    "the of main provincial district border regional town city capital village crossing"
    " headquarters centre center".split()
)
_WAYS = ("north", "south", "east", "west")
_UNIT_AT_END = re.compile(r"(?:kilomet(?:re|er)s?|kms?|miles?|mi|met(?:re|er)s?|\bm|\dm|yards?)$")
_LIKE_WAY = re.compile(r"north|south|east|west|.*(?:km|kilomet|mile|met(?:re|er)|yard)|.*\bmi?$")
# "Along the border in", "the frontier of Pakistan’s", "the line between"
_STRETCH_WORDS = frozenset("in of between with near the".split())
_OPENERS = frozenset(
    "of from off outside inside near nearby around to beside opposite the town city village Near"
    " Outside Around Nearby district crossing border capital headquarters centre center away"
    " and".split()
)
# Folded words that something may stand before which is more than "at".
_LEADS = frozenset(word.lower() for word in _STRETCH_WORDS | _OPENERS)
_BARE_ALONG = re.compile(
    r"\balong\s+(?:the\s+|their\s+|its\s+)(?:[\w-]+\s+){0,3}?(?:border|frontier|boundary)\b"
    r"(?!\s+(?:with|of)\s+(?:Iran|China|India|Tajikistan|Uzbekistan|Turkmenistan))"
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:[a-z]+\s+){0,3}$")
_AND = re.compile(r"(?:\s+[a-z]+){0,2}\s+and\s+(?:the\s+)?(?:[a-z]+\s+){0,2}")
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|/)\s*(?:the\s+)?$")


def build_phrases(
    text: str, toponyms: Sequence[Toponym], inside: Mapping[int, int], before: Sequence[str]
) -> tuple[PlacePhrase, ...]:
    """The phrases of a text; every toponym with a place stands in one at least.

    Parameters
    ----------
    toponyms : in the order of the text.
    inside : number of a toponym to the number of the wider one the same phrase names.
    before : the word before each toponym, folded.
    """
    phrases: list[PlacePhrase] = []
    done: set[int] = set()
    outer = set(inside.values())
    pairs = _find_pairs(text, toponyms)
    for number, toponym in enumerate(toponyms):
        place = toponym.place
        if place is None or number in done or number in outer:
            continue
        if number in pairs:
            phrase = pairs[number]
            done.update(phrase.toponyms)
        elif number in inside or before[number] in _LEADS or place.kind == "line":
            phrase = _phrase(text, toponyms, _chain(number, inside))
            done.update(phrase.toponyms)
        else:
            phrase = PlacePhrase(toponym.start, toponym.end, At(place), (number,))
            done.add(number)
        phrases.append(phrase)
    phrases.extend(_bare_borders(text, phrases))
    left = outer - done
    phrases.extend(_phrase(text, toponyms, (number,)) for number in sorted(left))
    phrases.sort(key=_by_span)
    return tuple(_join_stretches(text, phrases, toponyms))


def _by_span(phrase: PlacePhrase) -> tuple[int, int]:
    return phrase.start, phrase.end


def read_offset(words: str, place: Place) -> Offset | None:
    """What words right before a place say of a way from it; None if they say none.

    Examples
    --------
    >>> khar = Place("", "Khar", "town", "PK", "", "", 71.53, 34.74, 4.0)
    >>> offset = read_offset(", 25 kilometres northwest of ", khar)
    >>> offset.distance_km, offset.bearing_deg
    (25.0, 315.0)
    """
    match = _OFFSET.search(words)
    return _offset(match, place) if match else None


def bearing_of(words: str) -> float | None:
    """Degrees from north, clockwise, of a direction in words; None if it is none.

    Examples
    --------
    >>> bearing_of("north-west"), bearing_of("southeastern"), bearing_of("up")
    (315.0, 135.0, None)
    """
    plain = re.sub(r"[\s-]|ern|wards?|erly", "", words.lower())
    return _SIDES.get(plain)


def _chain(number: int, inside: Mapping[int, int]) -> tuple[int, ...]:
    chain = [number]
    while chain[-1] in inside and inside[chain[-1]] not in chain:
        chain.append(inside[chain[-1]])
    return tuple(chain)


def _phrase(text: str, toponyms: Sequence[Toponym], chain: tuple[int, ...]) -> PlacePhrase:
    first_one = toponyms[chain[0]]
    start, end, place = first_one.start, first_one.end, first_one.place
    for number in chain[1:]:
        start, end = min(start, toponyms[number].start), max(end, toponyms[number].end)
    if place is None:
        raise ValueError("a phrase needs a toponym with a place")  # pragma: no cover
    if place.kind == "line":
        return PlacePhrase(start, end, AlongBorder(), chain)
    last = _word_before(text, start)
    if last in _STRETCH_WORDS or last in _OPENERS:
        start, expression = _expression(text, start, place, last)
        return PlacePhrase(start, end, expression, chain)
    return PlacePhrase(start, end, At(place), chain)


def _expression(text: str, start: int, place: Place, last: str) -> tuple[int, Expression]:
    floor = max(0, start - _WINDOW)
    before = text[floor:start]
    words = before.split()[:-13:-1]
    if last in _STRETCH_WORDS and not _LINE_WORDS.isdisjoint(words[:7]) and size_rank(place) < 4:
        along = _ALONG.search(before)
        if along:
            return floor + along.start(), AlongBorder((place,))
    if last not in _OPENERS:
        return start, At(place)
    words = [word.lower() for word in words]
    if _ends_like_offset(words):
        offset = _OFFSET.search(before)
        found = _offset(offset, place) if offset else None
        if offset and found:
            return floor + offset.start(), found
    if _ends_like_near(words):
        near = _NEAR.search(before)
        if near:
            return floor + near.start(), Near(place)
    return start, At(place)


def _ends_like_offset(words: Sequence[str]) -> bool:
    """Whether a direction or a unit of length stands before the last "of", "from" or "to".

    Parameters
    ----------
    words : in lower case, the last one first.
    """
    for number, word in enumerate(words[:-1]):
        if word in _LINKS:
            way = words[number + 1]
            if word != "of" or way.startswith(_WAYS) or way == "away" or _UNIT_AT_END.search(way):
                return any(_LIKE_WAY.match(one) for one in words[number + 1 :])
        if word not in _FILLERS:
            return False
    return False


def _ends_like_near(words: Sequence[str]) -> bool:
    """Whether "near", "close to", "outskirts of" stands last; words as for an offset."""
    for number, word in enumerate(words):
        if word in _NEAR_WORDS:
            return True
        if word in _NEAR_LINKS and not _NEAR_NOUNS.isdisjoint(words[number + 1 : number + 2]):
            return True
        if word not in _FILLERS:
            return False
    return False


def _word_before(text: str, start: int) -> str:
    """The word right before, "" where there is none in the same paragraph."""
    if start < 2 or not text[start - 1].isspace() or text[start - 2] == "\n":
        return ""
    word = text[text.rfind(" ", max(0, start - 24), start - 1) + 1 : start - 1]
    if word.isalpha():
        return word
    words = text[max(0, start - 24) : start].rsplit(None, 1)
    return words[-1] if words else ""


def _offset(match: re.Match[str], place: Place) -> Offset | None:
    amount, way, link = match.group("amount"), match.group("way"), match.group("link").lower()
    bearing = bearing_of(way) if way else None
    if amount is None and (bearing is None or link not in ("of", "from")):
        return None
    if amount is not None and link == "to":
        return None
    distance = None
    if amount is not None:
        unit = match.group("unit").lower()
        factor = next(value for name, value in _UNITS.items() if unit.startswith(name))
        number = _NUMBERS.get(amount.lower())
        distance = (float(amount.replace(",", "")) if number is None else number) * factor
        if distance > 500:
            return None
    elif way is not None and re.search(r"ern$", way.lower()):
        return None  # "in the eastern of"
    return Offset(place, distance, bearing)


def _find_pairs(text: str, toponyms: Sequence[Toponym]) -> dict[int, PlacePhrase]:
    """Number of the first of two places to the phrase, where "between" stands before them."""
    found: dict[int, PlacePhrase] = {}
    starts = [one.start for one in toponyms]
    at = text.find("between")
    while at >= 0:
        number = bisect_left(starts, at)
        if number + 1 < len(toponyms) and starts[number] - at < _WINDOW:
            phrase = _between(text, toponyms, number, at)
            if phrase is not None:
                found[number] = phrase
        at = text.find("between", at + 7)
    return found


def _between(text: str, toponyms: Sequence[Toponym], number: int, at: int) -> PlacePhrase | None:
    first, second = toponyms[number], toponyms[number + 1]
    if first.place is None or second.place is None or first.place.place_id == second.place.place_id:
        return None
    if "country" in (first.place.kind, second.place.kind):
        return None  # "between Pakistan and Afghanistan" says who, not where
    if first.role == "institution" or second.role == "institution":
        return None
    opening = _BETWEEN.match(text[max(0, at - 1) : first.start], min(at, 1))
    if not opening or not _AND.fullmatch(text[first.end : second.start]):
        return None
    together = Between(first.place, second.place)
    return PlacePhrase(at, second.end, together, (number, number + 1))


def _bare_borders(text: str, phrases: Sequence[PlacePhrase]) -> list[PlacePhrase]:
    """Where "along the border" stands with no place."""
    found: list[PlacePhrase] = []
    at = text.find("along")
    if at < 0:
        return found
    taken = sorted((p.start, p.end) for p in phrases if isinstance(p.expression, AlongBorder))
    starts = [start for start, _ in taken]
    while at >= 0:
        match = _BARE_ALONG.match(text, at)
        if match:
            before = bisect_left(starts, match.end()) - 1
            if before < 0 or taken[before][1] <= at:
                found.append(PlacePhrase(at, match.end(), AlongBorder(), ()))
        at = text.find("along", at + 5)
    return found


def _join_stretches(
    text: str, phrases: Sequence[PlacePhrase], toponyms: Sequence[Toponym]
) -> list[PlacePhrase]:
    """Make one stretch of "along the border in Kurram and Khost"."""
    if not any(isinstance(phrase.expression, AlongBorder) for phrase in phrases):
        return list(phrases)
    joined: list[PlacePhrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        if (
            last is not None
            and isinstance(last.expression, AlongBorder)
            and last.expression.places
            and isinstance(phrase.expression, At)
            and size_rank(phrase.expression.place) == size_rank(last.expression.places[-1])
            and _SEPARATOR.fullmatch(text[last.end : phrase.start])
        ):
            places = (*last.expression.places, phrase.expression.place)
            together = (*last.toponyms, *phrase.toponyms)
            joined[-1] = PlacePhrase(last.start, phrase.end, AlongBorder(places), together)
        else:
            joined.append(phrase)
    return joined
