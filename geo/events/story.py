"""The acts of one article put together: what repeats, what goes on, what is new."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.articles.text import Span
from geo.events.act import GATES, QUIET, Act, is_family
from geo.events.calendar_days import Days
from geo.events.dating import carry, date_by_article, run_on
from geo.events.fold import fold_dating, fold_place, fold_state, fold_type
from geo.events.memory import PlaceMemory
from geo.events.mention import Claim, Dating
from geo.events.nobody import is_zero_of
from geo.events.placing import Spot
from geo.events.sameness import (
    ENOUGH,
    covers,
    goes_on,
    is_beside,
    is_detail,
    is_on_foot,
    is_one_of_several,
    is_one_state,
    is_other_arm,
    is_other_kind,
    is_plain,
    is_same_days,
    is_same_place,
    may_place,
    runs_on,
    shares_ground,
    tells_more,
    tells_one_of,
)
from geo.events.thread import Thread
from geo.places.nearness import size_rank

# How many acts back a sentence may refer: keeps the time linear in very long texts.
_REACH = 40
# What answers an act comes between it and the article.
_FOLLOWING = frozenset(("protest", "displacement_or_return"))
# Gatherings that violence may break into.
_SCENES = frozenset(("talks", "protest"))


class Story:
    """The acts found so far, the one just told, and the places that were named."""

    def __init__(self, article_date: dt.date) -> None:
        self.article_date = article_date
        #: The days that a report's title says it covers.
        self.period: Days | None = None
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
        #: How many acts were told before the item of a round-up that is read now.
        self.item = 0
        self.thread = Thread()
        #: Towns at which a border was told to be shut or opened: gates of borders nobody listed.
        self.gate_ids: set[str] = set()
        #: The last sentence that told an act.
        self.touched = -1
        #: The last sentence that named a day and no act, its paragraph, and that day.
        self.lone_day: tuple[int, int, Dating] | None = None
        #: The dead that a sentence counted before any violence was told, its number and its places.
        self.early: tuple[int, tuple[Claim, ...], list[Spot]] | None = None

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
    def _recent(self) -> list[Act]:
        """The last acts of the item of a round-up that is read now."""
        return self.acts[self.item :][-_REACH:] if self.item else self.acts[-_REACH:]

    @property
    def focus_types(self) -> tuple[str | None, str | None]:
        """The types of the violent act and of the act told before."""
        return (
            self.violent_focus.event_type if self.violent_focus else None,
            self.focus.event_type if self.focus else None,
        )

    def start_paragraph(self) -> None:
        """A new paragraph goes back to the main act unless the last one was as new."""
        self.memory.start_paragraph()
        main, focus = self.main, self.focus
        if main is None or focus is None or focus is main or not main.dating or not focus.dating:
            return
        if (main.dating.first - focus.dating.last).days > 3:
            self.focus = main
            self.violent_focus = main if main.is_violent else None
            self.memory.settle(main.spots)

    def start_item(self, spot: Spot) -> None:
        """Another item of a round-up begins, which a place heads."""
        self.focus = self.violent_focus = self.last_gate = None
        self.item = len(self.acts)
        self.memory.settle([spot])
        self.memory.gate = spot if spot.is_gate else None
        self.memory.dateline = spot

    def add(self, candidate: Act) -> Act | None:
        """Fold the candidate into an act it repeats, or take it as a new one; None if too weak."""
        self._take_lone_day(candidate)
        twin = self._find_twin(candidate)
        if twin is not None and tells_one_of(twin, candidate):
            self._split_off(twin, candidate)
            return candidate
        if twin is not None:
            self._fold(twin, candidate)
            return twin
        points_back = (
            self.violent_focus is not None
            and candidate.refers_back
            and not (candidate.is_placed_here or candidate.is_next)
            and candidate.is_violent
        )
        if candidate.score < ENOUGH or not self._is_placed(candidate) or points_back:
            if (
                candidate.score >= ENOUGH
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

    def place(self, act: Act, spots: list[Spot]) -> None:
        """Put an act that no place was named for where later words say that it was."""
        act.spots, act.is_on_border = spots, False
        if act in self.waiting:
            self.waiting.remove(act)
            self.acts.append(act)
        self.memory.settle(spots)

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

    def attach(
        self, claims: tuple[Claim, ...], act: Act | None, sentence: Span | None = None
    ) -> None:
        """Give claims to an act; a toll told for several places is shared by them.

        What `sentence` tells of the one place of an act that it names is that act's own.
        """
        if act is None:
            return
        is_own = sentence is not None and _names_one(act, sentence)
        if act.episode is None or is_own:
            act.claims.extend(claims)
            return
        members = [member for member in self.acts[-_REACH:] if member.episode == act.episode]
        for member in members:
            member.claims.extend(
                replace(claim, is_shared=not is_zero_of(claim, member, members)) for claim in claims
            )

    def join_episode(self, act: Act, other: Act) -> None:
        """Mark two acts as places of one action, whose common toll is not split."""
        if other.episode is None:
            self.n_episodes += 1
            other.episode = self.n_episodes
        act.episode = other.episode

    def _split_off(self, act: Act, part: Act) -> None:
        """Give one of an act's places, told again by itself, an act of its own."""
        self.join_episode(part, act)
        told = [spot for spot in act.spots if spot.place == part.spots[0].place]
        told = told or [spot for spot in act.spots if covers(spot, part.spots[0])]
        act.spots = [spot for spot in act.spots if spot not in told]
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
            if runs_on(self.focus.dating, self.article_date) and act.is_violent:
                near = False  # "since 2021" is no day of what is told next
            source = self.focus if near or self.main is None else self.main
            if act.event_type == "displacement_or_return" and source.event_type in GATES:
                source = self._latest(source)  # they fled the shells, not the gate shut long ago
            is_endless = act.is_violent and (
                source.dating is not None and runs_on(source.dating, self.article_date)
            )
            # The day on which a captive came home is not the one on which he was taken.
            is_sequel = source.event_type == "other" and source.sentence == act.sentence
            if source.dating is not None and not is_endless and not is_sequel:
                is_open = source.dating.source == "article" and act.is_lead
                act.dating = source.dating if is_open else carry(source.dating)
                if act.event_type in _FOLLOWING and act.is_ongoing:
                    act.dating = run_on(act.dating, self.article_date)
                return
        if self.focus is None and self.lone_day is not None:
            act.dating = carry(self.lone_day[2])  # the only day named so far
            return
        act.dating = date_by_article(self.article_date, self.period)

    def _latest(self, source: Act) -> Act:
        """The violent act told last where it is later than another one, else that one."""
        violent = self.violent_focus
        if violent is None or violent.dating is None or source.dating is None:
            return source
        return violent if violent.dating.first > source.dating.first else source

    def _take_lone_day(self, candidate: Act) -> None:
        """Date "Troops opened fire" by "The operation began on August 7" just before it."""
        if candidate.dating is not None or candidate.refers_back or self.lone_day is None:
            return
        index, paragraph, dating = self.lone_day
        is_next = candidate.sentence > index >= self.touched and candidate.paragraph == paragraph
        if is_next and candidate.is_placed_here and candidate.trigger.part != "echo":
            if candidate.event_type in _FOLLOWING and candidate.is_ongoing:
                dating = run_on(dating, self.article_date)
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
            places = [spot.place for spot in act.spots if spot.place is not None]
            self.gate_ids.update(place.place_id for place in places if size_rank(place) <= 1)
        if act.spots:
            self.memory.settle(act.spots)
            if act.event_type in GATES:
                self.memory.gate = act.spots[0]

    def _find_twin(self, candidate: Act) -> Act | None:
        for act in reversed(self.waiting[-4:]):
            is_kin = is_family(act.event_type, candidate.event_type) or tells_more(act, candidate)
            if is_kin and may_place(act, candidate):
                return act
        if not candidate.is_placed_here and not candidate.is_dated_here:
            return self._find_bare_twin(candidate)
        acts = self.acts[-_REACH:]
        if self.violent_focus in acts and not candidate.is_dated_here:
            acts.append(self.violent_focus)  # what has no day is told of the act just told
        for act in reversed(acts):
            if act.is_state or candidate.is_state:
                if is_one_state(act, candidate) and is_same_place(act, candidate):
                    return act
                continue
            kindred = is_family(act.event_type, candidate.event_type) or (
                act.is_violent
                and candidate.is_violent
                and (candidate.refers_back or is_plain(candidate) or is_plain(act))
            )
            if not kindred or not is_same_days(act, candidate) or is_one_of_several(act, candidate):
                continue
            if is_same_place(act, candidate) and not is_other_kind(act, candidate):
                return act
            if act is self.focus and is_detail(act, candidate):
                candidate.is_sample = True
                return act
        return None

    def _find_bare_twin(self, candidate: Act) -> Act | None:
        focus = self.violent_focus if candidate.is_violent else self.focus
        if candidate.is_elsewhere and not candidate.refers_back and not goes_on(focus, candidate):
            return None
        if self._breaks_off(candidate):
            return None
        if candidate.refers_back:
            is_kin = focus is not None and is_family(focus.event_type, candidate.event_type)
            same = self._last_of(candidate.event_type)
            if same is not None and not (candidate.is_violent and is_kin):
                return same
        if focus and candidate.is_next and focus.event_type != candidate.event_type:
            return None
        if focus and focus in self.acts and candidate.is_violent and focus.is_violent:
            if is_other_arm(focus, candidate):
                return self._last_of(candidate.event_type)
            kin = self._last_kin(candidate.event_type) if is_on_foot(focus, candidate) else None
            return kin or (None if is_beside(candidate, focus) else focus)
        return self._last_kin(candidate.event_type)

    def _last_kin(self, event_type: str) -> Act | None:
        """The last act that a type may name, too."""
        return next(
            (a for a in reversed(self._recent) if is_family(a.event_type, event_type)), None
        )

    def _last_of(self, event_type: str) -> Act | None:
        """The last act of that very type."""
        return next((act for act in reversed(self._recent) if act.event_type == event_type), None)

    def _breaks_off(self, candidate: Act) -> bool:
        """Whether violence is told just after a gathering that had a place: it happened there."""
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
            and not shares_ground(violent.spots, last.spots)
        )

    def _fold(self, act: Act, candidate: Act) -> None:
        act.told.append((candidate.sentence, candidate.trigger))
        if act.is_state or candidate.is_state:
            fold_state(act, candidate)
        if act in self.waiting and (candidate.spots or candidate.is_on_border):
            act.spots, act.is_on_border = candidate.spots, candidate.is_on_border
            act.is_summary = candidate.is_summary  # "two attacks": this is one of them
            self.waiting.remove(act)
            self.acts.append(act)
        fold_place(act, candidate)
        if len(act.spots) > 1 and act.episode is None:
            self.n_episodes += 1
            act.episode = self.n_episodes
            act.claims = [replace(claim, is_shared=True) for claim in act.claims]
        fold_dating(act, candidate)
        fold_type(act, candidate)
        act.is_passing = act.is_passing and candidate.is_passing
        act.paragraph = candidate.paragraph
        self._settle(act)
        if candidate.is_dated_here:
            self.note_dating(candidate.dating)
            self._date_others(act, candidate)

    def _date_others(self, act: Act, candidate: Act) -> None:
        """Date by "the strikes came at dawn on Saturday" those told with them, too."""
        if not candidate.refers_back or candidate.dating is None:
            return
        for other in self.acts[-4:]:
            is_kin = other is not act and other.event_type == act.event_type
            is_open = other.dating is not None and other.dating.source == "article"
            if is_kin and is_open and candidate.sentence - other.sentence <= 4:
                other.dating = candidate.dating


def _names_one(act: Act, sentence: Span) -> bool:
    """Whether an act has one place, which a sentence names."""
    return len(act.spots) == 1 and sentence.start <= act.spots[0].start < sentence.end
