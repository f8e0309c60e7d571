"""What people are called: soldiers, police, militants, civilians, or people of any kind."""

from __future__ import annotations

import re

# They are people where no thing stands behind them: "two Afghans", but not "two Afghan posts".
_NATIONS = (
    r"afghans?|pakistanis?|indians?|thais?|cambodians?|armenians?|azerbaijanis?|iranians?|kyrgyz"
    r"|tajiks?|uzbeks?|israelis?|lebanese|syrians?|turks?|russians?|ukrainians?|americans?|chinese"
    r"|sudanese|ethiopians?|eritreans?|somalis?|kenyans?|rwandans?|congolese|bangladeshis?|nepalis?"
)
# Words for one person, by group; their plurals follow. What has no plain singular stands below.
_SINGULARS = {
    "militants": (
        "militant terrorist insurgent gunman attacker assailant raider fighter infiltrator"
        " extremist rebel bomber commander intruder kharijite talib separatist guerrilla jihadist"
        " jihadi kidnapper bandit dacoit robber hijacker"
    ),
    "police": "policeman policewoman constable khasadar inspector sub-inspector",
    "military": (
        "soldier trooper guard serviceman ranger jawan officer infantryman conscript recruit cadet"
        " marine airman pilot peacekeeper sepoy guardsman militiaman paratrooper commando gunner"
        " sentry legionnaire warder watchman bodyguard lieutenant captain major colonel sergeant"
        " corporal subedar havildar"
    ),
    "civilians": (
        "civilian woman child girl boy villager resident worker labourer laborer pupil student"
        " refugee driver trader tribesman shepherd worshipper passenger miner passer-by couple"
        " rider motorcyclist teacher elder cleric journalist engineer doctor farmer bystander"
        " pilgrim shopkeeper pedestrian baby infant toddler lawyer nurse imam preacher herdsman"
        " herder cowherd goatherd nomad merchant porter smuggler tourist vaccinator fisherman"
        " volunteer foreigner citizen mother father husband wife owner brother sister son daughter"
        " grandmother grandfather grandchild grandson granddaughter nephew niece uncle aunt cousin"
        " widow orphan bride bridegroom cook tailor barber mechanic electrician baker butcher"
        " vendor hawker surveyor technician contractor mason carpenter cleaner helper conductor"
        " mourner voter protester demonstrator marcher hostage captive prisoner inmate detainee"
        " evacuee returnee migrant deportee trucker cyclist newborn teenager schoolboy schoolgirl"
        " schoolteacher headmaster principal professor scholar reporter cameraman photographer"
        " woodcutter peasant judge candidate politician lawmaker councillor translator interpreter"
        " paramedic caretaker muezzin maulvi seminarian picnicker boatman"
    ),
    "people": (
        "person man member individual victim national adult relative guest youth leader chief"
        " figure adviser paymaster official founder deputy companion aide associate accomplice"
        " rescuer supporter activist"
    ),
}
_OTHERWISE = {
    "militants": r"khwarij|khawarij|taliban(?:\smen)?",
    "police": r"police(?:\sofficers?|\sofficials?)?|levies(?:\s(?:personnel|m[ae]n))?",
    "military": (
        r"troops?|paramilitar(?:y|ies)|personnel|scouts?|naik|security\s(?:men|officials)"
    ),
    "civilians": r"famil(?:y|ies)\smembers?|wives|passers-by|schoolchildren",
    "people": (
        r"people|others?|more|bodies|body|lives|deaths?|dead|casualt(?:y|ies)|martyrs?"
        rf"|{_NATIONS}|human\sbeings|fatalities"
    ),
}
#: The words for one person, in lower case.
SINGLE_NOUNS = frozenset(word for words in _SINGULARS.values() for word in words.split()) | {"head"}


def _with_plural(word: str) -> str:
    """The pattern of a word for one person and of its plural."""
    if word.endswith("man"):
        return rf"{word[:-3]}m[ae]n"
    if word.endswith("child"):
        return rf"{word}(?:ren)?"
    if word.endswith("y") and word[-2] not in "aeiou" and "-" not in word:
        return rf"{word[:-1]}(?:y|ies)"
    return rf"{word}s?"


def _pattern_of(group: str) -> str:
    words = "|".join(map(_with_plural, _SINGULARS[group].split()))
    return rf"\b(?P<{group}>{words}|{_OTHERWISE[group]})\b"


GROUP = re.compile("|".join(map(_pattern_of, _SINGULARS)), re.IGNORECASE)


_NATION = re.compile(rf"(?:{_NATIONS})\Z", re.IGNORECASE)
_THING = re.compile(r"\s+(?!(?:dead|killed|died|wounded|injured|lost|who|by|from|to)\b)[a-z]")
_NOUN_END = re.compile(
    r"[,;:()\[—–]|(?<![A-Z])\.|\b(?:and|were|was|had|in|on|at|have|as|when|after|before|since|during"
    r"|by|from|near|who|which|that|while|across|along|inside|including|among)\b"
)
_LETTERS = re.compile(r"\s\([A-Z-]{2,9}\)")
_OF = re.compile(r"\bof\b")


def noun_after(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Group and words of the people that a number before `start` counts, None if none are."""
    window = _LETTERS.sub("", text[start : min(end, start + 60)])
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
