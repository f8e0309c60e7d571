"""Dates followed through an article: what a bare "in May" or "on the 12th" means where it stands.

Writers say a year once and then leave it out, and lists of what happened when put the day before
the words. The dates are read in order; each that leaves something open takes it from what was
told before it in the same stretch of text, else from the article's date.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.articles.text import Span
from geo.events.calendar_days import Days, full_month, month_days, rate_precision, shift_days
from geo.events.date_span import DateSpan
from geo.events.month_dates import move_year, step_months, year_days
from geo.events.said import is_flashback, is_said
from geo.events.steps import last_unit, place_round, read_step, step_unit

# A date without year as close to the article's as this is its own: newspapers leave that year out.
_RECENT_DAYS = 31
# In a paragraph of its own it goes on with an older year only if it is no news by itself.
_OLD_DAYS = 75
# How far the order of telling reaches over the turn of a year.
_ACROSS_DAYS = 240
# A report says in its first words which days it covers.
_TITLE = 300
_TITLE_END = re.compile(r"[^.\n]{0,60}\n")
_A_WEEK = 8
_TO_COME = re.compile(
    r"\b(?:will|would|to\s+be|is|are|set|due|scheduled|plan\w*|expect\w*|until|by)\b"
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HEAD = re.compile(
    r"(?:\A|\n)[\s•*·▪#>(\[–—-]*(?:\d{1,2}[.)]\s+)?(?:(?:On|Early|Late|The|Night|Overnight|Day|of"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|\w+\s+\d|\d+)[\s,.:–—-]+)*\Z",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"[ \t]*(?:\([^()\n]{1,24}\)|\]|\))?"
    # "12 September, around midnight."
    r"(?:,?(?:[ \t]+(?:at|around|about|in|the|early|late|shortly|just|before|after|towards|\d\S*"
    r"|morning|noon|midday|afternoon|evening|night|midnight|dawn|dusk|sunrise|sunset)){1,4})?"
    # "June 2016, Torkham:"
    r"(?:,[ \t]+(?:[A-Z][\w’'-]*|all|and|of|the|crossings?|border)"
    r"(?:[ \t/,]+(?:[A-Z][\w’'-]*|and|of|the|crossings?|border|district|province|valley)){0,5}"
    r"(?=:))?"
    r"[ \t]*(?:[:–—|]|-\s|\.?[ \t]*(?:\n|\Z)|\.\s(?=[^\n]))"
)
_ALONE = re.compile(r"[ \t]*(?:\([^()\n]{1,24}\)|[\])])?[ \t]*[:.–—-]?[ \t]*\n")
_NO_SCOPE = re.compile(r"\b(?:since|until|till|of|by|to|from|the|after|before)\s+\Z", re.IGNORECASE)
_WAR_OF = re.compile(
    r"\b(?:war|conflict|fighting|clash(?:es)?|crisis|standoff|uprising|battles?|campaign)\s+of\s+\Z",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en)|had|been|made|come|gone)\b")


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of an article in order, and the days under which its stretches stand.

    `headings` are the dates that head a list's stretches, in order; `starts` where they begin.
    `period` are the days that a report's title says it covers.
    """

    dates: tuple[DateSpan, ...]
    headings: tuple[DateSpan, ...] = ()
    starts: tuple[int, ...] = ()
    period: Days | None = None

    def heading_of(self, position: int) -> DateSpan | None:
        """The day or month that heads the stretch of text round a position, None if none does."""
        index = bisect_right(self.starts, position)
        heading = self.headings[index - 1] if index else None
        return heading if heading and heading.precision <= 4 else None

    def cut(self, text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
        """The sentences cut at the headings, which may stand before words without a full stop."""
        marks = sorted({mark for heading in self.headings for mark in _edges(text, heading)})
        if not marks:
            return tuple(sentences)
        pieces: list[Span] = []
        for start, end in sentences:
            inner = marks[bisect_right(marks, start) : bisect_left(marks, end)]
            for left, right in pairwise((start, *inner, end)):
                words = text[left:right]
                first = left + len(words) - len(words.lstrip())
                if words.strip():
                    pieces.append(Span(first, first + len(words.strip())))
        return tuple(pieces)


def _edges(text: str, heading: DateSpan) -> Iterator[int]:
    """Where a heading's line begins, and where it ends if no more stands on it."""
    yield text.rfind("\n", 0, heading.start) + 1
    end = _ALONE.match(text, heading.end)
    if end:
        yield end.end()


def follow_dates(
    text: str, dates: Sequence[DateSpan], article_date: dt.date, sentences: Sequence[Span]
) -> Timeline:
    """The dates with what they leave open settled, and the headings among them.

    Examples
    --------
    >>> from geo.events.dates import find_dates
    >>> text = "In May 2017 they fought. In September it closed."
    >>> day = dt.date(2024, 6, 10)
    >>> [str(s.first) for s in follow_dates(text, find_dates(text, day), day, [Span(0, 48)]).dates]
    ['2017-05-01', '2017-09-01']
    """
    reader = _Follower(text, article_date, [start for start, _ in sentences], sentences)
    settled = [reader.read(span) for span in dates]
    headings = [span for span in settled if span.days and reader.heads(span)]
    if len(headings) < 2:
        headings = []
    starts = tuple(span.start for span in headings)
    return Timeline(tuple(settled), tuple(headings), starts, reader.title_period)


class _Follower:
    """What was told last: any days, and those that hold a year."""

    def __init__(
        self,
        text: str,
        article_date: dt.date,
        starts: list[int],
        sentences: Sequence[Span],
    ) -> None:
        self.text = text
        self.article_date = article_date
        self.starts = starts
        self.sentences = sentences
        self.told: Days | None = None
        self.told_at = 0
        self.year: DateSpan | None = None
        self.year_at = 0
        #: The year named last, whatever for ("reckon their bad years from 2008"), and where.
        self.named = 0, 0
        #: What "a year later" reaches, and where it stands.
        self.reach: tuple[Days, int] | None = None
        #: A year that names what the words are about ("the war of 2006").
        self.topic: DateSpan | None = None
        self.is_list = False
        #: The days that a report says it covers.
        self.period: Days | None = None
        #: Those days if a title says them, not a sentence.
        self.title_period: Days | None = None

    def heads(self, span: DateSpan) -> bool:
        """Whether a date stands before a stretch of text as its heading."""
        before = self.text[max(0, span.start - 32) : span.start]
        return bool(_HEAD.search(before)) and bool(_HEAD_END.match(self.text, span.end))

    def read(self, span: DateSpan) -> DateSpan:
        """The span with what it leaves open settled; what was told last goes on from it."""
        if is_said(self.text, span):
            return span
        if span.open:
            span = self._settle(span)
        elif self._looks_before(span) and span.days and self.told:
            span = replace(span, open="before")
            span = self._settle(span)
        if span.days and span.source == "text" and span.bound != "future":
            self.named = span.days[0].year, span.start
        self._note(span)
        return span

    def _looks_before(self, span: DateSpan) -> bool:
        """Whether "on Saturday a guard had been shot" is told after Monday's news: before it."""
        told, days = self.told, span.days
        if told is None or days is None or span.source != "relative" or days[0] != days[1]:
            return False
        if told[0] != told[1] or (self.article_date - told[0]).days > _A_WEEK:
            return False
        is_weekday = bool(_WEEKDAY.match(self.text, span.start))
        is_near = 0 < self._sentence(span.start) - self._sentence(self.told_at) <= 2
        return is_weekday and is_near and days[0] > told[1] and self._is_back(span.start)

    def _note(self, span: DateSpan) -> None:
        days = span.days
        if days is None:
            if span.shift is not None and span.bound == "" and self.told is not None:
                near, far = span.shift
                self._tell((shift_days(self.told[0], near), shift_days(self.told[1], far)), span)
                if far > near and self.told:
                    self.reach = self.told, span.start
            return
        if span.bound in ("future", "until", "span"):
            return
        is_heading = self.heads(span)
        before = self.text[max(0, span.start - 12) : span.start]
        if span.precision == 5 and not is_heading and _NO_SCOPE.search(before):
            around = self.text[max(0, span.start - 30) : span.start]
            self.topic = span if _WAR_OF.search(around) else self.topic
            return
        self.topic = None
        if self.period is None and span.start < _TITLE and 4 <= (days[1] - days[0]).days <= 100:
            self.period = days if span.source == "text" and span.precision <= 5 else None
            if self.period and _TITLE_END.match(self.text, span.end):
                self.title_period = days
        self._tell(days, span)
        if span.source == "text" or span.precision == 5 or span.open:
            self.year, self.year_at = span, span.start
            self.is_list = is_heading or (self.is_list and span.precision < 5)
        elif not is_heading:
            self.year, self.is_list = None, False

    def _tell(self, days: Days, span: DateSpan) -> None:
        self.told, self.told_at = full_month(days, self.article_date), span.start

    def _settle(self, span: DateSpan) -> DateSpan:
        days: Days | None = None
        if span.open == "listed":
            days = self._listed_days(span)
        elif span.open == "period":
            days = self.period or last_unit(self.text[span.start : span.end], self.article_date)
        elif span.open == "year":
            days = self._reach_days(span) or self._carry_year(span)
        elif span.open.startswith("year") and self.named[1] > self.told_at:
            days = self._count_from_year(span)
        elif self._is_near(span.start, self.told_at):
            days = self._count_from_told(span)
        elif span.open in ("before", "after") and span.days:
            days = place_round(span.days, (self.article_date, self.article_date), span.open)
        if days is None or days[0] > self.article_date:
            return span
        days = days[0], min(days[1], self.article_date)
        bound = "" if span.bound == "future" else span.bound
        precision = 1 if span.precision == 1 else rate_precision(*days)
        bound = "" if span.open == "listed" else bound
        first, last = days
        return replace(span, first=first, last=last, precision=precision, bound=bound, shift=None)

    def _is_near(self, position: int, before: int) -> bool:
        """Whether at most two sentences or one blank line lie between two positions."""
        if self.told is None:
            return False
        if self._sentence(position) - self._sentence(before) <= 3:
            return True
        return self.is_list

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def _paragraphs_between(self, start: int, end: int) -> int:
        return self.text.count("\n\n", start, min(end, start + 4000)) if end > start else 0

    def _is_back(self, position: int) -> bool:
        if not self.sentences:
            return False
        start, end = self.sentences[self._sentence(position)]
        return is_flashback(self.text[max(start, position - 300) : min(end, position + 300)])

    def _carry_year(self, span: DateSpan) -> Days | None:
        """The days in the year told before, None if the article's own year is the likelier."""
        year, days = self.year, span.days
        if days is not None and self.topic is not None and self.topic.days is not None:
            n_apart = self._sentence(span.start) - self._sentence(self.topic.start)
            if n_apart <= 2 and self._is_back(span.start):
                return move_year(days, self.topic.days[0].year)
        if year is None or year.days is None or days is None:
            return None
        told, n_apart = year.days, self._sentence(span.start) - self._sentence(self.year_at)
        moved = self._move(
            full_month(days, self.article_date), told, span.start, is_wide=year.precision == 5
        )
        if moved is None or moved[0] == days[0] or moved[0] > self.article_date:
            return None
        age = (self.article_date - days[1]).days
        # "In December 2022 ... another on December 15".
        is_past = (
            age < 0 and n_apart == 1 and year.precision <= 4 and not self._is_ahead(span.start)
        )
        if n_apart == 0 or self.is_list or is_past:
            return moved
        if age <= _RECENT_DAYS or n_apart > 6 or self._is_now(span.start):
            return None
        n_paragraphs = self._paragraphs_between(self.year_at, span.start)
        if n_paragraphs == 0 and self._sets_scene(year):
            return moved
        if n_paragraphs == 0 and year.precision <= 4 and n_apart == 1:
            return moved if age > _OLD_DAYS else None
        return moved if n_paragraphs <= 2 and year.precision <= 4 and age > _OLD_DAYS else None

    def _reach_days(self, span: DateSpan) -> Days | None:
        """The days in what "a year later" reaches, which stands before them in the sentence."""
        if self.reach is None or span.days is None:
            return None
        (first, last), position = self.reach
        if self._sentence(position) != self._sentence(span.start):
            return None
        slack = dt.timedelta(max(10, (last - first).days // 2))
        moved = (move_year(span.days, year) for year in range(first.year, last.year + 1))
        return next((d for d in moved if d and first - slack <= d[0] <= last + slack), None)

    def _count_from_year(self, span: DateSpan) -> Days | None:
        """What "that year" and "the year after" say behind a year that dates no act."""
        if span.days is None or self._sentence(span.start) - self._sentence(self.named[1]) > 3:
            return None
        _, steps, part = read_step(span.open)
        year = self.named[0] + steps
        if span.source == "text":
            return move_year(full_month(span.days, self.article_date), year)
        return year_days(year, part)

    def _is_ahead(self, position: int) -> bool:
        """Whether a sentence tells what is to come."""
        if not self.sentences:
            return True
        start, end = self.sentences[self._sentence(position)]
        return bool(_TO_COME.search(self.text, start, min(end, start + 600)))

    def _sets_scene(self, year: DateSpan) -> bool:
        """Whether a year opens its sentence, or is what the sentence is about."""
        if not self.sentences:
            return False
        start, end = self.sentences[self._sentence(year.start)]
        before = len(self.text[start : year.start].split())
        return before <= 3 or len(self.text[start:end].split()) <= 8

    def _is_now(self, position: int) -> bool:
        """Whether the sentences since the year was told have come back to the present."""
        start = self.sentences[self._sentence(self.year_at)].end if self.sentences else position
        return bool(_NOW.search(self.text, max(start, position - 1000), position))

    def _move(self, days: Days, told: Days, position: int, *, is_wide: bool) -> Days | None:
        same = move_year(days, told[0].year)
        if same is None or is_wide:
            return same
        if same[1] >= told[0] or self._is_back(position):
            return same
        if self._sentence(position) == self._sentence(self.year_at) and not self.is_list:
            return same
        after = move_year(days, told[0].year + 1)
        if after and (after[0] - told[1]).days <= _ACROSS_DAYS and after[0] <= self.article_date:
            return after
        return None if (same[0] - told[0]).days < -_ACROSS_DAYS else same

    def _count_from_told(self, span: DateSpan) -> Days | None:
        told, days = self.told, span.days
        if told is None:
            return None
        if days is not None:
            if span.open == "day":
                return self._day_of_month(days[0].day, span.start)
            if span.open in ("before", "after"):
                return place_round(full_month(days, self.article_date), told, span.open)
        unit, steps, part = read_step(span.open)
        if unit == "year" and span.source == "text" and days is not None:
            return move_year(full_month(days, self.article_date), told[0].year + steps)
        if unit == "season" and days is not None:
            first = days[0].replace(year=max(told[0].year + steps, 1))
            return first, step_months(first, 2)[1]
        return step_unit(unit, steps, part, told)

    def _listed_days(self, span: DateSpan) -> Days | None:
        """The days of a number that heads a line in the list of a month."""
        if span.shift is None or not self.is_list:
            return None
        ends = [self._day_of_month(number, span.start) for number in span.shift]
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None

    def _day_of_month(self, number: int, position: int) -> Days | None:
        if self.told is None:
            return None
        first, last = self.told
        choices = [_day(first.year, first.month, number), _day(last.year, last.month, number)]
        inside = [day for day in choices if day and first <= day <= last]
        if inside:
            return inside[0], inside[0]
        day = choices[1]
        is_later = self._sentence(position) > self._sentence(self.told_at)
        if day and day < first and is_later and not self._is_back(position):
            year, month = step_months(first, 1)[0].timetuple()[:2]
            following = _day(year, month, number)
            if following and (following - last).days <= 20 and following <= self.article_date:
                day = following
        return (day, day) if day and (self.article_date - day).days >= 0 else None


def _day(year: int, month: int, number: int) -> dt.date | None:
    return dt.date(year, month, number) if number <= month_days(year, month)[1].day else None
