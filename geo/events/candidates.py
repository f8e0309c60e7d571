"""What one group of words may tell: an act with its date, its place and its evidence."""

from __future__ import annotations

import datetime as dt
import re

from geo.events.act import GATES, VIOLENT, Act, overlaps
from geo.events.again import count_from_first, draw_out, is_again
from geo.events.calendar_days import shift_days
from geo.events.clauses import clause_of, split_clauses
from geo.events.closures import REOPENED, read_closure
from geo.events.cues import Cue
from geo.events.date_span import DateSpan
from geo.events.dating import choose_dating, date_by_saying, loosen
from geo.events.group import Group
from geo.events.lasting import (
    date_closure,
    days_before,
    drop_looks_back,
    looks_back,
    span_days_told,
)
from geo.events.locate import locate_act
from geo.events.mention import Dating
from geo.events.scene import Scene
from geo.events.story import Story

_PASSING = Cue(
    r"\b(?:earlier|previous|previously|former|past|preceding|two\s+earlier|last)\s+(?:\w+\s+){0,2}?"
    r"(?:rounds?|talks|meetings?|attacks?|clash\w*|strikes?|raids?|closures?)\b",
    re.IGNORECASE,
)


_AMONG = Cue(
    # "Among those injured" are people, not places.
    r"\bamong\s+(?:the|those|them)\s+(?!(?:injured|wounded|hurt|killed|dead|victims|casualties|missing)\b)\w+",
    re.IGNORECASE,
)


# "Killed in separate clashes": several acts in one sentence, each told by itself later.
_SUMMARY = Cue(
    r"\b(?:separate|different|various|multiple|several|two|three|four|five|six|series\s+of|string\s+of"
    r"|number\s+of|wave\s+of)\s+(?:\w+\s+){0,2}(?:clashes|attacks|incidents|operations|raids|strikes"
    r"|ambushes|encounters|engagements|blasts|bombings|explosions|shootouts|gunfights|gunbattles)\b",
    re.IGNORECASE,
)


# A cue that another act follows ("After that the soldiers shot at each other").
_TOO = re.compile(r"\b(?:as\s+well|too)\W*\Z")
_ALSO = Cue(
    r"\balso\s+(?:broke\s+out|erupted|flared|took\s+place|occurred|hit|struck|fell|landed"
    r"|came\s+under|attacked|raided|shelled|bombed|fired)\b",
    re.IGNORECASE,
)
_NEXT = Cue(
    r"^\W*(?:after\s+that|then|later|afterwards|also|separately|meanwhile|elsewhere|in\s+another"
    r"|in\s+a\s+separate|on\s+the\s+same\s+day|the\s+same\s+day|in\s+a\s+different)\b",
    re.IGNORECASE,
)


_HAPPENED = Cue(
    r"\b(?:br(?:oke|oken|eak)\s+out|erupt\w*|took\s+place|went\s+on|began|begun|started|resumed"
    r"|continued|spread|report\w+|follow\w+"
    r"|left|killed|lasted|flared|raged|came|there\s+(?:was|were|had\s+been)|heard|rang|occurred"
    r"|happened|intensified|shook|rocked|moved\s+on)\b",
    re.IGNORECASE,
)


# "He was attacked near his home": one told of before.
_HE_WAS = re.compile(r"\b(?:he|she|they)\s+(?:was|were|had\s+been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


_COUNTED = re.compile(
    r"\b(?:\d[\d,]*|thousands|hundreds|dozens|scores)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:people"
    r"|families|persons|villagers|residents|refugees|afghans|women|children"
    r"|households|migrants|civilians|nationals|returnees|inhabitants|thais|cambodians|others"
    r"|more)\b|\bthousands\b|\bhundreds\b",
    re.IGNORECASE,
)


# "Baku's version is that Armenian positions fired first."
_VERSION = re.compile(r"['’]s\s+(?:own\s+)?(?:version|account|story)\s+(?:is|was|has\s+it)\b")
_IT_WAS = re.compile(r"\bthe\s+(?:[\w’'-]+\s+)?[\w’'-]+\s+(?:was|had\s+been)\s+$", re.IGNORECASE)


_SINCE = Cue(r"\bsince\b(?=[,.;]|\s+(?:left|gone|fled|moved|been)\b)")
_HAS = Cue(r"\b(?:has|have)\b")


def build_candidate(story: Story, scene: Scene, group: Group, is_aside: bool) -> Act | None:
    """The act a group may tell, scored by what speaks for it; None if it lies ahead.

    `is_aside` says that the sentence is about something else, talks or a gate opened again.
    """
    dating, is_own = _date_group(story, scene, group)
    if dating is None and any(span.bound == "future" for span in group.dates):
        return None
    act = Act(group.head, group.event_type, scene.index, scene.paragraph, group.strength)
    words, may = scene.words(group.anchor), scene.may
    act.is_next = bool(may & _NEXT.bit and _NEXT.match(words))
    act.is_next = act.is_next or bool(
        group.spots and (_TOO.search(words) or _ALSO.find(words, may))
    )
    act.is_next = act.is_next or (is_own and is_again(scene, group))
    if group.head.part == "harm" and story.violent_focus is not None:
        told = story.violent_focus.dating
        is_other = is_own and told is not None and dating is not None
        if act.is_next or (is_other and told and dating and not overlaps(told, dating, 3)):
            # Of another day: not what was told before, and never a type that only points back.
            named = group.named_type
            act.event_type = "armed_clash" if named == "echo" else named
    act.dating, act.is_dated_here, act.is_lead = dating, is_own, scene.is_lead
    act.is_passing = not is_own and (is_aside or bool(_PASSING.find(words, may)))
    act.refers_back = group.refers_back
    before = scene.article.text[max(scene.sentence.start, group.anchor - 30) : group.anchor]
    act.is_retold = act.is_violent and bool(group.refers_back or _HE_WAS.search(before))
    act.is_sample = bool(_AMONG.find(words, may))
    act.is_summary = act.is_violent and bool(_SUMMARY.find(words, may))
    if act.is_passing:
        act.dating = None
    if act.event_type == "border_closure":
        read_closure(scene, act, group, story.told)
    elif counted := _count_days(scene, act, group):
        act.dating, act.is_dated_here = counted, True
    act.is_back = looks_back(scene, group)
    locate_act(scene, story, act, group)
    if _is_mere_road(scene, act):
        return None
    if act.is_back and act.is_lead and _is_beside_it(act):
        act.spots = []
    if _is_rival(scene, group):
        act.spots, act.is_placed_here, act.is_dated_here = [], False, False
    act.score += int(act.is_placed_here) + int(is_own or act.is_dated_here) + int(act.is_lead)
    act.score += int(bool(scene.claims) and act.is_violent)
    act.toll = max((c.low or 0 for c in scene.claims if c.kind == "killed"), default=0)
    act.has_toll = act.toll > 0
    act.score += int(_has_evidence(scene, act, group))
    near = scene.article.text[max(scene.sentence.start, group.anchor - 25) : group.head.end]
    act.is_ongoing = act.event_type == "protest" or bool(_HAS.find(near, may))
    act.is_ongoing = act.is_ongoing or bool(_SINCE.find(words, may))
    act.score += int(act.is_next)
    word = scene.article.text[group.head.start : group.head.end]
    act.reasons.append(f"“{word}” tells {group.event_type}")
    return act


_ROAD = Cue(r"\b(?:roads?|highways?|motorways?)\b", re.IGNORECASE)
_NEAR = 25
# "Lorries move again on the Parachinar-Peshawar highway".
_ON_ROAD = re.compile(r"\s+on\s+the\s+[\w’' -]{3,40}?\b(?:road|highway|motorway)\b")
_FRONTIER = re.compile(
    r"\b(?:borders?(?!\s+(?:zone|area|district|region|villages?|police|guards?))|crossings?|gates?"
    r"|frontier|nato|supplies|trade|terminal|customs|routes?)\b",
    re.IGNORECASE,
)


def _is_mere_road(scene: Scene, act: Act) -> bool:
    """Whether what was shut or opened is a road, and nothing beside it says that it is a border."""
    if act.event_type not in GATES:
        return False
    if act.is_placed_here and any(spot.is_gate for spot in act.spots):
        return False
    clauses = split_clauses(scene.article.text, scene.sentence)
    start, end = clauses[clause_of(clauses, act.trigger.start)], act.trigger.end
    on_road = _ON_ROAD.match(scene.article.text, end, scene.sentence.end)
    end = on_road.end() if on_road else min(scene.sentence.end, end + _NEAR)
    words = scene.article.text[start:end]
    return bool(_ROAD.find(words, scene.may)) and not _FRONTIER.search(words)


def _is_beside_it(act: Act) -> bool:
    """Whether an opening's look back on violence has but the place of what came of it.

    "Traffic is back on the road to Osh, shut since fighting broke out": they fought elsewhere.
    """
    is_told = act.is_placed_here or act.is_dated_here
    return act.is_violent and not is_told and not any(spot.is_gate for spot in act.spots)


def _has_evidence(scene: Scene, act: Act, group: Group) -> bool:
    """Whether a noun is said to have happened, or people on the move are counted."""
    text = scene.article.text
    if act.event_type in ("displacement_or_return", "protest"):
        return bool(_COUNTED.search(scene.words(group.anchor)))
    if group.head.part != "noun" or group.strength > 1:
        return False
    start = max(scene.sentence.start, group.anchor - 30)
    around = (
        text[start : group.anchor]
        + " "
        + text[group.head.end : min(scene.sentence.end, group.head.end + 45)]
    )
    return bool(_HAPPENED.find(around, scene.may))


def _is_rival(scene: Scene, group: Group) -> bool:
    """Whether "the vehicle was hit in ..." is another account of the act told before."""
    if group.head.event_type != "echo":
        return not group.dates and bool(_VERSION.search(scene.words(group.anchor)))
    before = scene.article.text[max(0, group.anchor - 50) : group.anchor]
    return bool(_IT_WAS.search(before))


def _date_group(story: Story, scene: Scene, group: Group) -> tuple[Dating | None, bool]:
    text, day = scene.article.text, scene.article.date
    is_point = group.event_type in GATES
    is_flow = group.event_type == "displacement_or_return"
    dates = group.dates
    if is_flow and any(span.bound == "since" for span in scene.dates):
        dates = [span for span in scene.dates if span.bound in ("since", "by")]
    is_here = any(span.source == "here" for span in dates)
    told = story.thread.latest if is_here else story.told
    own = choose_dating(text, dates, group.anchor, day, told, is_point=is_point, is_flow=is_flow)
    is_violent = group.event_type in VIOLENT
    if own is not None and is_violent and _is_of_answer(scene, group, own):
        return loosen(own), False
    if not (is_point or is_flow):
        drawn = draw_out(scene, group, _told_before(story, group)) or draw_out(scene, group, own)
        if drawn is not None:
            return drawn, True
    if own is not None:
        return span_days_told(scene, group, own) if not is_point else date_closure(scene, own), True
    exact = [span for span in scene.dates if span.first is not None and span.bound in ("", "by")]
    exact = drop_looks_back(scene, group, exact)
    if scene.dates and not exact and scene.said and is_point:
        return date_by_saying(scene.said[0], day), False
    if group.event_type == "border_closure":
        # "Was shut for hours and was reopened on Friday": the day of the second verb.
        exact = [s for s in exact if not REOPENED.search(text, group.head.end, s.start)]
    shared = choose_dating(text, exact, group.anchor, day, story.told)
    if shared is None and scene.said and story.focus is None:
        return date_by_saying(scene.said[0], day), False
    if shared is None and scene.said and _is_older(scene.said[0], story, day):
        return date_by_saying(scene.said[0], day), True
    return days_before(scene, group, span_days_told(scene, group, shared)), False


def _told_before(story: Story, group: Group) -> Dating | None:
    """The days of the act told before, where words point back to it ("it went on until Monday")."""
    act = story.focus
    if act is None or act.dating is None or act.dating.source == "article":
        return None
    points_back = group.refers_back or group.head.event_type == "echo"
    return act.dating if points_back and act.dating.precision <= 2 else None


_OLD_DAYS = 5


def _is_older(span: DateSpan, story: Story, day: dt.date) -> bool:
    """Whether something was said so long ago that it tells of another act than the last one."""
    if span.last is None or span.precision > 2 or (day - span.last).days < _OLD_DAYS:
        return False
    return story.told is None or not (
        story.told.first <= shift_days(span.last, _OLD_DAYS)
        and shift_days(span.last, -_OLD_DAYS) <= story.told.last
    )


_ANSWER = Cue(
    r"\b(?:rebuk\w+|protest(?:ed|s)?|summon\w*|condemn\w*|accus\w+|complain\w*|warn\w*|demand\w*"
    r"|appeal\w*|call(?:ed|s)?\s+(?:for|on|in)|urg\w+|recall\w*|vow\w*|threaten\w*|demarche"
    r"|order\w*|declar\w+|visit\w*|arrest\w*|return\w*|died|dies|succumb\w*)\b",
    re.IGNORECASE,
)


def _is_of_answer(scene: Scene, group: Group, dating: Dating) -> bool:
    """Whether a day is that of what followed: "protested on Monday after shells had hit"."""
    text = scene.article.text
    if dating.start is None or not dating.start < group.anchor or not looks_back(scene, group):
        return False
    clauses = split_clauses(text, scene.sentence)
    own = clause_of(clauses, group.anchor)
    if own == 0 or clause_of(clauses, dating.start) >= own:
        return False
    answer = text[scene.sentence.start : dating.start]
    return bool(_ANSWER.find(answer, scene.may))


def _count_days(scene: Scene, act: Act, group: Group) -> Dating | None:
    """The days of fighting or of a sit-in that goes on "for a fourth straight day"."""
    if act.is_retold or not (act.is_violent or act.event_type == "protest"):
        return None
    return count_from_first(scene, group, act.dating)
