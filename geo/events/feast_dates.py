"""Days named by a feast: "on New Year's Day", "at Easter", "on the second day of Eid".

Islamic feasts are counted by the tabular calendar, which is at most a day off what the moon makes
of them; so their precision is never that of a day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from geo.events.calendar_days import Days, shift_days
from geo.events.counts import NUMBER, ORDINAL, parse_number, parse_ordinal
from geo.events.date_span import DateSpan, span_days, words_left
from geo.events.month_dates import read_year_words

_FIXED = {
    "new year's day": (1, 1),
    "new year's night": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "nowruz": (3, 21),
    "navroz": (3, 21),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    # By whose Independence Day it is.
    "pakistan": (8, 14),
    "india": (8, 15),
    "afghan": (8, 19),
}
# Days from Easter Sunday on.
_BY_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}
# Month and day of the Islamic calendar.
_HIJRI = {"ashura": (1, 10), "muharram": (1, 1), "ramadan": (9, 1), "ramzan": (9, 1)}
_MONTHS = ("ramadan", "ramzan", "muharram")
_MONTH_DAYS = 30
#: Words that the name of a feast begins with, in lower case.
FEAST_WORDS = (
    "eid easter christmas new halloween nowruz navroz ashura muharram ramadan ramzan independence"
    " good boxing valentine"
).split()
_NAME = re.compile(
    r"Independence\s+Day|Halloween|Nowruz|Navroz|Ashura|Muharram|Ramadan|Ramzan|Good\s+Friday"
    r"|Boxing\s+Day|Valentine[’']s\s+Day|New\s+Year[’']s\s+(?:Day|Eve|Night)"
    r"|Christmas(?:\s+(?:Day|Eve))?|Easter(?:\s+(?:Sunday|Monday))?"
    r"|Eid(?:[\s-]*(?:ul|al|ud)?[\s-]*(?:fitr|fiter|adha|azha|zuha))?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r",?\s+(?:of\s+|in\s+)?((?:19|20)\d\d|last\s+year|this\s+year)\b")
_LEAD = re.compile(
    r"\b(?:on|at|in|into|during|over|since|until|before|after|ahead\s+of|of|by|last|this)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Eid's second day".
_ITS_NTH = re.compile(rf"[’']s\s+(?P<nth>{ORDINAL})\s+day\b", re.IGNORECASE)
# Which day of the feast, or which part of its month.
_WHICH = re.compile(
    rf"\b(?:(?P<nth>{ORDINAL}|\d\d?(?:st|nd|rd|th))(?:\s+day)?\s+of|(?P<eve>eve)\s+of"
    rf"|(?P<into>{NUMBER})\s+days?\s+into|(?P<early>(?:start|beginning|first\s+(?:week|days))\s+of|early\s+in)"
    r"|(?P<mid>middle\s+of|midway\s+through)|(?P<late>(?:end|last\s+(?:week|days)|final\s+(?:week|days))\s+of|late\s+in))"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PARTS = {"early": (0, 9), "mid": (9, 19), "late": (20, _MONTH_DAYS - 1)}
_WEEKS = {"first week of": (0, 6), "last week of": (_MONTH_DAYS - 7, _MONTH_DAYS - 1)}
# Whose Independence Day it is.
_NATION = re.compile(r"\b(pakistan|afghan|india)(?:istan)?(?:[’']s|i|n)?\s+$", re.IGNORECASE)
_EPOCH = dt.date(622, 7, 19).toordinal()


def read_feast(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The day of the feast that a word names, the last such feast before the article's date."""
    name = _NAME.match(text, key.start()) if key.group()[0].isupper() else None
    if name is None:
        return None
    left = words_left(text, key.start(), floor)
    its, nation = _ITS_NTH.match(text, name.end()), _NATION.search(left)
    is_led = _LEAD.search(left) or (floor and left.strip() in ("", "the"))
    if not (its or nation or is_led):
        return None
    year = None if its else _YEAR.match(text, name.end())
    number = read_year_words(year[1], anchor)[0] if year else anchor.year
    until = min(anchor, dt.date(number, 12, 31))
    words = " ".join(name.group().lower().replace("’", "'").split())
    if words.startswith("independence"):
        words = nation[1].lower() if nation else ""
    day = _find_feast(words, until)
    if day is None or (year and day.year != until.year):
        return None
    days = _read_which(its or _WHICH.search(left), day, is_month=words in _MONTHS)
    days = days[0], min(days[1], anchor)
    if days[0] > days[1]:
        return None
    is_moon = words in _HIJRI or words.startswith("eid")
    is_open = "" if is_moon or year else "year"
    end = (its or year or name).end()
    span = span_days(key.start(), end, days, "text", is_open=is_open)
    return replace(span, precision=2) if is_moon and days[0] == days[1] else span


def _read_which(which: re.Match[str] | None, day: dt.date, *, is_month: bool) -> Days:
    """The days of a feast that begins on a day: its own, its third, its eve, or a part of it."""
    if which is None:
        return day, shift_days(day, _MONTH_DAYS - 1) if is_month else day
    named = which.groupdict()
    if named["nth"]:
        day = shift_days(day, (parse_ordinal(named["nth"]) or 1) - 1)
    elif named.get("eve"):
        day = shift_days(day, -1)
    elif named.get("into"):
        day = shift_days(day, parse_number(named["into"]) or 0)
    elif is_month:
        part = " ".join(which.group().lower().split()[:3])
        near, far = _WEEKS.get(part) or _PARTS[which.lastgroup or ""]
        return shift_days(day, near), shift_days(day, far)
    return day, day


def _find_feast(name: str, until: dt.date) -> dt.date | None:
    if name in _HIJRI:
        return _last_hijri([_HIJRI[name]], until)
    if name.startswith("eid"):
        return _find_eid(name, until)
    if name in _BY_EASTER:
        sundays = [find_easter(year) for year in (max(until.year - 1, 1), until.year)]
        days = [shift_days(sunday, _BY_EASTER[name]) for sunday in sundays]
        return max((day for day in days if day <= until), default=None)
    if name not in _FIXED:
        return None
    month, day = _FIXED[name]
    year = until.year if (month, day) <= (until.month, until.day) else max(until.year - 1, 1)
    return dt.date(year, month, day)


def find_easter(year: int) -> dt.date:
    """Western Easter Sunday of a year.

    Examples
    --------
    >>> str(find_easter(2016)), str(find_easter(2019))
    ('2016-03-27', '2019-04-21')
    """
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    from_march = moon - weekday + 28  # days after 0 March
    return dt.date(year, 3, 1) + dt.timedelta(days=from_march - 1)


def find_hijri(year: int, month: int, day: int) -> dt.date:
    """The day of a date of the tabular Islamic calendar.

    Examples
    --------
    >>> str(find_hijri(1445, 10, 1)), str(find_hijri(1447, 1, 1))
    ('2024-04-10', '2025-06-27')
    """
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return dt.date.fromordinal(min(max(_EPOCH + days - 1, 1), dt.date.max.toordinal()))


def _find_eid(name: str, until: dt.date) -> dt.date | None:
    feasts = [(10, 1), (12, 10)]
    if name not in ("eid", "eid day"):
        feasts = feasts[:1] if name.endswith(("fitr", "fiter")) else feasts[1:]
    return _last_hijri(feasts, until)


def _last_hijri(feasts: list[tuple[int, int]], until: dt.date) -> dt.date | None:
    """The last of some days of the Islamic year, each a month and a day, up to a day."""
    year = (until.toordinal() - _EPOCH) * 30 // 10631 + 1
    days = [find_hijri(y, *feast) for y in (year - 1, year, year + 1) for feast in feasts]
    return max((day for day in days if day <= until), default=None)
