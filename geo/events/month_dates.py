"""Dates made of months, days of the month and years: "18-19 October", "mid-May 2017", "2021".

A date without its year is read as the last such day before the article's, and left open, so that
the dates told before it can say better.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from geo.events.calendar_days import month_before, month_days, season_days
from geo.events.counts import NUMBER, ORDINAL, parse_number, parse_ordinal
from geo.events.date_span import DateSpan, span_days, words_left, words_right

MONTHS = {
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
_FULL_MONTHS = frozenset(name for name in MONTHS if len(name) > 4 or name in ("june", "july"))
#: The name of a month, long or short.
MONTH_WORD = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
# A number that is no time ("9:30"), no share and no count.
_DAY_END = r"(?!\d|:\d|%|,\d{3})"
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?<!\d.{10})(?!\d)")
_ORDINAL = re.compile(
    r"\b(?:[Oo]n|[Oo]f|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[A-Z][a-z]+day,?)\s+the\s+([1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b"
    r"(?:\s+of\s+(?:that|the\s+same)\s+month\b|(?!\s+(?:of|day"
    r"|round|time|century|anniversary|brigade|battalion|division|corps|week|month|straight"
    r"|consecutive|parallel|amendment|meeting|session|night|[A-Z])))"
)
# "From the 3rd to the 6th", "between the 3rd and the 6th of the month".
_BOTH = re.compile(
    r"\b(?:[Ff]rom|[Bb]etween)\s+the\s+(\d\d?)(?:st|nd|rd|th)\s+(?:to|and|until|till|through)\s+the\s+"
    r"(\d\d?)(?:st|nd|rd|th)\b(?:\s+of\s+(?:the|this|that)\s+month\b|(?!\s+(?:of|[a-z]+\s+of)\b))"
)
_NTH = re.compile(r"\d(?:st|nd|rd|th)\b")
# What a line begins with.
_LISTED = re.compile(
    r"[ \t•*·▪-]*(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–/]\s?(\d{1,2}))?[ \t]*(?:[:–—]|-(?=\s))\s"
)
_JOIN = r"\s*(?:-|–|—|/|to|and|&|or|through|until)\s*(?:the\s+)?"
_LEFT_DAY = re.compile(
    rf"(?<![\d,.])(?P<a>{_DAY})(?:(?:,\s*{_DAY})*{_JOIN}(?P<b>{_DAY}))?\s+(?:of\s+)?$",
    re.IGNORECASE,
)
#: A year, or the words that say which one; in a group named year.
SAYS_YEAR = (
    r"(?P<year>(?:19|20)\d\d|last\s+year|this\s+year|(?:that|the)\s+same\s+year|that\s+year"
    r"|the\s+(?:following|next|previous|preceding)\s+year|the\s+year\s+(?:before|after))\b"
)
_RIGHT_DAY = re.compile(
    rf"\.?\s+(?P<a>{_DAY}){_DAY_END}"
    rf"(?:{_JOIN}(?:(?P<month>{MONTH_WORD})\s+)?(?P<b>{_DAY}){_DAY_END}(?!\s+(?!and\b|in\b"
    r"|at\b|with\b|of\b|the\b|after\b|when\b|as\b|by\b|on\b|near\b|along\b|but\b|were\b"
    r"|was\b)[a-z]))?"
    rf"(?:,?\s+(?:of\s+)?{SAYS_YEAR}(?!,\d))?"
)
_RIGHT_YEAR = re.compile(rf"[.,]?\s+(?:of\s+)?{SAYS_YEAR}(?!,\d)")
_PART = re.compile(
    r"\b(?:(?P<early>early|beginning\s+of|start\s+of|(?:first|opening)\s+(?:few\s+)?(?:days|ten\s+days)\s+of)"
    r"|(?P<mid>mid|middle\s+of)|(?P<late>late|end\s+of|(?:last|closing|final)\s+(?:few\s+)?days\s+of)"
    r"|(?P<week>first|second|third|fourth|last|final)\s+week\s+(?:of|in)"
    r"|(?P<half>first|second)\s+half\s+of)"
    r"[-\s–]+(?:in\s+)?$",
    re.IGNORECASE,
)
# "Ten days into May".
_INTO = re.compile(rf"\b(?P<number>{NUMBER})\s+days?\s+into\s+$", re.IGNORECASE)
_WEEKS = {"first": (1, 7), "second": (8, 14), "third": (15, 21), "fourth": (22, 28)}
_WHICH = re.compile(r"\b(last|past|this|next|coming|previous|preceding|following)\s+$", re.I)
_LEAD = re.compile(
    r"\b(?:in|on|of|since|from|during|by|until|till|for|and|to|through|before|after|throughout|over)\s+$",
    re.IGNORECASE,
)
_YEAR_LEAD = re.compile(
    r"\b(?:in|since|of|from|during|until|till|by|before|after|through|to|and|was|year"
    r"|[A-Z][a-z]+)\s+$"
)
# "The fourth of May", "May the fourth".
_LEFT_SPELLED = re.compile(rf"\b(?P<a>{ORDINAL})\s+of\s+$", re.IGNORECASE)
_RIGHT_SPELLED = re.compile(
    rf"\s+the\s+(?P<a>\d\d?(?:st|nd|rd|th)|{ORDINAL})(?=[,.;:])(?:,?\s+{SAYS_YEAR}(?!,\d))?"
)
# "The winter of 2021-22".
_NEXT_YEAR = re.compile(r"\s?[-–/]\s?(?:20)?\d\d\b")
_SEASON = re.compile(r"\b(spring|summer|autumn|fall|winter)\s+(?:of\s+)?$", re.IGNORECASE)
_NIGHT_OF = re.compile(r"\bnight\s+(?:of|between|from)\s+(?:the\s+)?$", re.IGNORECASE)
# "March saw the heaviest shelling", "March's toll".
_SAW = re.compile(r"\s+(?:saw|brought|was|had|has|alone|witnessed|passed|began|ended)\b|[’']s\s")
_LINE_START = re.compile(r"(?:\A|\n)[\s•*·▪#>–—-]*$")
_LINE_END = re.compile(r"[ \t]*(?:[:–—\n]|-\s|$)")


def find_numbered(text: str, anchor: dt.date, start: int) -> list[DateSpan]:
    """Dates that no word gives away: "2025-10-18", and "on the 12th", left open.

    A number before a line ("5 – Guards clashed") is a day only under a month, so it says none yet.
    """
    spans: list[DateSpan] = []
    for match in _ISO.finditer(text, start):
        spans.extend(_read_iso(match))
    if _NTH.search(text, start):
        for match in _ORDINAL.finditer(text, start):
            spans.extend(_read_ordinal(match, anchor))
        for match in _BOTH.finditer(text, start):
            spans.extend(_read_both(match, anchor))
    for match in _find_listed(text, start):
        days = int(match[1]), int(match[2] or match[1])
        if 1 <= days[0] <= days[1] <= 31:
            spans.append(
                DateSpan(
                    match.start(1),
                    match.end(2) if match[2] else match.end(1),
                    None,
                    None,
                    1,
                    "text",
                    "list",
                    days,
                    "listed",
                )
            )
    return spans


def _find_listed(text: str, start: int) -> Iterator[re.Match[str]]:
    """The numbers that begin a line from an offset on, in order."""
    line = start if start == 0 or text[start - 1] == "\n" else text.find("\n", start) + 1
    while line or not start:
        match = _LISTED.match(text, line)
        if match:
            yield match
        line = text.find("\n", match.end() - 1 if match else line) + 1
        if not line:
            return


def _read_iso(match: re.Match[str]) -> list[DateSpan]:
    try:
        day = dt.date(*map(int, match.groups()))
    except ValueError:
        return []
    return [span_days(match.start(), match.end(), (day, day), "text")]


def _read_ordinal(match: re.Match[str], anchor: dt.date) -> list[DateSpan]:
    number = int(match[1])
    months = (month_days(*month_before(anchor, back)) for back in range(3))
    for first, last in months:
        if number <= last.day and first.replace(day=number) <= anchor:
            day = first.replace(day=number)
            return [span_days(match.start(1), match.end(), (day, day), "text", is_open="day")]
    return []


def _read_both(match: re.Match[str], anchor: dt.date) -> list[DateSpan]:
    ends = int(match[1]), int(match[2])
    year, month = anchor.year, anchor.month
    if ends[0] > anchor.day:
        year, month = month_before(anchor)
    last = month_days(year, month)[1]
    if not 1 <= ends[0] <= ends[1] <= last.day:
        return []
    days, is_open = (
        (last.replace(day=ends[0]), last.replace(day=ends[1])),
        f"month+0 {ends[0]}:{ends[1]}",
    )
    return [span_days(match.start(1), match.end(), days, "text", is_open=is_open)]


def read_month(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The date round the name of a month, None if it is no month there ("may", "Jan Khel")."""
    if not key.group()[0].isupper():
        return None
    month = MONTHS[key.group().lower()]
    left, right = words_left(text, key.start(), floor), words_right(text, key.end())
    before, after = _LEFT_DAY.search(left), _RIGHT_DAY.match(right)
    if before:
        year = _RIGHT_YEAR.match(right)
        ends = _number(before["a"]), _number(before["b"] or before["a"])
        start = key.start() - len(left) + before.start()
        stop = key.end() + (year.end() if year else 0)
        words = year["year"] if year else None
        return _read_days(text, (start, stop), (month, month), ends, words, anchor)
    if after:
        ends = _number(after["a"]), _number(after["b"] or after["a"])
        second = MONTHS[after["month"].rstrip(".").lower()] if after["month"] else month
        stop = key.end() + after.end()
        return _read_days(text, (key.start(), stop), (month, second), ends, after["year"], anchor)
    return _read_spelled(text, key, anchor, floor) or _read_bare_month(text, key, anchor, floor)


def _read_spelled(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The date of "the fourth of May", None where no ordinal in words stands by the month."""
    left, right = words_left(text, key.start(), floor), words_right(text, key.end())
    before, after = _LEFT_SPELLED.search(left) or _INTO.search(left), _RIGHT_SPELLED.match(right)
    match = before or after
    into = match.groupdict().get("number") if match else None
    number = parse_number(into) if into else parse_ordinal(match["a"]) if match else None
    if number is None:
        return None
    year = _RIGHT_YEAR.match(right) if before else after
    start = key.start() - (len(left) - before.start() if before else 0)
    stop = key.end() + (year.end() if year else 0)
    month, words = MONTHS[key.group().lower()], year["year"] if year else None
    return _read_days(text, (start, stop), (month, month), (number, number), words, anchor)


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _read_days(
    text: str,
    span: tuple[int, int],
    months: tuple[int, int],
    days: tuple[int, int],
    year: str | None,
    anchor: dt.date,
) -> DateSpan | None:
    number, is_open = read_year_words(year, anchor)
    if months[1] == months[0] and days[1] < days[0]:
        days = (days[0], days[0])
    try:
        first, last = dt.date(number, months[0], days[0]), dt.date(number, months[1], days[1])
        bound = ""
        if is_open == "year" and last > anchor:
            if (last - anchor).days <= 75:
                bound = "future"
            else:
                first, last = first.replace(year=number - 1), last.replace(year=number - 1)
        if first > last:
            first = first.replace(year=first.year - 1)
    except ValueError:
        return None
    found = span_days(*span, (first, last), "text", bound, is_open=is_open)
    # A night that runs into the next day is one night, not a range.
    if (last - first).days == 1 and _NIGHT_OF.search(words_left(text, span[0], 0)):
        return replace(found, precision=1)
    return found


def read_year_words(words: str | None, anchor: dt.date) -> tuple[int, str]:
    """The year that words say ("2017", "last year"), and what they leave open.

    Examples
    --------
    >>> day = dt.date(2025, 11, 8)
    >>> read_year_words("last year", day), read_year_words("that year", day)
    ((2024, ''), (2025, 'year+0'))
    """
    if words is None:
        return anchor.year, "year"
    words = words.lower()
    if words[0].isdigit():
        return int(words), ""
    if words.startswith("last"):
        return max(anchor.year - 1, 1), ""
    if words.startswith("this"):
        return anchor.year, ""
    if "previous" in words or "preceding" in words or "before" in words:
        return max(anchor.year - 1, 1), "year-1"
    return anchor.year, "year+0" if "that" in words or "same" in words else "year+1"


def _read_bare_month(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    name = key.group().lower()
    left, right = words_left(text, key.start(), floor), words_right(text, key.end())
    part, which, year = _PART.search(left), _WHICH.search(left), _RIGHT_YEAR.match(right)
    has_sign = bool(part or which or year or _LEAD.search(left) or _SAW.match(right))
    has_sign = has_sign or _opens_line(text, key)
    if (not has_sign and name not in _FULL_MONTHS) or (name in ("march", "may") and not has_sign):
        return None
    if name not in _FULL_MONTHS and name not in ("may", "march") and not year:
        return None
    month = MONTHS[name]
    number, is_open = read_year_words(year["year"] if year else None, anchor)
    word = which[1].lower() if which else ""
    bound = "future" if word in ("next", "coming") else ""
    if is_open == "year" and (month > anchor.month or (word == "last" and month == anchor.month)):
        number -= 0 if bound else 1
    if word:
        is_open = {"previous": "before", "preceding": "before", "following": "after"}.get(word, "")
    modifier = part or which
    start = key.start() - (len(left) - modifier.start() if modifier else 0)
    first, last = _month_part(max(number, 1), month, part)
    if first <= anchor < last:
        last = anchor
    stop = key.end() + (year.end() if year else 0)
    return span_days(start, stop, (first, last), "text", bound, is_open=is_open)


def _month_part(year: int, month: int, part: re.Match[str] | None) -> tuple[dt.date, dt.date]:
    first, last = month_days(year, month)
    if part is None:
        return first, last
    if part["week"]:
        days = _WEEKS.get(part["week"].lower(), (last.day - 6, last.day))
        return first.replace(day=days[0]), first.replace(day=days[1])
    if part["half"]:
        is_first = part["half"].lower() == "first"
        return (first, first.replace(day=15)) if is_first else (first.replace(day=16), last)
    return month_days(year, month, part.lastgroup or "")


def _opens_line(text: str, key: re.Match[str]) -> bool:
    """Whether the word heads a line, as in a list of what happened when."""
    left = text[max(0, key.start() - 12) : key.start()]
    return bool(_LINE_START.search(left)) and bool(_LINE_END.match(text, key.end()))


def read_year(text: str, key: re.Match[str], anchor: dt.date, floor: int) -> DateSpan | None:
    """The days of a year or of its part or season, None for a number that is no year."""
    left = words_left(text, key.start(), floor)
    part, season = _PART.search(left), _SEASON.search(left)
    year = int(key.group())
    has_sign = part or season or _YEAR_LEAD.search(left) or _opens_line(text, key)
    if not has_sign or year > anchor.year + 1:
        return None
    word = part.lastgroup or "" if part else ""
    if part and part["half"]:
        word = "first" if part["half"].lower() == "first" else "second"
    days = year_days(year, word)
    if season:
        days = season_days(season[1].lower(), year)
        turn = _NEXT_YEAR.match(words_right(text, key.end()))
        if season[1].lower() == "winter":
            days = month_days(year, 1)[0], month_days(year, 2)[1]
            days = season_days("winter", year + 1) if turn else days
    if days[0] <= anchor < days[1]:
        days = days[0], anchor
    sign = season or part
    start = key.start() - (len(left) - sign.start() if sign else 0)
    return span_days(start, key.end(), days, "text")


def year_days(year: int, part: str = "") -> tuple[dt.date, dt.date]:
    """First and last day of a year, or of its early, mid, late, first or second part.

    Examples
    --------
    >>> [str(day) for day in year_days(2014, "late")]
    ['2014-09-01', '2014-12-31']
    """
    months = {
        "early": (1, 4),
        "mid": (5, 8),
        "late": (9, 12),
        "first": (1, 6),
        "second": (7, 12),
    }.get(part, (1, 12))
    return month_days(year, months[0])[0], month_days(year, months[1])[1]


def move_year(days: tuple[dt.date, dt.date], year: int) -> tuple[dt.date, dt.date] | None:
    """The same days of a year in which the first one lies; None where there is no such day.

    Examples
    --------
    >>> [str(day) for day in move_year((dt.date(2024, 12, 30), dt.date(2025, 1, 2)), 2017)]
    ['2017-12-30', '2018-01-02']
    """
    first, last = days
    last_year = year + last.year - first.year
    if (first.day, last) == (1, month_days(last.year, last.month)[1]):
        return first.replace(year=year), month_days(last_year, last.month)[1]
    try:
        return first.replace(year=year), last.replace(year=last_year)
    except ValueError:
        return None


def step_months(day: dt.date, steps: int) -> tuple[dt.date, dt.date]:
    """First and last day of the month so many months on.

    Examples
    --------
    >>> str(step_months(dt.date(2025, 12, 24), 1)[1])
    '2026-01-31'
    """
    year, month = month_before(day, -steps)
    return month_days(min(year, dt.MAXYEAR), month)
