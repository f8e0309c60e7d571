"""Counts of the dead that only a word of saying tells: "Pakistan concedes three"."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.counts import NUMBER, find_counts
from geo.events.cues import Cue, find_cues
from geo.events.other_numbers import counts_other_things
from geo.events.people_nouns import noun_after
from geo.events.sieve import lower_text
from geo.events.toll import Toll

_SAYS = Cue(
    r"\b(?:says?|said|admit(?:s|ted)?|concede[sd]?|acknowledge[sd]?|owns?\s+to|owned\s+to|claim(?:s|ed)?"
    r"|puts?\s+(?:it|the\s+(?:figure|number|count|dead))\s+at|(?:speaks?|spoke|talks?|talked)\s+of"
    r"|confirm(?:s|ed)?|allow(?:s|ed)?\s+for|report(?:s|ed)?|count(?:s|ed)?)\s+(?:to\s+)?"
    r"(?:only\s+|just\s+|at\s+least\s+|no\s+more\s+than\s+|there\s+were\s+|it\s+was\s+|some\s+)?"
    rf"(?P<n>{NUMBER})\b",
)
# What may stand behind a number that counts whom the words before told of.
_ENDS = re.compile(
    r"\s*(?:[.,;]|\Z)|\s+(?:and|but|of\s+(?:its|their|his)\s+own|in\s+all|altogether)\b"
)


def read_bare_counts(text: str, room: Span, group: str, words: str) -> list[Toll]:
    """The dead of "Islamabad owns to three", where words before told of dead of `group`.

    `words` are what those were called.

    Examples
    --------
    >>> text = "Islamabad owns to three."
    >>> [toll.low for toll in read_bare_counts(text, Span(0, len(text)), "military", "soldiers")]
    [3]
    """
    if not find_cues(text, room) & _SAYS.bit:
        return []
    found = []
    for match in _SAYS.finditer(lower_text(text), room.start, room.end):
        counts = find_counts(text, match.start("n"), room.end)
        if not counts or counts_other_things(text, counts[0].start, counts[0].end):
            continue
        count = counts[0]
        noun = noun_after(text, count.end, room.end)
        if noun is None and not _ENDS.match(text, count.end, room.end):
            continue
        name, called = noun or (group, words)
        found.append(Toll(count.start, count.end, "killed", count.low, count.high, name, called))
    return found
