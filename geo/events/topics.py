"""What a protest is about: the places of its cause are not where people protest."""

from __future__ import annotations

import re

from geo.events.act import Act
from geo.events.cues import Cue
from geo.events.memory import PlaceMemory
from geo.events.placing import Spot
from geo.events.scene import Scene

# Where the cause of a protest begins: "against", "in support of", "to demand".
_CAUSE = Cue(
    r"\b(?:against|over\s+(?:the|an?|his|her|its|their|alleged|what)|condemn\w*|demand\w*"
    r"|in\s+(?:support|favou?r)\s+of|in\s+solidarity\s+with|in\s+protest\s+at"
    r"|(?:calls?|called|calling|press|pressing)\s+for|ang(?:ry|er)\s+at"
    r"|for\s+the\s+(?:release|re-?opening|opening|recovery|return|removal|restoration)\s+of)\b",
    re.IGNORECASE,
)
# "The closure of Torkham", "an air strike in Kunar": the place is the cause's own.
_ITS_PLACE = re.compile(
    r".*\bof\s+(?:[\w’'-]+\s+){0,6}\Z"
    r"|.*\b(?:strikes?|attacks?|killings?|killed|bombings?|operations?|shelling|raids?|firing|murders?"
    r"|blasts?|deaths?|clash\w*|incidents?|massacres?|abductions?|closures?|trade|visas?|curbs"
    r"|governments?|authorities|administration|officials)\b"
    # "Slogans against the government rang through Parachinar": the verb is the slogans' own.
    r"(?:(?!\b(?:on|rang|echoed|resounded)\b).)*\b(?:in|at|on|near|inside|across|through|to|with)\s+(?:the\s+)?"
    r"(?:[\w’'-]+(?:,|\s+and)\s+){0,3}\Z",
    re.IGNORECASE | re.DOTALL,
)
# "In support of Batken".
_BARE = re.compile(r"\s+(?:the\s+)?\Z")
# "Slogans against both governments rang through Wana": the verb ends what it is about.
_CAUSE_END = re.compile(
    r"[,;.]|\b(?:rang|echoed|rose|erupted|spread|filled|brought|paraly[sz]ed|continued|entered"
    r"|(?:was|were|has|have|had|took|broke)\s+(?:also\s+)?(?:held|staged|raised|heard|place|out|taken|begun"
    r"|been|continued|spread|reported|organi[sz]ed))\b",
    re.IGNORECASE,
)


def drop_causes(scene: Scene, spots: list[Spot]) -> list[Spot]:
    """The places of a protest without those that only what it is about has."""
    if not scene.may & _CAUSE.bit:
        return spots
    return [spot for spot in spots if not _is_of_cause(scene, spot)]


def _is_of_cause(scene: Scene, spot: Spot) -> bool:
    before = scene.article.text[max(scene.sentence.start, spot.start - 120) : spot.start]
    cause = _CAUSE.search(before)
    if cause is None:
        return False
    words = before[cause.end() :]
    if cause.group().lower().endswith(("of", "with")) and _BARE.match(words):
        return True
    return not _CAUSE_END.search(words) and bool(_ITS_PLACE.match(words))


def place_in_town(scene: Scene, memory: PlaceMemory, act: Act) -> None:
    """Place a protest, of which only the cause has a place, where the news comes from.

    An opening may still be told with its place.
    """
    town = memory.recall(scene.words(act.trigger.start), scene.may)
    if not town and memory.dateline is not None and not act.is_lead:
        town = [memory.dateline]
    act.spots, act.is_guess = town, True
