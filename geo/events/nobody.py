"""Sentences that say that nobody was killed or hurt, or that nobody knows."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.cues import Cue, find_cues
from geo.events.people import Toll
from geo.events.sieve import lower_text

_NO = Cue(r"\b(?:no|nobody|none|not|neither|without|unclear)\b")


_NONE = Cue(
    r"\b(?:(?P<nobody>no[\s-]?one|nobody)|no\s+casualt\w+|no\s+loss(?:es)?\s+of\s+life"
    r"|without\s+(?:any\s+)?(?:casualt\w+|loss)|no\s+(?:deaths|fatalities|injuries)"
    r"|none\s+(?:was|were)|no\s+(?:\w+\s+){0,2}(?:casualt\w+|deaths|injuries|losses)"
    r"|neither\s+side\s+(?:suffered|lost)|not\s+cause\s+any\s+casualt\w+)",
    re.IGNORECASE,
)


_UNSURE = Cue(
    r"\bno\s+(?:firm\s+|clear\s+|immediate\s+|independent\s+|official\s+)?(?:word|report|reports"
    r"|figures?|information|details?|confirmation|account|news)\b|\bno\s+(?:\w+\s+)?(?:losses|casualt\w+)\s+(?:\w+\s+)?made\s+(?:known|public)|not\s+(?:clear|known)|unclear"
    r"|could\s+not",
    re.IGNORECASE,
)


# "Nobody was killed", "killed nobody"; but not "no one claimed the blast, which killed five".
_BETWEEN = re.compile(
    r"(?:\s+(?:else|was|were|is|had|has|have|been|be|seems?|said|reported|reportedly|to|or|and|either"
    r"|immediately|killed|wounded|injured|hurt|badly|seriously|lost|his|their|died|got|of\s+\w+"
    r"|(?:in|at|on)\s+(?:[\w’'-]+\s?){1,3}))*\s*",
    re.IGNORECASE,
)


def _gap(none: re.Match[str], key: re.Match[str]) -> tuple[int, int]:
    first, second = sorted((none.span(), key.span()))
    return min(first[1], second[0]), second[0]


def read_nobody(text: str, sentence: Span, key: re.Match[str]) -> tuple[Toll, ...] | None:
    """The zeros a sentence gives, nothing where it says that nobody knows; None where it counts."""
    may = find_cues(text, sentence)
    if not may & _NO.bit or not _NO.search(lower_text(text), *sentence):
        return None
    none = _NONE.search(text, sentence.start, sentence.end)
    if none is None or abs(none.start() - key.start()) > 60:
        return (
            () if _UNSURE.search(text, max(sentence.start, key.start() - 60), key.end()) else None
        )
    if none["nobody"] and not _BETWEEN.fullmatch(text, *_gap(none, key)):
        return None
    if _UNSURE.search(text, none.start(), min(none.end() + 20, sentence.end)):
        return ()
    kinds = ("injured",) if "injur" in none.group().lower() else ("killed", "injured")
    if key.lastgroup == "killed" and "injur" not in text[key.start() : key.end() + 25]:
        kinds = ("killed",)
    return tuple(
        Toll(none.start(), max(key.end(), none.end()), kind, 0, 0, "people", none.group())
        for kind in kinds
    )
