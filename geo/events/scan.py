"""One sentence at a time: its acts, with the places, dates and counts that stand with them."""

from __future__ import annotations

import re
from collections.abc import Callable

from geo.articles.article import Article
from geo.articles.text import Span
from geo.events.act import GATES, QUIET, VIOLENT, is_family
from geo.events.allot import allot, keep_own_dates
from geo.events.clauses import clause_of, split_clauses
from geo.events.date_span import DateSpan
from geo.events.ellipsis import add_verbless
from geo.events.group import Group
from geo.events.hedges import find_hedge
from geo.events.lexicon import Trigger, find_triggers, rank_type
from geo.events.placing import Spot

_SAME = re.compile(
    r"\b(?:the|same|this|these|those|latest|its|their)\s+(?:\w+\s+)?$"
    # "Said that a drone ..." points to nothing told before.
    r"|\b(?<!said )(?<!says )(?<!told )(?<!reported )(?<!claimed )(?<!added )that\s+"
    r"(?:same\s+|first\s+|very\s+)?$",
    re.IGNORECASE,
)
_ECHOED = frozenset((*VIOLENT, *QUIET, *GATES))
_AERIAL = frozenset(("airstrike", "drone_strike"))
# Words that name whatever was told before: "raids in Kunar" after an air strike are air raids.
_LOOSE = frozenset("raid raids strike strikes attack attacks".split())
_PLANES = frozenset("aircraft plane planes".split())
# Bombs told after an air strike fell from the air.
_DROPPED = frozenset("bomb bombs bombing blast blasts explosion explosions".split())
_WITH = re.compile(r",\s+with\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


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
    triggers = _drop_ordinals(triggers)
    if not triggers:
        return [], []
    clauses = split_clauses(text, sentence)
    live: list[Group] = []
    dead: list[Group] = []
    for trigger in triggers:
        group = _start(text, trigger, _focus_after(live, focus_types), has_told)
        if group.event_type != "echo":
            hedge = find_hedge(text, sentence, trigger)
            if hedge is None:
                live.append(group)
            elif hedge != "rank":  # "the second raid in Bara": Bara is still where it happened
                dead.append(group)
    days = [span for span in dates if span.days is not None and span.precision <= 2]
    groups = _join_clause(_leave_to_protest(text, live), spots, days, clauses)
    groups = _join_harm(text, groups)
    if not groups:
        return [], dead
    groups, parts = add_verbless(text, groups, spots, dates, sentence)
    clauses = tuple(sorted({*clauses, *parts}))
    # What is only planned or denied still keeps the places and dates that stand with it.
    allot(text, groups, dead, spots, dates, clauses)
    for group in groups:
        keep_own_dates(group, clauses)
        is_named = group.named_type not in ("echo", "armed_clash") or group.refers_back
        is_named = is_named and group.named_type != "echo"  # "the operation" names no kind of act
        is_bomb = group.named_type == "bombing_or_ied" and not _has_own_type(group)
        if is_named and (group.refers_back or is_bomb) and any(s.first for s in group.dates):
            group.event_type = group.named_type
    return _join_bare(text, _join_ahead(groups)), dead


def _drop_ordinals(triggers: list[Trigger]) -> list[Trigger]:
    """The triggers without "the first" of "the first round of talks": that points to nothing."""
    starts = {trigger.start for trigger in triggers if trigger.part != "echo"}
    return [t for t in triggers if t.part != "echo" or t.end + 1 not in starts]


# "Traders gathered in Wana and began a sit-in": they did not come for talks.
_CAME_TOGETHER = re.compile(r"(?:gathered|assembled|convened|came\s+together|met)\b", re.IGNORECASE)
# "Tribesmen blocked the bypass, and lorries were stopped": it shut no border.
_HELD_UP = re.compile(r"(?:were\s+|was\s+)?(?:stranded|stopped|held\s+up|stuck)\b", re.IGNORECASE)
_BY_PROTEST = {"talks": _CAME_TOGETHER, "border_closure": _HELD_UP}


# Whom a march is for may have died in the same sentence, and be told by it.
_APART = re.compile(r";\s")


def _leave_to_protest(text: str, groups: list[Group]) -> list[Group]:
    """Without "two were killed" or "gathered" where a protest of the same sentence says in what."""
    if not any(group.event_type == "protest" for group in groups):
        return groups
    groups = [
        group
        for group in groups
        if group.event_type not in _BY_PROTEST
        or not _BY_PROTEST[group.event_type].match(text, group.anchor)
    ]
    marches = [g.anchor for g in groups if g.event_type == "protest"]
    others = [
        g
        for g in groups
        if g.triggers[0].part != "harm"
        # "Forty were shot in Bagan on Thursday; a crowd blocked the road on Friday".
        or any(_APART.search(text, *sorted((g.anchor, march))) for march in marches)
    ]
    is_only = not any(g.event_type in VIOLENT and g.triggers[0].part != "harm" for g in others)
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
        and (refers_back or (_is_from_the_air(violent, word) and not _ONE.search(before)))
        and not _BY.match(text, trigger.end)
    ):
        event_type = violent
    if violent == "drone_strike" and event_type == "airstrike" and word in _PLANES:
        event_type = violent  # "two of the aircraft fired four missiles"
    if violent in _AERIAL and event_type == "shelling" and word in ("missile", "missiles"):
        event_type = violent or event_type  # what the drones fired
    if violent and event_type in VIOLENT and _MORE.search(before):
        event_type = violent  # "the following night 14 more were shot dead"
    if trigger.part == "harm" and violent and not (violent == "attack" and _FOES.search(before)):
        event_type = violent
    if _WITH.search(before):
        strength = 0
    group = Group([trigger], [], [], event_type, strength, refers_back)
    group.named_type = trigger.event_type
    group.is_harm = word == "died" or (word in _HURT and bool(_PASSIVE.search(before)))
    return group


_MORE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen|several|dozens)\s+(?:more|others?)\s+"
    r"(?:were|died|had\s+been)\s+$",
    re.IGNORECASE,
)
_HURT = frozenset("killed wounded injured hurt martyred".split())
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


_HARD = re.compile(
    r"[;:]\s|,\s+and\s|\b(?:while|whereas|but)\b"
    # "The attack came a day after two were killed".
    r"|\b(?:days?|nights?|weeks?|months?|years?)\s+(?:after|before)\b"
)


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


# Who fights back is no victim of an attack on people.
_FOES = re.compile(
    r"\b(?:militants?|terrorists?|insurgents?|rebels?|fighters?|kh[aw]*rijites|khwarij)\s+"
    r"(?:(?:were|was|had|been|also)\s+)*$",
    re.IGNORECASE,
)


# "A raid by it on a camp": whoever did that came on foot.
_BY = re.compile(r"\s+by\b")


# "An attack in Bannu" is another one.
_ONE = re.compile(r"\b(?:an?|another)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _is_from_the_air(violent: str, word: str) -> bool:
    return violent in _AERIAL and (word in _LOOSE or word in _DROPPED)


def _has_own_day(one: Group, two: Group, days: list[DateSpan], clauses: tuple[int, ...]) -> bool:
    """Whether each of two triggers of one clause has a day of its own behind it.

    "Shelled Khost on Tuesday and ambushed a patrol on Friday" tells two acts.
    """
    clause = clause_of(clauses, two.anchor)
    own = [span for span in days if clause_of(clauses, span.start) == clause]
    ahead = [s.days for s in own if one.triggers[-1].end <= s.start < two.anchor]
    behind = [s.days for s in own if s.start > two.triggers[-1].end]
    return bool(ahead and behind) and ahead[-1] != behind[0] and two.strength >= 2


def _stands_apart(one: Group, two: Group, spots: list[Spot], clauses: tuple[int, ...]) -> bool:
    """Whether each of two triggers of one clause has a place of its own behind it."""
    clause = clause_of(clauses, two.anchor)
    usable = [spot for spot in spots if spot.rank <= 1 and clause_of(clauses, spot.start) == clause]
    between = any(one.triggers[-1].end <= spot.start < two.anchor for spot in usable)
    return (
        between and any(spot.start > two.triggers[-1].end for spot in usable) and two.strength >= 2
    )


def _join_clause(
    groups: list[Group], spots: list[Spot], days: list[DateSpan], clauses: tuple[int, ...]
) -> list[Group]:
    """Groups where kindred triggers of one clause are one."""
    joined: list[Group] = []
    for group in groups:
        clause = clause_of(clauses, group.triggers[0].start)
        for other in joined:
            same = clause_of(clauses, other.triggers[0].start) == clause
            if same and _stands_apart(other, group, spots, clauses):
                continue
            if same and _has_own_day(other, group, days, clauses):
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
    keep.triggers = sorted((*keep.triggers, *other.triggers), key=lambda trigger: trigger.start)
    keep.spots.extend(spot for spot in other.spots if spot not in keep.spots)
    keep.dates.extend(other.dates)
    if keep.event_type == "echo" or (_worth(other) > _worth(keep) and other.event_type != "echo"):
        keep.event_type = other.event_type
    keep.strength = max(keep.strength, other.strength)
    keep.refers_back = keep.refers_back and other.refers_back
    keep.is_harm = keep.is_harm and other.is_harm


def _worth(group: Group) -> tuple[int, int, int, int]:
    # A word that only points back, and a weak verb such as "hit", give way to a real name.
    head = group.triggers[0]
    is_pointer = group.refers_back and group.event_type != group.named_type
    plain = head.event_type == "echo" or head.part == "harm" or is_pointer
    # "The strikes killed" is about the strikes, however weak the noun.
    strength = 2 if head.event_type in _AERIAL and head.part == "noun" else group.strength
    return int(not plain), int(not head.is_far), strength, -rank_type(group.event_type)


def _join_ahead(groups: list[Group]) -> list[Group]:
    """Groups where "a man died when a bomb went off in Kalat" is one, whatever stands before."""
    kept: list[Group] = []
    for group, behind in zip(groups, [*groups[1:], None], strict=True):
        is_same = behind is not None and behind.event_type == group.event_type in VIOLENT
        is_bare = _is_weak(group) and not (group.spots or _days(group))
        if behind is not None and is_same and is_bare and not _is_weak(behind):
            _absorb(behind, group)
        else:
            kept.append(group)
    return kept


def _join_bare(text: str, groups: list[Group]) -> list[Group]:
    """Groups where a kindred one without place and date of its own joins the one that has them."""
    kept: list[Group] = []
    for group in groups:
        near = [other for other in kept if _is_bare(text, group, other)]
        other = next((other for other in near if not _is_in_turn(text, group, other)), None)
        if other is not None:
            _absorb(other, group)
            continue
        if near:
            group.spots = group.spots or near[0].spots
            group.dates = group.dates or near[0].dates
        kept.append(group)
    return kept


def _is_bare(text: str, group: Group, other: Group) -> bool:
    """Whether one of two kindred groups lacks a place or a day of its own."""
    if group.event_type == other.event_type == "displacement_or_return":
        if group.dates and text.startswith(("had ", "Had "), group.anchor):
            return False  # "more than five years after they had left"
        return not (_days(group) and _days(other))
    both = group.event_type in VIOLENT and other.event_type in VIOLENT
    if not (both or is_family(group.event_type, other.event_type)):
        return False
    return not (_has_place(group) and _has_place(other)) and not _differ(group, other)


def _has_own_type(group: Group) -> bool:
    """Whether another word of the group gave its type, not what was told before."""
    return any(trigger.event_type == group.event_type for trigger in group.triggers)


def _has_place(group: Group) -> bool:
    """Whether a place stands with it that is more than a country, or its government."""
    return any(spot.rank < 7 for spot in group.spots)


_IN_TURN = re.compile(r"\b(?:before|after|until)\b")


def _is_in_turn(text: str, one: Group, two: Group) -> bool:
    """Whether men did the one on the ground, and aircraft the other before or after that."""
    if _is_weak(one) or _is_weak(two) or one.refers_back or two.refers_back:
        return False
    if (one.event_type in _AERIAL) == (two.event_type in _AERIAL):
        return False
    return bool(_IN_TURN.search(text, *sorted((one.anchor, two.anchor))))


def _differ(one: Group, two: Group) -> bool:
    """Whether each has a day of its own, not the one of "died on Monday when a bomb went off"."""
    days = [{span.days for span in _days(group)} for group in (one, two)]
    is_weak = _is_weak(one) or _is_weak(two)
    return bool(days[0] and days[1]) and not (is_weak and days[0] == days[1])


def _is_weak(group: Group) -> bool:
    """Whether its words say no more than that people died, or next to nothing."""
    return group.is_harm or all(t.part == "harm" or t.strength <= 1 for t in group.triggers)


def _days(group: Group) -> list[DateSpan]:
    return [span for span in group.dates if span.bound not in ("until", "future")]
