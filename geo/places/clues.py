"""What a whole text says about where it is: countries, provinces, places it is sure about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from geo.places.home import Home, find_home
from geo.places.name import Found, Name
from geo.places.nearness import is_within
from geo.places.prior import SMALL_VOTE, Known, Meanings, Unit
from geo.places.words import KIND_WORDS

_UNLINKED = ("", -1)


# A place the text is sure about: its unit vector, its name.
Anchor = tuple[float, float, float, str]


@dataclass(slots=True)
class Clues:
    """What the whole text says about where it is.

    Attributes
    ----------
    counts : code to how often the text speaks of the country, in names and in words.
    own : of these, what each folded name itself added: it is no witness for itself.
    provinces : (country, first-level unit) named.
    alone : of these, those named otherwise than behind a town: a local paper says of the towns
        of other states only what state they are in.
    districts : (country, second-level unit of this border) named.
    counties : second-level units that the text names, each with how many of its other names
        could lie in it.
    home : the ground that most of its names could be on, if there is one.
    anchors : places the text is sure about.
    """

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    own: defaultdict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    provinces: set[tuple[str, str]] = field(default_factory=set)
    alone: set[tuple[str, str]] = field(default_factory=set)
    districts: set[tuple[str, str]] = field(default_factory=set)
    counties: dict[Unit, int] = field(default_factory=dict)
    home: Home | None = None
    anchors: list[Anchor] = field(default_factory=list)
    total: float = 0.0
    _shares: dict[str, float] | None = None

    def shares(self, folded: str) -> Mapping[str, float]:
        """Of each country, the share of what the text speaks of that it is, 0 to 1.

        Parameters
        ----------
        folded : the name that asks; what it added itself is left out.
        """
        own = self.own.get(folded)
        if own is None:
            if self._shares is None:
                self._shares = {code: n / self.total for code, n in self.counts.items() if n}
            return self._shares
        rest = self.total - sum(own.values())
        counts = {code: n - own.get(code, 0.0) for code, n in self.counts.items()}
        return {code: n / rest for code, n in counts.items() if n > 0.01}


def read_clues(found: Found, links: Mapping[int, tuple[str, int]]) -> Clues:
    """Countries and provinces that the text names or speaks for; no anchors yet.

    Parameters
    ----------
    links : see `geo.places.links.find_links`.
    """
    clues = Clues()
    for code in found.demonyms:
        clues.counts[code] += 1
    names = found.names
    for number, name in enumerate(names):
        if name.belief > -1.5:
            how, other = links.get(number, _UNLINKED)
            if how == "inside":
                told = name.known.within(names[other].known) or name.known
                _count_name(name, told, clues, is_told=True, is_outer=False)
            else:
                _count_name(name, name.known, clues, is_told=False, is_outer=how == "holds")
    clues.home = find_home(names)
    clues.counties = _count_counties(names)
    states = set(_told_by_counties(clues.counties))
    clues.provinces |= states
    clues.alone |= states
    clues.total = sum(clues.counts[code] for code in sorted(clues.counts)) or 1.0
    return clues


def _count_counties(names: Sequence[Name]) -> dict[Unit, int]:
    """Of each "Wilson County" that may be meant, how many names of the text could be in it."""
    units: dict[str, frozenset[Unit]] = {
        one.folded: one.known.units
        for one in names
        if one.known.units and (one.kind_hint == "district" or _is_unit_name(one.folded))
    }
    if not units:
        return {}
    named = frozenset().union(*units.values())
    counts = dict.fromkeys(sorted(named), 0)
    for folded, homes in {one.folded: one.known.homes for one in names}.items():
        for unit in homes & named:
            counts[unit] += unit not in units.get(folded, ())
    return counts


def _is_unit_name(folded: str) -> bool:
    """Whether a name says itself that it is a unit's: "wilson county"."""
    return " " in folded and KIND_WORDS.get(folded.rsplit(" ", 1)[1]) == "district"


def _told_by_counties(counties: Mapping[Unit, int]) -> Iterator[tuple[str, str]]:
    """The states of those counties that the text's towns tell from their namesakes."""
    best: dict[str, int] = {}
    for (_, _, name), towns in counties.items():
        best[name] = max(best.get(name, 0), towns)
    for name, towns in best.items():
        states = [unit[:2] for unit, n in counties.items() if unit[2] == name and n == towns]
        if len(states) == 1:
            yield states[0]


def _count_name(
    name: Name, places: Meanings, clues: Clues, *, is_told: bool, is_outer: bool
) -> None:
    best = places.best or places[0]
    counts, units = clues.counts, places.provinces
    if units and best.place.kind == "country":
        counts[_told_country(name, best, clues.provinces)] += 1
    elif places.votes:
        is_witness = is_told or best.place.kind == "country"
        own = {} if is_witness else clues.own[name.folded]
        for code, weight in places.votes:
            if weight == SMALL_VOTE and name.belief < 0.3:
                continue  # a surname or a plain word may be a small town anywhere
            counts[code] += weight
            own[code] = own.get(code, 0.0) + weight
    if best.place.kind == "district" and best.origin in ("border", "user"):
        clues.districts.add((best.place.country, best.place.name))
    if name.is_dateline and best.place.adm_1 and best.origin not in ("border", "user"):
        clues.provinces.add((best.place.country, best.place.adm_1))
        clues.alone.add((best.place.country, best.place.adm_1))
        counts[best.place.country] += 1
    for country, unit, points in units:
        if points >= best.points - 1.0:
            clues.provinces.add((country, unit))
            if not is_outer:
                clues.alone.add((country, unit))


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
