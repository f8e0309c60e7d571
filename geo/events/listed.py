"""People told in a list beside a verb: "the driver, his helper and three passengers"."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.people_nouns import GROUP, SINGLE_NOUNS
from geo.events.toll import Toll

_SEPARATOR = re.compile(
    r"\s*,\s+(?:and\s+)?(?:also\s+)?|\s+and\s+(?:also\s+)?|\s+(?:along|together)\s+with\s+"
    r"|\s+as\s+well\s+as\s+|\s+plus\s+"
)
# What stands between those who were killed and the verb.
_BEFORE_VERB = re.compile(
    r"(?:\s*,?\s*\b(?:was|were|had|have|has|been|is|are|being|be|both|all|each|also|all\s+of\s+them|later"
    r"|reportedly|instantly|then|said|believed|reported|feared|known|thought|confirmed|found|to|\w+ly)\b)*\s*\Z"
)
_DAY_BEHIND = re.compile(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*\Z")
_NUMBERED = re.compile(
    r"(?:(?:at\s+least|some|about|around|nearly|another|the|his|her|their|its|other|up\s+to|over|almost"
    r"|more\s+than|as\s+many\s+as|perhaps|all)\s+)*\Z",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?P<det>[Aa]n?|[Aa]nother|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+"
    r"(?P<words>(?:[\w’'.-]+\s+){0,4}?(?P<head>[a-z][\w-]+))"
    r"(?:\s+(?:of|from|with|on|for)\s+[^,]{2,50})?\Z"
)
_LAST_PHRASE = re.compile(
    r"(?:^|\s)(?P<phrase>(?:[Aa]n?|[Aa]nother|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w’'.-]+\s+){0,4}?"
    r"[a-z][\w-]+)\Z"
)
_NAME = re.compile(
    r"(?P<title>(?:[a-z-]+\s+){0,3})(?P<name>[A-Z][\w’'.-]*(?:\s+(?:alias\s+|al-|ul-|ur-)?[A-Z][\w’'.-]*){0,4})\Z"
)
# "A girl, 7, and her grandfather, 70".
_AGE = re.compile(r"(?:aged\s+)?\d{1,2}\.?\Z|aged\s+[a-z-]+\.?\Z")
_HIM = re.compile(r"(?:him|her)\Z")
# A finite verb in a phrase: it is no name of a person.
_VERB = re.compile(
    r"\b(?:\w+ing|(?!retired\b|armed\b|masked\b|wanted\b|aged\b|disabled\b|uniformed\b|unarmed\b|red\b"
    r"|hundred\b|unidentified\b|wounded\b|elected\b)\w{2,}ed|was|were|had|has|hit|struck|shot|blew|fell|went|broke|took|left"
    r"|fled|came|met|held|sent|drove|ran|tore|swept|fought|lost|is|are)\b"
)
_THINGS = frozenset(
    "number dozen total lot handful few score group family convoy house home car vehicle truck"
    " mosque post bridge building bomb mine cow goat horse donkey dog camel mule hundred thousand"
    " million bus van lorry tanker school shop market blast attack toll".split()
)
_MANY = frozenset("men women people children police taliban troops personnel dead others".split())
_KIN = frozenset(("his", "her", "their", "its"))


def read_list(
    text: str, room: Span, kind: str, counted: list[Toll], *, is_object: bool
) -> list[Toll]:
    """The people of a list that stands at once behind a verb, or before it.

    `counted` are those that a number tells; none where the words are no list of people.
    """
    verb = None if is_object else _BEFORE_VERB.search(text, room.start, room.end)
    end = verb.start() if verb else room.end
    pieces, commas = _split(text, Span(room.start, end))
    if len(pieces) < 2:
        return []
    order = range(len(pieces)) if is_object else range(len(pieces) - 1, -1, -1)
    items: list[Toll] = []
    taken: list[int] = []
    for index in order:
        may_open = is_object or index > 0
        item = _read_item(text, pieces[index], kind, counted, is_open=is_object, is_whole=may_open)
        if item is None:
            break
        items.append(item)
        taken.append(index)
    if not is_object:
        items.reverse()
        taken.reverse()
    return _drop_apposed(text, items, [commas[index] for index in taken])


def _split(text: str, room: Span) -> tuple[list[Span], list[bool]]:
    """The pieces between the separators, and whether a mere comma stands before each."""
    pieces, commas, start, is_comma = [], [], room.start, False
    for gap in _SEPARATOR.finditer(text, room.start, room.end):
        if gap.start() > start and not _AGE.match(text, start, gap.start()):
            pieces.append(Span(start, gap.start()))
            commas.append(is_comma)
        start, is_comma = gap.end(), gap.group().strip() == ","
    if start < room.end and not _AGE.match(text, start, room.end):
        pieces.append(Span(start, room.end))
        commas.append(is_comma)
    return pieces, commas


def _read_item(
    text: str, piece: Span, kind: str, counted: list[Toll], *, is_open: bool, is_whole: bool
) -> Toll | None:
    words = text[piece.start : piece.end]
    start = piece.start + len(words) - len(words.lstrip())
    words = _DAY_BEHIND.sub("", words.strip().rstrip(".,"))
    for toll in counted:
        if start <= toll.start < piece.end:
            is_first = _NUMBERED.match(text, start, toll.start)
            return toll if is_first or not is_whole else None
    if _HIM.match(words) and is_open:
        return Toll(start, start + len(words), kind, 1, 1, "people", words)
    if not is_whole:
        last = _LAST_PHRASE.search(words)
        if last is None or _VERB.search(words[: last.start("phrase")]):
            return _read_name(words, start, kind)
        start, words = start + last.start("phrase"), last["phrase"]
    return _read_phrase(words, start, kind, is_open=is_open) or _read_name(words, start, kind)


def _read_phrase(words: str, start: int, kind: str, *, is_open: bool) -> Toll | None:
    """One person of "the driver of the van", two of "a couple"."""
    phrase = _PHRASE.match(words)
    if phrase is None or _VERB.search(phrase["words"]):
        return None
    head, det = phrase["head"].lower(), phrase["det"].lower()
    is_known = head in SINGLE_NOUNS
    if head in _THINGS or head in _MANY or not (is_known or is_open):
        return None
    if not is_known and (det not in ("a", "an", "another") and head.endswith("s")):
        return None
    group = GROUP.search(head)
    name = group.lastgroup if group and group.lastgroup else "people"
    number = 2 if head == "couple" else 1
    return Toll(start, start + len(words), kind, number, number, name, words)


def _read_name(words: str, start: int, kind: str) -> Toll | None:
    name = _NAME.fullmatch(words)
    if name is None or (name["title"] and name["title"].split()[-1] not in SINGLE_NOUNS):
        return None
    if not name["title"] and len(name["name"].split()) < 2:
        return None
    return Toll(start, start + len(words), kind, 1, 1, "people", words)


def _drop_apposed(text: str, items: list[Toll], commas: list[bool]) -> list[Toll]:
    """The items without those that only say who the one before is; none if no list is left."""
    kept: list[Toll] = []
    for item, is_comma in zip(items, commas, strict=True):
        is_first = not kept
        if is_comma and not is_first and _explains(kept[-1], item):
            continue
        kept.append(item)
    if len(kept) < 2 or all(commas[1:]):
        return []
    return kept


def _explains(one: Toll, two: Toll) -> bool:
    """Whether "Malik Jan" only names "a tribal elder" before it, or the other way round."""
    is_one_named, is_two_named = (toll.words[:1].isupper() for toll in (one, two))
    if two.words.split(maxsplit=1)[0].lower() in _KIN:
        return False
    return (one.low == two.low == 1) and is_one_named != is_two_named
