"""Acts that go on: begun again on another day, drawn out to a later one, in their third day."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from geo.events.act import GATES, Act
from geo.events.calendar_days import rate_precision, shift_days
from geo.events.clauses import clause_of, split_clauses
from geo.events.counts import ORDINAL, parse_ordinal
from geo.events.cues import Cue
from geo.events.date_span import DateSpan
from geo.events.group import Group
from geo.events.mention import Dating
from geo.events.scene import Scene
from geo.events.story import Story

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
# "It raged through Sunday", "the shooting went on until Monday", "and ended on Monday".
_DRAWN_OUT = Cue(
    r"\b(?:rag(?:ed|ing)|went\s+on|gone\s+on|going\s+on|continu(?:ed|ing)|drag(?:ged|ging)|carried\s+on|last(?:ed|ing)"
    r"|spill(?:ed|ing)|persisted|stretched|ended|ending|stopped|ceased|closed|concluded|broke\s+up|died\s+down"
    r"|subsided|petered\s+out|came\s+to\s+an\s+end|(?:were|was)\s+over)"
    r"(?:,?\s+(?:on|over|all|only|again|there|sporadically|intermittently|(?:by\s+)?day\s+and\s+night))*,?"
    r"(?:\s+(?:until|till|through|into|to|by|on|for|over|(?:well|far|deep|late)\s+into))?"
    r"(?:\s+(?:late|early|about|around|noon|midnight|dawn|dusk|nightfall|sunset|sunrise|the|on|of|whole|all|evening"
    r"|morning|night|afternoon))*\s*\Z",
    re.IGNORECASE,
)
# How long after the first day the last may be.
_LONGEST_DAYS = 45


def draw_out(scene: Scene, group: Group, first: Dating | None) -> Dating | None:
    """The days from the first one to that of "went on until Monday" or "ended on Monday".

    `first` is the day on which the act began, told before those words. None where they end no act.
    """
    if first is None or not scene.may & _DRAWN_OUT.bit:
        return None
    text = scene.article.text
    for span in scene.dates:
        if span.days is None or span.precision > 2 or span.start < group.anchor:
            continue
        if not _DRAWN_OUT.search(text, max(scene.sentence.start, span.start - 60), span.start):
            continue
        days = first.first, min(span.days[1], scene.article.date)
        if 0 < (days[1] - days[0]).days <= _LONGEST_DAYS:
            return Dating(*days, rate_precision(*days), "relative", span.start, span.end)
    return None


# "On May 2 and again on May 9", "on May 3, May 7 and May 11".
_AND_ON = re.compile(
    r"\s*(?:,\s*)?(?:and\s+)?(?:then\s+)?(?:once\s+)?(?:again\s+|finally\s+)?(?:on\s+|in\s+)?(?:the\s+)?\Z"
)


def spread_days(story: Story, scene: Scene, group: Group, act: Act) -> None:
    """Date an act told for several days by the first of them, and tell it again for each other.

    Days that follow each other are one range.
    """
    days = _find_days(scene, group, act.dating)
    for dating in days[1:]:
        story.acts.append(replace(act, dating=dating, claims=[], episode=None))
    if days:
        act.dating = days[0]
        story.note_dating(days[-1])


def _find_days(scene: Scene, group: Group, dating: Dating | None) -> list[Dating]:
    """The days named of an act, none where it has but the one."""
    if dating is None or dating.start is None or group.event_type in GATES:
        return []
    text = scene.article.text
    spans = [s for s in group.dates if s.days is not None and s.precision <= 2 and s.bound == ""]
    run: list[DateSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        gap = text[run[-1].end : span.start] if run else ""
        if run and not (gap.strip() and _AND_ON.match(gap)):
            if any(one.start == dating.start for one in run):
                break
            run = []
        run.append(span)
    days = [span.days for span in run if span.days is not None]
    if len(days) < 2 or dating.start not in {span.start for span in run} or days != sorted(days):
        return []
    if all((two[0] - one[1]).days <= 1 for one, two in pairwise(days)):
        days = [(days[0][0], days[-1][1])]
    return [
        Dating(*pair, rate_precision(*pair), dating.source, run[0].start, run[-1].end)
        for pair in days
        if pair[1] <= scene.article.date
    ]


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
