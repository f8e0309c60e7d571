"""Acts whose verb is left out: "A policeman was killed in A on Sunday and an elder in B on Monday".

What stands behind such an "and" has a place, and either a day or people of its own, and no verb.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import VIOLENT
from geo.events.calendar_days import Days
from geo.events.date_span import DateSpan
from geo.events.group import Group
from geo.events.lexicon import Trigger
from geo.events.people import read_people
from geo.events.placing import Spot

_JOINT = re.compile(r"(?:,\s+and|\band|;|,|,?\s+then|,?\s+followed\s+by)\s+(?:then\s+|again\s+)?")
# Between "and" and the last of place and day: a few words that hold no verb.
_LONGEST = 90
_WORDS = 8
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|did|will|would|said|says|told|(?!armed\b|unarmed\b"
    r"|unidentified\b|wounded\b|injured\b|uniformed\b|retired\b|masked\b|hundred\b|red\b)\w+ed|went"
    r"|came|took|fell|left|met|shot|hit|struck|killing|leaving|wounding|who|which|that|where|when)\b"
)
_PARTED = re.compile(r"[;:.]|\band\b|\w,\s+(?!in\b|near\b|on\b|late\b|early\b)")
_ANOTHER = re.compile(
    r"(?:another|others|one|the\s+other|a\s+(?:second|third|fourth|fifth|sixth))\b"
)
_STOP = re.compile(r"[.,;:]")
_OTHERS = re.compile(
    r"\b(?:another|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen|several|dozens)\s+"
    r"(?:others?|more))\b",
    re.IGNORECASE,
)


def add_verbless(
    text: str, groups: list[Group], spots: list[Spot], dates: list[DateSpan], sentence: Span
) -> tuple[list[Group], tuple[int, ...]]:
    """The groups with those that a later part of the sentence tells without a verb of its own.

    Returns them in order, and the offsets at which those parts begin.
    """
    spots = [spot for spot in spots if spot.rank <= 1 and spot.role == "event"]
    days = [
        span
        for span in dates
        if (span.days or span.shift) and span.precision <= 4 and span.bound == ""
    ]
    if not groups or (len(spots) < 2 and len(days) < 2):
        return groups, ()
    added: list[Group] = []
    for joint in _JOINT.finditer(text, min(group.anchor for group in groups), sentence.end):
        room = Span(joint.end(), sentence.end)
        part = _read_part(text, room, spots, days) or _read_others(text, room, spots, days)
        model = _model(groups, joint.start())
        if part is None or model is None:
            continue
        if any(part.start <= t.start < part.end for group in groups for t in group.triggers):
            continue
        if _is_act(text, model, part, Span(sentence.start, joint.start()), spots, days):
            added.append(_repeat(model, part))
    if not added:
        return groups, ()
    both = sorted((*groups, *added), key=lambda group: group.anchor)
    return both, tuple(group.anchor for group in added)


def _read_part(text: str, room: Span, spots: list[Spot], days: list[DateSpan]) -> Span | None:
    """What follows "and" up to its place and its day, None if that holds a verb or no place."""
    spot = next((s for s in spots if s.start >= room.start), None)
    if spot is None or spot.start - room.start > _LONGEST:
        return None
    end = spot.end
    day = next((d for d in days if d.start >= room.start), None)
    if day is not None and day.end <= min(room.end, end + _LONGEST // 2):
        between = text[min(day.end, spot.end) : max(day.start, spot.start)]
        if not _PARTED.search(between):
            end = max(end, day.end)
    words = text[room.start : spot.start]
    tail = text[spot.end : end]
    if len(words.split()) > _WORDS or re.search(r"[;:]", words) or _VERB.search(words + tail):
        return None
    return Span(room.start, end)


def _read_others(text: str, room: Span, spots: list[Spot], days: list[DateSpan]) -> Span | None:
    """What follows "and" where it has people and a day, and no place: "on Sunday three others"."""
    day = next((d for d in days if d.start >= room.start), None)
    stop = _STOP.search(text, room.start, room.end)
    end = stop.start() if stop else room.end
    if day is None or day.end > end or any(room.start <= spot.start < end for spot in spots):
        return None
    words = f"{text[room.start : day.start]} {text[day.end : end]}"
    is_plain = len(words.split()) <= _WORDS and not _VERB.search(words)
    return Span(room.start, end) if is_plain and _OTHERS.search(words) else None


def _model(groups: list[Group], position: int) -> Group | None:
    """The act told last before a position, whose verb the words behind it leave out."""
    before = [group for group in groups if group.anchor < position]
    return before[-1] if before and before[-1].event_type != "echo" else None


def _is_act(
    text: str, model: Group, part: Span, left: Span, spots: list[Spot], days: list[DateSpan]
) -> bool:
    """Whether a part tells an act: a day where the words before have another, or other people."""
    own = [day for day in days if part.start <= day.start < part.end]
    theirs = [day for day in days if left.start <= day.start < left.end]
    if not any(part.start <= spot.start < part.end for spot in spots):
        return bool(theirs) and all(_when(day) != _when(own[0]) for day in theirs)
    if not any(left.start <= spot.start < left.end for spot in spots if not _is_of(text, spot)):
        return False
    if own and theirs:
        return all(_when(day) != _when(own[0]) for day in theirs)
    if model.event_type not in VIOLENT or own:
        return bool(own) and _has_people(text, part, spots)
    return _has_people(text, part, spots)


def _when(span: DateSpan) -> tuple[Days | None, tuple[int, int] | None]:
    return span.days, span.shift


def _is_of(text: str, spot: Spot) -> bool:
    """Whether a place only says whose somebody is: "the chief of Wana"."""
    return text.endswith(" of ", 0, spot.start)


def _has_people(text: str, part: Span, spots: list[Spot]) -> bool:
    spot = next(s for s in spots if s.start >= part.start)
    words = Span(part.start, spot.start)
    if re.match(
        r"\d|(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:in|at|near)\b",
        text[slice(*words)],
    ):
        return False
    is_other = _ANOTHER.match(text, words.start) is not None
    return is_other or bool(read_people(text, words, "killed", "people", has_singles=True))


def _repeat(model: Group, part: Span) -> Group:
    head = model.head
    trigger = Trigger(part.start, part.end, head.event_type, head.part, head.strength)
    return replace(model, triggers=[trigger], spots=[], dates=[], refers_back=False)
