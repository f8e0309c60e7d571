"""Where talks were held and truces made."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.events.act import GATES, QUIET, Act
from geo.events.cues import Cue
from geo.events.memory import PlaceMemory
from geo.events.placing import Spot
from geo.events.scene import Scene
from geo.events.story import Story
from geo.places.nearness import size_rank

_TRUCE = Cue(
    r"\b(?:cease[-\s]?fire|truce|hold\s+(?:their\s+)?fire|(?:stop|end|halt|cease)\s+(?:all\s+)?(?:the\s+)?(?:fighting|firing|shooting|hostilities))\b",
    re.IGNORECASE,
)
_TWO_STATES = re.compile(
    r"\b(?:two\s+(?:countries|neighbours|governments|states|nations)|both\s+(?:countries"
    r"|governments|capitals)|Pakistan\s+and\s+Afghanistan"
    r"|Afghanistan\s+and\s+Pakistan|Islamabad\s+and\s+Kabul|Kabul\s+and\s+Islamabad|Qatar|Turkey"
    r"|Saudi)\b"
)
_LOCAL = Cue(
    r"\b(?:officers|colonels|brigadiers|majors|border\s+guards)\s+(?:of|from)\b"
    r"|\bzero\s+(?:line|point)|\bat\s+the\s+(?:gate|crossing|border)\b"
    r"|\bflag\s+meeting|\bborder\s+(?:meeting|officials|commanders|commissioners|officers)|\b(?:sector|local"
    r"|army|military)\s+commanders"
    r"|\bdeputy\s+commissioner|\b(?:district|local)\s+administration"
    r"|\bcommanders\b|\bjirga|\belders\b|\bzero\s+point|\bcustoms\b|\bhotline"
    r"|\bat\s+the\s+(?:crossing|gate|border)|\btwo\s+sides\s+agreed|\bboth\s+sides\s+agreed"
    r"|\blocal\s+truce",
    re.IGNORECASE,
)
_FROM_AFAR = frozenset(("airstrike", "drone_strike", "bombing_or_ied", "suicide_attack"))
# Towns, gates and districts.
_SMALL = 2
# "A delegation flew to Riyadh and held talks": they met where they had come to.
_CAME_TO = re.compile(
    r"\b(?:arriv\w+|travel\w*|flew|flown|visit\w*|went|reached|came)\s+(?:[\w-]+\s+){0,2}?(?:in|to|at)?\s*$"
)


# "An accord on their dispute over Abyei": nobody met there.
_DISPUTED = re.compile(
    r"\b(?:dispute|row|conflict|quarrel|feud|claims?|status|future|sovereignty)\s+(?:over|of|about)"
    r"\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


def drop_disputed(scene: Scene, spots: list[Spot]) -> list[Spot]:
    """The places of talks without those that they were about."""
    text, start = scene.article.text, scene.sentence.start
    return [s for s in spots if not _DISPUTED.search(text, max(start, s.start - 40), s.start)]


_ON_VISIT = re.compile(r"\b(?:during|on)\s+(?:an?|his|her|their)\s+(?:[\w-]+\s+)?visit\s+to\s+$")


def find_venue(scene: Scene, memory: PlaceMemory, act: Act) -> list[Spot]:
    """The city where people met whose meeting has no place of its own words: none if unknown."""
    return _visited(scene, act.trigger.start) or _meeting_city(scene, memory, act)


def _visited(scene: Scene, anchor: int) -> list[Spot]:
    """The town that those who met had come to, named before the telling word."""
    text = scene.article.text
    came = [
        replace(spot, role="event", rank=1)
        for spot in scene.spots
        if spot.place is not None
        and size_rank(spot.place) <= 1
        and (_CAME_TO if spot.end <= anchor else _ON_VISIT).search(
            text, max(scene.sentence.start, spot.start - 40), spot.start
        )
    ]
    return came[-1:]


def _meeting_city(scene: Scene, memory: PlaceMemory, act: Act) -> list[Spot]:
    """The city of the dateline, where an opening tells that other countries agreed."""
    dateline = memory.dateline
    if dateline is None or dateline.place is None or not act.is_lead or dateline.is_gate:
        return []
    parties = _find_parties(scene)
    if len(parties) < 2 or dateline.place.country in parties:
        return []
    return [replace(dateline, role="event", rank=1)]


_PROTESTERS = re.compile(
    r"\b(?:protest[eo]rs|demonstrators|sit-in|marchers|strikers)\b", re.IGNORECASE
)


def _is_with_them(act: Act, protest: Act, words: str) -> bool:
    """Whether talks are told of with the people of the protest told before."""
    return act.sentence - protest.sentence <= 1 or bool(_PROTESTERS.search(words))


def _is_of_states(scene: Scene, words: str) -> bool:
    """Whether two countries met, not two clans or companies."""
    return len(_find_parties(scene)) > 1 or bool(_TWO_STATES.search(words))


def _find_parties(scene: Scene) -> set[str]:
    """The countries that a sentence names."""
    return {s.place.country for s in scene.spots if s.place and s.place.kind == "country"}


def carry_talks(scene: Scene, story: Story, act: Act, words: str) -> None:
    """Place talks or a truce by what was told before."""
    may = scene.may
    here, focus = story.memory.here, story.focus
    if focus and focus.event_type in QUIET and not act.is_dated_here:
        act.spots = list(focus.spots)
    elif focus and focus.event_type == "protest" and _is_with_them(act, focus, words):
        # The leaders of a sit-in came to terms.
        act.spots, act.score = list(focus.spots), act.score + 1
    elif _LOCAL.find(words, may) and here:
        act.spots, act.score = list(here), act.score + 1
    elif act.is_dated_here and _is_local_quarrel(scene, story, act, words):
        act.spots, act.is_guess = list(here), True
    elif act.is_dated_here or act.is_lead:
        is_truce = act.event_type == "ceasefire_or_agreement" and _TRUCE.find(words, may)
        is_local = here and not _is_of_states(scene, words)
        if is_truce and is_local and not _is_from_afar(story.violent_focus):
            act.spots = list(here)
        else:  # a truce between two armies holds all along the line
            act.is_on_border = bool(is_truce)
    if act.is_dated_here and not act.spots and not act.is_on_border:
        home = story.memory.gate or story.memory.home
        act.is_guess = home is not None
        act.spots = [home] if home else []
        act.is_on_border = home is None and _is_of_states(scene, words)


# What neighbours talk about where it happened.
_QUARRELS = frozenset(("armed_clash", "attack", "fence_dispute", *GATES))


def _is_local_quarrel(scene: Scene, story: Story, act: Act, words: str) -> bool:
    """Whether "talks that afternoon led nowhere" stands right behind a fight at one small place."""
    here, focus = story.memory.here, story.focus
    if focus is None or focus.event_type not in _QUARRELS or len(here) != 1:
        return False
    place = here[0].place
    is_small = place is not None and size_rank(place) <= _SMALL
    is_behind = act.sentence - focus.sentence <= 1 and not scene.shared
    return is_small and is_behind and not _is_of_states(scene, words)


def _is_from_afar(act: Act | None) -> bool:
    """Whether the violence told before was a bomb's or an aircraft's: no truce ends it there."""
    return act is not None and act.event_type in _FROM_AFAR
