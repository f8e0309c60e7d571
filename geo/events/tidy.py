"""Last looks at a story: acts without place, leads told again in detail, passing references."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import Act, is_family, overlaps
from geo.events.ground import contains
from geo.events.mention import Claim
from geo.events.placing import Spot
from geo.events.story import Story

_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|seven|several|multiple|various|many|different"
    r"|a\s+number\s+of)\s+(?:\w+\s+){0,3}?"
    r"(?:posts?|places|points|areas|districts|villages|locations|provinces|positions|checkposts"
    r"|sites|sectors|towns)\b",
    re.IGNORECASE,
)
# How many acts before and behind may tell the same in detail.
_REACH = 40


def tidy_acts(story: Story, text: str, sentences: tuple[Span, ...]) -> list[Act]:
    """The acts of the story that stand, in order."""
    acts = sorted((*_place_by_dateline(story), *story.acts), key=lambda act: act.trigger.start)
    acts = [act for act in acts if act.dating is not None]
    acts = _drop_passing(acts)
    acts = _drop_told_in_detail(acts, text, sentences)
    acts = [act for i, act in enumerate(acts) if _leave_to_details(act, _around(acts, i))]
    return _join_twins(acts)


def _place_by_dateline(story: Story) -> list[Act]:
    """The acts an article opens with and never places: in the town or district of its dateline."""
    home = story.memory.home
    if home is None:
        return []
    placed = []
    for act in story.waiting:
        # Of a village that nobody knows, news of the day comes from the town next to it.
        is_near = not act.is_elsewhere or (act.dating is not None and act.dating.precision == 1)
        if act.is_dated_here and is_near and not _is_told(act, story.acts):
            act.spots, act.is_guess = [home], True
            placed.append(act)
    return placed


def _is_told(act: Act, acts: list[Act]) -> bool:
    """Whether an act of that kind and those days was told with a place."""
    return any(
        is_family(act.event_type, other.event_type)
        and act.dating is not None
        and other.dating is not None
        and overlaps(act.dating, other.dating)
        for other in acts[:_REACH]
    )


def _around(acts: list[Act], index: int) -> list[Act]:
    """The acts told near one: bounded, so that the time stays in proportion."""
    return acts[max(0, index - _REACH) : index + _REACH]


def _drop_passing(acts: list[Act]) -> list[Act]:
    """Without what is only referred to and told with a date elsewhere ("two earlier rounds")."""
    return [
        act
        for act in acts
        if not (
            act.is_passing and (act.dating is None or act.dating.source not in ("text", "relative"))
        )
    ]


def _drop_told_in_detail(acts: list[Act], text: str, sentences: tuple[Span, ...]) -> list[Act]:
    """Without a summary ("two posts were attacked") whose places are told one by one later."""
    kept = []
    for index, act in enumerate(acts):
        words = text[sentences[act.sentence].start : sentences[act.sentence].end]
        near = _around(acts, index)
        details = [other for other in near if other is not act and _is_detail(act, other)]
        n_places = sum(max(1, len(other.spots)) for other in details)
        is_told = n_places >= 2 or (n_places and act.is_summary)
        is_vague = act.is_summary or is_all_along(act)
        if is_told and len(act.spots) <= 1 and (is_vague or _SEVERAL.search(words)):
            for other in details:
                other.claims.extend(
                    replace(claim, is_shared=claim.is_shared or n_places > 1)
                    for claim in act.claims
                )
            continue
        kept.append(act)
    return kept


def _hand_down(act: Act, *, is_shared: bool) -> list[Claim]:
    """The claims of a summary, for one of the acts that it sums up."""
    return [replace(claim, is_shared=is_shared or claim.is_shared) for claim in act.claims]


def _leave_to_details(act: Act, acts: list[Act]) -> bool:
    """Take from an act's places those that other acts tell more narrowly; whether any is left."""
    if len(act.spots) < 2:
        return True
    details = [
        other
        for other in acts
        if other is not act
        and (other.episode is None or other.episode != act.episode)
        and is_family(act.event_type, other.event_type)
        and act.dating
        and other.dating
        and overlaps(act.dating, other.dating, 0)
    ]
    left = [
        spot for spot in act.spots if not any(_is_inside([spot], other.spots) for other in details)
    ]
    act.spots = left or act.spots
    if not left:
        for other in details:
            other.claims.extend(_hand_down(act, is_shared=True))
    return bool(left)


def _is_detail(act: Act, other: Act) -> bool:
    if (
        not is_family(act.event_type, other.event_type)
        or not 0 < other.sentence - act.sentence <= 6
    ):
        return False
    if act.dating is None or other.dating is None or not overlaps(act.dating, other.dating):
        return False
    if is_all_along(act):
        is_gate = act.event_type == other.event_type == "border_closure"
        return bool(other.spots) and (is_gate or other.dating.source == "context")
    return other.trigger.part == "toll" or _is_inside(act.spots, other.spots)


def is_all_along(act: Act) -> bool:
    """Whether no more is known of its place than the border, or the line that has a name."""
    if not act.spots:
        return act.is_on_border
    return all(spot.place is not None and spot.place.kind == "line" for spot in act.spots)


def _is_inside(wide: list[Spot], narrow: list[Spot]) -> bool:
    return any(
        a.place is not None and b.place is not None and contains(a.place, b.place)
        for a in wide
        for b in narrow
    )


def _join_twins(acts: list[Act]) -> list[Act]:
    """One act for each type, place and date."""
    kept: list[Act] = []
    seen: dict[tuple[str, dt.date, str], Act] = {}
    for act in acts:
        if act.dating is None:
            continue
        names = "|".join(spot.place.place_id if spot.place else "" for spot in act.spots)
        key = act.event_type, act.dating.first, names
        twin = seen.get(key)
        if twin is None:
            seen[key] = act
            kept.append(act)
        else:
            twin.claims.extend(act.claims)
    return kept
