"""Words that tell an act: the lexicon of data/lexicon.csv, and where a sentence uses it.

Each row gives a type its heads (words in the forms that tell something done, so "closed", not
"close") and what must or must not stand near them in the same sentence. Heads are found by their
first word, so the time taken grows with the text, not with the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.articles.text import Span
from geo.events.cues import find_cues
from geo.events.lexicon_rows import Entry, Slot, load_lexicon, match_head
from geo.events.sieve import WORD, lower_text, read_words

_NEAR = 140
# Words that must not stand near are looked for so far before the head.
_CLOSE = 60
# What stands beyond one of these is another clause's: a weaker sign than the same words before it.
_CLAUSE_END = re.compile(r"[;:]\s|\s[—–]\s|,\s+(?:and|but|then)\s|,?\s+(?:while|whereas)\s")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an act: its span, its type, how much it tells (0 weak to 3 certain).

    `is_far` says that what must stand near it stands in another clause.
    """

    start: int
    end: int
    event_type: str
    part: str
    strength: int
    is_far: bool = False


def find_triggers(
    text: str, sentence: Span, crossings: tuple[Span, ...] = ()
) -> tuple[Trigger, ...]:
    """The words of one sentence that tell an act, in order; `crossings` are spans of names.

    Examples
    --------
    >>> text = "Torkham was closed after guards exchanged fire."
    >>> [t.event_type for t in find_triggers(text, Span(0, len(text)), (Span(0, 7),))]
    ['border_closure', 'armed_clash']
    >>> find_triggers("", Span(0, 0))
    ()
    """
    slots, words = load_lexicon(), read_words(text, sentence)
    may = find_cues(text, sentence)
    calls = [
        (index, entry)
        for index, word in enumerate(words)
        if word in slots
        for entry in _call(slots[word], words, index)
        if entry.needs & may == entry.needs
    ]
    if not calls:
        return ()
    found: list[Trigger] = []
    lower = lower_text(text)
    starts = [word.start() for word in WORD.finditer(lower, sentence.start, sentence.end)]
    around: _Around | None = None
    for index, entry in calls:
        start = starts[index]
        end = match_head(entry, lower, start, sentence.end)
        if not end:
            continue
        if around is None or (around.start, around.end) != (start, end):
            around = _Around(lower, sentence, start, end, may)
        fit = _fit(entry, lower, around, crossings)
        if fit:
            found.append(Trigger(start, end, entry.event_type, entry.part, entry.strength, fit < 0))
    return _keep_best(found)


def _call(slot: Slot, words: tuple[str, ...], index: int) -> tuple[Entry, ...]:
    """The entries whose heads may begin at a word: alone, or with the word behind it."""
    if not slot.by_next or index + 1 == len(words):
        return slot.alone
    return slot.by_next.get(words[index + 1], slot.alone)


class _Around:
    """A head with the words of its sentence about it, all in lower case.

    `may` are the bits of the cues that the sentence may hold.
    """

    __slots__ = ("_own", "end", "left", "may", "right", "start")

    def __init__(self, text: str, sentence: Span, start: int, end: int, may: int) -> None:
        self.start, self.end, self.may = start, end, may
        self.left = text[max(sentence.start, start - _NEAR) : start]
        self.right = text[end : min(sentence.end, end + _NEAR)]
        self._own: tuple[str, str] | None = None

    @property
    def own(self) -> tuple[str, str]:
        """The words of the head's own clause before it and behind it."""
        if self._own is None:
            begin = 0
            for clause_end in _CLAUSE_END.finditer(self.left):
                begin = clause_end.end()
            behind = _CLAUSE_END.search(self.right)
            right = self.right[: behind.start()] if behind else self.right
            self._own = self.left[begin:], right
        return self._own


def _fit(entry: Entry, text: str, around: _Around, crossings: tuple[Span, ...]) -> int:
    """1 if what the entry asks for stands beside the head, -1 if in another clause, else 0."""
    if entry.after is not None and not entry.after.search(around.right):
        return 0
    if entry.before is not None and not entry.before.search(around.left):
        return 0
    fit = _fit_near(entry, text, around, crossings)
    if fit and entry.not_near is not None and entry.not_near.bit & around.may:
        close = around.left[-_CLOSE:] + text[around.start : around.end] + around.right[:45]
        return 0 if entry.not_near.search(close) else fit
    return fit


def _fit_near(entry: Entry, text: str, around: _Around, crossings: tuple[Span, ...]) -> int:
    if entry.near is None:
        return 1
    if entry.near.bit & around.may:
        search = entry.near.search
        if search(around.left) or search(around.right):
            left, right = around.own
            return 1 if search(left) or search(right) else -1
    # A gate's name behind a comma is another clause's: "on the day it opened, shots at Torkham".
    is_gate = entry.needs_crossing and any(
        around.start - 80 < span.end
        and (span.start < around.end or "," not in text[around.end : span.start])
        for span in crossings
        if span.start < around.end + 60
    )
    return int(is_gate)


_RANK = (
    "suicide_attack drone_strike airstrike abduction bombing_or_ied raid_or_infiltration shelling"
    " attack armed_clash fence_dispute border_reopening border_closure ceasefire_or_agreement"
    " displacement_or_return protest talks other echo"
).split()


def rank_type(event_type: str) -> int:
    """How telling a type is beside others of the same words: the lower, the more.

    Examples
    --------
    >>> rank_type("suicide_attack") < rank_type("armed_clash")
    True
    """
    return _RANK.index(event_type) if event_type in _RANK else len(_RANK)


def _keep_best(found: list[Trigger]) -> tuple[Trigger, ...]:
    """One trigger for overlapping words: the stronger, then the longer, then the more telling."""
    found.sort(
        key=lambda t: (
            t.start,
            t.event_type == "echo",
            t.is_far,
            -t.strength,
            t.start - t.end,
            rank_type(t.event_type),
        )
    )
    kept: list[Trigger] = []
    for trigger in found:
        if kept and trigger.start < kept[-1].end:
            if _worth(trigger) > _worth(kept[-1]):
                kept[-1] = trigger
            continue
        kept.append(trigger)
    return tuple(kept)


def _worth(trigger: Trigger) -> tuple[bool, bool, int, int, int]:
    return (
        trigger.event_type != "echo",
        not trigger.is_far,
        trigger.strength,
        trigger.end - trigger.start,
        -rank_type(trigger.event_type),
    )
