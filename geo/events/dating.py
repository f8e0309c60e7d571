"""Which of a sentence's dates is an act's, and what day it is."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.calendar_days import Days, rate_precision, shift_days
from geo.events.date_span import DateSpan
from geo.events.mention import Dating

_STILL = re.compile(
    r"\b(?:has|have)\s+(?:been|remained|stayed|kept|gone\s+on|run|lasted|dragged\s+on"
    r"|continued)\b|\bremains?\b|\bis\s+(?:still|closed|shut"
    r"|sealed)|\bare\s+(?:still|closed|shut)|\bstill\b|\bcontinu\w+\b|\bstays?\b",
    re.IGNORECASE,
)
# "Mortars have fallen on Nari since mid-July": until now.
_GOES_ON = re.compile(
    r"\b(?:has|have)\s+(?:(?:also|now|already|all|both|\w+ly)\s+)*(?!said\b|told\b|accused\b|called\b"
    r"|blamed\b|announced\b|reported\b|been\s+(?:told|reported|accused|blamed)\b)[a-z]+\b[^,;:]*\Z"
)
_ENDED = re.compile(r"\b(?:conclud\w+|end(?:ed|ing)|until|till|to|through|lasted)\b", re.IGNORECASE)
# How far before its day the word "since" may stand.
_SINCE = 90
_USABLE = frozenset(("", "since", "by", "after", "before", "span"))


def choose_dating(
    text: str,
    spans: list[DateSpan],
    anchor: int,
    article_date: dt.date,
    told: Dating | None,
    *,
    is_point: bool = False,
    is_flow: bool = False,
) -> Dating | None:
    """The dating that the spans give an act whose trigger stands at `anchor`, None if none does.

    `is_point` says that the act is over at once: a gate closed since Sunday was closed on Sunday.
    `is_flow` says that it runs on: people gone home "since May" went until now, or "by Monday".
    `told` is the dating of the event told before, from which "the night before" counts.
    """
    usable = [
        span for span in spans if span.bound in _USABLE and _is_possible(span, told, article_date)
    ]
    if not usable:
        return None
    exact = [span for span in usable if span.first is not None]
    pool = exact or usable
    best = _refine(min(pool, key=lambda span: _cost(span, anchor)), pool)
    dating = resolve(best, article_date, told)
    if dating is None or best.bound != "since" or is_point:
        return dating
    since = text.rfind("since ", max(0, best.start - _SINCE), best.start)
    if 0 <= since < anchor < best.start:
        return dating  # "since the bombing of a shrine in February" dates the bombing
    if is_flow:
        ends = [span.last for span in exact if span.bound == "by" and span.last]
        days = dating.first, max(dating.first, ends[0] if ends else article_date)
        return Dating(*days, rate_precision(*days), dating.source, best.start, best.end)
    return _open_ended(text, best, dating, exact, article_date)


def _refine(best: DateSpan, pool: list[DateSpan]) -> DateSpan:
    """The day that other words name inside a week, month or year that the best ones name.

    "In July they fought at Chaman and nine were killed on the 30th."
    """
    if best.days is None or best.bound not in ("", "by"):
        return best
    first, last = best.days
    length = (last - first).days
    if best.precision < 3 and not (best.source == "relative" and length >= 2):
        return best
    slack = 1 if length <= 7 else 0
    for span in pool:
        if span.days is None or span.bound != "" or span.precision > 2:
            continue
        is_inside = shift_days(first, -slack) <= span.days[0] and span.days[1] <= last
        if is_inside and (span.days[1] - span.days[0]).days < length:
            return span
    return best


def _is_possible(span: DateSpan, told: Dating | None, article_date: dt.date) -> bool:
    if span.first is None:
        return span.bound != "clause"
    return span.first <= article_date


def _cost(span: DateSpan, anchor: int) -> tuple[int, int, int]:
    weak = span.bound in ("after", "before", "span")
    # "was called in today over a raid on the night of April 30": the day's own date says more.
    bland = int(
        span.source == "relative" and span.end - span.start <= 7 and span.first == span.last
    )
    behind = 0 if span.start > anchor else 12
    return int(weak), int(span.precision > 3), bland * 25 + behind + abs(span.start - anchor)


def resolve(span: DateSpan, article_date: dt.date, told: Dating | None) -> Dating | None:
    """The days a span says; shifts count from the event told before, else the article's date."""
    if span.first is not None and span.last is not None:
        source = "text" if span.source == "text" else "relative"
        return Dating(span.first, span.last, span.precision, source, span.start, span.end)
    if span.shift is None:
        return None
    first = told.first if told else article_date
    last = told.last if told else article_date
    near, far = span.shift
    is_day = near == far == 0 and (last - first).days > 2
    if is_day:  # "had been shut for months; that day a crowd came": the last of what was told
        first = last
    base = last if near > 0 else first
    days = shift_days(base, near), min(shift_days(base, far), article_date)
    if days[1] < days[0]:
        return None
    precision = rate_precision(*days)
    if told and not is_day:
        precision = max(precision, told.precision)
    return Dating(*days, precision, "relative", span.start, span.end)


def _open_ended(
    text: str, best: DateSpan, dating: Dating, exact: list[DateSpan], article_date: dt.date
) -> Dating:
    """A dating that runs on: to a later date of the same words, or to the article's date."""
    for span in exact:
        if span.start <= best.end or span.last is None or span.last < dating.last:
            continue
        if _ENDED.search(text[best.end : span.start]) and span.bound != "future":
            days = dating.first, min(span.last, article_date)
            return Dating(*days, rate_precision(*days), "text", best.start, span.end)
    around = text[max(0, best.start - 110) : best.start]
    behind = text[best.end : best.end + 110].split(". ", maxsplit=1)[0]
    if re.search(r"\b(?:has|have)\s+(?:\w+\s+)?\w+", behind):
        days = dating.first, article_date
        return Dating(*days, rate_precision(*days), dating.source, best.start, best.end)
    before = around[max(around.rfind(". "), around.rfind("\n")) + 1 :]
    if _STILL.search(before) or _GOES_ON.search(before):
        days = dating.first, article_date
        return Dating(*days, rate_precision(*days), dating.source, best.start, best.end)
    return dating


def date_by_article(article_date: dt.date, period: Days | None = None) -> Dating:
    """The dating of news that names no day: the article's day or the one before, imprecise.

    `period` are the days that the report says it covers, if it does.

    Examples
    --------
    >>> date_by_article(dt.date(2025, 11, 8)).first
    datetime.date(2025, 11, 7)
    """
    if period is not None and period[0] <= article_date:
        days = period[0], min(period[1], article_date)
        return Dating(*days, rate_precision(*days), "article")
    return Dating(shift_days(article_date, -1), article_date, 3, "article")


def date_by_saying(span: DateSpan, article_date: dt.date) -> Dating | None:
    """The dating of news of which only the saying is dated: that day or the one before."""
    if span.first is None or span.last is None or span.first > article_date:
        return None
    return Dating(shift_days(span.first, -1), span.last, 2, "article", span.start, span.end)


def loosen(dating: Dating) -> Dating:
    """The dating of what only its answer is dated by: that day or the one before.

    Examples
    --------
    >>> day = dt.date(2025, 11, 8)
    >>> loosen(Dating(day, day, 1, "text")).first
    datetime.date(2025, 11, 7)
    """
    first = shift_days(dating.first, -1)
    return Dating(first, dating.last, max(2, dating.precision), "article")


def carry(dating: Dating) -> Dating:
    """The same days, taken over from the event told before."""
    return Dating(dating.first, dating.last, dating.precision, "context")


def run_on(dating: Dating, article_date: dt.date) -> Dating:
    """The dating run on to the article's date, if that is within a week.

    Examples
    --------
    >>> day = dt.date(2025, 11, 4)
    >>> run_on(Dating(day, day, 1, "context"), dt.date(2025, 11, 6)).last
    datetime.date(2025, 11, 6)
    """
    if not 0 < (article_date - dating.last).days <= 7:
        return dating
    days = dating.first, article_date
    return Dating(*days, rate_precision(*days), dating.source)
