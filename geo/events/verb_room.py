"""Which words around a verb may name those whom it hit: its object's and its subject's room."""

from __future__ import annotations

import re

from geo.articles.text import Span

_RIGHT_STOP = re.compile(
    r"(?<![A-Z])\.|[;:]|(?<!and,)(?<!many)(?<!few)\s(?:in|on|at(?!\s+least)|when|after"
    r"|as(?!\s+(?:many|few))|while|near|during|by|before|since|who|which|that"
    r"|where|because|from|inside|along(?!\s+with)|across)\s"
    r"|\sand\s+(?:took|tak(?:en|ing)|kidnapp(?:ed|ing)|abduct(?:ed|ing)|seiz(?:ed|ing)|burned|burnt"
    r"|captur(?:ed|ing)|arrest(?:ed|ing)|detain(?:ed|ing)|carried|fled|led|drove|set|destroyed"
    r"|damaged|leaving|left|then)\b"
    # "Killed three and two others were injured": they have a verb of their own.
    r"|(?:,|,?\s(?:and|while))\s(?:(?!who\b|which\b|that\b|whose\b)[\w’'-]+\s){1,6}?"
    r"(?:was|were|had|suffered|sustained|received|escaped|survived)\b"
    r"|,\s*(?:leaving\b|(?:the\s)?[\w\s]{0,40}\b(?:said|says|told|reported)\b|according)",
    re.IGNORECASE,
)
_TAIL_START = re.compile(
    r"[;:]\s|,\s(?:which|who|when|after|while|but)\s|\b(?:says|believed?|that|as|when|after|while|but|spoke"
    r"|said(?!\sto\s(?:have|be)))\s"
)
# "Three soldiers, who came from Khyber and Mansehra, died", "two men, identified as A and B, were".
_ASIDE = re.compile(
    r",\s(?:(?:all|both|some|most|many|two|three)\sof\s(?:them|whom)|who|which|whose|identified\sas|named\sas|aged"
    r"|including|among\sthem|mostly|mainly)\b[^;.:]{3,140},\s*(?:(?:was|were|had|have|has|been|also)\s+)*$"
)


def object_room(text: str, start: int, end: int) -> Span:
    """The words behind a verb that may name whom it hit.

    Examples
    --------
    >>> text = "killed two U.S. soldiers in Khost"
    >>> text[slice(*object_room(text, 6, len(text)))]
    ' two U.S. soldiers'
    """
    stop = _RIGHT_STOP.search(text, start, end)
    return Span(start, stop.start() if stop else end)


def subject_room(text: str, left: Span) -> Span:
    """The words before a verb that may be its subject.

    Examples
    --------
    >>> text = "He said three men, who came from Wana, "
    >>> text[slice(*subject_room(text, Span(0, len(text))))]
    'three men'
    """
    words = text[left.start : left.end]
    aside = _ASIDE.search(words)
    end = aside.start() if aside else len(words)
    start = 0
    for stop in _TAIL_START.finditer(words, 0, end):
        start = stop.end()
    return Span(left.start + start, left.start + end)
