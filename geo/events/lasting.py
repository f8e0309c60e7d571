"""How long an act lasted, and which days of its sentence belong to what went before it."""

from __future__ import annotations

import re

from geo.events.calendar_days import rate_precision, shift_days
from geo.events.clauses import clause_of, is_of_whom, split_clauses
from geo.events.counts import parse_number
from geo.events.cues import Cue
from geo.events.date_span import DateSpan
from geo.events.group import Group
from geo.events.mention import Dating
from geo.events.scene import Scene

# "Five days of skirmishes", "a week of talks".
_DAYS_OF = Cue(
    r"\b(?P<n>an?|[\w-]+)\s+(?P<unit>days?|nights?|weeks?)\s+of\s+(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
# "Fighting that erupted on May 2 lasted six days".
_LASTED = Cue(
    r"\b(?:lasted|raged|continued|went\s+on|dragged\s+on|(?:did|would)\s+not\s+(?:stop|end|cease))\s+(?:for\s+)?(?:about\s+|some\s+|nearly\s+|almost\s+)?"
    r"(?P<n>an?|[\w-]+)\s+(?P<unit>days?|nights?|weeks?)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:end(?:ed|s|ing)|stopped|concluded|ceased|halted|wound\s+up|c[ao]me\s+to\s+an\s+end"
    r"|(?:was|were)\s+over|put\s+an\s+end)\b",
    re.IGNORECASE,
)
_BEGAN = re.compile(r"\b(?:beg[au]n|started|erupted|broke\s+out|flared)\b", re.IGNORECASE)
_MOST_DAYS = 60
_AFTER = re.compile(r"\b(?:after|when|following|over|because)\b")
_GAVE_BACK = re.compile(
    r"\b(?:handed\s+(?:back|over)|gave\s+back|given\s+back|returned(?!\s+(?:fire|to\b|home))|released|freed"
    r"|set\s+free|buried|laid\s+to\s+rest)\b"
)
_PERFECT = re.compile(r"\bhad\s+(?:\w+\s+)?(?:been\s+)?\w+")


def span_days_told(scene: Scene, group: Group, dating: Dating | None) -> Dating | None:
    """The days of "five days of fighting ended on Monday", counted from the one day it names."""
    text, (start, end) = scene.article.text, scene.sentence
    if dating is None or dating.precision > 1 or dating.first != dating.last:
        return dating
    lasted = _LASTED.find(text[group.head.end : min(end, group.head.end + 90)], scene.may)
    if lasted is not None and _count_days(lasted) > 1:
        days = (
            dating.first,
            min(shift_days(dating.first, _count_days(lasted) - 1), scene.article.date),
        )
        return Dating(*days, rate_precision(*days), dating.source, dating.start, dating.end)
    match = _DAYS_OF.find(text[max(start, group.anchor - 70) : group.anchor], scene.may)
    if match is None:
        return dating
    length = _count_days(match)
    if length < 2:
        return dating
    if _ENDED.search(text, start, end):
        days = shift_days(dating.first, 1 - length), dating.last
    elif _BEGAN.search(text, start, end):
        days = dating.first, min(shift_days(dating.first, length - 1), scene.article.date)
    else:
        return dating
    return Dating(*days, rate_precision(*days), dating.source, dating.start, dating.end)


def days_before(scene: Scene, group: Group, dating: Dating | None) -> Dating | None:
    """The days before a day named, in "a truce was signed on Sunday after a week of clashes"."""
    text = scene.article.text
    match = _DAYS_OF.search(text, max(scene.sentence.start, group.anchor - 70), group.anchor)
    if match is None or dating is None or dating.precision > 2:
        return dating
    length = _count_days(match)
    if not length or not text.endswith(("after ", "following "), 0, match.start()):
        return dating
    days = shift_days(dating.first, -length), dating.first
    return Dating(*days, rate_precision(*days), dating.source, dating.start, dating.end)


def _count_days(match: re.Match[str]) -> int:
    number = 1 if match["n"].lower() in ("a", "an") else parse_number(match["n"])
    length = (number or 0) * (7 if match["unit"].lower().startswith("week") else 1)
    return length if length <= _MOST_DAYS else 0


def date_closure(scene: Scene, dating: Dating) -> Dating:
    """The day on which a gate was shut: in "shut for a week in May after a clash on the 9th"."""
    if dating.precision < 4:
        return dating
    inside = [
        span
        for span in scene.dates
        if span.days is not None
        and span.precision <= 2
        and span.bound == ""
        and dating.first <= span.days[0] <= span.days[1] <= dating.last
    ]
    if len(inside) != 1 or inside[0].days is None or inside[0].start < (dating.end or 0):
        return dating
    span, days = inside[0], inside[0].days
    if not _AFTER.search(scene.article.text, dating.end or scene.sentence.start, span.start):
        return dating
    return Dating(*days, span.precision, dating.source, span.start, span.end)


_AFTER_THIS = Cue(
    r"\b(?:after|following|since|for|over|despite|because\s+of)\s+(?:[\w’'-]+\s+){0,9}?\Z",
    re.IGNORECASE,
)


def looks_back(scene: Scene, group: Group) -> bool:
    """Whether words look back on an act: "two days after a raid on a post"."""
    text = scene.article.text
    clauses = split_clauses(text, scene.sentence)
    start = clauses[clause_of(clauses, group.anchor)]
    behind = text[max(scene.sentence.start, start - 12) : group.anchor]
    return bool(_AFTER_THIS.find(behind, scene.may))


def drop_looks_back(scene: Scene, group: Group, dates: list[DateSpan]) -> list[DateSpan]:
    """The dates without those of a look back ("reopened, after it had been shut on Tuesday").

    Nor does the day on which bodies or captives were given back date how they were lost.
    """
    text = scene.article.text
    dates = [span for span in dates if not is_of_whom(text, group.anchor, span.start)]
    clauses = split_clauses(text, scene.sentence)
    own = clause_of(clauses, group.anchor)

    def is_perfect(number: int) -> bool:
        end = clauses[number + 1] if number + 1 < len(clauses) else scene.sentence.end
        return bool(
            _PERFECT.search(text, clauses[number], end)
            or _GAVE_BACK.search(text, clauses[number], end)
        )

    if is_perfect(own):
        return dates
    return [
        span
        for span in dates
        if clause_of(clauses, span.start) == own or not is_perfect(clause_of(clauses, span.start))
    ]
