"""What "there", "the crossing" and "the district" mean: the places named so far, by sort."""

from __future__ import annotations

import re

from geo.events.cues import Cue
from geo.events.ground import contains
from geo.events.placing import Spot
from geo.places.nearness import size_rank

_SORTS: dict[str, tuple[str, ...]] = {
    "crossing": ("crossing",),
    "gate": ("crossing",),
    "border crossing": ("crossing",),
    "crossing point": ("crossing",),
    "border point": ("crossing",),
    "gateway": ("crossing",),
    "terminal": ("crossing",),
    "friendship gate": ("crossing",),
    "zero point": ("crossing",),
    "route": ("crossing",),
    "pass": ("pass", "crossing"),
    "district": ("district",),
    "agency": ("district", "region"),
    "tehsil": ("district", "town"),
    "province": ("province",),
    "town": ("town", "village"),
    "city": ("town",),
    "village": ("village", "town"),
    "valley": ("valley", "district"),
    "camp": ("camp",),
}
_HERE = Cue(
    r"\bthere\b(?!\s+(?:is|was|were|are|has|have|had|will|would|could|may|might|must|can|should"
    r"|being|no)\b)"
    r"|\bthe\s+(?:same|disputed|said)\s+(?:area|place|spot|post|posts|site|sector|stretch)\b"
    r"|\bthe\s+(?:area|scene|spot|site|post|posts|checkpost|sector|vicinity|border\s+area"
    r"|village)\b|\bboth\s+(?:posts|positions|villages|places|districts|provinces|towns)\b"
    r"|\b(?:all|the)\s+(?:two|three|four|five|six|these|the)\s+(?:districts|provinces|places|villages"
    r"|towns|tehsils|valleys|posts|areas)\b|\bnearby\b",
)
_SORT = Cue(
    r"\b(?:the|this|that|same|key|main|busy|its)\s+(?:\w+\s+){0,2}?("
    + "|".join(sorted(_SORTS, key=lambda word: -len(word)))
    + r")\b(?!\s+(?:of|commissioner|chief|police|administration|government|governor))"
)

_LOCAL_SORTS = frozenset("crossing gate border crossing town city pass".split()) | {
    "border crossing"
}
_TOWN = Cue(
    r"\bhere\b|\bin\s+the\s+(?:\w+\s+)?capital\b|\bthe\s+(?:town|city|bazaar)\b"
    # Where a town's crowds go.
    r"|\b(?:on|at|outside|to|before|in\s+front\s+of|near)\s+(?:[\w’']+\s+){1,3}?(?:embassy"
    r"|consulate|high\s+commission|parliament|press\s+club|assembly|governor['’]s\s+house)\b",
)

_OUR = re.compile(r"\bhere\b")


# Neither a town so small nor a whole district has a bureau that sends news from all around.
_NO_BUREAU_KM = 8.5


class PlaceMemory:
    """The last place of each sort, and the place of the act told before."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Spot] = {}
        self.here: list[Spot] = []
        self.gate: Spot | None = None
        self.dateline: Spot | None = None
        self._lone: tuple[int, int, list[Spot]] | None = None
        #: The place of the article's opening, where that tells no act.
        self.opening: list[Spot] = []
        #: The last town that the paragraph names.
        self._town: Spot | None = None

    @property
    def home(self) -> Spot | None:
        """The town or district of the dateline if it is one that sends news of itself only."""
        place = self.dateline.place if self.dateline else None
        if place is None or (place.kind != "district" and place.radius_km > _NO_BUREAU_KM):
            return None
        return self.dateline

    def start_paragraph(self) -> None:
        """A new paragraph: "the town" in it is again the correspondent's own."""
        self._town = None

    def note(self, spot: Spot) -> None:
        """Remember a place that the text names; speakers' capitals are not remembered."""
        if spot.place is not None and (spot.rank < 9 or spot.role in ("origin", "background")):
            self._by_kind[spot.place.kind] = spot
            if spot.is_gate:
                self._by_kind["crossing"] = spot
            if size_rank(spot.place) <= 1 and spot.rank < 7:
                self._town = spot

    def note_lone(self, sentence: int, paragraph: int, spots: list[Spot]) -> None:
        """Remember the one place of a sentence that tells no act ("It was in Jaji that ...")."""
        told = [s for s in spots if s.role == "event" and s.rank <= 1 and s.place is not None]
        told = [s for s in told if not any(_holds(s, other) for other in told)]
        if len(told) == 1:
            self._lone = sentence, paragraph, told
        if sentence == 0:
            self.opening = [s for s in told if s.place and size_rank(s.place) <= 2][:1]

    def lone(self, sentence: int, paragraph: int) -> list[Spot]:
        """The place that the sentence just before, of the same paragraph, was about."""
        if self._lone is None or self._lone[:2] != (sentence - 1, paragraph):
            return []
        return self._lone[2]

    def settle(self, spots: list[Spot]) -> None:
        """Remember where the act just told happened."""
        if spots:
            self.here = list(spots)
            for spot in spots:
                if spot.place is not None:
                    self._by_kind[spot.place.kind] = spot
                if spot.is_gate:
                    self._by_kind["crossing"] = spot

    def last(self, kind: str) -> Spot | None:
        """The last place of a kind ("crossing"), None if none was named."""
        return self._by_kind.get(kind)

    def recall(self, words: str, may: int) -> list[Spot]:
        """The places that "there", "the crossing" or "the district" in the words mean.

        `may` are the bits of the cues that their sentence may hold.
        """
        words = words.lower()
        sort = _SORT.find(words, may)
        if sort and self.gate and "crossing" in _SORTS[sort[1]]:
            return [self.gate]
        if sort:
            for spot in self.here:
                kinds = {spot.place.kind if spot.place else "", "crossing" if spot.is_gate else ""}
                if kinds & set(_SORTS[sort[1]]):
                    return [spot]
            for kind in _SORTS[sort[1]]:
                if kind in self._by_kind:
                    return [self._by_kind[kind]]
        if (_HERE.find(words, may) or sort) and self.here:
            return list(self.here)
        # A town's own correspondent writes "here", "the town", "the gate" of the town.
        if sort and "crossing" in _SORTS[sort[1]] and not (self.dateline and self.dateline.is_gate):
            return []  # "PESHAWAR: A key crossing stayed shut"
        if self.dateline and (_TOWN.find(words, may) or (sort and sort[1] in _LOCAL_SORTS)):
            return [self._town if self._town and not _OUR.search(words) else self.dateline]
        return []


def _holds(wide: Spot, narrow: Spot) -> bool:
    if wide.place is None or narrow.place is None:
        return False
    return contains(wide.place, narrow.place)
