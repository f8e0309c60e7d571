"""Tolls without a telling word: a place of their own, or the act told before."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import Act
from geo.events.choosing import choose_spots
from geo.events.date_span import DateSpan
from geo.events.dating import choose_dating
from geo.events.lexicon import Trigger
from geo.events.mention import Claim, Dating
from geo.events.mishaps import ACCIDENT
from geo.events.scene import Scene
from geo.events.story import Story

_OF_THE_DEAD = re.compile(
    r"\b(?:of|among)\s+(?:the|those)\s+(?:dead|victims|killed|casualties|wounded|injured)\b"
    r"|\bthe\s+(?:dead|victims)\s+(?:were|included?|was)\b",
    re.IGNORECASE,
)


# Within so many days fights at one place are told as one series.
_SERIES_DAYS = 14
_ACCIDENT = re.compile(
    r"\b(?:stampede|accident|crash\w*|flood\w*|earthquake|avalanche|landslide|collaps\w+|drown\w*"
    r"|sentenced|convicted|executed|capsiz\w*|storm|heat|cold|disease|virus|overturned|blaze"
    r"|outbreak|fever|infect\w+|patients?|plague|ventilator|coughing|cases)\b",
    re.IGNORECASE,
)


_BODIES = re.compile(r"\b(?:bodies|body|coffins?|graves?|buried)\b", re.IGNORECASE)


FRONTIER = re.compile(
    r"\b(?:on|along|at|across)\s+(?:(?:the\s+)?(?:two|both)\s+sides\s+of\s+)?(?:the|their)\s+"
    r"(?:[\w,.-]+\s+){0,2}(?:frontier|border|line)\b",
    re.IGNORECASE,
)


def split_tolls(scene: Scene) -> list[Scene]:
    """The scene cut where each of several places has a toll of its own."""
    killed = [claim for claim in scene.claims if claim.kind == "killed" and not claim.is_part]
    if len(killed) < 2 or len(scene.shared) < 2:
        return [scene]
    cuts = [scene.sentence.start]
    for before, claim in itertools.pairwise(killed):
        has_place = any(before.end <= spot.start < claim.start for spot in scene.shared)
        if has_place and any(spot.start > claim.end for spot in scene.shared):
            cuts.append(claim.start)
    if len(cuts) == 1:
        return _split_at_semicolon(scene)
    return [
        _cut(scene, start, end) for start, end in itertools.pairwise([*cuts, scene.sentence.end])
    ]


def _split_at_semicolon(scene: Scene) -> list[Scene]:
    cut = scene.article.text.find("; ", scene.sentence.start, scene.sentence.end)
    if cut < 0:
        return [scene]
    halves = [_cut(scene, scene.sentence.start, cut), _cut(scene, cut, scene.sentence.end)]
    return halves if all(half.claims and half.shared for half in halves) else [scene]


def _cut(scene: Scene, start: int, end: int) -> Scene:
    return replace(
        scene,
        sentence=Span(start, end),
        claims=tuple(claim for claim in scene.claims if start <= claim.start < end),
        shared=[spot for spot in scene.shared if start <= spot.start < end],
        dates=[span for span in scene.dates if start <= span.start < end],
    )


def read_bare_toll(story: Story, scene: Scene) -> Act | None:
    """The act whose toll a sentence without telling word gives: a new place, or the one before."""
    text, focus = scene.article.text, story.violent_focus
    same_day = focus if focus and not _is_other_day(focus, scene.dates) else None
    if _OF_THE_DEAD.search(text, *scene.sentence):
        scene.claims = tuple(replace(claim, is_part=True) for claim in scene.claims)
        return same_day
    killed = [claim for claim in scene.claims if claim.low and not claim.is_part]
    if ACCIDENT.search(text, *scene.sentence) or (
        focus is None and _ACCIDENT.search(text, *scene.sentence)
    ):
        return None
    if focus is None and story.focus is not None and story.focus.event_type == "protest":
        return story.focus
    if not killed or any(s.bound in ("since", "span") or s.precision >= 5 for s in scene.dates):
        return same_day if scene.claims and not killed else None
    near = [s for s in scene.shared if not s.place or s.place.kind != "country"]
    own = choose_dating(text, scene.dates, killed[0].start, scene.article.date, story.told)
    if not near and own is not None and FRONTIER.search(text, *scene.sentence):
        _add_on_border(story, scene, killed, own)
        return None
    if not near and focus is None and own is None and story.focus and story.memory.here:
        # "Two local men were killed on the same road": where the act told before was.
        near, own = story.memory.here[:1], story.focus.dating
    if not near and own is not None and focus is not None and _is_near_day(own, focus):
        near = story.memory.here[:1]  # one night after the other at one place
    if not near and own is not None:  # "In 2023 seven men were killed there"
        near = story.memory.recall(scene.words(killed[0].start), scene.may)[:1]
    if (
        not near
        or (focus is None and own is None)
        or _BODIES.search(text, killed[0].start, killed[0].end + 20)
    ):
        return same_day
    is_near = focus is not None and (same_day or (own is not None and _is_near_day(own, focus)))
    event_type = (
        focus.event_type if focus and (is_near or _is_like(focus, killed)) else "armed_clash"
    )
    trigger = Trigger(killed[0].start, killed[0].end, event_type, "toll", 2)
    act = Act(trigger, event_type, scene.index, scene.paragraph, 3)
    act.dating, act.is_dated_here, act.is_placed_here = own, own is not None, True
    act.has_toll, act.toll = True, max(claim.low or 0 for claim in killed)
    act.is_lead = scene.is_lead
    act.spots = choose_spots(text, near, killed[0].start)
    act.reasons.append("a toll with a place of its own")
    return _add_bare(story, scene, act, focus)


def _is_like(focus: Act, killed: list[Claim]) -> bool:
    """Whether the dead were no fighters, after an attack on such people."""
    return focus.event_type == "attack" and all(claim.group == "civilians" for claim in killed)


def _is_near_day(own: Dating, focus: Act) -> bool:
    """Whether a dated toll is of another day than the act before, and not of another time."""
    if focus.dating is None or own.precision > 2:
        return False
    gap = abs((own.first - focus.dating.first).days)
    return 0 < gap <= _SERIES_DAYS


def _add_on_border(story: Story, scene: Scene, killed: list[Claim], own: Dating) -> None:
    """A toll "on the frontier in October": fighting somewhere along the line."""
    trigger = Trigger(killed[0].start, killed[0].end, "armed_clash", "toll", 2)
    act = Act(trigger, "armed_clash", scene.index, scene.paragraph, 3)
    act.dating, act.is_dated_here = own, True
    act.is_on_border = act.is_placed_here = True
    act.reasons.append("a toll on the border")
    added = story.add(act)
    if added is not None:
        added.claims.extend(scene.claims)


def _add_bare(story: Story, scene: Scene, act: Act, focus: Act | None) -> Act | None:
    is_same_action = focus is not None and not act.is_dated_here
    added = story.add(act)
    if added is None or added is focus:
        return added
    if len(added.spots) > 1:
        story.attach(scene.claims, added)
    else:
        added.claims.extend(scene.claims)
    if focus is not None and is_same_action:
        story.join_episode(added, focus)
    return None


def _is_other_day(focus: Act, dates: list[DateSpan]) -> bool:
    for span in dates:
        if span.first is None or span.last is None or span.bound in ("until", "future", "clause"):
            continue
        if focus.dating and (
            span.last < focus.dating.first or (span.first - focus.dating.last).days > 7
        ):
            return True
    return False


def add_parts(story: Story, candidate: Act, parts: list[Scene]) -> None:
    """One act for each place of a sentence that gives each its own toll."""
    for part in parts:
        spots = (
            choose_spots(part.article.text, part.shared, part.claims[0].start)
            if part.claims
            else []
        )
        if not spots:
            continue
        act = replace(candidate, spots=spots, claims=[], reasons=list(candidate.reasons))
        act.is_placed_here = act.has_toll = True
        article = part.article
        own = choose_dating(
            article.text, part.dates, part.claims[0].start, article.date, story.told
        )
        if own is not None:  # "One died in Khar on Friday, two in Wana on Saturday"
            act.dating, act.is_dated_here = own, True
        added = story.add(act)
        if added is not None:
            added.claims.extend(part.claims)
