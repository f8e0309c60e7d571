"""Kinds of traffic over a crossing, and which of them a sentence names."""

from __future__ import annotations

import re

KINDS = ("trade", "pedestrian", "returnees", "transit")
TRAFFIC = (*KINDS, "all")
_WORDS = {
    "trade": r"trade|cargo|goods|truck|lorr|container|export|import|commerc|vehicle",
    "pedestrian": r"pedestrian|on foot|foot traffic|travell?er|passenger|patient|student|visa",
    "returnees": r"returnee|refugee|repatriat|deport|returning afghan|undocumented|stranded afghan",
    "transit": r"transit|un aid|humanitarian|relief goods|aid convoy",
}
_ONLY = re.compile(r"\b(?:only|solely|exclusively|limited|partial|partly)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all (?:kinds|types|other|traffic|movement)|completely|fully|every)", re.IGNORECASE
)


def find_traffic(sentence: str, *, is_closed: bool) -> tuple[str, ...]:
    """The kinds of traffic that a sentence says were let through or stopped.

    A closure is of all traffic unless the sentence limits it; a reopening is only of what the
    sentence names, because a gate that opens for some stays shut for the others.

    Examples
    --------
    >>> find_traffic("Torkham reopened for returnees only", is_closed=False)
    ('returnees',)
    >>> find_traffic("Torkham was closed for all kinds of traffic and trade", is_closed=True)
    ('all',)
    >>> find_traffic("", is_closed=True)
    ('all',)
    """
    named = tuple(kind for kind in KINDS if re.search(_WORDS[kind], sentence, re.IGNORECASE))
    if not named or _ALL.search(sentence):
        return ("all",)
    if is_closed and not _ONLY.search(sentence) and len(named) > 1:
        return ("all",)
    return named
