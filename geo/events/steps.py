"""Days stepped to from those told: the week before, the August after, later that month."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.calendar_days import Days, month_days, shift_days, week_days
from geo.events.month_dates import move_year, step_months, year_days
from geo.events.weekday_dates import WEEKDAYS

_PAST = re.compile(r"\b(?:past|last)\b", re.IGNORECASE)


def last_unit(words: str, article_date: dt.date) -> Days | None:
    """What "in the past week" says where no report names its days."""
    length = {"week": 7, "month": 30}.get(words.rsplit(maxsplit=1)[-1].lower())
    if length is None or not _PAST.search(words):
        return None
    return shift_days(article_date, -length), article_date


def place_round(days: Days, told: Days, side: str) -> Days | None:
    """The last such days before what was told, or the first ones after it."""
    if (days[1] - days[0]).days < 7:  # a day of the week
        gap = (told[0].weekday() - days[1].weekday()) % 7 or 7
        ahead = (days[0].weekday() - told[1].weekday()) % 7 or 7
        day = shift_days(told[0], -gap) if side == "before" else shift_days(told[1], ahead)
        length = (days[1] - days[0]).days
        return (
            (shift_days(day, -length), day) if side == "before" else (day, shift_days(day, length))
        )
    years = range(told[0].year - 1, told[1].year + 2)
    moved = [move for move in (move_year(days, year) for year in years if year > 0) if move]
    if side == "before":
        return next((move for move in reversed(moved) if move[1] < told[0]), None)
    return next((move for move in moved if move[0] > told[1]), None)


def read_step(words: str) -> tuple[str, int, str]:
    """Unit, number of steps and part of what a span leaves open ("month+0 later")."""
    step, _, part = words.partition(" ")
    return step[:-2], int(step[-2:]), part


def step_unit(unit: str, steps: int, part: str, told: Days) -> Days | None:
    """The week, month or year so many on from what was told, or its part before or after that."""
    if unit == "week":
        whole = week_days(told[0], -steps)
        if part in WEEKDAYS:
            day = shift_days(whole[0], WEEKDAYS[part])
            return day, day
    elif unit == "month":
        whole = step_months(told[0], steps)
        if ":" in part:
            return _days_of_month(whole, part)
        if part in ("early", "mid", "late"):
            return month_days(whole[0].year, whole[0].month, part)
    else:
        year = min(max(told[0].year + steps, 1), dt.MAXYEAR)
        whole = year_days(year, part)
    if part == "later" and told[1] < whole[1]:
        return shift_days(told[1], 1), whole[1]
    if part == "earlier" and told[0] > whole[0]:
        return whole[0], shift_days(told[0], -1)
    return whole


def _days_of_month(month: Days, part: str) -> Days:
    """The days of a month numbered from its first on, or, below zero, from its last back."""
    length = (month[1] - month[0]).days + 1
    ends = [int(number) for number in part.split(":")]
    near, far = (min(number - 1 if number > 0 else length + number, length - 1) for number in ends)
    return shift_days(month[0], near), shift_days(month[0], far)
