"""What people did not do to each other: accidents, quakes and floods, games, hacking, demining."""

from __future__ import annotations

import re

from geo.events.cues import Cue
from geo.events.lexicon import Trigger

ACCIDENT = Cue(
    r"\b(?:collided|collision|road\s+accident|traffic\s+accident|gas\s+(?:leak|explosion|cylinder|blast)"
    r"|avalanche|flood\w*|landslides?|earthquake|quake|lightning|stampede|drown\w+|capsized|overturned"
    r"|short\s+circuit|boiler|stove|kitchen|heavy\s+rain\w*|torrential|methane"
    r"|plunged\s+into|transformer|firecrackers?|fireworks?|quarry|tyre\s+burst|burst\s+tyre|(?:ran|slid|came|van|bus|car)\s+off\s+the\s+road"
    r"|(?:road|car|bus|traffic|plane|helicopter)\s+crash|family\s+(?:quarrel|dispute)|domestic\s+(?:quarrel|dispute)|(?:fell|rolled|tumbled|skidded|swerved)\s+(?:down\s+)?(?:into|off)\s+(?:\w+\s+){0,2}?"
    r"(?:gorge|ravine|river|ditch|canal|road)|veered|wildfire|epidemic|cholera)\b",
    re.IGNORECASE,
)
# "One patient died", "31 cases and 14 deaths": of an illness.
_ILLNESS = Cue(
    r"\b(?:outbreak|virus\w*|fever|infect\w+|pneumonia|plague|ebola|ventilator|coughing|contagio\w+"
    r"|deaths?\s+(?:by|from|of)\s+(?:the\s+)?disease|patients?\s+(?:had\s+|has\s+)?died"
    r"|cases\s+and\s+\d+\s+deaths)\b",
    re.IGNORECASE,
)
_SNOW = Cue(r"\bsnow(?:fall|storms?|ed)?\b", re.IGNORECASE)
_MISHAPS = frozenset(("bombing_or_ied", "border_closure", "displacement_or_return"))
_ARMED = re.compile(
    r"\b(?:bomb\w*|shell\w*|rockets?|gunm[ae]n|mortars?|militants?|fighting|clash\w*)\b"
)
# "Floods stormed through two districts", "tremors hit Kunar": no army's doing, whatever the verb.
_NATURE = Cue(
    r"\b(?:(?:flash\s+)?floods?|floodwaters?|earthquakes?|quakes?|tremors?|aftershocks?|avalanches?"
    r"|landslides?|lightning|cloudbursts?|hackers?|cyber-?attacks?)\b",
    re.IGNORECASE,
)
_WEAPONS = re.compile(
    r"\b(?:bomb\w*|shell\w*|rockets?|gunm[ae]n|mortars?|militants?|fighting|clash\w*|jets|drones?"
    r"|warplanes|troops|soldiers|fire|firing|shot)\b",
    re.IGNORECASE,
)
# A match is told in the words of war, but nobody is hurt in it.
_GAME = Cue(
    r"\b(?:club|goals?|goalkeeper|half-time|wickets?|innings|tournament|league|championship|trophy"
    r"|matches|match|sports|stadium|cricket|football|volleyball|kabaddi|players?|fans|scored?"
    r"|semi-?finals?|quarter-?finals?|finals?)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|dead|died|shot|fired|firing|bomb\w*|blast|explosion|border"
    r"|troops|soldiers|police)\b",
    re.IGNORECASE,
)
# "A controlled explosion": those who clear mines set them off.
_CLEARED = Cue(
    r"\bcontrolled\s+(?:explosions?|detonations?|blasts?)\b|\bdemin(?:ing|ers?)\b|\bhalo\s+trust\b"
    r"|\b(?:engineers|sappers|disposal\s+(?:squad|teams?|experts|unit))\s+(?:\w+\s+){0,2}?(?:blew|destroyed"
    r"|set\s+off|detonated|defused)\b",
    re.IGNORECASE,
)
# "Troops stormed a mock compound": an exercise.
_DRILL = Cue(
    r"\bmock\b|\b(?:military|joint|live-fire|army|naval|war|counter-terrorism)\s+(?:exercises?|drills?"
    r"|games?)\b|\brehears\w+",
    re.IGNORECASE,
)
_BLASTS = frozenset(("bombing_or_ied", "shelling", "airstrike"))


_CIVIL = frozenset(("talks", "ceasefire_or_agreement", "protest", "border_closure"))


def is_mishap(trigger: Trigger, sentence: str, may: int) -> bool:
    """Whether nature, mischance or a game did what a trigger tells; `may` are the cues it holds."""
    if _CLEARED.find(sentence, may) and trigger.event_type in _BLASTS:
        return True
    if _DRILL.find(sentence, may) and trigger.event_type not in _CIVIL:
        return True
    if _NATURE.find(sentence, may) and _is_force(trigger) and not _WEAPONS.search(sentence):
        return True
    return _is_game(sentence, may) or _is_accident(trigger, sentence, may)


def _is_force(trigger: Trigger) -> bool:
    """Whether the word may as well tell what water, earth or a virus does."""
    return trigger.event_type in (
        "raid_or_infiltration",
        "attack",
        "armed_clash",
        "airstrike",
        "shelling",
        "echo",
    )


def _is_game(sentence: str, may: int) -> bool:
    if not may & _GAME.bit:
        return False
    words = {match.group().lower() for match in _GAME.finditer(sentence)}
    return len(words) >= 2 and not _HURT.search(sentence)


def _is_accident(trigger: Trigger, sentence: str, may: int) -> bool:
    if trigger.strength >= 3 or not (trigger.part == "harm" or trigger.event_type in _MISHAPS):
        return False
    if trigger.event_type == "border_closure" and _SNOW.find(sentence, may):
        return True
    if trigger.part == "harm" and _ILLNESS.find(sentence, may) and not _ARMED.search(sentence):
        return True
    return bool(ACCIDENT.find(sentence, may) and not _ARMED.search(sentence))
