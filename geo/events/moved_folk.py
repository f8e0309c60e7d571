"""People described as having moved: "families who fled last year", "tents for the displaced"."""

from __future__ import annotations

import re

from geo.events.cues import Cue

_WHO_FLED = Cue(
    r"\b(?:who|whom|whose\s+\w+|that|which)\s+(?:(?:had|have|has|once|were|was|already"
    r"|been)\s+){0,3}$|\bwho\s+[^,;]{1,60}\blive\s+$",
)
# "The number of Afghans who left through Chaman was 9,300."
_NUMBER_WHO = Cue(
    r"\bnumber\s+of\s+(?:[\w-]+\s+){1,4}who\s+(?:had\s+|have\s+)?$"
    r"|\bof\s+the\s+\d[\d,]*\s+(?:[\w-]+\s+){1,3}(?:that|who)\s+(?:were\s+|had\s+|have\s+|been\s+)*$"
)
# "Tents for families expelled from Pakistan": whom it is about, not what happened.
_MOVED_FOLK = Cue(
    r"\b(?:where|for|with|to|among|help\w*|shelter\w*|host\w*|hous\w+|feed\w*)\s+(?:[\w,-]+\s+){0,3}?"
    r"(?:families|people|those|refugees|afghans|residents|villagers|persons|migrants|women|children)\s+$",
)
# "Thousands of displaced families live in tents": who they are.
_THE_DISPLACED = re.compile(
    r"\s+(?:people|persons?|famil(?:y|ies)|households|residents|women|children|villagers|afghans|population)\b"
)
_DRIVEN_OUT = re.compile(r"(?:expelled|displaced|deported|evicted|uprooted|repatriated|stranded)\b")


def describes_folk(left: str, head: str, right: str, may: int) -> bool:
    """Whether a word that tells of a move only says who people are.

    `left` and `right` are the words about it, all in lower case, `may` the bits of the cues that
    their sentence may hold.

    Examples
    --------
    >>> describes_folk("thousands of ", "displaced", " families need food", 0)
    True
    """
    if head == "displaced" and _THE_DISPLACED.match(right):
        return True
    if _DRIVEN_OUT.match(head) and _MOVED_FOLK.find(left, may):
        return True
    return bool(_WHO_FLED.find(left, may) and not _NUMBER_WHO.find(left, may))
