"""Acts that go on: begun again on another day, drawn out to a later one, in their third day."""

from __future__ import annotations

import re

from geo.events.calendar_days import rate_precision, shift_days
from geo.events.clauses import clause_of, split_clauses
from geo.events.counts import ORDINAL, parse_ordinal
from geo.events.cues import Cue
from geo.events.group import Group
from geo.events.mention import Dating
from geo.events.scene import Scene

# "The fighting resumed the next morning", "the exchange was repeated".
_AGAIN = Cue(
    r"\s+(?:[\w’'-]+\s+){0,4}?(?:(?:has\s+|had\s+|have\s+|was\s+|were\s+)?(?:since\s+|then\s+)?(?:resum\w+"
    r"|restarted|recurred|repeated|renewed|reignited|rekindled|re-?erupted)"
    r"|(?:began|begun|started|broke\s+out|broken\s+out|erupted|flared(?:\s+up)?|opened\s+up|rang\s+out"
    r"|set\s+in|was\s+heard|were\s+heard|came|fell|landed|struck|hit)\s+(?:once\s+)?(?:again|anew|afresh|more))\b"
    r"|[^.;]{0,60}\b(?:once\s+again|again|anew|afresh)\b",
    re.IGNORECASE,
)
# "For a fourth straight day", "entered their third night", "now in its fifth day".
_NTH_DAY = Cue(
    rf"\b(?:for|on|enter(?:ed|s|ing)|into|in)\s+(?:the|an?|its|their)\s+(?P<nth>{ORDINAL}|\d\d?(?:st|nd|rd|th))"
    r"\s+(?:(?:straight|consecutive|successive)\s+)?(?:day|night)\b"
    r"(?!\s+of\b(?!\s+(?:the|their|its|an?)\s+(?:\w+\s+)?(?:sit-in|protests?|strike|march|dharna)\b))"
    r"(?:\s+(?:running|in\s+a\s+row|in\s+succession))?",
    re.IGNORECASE,
)
# What is told of a second day has its first told by itself.
_FEWEST_DAYS = 3
_MOST_DAYS = 60


def is_again(scene: Scene, group: Group) -> bool:
    """Whether words tell that an act of before began again, on a day of its own."""
    text, end = scene.article.text, scene.sentence.end
    if not scene.may & _AGAIN.bit:
        return False
    return bool(_AGAIN.match(text, group.head.end, min(end, group.head.end + 90)))


def count_from_first(scene: Scene, group: Group, dating: Dating | None) -> Dating | None:
    """The days up to that of "for a fourth straight day", counted from the first of them.

    None where no such words stand in the clause of the act, or its days are not known.
    """
    if not scene.may & _NTH_DAY.bit:
        return None
    text = scene.article.text
    clauses = split_clauses(text, scene.sentence)
    own = clause_of(clauses, group.anchor)
    end = clauses[own + 1] if own + 1 < len(clauses) else scene.sentence.end
    match = _NTH_DAY.search(text, clauses[own], end)
    number = parse_ordinal(match["nth"]) if match else None
    if number is None or not _FEWEST_DAYS <= number <= _MOST_DAYS:
        return None
    if dating is not None and dating.precision > 2 and dating.source != "article":
        return None
    last = dating.last if dating else scene.article.date
    days = shift_days(last, 1 - number), last
    return Dating(*days, rate_precision(*days), "relative")
