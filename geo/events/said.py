"""Which dates are those of saying, and which sentences look back."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.events.date_span import DateSpan

_PERFECT = re.compile(
    # "Were shot by men who had come over": who they are, not when.
    r"\b(?<!who )(?<!which )had\s+(?:(?:not|also|already|twice|once|just|been|\w+ly)\s+)*"
    r"(?:\w+(?:ed|en|wn|ung|ught)"
    r"|been|come|gone|done|made|shot|hit|left|lost|met|put|set|shut|begun|run|held|sent|struck"
    r"|cut|fled|led|found|built|torn|told)\b"
)
_SAYS = re.compile(r"\b(?:said|says|told|reported|claimed|alleged|added|according|denied)\b")
_SAID = re.compile(
    # "Clashes were reported on 12 January" dates the clashes.
    r"\b(?:said|says|told\s+[\w\s]{1,30}?|quoted\s+by\s+[\w\s]{1,20}?|announced|(?<!was\s)(?<!were\s)(?<!been\s)reported|confirmed|stated|added|statement"
    r"|tweeted|posted|wrote|briefing|conference|interview|remarks|speech|published|issued"
    r"|released|report|dated|seen|obtained|signed)\s+(?:(?:late|early|here|in\s+a\s+statement)\s+)?(?:on\s+)?\Z"
    r"|\bas\s+of\s+\Z"
    # "Confirmed the attack on Wednesday" dates the word, not the deed.
    r"|\b(?:confirmed|condemned|claimed|denied|announced|acknowledged|denounced|admitted"
    r"|protested)\s+(?:responsibility\s+for\s+)?(?:the|an?|its|their|any)\s+(?:[\w-]+\s+){1,3}"
    r"(?:late\s+|early\s+)?on\s+\Z"
    r"|\b(?:press\s+conference|news\s+conference|briefing|interview|seminar)\s+(?:at|in|with)\b"
    r"[^.;,]{0,40}\bon\s+\Z"
    r"|\b(?:gave\s+(?:the|its|his)\s+(?:figures?|tolls?|count|account)|lodged|summoned|conveyed|delivered|complained|briefed|vowed|promised"
    r"|called\s+in)\b[^.;,]{0,40}\bon\s+\Z"
    # Who dies of his wounds later died of what happened before, and tolls rise afterwards.
    r"|\b(?:succumbed|died)\b[^.;,]{0,25}\b(?:hospital|injuries|wounds)(?:\s+in\s+hospital)?\s+(?:late\s+|early\s+)?on\s+\Z"
    r"|\b(?:rose|risen|rises|climbed|jumped|mounted)\s+to\s+(?:[\w-]+\s+){1,3}?(?:late\s+|early\s+)?on\s+\Z"
)


# "On Tuesday the army said that 17 of the wounded had succumbed."
_DIED_LATER = re.compile(
    r"[^.;]{0,70}\b(?:succumbed\s+to|(?:had|have)\s+died\s+of|died\s+in\s+(?:a\s+)?hospital"
    r"|toll\s+(?:had\s+)?(?:rose|risen|climbed))\b"
    # "A major died on Tuesday after being shot."
    r"|\s+(?:night\s+|morning\s+|evening\s+)?(?:after|from|of)\s+(?:being\s+(?:shot|hit|wounded|injured)"
    r"|(?:his|her|their)\s+(?:wounds|injuries)|(?:wounds|injuries|sustaining)\b)"
)


def is_said(text: str, span: DateSpan) -> bool:
    """Whether the words date the saying, not what is said ("officials said on Sunday")."""
    return _is_said_before(text, span.start) or _DIED_LATER.match(text, span.end) is not None


@lru_cache(maxsize=64)
def _is_said_before(text: str, position: int) -> bool:
    left = text[max(0, position - 50) : position]
    return bool(_SAID.search(left, left.rfind("\n") + 1))


def is_flashback(words: str) -> bool:
    """Whether a sentence steps back ("had attacked"), and not only because somebody says so.

    Examples
    --------
    >>> is_flashback("In January gunmen had attacked a base."), is_flashback("He said it had hit.")
    (True, False)
    """
    return bool(_PERFECT.search(words)) and not _SAYS.search(words)
