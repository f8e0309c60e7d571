"""One sentence at a time: its acts, with the places, dates and counts that stand with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from geo.articles.article import Article
from geo.articles.text import Span
from geo.events.act import GATES, QUIET, VIOLENT, is_family
from geo.events.calendar_days import shift_days
from geo.events.clauses import clause_of, nearest, split_clauses
from geo.events.date_span import DateSpan
from geo.events.group import Group
from geo.events.hedges import find_hedge
from geo.events.lexicon import Trigger, find_triggers, rank_type
from geo.events.placing import Spot, find_runs

_SAME = re.compile(
    r"\b(?:the|same|this|that|these|those|latest|its|their)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_ECHOED = frozenset((*VIOLENT, *QUIET, *GATES))
_AERIAL = frozenset(("airstrike", "drone_strike"))
# Words that name whatever was told before: "raids in Kunar" after an air strike are air raids.
_LOOSE = frozenset("raid raids strike strikes attack attacks".split())
# Bombs told after an air strike fell from the air.
_DROPPED = frozenset("bomb bombs bombing blast blasts explosion explosions".split())
_WITH = re.compile(r",\s+with\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


# "On Thursday, a day before ...": what is counted so near the start comes before the main clause.
_OPENING = 40
# "A year after": give or take months.
_VAGUE_DAYS = 60


def read_groups(
    article: Article,
    sentence: Span,
    spots: list[Spot],
    dates: list[DateSpan],
    focus_types: tuple[str | None, str | None],
    *,
    has_gate: bool = False,
    has_told: Callable[[str], bool] = lambda _: False,
) -> tuple[list[Group], list[Group]]:
    """The acts one sentence tells, and what it only plans or denies.

    `focus_types` are the types of the violent act and of the act told before.
    """
    text = article.text
    crossings = tuple(Span(s.start, s.end) for s in spots if s.is_gate)
    if has_gate:  # "it" may be the crossing told before
        crossings = (*crossings, sentence)
    triggers = [
        trigger  # "25 March" is no march, and Tank a town
        for trigger in find_triggers(text, sentence, crossings)
        if not any(span.start <= trigger.start < span.end for span in dates)
        and not any(spot.start == trigger.start and spot.end >= trigger.end for spot in spots)
    ]
    if not triggers:
        return [], []
    clauses = split_clauses(text, sentence)
    live: list[Group] = []
    dead: list[Group] = []
    for trigger in triggers:
        group = _start(text, trigger, _focus_after(live, focus_types), has_told)
        if group.event_type != "echo":
            is_live = find_hedge(text, sentence, trigger) is None
            (live if is_live else dead).append(group)
    groups = _join_clause(_drop_harm_of_protest(live), spots, clauses)
    groups = _join_harm(text, groups)
    if not groups:
        return [], dead
    # What is only planned or denied still keeps the places and dates that stand with it.
    _hand_out(text, groups, dead, spots, dates, clauses)
    for group in groups:
        _keep_own_dates(group, clauses)
        is_named = group.named_type not in ("echo", "armed_clash") or group.refers_back
        is_named = is_named and group.named_type != "echo"  # "the operation" names no kind of act
        is_bomb = group.named_type == "bombing_or_ied"
        if is_named and (group.refers_back or is_bomb) and any(s.first for s in group.dates):
            group.event_type = group.named_type
    return _join_bare(groups), dead


def _drop_harm_of_protest(groups: list[Group]) -> list[Group]:
    """Without "two were killed" where a protest of the same sentence says in what."""
    if not any(group.event_type == "protest" for group in groups):
        return groups
    others = [g for g in groups if g.triggers[0].part != "harm"]
    is_only = not any(g.event_type in VIOLENT for g in others)
    return others if is_only else groups


def _start(
    text: str,
    trigger: Trigger,
    focus_types: tuple[str | None, str | None],
    has_told: Callable[[str], bool],
) -> Group:
    event_type, strength = trigger.event_type, trigger.strength
    violent, last = focus_types
    before = text[max(0, trigger.start - 24) : trigger.start]
    refers_back = trigger.part == "noun" and bool(_SAME.search(before))
    if event_type in VIOLENT and violent is None:
        refers_back = False  # "the air strikes", and none told before
    word = text[trigger.start : trigger.end].lower()
    if event_type == "echo":
        # "The previous one" may be anything; "was hit" and "the incident" are violence told before.
        event_type = (last if trigger.part == "echo" and last in _ECHOED else violent) or "echo"
    elif (
        violent
        and event_type in VIOLENT
        and not (refers_back and has_told(event_type))
        and (refers_back or _is_from_the_air(violent, word))
        and not _BY.match(text, trigger.end)
    ):
        event_type = violent
    if trigger.part == "harm" and violent:
        event_type = violent
    if _WITH.search(before):
        strength = 0
    return Group(
        [trigger], [], [], event_type, strength, refers_back, named_type=trigger.event_type
    )


_HARD = re.compile(r"[;:]\s|,\s+and\s|\b(?:while|whereas|but)\b")


def _join_harm(text: str, groups: list[Group]) -> list[Group]:
    """Groups where "two were killed when a post was attacked" is one act."""
    kept: list[Group] = []
    for group in groups:
        if all(trigger.part == "harm" for trigger in group.triggers):
            for other in groups:
                start, end = sorted((group.anchor, other.anchor))
                is_named = other.event_type in VIOLENT and other.triggers[0].part != "harm"
                if other is not group and is_named and not _HARD.search(text, start, end):
                    _absorb(other, group)
                    break
            else:
                kept.append(group)
        else:
            kept.append(group)
    return kept


def _focus_after(
    told: list[Group], focus_types: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """The types told before, where "as were three others" points to its own sentence."""
    return (focus_types[0], told[-1].event_type) if told else focus_types


# "A raid by it on a camp": whoever did that came on foot.
_BY = re.compile(r"\s+by\b")


def _is_from_the_air(violent: str, word: str) -> bool:
    return violent in _AERIAL and (word in _LOOSE or word in _DROPPED)


def _stands_apart(one: Group, two: Group, spots: list[Spot], clauses: tuple[int, ...]) -> bool:
    """Whether each of two triggers of one clause has a place of its own behind it."""
    clause = clause_of(clauses, two.anchor)
    usable = [spot for spot in spots if spot.rank <= 1 and clause_of(clauses, spot.start) == clause]
    between = any(one.triggers[-1].end <= spot.start < two.anchor for spot in usable)
    return (
        between and any(spot.start > two.triggers[-1].end for spot in usable) and two.strength >= 2
    )


def _join_clause(groups: list[Group], spots: list[Spot], clauses: tuple[int, ...]) -> list[Group]:
    """Groups where kindred triggers of one clause are one."""
    joined: list[Group] = []
    for group in groups:
        clause = clause_of(clauses, group.triggers[0].start)
        for other in joined:
            same = clause_of(clauses, other.triggers[0].start) == clause
            if same and _stands_apart(other, group, spots, clauses):
                continue
            if same and _is_one(group.event_type, other.event_type):
                _absorb(other, group)
                break
        else:
            joined.append(group)
    return joined


def _is_one(one: str, two: str) -> bool:
    if (one in VIOLENT and two in VIOLENT) or "echo" in (one, two):
        return True
    return is_family(one, two)


def _absorb(keep: Group, other: Group) -> None:
    keep.triggers.extend(other.triggers)
    keep.spots.extend(spot for spot in other.spots if spot not in keep.spots)
    keep.dates.extend(other.dates)
    if keep.event_type == "echo" or (_worth(other) > _worth(keep) and other.event_type != "echo"):
        keep.event_type = other.event_type
    keep.strength = max(keep.strength, other.strength)
    keep.refers_back = keep.refers_back and other.refers_back


def _worth(group: Group) -> tuple[int, int, int, int]:
    # A word that only points back, and a weak verb such as "hit", give way to a real name.
    head = group.triggers[0]
    plain = head.event_type == "echo" or head.part == "harm" or group.refers_back
    # "The strikes killed" is about the strikes, however weak the noun.
    strength = 2 if head.event_type in _AERIAL and head.part == "noun" else group.strength
    return int(not plain), int(not head.is_far), strength, -rank_type(group.event_type)


def _hand_out(
    text: str,
    groups: list[Group],
    dead: list[Group],
    spots: list[Spot],
    dates: list[DateSpan],
    clauses: tuple[int, ...],
) -> None:
    moves = any(group.event_type == "displacement_or_return" for group in groups)
    near = [s for s in spots if s.rank < 9 or (moves and s.role == "origin")]
    for run in find_runs(text, near):
        lead = min(run, key=lambda spot: (spot.rank, spot.start))
        _choose(groups, dead, lead.start, clauses).spots.extend(run)
    opening = _opening(text, dates, clauses[0])
    for span in sorted(dates, key=lambda span: span.bound == "clause"):
        if span is opening:
            for group in groups:
                group.dates.append(span)
        elif span.bound == "clause":
            _hand_clause(text, groups, span, clauses, dates)
        else:
            group = _choose(groups, dead, span.start, clauses)
            is_far = clause_of(clauses, group.anchor) != clause_of(clauses, span.start)
            # "and, a day later, that ...": a shift dates its own clause only, or all if first.
            if span.shift is None or not is_far or clause_of(clauses, span.start) == 0:
                group.dates.append(span)
            _hand_when(text, span, group, groups, clauses)
    _share_days(text, groups, clauses)


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


def _keep_own_dates(group: Group, clauses: tuple[int, ...]) -> None:
    """Of dates in several clauses, those of the telling word's own: others date other things."""
    own = clause_of(clauses, group.anchor)
    close = [span for span in group.dates if clause_of(clauses, span.start) == own]
    telling = [s for s in close if s.bound not in ("until", "future") and s.precision <= 3]
    # "From October 25 ..., which ended last week": what runs on may end in another clause.
    if telling and all(span.bound != "since" for span in telling):
        group.dates = close


def _choose(
    groups: list[Group], dead: list[Group], position: int, clauses: tuple[int, ...]
) -> Group:
    """The group a thing at `position` stands with; a dead one only if its clause has no other."""
    own = clause_of(clauses, position)
    if any(clause_of(clauses, group.anchor) == own for group in groups):
        dead = []
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
        is_main_behind = span.start - clauses[0] < _OPENING and len(behind) == 1
        if not behind[0].refers_back and not is_main_behind:
            behind[0].dates.append(replace(span, bound=""))
        return
    near, far = span.shift
    if not ahead and len(behind) > 1 and _count_on(behind[0], behind[1], span, dates):
        return
    if not ahead and len(behind) == 1 and _count_back(text, behind[0], span, dates):
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


def _join_bare(groups: list[Group]) -> list[Group]:
    """Groups where a kindred one without place and date of its own joins the one that has them."""
    kept: list[Group] = []
    for group in groups:
        for other in kept:
            kindred = is_family(group.event_type, other.event_type) or (
                group.event_type in VIOLENT and other.event_type in VIOLENT
            )
            is_bare = not (_has_place(group) and _has_place(other)) and not (_days(group) and _days(other))
            one_move = group.event_type == other.event_type == "displacement_or_return"
            if kindred and (is_bare or one_move):
                _absorb(other, group)
                break
        else:
            kept.append(group)
    return kept


def _has_place(group: Group) -> bool:
    """Whether a place stands with it that is more than a country, or its government."""
    return any(spot.rank < 7 for spot in group.spots)


def _days(group: Group) -> list[DateSpan]:
    return [span for span in group.dates if span.bound not in ("until", "future")]
