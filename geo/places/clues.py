"""What a whole text says about where it is: countries, provinces, places it is sure about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.places.name import Found, Name
from geo.places.nearness import is_within
from geo.places.place import Place
from geo.places.prior import Known, Meanings


@dataclass(slots=True)
class Clues:
    """What the whole text says about where it is.

    Attributes
    ----------
    counts : code to how often the text speaks of the country, in names and in words.
    own : of these, what each folded name itself added: it is no witness for itself.
    provinces : (country, first-level unit) named.
    anchors : places the text is sure about.
    """

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    own: defaultdict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    provinces: set[tuple[str, str]] = field(default_factory=set)
    anchors: list[Place] = field(default_factory=list)
    total: float = 0.0

    def share(self, country: str, folded: str) -> float:
        """The share of what the text speaks of that is this country, 0 to 1.

        Parameters
        ----------
        folded : the name that asks; what it added itself is left out.
        """
        count = self.counts.get(country, 0.0)
        if not count:
            return 0.0
        own = self.own.get(folded)
        if own is None:
            return count / self.total
        count -= own.get(country, 0.0)
        return count / (self.total - sum(own.values())) if count > 0.01 else 0.0


def read_clues(found: Found, links: Mapping[int, tuple[str, int]]) -> Clues:
    """Countries and provinces that the text names or speaks for; no anchors yet.

    Parameters
    ----------
    links : see `geo.places.links.find_links`.
    """
    clues = Clues()
    for code in found.demonyms:
        clues.counts[code] += 1
    for number, name in enumerate(found.names):
        if name.belief > -1.5:
            how, other = links.get(number, ("", -1))
            is_told = how == "inside"
            known = _told_places(name, found.names[other]) if is_told else name.known
            _count_name(name, known, clues, is_told=is_told)
    clues.total = sum(clues.counts[code] for code in sorted(clues.counts)) or 1.0
    return clues


def _told_places(inner: Name, outer: Name) -> Meanings:
    """The places of a name that lie where the text says."""
    told = [
        known
        for known in inner.known[:30]
        if any(is_within(known.place, wide.place) for wide in outer.known[:3])
    ]
    return Meanings(told) if told else inner.known


def _count_name(name: Name, places: Meanings, clues: Clues, *, is_told: bool) -> None:
    best = places.best or places[0]
    counts, provinces = clues.counts, clues.provinces
    if best.place.kind == "country" and places.provinces:
        counts[_told_country(name, best, provinces)] += 1
    else:
        for code, weight in places.votes:
            counts[code] += weight
            if not is_told and best.place.kind != "country":
                own = clues.own[name.folded]
                own[code] = own.get(code, 0.0) + weight
    if name.is_dateline and best.place.adm_1 and best.origin not in ("border", "user"):
        provinces.add((best.place.country, best.place.adm_1))
        counts[best.place.country] += 1
    for country, unit, points in places.provinces:
        if points >= best.points - 1.0:
            provinces.add((country, unit))


def _told_country(name: Name, best: Known, provinces: set[tuple[str, str]]) -> str:
    """The country a name counts for: in a text from Atlanta, Georgia is in the United States."""
    for country, unit, _ in name.known.provinces:
        if (country, unit) in provinces:
            return country
    return best.place.country


def add_told_units(clues: Clues, outer: Name, inner: Name) -> None:
    """Note the state that "Atlanta, Georgia" names, whatever Georgia means elsewhere."""
    best = inner.known.best or inner.known[0]
    for known in outer.known[:8]:
        if known.place.kind == "province" and is_within(best.place, known.place):
            clues.provinces.add((known.place.country, known.place.name))
