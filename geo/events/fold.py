"""What an act takes over from words that tell it again."""

from __future__ import annotations

from geo.events.act import Act, overlaps
from geo.events.ground import contains, is_seat_of
from geo.events.sameness import ENOUGH, covers, gives_day, is_plain, is_seat_for
from geo.places.nearness import size_rank


def fold_place(act: Act, candidate: Act) -> None:
    """Take over the candidate's places where the act's own were vague, guessed or wider."""
    if candidate.is_placed_here and candidate.spots:
        is_vague = act.is_vague
        is_dateline = bool(act.spots) and act.spots[0].role == "reporting"
        if is_vague or is_dateline or act.is_guess:
            act.spots, act.is_on_border, act.is_guess = candidate.spots, False, False
            act.is_placed_here = act.is_placed_here or is_vague
    elif (
        act.is_vague and not act.is_placed_here and any(spot.is_gate for spot in candidate.spots)
    ):  # of the act between them
        act.spots, act.is_on_border, act.is_guess = candidate.spots, False, True
    _refine_place(act, candidate)
    _add_places(act, candidate)


def _add_places(act: Act, candidate: Act) -> None:
    """Add to "a clash in Oddar Meanchey" the others of "shelling in Oddar Meanchey and Pursat"."""
    if not candidate.is_placed_here or candidate.refers_back or candidate.score < ENOUGH:
        return
    if candidate.is_passing or not (act.is_violent and candidate.is_violent):
        return
    if len(candidate.spots) < 2 or not act.spots or any(s.rank > 1 for s in candidate.spots):
        return
    known = list(act.spots)
    act.spots = known + [
        spot
        for spot in candidate.spots
        if not any(covers(spot, one) or covers(one, spot) for one in known)
    ]


def fold_dating(act: Act, candidate: Act) -> None:
    """Take over the candidate's days where its own words say them, and better."""
    if not candidate.is_dated_here or candidate.dating is None:
        return
    is_short = act.is_violent and act.dating is not None and act.dating.precision <= 3
    if is_short and candidate.dating.precision >= 5:
        return  # "such attacks have been frequent since 2021" is no day of this one
    if _draws_out(act, candidate):
        act.dating = candidate.dating
        return
    own = act.dating is not None and act.dating.source in ("text", "relative")
    own = own and (act.is_dated_here or not candidate.refers_back)
    if (
        act.dating is None
        or (
            not own
            and (
                act.dating.source == "article"
                or act.is_passing
                or gives_day(act, candidate)
                or overlaps(act.dating, candidate.dating)
            )
        )
        or candidate.dating.precision < act.dating.precision
    ):
        act.dating = candidate.dating


def _draws_out(act: Act, candidate: Act) -> bool:
    """Whether "it went on until Monday" tells the last day of an act whose first was told."""
    if act.dating is None or candidate.dating is None or act.dating.precision > 2:
        return False
    points_back = candidate.refers_back or candidate.trigger.event_type == "echo"
    is_longer = candidate.dating.last > act.dating.last
    return points_back and is_longer and candidate.dating.first == act.dating.first


def fold_type(act: Act, candidate: Act) -> None:
    """Take over the candidate's type where the act's own words would name any violence."""
    is_named = is_plain(act) and not is_plain(candidate) and candidate.trigger.part != "echo"
    if is_named or act.trigger.part == "echo" or act.score < ENOUGH <= candidate.score:
        act.event_type = candidate.event_type
    act.is_named = act.is_named or is_named
    act.score = max(act.score, min(candidate.score, act.score + 1))


def fold_state(act: Act, candidate: Act) -> None:
    """Date a closure by the day it was made, not by a day on which it still stood."""
    one, two = act.dating, candidate.dating
    if one is None or two is None:
        act.dating = one or two
    else:
        exact = [a.dating for a in (act, candidate) if not a.is_state and a.dating] or [one, two]
        act.dating = min(exact, key=lambda dating: dating.first)
    candidate.dating = None
    act.is_state = True


def _refine_place(act: Act, candidate: Act) -> None:
    """Narrower places told later are the better ones ("in Kunar ... in Dangam district")."""
    if len(act.spots) != 1 or not candidate.is_placed_here or candidate.is_sample:
        return
    if not candidate.spots or 0 < candidate.toll < act.toll:
        return  # a part of the dead died in a part of the place
    old = act.spots[0].place
    # A district told first stays the place of several of its villages.
    if len(candidate.spots) > 1 and old is not None and size_rank(old) <= 2:
        return
    new = candidate.spots[0].place
    is_seat = old is not None and new is not None and is_seat_of(old, new)
    if (is_seat and is_seat_for(act, candidate)) or (
        old is not None
        and all(s.place is not None and contains(old, s.place) for s in candidate.spots)
    ):
        act.spots = list(candidate.spots)
