"""What words say of a time before it is known from where they count."""

from __future__ import annotations

from typing import NamedTuple

from geo.events.calendar_days import Days


class Reach(NamedTuple):
    """Words that say when: their span, and either days or a shift from the event just told.

    `open` is what the days told before may say better ("month-1": the month before that told).
    """

    start: int
    end: int
    days: Days | None
    shift: tuple[int, int] = (0, 0)
    bound: str = ""
    open: str = ""
