"""Tolls that are sums: of the dead told beside them, or of other days too."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.toll import Toll

_OVER_DAYS = re.compile(
    r"\b(?:in|over|within|during|for)\s+(?:the\s+)?(?:past\s+|last\s+)?(?:\w+\s+)?(?:days|weeks|months"
    r"|years)\b|\b(?:this|that|so\s+far)\s+(?:this\s+)?(?:week|month|year|season|winter|summer)\b"
    r"|\bof\s+the\s+(?:week|month|year)\b|\bsince\b",
    re.IGNORECASE,
)
_BRINGS_TO = re.compile(
    r"\b(?:brings?|brought|bringing|tak(?:es|ing)|took|rais(?:es|ed|ing)|pushe[sd]|pushing)\s+"
    r"(?:[\w’']+\s+){0,6}?to\s+(?:at\s+least\s+|over\s+|nearly\s+)?$",
    re.IGNORECASE,
)


def weigh_totals(text: str, sentence: Span, tolls: list[Toll]) -> list[Toll]:
    """The tolls where a total holds the rest, or is itself a sum over other days' acts."""
    totals = [
        toll
        for toll in tolls
        if toll.is_total
        or _BRINGS_TO.search(text, max(sentence.start, toll.start - 70), toll.start)
    ]
    if not totals:
        return tolls
    is_sum = bool(_OVER_DAYS.search(text, *sentence))
    return [
        replace(toll, is_part=True)
        if (toll in totals) == is_sum and any(_holds(total, toll) for total in totals)
        else toll
        for toll in tolls
    ]


# "Has risen to 88, with 26 more bodies retrieved": the 26 are among the 88.
_MORE = re.compile(r"\b(?:more|another|others?|further|additional)\b", re.IGNORECASE)


def _holds(total: Toll, toll: Toll) -> bool:
    if total is toll:
        return True
    is_among = total.start > toll.start or bool(_MORE.search(toll.words))
    return total.kind == toll.kind and (total.low or 0) >= (toll.low or 0) and is_among
