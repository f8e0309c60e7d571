"""Words that say when, as the grammar of dates finds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.events.calendar_days import Days, rate_precision

#: Characters looked at to either side of a word that may belong to a date.
WINDOW = 48


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Words that say when.

    `first` and `last` are inclusive days; None where `shift` counts from the event just told
    (days to its first and to its last). `source` is "text", "relative", "told" or "here" (told in
    this sentence). `bound` is
    "since", "until", "by", "after", "before", "future", "span" (all through it), "compared" ("the
    worst since March") or "".
    `precision` is UCDP's date_prec. `open` says what the words leave to the dates told before
    (`first` and `last` are then counted from the article's date): "year" or "day" (no year, only
    a day of the month), "before" and "after" ("the previous August"), or a unit with its steps
    from what was told: "year+0" ("that year"), "month-1".
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    precision: int
    source: str
    bound: str = ""
    shift: tuple[int, int] | None = None
    open: str = ""

    @property
    def days(self) -> Days | None:
        """First and last day, None where they count from the event just told."""
        return None if self.first is None or self.last is None else (self.first, self.last)


def span_days(
    start: int, end: int, days: Days, source: str, bound: str = "", *, is_open: str = ""
) -> DateSpan:
    """A span of words that say days, rated by their number.

    Examples
    --------
    >>> day = dt.date(2025, 10, 18)
    >>> span_days(3, 13, (day, day), "text").precision
    1
    """
    return DateSpan(start, end, *days, rate_precision(*days), source, bound, open=is_open)


def words_left(text: str, position: int, floor: int) -> str:
    """The characters before a word that a date may begin with, none before `floor`."""
    return text[max(floor, position - WINDOW) : position]


def words_right(text: str, position: int) -> str:
    """The characters after a word that a date may end with."""
    return text[position : position + WINDOW]
