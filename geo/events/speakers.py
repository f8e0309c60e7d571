"""Whether the words before a place tell of somebody who speaks or is there."""

from __future__ import annotations

import re

from geo.events.cues import Cue

_SPREAD = Cue(
    r"\b(?:report(?:ed|s)?|news|heard|word)\s+(?:\w+\s+){0,4}(?:from|of)\s+(?:the\s+)?$|"
    r"\b(?:spread|spreading|extended|moved\s+on|shifted"
    r"|carried\s+over)\s+(?:\w+\s+){0,3}to\s+(?:the\s+)?$"
)
# "Said Shabir Ahmad, the head of culture in Khost": where the speaker sits.
_TITLE = Cue(
    r"\b(?:said|says|told|according\s+to)\s+(?:[\w’'.-]+\s+){0,6}?[\w’'.-]+,"
    r"\s+(?:an?|the|who|whose|head|chief|deputy|governor|director|spokesm[ae]n|former)\b[^.;]{0,70}?"
    r"\s(?:in|of|for|from|at)\s+(?:the\s+)?$"
    # "Firing was reported in Wana": it was there.
    r"|(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b(?:said|announced|confirmed|stated|claimed|reported)\s+"
    r"(?:\w+ly\s+|later\s+)?in\s+$"
)
# "The declaration of Alma-Ata", "Moscow time": names of other things.
_NAMED_AFTER = Cue(
    r"\b(?:declaration|accord|agreement|treaty|protocol|convention|charter|bishop|treaties)\s+of\s+$"
)
# "The army in Quetta confirmed two dead."
_ARMY_IN = Cue(
    r"\b(?:army|military|forces|command|corps|government|leadership|capital|press\s+office)\s+in\s+$"
)
_STATES = re.compile(
    r"\s+(?:\w+ly\s+)?(?:said|says|confirm\w*|den(?:y|ies|ied)|would|did\s+not|has\s+not|had\s+no"
    r"|put|puts|gave|spoke|speaks|claim\w*|admit\w*|call\w*|told|announced|acknowledged)\b"
)
# "While the envoy was in Kabul for talks": where a man was, not what was done.
_WAS_IN = Cue(r"\b(?:was|were|is|had\s+been)\s+(?:then\s+|still\s+)?in\s+$")
_VISIT = re.compile(
    r"\s+(?:for\s+(?:talks|a\b|the\b|meetings)|on\s+(?:an?|his|her|their)\s|at\s+the\s+time)"
)


def judge_speaker(before: str, low: str, after: str, may: int) -> tuple[str, int] | None:
    """Role and rank where the words tell of somebody who speaks or is there, else None.

    `low` are the words before the name in lower case, `may` the bits of the cues they may hold.

    Examples
    --------
    >>> from geo.events.cues import judge_cues
    >>> low = "while the envoy was in "
    >>> judge_speaker(low, low, " for talks", judge_cues(low))
    ('background', 8)
    """
    if may & _NAMED_AFTER.bit and _NAMED_AFTER.search(low):
        return "institution", 9
    if may & _TITLE.bit and _TITLE.search(before):
        return "reporting", 9
    if may & _ARMY_IN.bit and _ARMY_IN.search(before) and _STATES.match(after):
        return "reporting", 9
    if may & _WAS_IN.bit and _WAS_IN.search(before) and _VISIT.match(after):
        return "background", 8
    return ("event", 0) if may & _SPREAD.bit and _SPREAD.search(before) else None
