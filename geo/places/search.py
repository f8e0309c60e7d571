"""Find a place by a name one is not sure of, for the command line: never for guessing in text.

Every spelling is cut into pairs of letters; the share of pairs that two names have in common
ranks them, and doubled letters, vowels that transcriptions mix up and joined words count little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.errors import InputError
from geo.places.fold import fold, squash
from geo.places.gazetteer import Gazetteer
from geo.places.place import Place

_LEAST = 0.6
# Letters that transcriptions of one sound mix up.
_SOUNDS = str.maketrans({"o": "u", "e": "i", "y": "i", "q": "k", "c": "k", "w": "v", "z": "s"})
_RANK = {"user": 0.06, "border": 0.05, "crossing": 0.05, "country": 0.05, "region": 0.04}


@dataclass(frozen=True, slots=True)
class Match:
    """A place that may be meant, how like its spelling is (0 to 1), and who knows it."""

    place: Place
    likeness: float
    spelling: str
    origin: str


def search(gazetteer: Gazetteer, query: str, *, limit: int = 10) -> tuple[Match, ...]:
    """Places whose names are like the query, the likest first.

    Parameters
    ----------
    query : a name in Latin or Arabic script, in any spelling.
    limit : the most matches, 1 or more.

    Raises
    ------
    InputError
        The query holds no letter.

    Examples
    --------
    >>> from geo.places.gazetteer import load_gazetteer
    >>> search(load_gazetteer(), "angur ada")[0].place.name
    'Angoor Adda'
    """
    key = squash(fold(query))
    if not key:
        raise InputError(f"expected a name with at least one letter, found {query!r}")
    best: dict[str, Match] = {}
    for spelling in _alike(key, gazetteer):
        likeness = _likeness(key, squash(fold(spelling)))
        if likeness < _LEAST:
            continue
        for known in gazetteer.find(spelling):
            old = best.get(known.place.place_id)
            if old is None or old.likeness < likeness:
                match = Match(known.place, round(likeness, 3), spelling, known.origin)
                best[known.place.place_id] = match
    ranked = sorted(best.values(), key=_order)
    return tuple(ranked[: max(1, limit)])


def _order(match: Match) -> tuple[float, int, str]:
    lead = _RANK.get(match.origin, 0.0)
    return -(match.likeness + lead), -match.place.population, match.place.place_id


def _alike(key: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Spellings of about the same length that start alike: one in twenty of all."""
    first = _sound(key)[0]
    least, most = len(key) - 3, len(key) + 6
    starts: dict[str, bool] = {}
    for spelling in _spellings(gazetteer):
        if not least <= len(spelling) <= most:
            continue
        letter = spelling[0]
        if letter not in starts:
            starts[letter] = _sound(squash(fold(letter)) or "-")[0] == first
        if starts[letter]:
            yield spelling


def _spellings(gazetteer: Gazetteer) -> Iterator[str]:
    for _, places in gazetteer.tables:
        for place in places:
            yield place.name
            yield from place.spellings
    for _, index in gazetteer.indexes:
        yield from index.spellings()


def _likeness(key: str, other: str) -> float:
    if other == key:
        return 1.0
    if not other or abs(len(other) - len(key)) > max(2, len(key) // 3):
        return 0.0
    ours, theirs = _pairs(_sound(key)), _pairs(_sound(other))
    return 0.97 * 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _sound(key: str) -> str:
    plain = key.replace("oo", "u").replace("ee", "i").replace("kh", "x").replace("gh", "g")
    plain = plain.translate(_SOUNDS)
    return "".join(c for n, c in enumerate(plain) if n == 0 or c != plain[n - 1])


def _pairs(sound: str) -> frozenset[str]:
    framed = f"^{sound}$"
    return frozenset(framed[n : n + 2] for n in range(len(framed) - 1))


def names_of(place: Place) -> Sequence[str]:
    """All the names of a place, its usual one first.

    Examples
    --------
    >>> names_of(Place("", "Khost", "town", "AF", "", "", 69.9, 33.3, 5.0, spellings=("Khowst",)))
    ('Khost', 'Khowst')
    """
    return tuple(dict.fromkeys((place.name, *place.spellings)))
