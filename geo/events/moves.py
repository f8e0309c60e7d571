"""Where people on the move fled from, came home to or passed."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.events.group import Group
from geo.events.placing import Spot

_HOME = re.compile(
    r"\b(?:return\w*|back|home|homes|reached|arriv\w+|repatriat\w+|resettl\w+)\b", re.IGNORECASE
)
_FROM_HOME = re.compile(
    r"\b(?:left|leav\w+|fled|flee\w*|abandon\w*|quit|out\s+of|from)\s+(?:\w+\s+)?(?:homes?|houses)\b",
    re.IGNORECASE,
)
_HOMES_IN = re.compile(
    r"\bto\s+(?:their|its|the)\s+(?:\w+\s+)?(?:homes?|villages?|houses|areas|land)\s+in\s+(?:the\s+)?$"
)
# "Families in the bazaar left for Landi Kotal".
_LEFT_FOR = re.compile(r"\b(?:left|leaving|headed|set\s+out|made)\s+for\s+(?:the\s+)?\Z")
# "Displaced into Asadabad".
_INTO = re.compile(
    r"\binto\s+(?:the\s+|nearby\s+)?\Z"
    r"|\bto\s+(?:[\w-]+\s+){0,3}(?:areas|places|towns|cities|districts|parts)\s+(?:like|such\s+as|including)\s+\Z"
)


def rank_for_moves(text: str, group: Group) -> list[Spot]:
    """The spots of people on the move: whence they fled, whereto they came home, where they passed.

    A gate says most; "to" and "for" lead to the place only of those who return.
    """
    words = text[group.head.start : group.triggers[-1].end]
    comes_home = bool(_HOME.search(words)) and not _FROM_HOME.search(words)
    ranked = []
    for spot in group.spots:
        rank = spot.rank
        is_goal = not comes_home and _LEFT_FOR.search(text, max(0, spot.start - 24), spot.start)
        if is_goal and spot.place is not None and spot.place.kind != "crossing":
            rank = 8
        elif spot.is_gate and rank < 9:
            rank = 0
        elif _HOMES_IN.search(text[max(0, spot.start - 40) : spot.start]):
            rank = 0 if comes_home else 9
        elif rank == 5:
            rank = 1 if comes_home else 8
        elif not comes_home and _INTO.search(text, max(0, spot.start - 60), spot.start):
            rank = 8
        elif spot.role == "origin":
            rank = 3 if comes_home else 2
        ranked.append(replace(spot, rank=rank))
    return ranked
