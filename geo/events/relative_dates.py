"""Relative dates: "three weeks ago", "last month", "the night before", "over the weekend"."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.ago_dates import AGO, count_ago
from geo.events.calendar_days import (
    Days,
    month_before,
    month_days,
    shift_days,
    week_days,
)
from geo.events.counts import NUMBER, parse_number
from geo.events.reach import Reach
from geo.events.roles import NAME_FOR_ACT
from geo.events.season_dates import SEASONS, read_period, read_season, read_weekend
from geo.events.sieve import lower_text

_WINDOW = 48
_LENGTH = {
    "day": 1,
    "night": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}
# "had been closed for weeks"
_LONG = {"days": 6, "nights": 6, "weeks": 30, "months": 150}
_QUARTERS = {"morning": 0, "evening": 0, "afternoon": 0, "dawn": 0, "night": 0}


# What stands before a unit of time, in lower case.
_WHICH = re.compile(
    r"\b(?:(?P<part>earlier|early|late|later|mid[-\s]?week|midweek|mid|the\s+(?:tail\s+)?end\s+of"
    r"|the\s+(?:beginning|start|middle|first\s+half|second\s+half|(?:first|opening|last|final|closing)"
    r"\s+(?:few\s+)?days)\s+of)[-\s]+)?"
    r"(?:(?P<the>the)\s+)?(?P<which>last|past|this|next|coming|previous|preceding|same|that"
    r"|following|the)\s+$",
)
# "Later in the day" is the day told.
_DAY_TOLD = re.compile(r"\blater\s+in\s+$")
_NUMBERED = re.compile(
    rf"(?:(?P<lead>\b(?:over|in|during|within|for|of)\s+)?(?:the\s+)?(?P<past>last|past"
    rf"|previous)\s+)?"
    rf"(?P<number>\b(?:{NUMBER}|an?|several|some|a\s+few|few|a\s+couple\s+of|many))"
    r"(?P<half>\s+and\s+a\s+half)?\s+(?:full\s+|long\s+)?$",
)
_EARLIER = re.compile(r"\s+(?:earlier|before|previously|prior|back)\b", re.IGNORECASE)
_LATER = re.compile(r"\s+(?:later|after|afterwards|on(?=,))\b", re.IGNORECASE)
_PAST_HOURS = re.compile(r"\b(?:the\s+)?(?P<past>last|past)\s+(?:few\s+)?$", re.IGNORECASE)
# "Yesterday week": a week before that.
_WEEK = re.compile(r"\s+week\b")
_DAY_BEFORE = re.compile(r"\bday\s+before\s+$")
_FOR_NUMBER = re.compile(r"\bfor\s+(?:\w+\s+){1,3}$", re.IGNORECASE)
_BEEN_FOR = re.compile(r"\bha(?:s|ve|(?P<then>d))\s+been\b.*\bfor\s+$")
_OF = re.compile(r"\s+of\b")
_HAVE_IN = re.compile(r"\bha(?:s|ve)\b.*\bin\s+$")
_FOR = re.compile(r"\bfor\s+$", re.IGNORECASE)
_GERUND = re.compile(r"\s+\w+ing\b")
_CLAUSE = re.compile(
    r"\s+(?!and\b|but\b|on\b|in\b|at\b|(?:that|this)(?:,|\s+(?:[A-Z]|the\b|an?\b|\d)))\w"
)
_RECENT = re.compile(
    r"\b(?:in|over|during|for)\s+(?:the\s+)?(?:recent|past|last)\s+$", re.IGNORECASE
)


# "The last week of July" is read from its month.
_OF_MONTH = re.compile(r"\s+(?:of|in)\s+[A-Z]")


def read_word(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> Reach | None:
    """What "today", "yesterday", "overnight" and their like say."""
    word = key.group().lower()
    start, end = key.span()
    if word == "yesterday":
        before = _DAY_BEFORE.search(text[max(floor, start - 20) : start])
        week = _WEEK.match(text, end)
        day = shift_days(anchor, (-2 if before else -1) - (7 if week else 0))
        return Reach(start, week.end() if week else end, (day, day))
    if word in ("today", "tonight"):
        return Reach(start, end, (anchor, anchor))
    if word == "overnight":
        return Reach(start, end, (shift_days(anchor, -1), anchor))
    if word == "tomorrow":
        day = shift_days(anchor, 1)
        return Reach(start, end, (day, day), bound="future")
    if word == "recently":
        return Reach(start, end, (shift_days(anchor, -30), anchor), bound="span")
    return None


def read_unit(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> Reach | None:
    """What stands round a unit of time says; None for a mere duration."""
    unit = key.group().lower()
    period = read_period(text, key, floor)
    if period is not None or unit in ("period", "quarter"):
        return period
    if unit in SEASONS:
        return read_season(text, key, anchor, floor)
    if unit == "weekend":
        return read_weekend(text, key, anchor, floor)
    left = lower_text(text)[max(floor, key.start() - _WINDOW) : key.start()]
    right = text[key.end() : key.end() + _WINDOW]
    if unit == "week" and _OF_MONTH.match(right):
        return None
    numbered = _NUMBERED.search(left)
    if unit in ("hour", "hours", "minute", "minutes"):
        return _read_hours(key, left, right, anchor)
    if numbered and unit not in ("morning", "evening", "afternoon", "dawn"):
        reach = _read_numbered(key, left, right, numbered, anchor)
        if reach is not None:
            return reach
    if unit.endswith("s"):
        return _read_plural(key, left, right, anchor)
    which = _WHICH.search(left)
    return _read_which(key, left, right, which, anchor) if which else None


def _read_plural(key: re.Match[str], left: str, right: str, anchor: dt.date) -> Reach | None:
    """What "in recent weeks", "had been closed for weeks" or "days later" say."""
    unit = key.group().lower()
    recent = _RECENT.search(left)
    if recent and not _OF_MONTH.match(right):
        length = _RECENTLY.get(unit, 0)
        start = key.start() - len(left) + recent.start()
        days = shift_days(anchor, -length), anchor
        return Reach(start, key.end(), days, bound="span") if length else None
    lasting = _BEEN_FOR.search(left)
    if unit in _LONG and lasting:
        if lasting["then"]:  # "had been shut for months then": up to what is told
            return Reach(key.start(), key.end(), None, (-_LONG[unit], 0), bound="span")
        days = shift_days(anchor, -_LONG[unit]), anchor
        return Reach(key.start(), key.end(), days, bound="span")
    later, earlier = _LATER.match(right), _EARLIER.match(right)
    match = later or earlier
    if match is None or unit not in _VAGUE_SHIFTS:
        return None
    is_lasting = _FOR.search(left) or _FOR_NUMBER.search(left)
    if is_lasting and _CLAUSE.match(right, match.end()):
        return None
    near, far = _VAGUE_SHIFTS[unit]
    shift = (near, far) if later else (-far, -near)
    return Reach(key.start(), key.end() + match.end(), None, shift)


_RECENTLY = {"days": 7, "nights": 7, "weeks": 30, "months": 120, "years": 1000}
_VAGUE_SHIFTS = {"days": (2, 6), "nights": (2, 6), "weeks": (10, 40), "months": (40, 300)}


def _read_hours(key: re.Match[str], left: str, right: str, anchor: dt.date) -> Reach | None:
    ago, later = AGO.match(right), _LATER.match(right) or _EARLIER.match(right)
    past = _NUMBERED.search(left) or _PAST_HOURS.search(left)
    if past and past["past"]:
        n_hours = parse_number((past.groupdict().get("number") or "24").lower()) or 24
        start = key.start() - len(left) + past.start()
        days_back = max(1, round(n_hours / 24)) if key.group().lower() == "hours" else 1
        return Reach(start, key.end(), (shift_days(anchor, -days_back), anchor))
    if ago:
        back = _hours_back(key, left)
        ends = shift_days(anchor, -back), shift_days(anchor, 1 - back)
        return Reach(key.start(), key.end() + ago.end(), ends)
    if later:
        is_clause = later.group().strip() in ("after", "before") and _CLAUSE.match(
            right, later.end()
        )
        bound = "clause" if is_clause else ""
        number = _NUMBERED.search(left)
        amount = parse_number(number["number"].lower()) if number else None
        days = (amount or 0) // 24 if key.group().lower() == "hours" else 0
        near, far = days, days + int(bool((amount or 0) % 24) and days > 0)
        if _EARLIER.match(right):
            near, far = -far, -near
        return Reach(key.start(), key.end() + later.end(), None, (near, far), bound)
    return None


def _hours_back(key: re.Match[str], left: str) -> int:
    """How many days back some hours or minutes may reach, at least one."""
    number = _NUMBERED.search(left) if key.group().lower() == "hours" else None
    amount = parse_number(number["number"]) if number else None
    return max(1, -(-(amount or 0) // 24))


def _read_numbered(
    key: re.Match[str], left: str, right: str, numbered: re.Match[str], anchor: dt.date
) -> Reach | None:
    unit = key.group().lower().rstrip("s")
    words = numbered["number"].lower()
    is_vague = words in ("several", "some", "a few", "few", "many")
    amount = {
        "a": 1,
        "an": 1,
        "a couple of": 2,
        "several": 4,
        "few": 3,
        "a few": 3,
        "some": 4,
        "many": 6,
    }.get(words, parse_number(words))
    if amount is None or amount > 500:
        return None
    days = amount * _LENGTH[unit] + (_LENGTH[unit] // 2 if numbered["half"] else 0)
    start = key.start() - len(left) + numbered.start()
    ago = AGO.match(right)
    if ago and not numbered["past"]:
        before = left[: numbered.start()]
        base = shift_days(anchor, amount * _LENGTH[unit] - days)
        counted, behind = count_ago(unit, amount, ago, before, base, is_vague=is_vague)
        return Reach(start - behind, key.end() + ago.end(), counted)
    # "have died in three weeks of shelling"
    is_lasting = _OF.match(right) and _HAVE_IN.search(left[: numbered.start()])
    is_going_on = _BEEN_FOR.search(left[: numbered.start()])
    if numbered["past"] or is_lasting or is_going_on:
        return Reach(start, key.end(), (shift_days(anchor, -days), anchor), bound="span")
    for pattern, sign in ((_EARLIER, -1), (_LATER, 1)):
        match = pattern.match(right)
        if match and _FOR.search(left[: numbered.start()]) and _CLAUSE.match(right, match.end()):
            return None  # "closed for three weeks after a clash"
        if match and not (is_vague and _GERUND.match(right, match.end())):
            return _shifted(key, start, match, right, sign * days, unit)
    return None


def _shifted(
    key: re.Match[str], start: int, match: re.Match[str], right: str, days: int, unit: str
) -> Reach:
    end = key.end() + match.end()
    slack = {"week": 1, "month": 10, "year": 120}.get(unit, 0)
    shift = days - slack, days + slack
    # "a month after the gate was shut" counts from the other act of the sentence,
    # "a day before Sehwan" from what was told to have happened there.
    if NAME_FOR_ACT.match(right, match.end()):
        return Reach(start, end, None, shift)
    if match.group().strip() in ("after", "before") and _CLAUSE.match(right, match.end()):
        return Reach(start, end, None, shift, bound="clause")
    return Reach(start, end, None, shift)


def _read_which(
    key: re.Match[str], left: str, right: str, which: re.Match[str], anchor: dt.date
) -> Reach | None:
    unit, word = key.group().lower(), which["which"].lower()
    start, end = key.start() - len(left) + which.start(), key.end()
    label = _part_label((which["part"] or "").lower())
    if word == "the" and unit == "day" and _DAY_TOLD.search(left[: which.start()]):
        return Reach(start, end, None, (0, 0))
    if word == "the":
        if label and unit in ("week", "month"):
            return _read_part(unit, label, (start, end), anchor)
        is_inside = bool(_INSIDE.search(left[: which.start()]))
        return _read_the(key, start, right, anchor, is_inside=is_inside)
    if word in ("next", "coming", "following"):
        return _read_next(unit, word, (start, end), anchor, has_the=bool(which["the"]))
    if word in ("previous", "preceding"):
        if unit in ("day", "night", "evening"):
            return Reach(start, end, None, (-1, -1))
        named = _named(unit, "last", label, (start, end), anchor)
        return named and named._replace(open=_step(unit, -1, label))
    if word in ("same", "that"):
        return _read_same(unit, label, (start, end), anchor)
    return _named(
        unit, "this" if word == "this" else "last", label, (start, end), anchor, bool(which["the"])
    )


def _read_same(unit: str, label: str, span: tuple[int, int], anchor: dt.date) -> Reach | None:
    """What "that week" and "the same evening" say."""
    if unit in _STEPPED:
        named = _named(unit, "this", label, span, anchor)
        return named and named._replace(open=_step(unit, 0, label), bound="")
    return Reach(*span, None, (0, 0)) if unit != "decade" else None


def _read_part(unit: str, label: str, span: tuple[int, int], anchor: dt.date) -> Reach | None:
    """What "at the start of the month" says: of the month told, else of the article's."""
    first = (
        _week_part(week_days(anchor), label)[0]
        if unit == "week"
        else month_days(anchor.year, anchor.month, label)[0]
    )
    if first > anchor and label in ("mid", "late"):
        return None
    named = _named(unit, "this", label, span, anchor)
    return named and named._replace(open=_step(unit, 0, label))


_STEPPED = ("week", "month", "year")


def _step(unit: str, steps: int, part: str = "") -> str:
    """How a span that is so many weeks, months or years from the days told before is marked."""
    return f"{unit}{steps:+d} {part}".strip() if unit in _STEPPED else ""


def _read_next(
    unit: str, word: str, span: tuple[int, int], anchor: dt.date, *, has_the: bool
) -> Reach | None:
    """What "the following day" counts from the event told, "next week" from the article."""
    is_told = word == "following" or (word == "next" and has_the)
    if is_told and unit in ("day", *_QUARTERS):
        return Reach(*span, None, (1, 1))
    ahead = anchor, shift_days(anchor, _LENGTH.get(unit, 1))
    if word == "following" and unit not in _STEPPED:
        return None
    return Reach(*span, ahead, bound="future", open=_step(unit, 1) if is_told else "")


_LATE = re.compile(r"\b(?:end|second|last|final|closing)\b")


def _part_label(part: str) -> str:
    if part.endswith(" of"):
        return "late" if _LATE.search(part) else "mid" if "mid" in part else "early"
    return "mid" if part.startswith("mid") else part


def _two_back(unit: str, anchor: dt.date) -> Days:
    """The week, month or year before the last one."""
    if unit == "week":
        return week_days(anchor, 2)
    if unit == "month":
        return month_days(*month_before(anchor, 2))
    year = max(anchor.year - 2, 1)
    return month_days(year, 1)[0], month_days(year, 12)[1]


_INSIDE = re.compile(r"[\w,][,\s]*$")
_AFTER_DAY = re.compile(r"\s+(?:after|later)\b")
_BEFORE_DAY = re.compile(r"\s+(?:before|earlier)\b(?!\s+yesterday)")
_BEFORE_LAST = re.compile(r"\s+before\s+last\b")
_SAME_DAY = re.compile(r"\s+(?:it|they|the\s+talks|of\s+the)\b")


def _read_the(
    key: re.Match[str], start: int, right: str, anchor: dt.date, *, is_inside: bool
) -> Reach | None:
    unit = key.group().lower()
    if unit not in ("day", "night", "morning", "evening", *_STEPPED):
        return None
    before_last = _BEFORE_LAST.match(right)
    if before_last and unit in _STEPPED:
        return Reach(start, key.end() + before_last.end(), _two_back(unit, anchor))
    for pattern, shift in ((_BEFORE_DAY, -1), (_AFTER_DAY, 1), (_SAME_DAY, 0)):
        match = pattern.match(right)
        if match is None or not (shift or unit == "day"):
            continue
        if unit in _STEPPED and shift:
            days = _named(unit, "last", "", (start, key.end() + match.end()), anchor)
            bound = "" if shift < 0 else "future"
            return days and days._replace(bound=bound, open=_step(unit, shift))
        days_on = shift * _LENGTH.get(unit, 1)
        end = key.end() + (match.end() if shift else 0)
        # "The night before they had fired" opens a sentence; "closed the day before they fired".
        is_clause = shift and _CLAUSE.match(right, match.end()) and (shift > 0 or is_inside)
        bound = "clause" if is_clause else ""
        return Reach(start, end, None, (days_on, days_on), bound)
    return None


def _week_part(week: Days, part: str) -> Days:
    """The days of a week, or its early, mid or late ones."""
    near, far = {"early": (0, 2), "mid": (1, 3), "late": (4, 6)}.get(part, (0, 6))
    return shift_days(week[0], near), shift_days(week[0], far)


def _named(
    unit: str, word: str, part: str, span: tuple[int, int], anchor: dt.date, has_the: bool = False
) -> Reach | None:
    bound = "future" if part == "later" else ""
    if unit in _QUARTERS or unit == "day":
        if word == "last":
            days = (shift_days(anchor, -1), anchor if unit == "night" else shift_days(anchor, -1))
            return Reach(*span, days) if unit != "day" else None
        return Reach(*span, (anchor, anchor)) if unit != "day" else None
    if unit == "week":
        if has_the and word == "last":
            return Reach(*span, (shift_days(anchor, -7), anchor))
        monday, sunday = _week_part(week_days(anchor, int(word == "last")), part)
        last = min(sunday, anchor) if word == "this" else sunday
        return Reach(*span, (min(monday, last), last), bound=bound)
    if unit == "month":
        year, month = month_before(anchor, int(word == "last"))
        first, last = month_days(year, month, part if part in ("early", "mid", "late") else "")
        return Reach(*span, (min(first, anchor), min(last, anchor)), bound=bound)
    if unit == "year":
        year = max(anchor.year - int(word == "last"), 1)
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part, (1, 12))
        first, last = month_days(year, months[0])[0], month_days(year, months[1])[1]
        return Reach(*span, (min(first, anchor), min(last, anchor)), bound=bound)
    return None
