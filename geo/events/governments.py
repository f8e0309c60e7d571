"""Whether the name of a place stands for those who rule or sit there: a government, an office."""

from __future__ import annotations

import re
from functools import cache

from geo.events.actors import load_actors
from geo.events.cues import Cue

# "According to Kigali", "Baku's version".
_ACCORDING = Cue(r"\baccording\s+to\s+$", re.IGNORECASE)
_VERSION = re.compile(
    r"['’]s?\s+(?:own\s+)?(?:version|story|account|explanation|reading|line|reply|answer"
    r"|insistence|behest|request|objections?|bidding|urging|instance)\b"
)
# "Baku gave its losses as 50": a capital that acts is a government.
_AGENT = re.compile(
    r"\s+(?:(?:has|had|have|also|then|later|again|itself)\s+)*(?:gave|counted|put|named|shut"
    r"|sealed|fired|shelled|bombed"
    r"|struck|launched|lost|sent|moved|ordered|recalled|handed|offered|kept|answered|replied"
    r"|responded|retaliated|claimed"
    r"|acknowledged|admitted|confirmed|agreed|asked|expelled|freed|released|deployed|stopped"
    r"|wants|speaks?|calls?|blames?|owns?|owned|conceded|spoke|shrugs?|shrugged|brushed|insists?"
    r"|insisted|regards?|regarded|answers|treated|treats|makes?|made|takes?|took\s+(?:the|it|note)"
    r"|promised|pledged|maintains?|maintained|complained|complains|argues?|argued|prefers?|knows"
    r"|does(?:n[’';]t|\s+not)|did(?:n[’';]t|\s+not)|would(?:n[’';]t|\s+not)?|has\s+not)\b(?!\s+by\b)"
)
# "In March Kabul moved guns", "after Delhi recalled its envoy": behind these a government acts.
_ACTS_BEHIND = re.compile(
    r"(?:^|,|:|\b(?:that|and|but|as|when|after|while|since|because|if|whereas|month|week|year|day"
    r"|night|morning|evening|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|\w+day|\d{1,2}|(?:19|20)\d\d|then|also|later|earlier))\s*$"
)
# "Pakistan said 23 had died, Kabul that it had lost nine".
_THAT = re.compile(r"\s+that\s+(?!(?:day|night|morning|evening|week|month|year)\b)")
_IN_A_ROW = re.compile(r"[,;:]\s+(?:and\s+|but\s+|while\s+)?$")
_SENDS = re.compile(
    r"\s+(?:(?:has|had|have|also|then|later|again)\s+)*(?:moved|recalled|ordered|deployed|sent"
    r"|handed|offered|replied|responded|retaliated|claimed|acknowledged|admitted|confirmed|agreed"
    r"|asked|expelled|accused|blamed|denied|promised|pledged|maintains|complained|threatened|spoke\s+of"
    r"|demanded|protested|summoned|insisted|rejected|sealed\s+(?:the|its|all)"
    r"|(?:shut|closed)\s+(?:the|its|all)\s+(?:\w+\s+)?(?:border|frontier|crossings?|gates?))\b(?!\s+by\b)"
)
# "Kabul accused Islamabad of firing shells into Kunar".
_ADDRESSED = Cue(
    r"\b(?:accus(?:ed?|es|ing)|blam(?:ed?|es|ing)|urg(?:ed?|es|ing)|ask(?:ed|s|ing)?|warn(?:ed|s|ing)?"
    r"|press(?:ed|es|ing)?|told|thank(?:ed|s|ing)?|call(?:ed|s|ing)\s+(?:on|upon)|suspect(?:ed|s)?"
    r"|demand(?:ed|s)\s+(?:that|from))\s+$"
)
_OF_OR_TO = re.compile(r"\s+(?:of\s+(?:\w+ly\s+)?\w+ing|for|to|that|not\s+to|over|against)\b")
# How a capital acts that is named for its government: "and Baku reported two wounded".
_SEAT_ACTS = re.compile(
    r"\s+(?:(?:also|then|later|again|itself|meanwhile|now)\s+)*"
    r"(?:(?!(?:erupted|exploded|suffered|experienced|witnessed|burned|closed|mourned)\b)\w{2,}ed"
    r"|said|says|gave|gives|put|puts|told|tells|sent|sends|kept|keeps|took|takes|made|makes|held"
    r"|holds|saw\s+it|spoke|speaks|wants|has|had|does|did|will|would|may|might|can|could|must"
    r"|should|withdrew|chose|drew|broke\s+off|let|swore|thinks|thought|sees|hopes|fears)\b"
)
# "The Kandahar governor's office said": the name of an office, not of where it happened.
_OFFICE = re.compile(
    r"(?:['’]s)?\s+(?:provincial\s+|district\s+|deputy\s+)?(?:governor|police\s+chief|chief\s+of|authorities"
    r"|administration|government|officials?"
    r"|spokesm[ae]n|information\s+(?:chief|department)|public\s+health|assembly|high\s+court"
    r"|chamber|university\s+professor)\b"
)


def is_government(before: str, after: str, may: int) -> bool:
    """Whether the words make a name that of a government or an office: it acts or is accused.

    `may` are the bits of the cues that the words before the name may hold.

    Examples
    --------
    >>> is_government("In March ", " moved guns to the frontier.", 0)
    True
    """
    if (may & _ACCORDING.bit and _ACCORDING.search(before)) or _VERSION.match(after):
        return True
    if _OFFICE.match(after):
        return True
    if not after[:1].isspace():
        return False  # all that follows begins with a blank
    return bool(
        (not before.strip() and _AGENT.match(after))
        or (_SENDS.match(after) and _ACTS_BEHIND.search(before))
        or (may & _ADDRESSED.bit and _ADDRESSED.search(before) and _OF_OR_TO.match(after))
        or (_THAT.match(after) and _IN_A_ROW.search(before))
    )


def is_seat_acting(name: str, before: str, after: str) -> bool:
    """Whether a capital is the subject of what a government does.

    Examples
    --------
    >>> is_seat_acting("Baku", "three died, and ", " reported two wounded")
    True
    >>> is_seat_acting("Kabul", "in ", " and Herat"), is_seat_acting("Wana", "", " was hit")
    (False, False)
    """
    return bool(name in _load_seats() and _SEAT_ACTS.match(after) and _ACTS_BEHIND.search(before))


@cache
def _load_seats() -> frozenset[str]:
    """The names of states and their capitals in the table of actors."""
    return frozenset(name for actor in load_actors() for name in actor.names)
