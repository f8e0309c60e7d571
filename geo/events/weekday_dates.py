"""Days named by the day of the week: "on Friday", "Tuesday night", "the following Monday"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from geo.events.calendar_days import shift_days
from geo.events.date_span import DateSpan, span_days, words_left, words_right

_FULL = "monday tuesday wednesday thursday friday saturday sunday".split()
#: Names of the days and, for headings of lists, their short forms; Monday is 0.
WEEKDAYS = {name: index for index, name in enumerate(_FULL)}
_WHICH = re.compile(r"\b(last|past|this|next|coming|previous|preceding|following)\s+$", re.I)
_LAST = re.compile(
    r"\s+last\b(?!\s+(?:week|month|year|night|summer|winter|spring|autumn))", re.IGNORECASE
)
# "On a Sunday afternoon": some Sunday.
_SOME = re.compile(r"\b(?:an?|one|every|each|some)\s+$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
# "The Sunday before that", "the Friday after".
_ROUND = re.compile(
    r"\s+(?P<side>before|after|following|preceding)(?:\s+(?:that|it)\b"
    r"|(?=\s*[,.;:]|\s+(?:when|in|at)\b))"
)
# "Last Monday week", "the Monday before last": a week before.
_WEEK = re.compile(r"\s+week\b")
_BEFORE_LAST = re.compile(r"\s+before\s+last\b(?!\s+(?:week|month|year|night))")
_SECOND = re.compile(
    r"(?:\s*(?:-|–|—|/|to|and|or|through|into)\s*(?:on\s+)?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)?"
)
_AND = re.compile(r"\s*and\b")
_OF_WEEK = re.compile(r"\s+(?:of\s+)?(?:last|this|that|the)\s+(?:[a-z]+\s+)?week\b")
_NIGHT_TO = re.compile(r"\bnight\s+to\s+$", re.IGNORECASE)
_NIGHT_BETWEEN = re.compile(r"\bnight\s+(?:between|of|from)\s+$", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\bmidnight\s+(?:on\s+|of\s+)?$", re.IGNORECASE)
_NIGHT_AFTER = re.compile(r"\s*(?:night|evening)\b(?!\s+and)")


_SIDES = {
    "previous": "before",
    "preceding": "before",
    "before": "before",
    "following": "after",
    "after": "after",
}


def _read_round(key: re.Match[str], around: re.Match[str], anchor: dt.date) -> DateSpan:
    """The weekday before or after what was told, else the last one before the article's date."""
    day = shift_days(anchor, -((anchor.weekday() - WEEKDAYS[key.group().lower()]) % 7))
    end = key.end() + around.end()
    return span_days(key.start(), end, (day, day), "relative", is_open=_SIDES[around["side"]])


def read_weekday(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The day that the name of a weekday says, the last such day before the article's."""
    if not key.group()[0].isupper():
        return None
    left, right = words_left(text, key.start(), floor), words_right(text, key.end())
    if _SOME.search(left):
        return None
    around = _ROUND.match(right) if _THE.search(left) else None
    if around:
        return _read_round(key, around, anchor)
    which = _WHICH.search(left)
    word = which[1].lower() if which else ""
    behind = None if which else _LAST.match(right)  # "on Friday last"
    word = "last" if behind else word
    pair = _SECOND.match(right)
    second = pair[1] if pair else None
    names = (key.group().lower(), second.lower() + "day" if second else key.group().lower())
    last = shift_days(anchor, -((anchor.weekday() - WEEKDAYS[names[1]]) % 7))
    if word in ("last", "previous") and last == anchor:
        last = shift_days(last, -7)
    first = shift_days(last, -((last.weekday() - WEEKDAYS[names[0]]) % 7))
    is_two = second and pair and _AND.match(pair.group()) and not _OF_WEEK.match(right, pair.end())
    if is_two and (last - first).days > 1:
        second, last = None, first  # "on Monday and Thursday": two days, each read by itself
    before_last = _BEFORE_LAST.match(right)
    if before_last and last == anchor:
        last = shift_days(last, -7)
    week = _WEEK.match(right) if word in ("last", "past") else before_last
    if week and not second:
        day, behind = shift_days(last, -7), week
        first, last = day, day
    start = key.start() - (len(left) - which.start() if which else 0)
    end = key.end() + (pair.end() if pair and second else behind.end() if behind else 0)
    night = _NIGHT_AFTER.match(text, end)
    end = night.end() if night else end
    if not second and _NIGHT_TO.search(left):
        days = shift_days(first, -1), first
        return replace(span_days(start, end, days, "relative"), precision=1)
    if not second and _MIDNIGHT.search(left):
        days = first, shift_days(first, 1)
        return replace(span_days(start, end, days, "relative"), precision=1)
    is_open = _SIDES.get(word, "")
    bound = "future" if word in ("next", "coming") else ""
    if word == "next" and which and _THE.search(left[: which.start()]):
        is_open, bound = "after", ""
    found = span_days(start, end, (first, last), "relative", bound, is_open=is_open)
    if second and (night or _NIGHT_BETWEEN.search(left)) and (last - first).days == 1:
        return replace(found, precision=1)
    return found
