"""What people are called: soldiers, police, militants, civilians, or people of any kind."""

from __future__ import annotations

import re

# They are people where no thing stands behind them: "two Afghans", but not "two Afghan posts".
_NATIONS = (
    r"afghans?|pakistanis?|indians?|thais?|cambodians?|armenians?|azerbaijanis?|iranians?|kyrgyz"
    r"|tajiks?|uzbeks?|israelis?|lebanese|syrians?|turks?|russians?|ukrainians?|americans?|chinese"
    r"|sudanese|ethiopians?|eritreans?|somalis?|kenyans?|rwandans?|congolese|bangladeshis?|nepalis?"
)
_GROUPS = (
    (
        "militants",
        r"militants?|terrorists?|khwarij|khawarij|insurgents?|gunm[ae]n|attackers?|assailants?"
        r"|raiders?|fighters?"
        r"|infiltrators?|extremists?|rebels?|bombers?|commanders?|intruders|kharijites?"
        r"|taliban(?:\smen)?|talibs?|separatists?|guerrillas?",
    ),
    (
        "police",
        r"police(?:m[ae]n|wom[ae]n|\sofficers?|\sofficials?)?|constables?|levies(?:\spersonnel)?"
        r"|khasadars?",
    ),
    (
        "military",
        r"soldiers?|troops?|troopers?|guards?|servicem[ae]n|rangers?|jawans?|paramilitar(?:y|ies)"
        r"|officers?|personnel|scouts?"
        r"|infantrym[ae]n|conscripts?|recruits?|cadets?|marines?|airm[ae]n|pilots?|peacekeepers?|captain|major|colonel|lieutenant|sepoys?|naik|security\s(?:men"
        r"|officials)",
    ),
    (
        "civilians",
        r"civilians?|wom[ae]n|child(?:ren)?|girls?|boys?|villagers?|residents?|workers?"
        r"|labou?rers?|pupils?|students?"
        r"|refugees?|drivers?|traders?|famil(?:y|ies)\smembers?|tribesm[ae]n|shepherds?"
        r"|worshippers?|passengers?|miners?"
        r"|passers?-?by|couples?|riders?|motorcyclists?|brothers|sisters|sons|daughters|wife|wives"
        r"|mother|father|husband|owner"
        r"|teachers?|elders?|clerics?|journalists?|engineers?|doctors?|farmers?|bystanders?"
        r"|pilgrims?|shopkeepers?|pedestrians?|babies|infants?|toddlers?|lawyers?|nurses?|imams?"
        r"|preachers?|herdsm[ae]n|herders?|cowherds?|nomads?|merchants?|porters?|smugglers?|tourists?"
        r"|vaccinators?|fisherm[ae]n|volunteers?|foreigners?|citizens?",
    ),
    (
        "people",
        r"people|persons?|m[ae]n|others?|more|members?|bodies|body|lives|individuals?|victims?"
        r"|deaths?|dead|casualt(?:y|ies)"
        rf"|{_NATIONS}"
        r"|nationals?|human\sbeings|adults?|relatives?|guests?|fatalities|youths?|leaders?|chief"
        r"|figures?|adviser|paymaster",
    ),
)


GROUP = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _GROUPS), re.IGNORECASE)


_NATION = re.compile(rf"(?:{_NATIONS})\Z", re.IGNORECASE)
_THING = re.compile(r"\s+(?!(?:dead|killed|died|wounded|injured|lost|who|by|from|to)\b)[a-z]")
_NOUN_END = re.compile(
    r"[,;:()\[—–]|(?<![A-Z])\.|\b(?:and|were|was|had|in|on|at|have|as|when|after|before|since|during"
    r"|by|from|near|who|which|that|while|across|along|inside)\b"
)
_OF = re.compile(r"\bof\b")


def noun_after(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Group and words of the people that a number before `start` counts, None if none are."""
    window = text[start : min(end, start + 60)]
    stop = _NOUN_END.search(window)
    window = window[: stop.start()] if stop else window
    matches = list(GROUP.finditer(window))
    if not matches:
        return None
    # "border guards", "Taliban fighters", "police officers": the head noun is the last before "of".
    cut = _OF.search(window)
    heads = [m for m in matches if not cut or m.start() < cut.start()] or matches
    match = heads[-1]
    if _NATION.match(match.group()) and _THING.match(window, match.end()):
        return None
    return match.lastgroup or "people", window[: match.end()].strip()
