"""Words of an act that only say of people who they are: "the killed raiders"."""

from __future__ import annotations

import re

from geo.events.lexicon import Trigger

# "Found on the killed raiders".
_THE_DEAD = re.compile(r"\b(?:the|those|these)\s+$")
# "The ransom for a kidnapped trader", "of two abducted men".
_TAKEN = re.compile(r"(?:kidnapped|abducted)\Z")
_OF_WHOM = re.compile(r"\b(?:an?|the|of|for|his|her|their|these|those)\s+(?:[a-z]+\s+|\d+\s+)?\Z")
# Behind the verb stand when, where and by whom; anything else is the noun it belongs to.
_NOUN = re.compile(
    r"\s+(?!(?:in|on|from|by|at|and|or|near|while|when|after|as|along|last|early|late|outside|during"
    r"|earlier|with|for|some|about|around|more|yesterday|today|overnight|[a-z]+day)\b)[a-z]+"
)


def is_epithet(trigger: Trigger, before: str, head: str, behind: str) -> bool:
    """Whether a trigger, with the words of its clause in lower case, only says who somebody is.

    Examples
    --------
    >>> taken = Trigger(0, 9, "abduction", "verb", 3)
    >>> is_epithet(taken, "ransom for a ", "kidnapped", " trader in wana")
    True
    >>> is_epithet(taken, "a trader was ", "kidnapped", " in wana")
    False
    """
    if trigger.part == "harm" and _THE_DEAD.search(before):
        return True
    if trigger.event_type != "abduction" or not _TAKEN.match(head):
        return False
    return bool(_OF_WHOM.search(before) and _NOUN.match(behind))
