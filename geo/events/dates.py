"""Dates in a text, by a grammar of our own, counted from the article's date.

The grammar is driven by keywords (months, weekdays, units of time, years): around each one a
bounded window is read to the left and to the right, so the time taken grows with the text alone.
What is counted from the event just told ("the night before") stays a shift until that is known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from geo.events.calendar_days import Days, month_before, month_days, rate_precision, shift_days
from geo.events.relative_dates import Reach, read_unit, read_word

_WINDOW = 48


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Words that say when.

    `first` and `last` are inclusive days; None where `shift` counts from the event just told
    (days to its first and to its last). `source` is "text", "relative" or "told". `bound` is
    "since", "until", "by", "after", "before", "future", "span" (all through it) or "".
    `precision` is UCDP's date_prec.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    precision: int
    source: str
    bound: str = ""
    shift: tuple[int, int] | None = None


_MONTHS = {
    name: index
    for index, names in enumerate(
        (
            "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
            "|september sept sep|october oct|november nov|december dec"
        ).split("|"),
        1,
    )
    for name in names.split()
}
_FULL_MONTHS = frozenset(name for name in _MONTHS if len(name) > 4 or name in ("june", "july"))
_WEEKDAYS = {
    name: index
    for index, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_MONTH_WORD = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_KEY = re.compile(r"[A-Za-z]{3,}|(?<![\d,.$-])(?:19|20)\d\d(?![\d,]*\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
# "on the 12th": of the article's month, or of the one before.
_ORDINAL = re.compile(
    r"\b(?:on|of|since|until|by)\s+the\s+([1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?!\s+(?:of|day"
    r"|round|time|century|anniversary|brigade"
    r"|battalion|division|corps|week|month|straight|consecutive|parallel|amendment|meeting|session|"
    + "[A-Z])"
    + ")"
)
_JOIN = r"\s*(?:-|–|—|/|to|and|&|or|through|until)\s*(?:the\s+)?"
_LEFT_DAY = re.compile(
    rf"(?<![\d,.])(?P<a>{_DAY})(?:{_JOIN}(?P<b>{_DAY}))?\s+(?:of\s+)?$", re.IGNORECASE
)
_RIGHT_DAY = re.compile(
    rf"\.?\s+(?P<a>{_DAY})(?![\d:%]|,\d{{3}})"
    rf"(?:{_JOIN}(?:(?P<month>{_MONTH_WORD})\s+)?(?P<b>{_DAY})(?![\d:%]|,\d)(?!\s+(?!and\b|in\b"
    rf"|at\b"
    r"|with\b|of\b|the\b|after\b|when\b|as\b|by\b|on\b|near\b|along\b|but\b|were\b|was\b)[a-z]))?"
    r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|last\s+year|this\s+year)\b)?"
)
_RIGHT_YEAR = re.compile(r"[.,]?\s+(?:of\s+)?((?:19|20)\d\d|last\s+year|this\s+year)\b(?!,\d)")
_PART = re.compile(
    r"\b(?:(?P<early>early|beginning\s+of|start\s+of|first\s+(?:week|days)\s+of)"
    r"|(?P<mid>mid|middle\s+of)|(?P<late>late|end\s+of|last\s+(?:week|days)\s+of"
    r"|closing\s+days\s+of))"
    r"[-\s–]+(?:in\s+)?$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(last|past|this|next|coming|previous|following)\s+$", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:in|on|of|since|from|during|by|until|till|for|and|to|through|before|after)\s+$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<since>since(?:\s+[\w’'-]+){0,6}?\s+(?:began|started|begun|broke\s+out|erupted"
    r"|flared|resumed|reopened|closed|shut)(?:\s+again|\s+up)?|since|from|starting"
    r"|beginning)|(?P<until>until|till|up\s+to|ending)"
    r"|(?P<by>by)|(?P<after>after)|(?P<before>before|ahead\s+of|prior\s+to))"
    r"(?:\s+(?:at\s+least|about|around|late|early|on|in|the))*\s*$",
    re.IGNORECASE,
)
_NIGHT_OF = re.compile(r"\bnight\s+(?:of|between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_RIGHT_WEEKDAY = re.compile(
    r"(?:\s*(?:-|–|—|/|to|and|or|through)\s*(?:on\s+)?(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)?",
)
_NIGHT_TO = re.compile(r"\bnight\s+to\s+$", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\bmidnight\s+(?:on\s+|of\s+)?$", re.IGNORECASE)
_NIGHT_AFTER = re.compile(r"\s*(?:night|evening)\b(?!\s+and)")


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
    spans: list[DateSpan] = []
    for match in _ISO.finditer(text, start):
        spans.extend(_read_iso(match))
    for match in _ORDINAL.finditer(text, start):
        spans.extend(_read_ordinal(match, anchor_date))
    end = start
    for key in _KEY.finditer(text, start):
        if key.start() < end:
            continue
        reader = _READERS.get(key.group().lower())
        if reader is None and key.group()[0].isdigit():
            reader = _read_year
        if reader is None:
            continue
        span = reader(text, key, anchor_date, max(end, start))
        if span is not None:
            spans.append(_bind(text, span, anchor_date, max(end, start)))
            end = span.end
    spans.sort(key=lambda span: (span.start, -span.end))
    return _join_neighbours(text, spans)


def _left(text: str, position: int, floor: int) -> str:
    return text[max(floor, position - _WINDOW) : position]


def _right(text: str, position: int) -> str:
    return text[position : position + _WINDOW]


def _span(start: int, end: int, days: Days, source: str, bound: str = "") -> DateSpan:
    return DateSpan(start, end, days[0], days[1], rate_precision(*days), source, bound)


def _read_iso(match: re.Match[str]) -> list[DateSpan]:
    try:
        day = dt.date(*map(int, match.groups()))
    except ValueError:
        return []
    return [_span(match.start(), match.end(), (day, day), "text")]


def _read_ordinal(match: re.Match[str], anchor: dt.date) -> list[DateSpan]:
    number = int(match[1])
    year, month = (anchor.year, anchor.month) if number <= anchor.day else month_before(anchor)
    try:
        day = dt.date(year, month, number)
    except ValueError:
        return []
    return [_span(match.start(1), match.end(), (day, day), "text")]


def _read_month(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    if not key.group()[0].isupper():
        return None
    month = _MONTHS[key.group().lower()]
    left, right = _left(text, key.start(), floor), _right(text, key.end())
    before, after = _LEFT_DAY.search(left), _RIGHT_DAY.match(right)
    if before:
        year = _RIGHT_YEAR.match(right)
        ends = (
            int(re.sub(r"\D", "", before["a"])),
            int(re.sub(r"\D", "", before["b"] or before["a"])),
        )
        start = key.start() - len(left) + before.start()
        stop = key.end() + (year.end() if year else 0)
        return _read_days(text, (start, stop), (month, month), ends, year and year[1], anchor)
    if after:
        ends = (
            int(re.sub(r"\D", "", after["a"])),
            int(re.sub(r"\D", "", after["b"] or after["a"])),
        )
        second = _MONTHS[after["month"].rstrip(".").lower()] if after["month"] else month
        stop = key.end() + after.end()
        return _read_days(text, (key.start(), stop), (month, second), ends, after["year"], anchor)
    return _read_bare_month(text, key, anchor, floor)


def _read_days(
    text: str,
    span: tuple[int, int],
    months: tuple[int, int],
    days: tuple[int, int],
    year: str | None,
    anchor: dt.date,
) -> DateSpan | None:
    year = year or _year_of_sentence(text, span[0])
    number = _read_number_of_year(year, anchor)
    if months[1] == months[0] and days[1] < days[0]:
        days = (days[0], days[0])
    try:
        first, last = dt.date(number, months[0], days[0]), dt.date(number, months[1], days[1])
        bound = ""
        if not year and last > anchor:
            if (last - anchor).days <= 75:
                bound = "future"
            else:
                first, last = first.replace(year=number - 1), last.replace(year=number - 1)
        if first > last:
            first = first.replace(year=first.year - 1)
    except ValueError:
        return None
    found = _span(*span, (first, last), "text", bound)
    # A night that runs into the next day is one night, not a range.
    if (last - first).days == 1 and _NIGHT_OF.search(_left(text, span[0], 0)):
        return replace(found, precision=1)
    return found


_SCOPE = re.compile(
    r"(?:In\s+(?P<year>(?:19|20)\d\d)|(?P<last>Last\s+year)|A\s+year\s+(?:ago|earlier))\b"
)


def _year_of_sentence(text: str, position: int) -> str | None:
    """The year a sentence opens with ("Last year ... on September 30")."""
    left = text[max(0, position - 240) : position]
    scope = _SCOPE.match(left, max(left.rfind(". "), left.rfind("\n")) + 1 and
                         max(left.rfind(". ") + 2, left.rfind("\n") + 1))
    return (scope["year"] or "last year") if scope else None


def _read_number_of_year(words: str | None, anchor: dt.date) -> int:
    if words is None or words.startswith("this"):
        return anchor.year
    return max(anchor.year - 1, 1) if words.startswith("last") else int(words)


def _read_bare_month(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    name = key.group().lower()
    left, right = _left(text, key.start(), floor), _right(text, key.end())
    part, which, year = _PART.search(left), _WHICH.search(left), _RIGHT_YEAR.match(right)
    has_sign = part or which or year or _LEAD.search(left)
    if (not has_sign and name not in _FULL_MONTHS) or (name in ("march", "may") and not has_sign):
        return None
    if name not in _FULL_MONTHS and name not in ("may", "march") and not year:
        return None
    month = _MONTHS[name]
    number = _read_number_of_year(year[1] if year else None, anchor)
    bound = "future" if which and which[1].lower() in ("next", "coming") else ""
    if not year and (
        month > anchor.month or (which and which[1] == "last" and month == anchor.month)
    ):
        number -= 0 if bound else 1
    modifier = part or which
    start = key.start() - (len(left) - modifier.start() if modifier else 0)
    word = part.lastgroup or "" if part else ""
    first, last = month_days(max(number, 1), month, word)
    if first <= anchor < last:
        last = anchor
    return _span(start, key.end() + (year.end() if year else 0), (first, last), "text", bound)


def _read_weekday(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    if not key.group()[0].isupper():
        return None
    left, right = _left(text, key.start(), floor), _right(text, key.end())
    which = _WHICH.search(left)
    word = which[1].lower() if which else ""
    pair = _RIGHT_WEEKDAY.match(right)
    second = pair[1] if pair else None
    names = (key.group().lower(), second.lower() + "day" if second else key.group().lower())
    last = shift_days(anchor, -((anchor.weekday() - _WEEKDAYS[names[1]]) % 7))
    if word in ("last", "previous") and last == anchor:
        last = shift_days(last, -7)
    first = shift_days(last, -((last.weekday() - _WEEKDAYS[names[0]]) % 7))
    bound = "future" if word in ("next", "coming") else ""
    start = key.start() - (len(left) - which.start() if which else 0)
    end = key.end() + (pair.end() if pair and second else 0)
    night = _NIGHT_AFTER.match(text, end)
    end = night.end() if night else end
    if not second and _NIGHT_TO.search(left):
        return replace(_span(start, end, (shift_days(first, -1), first), "relative"), precision=1)
    if not second and _MIDNIGHT.search(left):
        return replace(_span(start, end, (first, shift_days(first, 1)), "relative"), precision=1)
    found = _span(start, end, (first, last), "relative", bound)
    return replace(found, precision=1) if second and night and (last - first).days == 1 else found


def _read_year(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    left = _left(text, key.start(), floor)
    part = _PART.search(left)
    lead = re.search(
        r"\b(?:in|since|of|from|during|until|till|by|before|after|through|to|and|year"
        r"|[A-Z][a-z]+)\s+$",
        left,
    )
    season = re.search(r"\b(spring|summer|autumn|fall|winter)\s+(?:of\s+)?$", left, re.IGNORECASE)
    year = int(key.group())
    if not (part or lead or season) or year > anchor.year + 1:
        return None
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(
        part.lastgroup or "" if part else "", (1, 12)
    )
    days = month_days(year, months[0])[0], month_days(year, months[1])[1]
    if season:
        starts = {"winter": (1, 2), "spring": (3, 5), "summer": (6, 8)}
        a, b = starts.get(season[1].lower(), (9, 11))
        days = month_days(year, a)[0], month_days(year, b)[1]
    if days[0] <= anchor < days[1]:
        days = days[0], anchor
    sign = season or part
    start = key.start() - (len(left) - sign.start() if sign else 0)
    return _span(start, key.end(), days, "text")


def _from_reach(reach: Reach | None) -> DateSpan | None:
    if reach is None:
        return None
    if reach.days is not None:
        return _span(reach.start, reach.end, reach.days, "relative", reach.bound)
    precision = 1 if reach.shift[0] == reach.shift[1] else 3
    return DateSpan(
        reach.start, reach.end, None, None, precision, "told", reach.bound, shift=reach.shift
    )


def _read_unit(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    return _from_reach(read_unit(text, key, anchor, floor))


def _read_word(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    return _from_reach(read_word(text, key, anchor, floor))


_Reader = Callable[[str, re.Match[str], dt.date, int], DateSpan | None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(_MONTHS, _read_month),
    **dict.fromkeys(_WEEKDAYS, _read_weekday),
    **dict.fromkeys(
        "day days night nights week weeks month months year years hour hours minutes fortnight"
        " morning evening afternoon weekend summer winter spring autumn fall decade decades"
        " dawn".split(),
        _read_unit,
    ),
    **dict.fromkeys("today yesterday tonight overnight tomorrow now recently".split(), _read_word),
}


def _bind(text: str, span: DateSpan, anchor: dt.date, floor: int) -> DateSpan:
    """The span with what stands before it: since, until, by, before, after."""
    if span.bound not in ("", "future"):
        return span
    match = _BOUND.search(_left(text, span.start, floor))
    if match is None:
        return span
    name = match.lastgroup or ""
    if name == "after" and span.first is not None:
        return replace(span, bound="after")
    return replace(span, bound=name) if span.bound != "future" or name in ("until", "by") else span


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
            gap = text[joined[-1].end : span.start]
            merged = _join(gap, joined[-1], span, is_between=is_between)
            if merged is not None:
                joined[-1] = merged
                continue
        joined.append(span)
    return tuple(joined)


_APPOSED = re.compile(r"\s*(?:,|\(|—|-|,?\s+the)?\s*(?:on|of)?\s*\Z")
_RANGE = re.compile(r"\s*(?:to|until|till|through|and|-|–)\s*\Z")


_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _join(gap: str, one: DateSpan, two: DateSpan, *, is_between: bool) -> DateSpan | None:
    if two.first is None or two.last is None:
        return None
    if one.first is None or one.last is None:  # "a week later, on the 13th"
        is_same = _APPOSED.match(gap) and one.bound == "" and two.precision == 1
        return replace(two, start=one.start) if is_same else None
    if one.source == two.source == "relative" and 1 < (two.last - two.first).days <= 8:
        # "On Saturday last week".
        day = shift_days(two.first, (one.first.weekday() - two.first.weekday()) % 7)
        if _APPOSED.match(gap) and one.precision == 1 and day <= two.last:
            return _span(one.start, two.end, (day, day), "relative")
    if one.source == two.source == "relative" and 1 < (one.last - one.first).days <= 8:
        # "A week ago on Saturday": the day of the week in those days.
        back = (one.last.weekday() - two.first.weekday()) % 7
        day = shift_days(one.last, -back)
        if _APPOSED.match(gap) and two.precision == 1 and one.first <= day:
            return _span(one.start, two.end, (day, day), "relative")
    exact = (two.source == "text" and one.source == "relative") or one.source == "text"
    if _APPOSED.match(gap) and exact and one.precision == 1 and two.precision == 1:
        keep = two if two.source == "text" else one
        return replace(keep, start=one.start, end=two.end, bound=one.bound or two.bound)
    if not _RANGE.match(gap) or one.first > two.last or (two.last - one.first).days >= 400:
        return None
    is_next = gap.strip() in ("to", "-", "–", "through", "and") and (two.first - one.last).days <= 1
    if one.bound != "since" and not is_next and not is_between:
        return None
    bound = "" if one.bound in ("since", "") else one.bound
    return _span(one.start, two.end, (one.first, two.last), "text", bound)
