"""Spans of days: months, weeks, seasons, and how exactly they are known."""

from __future__ import annotations

import calendar
import datetime as dt

Days = tuple[dt.date, dt.date]


def shift_days(day: dt.date, days: int) -> dt.date:
    """The day so many days on, kept inside the calendar.

    Examples
    --------
    >>> shift_days(dt.date(2025, 3, 1), -1)
    datetime.date(2025, 2, 28)
    """
    ordinal = min(max(day.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


def month_days(year: int, month: int, part: str = "") -> Days:
    """First and last day of a month, or of its early (1-10), mid (10-20) or late (21-) part.

    Examples
    --------
    >>> month_days(2024, 2)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> month_days(2017, 11, "mid")[0].day, month_days(2017, 11, "late")[0].day
    (10, 21)
    """
    length = calendar.monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (10, 20), "late": (21, length)}.get(part, (1, length))
    return dt.date(year, month, first), dt.date(year, month, last)


def month_before(day: dt.date, months: int = 1) -> tuple[int, int]:
    """Year and month so many months before the day's.

    Examples
    --------
    >>> month_before(dt.date(2025, 1, 15)), month_before(dt.date(2025, 3, 1), 14)
    ((2024, 12), (2024, 1))
    """
    index = max(day.year * 12 + day.month - 1 - months, 12)
    return index // 12, index % 12 + 1


def week_days(day: dt.date, weeks_back: int = 0) -> Days:
    """Monday and Sunday of the day's week, or of one some weeks before.

    Examples
    --------
    >>> week_days(dt.date(2025, 11, 8), 1)
    (datetime.date(2025, 10, 27), datetime.date(2025, 11, 2))
    """
    monday = shift_days(day, -day.weekday() - 7 * weeks_back)
    return monday, shift_days(monday, 6)


def season_days(name: str, year: int) -> Days:
    """First and last day of a northern season; winter is the one that ends in the year.

    Examples
    --------
    >>> season_days("summer", 2015)
    (datetime.date(2015, 6, 1), datetime.date(2015, 8, 31))
    """
    starts = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
    month = starts[name]
    first = dt.date(max(year - (month == 12), 1), month, 1)
    return first, month_days(year, (month + 1) % 12 + 1)[1]


def rate_precision(first: dt.date, last: dt.date) -> int:
    """UCDP's date_prec of a span: 1 a day, 2 up to six, 3 a week, 4 a month, 5 longer.

    Examples
    --------
    >>> rate_precision(dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    4
    """
    days = (last - first).days + 1
    for limit, precision in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if days <= limit:
            return precision
    return 5


def full_month(days: Days, today: dt.date) -> Days:
    """The days run to the end of their month where they were cut off at the article's date."""
    first, last = days
    is_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return (first, month_days(last.year, last.month)[1]) if is_month and last == today else days
