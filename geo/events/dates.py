"""Dates in a text, by a grammar of our own, counted from the article's date.

The grammar is driven by keywords (months, weekdays, units of time, years): around each one a
bounded window is read to the left and to the right, so the time taken grows with the text alone.
What is counted from the event just told ("the night before") stays a shift until that is known;
what is left to the dates told before ("in May", "that year") is marked open (see timeline).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from geo.events.calendar_days import shift_days
from geo.events.counts import NUMBER, parse_number
from geo.events.date_span import DateSpan, span_days
from geo.events.feast_dates import FEAST_WORDS, read_feast
from geo.events.month_dates import MONTHS, find_numbered, read_month, read_year
from geo.events.nth_dates import read_day_of_month, read_nth
from geo.events.reach import Reach
from geo.events.relative_dates import read_unit, read_word
from geo.events.sieve import lower_text
from geo.events.weekday_dates import WEEKDAYS, read_weekday

_Reader = Callable[[str, re.Match[str], dt.date, int], DateSpan | None]

_KEY = re.compile(r"[A-Za-z]{3,}|(?<![\d,.$-])(?:19|20)\d\d(?![\d,]*\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACH = 90
_BOUND = re.compile(
    # "Since a bomb went off there on Monday" is since Monday.
    r"\b(?:(?P<since>since(?!\s+then\b)(?:\s+[\w’'-]+){0,8}?|from|starting"
    r"|beginning)|(?P<until>until|till|up\s+to|ending)"
    r"|(?P<by>by)|(?P<after>after)|(?P<before>before|ahead\s+of|prior\s+to))"
    r"(?:\s+(?:at\s+least|about|around|late|early|on|in|at|the))*\s*\Z",
)


# "The first such raid since March", "hit as never since 1971": nothing is said to have been then.
_COMPARED = re.compile(
    r"\b(?:first|as\s+never|never|worst|best|(?:dead|blood|heav|might)iest|most|largest|biggest"
    r"|highest|lowest|longest|strongest|fiercest|gravest)\b[^.;,]{0,60}\bsince"
    r"(?P<clause>(?:\s+[\w’'-]+){0,8}?)(?:\s+(?:about|late|early|in|on|at|the))*\s*$",
    re.IGNORECASE,
)
_WHEN = re.compile(r",?\s+when\b(?![^.;]{0,80}\bon\s+[A-Z][a-z]+day\b)")
# "A rise of a third on the previous week".
_THAN = re.compile(
    r"\b(?:compared|more|less|fewer|higher|lower|rise|rose|fall|fell|increase|decrease|drop|up|down)\b"
    r"[^.;]{0,40}?\s(?:than|on|over|from|with|to)\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:the\s+)?(?:previous|preceding|last|same)\s+(?:period|week|month|quarter|year)",
    re.IGNORECASE,
)


_NOT = re.compile(r"\bnot\s+\Z", re.IGNORECASE)
_LONGEST_RUN = 60
_RUN_END = re.compile(r"\b(?:to|on|ending|through|until|from|beginning|starting)\s+(?:the\s+)?$")
_RUN = re.compile(
    rf"\b(?P<number>{NUMBER}|the|an?)\s+(?:(?:straight|consecutive|successive|full|whole)\s+)*"
    r"(?P<unit>days?|nights?|weeks?|fortnight)(?:\s+(?:running|in\s+a\s+row|in\s+succession))?,?\s+"
    r"(?:(?:up\s+)?to|ending(?:\s+on)?|through|until|(?P<on>from|(?:beginning|starting)(?:\s+on)?))"
    r"\s+(?:the\s+)?$"
)


def find_dates(text: str, anchor_date: dt.date, start: int = 0) -> tuple[DateSpan, ...]:
    """Every date in the text from `start` on, in order, none overlapping.

    Examples
    --------
    >>> spans = find_dates("In Doha on October 18-19, then on Friday", dt.date(2025, 11, 8))
    >>> [(str(s.first), str(s.last)) for s in spans]
    [('2025-10-18', '2025-10-19'), ('2025-11-07', '2025-11-07')]
    >>> find_dates("no date here", dt.date(2025, 11, 8))
    ()
    """
    spans = find_numbered(text, anchor_date, start)
    end = start
    for key, reader in _find_keys(text, start):
        if key.start() < end:
            continue
        span = reader(text, key, anchor_date, max(end, start))
        if span is not None:
            spans.append(_bind(text, span, anchor_date, max(end, start)))
            end = span.end
    spans.sort(key=lambda span: (span.start, -span.end))
    return _join_neighbours(text, spans)


def _find_keys(text: str, start: int) -> Iterator[tuple[re.Match[str], _Reader]]:
    """The words that may tell a date and the numbers that may be years, in order, with readers."""
    words = [match.start() for match in _load_words().finditer(lower_text(text), start)]
    years = [match.start() for match in _YEAR.finditer(text, start)]
    for position in sorted(words + years):
        key = _KEY.match(text, position)
        if key is None:
            continue
        before = text[position - 1].lower() if position > start else ""
        if key.group()[0].isdigit():
            yield key, read_year
        elif key.group().lower() in _READERS and not "a" <= before <= "z":
            yield key, _READERS[key.group().lower()]


@cache
def _load_words() -> re.Pattern[str]:
    """The words that may tell a date, in lower case, by their first letters: quick to rule out."""
    tails: dict[str, list[str]] = {}
    for word in sorted(_READERS, reverse=True):  # the longer of two that begin alike comes first
        tails.setdefault(word[0], []).append(word[1:])
    words = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in tails.items())
    return re.compile(rf"(?:{words})(?![a-z])")


def _from_reach(reach: Reach | None) -> DateSpan | None:
    if reach is None:
        return None
    if reach.days is not None:
        return span_days(
            reach.start, reach.end, reach.days, "relative", reach.bound, is_open=reach.open
        )
    if reach.bound == "period":
        return DateSpan(reach.start, reach.end, None, None, 4, "told", open=reach.open)
    precision = 1 if reach.shift[0] == reach.shift[1] else 3
    return DateSpan(
        reach.start, reach.end, None, None, precision, "told", reach.bound, shift=reach.shift
    )


def _read_unit(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    return _from_reach(read_unit(text, key, anchor, floor))


def _read_counted(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """A day, week or weekday: numbered within its month, or read by its own rules."""
    other = read_weekday if key.group().lower() in WEEKDAYS else _read_unit
    return read_nth(text, key, anchor, floor) or other(text, key, anchor, floor)


def _read_month_unit(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    found = read_day_of_month(text, key, anchor, floor)
    return found or _read_unit(text, key, anchor, floor)


def _read_word(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    return _from_reach(read_word(text, key, anchor, floor))


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(MONTHS, read_month),
    **dict.fromkeys(FEAST_WORDS, read_feast),
    **dict.fromkeys(
        "day days night nights week weeks month months year years hour hours minutes fortnight"
        " period quarter morning evening afternoon weekend summer winter spring autumn fall decade"
        " decades dawn".split(),
        _read_unit,
    ),
    **dict.fromkeys((*WEEKDAYS, "day", "days", "week"), _read_counted),
    "month": _read_month_unit,
    **dict.fromkeys("today yesterday tonight overnight tomorrow now recently".split(), _read_word),
}


def _bind(text: str, span: DateSpan, anchor: dt.date, floor: int) -> DateSpan:
    """The span with what stands before it: since, until, by, before, after."""
    if span.bound not in ("", "future"):
        return span
    is_whole = _WHOLE.fullmatch(text, span.start, span.end)
    if is_whole and _THAN.search(text, max(floor, span.start - 70), span.start):
        return replace(span, bound="compared")
    run = _read_run(text, span, floor)
    if run is not None:
        return run
    match = _BOUND.search(lower_text(text), max(floor, span.start - _REACH), span.start)
    name = _name_bound(text, span, match, floor) if match else ""
    if not name or (span.bound == "future" and name not in ("until", "by")):
        return span
    return replace(span, bound=name)


def _name_bound(text: str, span: DateSpan, match: re.Match[str], floor: int) -> str:
    """What the words before a span make of it, "" if nothing."""
    name = match.lastgroup or ""
    if name == "until" and _NOT.search(text, max(floor, match.start() - 8), match.start()):
        return ""  # "not until the 19th did they storm it"
    if name != "since":
        return name
    if _BOTH_ENDS.search(text, span.start, span.end):
        return ""  # "from 4 to 10 March" is over
    compared = _COMPARED.search(text, max(floor, span.start - 150), span.start)
    if compared is None:
        return name
    if _WHEN.match(text, span.end):
        return ""  # "the first brawl since June 2020, when twenty were killed"
    # "Their lowest since the bombing of a shrine in February".
    return "" if compared["clause"] else "compared"


def _read_run(text: str, span: DateSpan, floor: int) -> DateSpan | None:
    """The days of "on three successive nights from May 3" or "in the week to May 10"."""
    if span.days is None or span.precision > 1 or span.days[0] != span.days[1]:
        return None
    lower, start = lower_text(text), max(floor, span.start - _REACH)
    if not _RUN_END.search(lower, start, span.start):
        return None
    run = _RUN.search(lower, start, span.start)
    if run is None:
        return None
    number = 1 if run["number"] in ("a", "an", "the") else parse_number(run["number"])
    length = (number or 0) * {"w": 7, "f": 14}.get(run["unit"][0], 1)
    if not 1 < length <= _LONGEST_RUN:
        return None
    near, far = (0, length - 1) if run["on"] else (1 - length, 0)
    days = shift_days(span.days[0], near), shift_days(span.days[1], far)
    return span_days(run.start(), span.end, days, span.source, is_open=span.open)


def _join_neighbours(text: str, spans: list[DateSpan]) -> tuple[DateSpan, ...]:
    """Spans where a weekday with its date, or both ends of a range, are one."""
    joined: list[DateSpan] = []
    for span in spans:
        if joined and span.start < joined[-1].end:
            continue
        if joined and span.start - joined[-1].end <= 12:
            is_between = bool(
                _BETWEEN.search(text[max(0, joined[-1].start - 12) : joined[-1].start])
            )
            merged = _merge(text, joined[-1], span, is_between=is_between)
            if merged is not None:
                joined[-1] = merged
                continue
        joined.append(span)
    return tuple(joined)


_APPOSED = re.compile(r"\s*(?:,|\(|—|-|,?\s+the)?\s*(?:on|of)?\s*\Z")
_RANGE = re.compile(r"\s*(?:to|until|till|through|and|-|–)\s*(?:the\s+|early\s+on\s+|on\s+)?\Z")


_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _merge(text: str, one: DateSpan, two: DateSpan, *, is_between: bool) -> DateSpan | None:
    gap = text[one.end : two.start]
    is_night = _OVERNIGHT.match(text, one.start) and _ON.fullmatch(gap)
    if is_night and two.days is not None and two.source == "relative" and two.precision <= 2:
        # "Overnight Thursday into Friday".
        days = two.days[0], max(two.days[1], shift_days(two.days[0], 1))
        return replace(span_days(one.start, two.end, days, two.source), precision=1)
    if one.bound != "clause":
        return _join(text, one, two, is_between=is_between)
    # "A day after Friday's attack": Friday is the attack's own.
    is_owned = text[two.end : two.end + 2] in ("'s", "’s")
    return None if is_owned else _count_from(text, one, two)


def _count_from(text: str, one: DateSpan, two: DateSpan) -> DateSpan | None:
    """What "ten days after Christmas" says."""
    gap = text[one.end : two.start]
    is_feast = gap.strip() == "the" and _HOLIDAY.match(text, two.end)
    if two.days is None or one.shift is None or two.precision > 2:
        return None
    if not (is_feast or _COUNTED.match(gap)):
        return None
    near, far = one.shift
    days = shift_days(two.days[0], near), shift_days(two.days[1], far)
    return span_days(one.start, two.end, days, two.source, is_open=two.open)


def _join_week(text: str, one: DateSpan, two: DateSpan) -> DateSpan | None:
    """The day of a week told beside it: "Saturday last week", "a week ago on Friday"."""
    word = text[one.start : one.end].lower()
    if two.open.startswith("week") and word in WEEKDAYS:
        # "On Thursday of the same week": the week is told before.
        return replace(one, end=two.end, open=f"{two.open} {word}")
    if one.days is None or two.days is None or not one.source == two.source == "relative":
        return None
    if one.precision == 1 and 1 < (two.days[1] - two.days[0]).days <= 8:
        first, last = two.days
        day = shift_days(first, (one.days[0].weekday() - first.weekday()) % 7)
        return span_days(one.start, two.end, (day, day), "relative") if day <= last else None
    if two.precision == 1 and 1 < (one.days[1] - one.days[0]).days <= 8:
        slack = 2 if (one.days[1] - one.days[0]).days == 2 else 0  # "a week ago"
        first, last = shift_days(one.days[0], -slack), shift_days(one.days[1], slack)
        day = shift_days(last, -((last.weekday() - two.days[0].weekday()) % 7))
        return span_days(one.start, two.end, (day, day), "relative") if first <= day else None
    return None


_OVERNIGHT = re.compile(r"overnight\b", re.IGNORECASE)
_BOTH_ENDS = re.compile(r"\d\s*(?:to|until|till|through|-|–)\s*\d")
_ON = re.compile(r"\s+(?:on\s+|from\s+|late\s+)?")
_COUNTED = re.compile(r"\s*(?:on\s+)?\Z")
# "The day before the Eid holiday".
_HOLIDAY = re.compile(r"\s+(?:holidays?|festival|feast|celebrations)\b")


def _join(text: str, one: DateSpan, two: DateSpan, *, is_between: bool) -> DateSpan | None:
    gap = text[one.end : two.start]
    if two.first is None or two.last is None:
        return None
    if one.first is None or one.last is None:  # "a week later, on the 13th"
        is_same = _APPOSED.match(gap) and one.bound == "" and two.precision == 1
        is_same = is_same and two.open != "year"  # "a year later, on August 6": both are needed
        return replace(two, start=one.start) if is_same else None
    in_week = _join_week(text, one, two) if _APPOSED.match(gap) else None
    if in_week is not None:
        return in_week
    exact = (two.source == "text" and one.source == "relative") or one.source == "text"
    is_both = one.source == two.source == "text" and one.first < two.first
    exact = exact and not (is_both and _RANGE.match(gap))  # "26 October - 1 November"
    if _APPOSED.match(gap) and exact and one.precision == 1 and two.precision == 1:
        keep = two if two.source == "text" else one
        return replace(keep, start=one.start, end=two.end, bound=one.bound or two.bound)
    if not _RANGE.match(gap) or one.first > two.last or (two.last - one.first).days >= 400:
        return None
    is_next = gap.strip() in ("to", "-", "–", "through", "and") and (two.first - one.last).days <= 1
    is_exact = gap.strip() != "and" and one.source == two.source == "text"
    is_span = is_exact and one.precision == two.precision == 1 and one.bound == ""
    if one.bound != "since" and not (is_next or is_between or is_span):
        return None
    bound = "" if one.bound in ("since", "") else one.bound
    return span_days(one.start, two.end, (one.first, two.last), "text", bound)
