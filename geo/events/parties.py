"""The parties of an act: told in any sentence that tells it, else known by whom they lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import GATES, QUIET, Act
from geo.events.actors import Actor, find_actors, find_state, load_actors
from geo.events.sameness import shares_ground
from geo.events.sides import ALONE, FROM_AFAR, Pair, find_direction, find_pair

# How many acts before and behind may tell of the same parties.
_REACH = 40
# A sentence longer than this is a list.
_LONGEST = 2000
_FIGHTING = frozenset(("military", "police"))


def find_parties(text: str, sentences: tuple[Span, ...], acts: list[Act]) -> list[Pair]:
    """Who acts and whom it meets in each act, at most two; None for who acts where none is said.

    The sentence that tells an act first leads; what it leaves open those fill that tell it
    again, then the soldiers and police whom its tolls count as lost, then what the article
    tells of the nearest act of that kind ("further strikes on Kunar").

    Parameters
    ----------
    text : the article's.
    sentences : all of its sentences.
    acts : the acts it tells, in order.
    """
    pairs = [_find_told(text, sentences, act) for act in acts]
    told = list(zip(acts, pairs, strict=True))
    whole = [_share(*row, told[max(0, i - _REACH) : i + _REACH]) for i, row in enumerate(told)]
    return [
        pair[: 1 if act.event_type in ALONE else 2] for act, pair in zip(acts, whole, strict=True)
    ]


def _find_told(text: str, sentences: tuple[Span, ...], act: Act) -> Pair:
    if act.dating is None:
        return []
    day = act.dating.first
    pair: Pair = []
    for index, trigger in ((act.sentence, act.trigger), *act.told):
        start, end = sentences[index]
        actors = find_actors(text, day, start, min(end, start + _LONGEST))
        told = replace(act, trigger=trigger, sentence=index)
        pair = _join(pair, find_pair(text, Span(start, end), told, actors))
    pair = _call_taliban(pair, act, day)
    pair = _join(pair, _find_origin(text, Span(*sentences[act.sentence]), act, day))
    if act.is_violent:
        for state in _find_losers(act, day):
            is_open = act.event_type == "armed_clash" and len(pair) == 2 and pair[0] is None
            pair = _join(pair, [state] if is_open else [None, state])
    return pair


def _call_taliban(pair: Pair, act: Act, day: dt.date) -> Pair:
    """The pair where Taliban who fought in Pakistan while others did in Kabul are Pakistan's."""
    own = next((a for a in load_actors() if a.actor == "TTP" and a.holds_on(day)), None)
    if own is None or _country(act) != "PK":
        return pair
    called = [own if one and one.actor == "AFG_TALIBAN_INSURGENT" else one for one in pair]
    return list(dict.fromkeys(called))


def _find_origin(text: str, sentence: Span, act: Act, day: dt.date) -> Pair:
    """The state from whose side guns fired or aircraft came, if the words say so."""
    if act.event_type not in FROM_AFAR or not act.spots:
        return []
    direction = find_direction(text, sentence, act, act.spots[0], ())
    state = find_state(direction[:2], day) if direction and direction != "both" else None
    return [state] if state else []


# Acts of two parties.
_OF_TWO = (frozenset(("armed_clash",)), QUIET)
# So many days apart the guns may be another's.
_SAME_GUNS_DAYS = 30


def _share(act: Act, pair: Pair, others: list[tuple[Act, Pair]]) -> Pair:
    """A pair with what it leaves open taken from the nearest act of that kind."""
    near = sorted(
        ((other, known) for other, known in others if other is not act and known and known[0]),
        key=lambda row: abs(row[0].sentence - act.sentence),
    )
    for other, known in near:
        is_open = not pair or pair[0] is None
        if is_open and _has_same_doer(act, other) and not _holds(pair, known[0]):
            return _join(pair or [None], known[:1])
        if len([one for one in pair if one]) < 2 and _has_same_pair(act, pair, other, known):
            return _join(pair, known)
    return pair


def _has_same_doer(act: Act, other: Act) -> bool:
    if act.event_type in GATES:
        return other.event_type in GATES and shares_ground(act.spots, other.spots)
    kinds = {act.event_type, other.event_type}
    return kinds <= FROM_AFAR and _country(act) == _country(other) and _is_near(act, other)


def _has_same_pair(act: Act, pair: Pair, other: Act, known: Pair) -> bool:
    if not any({act.event_type, other.event_type} <= kind for kind in _OF_TWO):
        return False
    sides = {one.side for one in known if one and one.kind == "government"}
    is_open = all(one is None or one.side in sides for one in pair)
    return len(sides) == 2 and is_open and _is_near(act, other)


def _is_near(act: Act, other: Act) -> bool:
    if act.dating is None or other.dating is None:
        return False
    return abs((act.dating.first - other.dating.first).days) <= _SAME_GUNS_DAYS


def _country(act: Act) -> str:
    return next((spot.place.country for spot in act.spots if spot.place), "")


def _join(pair: Pair, other: Pair) -> Pair:
    """A pair with what it leaves open taken from another."""
    joined = list(pair)
    for index, one in enumerate(other):
        if one is None or any(known and known.side == one.side for known in joined):
            continue
        if one.side == "MILITANT" and any(
            known and known.kind == "armed group" for known in joined
        ):
            continue
        vague = [i for i, known in enumerate(joined) if known and _is_vaguer(known, one)]
        if vague:
            joined[vague[0]] = one
        elif index == 0 and joined and joined[0] is None:
            joined[0] = one
        elif len(joined) < 2:
            joined.extend([None] * (index - len(joined)))
            joined.append(one)
    return joined


def _holds(pair: Pair, one: Actor | None) -> bool:
    """Whether a pair has a party already, or the group that "militants" were."""
    if one is None:
        return False
    is_vague = one.side == "MILITANT"
    return any(
        known and (known.side == one.side or (is_vague and known.kind == "armed group"))
        for known in pair
    )


def _is_vaguer(known: Actor, one: Actor) -> bool:
    """Whether "militants" are told of whom other words name exactly."""
    return known.side == "MILITANT" and one.kind == "armed group"


def _find_losers(act: Act, day: dt.date) -> list[Actor]:
    """The states whose soldiers or police an act killed or hurt."""
    codes = dict.fromkeys(
        claim.belongs_to for claim in act.claims if claim.group in _FIGHTING and claim.low
    )
    return [state for code in codes if (state := find_state(code, day)) is not None]
