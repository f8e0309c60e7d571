"""Words that tell an act: the lexicon of data/lexicon.csv, and where a sentence uses it.

Each row gives a type its heads (words in the forms that tell something done, so "closed", not
"close") and what must or must not stand near them in the same sentence. Heads are found by their
first word, so the time taken grows with the text, not with the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.articles.text import Span
from geo.events.lexicon_rows import Asked, Entry, load_lexicon, lower_text, stems_of

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


_WORD = re.compile(r"[a-z]+")


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
    lexicon, lower = load_lexicon(), lower_text(text)
    words = list(_WORD.finditer(lower, sentence.start, sentence.end))
    found: list[Trigger] = []
    stems: frozenset[str] | None = None
    for index, word in enumerate(words):
        slot = lexicon.get(word.group())
        if slot is None:
            continue
        follower = words[index + 1].group() if slot.by_next and index + 1 < len(words) else ""
        for entry in (*slot.alone, *slot.by_next.get(follower, ())):
            head = entry.heads.match(lower, word.start(), sentence.end)
            if head is None:
                continue
            if stems is None:
                stems = stems_of(lower[sentence.start : sentence.end])
            fit = _fit(entry, lower, sentence, head.span(), crossings, stems)
            if fit:
                found.append(
                    Trigger(*head.span(), entry.event_type, entry.part, entry.strength, fit < 0)
                )
    return _keep_best(found)


def _fit(
    entry: Entry,
    text: str,
    sentence: Span,
    head: tuple[int, int],
    crossings: tuple[Span, ...],
    stems: frozenset[str],
) -> int:
    """1 if what the entry asks for stands beside the head, -1 if in another clause, else 0.

    `text` is in lower case, `stems` are the sentence's.
    """
    left = text[max(sentence.start, head[0] - _NEAR) : head[0]]
    right = text[head[1] : min(sentence.end, head[1] + _NEAR)]
    if not (_has(entry.after, right, stems) and _has(entry.before, left, stems)):
        return 0
    fit = _fit_near(entry, text, left, right, head, crossings, stems)
    if fit and entry.not_near is not None and entry.not_near.is_possible(stems):
        close = left[-_CLOSE:] + text[head[0] : head[1]] + right[:45]
        return 0 if entry.not_near.pattern.search(close) else fit
    return fit


def _has(asked: Asked | None, words: str, stems: frozenset[str]) -> bool:
    return asked is None or (asked.is_possible(stems) and bool(asked.pattern.search(words)))


def _fit_near(
    entry: Entry,
    text: str,
    left: str,
    right: str,
    head: tuple[int, int],
    crossings: tuple[Span, ...],
    stems: frozenset[str],
) -> int:
    if entry.near is None:
        return 1
    if entry.near.is_possible(stems):
        search = entry.near.pattern.search
        if search(left) or search(right):
            return 1 if _is_close(entry.near.pattern, left, right) else -1
    # A gate's name behind a comma is another clause's: "on the day it opened, shots at Torkham".
    is_gate = entry.needs_crossing and any(
        head[0] - 80 < span.end and (span.start < head[1] or "," not in text[head[1] : span.start])
        for span in crossings
        if span.start < head[1] + 60
    )
    return int(is_gate)


def _is_close(near: re.Pattern[str], left: str, right: str) -> bool:
    """Whether the words stand in the head's own clause."""
    ends = [match.end() for match in _CLAUSE_END.finditer(left)]
    end = _CLAUSE_END.search(right)
    if not ends and end is None:
        return True
    return bool(
        near.search(left[ends[-1] :] if ends else left)
        or near.search(right[: end.start()] if end else right)
    )


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
