"""What counts acts over a time, or tells habits, instead of telling an act."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.cues import Cue, find_cues
from geo.events.lexicon import Trigger
from geo.events.sieve import lower_text

HABIT = Cue(
    r"\b(?:often|frequently|regularly|routinely|usually|sometimes|always|traditionally"
    r"|occasionally|typically|on\s+(?:several|many|numerous|various)\s+occasions|time\s+and\s+again"
    # "Every day this week", "each night since Monday" count days that were.
    r"|(?:every|each)\s+(?:day|year|week|month|time|winter|summer|spring|now)\b(?!\s+(?:this|last"
    r"|since|of\s+(?:the|this|last)|from|between|until|for\s+the)\b)|for\s+(?:years|decades|generations|centuries)"
    r"|over\s+the\s+(?:years|decades|past\s+(?:two\s+)?decades?)|in\s+(?:recent|past"
    r"|other)\s+years|down\s+the\s+years|once\s+common"
    r"|(?:several|many|numerous|countless|repeated)\s+times\s+since|whenever|as\s+a\s+rule|a\s+day\s+when|most\s+days|most\s+nights"
    # "The gate shuts at dusk."
    r"|(?:shuts?|closes?|opens?)\s+(?:daily|nightly|(?:at|from|between|until)\s+(?:dusk|dawn|sunset|sunrise|sundown|noon|night"
    r"|nightfall|\d+|\w+\s+in\s+the))|(?:from\s+)?(?:dawn|sunrise)\s+to\s+(?:dusk|sunset))\b",
)
_FIGURES = Cue(
    r"\bper\s?cent\b|\byear-on-year|\bcompared\s+(?:to|with)\b|\bso\s+far\s+this\s+year"
    r"|\bfiscal\b"
    r"|\bit\s+(?:is|was)\s+(?:only\s+)?the\s+\w+\s+time\b"
    r"|\bin\s+the\s+first\s+(?:half|quarter|\w+\s+months)\b|\bannual|\bon\s+average|\bstatistics\b"
    r"|\btotal\s+of\s+\d+\s+(?:attacks|incidents|strikes|clashes)"
    r"|\b\d+\s+(?!(?-i:[A-Z]))(?:\w+\s+){0,2}(?:attacks|incidents|clashes|bombings|strikes|skirmishes"
    r"|raids|violations)\s+(?:in|since|during"
    r"|this|over|were|last)",
    re.IGNORECASE,
)
# "It counted 221 incidents, including 12 suicide bombings": none of them is told.
_TALLY = Cue(
    r"\b(?:count\w*|record\w*|document\w*|regist\w*|logged|tallied|listed)\s+(?:some\s+|about\s+"
    r"|nearly\s+|at\s+least\s+|a\s+total\s+of\s+)?\d[\d,]*\s+(?:[\w-]+\s+){0,2}(?:attacks|incidents"
    r"|strikes|clashes|bombings|violations|kidnappings|killings)\b",
    re.IGNORECASE,
)
# "Shelling, by contrast, fell", "Khyber was hit hardest".
_TREND = Cue(
    r"(?:\s+(?:in|at|along|on|against)(?:\s+[\w-]+){1,3}?)?(?:,[^,.]{1,30},)?\s+(?:also\s+|has\s+|have\s+|had\s+)?(?:rose|risen|fell|fallen|declined|dropped"
    r"|increased|doubled|tripled|surged|decreased|went\s+(?:up|down)|grew|grown|peaked|hardest|worst)\b"
)
_SUMS = frozenset(
    "attacks violence shelling incidents clashes bombings strikes killings kidnappings raids"
    " infiltration displacement deportations hit".split()
)


# "In all, 213 soldiers have died this year": no one act's dead.
_OVER_TIME = Cue(
    r"\bin\s+the\s+first\s+(?:half|quarter|\w+\s+months)\b|\bso\s+far\s+(?:this|last)\s+(?:year|month)\b"
    r"|\b(?:have|has|had)\s+(?:been\s+)?(?:killed|died|slain|martyred|lost|fallen|perished)\b[^.;]{0,60}?"
    r"\b(?:this\s+year|last\s+year|since\s+(?:the\s+)?(?:January|start|beginning|(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


def is_figure(trigger: Trigger, head: str, right: str, sentence: str, may: int) -> bool:
    """Whether a trigger only counts, by its word, the words behind it and its whole sentence."""
    if _TALLY.find(sentence, may):
        return True
    if head.rsplit(maxsplit=1)[-1] in _SUMS and may & _TREND.bit and _TREND.match(right):
        return True
    if trigger.part == "harm" and _OVER_TIME.find(sentence, may):
        return True
    if not (head.endswith("s") or (trigger.part == "noun" and trigger.strength < 3)):
        return False
    return "%" in sentence or bool(_FIGURES.find(sentence, may))


_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_YEARLY = Cue(
    r"\b(?:in|during|since|over)\s+(?:all\s+of\s+)?(?:19|20)\d\d\b(?!-)"
    r"|\bsince\s+(?:the\s+)?(?:beginning|start)\b|\bthis\s+year\b|\blast\s+year\b",
    re.IGNORECASE,
)
# "One of the deadliest attacks this year" ranks the act told; it counts nothing.
_RANKED = re.compile(
    r"\b(?:deadliest|bloodiest|worst|biggest|largest|heaviest|most\s+serious|first|second|third"
    r"|fourth|fifth|latest)\b(?:\s+[\w’'-]+){0,8}?\s+(?:(?:in|during|since|over|of)\s+(?:all\s+of\s+)?"
    r"(?:19|20)\d\d|since\s+(?:the\s+)?(?:beginning|start)|this\s+year|last\s+year)\b",
    re.IGNORECASE,
)


def is_no_report(text: str, sentence: Span) -> bool:
    """Whether a sentence counts over a year or quotes figures, so that its tolls are no act's.

    Examples
    --------
    >>> text = "Attacks killed 1,600 people in 2024, up 40 per cent."
    >>> is_no_report(text, Span(0, len(text)))
    True
    """
    end, may = min(sentence.end, sentence.start + 1500), find_cues(text, sentence)
    if text.find("%", sentence.start, end) >= 0:
        return True
    if may & _FIGURES.bit and _FIGURES.search(text, sentence.start, end):
        return True
    if may & HABIT.bit and HABIT.search(lower_text(text), sentence.start, end):
        return True
    return bool(
        may & _YEARLY.bit
        and _YEARLY.search(text, sentence.start, end)
        and not _MONTH.search(text, sentence.start, end)
        and not _RANKED.search(text, sentence.start, end)
        and _COUNTED.search(text, sentence.start, end)
    )


_COUNTED = re.compile(r"\b(?:attacks|incidents|strikes|people)\b")
