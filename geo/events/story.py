"""The acts of one article put together: what repeats, what goes on, what is new."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import GATES, QUIET, VIOLENT, Act, is_family, overlaps
from geo.events.dating import carry, date_by_article, run_on
from geo.events.memory import PlaceMemory
from geo.events.mention import Claim, Dating
from geo.events.placing import Spot, contains, is_same_ground
from geo.events.thread import Thread
from geo.places.nearness import rough_km, size_rank

# How many acts back a sentence may refer: keeps the time linear in very long texts.
_REACH = 40
_ENOUGH = 3
# What answers an act comes between it and the article.
_FOLLOWING = frozenset(("protest", "displacement_or_return"))
# What one fight may be called: a raid on a post is a clash to its guards.
_AT_CLOSE = frozenset(("armed_clash", "raid_or_infiltration", "attack"))
# Gatherings that violence may break into.
_SCENES = frozenset(("talks", "protest"))
# A gate said to be closed twice within so few days was closed once.
_SAME_CLOSURE_DAYS = 3
# "In February it was shut for days" is not the closure of this September.
_LONG_CLOSURE_DAYS = 75
# Posts and villages so close to the act just told are told at its place.
_CLOSE_KM = 20.0
_GATE_KM = 10.0


class Story:
    """The acts found so far, the one just told, and the places that were named."""

    def __init__(self, article_date: dt.date) -> None:
        self.article_date = article_date
        self.acts: list[Act] = []
        self.focus: Act | None = None
        self.last: Act | None = None
        self.last_gate: Act | None = None
        self.violent_focus: Act | None = None
        self.main: Act | None = None
        self.memory = PlaceMemory()
        self.waiting: list[Act] = []
        self.recent: list[Span] = []
        self.n_episodes = 0
        self.thread = Thread()
        #: The last sentence that told an act.
        self.touched = -1
        #: The last sentence that named a day and no act, its paragraph, and that day.
        self.lone_day: tuple[int, int, Dating] | None = None

    @property
    def told(self) -> Dating | None:
        """The dating from which "the night before" counts."""
        return self.thread.told

    def note_dating(self, dating: Dating | None) -> None:
        """Remember the days just told."""
        self.thread.note(dating)

    def has_told(self, event_type: str) -> bool:
        """Whether an act of that very type was told lately."""
        return any(act.event_type == event_type for act in self.acts[-_REACH:])

    @property
    def focus_types(self) -> tuple[str | None, str | None]:
        """The types of the violent act and of the act told before."""
        return (
            self.violent_focus.event_type if self.violent_focus else None,
            self.focus.event_type if self.focus else None,
        )

    def start_paragraph(self) -> None:
        """A new paragraph goes back to the main act unless the last one was as new."""
        main, focus = self.main, self.focus
        if main is None or focus is None or focus is main or not main.dating or not focus.dating:
            return
        if (main.dating.first - focus.dating.last).days > 3:
            self.focus = main
            self.violent_focus = main if main.is_violent else None
            self.memory.settle(main.spots)

    def add(self, candidate: Act) -> Act | None:
        """Fold the candidate into an act it repeats, or take it as a new one; None if too weak."""
        self._take_lone_day(candidate)
        twin = self._find_twin(candidate)
        if twin is not None and _tells_one_of(twin, candidate):
            self._split_off(twin, candidate)
            return candidate
        if twin is not None:
            self._fold(twin, candidate)
            return twin
        points_back = (
            self.violent_focus is not None
            and candidate.refers_back
            and not candidate.is_placed_here
            and candidate.is_violent
        )
        if candidate.score < _ENOUGH or not self._is_placed(candidate) or points_back:
            if (
                candidate.score >= _ENOUGH
                and candidate.is_lead
                and candidate.event_type not in QUIET
                and not points_back
            ):
                self._date(candidate)
                self.waiting.append(candidate)
                self._settle(candidate)
                return candidate
            return None
        self._date(candidate)
        self.acts.append(candidate)
        self._settle(candidate)
        if len(candidate.spots) > 1:
            self.n_episodes += 1
            candidate.episode = self.n_episodes
        return candidate

    def refocus(self, told: list[Act]) -> None:
        """Of several acts of one sentence, go on from the newest: older ones are asides in it."""
        dated = [act for act in told if act.dating is not None]
        if len(dated) < 2:
            return
        newest = max(act.dating.last for act in dated if act.dating is not None)
        current = [act for act in dated if act.dating is not None and act.dating.last == newest]
        self.focus = current[-1]
        violent = [act for act in current if act.is_violent]
        if violent:
            self.violent_focus = violent[-1]
        if self.focus.spots:
            self.memory.settle(self.focus.spots)

    def attach(self, claims: tuple[Claim, ...], act: Act | None) -> None:
        """Give claims to an act; a toll told for several places is shared by them."""
        if act is None:
            return
        if act.episode is None:
            act.claims.extend(claims)
            return
        told = tuple(replace(claim, is_shared=True) for claim in claims)
        for member in self.acts[-_REACH:]:
            if member.episode == act.episode:
                member.claims.extend(told)

    def join_episode(self, act: Act, other: Act) -> None:
        """Mark two acts as places of one action, whose common toll is not split."""
        if other.episode is None:
            self.n_episodes += 1
            other.episode = self.n_episodes
        act.episode = other.episode

    def _split_off(self, act: Act, part: Act) -> None:
        """Give one of an act's places, told again by itself, an act of its own."""
        self.join_episode(part, act)
        act.spots = [spot for spot in act.spots if not _covers(spot, part.spots[0])]
        if part.dating is None and act.dating is not None:
            part.dating = act.dating if part.sentence == act.sentence else carry(act.dating)
        if part.trigger.part == "toll" or part.refers_back:
            part.event_type = act.event_type
        if not act.spots:
            self.acts.remove(act)
        self.acts.append(part)
        self._settle(part)

    def _is_placed(self, candidate: Act) -> bool:
        return bool(candidate.spots) or candidate.is_on_border

    def _date(self, act: Act) -> None:
        if act.dating is not None:
            return
        if self.focus is not None and self.focus.dating is not None:
            near = act.paragraph - self.focus.paragraph <= 1
            if _runs_on(self.focus.dating, self.article_date) and act.is_violent:
                near = False  # "since 2021" is no day of what is told next
            source = self.focus if near or self.main is None else self.main
            if source.dating is not None:
                act.dating = carry(source.dating)
                if act.event_type in _FOLLOWING and act.is_ongoing:
                    act.dating = run_on(act.dating, self.article_date)
                return
        act.dating = date_by_article(self.article_date)

    def _take_lone_day(self, candidate: Act) -> None:
        """Date "Troops opened fire" by "The operation began on August 7" just before it."""
        if candidate.dating is not None or candidate.refers_back or self.lone_day is None:
            return
        index, paragraph, dating = self.lone_day
        is_next = candidate.sentence - index == 1 and candidate.paragraph == paragraph
        if is_next and candidate.is_placed_here and candidate.trigger.part in ("verb", "noun"):
            candidate.dating, candidate.is_dated_here = dating, True

    def _settle(self, act: Act) -> None:
        self.focus = self.last = act
        self.note_dating(act.dating)
        if act.is_violent:
            self.violent_focus = act
        if self.main is None:
            self.main = act
        if act.event_type in GATES:
            self.last_gate = act
        if act.spots:
            self.memory.settle(act.spots)
            if act.event_type in GATES:
                self.memory.gate = act.spots[0]

    def _find_twin(self, candidate: Act) -> Act | None:
        for act in reversed(self.waiting[-4:]):
            if is_family(act.event_type, candidate.event_type) and _same_days(act, candidate):
                return act
        if not candidate.is_placed_here and not candidate.is_dated_here:
            return self._find_bare_twin(candidate)
        for act in reversed(self.acts[-_REACH:]):
            if act.is_state or candidate.is_state:
                if _is_one_state(act, candidate) and self._same_place(act, candidate):
                    return act
                continue
            kindred = is_family(act.event_type, candidate.event_type) or (
                act.is_violent
                and candidate.is_violent
                and (candidate.refers_back or _is_plain(candidate) or _is_plain(act))
            )
            if not kindred or not _same_days(act, candidate):
                continue
            if self._same_place(act, candidate) and not _is_other_kind(act, candidate):
                return act
            if act is self.focus and self._is_detail(act, candidate):
                candidate.is_sample = True
                return act
        return None

    def _find_bare_twin(self, candidate: Act) -> Act | None:
        if candidate.is_elsewhere and not candidate.refers_back:
            return None
        if candidate.refers_back and not candidate.is_violent:
            same = [act for act in self.acts[-_REACH:] if act.event_type == candidate.event_type]
            if same:
                return same[-1]
        focus = self.violent_focus if candidate.is_violent else self.focus
        if self._breaks_off(candidate):
            return None
        if candidate.refers_back and focus and not is_family(focus.event_type, candidate.event_type):
            same = [act for act in self.acts[-_REACH:] if act.event_type == candidate.event_type]
            if same:
                return same[-1]
        if focus and candidate.is_next and focus.event_type != candidate.event_type:
            return None
        if focus and focus in self.acts and candidate.is_violent and focus.is_violent:
            return focus
        for act in reversed(self.acts[-_REACH:]):
            if is_family(act.event_type, candidate.event_type):
                return act
        return None

    def _breaks_off(self, candidate: Act) -> bool:
        """Whether violence is told just after something else that had a place: it happened there."""
        last, violent = self.focus, self.violent_focus
        if last is None or violent is None or not candidate.is_violent or candidate.refers_back:
            return False
        if candidate.trigger.part in ("harm", "echo", "toll") or candidate.event_type == "echo":
            return False
        return (
            last.event_type in _SCENES
            and last.is_placed_here
            and 0 <= candidate.sentence - last.sentence <= 1
            and violent.sentence < last.sentence
            and not _shares_ground(violent.spots, last.spots)
        )

    def _is_detail(self, act: Act, candidate: Act) -> bool:
        """Whether a place close by, without day or toll of its own, belongs to an act just told."""
        if (
            candidate.is_dated_here
            or candidate.has_toll
            or candidate.is_next
            or len(act.spots) != 1
        ):
            return False
        if not candidate.is_placed_here or candidate.paragraph - act.paragraph > 1:
            return False
        old = act.spots[0].place
        return old is not None and all(
            s.place is not None
            and size_rank(s.place) == 1
            and rough_km(old, s.place) <= max(_CLOSE_KM, old.radius_km)
            for s in candidate.spots
        )

    def _same_place(self, act: Act, candidate: Act) -> bool:
        if not candidate.is_placed_here:
            if candidate.spots and act.spots:
                return _shares_ground(act.spots, candidate.spots)
            return True
        if act.is_on_border and not act.spots:
            # Two armies and no place said: told again with its place.
            near = candidate.sentence - act.sentence <= 4
            return (near and not act.is_placed_here) or (candidate.is_on_border and not candidate.spots)
        return _shares_ground(act.spots, candidate.spots)

    def _fold(self, act: Act, candidate: Act) -> None:
        if act.is_state or candidate.is_state:
            _join_states(act, candidate)
        if act in self.waiting and (candidate.spots or candidate.is_on_border):
            act.spots, act.is_on_border = candidate.spots, candidate.is_on_border
            self.waiting.remove(act)
            self.acts.append(act)
        is_vague = act.is_on_border and not act.spots and not act.is_placed_here
        if is_vague and candidate.spots and candidate.is_placed_here:
            act.spots, act.is_on_border, act.is_placed_here = candidate.spots, False, True
        if act.spots and act.spots[0].role == "reporting" and candidate.is_placed_here:
            act.spots = candidate.spots or act.spots  # a dateline was only a guess
        if act.is_guess and candidate.is_placed_here and candidate.spots:
            act.spots, act.is_guess = candidate.spots, False
        _refine_place(act, candidate)
        if len(act.spots) > 1 and act.episode is None:
            self.n_episodes += 1
            act.episode = self.n_episodes
            act.claims = [replace(claim, is_shared=True) for claim in act.claims]
        own = act.dating is not None and act.dating.source in ("text", "relative")
        own = own and (act.is_dated_here or not candidate.refers_back)
        if (
            candidate.is_dated_here
            and candidate.dating is not None
            and not own
            and (
                act.dating is None
                or act.dating.source == "article"
                or act.is_passing
                or overlaps(act.dating, candidate.dating)
            )
        ):
            act.dating = candidate.dating
        both = act.dating, candidate.dating
        if (
            candidate.is_dated_here
            and both[0]
            and both[1]
            and both[1].precision < both[0].precision
        ):
            act.dating = candidate.dating
        named = _is_plain(act) and not _is_plain(candidate) and candidate.trigger.part != "echo"
        if named or act.trigger.part == "echo" or act.score < 3 <= candidate.score:
            act.event_type = candidate.event_type
        act.score = max(act.score, min(candidate.score, act.score + 1))
        act.is_passing = act.is_passing and candidate.is_passing
        self._settle(act)
        if candidate.is_dated_here:
            self.note_dating(candidate.dating)


def _is_night(dating: Dating) -> bool:
    return (dating.last - dating.first).days == 1 and dating.source == "text"


def _runs_on(dating: Dating, article_date: dt.date) -> bool:
    """Whether days are a long time that goes on until now."""
    return (dating.last - dating.first).days > 45 and (article_date - dating.last).days <= 1


def _is_plain(act: Act) -> bool:
    """Whether its words ("killed", "an attack") would name any kind of violence."""
    if act.is_next:
        return False
    is_loose = act.event_type == "attack" and act.trigger.part == "noun"
    return act.trigger.part == "harm" or (is_loose and act.trigger.strength <= 1)


def _is_other_kind(act: Act, candidate: Act) -> bool:
    """Whether a kindred type, with place and day of its own, is an act of its own."""
    if act.event_type == candidate.event_type or candidate.refers_back:
        return False
    if _is_plain(candidate) or _is_plain(act) or {act.event_type, candidate.event_type} <= _AT_CLOSE:
        return False
    if not (candidate.is_placed_here and candidate.is_dated_here and act.is_dated_here):
        return False
    if act.is_lead and len(act.spots) == 1 and len(candidate.spots) == 1:
        old, new = act.spots[0].place, candidate.spots[0].place
        if old and new and size_rank(old) >= 3 and size_rank(new) <= 2 and contains(old, new):
            return False  # the opening names the province, the detail the village
    return not any(_covers(a, b) and _covers(b, a) for a in act.spots for b in candidate.spots)


def _covers(spot: Spot, other: Spot) -> bool:
    if spot.place is None or other.place is None:
        return False
    return is_same_ground(spot.place, other.place) or contains(spot.place, other.place)


def _tells_one_of(act: Act, candidate: Act) -> bool:
    """Whether the candidate tells one of several places of an act, with a toll or more exactly."""
    if len(act.spots) < 2 or len(candidate.spots) != 1 or not candidate.is_placed_here:
        return False
    is_own = (
        candidate.trigger.part == "toll" or candidate.is_dated_here or candidate.score >= _ENOUGH
    )
    return (
        is_own
        and candidate.sentence != act.sentence
        and any(_covers(spot, candidate.spots[0]) for spot in act.spots)
    )


def _is_one_state(act: Act, candidate: Act) -> bool:
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


def _join_states(act: Act, candidate: Act) -> None:
    """Date a closure by the day it was made, not by a day on which it still stood."""
    one, two = act.dating, candidate.dating
    if one is None or two is None:
        act.dating = one or two
    else:
        exact = [a.dating for a in (act, candidate) if not a.is_state and a.dating] or [one, two]
        act.dating = min(exact, key=lambda dating: dating.first)
    candidate.dating = None
    act.is_state = True


def _same_days(act: Act, candidate: Act) -> bool:
    if candidate.dating is None or not candidate.is_dated_here or act.dating is None:
        return True
    if act.dating.source in ("article", "context"):
        if act.is_passing:
            return True
        is_guess = act.is_on_border and not act.spots and not act.is_placed_here
        slack = 6 if is_guess else 3
        return overlaps(act.dating, candidate.dating, slack if act.dating.source == "article" else 1)
    if act.dating.precision == candidate.dating.precision == 1:
        # A day taken from the rest of the sentence gives way to one said of the act itself.
        is_loose = not act.is_dated_here and candidate.refers_back
        slack = 1 if is_loose and candidate.sentence - act.sentence <= 3 else 0
        return overlaps(act.dating, candidate.dating, slack)
    if _is_night(act.dating) and _is_night(candidate.dating):
        return act.dating.first == candidate.dating.first  # one night after the other
    if (act.dating.last - act.dating.first).days >= 5 and candidate.dating.precision == 1:
        return not candidate.is_placed_here and overlaps(act.dating, candidate.dating, 0)
    wide = candidate.dating.precision >= 4 or act.dating.precision >= 4
    return overlaps(act.dating, candidate.dating, 0 if wide else 1) and not (
        wide and act.dating.precision < 3 <= candidate.dating.precision
    )


def _shares_ground(one: list[Spot], two: list[Spot]) -> bool:
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
    return False


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
    if old is not None and all(
        s.place is not None and contains(old, s.place) for s in candidate.spots
    ):
        act.spots = list(candidate.spots)


def is_violence(event_type: str) -> bool:
    """Whether a type is violence.

    Examples
    --------
    >>> is_violence("shelling"), is_violence("talks")
    (True, False)
    """
    return event_type in VIOLENT
