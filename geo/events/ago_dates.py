"""Days counted back from the article's: "a year ago today", "six months and two days ago"."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.calendar_days import Days, month_before, month_days, shift_days, week_days
from geo.events.counts import NUMBER, parse_number

#: What makes a number of units count back from the article's day, in group `to` if to the day.
AGO = re.compile(
    r"\s+ago\b(?P<to>\s+(?:today|yesterday|to\s+the\s+day|this\s+(?:day|morning|evening|week|month))\b)?"
    # "It is nineteen days since the strike".
    r"|\s+since\s+(?=(?:the|an?|that|this|its|their)\s)",
    re.IGNORECASE,
)
_EXACTLY = re.compile(r"\b(?:exactly|precisely)\s+$")
# "Six months and" before "two days ago".
_MORE = re.compile(rf"\b(?P<number>{NUMBER}|an?)\s+(?P<unit>year|month|week)s?(?:,|\s+and)\s+$")
_LENGTHS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
# So many weeks are counted more exactly than more of them.
_NEAR_WEEKS = 14


def count_ago(
    unit: str, amount: int, ago: re.Match[str], left: str, anchor: dt.date, *, is_vague: bool
) -> tuple[Days, int]:
    """The days so many units ago, and how many characters before the number tell of them, too.

    Parameters
    ----------
    unit, amount : what is counted, "half a month" already in days.
    ago : the match of `AGO` behind the unit.
    left : the words before the number, in lower case.

    Examples
    --------
    >>> day = dt.date(2024, 3, 31)
    >>> def count(unit, words, left=""):
    ...     return str(count_ago(unit, 1, AGO.match(words), left, day, is_vague=False)[0][0])
    >>> count("month", " ago today"), count("day", " ago", "one month and ")
    ('2024-02-29', '2024-02-28')
    >>> count("week", " ago"), count("week", " ago", "exactly ")
    ('2024-03-23', '2024-03-24')
    """
    more, exactly = _MORE.search(left), _EXACTLY.search(left)
    start, behind = anchor, 0
    if more is not None:
        number = 1 if more["number"] in ("a", "an") else parse_number(more["number"]) or 0
        start, behind = _step_back(anchor, more["unit"], number), len(left) - more.start()
    elif exactly is not None:
        behind = len(left) - exactly.start()
    to_the_day = (ago["to"] or "").strip().lower()
    if more is not None or exactly is not None or to_the_day:
        day = _step_back(start, unit, amount)
        day = shift_days(day, -int(to_the_day == "yesterday"))
        if to_the_day.endswith(("week", "month")):
            whole = to_the_day.endswith("month")
            return month_days(day.year, day.month) if whole else week_days(day), behind
        return (day, day), behind
    return _about(unit, amount, anchor, is_vague=is_vague), 0


def _step_back(day: dt.date, unit: str, amount: int) -> dt.date:
    if unit in _LENGTHS:
        return shift_days(day, -amount * _LENGTHS[unit])
    year, month = month_before(day, amount * {"month": 1, "year": 12, "decade": 120}[unit])
    first, last = month_days(year, month)
    return first.replace(day=min(day.day, last.day))


def _about(unit: str, amount: int, anchor: dt.date, *, is_vague: bool) -> Days:
    """The days round so many units ago, wider the longer they are."""
    days = amount * {**_LENGTHS, "month": 30, "year": 365, "decade": 3650}[unit]
    if is_vague and unit in ("day", "night"):
        return shift_days(anchor, -days - 1), shift_days(anchor, -2)
    slack = {"month": 15, "year": 180, "decade": 180}.get(unit, 0)
    if unit in ("week", "fortnight"):
        slack = 1 if days <= _NEAR_WEEKS and not is_vague else 3
    return shift_days(anchor, -days - slack), shift_days(anchor, -days + slack)
