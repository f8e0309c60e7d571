"""People counted in a stretch of words: soldiers, civilians, militants, one by one or by number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.articles.text import Span
from geo.events.counts import find_counts

_GROUPS = (
    (
        "militants",
        r"militants?|terrorists?|khwarij|khawarij|insurgents?|gunm[ae]n|attackers?|assailants?"
        r"|raiders?|fighters?"
        r"|infiltrators?|extremists?|rebels?|bombers?|commanders?|intruders|kharijites?"
        r"|taliban(?:\smen)?|talibs?|separatists?|guerrillas?",
    ),
    (
        "police",
        r"police(?:m[ae]n|wom[ae]n|\sofficers?|\sofficials?)?|constables?|levies(?:\spersonnel)?"
        r"|khasadars?",
    ),
    (
        "military",
        r"soldiers?|troops?|troopers?|guards?|servicem[ae]n|rangers?|jawans?|paramilitar(?:y|ies)"
        r"|officers?|personnel|scouts?"
        r"|infantrym[ae]n|captain|major|colonel|lieutenant|sepoys?|naik|security\s(?:men"
        r"|officials)",
    ),
    (
        "civilians",
        r"civilians?|wom[ae]n|child(?:ren)?|girls?|boys?|villagers?|residents?|workers?"
        r"|labou?rers?|pupils?|students?"
        r"|refugees?|drivers?|traders?|famil(?:y|ies)\smembers?|tribesm[ae]n|shepherds?"
        r"|worshippers?|passengers?|miners?"
        r"|passers?-?by|brothers|sisters|sons|daughters|wife|wives|mother|father|husband|owner"
        r"|teachers?|elders?|clerics?|journalists?|engineers?|doctors?|farmers?|bystanders?"
        r"|pilgrims?|shopkeepers?|pedestrians?|babies|infants?|toddlers?",
    ),
    (
        "people",
        r"people|persons?|m[ae]n|others?|more|members?|bodies|body|lives|individuals?|victims?"
        r"|deaths?|dead|casualt(?:y|ies)"
        r"|afghans?|pakistanis?|indians?|thais?|cambodians?|armenians?|azerbaijanis?|iranians?"
        r"|nationals?|human\sbeings|adults?|relatives?|guests?|fatalities|youths?|leaders?|chief"
        r"|figures?|adviser|paymaster",
    ),
)


_GROUP = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _GROUPS), re.IGNORECASE)


_PARTS = re.compile(
    r"\b(?:including|among\s+(?:them|whom|the)|of\s+(?:them|whom)|mostly|mainly|most\s+of\s+them"
    r"|for\s+the\s+most\s+part|out\s+of|comprising|were\s+identified)\b",
    re.IGNORECASE,
)


_NOT_PEOPLE = re.compile(
    r"\s*(?:%|per\s?cent|(?:kilo)?met(?:re|er)s?|km|miles?|days?|hours?|minutes?|weeks?|months?"
    r"|years?|nights?|a\.?m|p\.?m|o['’]clock"
    r"|[-\s]year|hectares?|houses?|homes|shops?|vehicles?|trucks?|posts?|rockets?|shells?"
    r"|missiles?|villages?|famil(?:y|ies)\b(?!\smembers)"
    r"|districts?|provinces?|crossings?|camps?|times|rounds?|places|locations|sites|strikes?"
    r"|attacks?|raids?|drones?|jets?|mortars?"
    r"|sides?|countries|rooms?|schools?|mosques?|buildings?|tanks?|cattle|animals|sheep|goats"
    r"|acres|feet|hideouts?|points?|areas?"
    r"|incidents?|blasts?|explosions?|bombs?|operations?|lakh\s(?:rupees)|rupees|dollars"
    r"|million\s(?:rupees|dollars)|bullets|trucks|containers|cases|checkpoints?|bodies\sof\swater"
    r"|weapons|rifles|clashes)\b",
    re.IGNORECASE,
)


_SINGLE = re.compile(
    r"\b(?P<det>an?|one|another|the|its|his|their|her)\s+(?:(?!and\b|or\b|of\b|by\b|in\b|was\b"
    r"|were\b|to\b|killed\b)[\w’'-]+\s+){0,4}?"
    r"(?P<noun>soldier|guard|policeman|man|woman|child|girl|boy|civilian|villager|worker|labourer"
    r"|laborer|pupil|student|refugee|driver|trader"
    r"|passer-?by|owner|shepherd|militant|fighter|officer|commander|teacher|cleric|elder|engineer|doctor|farmer"
    r"|person|youth|resident|leader|bomber|attacker"
    r"|constable|trooper|ranger|captain|major|colonel|journalist|gunman|infant|baby|toddler"
    r"|bystander|passenger|tribesman|shopkeeper|member|official|one|paymaster|chief|founder|deputy"
    r"|adviser|insurgent|terrorist)\b(?!\s+(?:of\s+)?(?:said|told|team|house|post))",
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
    counts = find_counts(text, room.start, room.end)
    for count in counts:
        if _is_other_thing(text, count.start, count.end):
            continue
        noun = _noun_after(text, count.end, room.end)
        near_part = count.start > parts_from or bool(
            re.match(
                r"\s+(?:of\s+(?:them|whom|the\s+(?:dead|victims|killed))|were\s+(?:women|children"
                r"|civilians))",
                text[count.end : count.end + 24],
            )
        )
        if noun is None and len(_CLAUSE_END.split(text[count.end : room.end])[0].split()) > 5:
            continue
        name, words = noun or (group, text[count.start : count.end])
        if (
            name == "people"
            and re.search(r"\b(?:others?|more|men|man)$", words.lower())
            and (found or not words.lower().endswith(("men", "man")))
        ):
            name = found[-1].group if found else group
        found.append(
            Toll(
                count.start,
                count.end,
                kind,
                count.low,
                count.high,
                name,
                words,
                near_part and bool(found),
            )
        )
        group = name
    if has_singles:
        found.extend(_read_singles(text, room, kind, found, parts_from))
        found.extend(_read_kin(text, Span(room.start, parts_from), kind, found))
    found = _mark_breakdown(text, sorted(found, key=lambda toll: toll.start))
    vague = _VAGUE.search(text, room.start, room.end)
    if not found and vague:
        noun = _noun_after(text, vague.end(), room.end)
        if noun:
            found.append(Toll(vague.start(), vague.end(), kind, None, None, *noun))
    return sorted(found, key=lambda toll: toll.start)


def _mark_breakdown(text: str, found: list[Toll]) -> list[Toll]:
    """Tolls where what makes up a total ("three, a woman and two children") is marked as parts."""
    if len(found) < 3 or found[0].low is None:
        return found
    rest = found[1:]
    if sum(toll.low or 0 for toll in rest) != found[0].low:
        return found
    if (
        "," not in text[found[0].end : rest[0].start]
        and ":" not in text[found[0].end : rest[0].start]
    ):
        return found
    return [found[0], *(replace(toll, is_part=True) for toll in rest)]


# "A man of 76", "Ali Khan, 48,", "aged 13 and nine", "(62)".
_AGED = re.compile(
    r"\b(?:man|woman|boy|girl|child|son|daughter|brother|sister|mother|father|wife|husband|farmer"
    r"|shepherd|villager|labourer|elder|student|pupil|teacher|driver|youth|soldier|officer"
    r"|policeman|resident)\s+of\s$"
    r"|\b(?i:aged?)\s(?:about\s|between\s)?(?:[\w-]+(?:,\s|\s(?:and|to|or)\s)){0,4}$"
)
_AGE_BEFORE = re.compile(r"[A-Za-z’'-]{2,}(?:,\s|\s\()$")
_AGE_BEHIND = re.compile(r"(?:,|\)|\.?$|\.\s)")
_AGE = re.compile(r"[1-9]\d?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve")


def _is_age(text: str, start: int, end: int) -> bool:
    if _AGED.search(text, max(0, start - 40), start):
        return True
    return bool(
        _AGE.fullmatch(text, start, end)
        and _AGE_BEFORE.search(text, max(0, start - 20), start)
        and _AGE_BEHIND.match(text, end, end + 2)
    )


_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(
    r"(?i:\b(?:in|since|of|from|during|by|until|\w+er|\w+ry|\w+ch|\w+il|Ma[yr]|Ju\w+"
    r"|Aug\w+))\s$"
)
_THING_BEFORE = re.compile(r"(?:\$|Rs\.?\s?|[Aa]ge\s|No\.?\s|-|/)$")
_MONTH_BEHIND = re.compile(
    r"\s+(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)


_YEAR = re.compile(r"(?:19|20)\d\d")
# "December 16, 2014": the year of a day; "2014, in Peshawar": no people behind it.
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?,?\s$")


def _is_year(text: str, start: int, end: int) -> bool:
    if not _YEAR.fullmatch(text, start, end):
        return False
    is_of_a_day = bool(_DAY_BEFORE.search(text, max(0, start - 6), start))
    return is_of_a_day or _noun_after(text, end, end + 30) is None


def _is_other_thing(text: str, start: int, end: int) -> bool:
    if _is_year(text, start, end):
        return True
    if _NOT_PEOPLE.match(text, end) or _is_age(text, start, end):
        return True
    before = text[max(0, start - 14) : start]
    if _YEAR.fullmatch(text, start, end) and _YEAR_BEFORE.search(before):
        return True
    if _THING_BEFORE.search(before) or _is_day_of_month(text, start, end):
        return True
    if text[end : end + 1] in ("%", ":", "-", "/"):
        return True
    return _MONTH_BEHIND.match(text, end, end + 12) is not None


# "Gunmen killed two road builders": what they were need not be known so near the verb.
_NEAR_THE_VERB = 20
_CLAUSE_END = re.compile(r"[,;.]|\s(?:in|at|on|when|and|who|as|near|by|while)\s")
_MONTH_BEFORE = re.compile(
    r"(?P<whole>\b(?:[Ii]n|[Dd]uring|[Ll]ast|[Tt]his)\s)?\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)\s$"
)


def _is_day_of_month(text: str, start: int, end: int) -> bool:
    """Whether a number behind a month is its day: "April 5", but not "in April 50 people"."""
    month = _MONTH_BEFORE.search(text, max(0, start - 22), start)
    if month is None:
        return False
    first = text[start:end].split(maxsplit=1)[0]  # "August 18 to 19"
    is_day = first.isdigit() and int(first) <= 31
    return is_day and not (month["whole"] and _noun_after(text, end, end + 25))


_NOUN_END = re.compile(r"[,;:.]|\b(?:and|were|was|had|in|on|at|have|as|when)\b")
_OF = re.compile(r"\bof\b")


def _noun_after(text: str, start: int, end: int) -> tuple[str, str] | None:
    window = text[start : min(end, start + 60)]
    stop = _NOUN_END.search(window)
    window = window[: stop.start()] if stop else window
    matches = list(_GROUP.finditer(window))
    if not matches:
        return None
    # "border guards", "Taliban fighters", "police officers": the head noun is the last before "of".
    cut = _OF.search(window)
    heads = [m for m in matches if not cut or m.start() < cut.start()] or matches
    match = heads[-1]
    return match.lastgroup or "people", window[: match.end()].strip()


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
        noun = _GROUP.search(match["noun"])
        name = noun.lastgroup if noun and noun.lastgroup else "people"
        is_apposed = bool(
            re.search(r",\s*$", text[max(room.start, match.start() - 2) : match.start()])
        ) and bool(found or singles)
        if is_definite and has_number and not is_apposed:
            continue
        if match.start() > parts_from or (
            is_apposed and not re.match(r"\s+and\s+\w+\s+\w+", text[match.end() : match.end() + 30])
        ):
            continue
        is_named = is_definite or bool(
            re.search(r"[A-Z]\w+,\s*$", text[max(room.start, match.start() - 20) : match.start()])
        )
        singles.append(
            Toll(match.start(), match.end(), kind, 1, 1, name, match.group(), is_named=is_named)
        )
    singles.extend(_read_names(text, room, kind, found) if not singles else ())
    return singles


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
