"""Which named places are gates on a border: crossings, and the towns that stand at one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.border.tables import read_crossings
from geo.places.nearness import Spot, size_rank, spot_of, spots_km
from geo.places.place import Place

# A town so close to a crossing is what the news mean by it: Torkham, Ghulam Khan, Angoor Adda.
_AT_GATE_KM = 3.0
_NAMESAKE_KM = 12.0
_WIDEST_KM = 12.0  # a wider place stands at no gate
_WORDS_BEFORE = re.compile(
    r"\b(?:gate|crossing|border\s+point|crossing\s+point|terminal|customs\s+house|border\s+post)"
    r"\s+(?:at|of|in|near)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WORDS_BEHIND = re.compile(
    r"['’]?s?\s+(?:\w+\s+)?(?:gate|border\s+gate|(?:border\s+)?crossing|border\s+point"
    r"|crossing\s+point|terminal|frontier\s+post|zero\s+point)\b",
    re.IGNORECASE,
)


def is_gate(text: str, start: int, end: int, place: Place | None) -> bool:
    """Whether a name between two offsets means a crossing, by its place or by the words beside it.

    Examples
    --------
    >>> town = Place("1", "Wana", "town", "PK", "", "", 69.57, 32.3, 3.0)
    >>> is_gate("the gate at Wana", 12, 16, town), is_gate("a house in Wana", 11, 15, town)
    (True, False)
    """
    if place is None or size_rank(place) > 1:
        return False
    if place.kind in ("crossing", "pass"):
        return True
    if place.radius_km <= _WIDEST_KM and _is_at_crossing(
        place.name, place.longitude, place.latitude
    ):
        return True
    return bool(
        _WORDS_BEFORE.search(text, max(0, start - 30), start)
        or _WORDS_BEHIND.match(text, end, end + 30)
    )


@lru_cache(maxsize=4096)
def _is_at_crossing(name: str, longitude: float, latitude: float) -> bool:
    spot = spot_of(longitude, latitude)
    return any(
        spots_km(spot, gate) <= (_NAMESAKE_KM if name in names else _AT_GATE_KM)
        for gate, names in _load_gates()
    )


@cache
def _load_gates() -> tuple[tuple[Spot, frozenset[str]], ...]:
    """Where every crossing lies, and its names."""
    return tuple(
        (
            spot_of(crossing.longitude, crossing.latitude),
            frozenset(
                (
                    crossing.name_af,
                    crossing.name_pk,
                    *crossing.name.split(" / "),
                    *crossing.spellings,
                )
            ),
        )
        for crossing in read_crossings()
    )
