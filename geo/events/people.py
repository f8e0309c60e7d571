"""People counted in a stretch of words: soldiers, civilians, militants, one by one or by number."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.counts import Count, find_counts
from geo.events.listed import read_list
from geo.events.other_numbers import counts_other_things
from geo.events.people_nouns import noun_after
from geo.events.singles import read_singles
from geo.events.toll import Toll

_PARTS = re.compile(
    r"\b(?:including|among\s+(?:them|whom|the)|of\s+(?:them|whom)|mostly|mainly|most\s+of\s+them"
    r"|for\s+the\s+most\s+part|out\s+of|comprising|were\s+identified)\b",
    re.IGNORECASE,
)


_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|several|many|some|a\s+number|numerous|heavy)\b", re.IGNORECASE
)


def read_people(
    text: str,
    room: Span,
    kind: str,
    group: str,
    *,
    has_singles: bool = False,
    is_object: bool | None = None,
) -> list[Toll]:
    """The people counted in a stretch of words, in order.

    `group` is who an elliptic count ("11 were wounded") means; `has_singles` also counts people
    told one by one ("a soldier and the driver"). `is_object` says that the words stand behind
    (True) or before (False) the verb that tells what befell them.
    """
    found: list[Toll] = []
    part = _PARTS.search(text, room.start, room.end)
    parts_from = part.start() if part else room.end
    for count in find_counts(text, room.start, room.end):
        toll = _read_count(text, room, count, kind, group, found)
        if toll is None:
            continue
        is_part = count.start > parts_from or _IS_PART.match(text, count.end, count.end + 40)
        if is_part or (found and _is_in_brackets(text[found[0].end : count.start])):
            toll = replace(toll, is_part=bool(found))
        found.append(toll)
        group = toll.group
    before_parts = Span(room.start, parts_from)
    listed = []
    if is_object is not None:
        listed = read_list(text, before_parts, kind, found, is_object=is_object)
    if listed:
        found = listed + [toll for toll in found if toll not in listed]
    elif has_singles:
        found.extend(read_singles(text, room, kind, found, parts_from))
    found = _mark_breakdown(text, sorted(found, key=lambda toll: toll.start))
    vague = _VAGUE.search(text, room.start, room.end)
    if not found and vague:
        noun = noun_after(text, vague.end(), room.end)
        if noun:
            found.append(Toll(vague.start(), vague.end(), kind, None, None, *noun))
    return sorted(found, key=lambda toll: toll.start)


_IS_PART = re.compile(
    r"\s+(?:of\s+(?:them|whom|the\s+(?:dead|victims|killed))|were\s+(?:women|children|civilians)"
    # "six children among them"
    r"|(?:[\w-]+\s+){1,3}among\s+them)\b"
)
_OTHERS = re.compile(r"\b(?:others?|more)$")
_MEN = re.compile(r"\b(?:men|man)$")


def _read_count(
    text: str, room: Span, count: Count, kind: str, group: str, found: list[Toll]
) -> Toll | None:
    """The people a number counts, None if it counts none; `group` is who is meant without noun."""
    if counts_other_things(text, count.start, count.end) or _is_pool(text, count, found):
        return None
    noun = noun_after(text, count.end, room.end)
    if noun is None and len(_CLAUSE_END.split(text[count.end : room.end])[0].split()) > 5:
        return None
    if _is_no_person(text, room, count, is_bare=noun is None):
        return None
    name, words = noun or (group, text[count.start : count.end])
    if noun is None and _THOSE.search(text, max(0, count.start - 12), count.start):
        name = _find_those(text, count.start, count.low) or name
    if name == "people" and (
        _OTHERS.search(words.lower()) or (found and _MEN.search(words.lower()))
    ):
        name = found[-1].group if found else group
    return Toll(count.start, count.end, kind, count.low, count.high, name, words)


_OF_THE = re.compile(
    r"\bof\s+(?:the|its|their|his|her|those|these|our|all)\s+(?:some\s+|about\s+|other\s+)?\Z",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|rather\s+than|instead\s+of|out\s+of)\s+(?:the\s+)?\Z", re.IGNORECASE)


def _is_pool(text: str, count: Count, found: list[Toll]) -> bool:
    """Whether a number only says out of how many: "nine of the twelve men", "not nine"."""
    before = max(0, count.start - 24)
    if _NOT.search(text, before, count.start):
        return True
    of = _OF_THE.search(text, before, count.start)
    return bool(of and found and found[-1].end <= of.start() < found[-1].end + 3)


_DASH = re.compile(r"[—–]")


def _is_in_brackets(words: str) -> bool:
    """Whether what follows some words is in brackets: "nine children (five boys, four girls)"."""
    is_open = words.count("(") + words.count("[") > words.count(")") + words.count("]")
    return is_open or len(_DASH.findall(words)) % 2 == 1


def _is_no_person(text: str, room: Span, count: Count, *, is_bare: bool) -> bool:
    """Whether "one" is no person: "saw one on Friday", "every one of the six"."""
    if not _ONE.match(text, count.start, count.end):
        return False
    if is_bare and not _ONE_OF.match(text, count.end):
        return True
    return bool(_EVERY_ONE.search(text, max(room.start, count.start - 8), count.start))


_ONE = re.compile(r"[Oo]ne\Z")
_ONE_OF = re.compile(
    r"\s*(?:[,;.]|$)|\s+(?:of|more|was|were|had|has|each|dead|killed|died|in|at|near|and|by|wounded"
    r"|injured)\b"
)
_EVERY_ONE = re.compile(r"\b(?:every|each)\s$", re.IGNORECASE)
_THOSE = re.compile(r"\b(?:all|the|those|these)\s$", re.IGNORECASE)
# So far back "all six" points, in letters.
_BACK = 300


def _find_those(text: str, position: int, number: int | None) -> str:
    """The group of those whom "all six" points back to, "" if no six were told."""
    for count in reversed(find_counts(text, max(0, position - _BACK), position)):
        noun = noun_after(text, count.end, position) if count.low == number else None
        if noun is not None:
            return noun[0]
    return ""


_ARMED = frozenset(("military", "police", "militants"))
_APART = frozenset(("police", "civilians"))
_ONE_KIND = re.compile(r"\b(?:boys?|girls?|wom[ae]n|men)$", re.IGNORECASE)


def _mark_breakdown(text: str, found: list[Toll]) -> list[Toll]:
    """Tolls where what makes up a total ("three, a woman and two children") is marked as parts."""
    if len(found) < 3 or found[0].low is None:
        return found
    rest = found[1:]
    if _ONE_KIND.search(found[0].words):  # "five boys, four girls and a woman": all of them
        return found
    if sum(toll.low or 0 for toll in rest) != found[0].low:
        return found
    # "Three soldiers, two policemen and a boy": none of them can be among the soldiers.
    if found[0].group in _ARMED and any(toll.group in _APART - {found[0].group} for toll in rest):
        return found
    if (
        "," not in text[found[0].end : rest[0].start]
        and ":" not in text[found[0].end : rest[0].start]
    ):
        return found
    return [found[0], *(replace(toll, is_part=True) for toll in rest)]


_CLAUSE_END = re.compile(r"[,;]|(?<![A-Z])\.|\s(?:in|at|on|when|and|who|as|near|by|while)\s")
