"""How long a gate has been shut, and on what day it was shut then."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.act import Act
from geo.events.calendar_days import shift_days
from geo.events.counts import parse_number, parse_ordinal
from geo.events.cues import Cue
from geo.events.group import Group
from geo.events.mention import Dating
from geo.events.scene import Scene

# Lorries held up at a gate: the state in which its closure left them.
_HELD_UP = re.compile(r"(?:(?:were|was|are|is|been)\s+)?(?:stranded|stuck)\b", re.IGNORECASE)
_STILL = re.compile(r"\b(?:remain\w*|stay\w*|still|kept|continu\w*)\b", re.IGNORECASE)
_HAS = Cue(r"\b(?:has|have)\b")
_NTH_DAY = Cue(
    r"\b(?:for|on|enter(?:ed|s|ing)|into|completing)\s+(?:the|an?|its|their)\s+(?P<nth>[\w-]+?)(?:st|nd|rd"
    r"|th)?\s+(?:straight\s+|consecutive\s+|successive\s+)?day\b(?:\s+(?:running|in\s+a\s+row))?"
    r"|\bfor\s+(?:the\s+(?:past|last)\s+)?(?P<n>[\w-]+)\s+(?:straight\s+|consecutive\s+)?days\b",
    re.IGNORECASE,
)


_MOST_DAYS = 400
_LONGEST_DAYS = 20 * 365
_AFTER = re.compile(r"\s+(?:after|when|because|over|following)\b")
# "After ten days of closure the gate was opened on Friday": it was shut ten days before.
_LASTED = Cue(
    r"\bafter\s+(?:almost\s+|nearly\s+|about\s+|some\s+)?(?P<a>[\w-]+)\s+(?P<ua>days?|weeks?|months?)\s+of\s+closure"
    r"|\b(?P<b>[\w]+)-(?P<ub>day|week|month)(?:-long)?\s+(?:closure|shutdown|suspension)"
    r"|\b(?:remain(?:ed|ing)|being|been|staying|stayed|lain)\s+(?:closed|shut|sealed|suspended)\s+for"
    r"\s+(?:almost\s+|nearly\s+|about\s+|over\s+|more\s+than\s+)?(?P<c>[\w-]+)\s+(?P<uc>days?|weeks?|months?)\b",
    re.IGNORECASE,
)
# The days of a unit, and how well it tells the day.
_UNITS = {"day": (1, 2), "week": (7, 2), "month": (30, 4), "year": (365, 5)}
REOPENED = re.compile(r"\b(?:re-?open\w*|open(?:ed|s)\b|resum\w+|unseal\w+)", re.IGNORECASE)
# "Stayed shut for around a month", "closed for more than two years".
_FOR_LONG = Cue(
    r"\bfor\s+(?:(?:around|about|nearly|almost|over|some|roughly|well|more\s+than|at\s+least|the\s+(?:past|last))"
    r"\s+)+(?P<n>an?|[\w-]+)\s+(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)


def read_closure(scene: Scene, act: Act, group: Group, told: Dating | None) -> None:
    """A gate that "remained closed on Friday for the third day" was closed two days before.

    `told` is the dating of the event told before.
    """
    text = scene.article.text
    near = text[max(scene.sentence.start, group.anchor - 25) : group.head.end]
    words = scene.words(group.anchor)
    nth = _NTH_DAY.find(words, scene.may)
    if nth and _AFTER.match(words, nth.end()):
        return  # "stayed shut for ten days after a raid on May 3"
    lasted = _LASTED.find(words, scene.may)
    ends = [s.last for s in scene.dates if s.last and s.precision <= 2]
    if lasted and REOPENED.search(words) and _date_before(act, lasted, ends):
        return
    if _HELD_UP.match(text, group.head.start):
        act.is_state = True
        if REOPENED.search(words):  # "opened after the stranded began to quarrel"
            act.dating, act.is_dated_here, act.is_passing = None, False, True
    has = _HAS.find(words, scene.may)
    length = _FOR_LONG.find(words, scene.may)
    if not _STILL.search(near) and not (nth and (nth["nth"] or has)) and not (length and has):
        return
    if act.dating is not None and act.dating.precision >= 4:
        return  # "last month it stayed shut for six days"
    act.is_state = True
    last = act.dating.last if act.dating else _last_told(scene, told)
    number = _count_days(nth) if nth else None
    if number is not None and number < _MOST_DAYS:
        first = shift_days(last, -number)
        act.dating = Dating(first, first, 1, "relative")
        act.is_dated_here = True
    elif length:
        _date_by_length(act, length, last)


def _last_told(scene: Scene, told: Dating | None) -> dt.date:
    """The day told just before if it is one of the news, else the article's."""
    day = scene.article.date
    is_news = told is not None and told.precision <= 2 and 0 <= (day - told.last).days <= 2
    return told.last if told and is_news else day


def _date_before(act: Act, lasted: re.Match[str], days: list[dt.date]) -> bool:
    """Date a closure by how long it had lasted when the gate was opened; whether words say it."""
    words = lasted["a"] or lasted["b"] or lasted["c"]
    unit = (lasted["ua"] or lasted["ub"] or lasted["uc"]).lower()
    number = 1 if words.lower() == "a" else parse_number(words.lower())
    if number is None or not days:
        return False
    length, precision = _UNITS[unit.rstrip("s")]
    day = shift_days(days[0], -number * length)
    act.dating = Dating(day, day, precision, "relative")
    act.is_dated_here = act.is_state = True
    act.is_passing = False
    return True


def _date_by_length(act: Act, length: re.Match[str], last: dt.date) -> None:
    """Date a closure by how long it has lasted up to the last day told."""
    word = length["n"].lower()
    number = 1 if word in ("a", "an") else parse_number(word)
    n_days, precision = _UNITS[length["unit"].lower()]
    if number is not None and number * n_days < _LONGEST_DAYS:
        day = shift_days(last, -number * n_days)
        act.dating, act.is_dated_here = Dating(day, day, precision, "relative"), True


def _count_days(match: re.Match[str]) -> int | None:
    """How many days before the last one it began."""
    if match["n"]:
        return parse_number(match["n"])
    nth = match["nth"].lower()
    whole = match.group().lower().split(" day")[0].split()[-1]
    number = parse_ordinal(whole) or parse_ordinal(nth) or parse_number(nth)
    return number - 1 if number else None
