"""People counted in a stretch of words: soldiers, civilians, militants, one by one or by number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.articles.text import Span
from geo.events.counts import Count, find_counts
from geo.events.other_numbers import counts_other_things
from geo.events.people_nouns import GROUP, noun_after

_PARTS = re.compile(
    r"\b(?:including|among\s+(?:them|whom|the)|of\s+(?:them|whom)|mostly|mainly|most\s+of\s+them"
    r"|for\s+the\s+most\s+part|out\s+of|comprising|were\s+identified)\b",
    re.IGNORECASE,
)


_SINGLE = re.compile(
    r"\b(?P<det>an?|one|another|the|its|his|their|her)\s+(?:(?!and\b|or\b|of\b|by\b|in\b|was\b"
    r"|were\b|to\b|killed\b|an?\b|the\b|on\b|at\b|when\b|as\b)[\w’'-]+\s+){0,4}?"
    r"(?P<noun>soldier|guard|policeman|man|woman|child|girl|boy|civilian|villager|worker|labourer"
    r"|laborer|pupil|student|refugee|driver|trader"
    r"|passer-?by|mother|father|couple(?!\sof)|rider|motorcyclist|owner|shepherd|militant|fighter"
    r"|officer|commander|teacher|cleric|elder|engineer|doctor|farmer"
    r"|person|youth|resident|leader|bomber|attacker"
    r"|constable|trooper|ranger|captain|major|colonel|journalist|gunman|infant|baby|toddler"
    r"|bystander|passenger|tribesman|shopkeeper|member|official|conscript|recruit|cadet|marine|pilot"
    r"|peacekeeper|lawyer|nurse|imam|preacher|herdsman|herder|porter|merchant|tourist|vaccinator"
    r"|fisherman|volunteer|citizen|one|paymaster|chief|founder|deputy"
    r"|adviser|insurgent|terrorist)\b(?!\s+(?:of\s+)?(?:said|told|team|house|post))"
    r"(?!,\s(?:badly\s)?(?:wounded|injured|hurt)\b)",
    re.IGNORECASE,
)


# "Nine children and their mother", "a farmer, his wife and three of their children": one more each.
KIN = re.compile(
    r"(?:\band|,(?:\s+and)?)\s+(?:his|her|their|a|an)\s+(?:\w+\s+)?(?P<noun>wife|husband|mother|father"
    r"|son|daughter|brother|sister|grandfather|grandmother|grandson|uncle|aunt|nephew|niece|cousin"
    r"|bodyguard|driver|guard|deputy|aide|companion)\b(?!\s+(?:said|told)|['’]s)",
    re.IGNORECASE,
)


_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|several|many|some|a\s+number|numerous|heavy)\b", re.IGNORECASE
)


_NAME = re.compile(
    r"(?:^|,\s+(?:and\s+)?|\band\s+)\s*(?:[A-Z][\w’'-]*)(?:\s+(?:[A-Z][\w’'-]*|al-\w+|ul))+"
)


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people killed or injured: who they were in the text's words, and where it stands.

    `low` and `high` are None where no number is given. `is_part` marks a count that a larger one
    in the same words includes; `is_named` people told one by one, without a number,
    `is_total` a sum ("the toll rose to nine").
    """

    start: int
    end: int
    kind: str  # killed | injured
    low: int | None
    high: int | None
    group: str
    words: str
    is_part: bool = False
    is_named: bool = False
    is_total: bool = False


def read_people(
    text: str, room: Span, kind: str, group: str, *, has_singles: bool = False
) -> list[Toll]:
    """The people counted in a stretch of words, in order.

    `group` is who an elliptic count ("11 were wounded") means; `has_singles` also counts people
    told one by one ("a soldier and the driver").
    """
    found: list[Toll] = []
    part = _PARTS.search(text, room.start, room.end)
    parts_from = part.start() if part else room.end
    for count in find_counts(text, room.start, room.end):
        toll = _read_count(text, room, count, kind, group, found)
        if toll is None:
            continue
        is_part = count.start > parts_from or _IS_PART.match(text, count.end, count.end + 24)
        if is_part or (found and _is_in_brackets(text[found[0].end : count.start])):
            toll = replace(toll, is_part=bool(found))
        found.append(toll)
        group = toll.group
    if has_singles:
        found.extend(_read_singles(text, room, kind, found, parts_from))
        found.extend(_read_kin(text, Span(room.start, parts_from), kind, found))
    found = _mark_breakdown(text, sorted(found, key=lambda toll: toll.start))
    vague = _VAGUE.search(text, room.start, room.end)
    if not found and vague:
        noun = noun_after(text, vague.end(), room.end)
        if noun:
            found.append(Toll(vague.start(), vague.end(), kind, None, None, *noun))
    return sorted(found, key=lambda toll: toll.start)


_IS_PART = re.compile(
    r"\s+(?:of\s+(?:them|whom|the\s+(?:dead|victims|killed))|were\s+(?:women|children|civilians))"
)
_OTHERS = re.compile(r"\b(?:others?|more)$")
_MEN = re.compile(r"\b(?:men|man)$")


def _read_count(
    text: str, room: Span, count: Count, kind: str, group: str, found: list[Toll]
) -> Toll | None:
    """The people a number counts, None if it counts none; `group` is who is meant without noun."""
    if counts_other_things(text, count.start, count.end):
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
    if (
        "," not in text[found[0].end : rest[0].start]
        and ":" not in text[found[0].end : rest[0].start]
    ):
        return found
    return [found[0], *(replace(toll, is_part=True) for toll in rest)]


# "Gunmen killed two road builders": what they were need not be known so near the verb.
_NEAR_THE_VERB = 20
_CLAUSE_END = re.compile(r"[,;]|(?<![A-Z])\.|\s(?:in|at|on|when|and|who|as|near|by|while)\s")


# "Gul Khan, a guard" is told by name; "in Wana, a guard" is not.
_NAME_BEFORE = re.compile(r"(?<!\b[Ii]n\s)(?<!\b[Aa]t\s)(?<!\bnear\s)\b[A-Z][\w’'-]+,\s*$")


def _read_singles(
    text: str, room: Span, kind: str, found: list[Toll], parts_from: int
) -> list[Toll]:
    singles: list[Toll] = []
    has_number = any(toll.low is not None and toll.low != 1 for toll in found)
    for match in _SINGLE.finditer(text, room.start, room.end):
        if (
            any(toll.start <= match.start() < toll.end + 3 for toll in found)
            or match["det"].lower() == "one"
        ):
            continue
        is_definite = match["det"].lower() in ("the", "its", "his", "their", "her")
        following = text[match.end() : match.end() + 30]
        if is_definite and re.match(r"\s+(?:said|told|of\s+the\s+(?:army|police))", following):
            continue
        noun = GROUP.search(match["noun"])
        name = noun.lastgroup if noun and noun.lastgroup else "people"
        is_apposed = bool(
            re.search(r",\s*$", text[max(room.start, match.start() - 2) : match.start()])
        ) and bool(found or singles)
        if is_definite and has_number and not (is_apposed or _is_beside(text, match.end(), found)):
            continue
        if match.start() > parts_from or (
            is_apposed and not re.match(r"\s+and\s+\w+\s+\w+", text[match.end() : match.end() + 30])
        ):
            continue
        is_named = is_definite or bool(_NAME_BEFORE.search(text, room.start, match.start()))
        number = 2 if match["noun"].lower() == "couple" else 1
        words = match.group()
        singles.append(
            Toll(match.start(), match.end(), kind, number, number, name, words, is_named=is_named)
        )
    singles.extend(_read_names(text, room, kind, found) if not singles else ())
    singles.extend(_read_ranked(text, room, kind, found))
    return singles


_AND = re.compile(r"\s+and\s+(?:at\s+least\s+|some\s+)?")


def _is_beside(text: str, position: int, found: list[Toll]) -> bool:
    """Whether people counted follow at once: "the driver and two passengers"."""
    match = _AND.match(text, position)
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
        if _is_beside(text, match.end(), found)
    ]


def _read_kin(text: str, room: Span, kind: str, found: list[Toll]) -> list[Toll]:
    """The kin and companions told beside people counted before them."""
    kin = []
    for match in KIN.finditer(text, room.start, room.end):
        start = match.start("noun")
        is_told = any(toll.start <= start < toll.end and not toll.is_named for toll in found)
        before = [toll for toll in found if toll.end <= match.start() + 1]
        # "Two children, a boy and his sister": told one by one, not one more.
        is_apposed = (
            before and (before[-1].low or 0) > 1 and "," in text[before[-1].end : start - 8]
        )
        if before and not is_told and not is_apposed:
            kin.append(Toll(start, match.end(), kind, 1, 1, "civilians", match["noun"]))
    return kin


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
