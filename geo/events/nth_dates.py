"""Days counted within a month: "the last day of April", "the first Sunday in May".

The month is named, or the one told before ("that month"), or the article's ("last month").
"""

from __future__ import annotations

import datetime as dt
import re

from geo.events.calendar_days import Days, month_before, month_days, shift_days
from geo.events.counts import NUMBER, ORDINAL, parse_number, parse_ordinal
from geo.events.date_span import DateSpan, span_days, words_left, words_right
from geo.events.month_dates import MONTH_WORD, MONTHS, SAYS_YEAR, read_year_words

_OF_MONTH = re.compile(
    rf"\s+(?:of|in)\s+(?:(?P<name>{MONTH_WORD})(?![a-z])(?:,?\s+(?:of\s+)?{SAYS_YEAR})?"
    r"|(?P<which>(?:the\s+same|the\s+previous|the\s+current|the|this|that|last)\s+month)\b)"
)
_OF_YEAR = re.compile(r"\s+of\s+(?P<year>(?:19|20)\d\d\b|(?:the|this|last)\s+year\b)")
_NTH = re.compile(
    rf"\b(?P<nth>{ORDINAL}|\d\d?(?:st|nd|rd|th)|opening|last|final|closing)\s+"
    rf"(?:(?P<number>{NUMBER}|few|couple\s+of)\s+)?$"
)
# "The third of the month".
_DAY_OF = re.compile(
    rf"\b(?:(?:on|since|until|by|from|before|after)\s+)(?:the\s+)?(?P<nth>{ORDINAL}|\d\d?(?:st|nd|rd|th))"
    r"\s+of\s+(?P<which>the\s+same|the\s+previous|the\s+current|the|this|that|last)\s+$"
)
_LAST = ("last", "final", "closing")
# "A few days" of a beginning or an end.
_FEW = 5
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_STEPS = {"last": -1, "the previous": -1, "this": 0, "the current": 0}


def read_nth(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """What a numbered day, week or weekday of a month says; None for one of nothing."""
    right = words_right(text, key.end())
    month, of_year = _OF_MONTH.match(right), _OF_YEAR.match(right)
    if month is None and of_year is None:
        return None
    left = words_left(text, key.start(), floor)
    nth = _NTH.search(left.lower())
    if nth is None:
        return None
    if month is None:
        start = key.start() - len(left) + nth.start()
        return _end_of_year(nth, of_year, (start, key), anchor) if of_year else None
    year, number, is_open = _which_month(month, anchor)
    ends = _count_days(key.group().lower(), nth, dt.date(year, number, 1))
    if ends is None:
        return None
    start = key.start() - len(left) + nth.start()
    if is_open == "month":
        back = month_days(year, number)[1].day + 1 if nth["nth"] in _LAST else 0
        is_open = f"month+0 {ends[0].day - back}:{ends[1].day - back}"
    return span_days(start, key.end() + month.end(), ends, "text", is_open=is_open)


def _end_of_year(
    nth: re.Match[str], of_year: re.Match[str], span: tuple[int, re.Match[str]], anchor: dt.date
) -> DateSpan | None:
    """The first or last day or days of a year."""
    start, key = span
    word = of_year["year"]
    year = int(word) if word.isdigit() else max(anchor.year - int(word == "last year"), 1)
    is_end = nth["nth"] in _LAST
    days = _count_days(key.group().lower(), nth, dt.date(year, 12 if is_end else 1, 1))
    if days is None or key.group().lower() in _WEEKDAYS:
        return None
    return span_days(start, key.end() + of_year.end(), days, "text")


def read_day_of_month(
    text: str, key: re.Match[str], anchor: dt.date, floor: int
) -> DateSpan | None:
    """What "on the third of the month" says before the key "month"; None for anything else."""
    left = words_left(text, key.start(), floor)
    match = _DAY_OF.search(left.lower())
    number = parse_ordinal(match["nth"]) if match else None
    if match is None or number is None:
        return None
    steps = _STEPS.get(" ".join(match["which"].split()))
    first, last = month_days(*month_before(anchor, -(steps or 0)))
    if not 1 <= number <= last.day:
        return None
    day = first.replace(day=number)
    start = key.start() - len(left) + match.start("nth")
    is_open = f"month+0 {number}:{number}" if steps is None else ""
    return span_days(start, key.end(), (day, day), "text", is_open=is_open)


def _which_month(match: re.Match[str], anchor: dt.date) -> tuple[int, int, str]:
    """Year and number of a month, and what its words leave open."""
    if match["which"]:
        steps = _STEPS.get(" ".join(match["which"].lower().split()[:-1]))
        year, number = month_before(anchor, -(steps or 0))
        return year, number, "month" if steps is None else ""
    number = MONTHS[match["name"].rstrip(".").lower()]
    year, is_open = read_year_words(match["year"], anchor)
    if is_open == "year" and number > anchor.month:
        year = max(year - 1, 1)
    return year, number, is_open


def _count_days(unit: str, nth: re.Match[str], month: dt.date) -> Days | None:
    """The days within a month that an ordinal and a unit say, None where it has none such."""
    first, last = month_days(month.year, month.month)
    is_end = nth["nth"] in _LAST
    index = 1 if nth["nth"] == "opening" else parse_ordinal(nth["nth"]) or 1
    if unit in _WEEKDAYS:
        weekday = _WEEKDAYS.index(unit)
        if is_end:
            day = shift_days(last, -((last.weekday() - weekday) % 7))
        else:
            day = shift_days(first, (weekday - first.weekday()) % 7 + 7 * (index - 1))
        return (day, day) if day <= last else None
    length = 7 if unit == "week" else 1
    if nth["number"] or unit == "days":
        if index > 1 or not nth["number"]:
            return None  # "the last days of March" is a part of the month
        length = parse_number(nth["number"]) or _FEW
    elif not is_end:
        first = shift_days(first, length * (index - 1))
    if first > last or length > last.day:
        return None
    if is_end:
        return shift_days(last, 1 - length), last
    return first, min(last, shift_days(first, length - 1))
