"""People told one by one: a soldier, the driver, their mother, an officer named with his rank."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.people_nouns import GROUP, SINGLE_NOUNS
from geo.events.toll import Toll

_DETERMINER = re.compile(r"\b(?:an?|one|another|the|its|his|their|her)\s+", re.IGNORECASE)
# "A Frontier Corps (FC) official": the letters in brackets are no words of their own.
_WORD = re.compile(r"([\w’'-]+)(?:\s+\([A-Z-]{2,9}\))?(?:\s+|\b)")
# Words that end the adjectives between "a" and the noun.
_NO_ADJECTIVE = frozenset("and or of by in was were to killed a an the on at when as".split())
_MOST_WORDS = 5
# "A guard post", "the soldier said"; "a major attack" is no major.
_NOT_HE = re.compile(
    r"\s+(?:of\s+)?(?:said|told|team|house|post|posts)\b|,\s(?:badly\s)?(?:wounded|injured|hurt)\b"
)
_ADJECTIVES = frozenset(("major", "principal", "chief", "head"))
_LOWER_NEXT = re.compile(r"\s+(?!and\b|or\b|was\b|who\b|in\b|of\b|died\b|with\b)[a-z]")


def find_single(text: str, start: int, end: int) -> Span | None:
    """The noun for one person whose words begin at `start`, behind their article."""
    at = start
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, at, end)
        if word is None or word[1].lower() in _NO_ADJECTIVE:
            return None
        name = word[1].lower()
        is_adjective = name in _ADJECTIVES and _LOWER_NEXT.match(text, word.end(1))
        if name in SINGLE_NOUNS and not is_adjective:
            return None if _NOT_HE.match(text, word.end(1)) else Span(*word.span(1))
        at = word.end()
    return None


_NAME = re.compile(
    r"(?:^|,\s+(?:and\s+)?|\band\s+)\s*(?:[A-Z][\w’'-]*)(?:\s+(?:[A-Z][\w’'-]*|al-\w+|ul))+"
)


# "Gul Khan, a guard" is told by name; "in Wana, a guard" is not.
_NAME_BEFORE = re.compile(r"(?<!\b[Ii]n\s)(?<!\b[Aa]t\s)(?<!\bnear\s)\b[A-Z][\w’'-]+,\s*$")


def read_singles(
    text: str, room: Span, kind: str, found: list[Toll], parts_from: int
) -> list[Toll]:
    """The people told one by one among those `found` by number; parts of them are left out."""
    singles: list[Toll] = []
    has_number = any(toll.low is not None and toll.low != 1 for toll in found)
    at = room.start
    while match := _DETERMINER.search(text, at, room.end):
        at = match.end()
        noun = find_single(text, at, room.end)
        if noun is None:
            continue
        at = noun.end
        single = Span(match.start(), noun.end)
        is_definite = match.group().rstrip().lower() in _DEFINITE
        toll = _build_single(text, room, single, noun, kind)
        is_apposed = _COMMA_BEFORE.search(text, room.start, single.start) and (found or singles)
        if (
            any(told.start <= single.start < told.end + 3 for told in found)
            or match.group().rstrip().lower() == "one"
            or (is_definite and _OF_THE_ARMY.match(text, single.end))
            or (is_definite and has_number and not (is_apposed or _is_beside(text, single, found)))
            or single.start > parts_from
            or (is_apposed and not _AND_MORE.match(text, single.end))
        ):
            continue
        singles.append(replace(toll, is_named=toll.is_named or is_definite))
    singles.extend(_read_names(text, room, kind, found) if not singles else ())
    singles.extend(_read_ranked(text, room, kind, found))
    return singles


_DEFINITE = frozenset(("the", "its", "his", "their", "her"))
_COMMA_BEFORE = re.compile(r",\s*\Z")
_AND_MORE = re.compile(r"\s+and\s+\w+\s+\w+")
_OF_THE_ARMY = re.compile(r"\s+(?:said|told|of\s+the\s+(?:army|police))")
_AND = re.compile(r"\s+and\s+(?:at\s+least\s+|some\s+)?")


def _build_single(text: str, room: Span, words: Span, noun: Span, kind: str) -> Toll:
    """One person, two of "a couple"; named where a name stands before the words."""
    group = GROUP.search(text, noun.start, noun.end)
    name = group.lastgroup if group and group.lastgroup else "people"
    is_named = bool(_NAME_BEFORE.search(text, room.start, words.start))
    number = 2 if text[noun.start : noun.end].lower() == "couple" else 1
    return Toll(*words, kind, number, number, name, text[slice(*words)], is_named=is_named)


def _is_beside(text: str, words: Span, found: list[Toll]) -> bool:
    """Whether people counted stand beside at once: "the driver and two passengers"."""
    match = _AND.match(text, words.end)
    return match is not None and any(toll.start == match.end() for toll in found)


_RANKED = re.compile(
    r"\b(?:Captain|Capt|Major|Maj|Lieutenant|Lt|Colonel|Col|Brigadier|Brig|Subedar|Havildar|Naik"
    r"|Sepoy|Sub-Inspector|Inspector|Constable|Commander)\.?(?:\s(?:Gen|Col|General|Colonel)\.?)?"
    r"(?:\s[A-Z][\w’'-]+){1,4}"
)


def _read_ranked(text: str, room: Span, kind: str, found: list[Toll]) -> list[Toll]:
    """The officer named beside men counted: "Captain Ali and two soldiers"."""
    return [
        Toll(match.start(), match.end(), kind, 1, 1, "military", match.group())
        for match in _RANKED.finditer(text, room.start, room.end)
        if _is_beside(text, Span(*match.span()), found)
    ]


def _read_names(text: str, room: Span, kind: str, found: list[Toll]) -> list[Toll]:
    """The people named before "and five others": each is one more."""
    others = [toll for toll in found if re.match(r"other", toll.words)]
    if not others:
        return []
    before = text[room.start : others[0].start]
    names = list(_NAME.finditer(before))
    if not names or any(toll.end < others[0].start for toll in found):
        return []
    start, end = room.start + names[0].start(), room.start + names[-1].end()
    return [
        Toll(start, end, kind, len(names), len(names), others[0].group, text[start:end].strip(" ,"))
    ]
