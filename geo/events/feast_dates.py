"""Days named by a feast: "on New Year's Day", "at Easter", "on the second day of Eid".

Islamic feasts are counted by the tabular calendar, which is at most a day off what the moon makes
of them; so their precision is never that of a day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from geo.events.calendar_days import shift_days
from geo.events.date_span import DateSpan, span_days, words_left
from geo.events.month_dates import read_year_words

_FIXED = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "halloween": (10, 31),
    "nowruz": (3, 21),
    "navroz": (3, 21),
}
_INDEPENDENCE = {"pakistan": (8, 14), "afghan": (8, 19), "india": (8, 15)}
# Month and day of the Islamic calendar.
_HIJRI = {"ashura": (1, 10), "muharram": (1, 1), "ramadan": (9, 1), "ramzan": (9, 1)}
_MONTHS = ("ramadan", "ramzan", "muharram")
#: Words that the name of a feast begins with, in lower case.
FEAST_WORDS = (
    "eid easter christmas new halloween nowruz navroz ashura muharram ramadan ramzan independence"
).split()
_NAME = re.compile(
    r"Independence\s+Day|Halloween|Nowruz|Navroz|Ashura|Muharram|Ramadan|Ramzan"
    r"|New\s+Year[’']s\s+(?:Day|Eve)|Christmas(?:\s+(?:Day|Eve))?|Easter(?:\s+Sunday)?"
    r"|Eid(?:[\s-]*(?:ul|al|ud)?[\s-]*(?:fitr|fiter|adha|azha|zuha))?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r",?\s+(?:of\s+|in\s+)?((?:19|20)\d\d|last\s+year|this\s+year)\b")
_LEAD = re.compile(
    r"\b(?:on|at|in|during|over|since|until|before|after|ahead\s+of|of|by|last|this)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NTH_DAY = re.compile(r"\b(first|second|third)\s+day\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_ITS_NTH = re.compile(r"[’']s\s+(first|second|third)\s+day\b", re.IGNORECASE)
# Whose Independence Day it is.
_NATION = re.compile(r"\b(pakistan|afghan|india)(?:istan)?(?:[’']s|i|n)?\s+$", re.IGNORECASE)
_EVE = re.compile(r"\beve\s+of\s+$", re.IGNORECASE)
_NTH = {"first": 0, "second": 1, "third": 2}
_EPOCH = dt.date(622, 7, 19).toordinal()


def read_feast(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The day of the feast that a word names, the last such feast before the article's date."""
    if not key.group()[0].isupper():
        return None
    left = words_left(text, key.start(), floor)
    name = _NAME.match(text, key.start())
    if name is None:
        return None
    its, nation = _ITS_NTH.match(text, name.end()), _NATION.search(left)
    if (its or nation) is None and not (_LEAD.search(left) or 0 < floor >= key.start() - 1):
        return None
    year = None if its else _YEAR.match(text, name.end())
    end = (its or year or name).end()
    until = anchor
    if year:
        number, _ = read_year_words(year[1], anchor)
        until = min(anchor, dt.date(number, 12, 31))
    words = " ".join(name.group().lower().replace("’", "'").split())
    if words.startswith("independence"):
        words = nation[1].lower() if nation else ""
    day = _find_feast(words, until)
    if day is None or (year and day.year != until.year):
        return None
    nth = its or _NTH_DAY.search(left)
    is_eve = bool(_EVE.search(left))
    day = shift_days(day, _NTH[nth[1].lower()] if nth else -int(is_eve))
    is_moon = words in _HIJRI or words.startswith("eid")
    last = day
    if words in _MONTHS and not (nth or is_eve):
        last = min(shift_days(day, 29), anchor)
    is_open = "" if is_moon or year else "year"
    span = span_days(key.start(), end, (day, last), "text", is_open=is_open)
    return replace(span, precision=2) if is_moon and day == last else span


def _find_feast(name: str, until: dt.date) -> dt.date | None:
    if name in _HIJRI:
        return _last_hijri([_HIJRI[name]], until)
    if name.startswith("eid"):
        return _find_eid(name, until)
    if name.startswith("easter"):
        days = [find_easter(year) for year in (max(until.year - 1, 1), until.year)]
        return max((day for day in days if day <= until), default=None)
    if not name:
        return None
    month, day = _FIXED.get(name) or _INDEPENDENCE[name]
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
