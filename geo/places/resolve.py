"""Say what place each name means, or that it means none, with reasons a person can read.

Every candidate place collects points for what speaks for it: how big it is, whose table it is
in, what the words around say ("district", ", Ohio"), which countries and provinces the text
names, how near it is to the places the text is sure about. A name keeps one sense a document,
except where the words beside it say otherwise ("Khost province").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.places.fold import fold_word, fold
from geo.places.gazetteer import Gazetteer, Known
from geo.places.links import link_of
from geo.places.mentions import Found, Name
from geo.places.nearness import is_within, rough_km
from geo.places.place import Candidate, Place

_ENOUGH = 0.7  # log odds from which on a name counts as a place
_MOST_CANDIDATES = 12
_KEPT_CANDIDATES = 5
_BORDER_COUNTRIES = ("AF", "PK")


@dataclass(slots=True)
class Clues:
    """What the whole text says about where it is."""

    countries: dict[str, float] = field(default_factory=dict)
    provinces: set[tuple[str, str]] = field(default_factory=set)
    anchors: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Resolved:
    """A name with its ranked candidates and what it was taken for."""

    name: Name
    candidates: tuple[Candidate, ...]
    belief: float
    container: int | None = None

    @property
    def is_place(self) -> bool:
        """Whether enough speaks for the name being a place at all."""
        return bool(self.candidates) and self.belief >= _ENOUGH


Scored = list[tuple[float, Known, list[str]]]


def resolve_names(text: str, found: Found, gazetteer: Gazetteer) -> list[Resolved]:
    """Ranked places for every name, in the order of the text."""
    names = found.names
    links = _links(text, names)
    clues = _first_clues(found)
    groups: dict[tuple[str, str | None, int | None], Scored] = {}
    keys = [_group_key(names, links, number) for number in range(len(names))]
    for key, number in zip(keys, range(len(names)), strict=True):
        if key not in groups:
            groups[key] = _score(names, number, links, clues, gazetteer)
    _add_anchors(clues, names, keys, groups)
    for key in list(groups):
        groups[key] = _rescore(groups[key], clues)
    resolved = [
        _decide(name, groups[key], found, clues, gazetteer)
        for name, key in zip(names, keys, strict=True)
    ]
    _share_sense(resolved)
    return resolved


def _group_key(
    names: Sequence[Name], links: Mapping[int, int], number: int
) -> tuple[str, str | None, int | None]:
    name = names[number]
    return name.folded, name.kind_hint, links.get(number)


def _links(text: str, names: Sequence[Name]) -> dict[int, int]:
    """Name number to the number of the name that says where it is."""
    links = {}
    for number in range(len(names) - 1):
        first, second = names[number], names[number + 1]
        how = link_of(text, first, second)
        if how == "inside" and _may_contain(first, second):
            links[number] = number + 1
        elif how == "owns" and _may_contain(second, first):
            links.setdefault(number + 1, number)
    return links


def _may_contain(inner: Name, outer: Name) -> bool:
    return any(
        is_within(small.place, wide.place)
        for wide in outer.known[:6]
        for small in inner.known[:30]
    )


def _first_clues(found: Found) -> Clues:
    counts: Counter[str] = Counter()
    provinces: set[tuple[str, str]] = set()
    for code in found.demonyms:
        counts[code] += 1
    for name in found.names:
        top = name.known[0]
        if top.origin in ("border", "user") and name.belief > -1.5:
            codes = {known.place.country for known in name.known if known.origin == top.origin}
            for code in sorted(codes - {""}):
                counts[code] += 1 / len(codes)
        for known in name.known[:8]:
            if known.place.kind == "country" and known.origin != "world":
                counts[known.place.country] += 1
            if known.place.kind == "province" and name.belief > -1.5:
                provinces.add((known.place.country, known.place.name))
    total = sum(counts.values()) or 1
    return Clues({code: count / total for code, count in counts.items()}, provinces)


def _score(
    names: Sequence[Name],
    number: int,
    links: Mapping[int, int],
    clues: Clues,
    gazetteer: Gazetteer,
) -> Scored:
    name = names[number]
    outer = names[links[number]] if number in links else None
    rows: Scored = []
    for known in _shortlist(name.known, clues, outer):
        points, reasons = _prior(known, gazetteer)
        points += _country_points(known.place, clues, reasons)
        points += _kind_points(known, name, reasons)
        if outer is not None:
            points += _container_points(known.place, outer, reasons)
        rows.append((points, known, reasons))
    rows.sort(key=lambda row: -row[0])
    return rows


def _shortlist(known: Sequence[Known], clues: Clues, outer: Name | None) -> Sequence[Known]:
    if len(known) <= _MOST_CANDIDATES:
        return known
    chosen = list(known[: _MOST_CANDIDATES - 4])
    for other in known[_MOST_CANDIDATES - 4 :]:
        place = other.place
        if (place.country, place.adm_1) in clues.provinces or (
            outer is not None and any(is_within(place, wide.place) for wide in outer.known[:6])
        ):
            chosen.append(other)
    return chosen


def _prior(known: Known, gazetteer: Gazetteer) -> tuple[float, list[str]]:
    place, reasons = known.place, []
    origin = known.origin
    if origin == "user":
        points = 9.0
        reasons.append("in your own table")
    elif origin in ("border", "crossing"):
        points = 3.5 if origin == "border" else 3.1
        if place.valid_to is not None:
            points -= 0.6
        if place.kind in ("town", "bazaar", "crossing"):
            points += 0.4
        if not place.is_confirmed:
            points -= 0.4
        reasons.append("in this border's table")
    elif origin == "country":
        points = 6.0
        reasons.append("a country")
    elif origin == "region":
        points = 4.5 if place.kind != "country" else 6.0
        reasons.append(f"a large {place.kind}")
    else:
        points = _world_prior(place, reasons)
    if gazetteer.capitals.get(fold(place.name)) == place.country and place.kind == "town":
        points += 1.5
        reasons.append("a national capital")
    if not known.is_own_name and origin in ("world", "dump"):
        points -= 1.2 if place.kind != "district" else 2.2
        reasons.append("not its usual name")
    if known.is_joined:
        points -= 0.7
    return points, reasons


def _world_prior(place: Place, reasons: list[str]) -> float:
    if place.kind == "province":
        reasons.append("a first-level unit")
        return 2.0 + 0.3 * math.log10(place.population + 1) - 0.5
    if place.kind == "district":
        return 0.4 * math.log10(place.population + 1) - 1.2
    if place.population:
        reasons.append(f"{place.population:,} people")
    return 1.4 * (math.log10(place.population + 200) - 4.0)


def _country_points(place: Place, clues: Clues, reasons: list[str]) -> float:
    points = 0.0
    share = clues.countries.get(place.country, 0.0)
    if share and place.kind != "country":
        points += 0.8 + 2.5 * share
        reasons.append(f"the text speaks of {place.country}")
    elif not place.country and any(code in clues.countries for code in _BORDER_COUNTRIES):
        points += 0.8 + 2.5 * sum(clues.countries.get(code, 0.0) for code in _BORDER_COUNTRIES)
    if (place.country, place.adm_1) in clues.provinces and place.adm_1:
        points += 2.0
        reasons.append(f"the text names {place.adm_1}")
    return points


def _kind_points(known: Known, name: Name, reasons: list[str]) -> float:
    hint = name.kind_hint
    if hint is None:
        return 0.0
    kind = known.place.kind
    if kind == hint or (hint == "town" and kind in ("village", "bazaar")) or (
        hint == "village" and kind == "town" and known.place.population < 20_000
    ):
        reasons.append(f"called a {hint}")
        return 2.5
    if hint in ("province", "district") and kind in ("province", "district"):
        return 1.0
    return -1.0


def _container_points(place: Place, outer: Name, reasons: list[str]) -> float:
    for wide in outer.known[:6]:
        if is_within(place, wide.place):
            reasons.append(f"in {wide.place.name}, as the text says")
            return 5.0
    return -2.0


def _add_anchors(
    clues: Clues,
    names: Sequence[Name],
    keys: Sequence[tuple[str, str | None, int | None]],
    groups: Mapping[tuple[str, str | None, int | None], Scored],
) -> None:
    """Places the text is sure about: far ahead of their rivals, and named as places."""
    seen: set[str] = set()
    for name, key in zip(names, keys, strict=True):
        rows = groups[key]
        if not rows or rows[0][1].place.kind in ("country", "region", "line"):
            continue
        place = rows[0][1].place
        lead = rows[0][0] - next(
            (row[0] for row in rows[1:] if rough_km(row[1].place, place) > 60), -9.0
        )
        if lead >= 2.0 and rows[0][0] + name.belief >= 2.5 and place.place_id not in seen:
            seen.add(place.place_id)
            clues.anchors.append(place)
        if len(clues.anchors) >= 12:
            return


def _rescore(rows: Scored, clues: Clues) -> Scored:
    if len(rows) < 2 and rows and rows[0][0] > 4:
        return rows
    again: Scored = []
    for points, known, reasons in rows:
        place = known.place
        if known.origin not in ("country", "region") and place.kind != "line":
            points += _anchor_points(place, clues, reasons)
        again.append((points, known, reasons))
    again.sort(key=lambda row: -row[0])
    return again


def _anchor_points(place: Place, clues: Clues, reasons: list[str]) -> float:
    best, nearest = math.inf, None
    for anchor in clues.anchors:
        if anchor.place_id != place.place_id and anchor.name != place.name:
            far = rough_km(anchor, place)
            if far < best:
                best, nearest = far, anchor
    if nearest is None or best > 500:
        return 0.0
    points = 2.0 if best < 60 else 1.3 if best < 200 else 0.4
    reasons.append(f"{best:.0f} km from {nearest.name}")
    return points


def _decide(
    name: Name, rows: Scored, found: Found, clues: Clues, gazetteer: Gazetteer
) -> Resolved:
    belief = name.belief
    points, known, reasons = rows[0]
    belief += _recognition(known, reasons)
    is_power = known.place.kind == "country" or "a national capital" in reasons
    if name.is_speech:
        belief -= 0.0 if is_power else 1.5
    if name.folded in found.people or (" " not in name.folded and name.folded in found.people):
        belief -= 1.5 if name.is_locative or name.kind_hint or is_power else 4.0
    weights = [math.exp(min(0.0, row[0] - points)) for row in rows]
    share = _share_of_top(rows, weights)
    certainty = share / (1.0 + math.exp(-(belief - _ENOUGH + 0.8)))
    candidates = tuple(
        Candidate(row[1].place, round(certainty * weight, 3), (*row[2], *name.notes))
        for row, weight in list(zip(rows, weights, strict=True))[:_KEPT_CANDIDATES]
    )
    return Resolved(name, candidates, belief)


def _share_of_top(rows: Scored, weights: Sequence[float]) -> float:
    """The top candidate's share, where rivals on the same ground do not count against it."""
    top = rows[0][1].place
    against = sum(
        weight
        for row, weight in zip(rows[1:], weights[1:], strict=True)
        if rough_km(row[1].place, top) > max(top.radius_km, 25.0)
    )
    return 1.0 / (1.0 + against)


def _recognition(known: Known, reasons: Sequence[str]) -> float:
    """How readily a name with such a best candidate is a place, log odds, by itself."""
    place = known.place
    base = {"user": 6.0, "border": 2.6, "crossing": 2.4, "country": 6.0, "region": 4.0}
    if known.origin in base:
        belief = base[known.origin]
    elif place.kind == "province":
        belief = 2.2
    elif place.kind == "district":
        belief = 1.0 if known.is_own_name else -0.5
    else:
        belief = min(2.5, math.log10(place.population + 100) - 4.3)
    if "a national capital" in reasons:
        belief += 1.5
    for reason in reasons:
        if reason.endswith("as the text says"):
            belief += 3.0
        elif " km from " in reason:
            belief += 0.8
        elif reason.startswith("the text names"):
            belief += 0.8
        elif reason.startswith("the text speaks of"):
            belief += 0.4
        elif reason == "not its usual name":
            belief -= 0.8
    return belief - (1.0 if known.is_joined and known.origin not in ("border", "user") else 0.0)


def _share_sense(resolved: Sequence[Resolved]) -> None:
    """A name that is surely a place once in a text is one again, unless a person bears it."""
    sure: dict[str, float] = defaultdict(lambda: -9.0)
    for one in resolved:
        sure[one.name.folded] = max(sure[one.name.folded], one.belief)
    for one in resolved:
        if one.belief < _ENOUGH <= sure[one.name.folded] - 1.5 and one.belief > _ENOUGH - 2.0:
            one.belief += 1.5
