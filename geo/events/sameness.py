"""Whether two groups of words tell one act: by kind, by days, by place."""

from __future__ import annotations

import datetime as dt

from geo.events.act import Act, is_family, overlaps
from geo.events.ground import contains, is_same_ground, is_seat_of
from geo.events.mention import Dating
from geo.events.placing import Spot
from geo.places.nearness import rough_km, size_rank

#: An act with less evidence than this does not stand.
ENOUGH = 3
# What one fight may be called: a raid on a post is a clash to its guards.
_ON_GROUND = frozenset(("armed_clash", "raid_or_infiltration"))
_AT_CLOSE = frozenset(("armed_clash", "raid_or_infiltration", "attack"))
# A gate said to be closed twice within so few days was closed once.
_SAME_CLOSURE_DAYS = 3
# "In February it was shut for days" is not the closure of this September.
_LONG_CLOSURE_DAYS = 75
# Posts and villages so close to the act just told are told at its place.
_CLOSE_KM = 20.0
_GATE_KM = 10.0


def _is_night(dating: Dating) -> bool:
    return (dating.last - dating.first).days == 1 and dating.source == "text"


def runs_on(dating: Dating, article_date: dt.date) -> bool:
    """Whether days are a long time that goes on until now."""
    return (dating.last - dating.first).days > 45 and (article_date - dating.last).days <= 1


def is_plain(act: Act) -> bool:
    """Whether its words ("killed", "an attack") would name any kind of violence."""
    if act.is_next or act.is_named:
        return False
    is_loose = act.event_type == "attack" and act.trigger.strength <= 1
    return act.trigger.part == "harm" or is_loose


def is_other_kind(act: Act, candidate: Act) -> bool:
    """Whether a kindred type, with place and day of its own, is an act of its own."""
    if act.event_type == candidate.event_type or candidate.refers_back:
        return False
    if is_plain(candidate) or is_plain(act) or {act.event_type, candidate.event_type} <= _AT_CLOSE:
        return False
    if candidate.is_next and candidate.is_placed_here and act.event_type != candidate.event_type:
        return True  # "air strikes caused casualties in Paktika as well"
    if not (candidate.is_placed_here and candidate.is_dated_here):
        return False
    if not act.is_dated_here and _may_share_days(act, candidate):
        return False
    if act.is_lead and len(act.spots) == 1 and len(candidate.spots) == 1:
        old, new = act.spots[0].place, candidate.spots[0].place
        if old and new and size_rank(old) >= 3 and size_rank(new) <= 2 and contains(old, new):
            return False  # the opening names the province, the detail the village
    return not any(covers(a, b) and covers(b, a) for a in act.spots for b in candidate.spots)


def _may_share_days(act: Act, candidate: Act) -> bool:
    if act.dating is None or candidate.dating is None or act.dating.source != "context":
        return True
    return overlaps(act.dating, candidate.dating, 0)


def goes_on(act: Act | None, candidate: Act) -> bool:
    """Whether a sentence just behind, its place one that nobody knows, tells more of an act."""
    if act is None or candidate.has_toll or candidate.is_next:
        return False
    is_behind = 0 < candidate.sentence - act.sentence <= 1
    return is_behind and is_family(act.event_type, candidate.event_type)


def tells_more(lead: Act, candidate: Act) -> bool:
    """Whether words right behind a lead that no place was named for tell where it happened.

    "A bomber attacked a mosque on Friday. He shouted as he entered the mosque in Ambar."
    """
    if candidate.is_dated_here or candidate.is_next or candidate.has_toll:
        return False
    is_near = 0 < candidate.sentence - lead.sentence <= 2
    is_raid = candidate.event_type == "raid_or_infiltration"
    return is_near and is_raid and lead.is_violent and candidate.is_placed_here


def is_other_arm(act: Act, candidate: Act) -> bool:
    """Whether aircraft or a suicide bomber joined a fight on the ground: an act of its own."""
    if candidate.refers_back or candidate.trigger.strength < 2 or candidate.trigger.part == "harm":
        return False
    is_arm = candidate.event_type in ("airstrike", "drone_strike", "suicide_attack")
    return is_arm and act.event_type in _ON_GROUND and not is_plain(act)


def is_on_foot(act: Act, candidate: Act) -> bool:
    """Whether men on the ground did what is told after what aircraft did: another act."""
    if candidate.refers_back or candidate.trigger.strength < 2 or is_plain(candidate):
        return False
    is_aerial = act.event_type in ("airstrike", "drone_strike")
    return is_aerial and candidate.event_type in _AT_CLOSE and candidate.trigger.part != "echo"


def covers(spot: Spot, other: Spot) -> bool:
    """Whether a place is another one, or holds it."""
    if spot.place is None or other.place is None:
        return False
    return is_same_ground(spot.place, other.place) or contains(spot.place, other.place)


def tells_one_of(act: Act, candidate: Act) -> bool:
    """Whether the candidate tells one of several places of an act, with a toll or more exactly."""
    if len(act.spots) < 2 or len(candidate.spots) != 1 or not candidate.is_placed_here:
        return False
    is_own = (
        candidate.trigger.part == "toll" or candidate.is_dated_here or candidate.score >= ENOUGH
    )
    return (
        is_own
        and candidate.sentence != act.sentence
        and any(covers(spot, candidate.spots[0]) for spot in act.spots)
    )


def is_one_of_several(act: Act, candidate: Act) -> bool:
    """Whether "separate clashes in Khyber Pakhtunkhwa" held the one now told in Bajaur."""
    if not act.is_summary or not candidate.is_placed_here or candidate.sentence == act.sentence:
        return False
    if len(act.spots) != 1 or not candidate.spots or candidate.refers_back:
        return False
    wide = act.spots[0].place
    return wide is not None and all(
        spot.place is not None and contains(wide, spot.place) for spot in candidate.spots
    )


def is_one_state(act: Act, candidate: Act) -> bool:
    """Whether one closure is told twice, once as the state it left."""
    if act.event_type != candidate.event_type:
        return False
    if act.dating is None or candidate.dating is None:
        return True
    state, other = (act, candidate) if act.is_state else (candidate, act)
    until = state.dating
    if until is None or other.dating is None:
        return True
    gap = (other.dating.first - until.last).days
    is_far_back = gap < -_LONG_CLOSURE_DAYS and other.dating.precision >= 4
    return gap <= _SAME_CLOSURE_DAYS and not is_far_back


def is_same_days(act: Act, candidate: Act) -> bool:
    """Whether two acts may be of the same days, by what is known of each."""
    if candidate.dating is None or not candidate.is_dated_here or act.dating is None:
        return True
    if act.dating.source in ("article", "context"):
        if act.is_passing or gives_day(act, candidate):
            return True
        slack = 6 if act.is_vague else 3
        return overlaps(
            act.dating, candidate.dating, slack if act.dating.source == "article" else 1
        )
    if act.dating.precision == candidate.dating.precision == 1:
        # A day taken from the rest of the sentence gives way to one said of the act itself.
        is_loose = not act.is_dated_here and candidate.refers_back
        slack = 1 if is_loose and candidate.sentence - act.sentence <= 3 else 0
        return overlaps(act.dating, candidate.dating, slack)
    if _is_night(act.dating) and _is_night(candidate.dating):
        return act.dating.first == candidate.dating.first  # one night after the other
    if (act.dating.last - act.dating.first).days >= 5 and candidate.dating.precision <= 2:
        return not candidate.is_placed_here and overlaps(act.dating, candidate.dating, 0)
    wide = candidate.dating.precision >= 4 or act.dating.precision >= 4
    return overlaps(act.dating, candidate.dating, 0 if wide else 1) and not (
        wide and act.dating.precision < 3 <= candidate.dating.precision
    )


def gives_day(act: Act, candidate: Act) -> bool:
    """Whether a sentence just behind says the day of an act told with its place only."""
    is_open = act.dating is not None and act.dating.source == "context" and act.is_placed_here
    is_behind = candidate.sentence - act.sentence == 1 and not candidate.is_placed_here
    return is_open and is_behind and candidate.is_retold and not candidate.is_next


def shares_ground(one: list[Spot], two: list[Spot]) -> bool:
    """Whether one of the places is one of the others, or holds it."""
    for spot in two:
        if spot.place is None:
            continue
        for other in one:
            if other.place is None:
                continue
            if is_same_ground(spot.place, other.place):
                return True
            if spot.is_gate and other.is_gate and rough_km(spot.place, other.place) <= _GATE_KM:
                return True  # a gate and the town that is named for it
            if (len(one) == 1 or len(two) == 1) and contains(other.place, spot.place):
                return True
            if len(one) == len(two) == 1 and contains(spot.place, other.place):
                return True
    return bool(two) and all(any(covers(other, spot) for other in one) for spot in two)


def is_same_place(act: Act, candidate: Act) -> bool:
    """Whether a candidate may be told of an act's place."""
    if not candidate.is_placed_here:
        if candidate.spots and act.spots:
            return shares_ground(act.spots, candidate.spots)
        return True
    if act.is_on_border and not act.spots:
        # Two armies and no place said: told again with its place.
        near = candidate.sentence - act.sentence <= 4 or candidate.refers_back
        is_kin = is_family(act.event_type, candidate.event_type) or candidate.refers_back
        is_kin = is_kin or candidate.trigger.part != "verb"
        return (near and is_kin and act.is_vague) or (
            candidate.is_on_border and not candidate.spots
        )
    return shares_ground(act.spots, candidate.spots) or is_seat_for(act, candidate)


def is_seat_for(act: Act, candidate: Act) -> bool:
    """Whether "the attack in Daraban" is the one told in Dera Ismail Khan, its district."""
    is_own = candidate.is_dated_here or act.event_type != candidate.event_type
    if candidate.is_next or (is_own and not candidate.refers_back):
        return False
    if len(act.spots) != 1 or len(candidate.spots) != 1:
        return False
    one, two = act.spots[0].place, candidate.spots[0].place
    return one is not None and two is not None and (is_seat_of(one, two) or is_seat_of(two, one))


def is_detail(act: Act, candidate: Act) -> bool:
    """Whether a place close by, without day or toll of its own, belongs to an act just told."""
    if candidate.is_dated_here or candidate.has_toll or candidate.is_next or len(act.spots) != 1:
        return False
    if candidate.is_sample and candidate.sentence - act.sentence <= 8:
        return True  # "several posts, among them those at Langorbut"
    if not candidate.is_placed_here or candidate.paragraph - act.paragraph > 1:
        return False
    old = act.spots[0].place
    return old is not None and all(
        s.place is not None
        and size_rank(s.place) == 1
        # What one army hits over the border is no part of what the other hit.
        and (s.place.country == old.country or candidate.event_type == "armed_clash")
        and rough_km(old, s.place) <= max(_CLOSE_KM, old.radius_km)
        for s in candidate.spots
    )


def may_place(act: Act, candidate: Act) -> bool:
    """Whether a later act may say where one happened that was told without a place."""
    if not is_same_days(act, candidate):
        return False
    if act.is_elsewhere and candidate.is_placed_here and not candidate.refers_back:
        return False  # it was told with a place of its own, one that nobody knows
    if not candidate.is_dated_here or act.dating is None or candidate.dating is None:
        return True
    return act.dating.source == "article" or overlaps(act.dating, candidate.dating, 0)


def is_beside(candidate: Act, focus: Act) -> bool:
    """Whether its sentence names a gate, of something else, that is not where the focus was.

    "Torkham was shut after guards shot at each other" tells of no fight in Chitral.
    """
    if candidate.is_guess or candidate.refers_back or candidate.trigger.part != "verb":
        return False
    if not all(spot.is_gate for spot in candidate.spots):
        return False
    return bool(candidate.spots and focus.spots) and not shares_ground(focus.spots, candidate.spots)
