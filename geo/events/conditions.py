"""What words make conditional or a purpose: "if the gate is shut", "to attack a post"."""

from __future__ import annotations

import re

from geo.events.cues import Cue

_IF = Cue(
    r"\b(?:if|unless|in\s+case|in\s+the\s+event|whether|provided|as\s+long\s+as|so\s+long\s+as"
    r"|until|till"
    r"|in\s+order\s+to|lest|before\s+any|(?<!has\s)(?<!have\s)(?<!had\s)otherwise)\b",
)
_TO_VERB = Cue(
    r"\bto\s+(?:\w+ly\s+|then\s+|be\s+|have\s+been\s+"
    r"|(?!the\b|an?\b|his\b|her\b|its\b|their\b)\w+\s+(?:\w+\s+)?and\s+)?$",
)
_TRIED = Cue(
    r"\b(?:tr(?:y|ied|ying)|attempt\w*|bid|manag\w+|sought|began|begun|start\w*|fail\w*|forced"
    r"|helped|got|persuad\w+|convinc\w+|prevail\w*|said|believed"
    r"|reported|alleged|thought|known|understood|happened|came|went"
    r"|used|had)\b[^,;:]{0,40}\bto\s+(?:\w+\s+){0,3}$",
)
# "To let stranded people return home".
_TO_LET = Cue(
    r"\bto\s+(?:let|allow|enable|help|permit|facilitate|make|assist)\s+(?:[\w-]+\s+){0,7}(?:to\s+)?$"
)
# Forms that "to" can make an infinitive of: "an answer to attacks on its troops" is no purpose.
_PAST = re.compile(
    r"\w+(?:ed|s|ing|ion|age|aire|fire)\b|(?:left|fled|shot|struck|met|fought|broke|burnt|blew|fell"
    r"|threw|tore|took|came|went|sat|held|sent|drove|led|swept|overran|sought)\b"
)
_UNTIL = Cue(
    r"\buntil\b[^,]*,|\buntil\b.*\b(?:was|were|had|brokered|arranged|sat|agreed)\b"
    # "Not until the 19th did troops storm it", "from May 3 until May 9 they fought".
    r"|\bnot\s+until\b|\b(?:until|till)\s+(?:(?:at\s+least|about|around|late|early|on|in|the|last|this"
    r"|well|into|shortly|just|after|before|past)\s+)*(?:\d|yesterday|today|now|then|noon|midday|midnight|dawn"
    r"|dusk|sunrise|sunset|nightfall|daybreak|morning|afternoon|evening|night|week|month|year|end\s+of"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b"
)
_OPEN_END = re.compile(
    r"\b(?:will|would|shall|can|could|may|might|must|should|is|are|remains?|stays?|refus\w+|not|no|never"
    r"|vow\w*|demand\w*|insist\w*|agree\w*|order\w*|to\s+(?:remain|stay|keep|continue|hold|be|block|fight))\b"
    r"|n[’';]t\b"
)


def is_condition(clause: str, head: str, right: str, may: int) -> bool:
    """Whether a trigger tells a condition, and no thing that happened.

    Parameters
    ----------
    clause, head, right : the words of the clause before the trigger, the trigger and the words
        behind it, in lower case.
    may : the bits of the cues that the sentence may hold.

    Examples
    --------
    >>> from geo.events.cues import judge_cues
    >>> def judge(clause, head):
    ...     return is_condition(clause, head, "", judge_cues(clause + head))
    >>> judge("the truce will hold until shells ", "fell"), judge("it held until shells ", "fell")
    (True, False)
    """
    if not may & _IF.bit or not _IF.search(clause):
        return False
    if may & _UNTIL.bit and _UNTIL.search(clause + head + right):
        return False
    if not _PAST.match(head):
        return True
    # "The truce held until shells fell", "whether by design or not, shells fell".
    before, is_till, behind = clause.rpartition("until ")
    if is_till:
        return bool(_OPEN_END.search(before))
    return "," not in behind or bool(_IF.search(behind[behind.rindex(",") :]))


# "Opened on the 5th, only to be shut once more".
_ONLY_TO = re.compile(r"\bonly\s+to\s+(?:be\s+)?$")


def is_purpose(clause: str, left: str, head: str, may: int) -> bool:
    """Whether a trigger is what somebody means to do ("to attack a post"), by the words before it.

    Parameters
    ----------
    clause, left, head : the words of its clause and of its sentence before the trigger, and the
        trigger, in lower case.
    may : the bits of the cues that the sentence may hold.

    Examples
    --------
    >>> from geo.events.cues import judge_cues
    >>> is_purpose("they crossed to ", "they crossed to ", "attack", judge_cues("to attack"))
    True
    """
    if not may & _TO_VERB.bit:
        return False
    if may & _TO_LET.bit and _TO_LET.search(clause):
        return True
    if _PAST.match(head) or not _TO_VERB.search(clause) or _ONLY_TO.search(clause):
        return False
    return not (may & _TRIED.bit and _TRIED.search(left))
