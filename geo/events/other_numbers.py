"""Numbers that count no people: ages, years, days of a month, houses, kilometres."""

from __future__ import annotations

import re

from geo.events.people_nouns import noun_after

_NOT_PEOPLE = re.compile(
    r"\s*(?:[A-Z][a-z]+\s)?(?:%|per\s?cent|(?:kilo)?met(?:re|er)s?|km|miles?|days?|hours?"
    r"|minutes?|weeks?|months?|years?|nights?|a\.?m|p\.?m|o['’]clock"
    r"|[-\s]year|hectares?|houses?|homes|shops?|vehicles?|trucks?|posts?|rockets?|shells?"
    r"|missiles?|villages?|famil(?:y|ies)\b(?!\smembers)"
    r"|districts?|provinces?|crossings?|camps?|times|rounds?|places|locations|sites|strikes?"
    r"|attacks?|raids?|drones?|jets?|mortars?"
    r"|sides?|countries|rooms?|schools?|mosques?|buildings?|tanks?|cattle|animals|sheep|goats"
    r"|acres|feet|hideouts?|points?|areas?"
    r"|incidents?|blasts?|explosions?|bombs?|operations?|lakh\s(?:rupees)|rupees|dollars"
    r"|million\s(?:rupees|dollars)|bullets|trucks|containers|cases|checkpoints?|bodies\sof\swater"
    r"|weapons|rifles|grenades?|mines?|guns?|vests?|motorcycles?|cars?|buses|bridges|wounds|clashes"
    r"|violations)\b",
    re.IGNORECASE,
)


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


_YEAR_BEFORE = re.compile(
    r"(?i:\b(?:in|since|of|from|during|by|until|\w+er|\w+ry|\w+ch|\w+il|Ma[yr]|Ju\w+"
    r"|Aug\w+))\s$"
)
_THING_BEFORE = re.compile(
    r"(?:\$|Rs\.?\s?|[Aa]ge\s|No\.?\s|-|/"
    r"|\b(?:Top|Gate|Post|Point|Sector|Camp|Line|Block|Rescue|Hill|Brigade|Number)\s)$"
)
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
    return is_of_a_day or noun_after(text, end, end + 30) is None


# "Ten civilians, three more than first thought".
_MORE_THAN = re.compile(r"\s+(?:more|fewer|less)\s+than\s+(?!\d)")


def counts_other_things(text: str, start: int, end: int) -> bool:
    """Whether a number counts something else than people."""
    if _is_year(text, start, end):
        return True
    if _NOT_PEOPLE.match(text, end) or _MORE_THAN.match(text, end) or _is_age(text, start, end):
        return True
    before = text[max(0, start - 14) : start]
    if _YEAR.fullmatch(text, start, end) and _YEAR_BEFORE.search(before):
        return True
    if _THING_BEFORE.search(before) or _is_day_of_month(text, start, end):
        return True
    if text[end : end + 1] in ("%", ":", "-", "/"):
        return True
    return _MONTH_BEHIND.match(text, end, end + 12) is not None


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
    return is_day and not (month["whole"] and noun_after(text, end, end + 25))
