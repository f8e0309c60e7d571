"""Tolls that are sums: of the dead told beside them, or of other days too."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.counts import NUMBER, ORDINAL, parse_number, parse_ordinal, rises_from
from geo.events.cues import Cue, find_cues
from geo.events.people_nouns import GROUP
from geo.events.sieve import lower_text
from geo.events.toll import Toll

_OVER_DAYS = re.compile(
    r"\b(?:in|over|within|during|for)\s+(?:the\s+)?(?:past\s+|last\s+)?(?:\w+\s+)?(?:days|weeks|months"
    r"|years)\b|\b(?:this|that|so\s+far)\s+(?:this\s+)?(?:week|month|year|season|winter|summer)\b"
    r"|\bof\s+the\s+(?:week|month|year)\b|\bsince\b(?!\s+(?:then\s+)?(?:risen|rose|died|grown|climbed|gone|reached))",
    re.IGNORECASE,
)
_BRINGS_TO = re.compile(
    r"\b(?:brings?|brought|bringing|tak(?:es|ing)|took|rais(?:es|ed|ing)|pushe[sd]|pushing|lift(?:s|ed|ing))\s+"
    r"(?:[\w’']+\s+){0,6}?to\s+(?:at\s+least\s+|over\s+|nearly\s+)?$",
    re.IGNORECASE,
)


# "A ninth died in hospital", "claimed a seventh life": so many by now.
_NTH = Cue(
    rf"\b(?:a|an|the)\s+(?P<nth>{ORDINAL}|\d+(?:th|rd|nd|st))\s+"
    r"(?P<who>(?:[\w’'-]+\s+){0,3}?)(?:of\s+(?:the\s+|those\s+)?(?:wounded|injured|them|men)\s+)?"
    r"(?P<key>(?:has\s+|had\s+|have\s+)?(?:since\s+|later\s+|also\s+)?(?:died|succumbed|perished)|life|death|victim|fatality)\b",
)
# "A second death" may be one of another place.
_THINGS = frozenset(("life", "death", "victim", "fatality"))
# "Making it 14", "making eleven in all".
_MAKING = Cue(
    r"\b(?:making|makes|made)\s+(?:it|the\s+(?:toll|total|count|dead)|for\s+a\s+total\s+of|a\s+total\s+of)\s+"
    rf"(?P<n>{NUMBER})\b|\b(?:making|for)\s+(?P<m>{NUMBER})\s+(?:dead\s+)?(?:in\s+all|altogether|overall)\b",
)


def read_sums(text: str, sentence: Span) -> list[Toll]:
    """The totals a sentence gives without a word for the dead: "a ninth died", "making it 14".

    Examples
    --------
    >>> text = "A ninth man died in hospital."
    >>> [toll.low for toll in read_sums(text, Span(0, len(text)))]
    [9]
    """
    may, lower = find_cues(text, sentence), lower_text(text)
    nth = _NTH.search(lower, *sentence) if may & _NTH.bit else None
    if nth and (not nth["who"].strip() or GROUP.search(nth["who"])):
        number = parse_ordinal(nth["nth"])
        if number and number > 1 + (nth["key"] in _THINGS):
            span = nth.start(), nth.end()
            return [
                Toll(
                    *span,
                    "killed",
                    number,
                    number,
                    "people",
                    nth.group(),
                    is_total=True,
                    is_update=True,
                )
            ]
    making = _MAKING.search(lower, *sentence) if may & _MAKING.bit else None
    number = parse_number(making["n"] or making["m"]) if making else None
    if making is None or number is None:
        return []
    span = making.start(), making.end()
    return [
        Toll(
            *span, "killed", number, number, "people", making.group(), is_total=True, is_update=True
        )
    ]


# "The toll was eight at first": what a later figure corrects.
_OUTDATED = re.compile(
    r"\b(?:at\s+first|initially|originally|previously|earlier|first\s+(?:put|given|said|reported|told)"
    r"|first\s+reports?|(?:it|toll|count|total|figure|number)\s+had\s+been)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;:(]\s?|\s(?:but|though|although|while|and\s(?:then|later|now))\s")


def weigh_totals(text: str, sentence: Span, tolls: list[Toll]) -> list[Toll]:
    """The tolls where a total holds the rest, or is itself a sum over other days' acts."""
    tolls = _drop_late_dead(text, sentence, _drop_outdated(text, sentence, tolls))
    totals = [
        toll
        for toll in tolls
        if toll.is_total
        or _BRINGS_TO.search(text, max(sentence.start, toll.start - 70), toll.start)
    ]
    if not totals:
        return mark_added(text, sentence, tolls)
    is_sum = bool(_OVER_DAYS.search(text, *sentence))
    weighed = []
    for toll in tolls:
        is_total = toll in totals
        if is_total == is_sum and any(_holds(text, total, toll) for total in totals):
            weighed.append(replace(toll, is_part=True))
        elif is_total and not is_sum and not toll.is_total:
            weighed.append(replace(toll, is_update=True))  # "bringing the dead to nine"
        else:
            weighed.append(toll)
    return weighed


# "Two more died later", "her two daughters died in hospital", "five others".
_ADDED = re.compile(
    r"\b(?:more|others?|further|additional|another)\b|^(?:another|her|his|their)\b", re.I
)
_ADDED_BEFORE = re.compile(
    r"\b(?:another|a\s+further|further|her|his|their|the\s+other)\s\Z", re.IGNORECASE
)


def mark_added(text: str, sentence: Span, tolls: list[Toll]) -> list[Toll]:
    """The tolls where those that only add to an earlier sentence's are marked."""
    dead = [toll for toll in tolls if toll.kind == "killed" and not toll.is_part]
    if not dead or any(not _adds(text, toll) for toll in dead):
        return tolls
    return [
        replace(toll, is_added=True, is_named=False) if toll in dead else toll for toll in tolls
    ]


def _adds(text: str, toll: Toll) -> bool:
    before = text[max(0, toll.start - 12) : toll.start]
    return bool(_ADDED.search(toll.words) or _ADDED_BEFORE.search(before))


def _drop_outdated(text: str, sentence: Span, tolls: list[Toll]) -> list[Toll]:
    """The tolls where a figure that another one of the sentence corrects is part of that."""
    dead = [toll for toll in tolls if toll.kind == "killed" and toll.low and not toll.is_part]
    if len(dead) < 2:
        return tolls
    old = [toll for toll in dead if _is_outdated(text, sentence, toll)]
    if not 0 < len(old) < len(dead):
        return tolls
    return [replace(toll, is_part=True) if toll in old else toll for toll in tolls]


def _is_outdated(text: str, sentence: Span, toll: Toll) -> bool:
    if rises_from(text, toll.start):
        return True
    start = sentence.start
    for cut in _CUT.finditer(text, sentence.start, toll.start):
        start = cut.end()
    stop = _CUT.search(text, toll.end, sentence.end)
    return bool(_OUTDATED.search(text, start, stop.start() if stop else sentence.end))


# "With the death of two more, the assault has cost 25 soldiers their lives".
_BY_NOW = re.compile(
    r"\b(?:has|have|had)\s+(?:now\s+|so\s+far\s+)?(?:cost|killed|claimed|taken|left)\b"
)


def _drop_late_dead(text: str, sentence: Span, tolls: list[Toll]) -> list[Toll]:
    """The tolls where those who died late are among all who have died by now."""
    by_now = _BY_NOW.search(text, *sentence)
    if by_now is None:
        return tolls
    whole = [toll for toll in tolls if toll.kind == "killed" and toll.start >= by_now.end()]
    return [
        replace(toll, is_part=True)
        if toll.end <= by_now.start()
        and toll.kind == "killed"
        and _adds(text, toll)
        and any((toll.low or 0) < (one.low or 0) for one in whole)
        else toll
        for toll in tolls
    ]


# "Has risen to 88, with 26 more bodies retrieved": the 26 are among the 88.
_MORE = re.compile(r"\b(?:more|another|others?|further|additional)\b", re.IGNORECASE)


# "Kabul said nine were killed, Pakistan put the Afghan dead at 200": no sum, another's count.
_PUT = re.compile(
    r"\bput\s+(?:the\s+)?[A-Z][\w-]+\s+(?:dead|losses|(?:death\s+)?toll|casualties)\s+at\s+(?:\w+\s+){0,2}$"
)


def _holds(text: str, total: Toll, toll: Toll) -> bool:
    if total is toll:
        return True
    if _PUT.search(text, max(toll.end, total.start - 60), total.start):
        return False
    is_among = total.start > toll.start or bool(_MORE.search(toll.words))
    if toll.low == 1 and _NTH.match(total.words):  # "a seventh life when a constable died"
        is_among = True
    return total.kind == toll.kind and (total.low or 0) >= (toll.low or 0) and is_among
