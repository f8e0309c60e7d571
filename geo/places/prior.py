"""What speaks for a place before a word of the text is read: its table, its size, its rank."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geo.places.fold import fold, squash
from geo.places.nearness import Spot, is_within, size_rank, spot_of
from geo.places.place import Place

# (points among places of one name, readiness to be a place at all), by who knows the place.
_TABLES = {
    "user": (9.0, 6.0, "in your own table"),
    "border": (3.5, 2.6, "in this border's table"),
    "crossing": (3.1, 2.4, "a crossing of this border"),
    "country": (6.0, 6.0, "a country"),
    "region": (4.5, 4.0, "a large region"),
    # Small places, so weighed as the world's towns are: who writes of them names their country.
    "abroad": (1.5, 1.0, "in the table of other borders"),
}


# Of places of one name in a table: the town before its district, both before a hamlet.
_KIND_POINTS = {
    "town": 0.4,
    "bazaar": 0.3,
    "crossing": 0.4,
    "pass": 0.2,
    "province": 1.0,
    "district": 0.3,
    "village": -0.8,
}


# Towns that news names more often than their size would say, as it does capitals.
_SEATS = {("geneva", "CH"), ("the hague", "NL"), ("strasbourg", "FR"), ("davos", "CH")}
Unit = tuple[str, str, str]
SMALL_VOTE = 0.25  # what the name of a small town adds to its country
_MOST_INSIDE = 30  # places of one name that are asked whether another holds them
CELL_DEGREES = 1.5  # of the cells in which texts are at home (`geo.places.home`)
_MOST_HOMES = 40  # places of one name whose second-level units are known
_MOST_NEIGHBOURS = 16  # names that a name remembers to have stood in


@dataclass(frozen=True, slots=True)
class Known:
    """A place that bears a name: who knows it, and what that is worth.

    Attributes
    ----------
    spelling : the spelling that matched, folded or as the source has it.
    origin : one of `geo.places.gazetteer.ORIGINS`.
    is_own_name : false where one of its further spellings matched.
    is_joined : true where the words were joined or parted otherwise than in the spelling.
    is_capital : whether it is a national capital.
    points : weight among the places of the same name.
    belief : how readily such a name is a place at all, log odds.
    reasons : both in words.
    spot : the place's unit vector from the Earth's centre.
    """

    place: Place
    spelling: str
    origin: str
    is_own_name: bool = True
    is_joined: bool = False
    is_capital: bool = False
    points: float = 0.0
    belief: float = 0.0
    reasons: tuple[str, ...] = ()
    spot: Spot = (1.0, 0.0, 0.0)


class Meanings(tuple[Known, ...]):
    """The places of one name, with what is asked of them again and again.

    Attributes
    ----------
    best : the weightiest of the first eight, None if there are none.
    provinces : (country, name, points) of the first-level units among the first eight.
    smallest, widest : ranks of size (`geo.places.nearness.size_rank`), 0 if there are none.
    units : keys (country, first-level unit, name) of the second-level units of this name, and
    homes : of those that its places lie in; of the world's index only.
    cells : numbers of the cells in which it has a place, in two grids half a cell apart.
    votes : codes of the countries that the name speaks for, each with its weight.
    sole_kind : province or district where it can be nothing else, else "".
    kinds : the kinds of its first places.
    has_crossing : whether one of them is a crossing of this border.
    fixed : what `geo.places.weigh` found of the names that no context can move, by kind.
    """

    best: Known | None
    provinces: tuple[tuple[str, str, float], ...]
    smallest: int
    widest: int
    units: frozenset[Unit]
    homes: frozenset[Unit]
    cells: tuple[int, ...]
    votes: tuple[tuple[str, float], ...]
    sole_kind: str
    kinds: frozenset[str]
    has_crossing: bool
    fixed: dict[str | None, Any]
    _within: dict[int, tuple[Meanings, Meanings]]

    def __new__(cls, known: Iterable[Known] = ()) -> Meanings:
        """Look at the places once."""
        made = super().__new__(cls, known)
        first = made[:8]
        made.best = max(first, key=_points, default=None)
        made.provinces = tuple(
            (one.place.country, one.place.name, one.points)
            for one in first
            if one.place.kind == "province"
        )
        ranks = [size_rank(one.place) for one in made]
        made.smallest = min(ranks, default=0)
        made.widest = max(ranks, default=0)
        world = [one.place for one in made[:_MOST_HOMES] if one.origin in ("world", "dump")]
        made.units = frozenset(
            (one.place.country, one.place.adm_1, one.place.name)
            for one in made
            if one.place.kind == "district" and one.is_own_name and one.origin == "world"
        )
        made.homes = frozenset((one.country, one.adm_1, one.adm_2) for one in world if one.adm_2)
        made.cells = _cells(made)
        made.votes = _votes(made)
        made.kinds = frozenset(one.place.kind for one in first)
        made.sole_kind = _sole_kind(made)
        made.has_crossing = any(one.origin == "crossing" for one in made)
        made.fixed = {}
        made._within = {}
        return made

    def within(self, outer: Meanings) -> Meanings:
        """Of the places of this name, those that a place of the other name holds."""
        kept = self._within.get(id(outer))
        if kept is not None and kept[0] is outer:
            return kept[1]
        held = [
            known
            for known in self[:_MOST_INSIDE]
            if any(is_within(known.place, wide.place) for wide in outer[:_MOST_INSIDE])
        ]
        found = Meanings(held) if held else NOTHING
        if len(self._within) >= _MOST_NEIGHBOURS:
            self._within.clear()
        self._within[id(outer)] = outer, found
        return found


def _points(known: Known) -> float:
    return known.points


def _cells(made: Meanings) -> tuple[int, ...]:
    cells: dict[int, None] = {}
    for one in made[:_MOST_HOMES]:
        if size_rank(one.place) > 2 or one.place.kind == "river":
            continue
        for shift in (0, 1):
            half = shift * CELL_DEGREES / 2
            row = int((one.place.latitude + 90.0 + half) / CELL_DEGREES)
            column = int((one.place.longitude + 180.0 + half) / CELL_DEGREES)
            cells[(row * 1_000 + column) * 2 + shift] = None
    return tuple(cells)


def _votes(made: Meanings) -> tuple[tuple[str, float], ...]:
    if made.best is None:
        return ()
    first = made[0]
    if first.origin in ("border", "user"):
        codes = {known.place.country for known in made if known.origin == first.origin}
        if first.place.kind == "line" and not first.place.country:
            codes = {"AF", "PK"}
        return tuple((code, 1 / len(codes)) for code in sorted(codes - {""}))
    if made.best.place.kind == "country":
        return ((made.best.place.country, 1.0),)
    if made.best.points >= 2.0:
        return ((made.best.place.country, 0.5),)
    return _small_votes(made)


def _small_votes(made: Meanings) -> tuple[tuple[str, float], ...]:
    """The country of a small town whose namesakes, if any, are smaller still."""
    weights: dict[str, float] = {}
    for one in made[:_MOST_INSIDE]:
        country = one.place.country
        weights[country] = weights.get(country, 0.0) + math.exp(one.points)
    first = max(weights, key=lambda country: weights[country])
    is_clear = first and weights[first] >= 0.7 * sum(weights.values())
    return ((first, SMALL_VOTE),) if is_clear else ()


def _sole_kind(made: Meanings) -> str:
    best = made.best
    if best is None or best.belief < 1.3 or best.place.kind not in ("province", "district"):
        return ""
    kinds = {one.place.kind for one in made if one.points >= best.points - 4.0}
    return best.place.kind if kinds == {best.place.kind} else ""


NOTHING = Meanings()


def weigh(
    place: Place,
    spelling: str,
    origin: str,
    *,
    is_own_name: bool,
    is_joined: bool,
    is_capital: bool,
    has_namesake: bool = False,
    is_country: bool = False,
) -> Known:
    """The place with its weight, before any context.

    Examples
    --------
    >>> town = Place("", "Lyon", "town", "FR", "", "", 4.8, 45.8, 9.0, population=522_000)
    >>> known = weigh(
    ...     town, "Lyon", "world", is_own_name=True, is_joined=False, is_capital=False
    ... )
    >>> round(known.points, 1), known.reasons
    (2.6, ('522,000 people',))
    """
    points, belief, reason = _weigh_origin(place, origin, is_own_name=is_own_name)
    reasons = [reason] if reason else []
    is_capital = is_capital and (is_own_name or place.population >= 100_000)
    if is_capital:
        points, belief = points + 1.5, belief + 1.5
        reasons.append("a national capital")
    if (spelling.lower(), place.country) in _SEATS and place.population >= 5_000:
        points, belief = points + 4.5, belief + 1.0
        reasons.append("where the world's bodies meet")
    if not is_own_name and origin in ("world", "dump"):
        points -= 1.2 if place.kind != "district" else 2.2
        if has_namesake:
            points -= 2.0  # Austin was Waterloo once; Waterloo is Waterloo still
        if is_country:
            points -= 4.0  # Mexico City is called Mexico by those who live in it
        # A second name that is no other spelling of the first: Topeka was Google for a month.
        belief -= 0.8 if place.population >= 1_000_000 or is_alike(spelling, place.name) else 1.8
        reasons.append("not its usual name")
        if place.name == f"{spelling.title()} City" and not spelling.startswith(("al ", "el ")):
            belief -= 2.0  # Ho Chi Minh and Quezon were men
    if is_joined:
        points -= 0.7
        belief -= 0.0 if origin in ("border", "user") else 1.0
    return Known(
        place,
        spelling,
        origin,
        is_own_name,
        is_joined,
        is_capital,
        points,
        belief,
        tuple(reasons),
        spot_of(place.longitude, place.latitude),
    )


def is_alike(spelling: str, name: str) -> bool:
    """Whether two names could be one in two transcriptions, or one with a word more."""
    first, second = squash(spelling.lower()), squash(fold(name))
    return first[:1] == second[:1] and (
        first in second or second in first or len(set(first) ^ set(second)) <= 3
    )


def _weigh_origin(place: Place, origin: str, *, is_own_name: bool) -> tuple[float, float, str]:
    if origin not in _TABLES:
        return _weigh_world(place, is_own_name=is_own_name)
    points, belief, reason = _TABLES[origin]
    if place.kind == "country":
        return 6.0, 6.0, "a country"
    if place.valid_to is not None:
        points -= 0.6
    points += _KIND_POINTS.get(place.kind, 0.0)
    points += 0.5 * max(0.0, math.log10(place.population + 1) - 4.0)
    if not place.is_confirmed:
        points -= 0.4
    return points, belief, reason


def _weigh_world(place: Place, *, is_own_name: bool) -> tuple[float, float, str]:
    people = math.log10(place.population + 1)
    if place.kind == "province":
        return 0.9 * (people - 3.8), min(2.2, 0.6 + 0.5 * (people - 3.0)), "a first-level unit"
    if place.kind == "district":
        return 0.4 * people - 1.2, 1.0 if is_own_name else -0.5, ""
    size = math.log10(place.population + 100)
    reason = f"{place.population:,} people" if place.population else ""
    # A metropolis is meant more often than its size alone would say.
    points = 1.5 * (size - 4.0) + 1.5 * max(0.0, size - 5.7)
    return points, min(2.5, size - 4.3), reason
