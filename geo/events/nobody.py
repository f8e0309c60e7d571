"""Sentences that say that nobody was killed or hurt, or that nobody knows."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.act import Act
from geo.events.cues import Cue, find_cues
from geo.events.mention import Claim
from geo.events.sieve import lower_text
from geo.events.toll import Toll

_NO = Cue(r"\b(?:no|nobody|none|not|neither|without|unclear)\b")


_NONE = Cue(
    r"\b(?:(?P<nobody>no[\s-]?one|nobody)|no\s+casualt\w+|no\s+loss(?:es)?\s+of\s+life"
    r"|without\s+(?:any\s+)?(?:casualt\w+|loss)|no\s+(?:deaths|fatalities|injuries)"
    r"|none\s+(?:was|were)|no\s+(?:\w+\s+){0,2}(?:casualt\w+|deaths|injuries|losses)"
    r"|neither\s+side\s+(?:suffered|lost)|not\s+(?:cause|inflict|incur"
    r"|claim|result\s+in)\s+(?:any\s+)?(?:human\s+)?(?:casualt\w+|loss\s+of\s+life|deaths))",
    re.IGNORECASE,
)


# "Nobody was hit", "no lives were lost", "all on board survived": whole without a word of killing.
_SAFE = Cue(
    r"\b(?:no\s?(?:-|\s)?one|nobody)\s+(?:was|were|had\s+been|has\s+been|seems\s+to\s+have\s+been|got)"
    r"\s+(?:hit|harmed)\b"
    r"|\b(?:no|zero|not\s+a\s+single|not\s+one)\s+(?:lives|life|man|men|soldier|person|fatalit\w+|deaths?"
    r"|casualty|dead)\b(?!\s+(?:from|for|at)\s+(?:the\s+)?(?:other|enemy))"
    r"|\b(?:claim|tak|took|cost|caus|inflict|result)\w*\s+(?:in\s+)?no\s+(?:lives|loss|losses|harm|deaths|victims)\b"
    r"|\bwithout\s+(?:any\s+)?bloodshed\b|\bkill\w*\s+(?:some\s+|\w+\s+)?(?:sheep|goats|cattle|cows|animals|livestock)"
    r",?\s+(?:but|and)\s+(?:no|not)\s+(?:people|persons?|man|one|human\w*)\b"
    r"|\bneither\s+(?:[\w’'-]+\s+){1,6}?(?:lost|suffered|took|had|sustained|admitted|reported|recorded)\s+"
    r"(?:an?\s+(?:\w+\s+)?(?:man|men|soldier|fighter|guard|casualty|loss)|anyone|anybody|any\s+(?:\w+\s+)?(?:men|dead"
    r"|loss|losses|casualt\w+|lives|soldiers|deaths?))"
    r"|\bwithout\s+(?:any\s+|a\s+)?(?:loss(?:es)?\b(?!\s+of\s+(?!life|lives))"
    r"|(?:hurting|harming|killing|injuring|wounding|hitting)\s+(?:anyone|anybody|a\s+soul|people))"
    r"|\bnone\s+(?:of\s+(?:\w+\s+){1,3})?(?:(?:was|were|is|are)\s+)?(?:fatal(?:ly)?|mortal(?:ly)?|life-threatening"
    r"|died)\b"
    r"|\b(?:all|both(?:\s+sides)?|everyone|everybody)\s+(?:(?!but\b)[\w’'-]+\s+){0,4}?(?:survived|lived\b(?=[.,;])|escaped\s+(?:unhurt"
    r"|unharmed|unscathed|alive|death|injury)|(?:came|got|went)\s+(?:out|off|through)\b[^.;,]{0,50}\bun(?:hurt|harmed|scathed)|(?:are|were|is|was)\s+(?:unhurt|unharmed|out\s+of\s+danger))"
    r"|\bleft\s+(?:nobody|no\s?-?one|none)\s+dead\b",
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


def _letters_between(none: re.Match[str], key: re.Match[str]) -> int:
    """How far apart two matches stand, 0 where they overlap."""
    return max(0, none.start() - key.end(), key.start() - none.end())


def _gap(none: re.Match[str], key: re.Match[str]) -> tuple[int, int]:
    first, second = sorted((none.span(), key.span()))
    return min(first[1], second[0]), second[0]


def read_nobody(
    text: str, sentence: Span, keys: list[re.Match[str]]
) -> tuple[tuple[Toll, ...], Span] | None:
    """The zeros a sentence gives and the clause that does, none where nobody knows.

    `keys` are the words of the sentence that tell of the killed and hurt. None where it counts.
    """
    safe = _read_safe(text, sentence)
    if safe is not None:
        return safe
    may = find_cues(text, sentence)
    if not keys or not may & _NO.bit or not _NO.search(lower_text(text), *sentence):
        return None
    for none in _NONE.finditer(text, *sentence):
        key = min(keys, key=lambda key: _letters_between(none, key))
        if abs(none.start() - key.start()) > 60:
            continue
        if none["nobody"] and not _BETWEEN.fullmatch(text, *_gap(none, key)):
            continue
        if _UNSURE.search(text, none.start(), min(none.end() + 20, sentence.end)):
            return (), sentence
        return _read_zeros(text, none, key), _clause_about(text, sentence, none, key)
    first = keys[0]
    if _UNSURE.search(text, max(sentence.start, first.start() - 60), first.end()):
        return (), sentence
    return None


def _read_zeros(text: str, none: re.Match[str], key: re.Match[str]) -> tuple[Toll, ...]:
    kinds = ("injured",) if "injur" in none.group().lower() else ("killed", "injured")
    if key.lastgroup == "killed" and "injur" not in text[key.start() : key.end() + 25]:
        kinds = ("killed",)
    return tuple(
        Toll(none.start(), max(key.end(), none.end()), kind, 0, 0, "people", none.group())
        for kind in kinds
    )


def _read_safe(text: str, sentence: Span) -> tuple[tuple[Toll, ...], Span] | None:
    """The zero that words give which need no word of killing beside them."""
    if not find_cues(text, sentence) & _SAFE.bit:
        return None
    safe = _SAFE.search(text, *sentence)
    if safe is None or _UNSURE.search(text, max(sentence.start, safe.start() - 20), safe.end()):
        return None
    zero = Toll(safe.start(), safe.end(), "killed", 0, 0, "people", safe.group())
    return (zero,), _clause_about(text, sentence, safe, safe)


_CLAUSE = re.compile(r"[,;:]\s|\s(?:but|and|though|although|while|after|when)\s")


def _clause_about(text: str, sentence: Span, none: re.Match[str], key: re.Match[str]) -> Span:
    """The clause of words that say that nobody was killed."""
    first, last = min(none.start(), key.start()), max(none.end(), key.end())
    start = sentence.start
    for cut in _CLAUSE.finditer(text, sentence.start, first):
        start = cut.end()
    stop = _CLAUSE.search(text, last, sentence.end)
    return Span(start, stop.start() if stop else sentence.end)


def is_zero_of(claim: Claim, act: Act, members: list[Act]) -> bool:
    """Whether "nobody was hurt" holds for one of several acts: for each, unless it names some."""
    if claim.low != 0:
        return False
    named = [
        member
        for member in members
        if any(spot.place and spot.place.name in claim.quote for spot in member.spots)
    ]
    return not named or act in named
