"""Seasons, weekends, and the days that a report says it covers."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.calendar_days import season_days, shift_days
from geo.events.reach import Reach

SEASONS = ("summer", "winter", "spring", "autumn", "fall")
_WHICH_SEASON = re.compile(
    r"\b(last|this|past|that|same|following|previous|the\s+next)\s+$", re.IGNORECASE
)
_OF_YEAR = re.compile(
    r"\s+(?:of\s+)?(?:the\s+)?(that|same|last|this|previous|following)\s+year\b", re.IGNORECASE
)
_OPEN_SEASONS = {
    "that": "season+0",
    "same": "season+0",
    "following": "after",
    "the next": "after",
    "previous": "before",
}
_OPEN_OF_YEAR = {
    "that": "season+0",
    "same": "season+0",
    "following": "season+1",
    "previous": "season-1",
}
_BEFORE_LAST = re.compile(r"\s+before\s+last\b")
_AHEAD = re.compile(r"\b(?:next|coming)\s+$")
# What a report covers is said in its heading, and then only pointed at.
_REPORTED = ("period", "quarter", "week", "month")
_PERIOD = re.compile(
    r"\b(?:(?:reporting|review)\s+(?:period|week|month|quarter)|same\s+period"
    r"|(?:during|over|in|throughout)\s+the\s+(?:past\s+|last\s+|reported\s+)?"
    r"(?:period|week|month|quarter))$",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(earlier|later|early|late)\s+$", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\s+(?:of|before|after|since|that|when|to|from|following|leading|between|ending|beginning"
    r"|until)\b"
)


def read_period(text: str, key: re.Match[str], floor: int) -> Reach | None:
    """What "during the reporting period" says: the days a report names at its head."""
    if key.group().lower() not in _REPORTED:
        return None
    left = text[max(floor, key.start() - 32) : key.start()]
    period = _PERIOD.search(left + key.group())
    if period is None or _OF_WHAT.match(text, key.end()):
        return None
    start = key.start() - len(left) + period.start()
    part = _PART.search(left[: period.start()])
    if part and key.group().lower() in ("week", "month"):  # "later in the month"
        is_open = f"{key.group().lower()}+0 {part[1].lower()}"
        return Reach(start - len(part.group()), key.end(), None, bound="period", open=is_open)
    return Reach(start, key.end(), None, bound="period", open="period")


def read_season(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> Reach | None:
    """What "last summer" or "the winter of that year" says; None for a bare "winter"."""
    left = text[max(floor, key.start() - 20) : key.start()]
    which, of_year = _WHICH_SEASON.search(left), _OF_YEAR.match(text, key.end())
    found = of_year or which
    if found is None:
        return None
    word = " ".join(found[1].lower().split())
    season = key.group().lower()
    year = anchor.year + (season == "winter")
    first, last = season_days(season, year)
    if (word in ("last", "past") and (last >= anchor or of_year)) or first > anchor:
        first, last = season_days(season, year - 1)
    days = first, min(last, anchor)
    start = key.start() - (len(left) - which.start() if which else 0)
    is_open = (_OPEN_OF_YEAR if of_year else _OPEN_SEASONS).get(word, "")
    return Reach(start, of_year.end() if of_year else key.end(), days, open=is_open)


def read_weekend(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> Reach | None:
    """The last weekend before the article's date, or the next one."""
    left = text[max(floor, key.start() - 16) : key.start()]
    if _AHEAD.search(left):
        return Reach(key.start(), key.end(), (anchor, shift_days(anchor, 9)), bound="future")
    saturday = shift_days(anchor, -((anchor.weekday() - 5) % 7))
    before_last = _BEFORE_LAST.match(text, key.end())
    if before_last:
        saturday = shift_days(saturday, -7)
    end = before_last.end() if before_last else key.end()
    return Reach(key.start(), end, (saturday, min(shift_days(saturday, 1), anchor)))
