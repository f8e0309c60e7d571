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
    r"\b(?:all (?:other|traffic|movement|crossings?)"
    r"|(?:all|every) (?:kinds?|types?|forms?|sorts?)"
    r"(?! of (?:trade|cargo|goods|trucks|vehicles|pedestrians?|refugees|returnees|transit)))\b",
    re.IGNORECASE,
)
_WHOLLY = re.compile(r"\b(?:completely|fully|entirely|totally)\b", re.IGNORECASE)
# Where one part of a sentence ends and another may say the opposite.
_PARTS = re.compile(
    r"[;:]|,?\s\b(?:but|while|whereas|although|though|however|even as)\b", re.IGNORECASE
)
_SHUT = re.compile(
    r"\b(?:suspen|clos(?!e to\b|est)|shut|halt|bar(?:red|s)\b|ban(?:ned|s)?\b|block|stopp|sealed"
    r"|not (?:yet )?(?:be )?(?:allow|open|resum|permit)|remains? (?:off|stalled))",
    re.IGNORECASE,
)
_LET = re.compile(
    r"\b(?:re-?open|open(?:ed|s|ing)?\b|resum|allow(?:ed|s|ing)?\b|permit|let through|continu)",
    re.IGNORECASE,
)


def find_traffic(sentence: str, *, is_closed: bool) -> tuple[str, ...]:
    """The kinds of traffic that a sentence says were let through or stopped.

    A closure is of all traffic unless the sentence limits it; a reopening is only of what the
    sentence names, because a gate that opens for some stays shut for the others. Parts of the
    sentence that say the opposite of other traffic do not count, and except it.

    Examples
    --------
    >>> find_traffic("Torkham reopened for returnees only", is_closed=False)
    ('returnees',)
    >>> find_traffic("Torkham was closed for all kinds of traffic and trade", is_closed=True)
    ('all',)
    >>> find_traffic("It reopened for refugees, while trade stays suspended", is_closed=False)
    ('returnees',)
    >>> find_traffic("It reopened, but trade stays suspended", is_closed=False)
    ('pedestrian', 'returnees', 'transit')
    >>> find_traffic("", is_closed=True)
    ('all',)
    """
    said, opposite = _sort_parts(sentence, is_closed=is_closed)
    named, excepted = _name_kinds(said), _name_kinds(opposite)
    if not named and excepted:
        return tuple(kind for kind in KINDS if kind not in excepted)
    if not named or _ALL.search(said):
        return ("all",)
    if is_closed and (_WHOLLY.search(said) or not _ONLY.search(said)) and len(named) > 1:
        return ("all",)
    return named


def _sort_parts(sentence: str, *, is_closed: bool) -> tuple[str, str]:
    """What says it, and what says the opposite; a part that says both says it."""
    parts = _PARTS.split(sentence)
    wanted, other = (_SHUT, _LET) if is_closed else (_LET, _SHUT)
    against = [part for part in parts if other.search(part) and not wanted.search(part)]
    if len(against) == len(parts):
        return sentence, ""
    return "; ".join(part for part in parts if part not in against), "; ".join(against)


def _name_kinds(words: str) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if re.search(_WORDS[kind], words, re.IGNORECASE))
