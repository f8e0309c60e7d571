"""Which act of a sentence each place and each date of it stands with."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from geo.events.calendar_days import shift_days
from geo.events.clauses import clause_of, is_of_whom, nearest
from geo.events.date_span import DateSpan
from geo.events.group import Group
from geo.events.placing import Spot, find_runs

# "On Thursday, a day before ...": what is counted so near the start comes before the main clause.
_OPENING = 40
# "A year after": give or take months.
_VAGUE_DAYS = 60


def allot(
    text: str,
    groups: list[Group],
    dead: list[Group],
    spots: list[Spot],
    dates: list[DateSpan],
    clauses: tuple[int, ...],
) -> None:
    """Put each place and date of a sentence with the act, told or only planned, that it is of.

    `groups` are the acts told, `dead` what is only planned or denied; both are changed.
    """
    moves = any(group.event_type == "displacement_or_return" for group in groups)
    near = [s for s in spots if s.rank < 9 or (moves and s.role == "origin")]
    idle = _find_idle(groups, dates, clauses)
    near = [spot for spot in near if clause_of(clauses, spot.start) not in idle]
    dates = [s for s in dates if clause_of(clauses, s.start) not in idle or s.bound == "clause"]
    anchors = [group.anchor for group in groups]
    for run in [part for whole in find_runs(text, near) for part in _part_run(whole, anchors)]:
        lead = min(run, key=lambda spot: (spot.rank, spot.start))
        _choose(text, groups, dead, lead.start, clauses).spots.extend(run)
    opening = _opening(text, dates, clauses[0])
    for span in sorted(dates, key=lambda span: span.bound == "clause"):
        if span is opening:
            for group in groups:
                group.dates.append(span)
        elif span.bound == "clause":
            _hand_clause(text, groups, span, clauses, dates)
        else:
            owner = _find_dated_noun(text, span, groups)
            if owner is not None:
                owner.dates.append(replace(span, bound=""))
                own = clause_of(clauses, span.start)
                rest = [g for g in groups if g is not owner and clause_of(clauses, g.anchor) == own]
                for group in rest[:1]:
                    group.dates.append(span)
                continue
            group = _just_before(text, groups, span) or _choose(
                text, groups, dead, span.start, clauses, is_day=True
            )
            is_far = clause_of(clauses, group.anchor) != clause_of(clauses, span.start)
            if is_of_whom(text, group.anchor, span.start):
                continue
            # "and, a day later, that ...": a shift dates its own clause only, or all if first.
            if span.shift is None or not is_far or clause_of(clauses, span.start) == 0:
                group.dates.append(span)
            _hand_when(text, span, group, groups, clauses)
    _share_days(text, groups, clauses)


_BEFORE_NOUN = re.compile(r",?\s+(?:[a-z][\w-]*\s+){0,2}")


def _find_dated_noun(text: str, span: DateSpan, groups: list[Group]) -> Group | None:
    """The act whose own day stands in "closed since the November 21 attack on a convoy"."""
    if span.bound not in ("since", "after") or not text.endswith("the ", 0, span.start):
        return None
    for group in groups:
        if _BEFORE_NOUN.fullmatch(text, span.end, group.anchor):
            return group
    return None


def _part_run(run: list[Spot], anchors: list[int]) -> list[list[Spot]]:
    """The places of a list, parted where an act is told between: "in Wana, jets bombed Barmal"."""
    parts = [run[:1]]
    for one, two in pairwise(run):
        if any(one.end <= anchor < two.start for anchor in anchors):
            parts.append([])
        parts[-1].append(two)
    return parts


# "The gate, closed since October 12, was opened": the day of the word it follows.
_TO_THE_DAY = re.compile(r"(?:\s+(?:again|since|on|in|from|late|early|last))*\s+")


def _just_before(text: str, groups: list[Group], span: DateSpan) -> Group | None:
    """The act whose telling word a date follows at once, None if none does."""
    for group in groups:
        if any(_TO_THE_DAY.fullmatch(text, t.end, span.start) for t in group.triggers):
            return group
    return None


def _find_idle(groups: list[Group], dates: list[DateSpan], clauses: tuple[int, ...]) -> set[int]:
    """The clauses of "a week after a meeting in Doha" that tell no act: their places are none's."""
    idle = {clause_of(clauses, span.end + 1) for span in dates if span.bound == "clause"} - {0}
    return idle - {clause_of(clauses, group.anchor) for group in groups}


# "Gunmen opened up on officers as they were leaving a meeting on Monday".
_MEANWHILE = re.compile(r"\b(?:as|while)\s+$", re.IGNORECASE)


def _share_days(text: str, groups: list[Group], clauses: tuple[int, ...]) -> None:
    """Date an act also by the day that stands in a clause told of the same time."""
    for group in groups:
        own = clause_of(clauses, group.anchor)
        if group.dates or own + 1 >= len(clauses):
            continue
        if _MEANWHILE.search(text, clauses[own], clauses[own + 1]):
            for other in groups:
                if clause_of(clauses, other.anchor) == own + 1:
                    group.dates.extend(s for s in other.dates if s.days and s.precision <= 2)


_WHEN = re.compile(r"\s*,?\s+(?:the\s+day\s+(?:on\s+which|that)|when)\b")


def _hand_when(
    text: str, span: DateSpan, group: Group, groups: list[Group], clauses: tuple[int, ...]
) -> None:
    """Give "since April 15, when ..." to the act behind "when" as well: it was that day."""
    if span.first is None or not _WHEN.match(text, span.end):
        return
    if group.anchor > span.end:  # the only act is the one behind "when"
        group.dates = [replace(s, bound="") if s is span else s for s in group.dates]
        return
    behind = [g for g in groups if g.anchor > span.end and g is not group]
    if behind and clause_of(clauses, behind[0].anchor) - clause_of(clauses, span.start) <= 1:
        behind[0].dates.append(replace(span, bound="", start=behind[0].anchor - 1))


def keep_own_dates(group: Group, clauses: tuple[int, ...]) -> None:
    """Of dates in several clauses, those of the telling word's own: others date other things."""
    own = clause_of(clauses, group.anchor)
    close = [span for span in group.dates if clause_of(clauses, span.start) == own]
    telling = [s for s in close if s.bound not in ("until", "future") and s.precision <= 3]
    # "From October 25 ..., which ended last week": what runs on may end in another clause.
    if telling and all(span.bound != "since" for span in telling):
        group.dates = close


# "Strikes on men involved in the attack at Wagah": the place is the attack's.
_CAUSE = re.compile(
    r"\b(?:involved\s+in|behind|responsible\s+for|blamed\s+for|accused\s+of|wanted\s+for)\s+"
    r"(?:[\w-]+\s+){0,4}\Z"
)


def _is_cause(text: str, group: Group, position: int) -> bool:
    """Whether a place stands behind what those who were hit are said to have done before."""
    start = max(0, group.anchor - 60)
    return group.anchor < position and _CAUSE.search(text, start, group.anchor) is not None


def _choose(
    text: str,
    groups: list[Group],
    dead: list[Group],
    position: int,
    clauses: tuple[int, ...],
    *,
    is_day: bool = False,
) -> Group:
    """The group a thing at `position` stands with; a dead one only if its clause has no other."""
    own = clause_of(clauses, position)
    live = [group.anchor for group in groups if clause_of(clauses, group.anchor) == own]
    if live:
        # "Was shut on Sunday and had not reopened by Tuesday": Tuesday shuts nothing.
        dead = [
            group
            for group in dead
            if _is_cause(text, group, position)
            or (is_day and group.head.part == "verb" and max(live) < group.anchor < position)
        ]
    pool = groups + [group for group in dead if clause_of(clauses, group.anchor) == own]
    return pool[nearest(clauses, position, [group.anchor for group in pool])]


def _hand_clause(
    text: str,
    groups: list[Group],
    span: DateSpan,
    clauses: tuple[int, ...],
    dates: list[DateSpan],
) -> None:
    """Give "a day after X" to X, shifted back, or to the main act if X is one told before."""
    behind = [
        g
        for g in groups
        if g.anchor > span.start
        and clause_of(clauses, g.anchor) - clause_of(clauses, span.end) <= 2
    ]
    ahead = [g for g in groups if g.anchor < span.start]
    if not behind:
        return
    if span.shift is None:  # counted already from a day that the sentence names
        is_opening = span.start - clauses[0] < _OPENING and not ahead
        is_main_behind = is_opening and len(behind) == 1
        if not behind[0].refers_back and not is_main_behind:
            behind[0].dates.append(replace(span, bound=""))
        return
    near, far = span.shift
    if not ahead and len(behind) > 1 and _count_on(behind[0], behind[1], span, dates):
        return
    if not ahead and _count_back(text, behind[0], span, dates):
        return
    if behind[0].refers_back:
        for group in ahead[-1:] or behind[1:2]:
            group.dates.append(replace(span, bound=""))
        return
    said = [s for s in dates if s.first and s.last and s.precision <= 2 and s.end <= span.start]
    if said and not ahead and said[-1].first and said[-1].last:
        # "A truce was in force on Thursday, a day after dozens were killed".
        days = shift_days(said[-1].first, -far), shift_days(said[-1].last, -near)
        behind[0].dates = [s for s in behind[0].dates if s is not said[-1]]
        behind[0].dates.append(
            replace(span, bound="", shift=None, first=days[0], last=days[1], source="relative")
        )
    else:
        behind[0].dates.append(replace(span, bound="", source="here", shift=(-far, -near)))


def _count_back(text: str, first: Group, span: DateSpan, dates: list[DateSpan]) -> bool:
    """Date "jets bombed a camp" in "A year after jets bombed a camp, mourners met on Friday"."""
    for date in dates:
        if date.days is None or span.shift is None or date.bound != "" or date.precision > 2:
            continue
        if date.start > first.anchor and "," in text[first.anchor : date.start]:
            near, far = span.shift
            if far - near > _VAGUE_DAYS:  # years: the same day of the year
                near = far = (near + far) // 2
            days = shift_days(date.days[0], -far), shift_days(date.days[1], -near)
            back = replace(span, first=days[0], last=days[1], bound="", source="relative")
            first.dates = [replace(back, shift=None)]
            return True
    return False


def _count_on(first: Group, main: Group, span: DateSpan, dates: list[DateSpan]) -> bool:
    """Date the main act of "nine days after she was shot on October 9, rockets fell"."""
    for date in dates:
        if date.days is None or span.shift is None or not span.end <= date.start < main.anchor:
            continue
        if date.precision <= 2 and date.bound == "" and date.start > first.anchor:
            near, far = span.shift
            days = shift_days(date.days[0], near), shift_days(date.days[1], far)
            counted = replace(span, first=days[0], last=days[1], bound="", source="relative")
            main.dates.append(replace(counted, shift=None))
            return True
    return False


def _opening(text: str, dates: list[DateSpan], start: int) -> DateSpan | None:
    """The date a sentence opens with: it holds for all of it ("On March 4, after ...")."""
    if dates and len(text[start : dates[0].start].split()) <= 3 and dates[0].bound in ("", "since"):
        return dates[0]
    return None
