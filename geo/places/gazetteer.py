"""All the places the program knows, found by any spelling of their names.

Six sources in one: the user's own tables, this border's places and crossings, countries and
large regions, places along other borders, the world's towns and their units, and country dumps
the user installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from geo.errors import InputError
from geo.places.fold import fold, squash
from geo.places.index import NameIndex
from geo.places.install import installed_indexes
from geo.places.name import Run
from geo.places.nearness import rough_km
from geo.places.place import Place
from geo.places.prior import NOTHING, Meanings, weigh
from geo.places.sources import (
    DATA,
    WORLD_INDEX,
    read_abbreviations,
    read_capitals,
    read_countries,
    read_crossing_places,
    read_demonyms,
    read_places_table,
)

ORIGINS = ("user", "border", "crossing", "country", "region", "abroad", "world", "dump")
_MOST_KNOWN = 10_000  # names remembered with what they mean
_MOST_UNKNOWN = 50_000  # names remembered as nobody's
_ON_RIVER = re.compile(r" (?:upon|on|under|am|an der|sur) ")
# Kinds that stand for the same sort of thing, so that two sources mean one place.
_SORTS = {"province": "unit", "district": "unit", "country": "country", "region": "region"}


class Gazetteer:
    """Places by name.

    Parameters
    ----------
    tables : (origin, places) in the order in which they win: see `ORIGINS`.
    indexes : (origin, mapped file) likewise, after the tables.
    demonyms : folded word for a country's people to the country's code.
    capitals : folded name of a national capital to its country's code.
    abbreviations : short form of a first-level unit to its name and country.

    Attributes
    ----------
    runs : what runs of capitalised words hold (`geo.places.runs`), kept for the next text.
    """

    def __init__(
        self,
        tables: Iterable[tuple[str, Sequence[Place]]],
        indexes: Iterable[tuple[str, NameIndex]] = (),
        demonyms: dict[str, str] | None = None,
        capitals: dict[str, str] | None = None,
        abbreviations: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        self.tables = tuple((origin, tuple(places)) for origin, places in tables)
        self.indexes = tuple(indexes)
        self.demonyms = demonyms or {}
        self.capitals = capitals or {}
        self._by_key: dict[str, list[tuple[str, Place, str]]] = {}
        for origin, places in self.tables:
            for place in places:
                self._enter(origin, place)
        self._short = abbreviations or {}
        self.runs: dict[str, Run] = {}
        self._known: dict[str, Meanings] = {}
        self._unknown: set[str] = set()

    def find(self, name: str) -> Meanings:
        """Places that bear the name, in any spelling that folds to the same letters.

        Those of the winning sources come first, within a source the most populous.

        Examples
        --------
        >>> gazetteer = load_gazetteer()
        >>> gazetteer.find("Miran Shah")[0].place.country
        'PK'
        >>> gazetteer.find("")
        ()
        """
        return self.find_folded(fold(name))

    def find_folded(self, folded: str) -> Meanings:
        """`find` for a name that is folded already."""
        known = self._known.get(folded)
        if known is not None:
            return known
        if folded in self._unknown:
            return NOTHING
        known = self._look_up(folded)
        # What is full is emptied: news names much the same places, a long run of it all of them.
        if not known:
            if len(self._unknown) >= _MOST_UNKNOWN:
                self._unknown.clear()
            self._unknown.add(folded)
            return NOTHING
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
            self.runs.clear()
        self._known[folded] = known
        return known

    @cached_property
    def abbreviations(self) -> dict[str, Meanings]:
        """Short forms ("Calif.") to the first-level units they stand for."""
        found = {}
        for short, (name, country) in self._short.items():
            units = [
                known
                for known in self.find(name)
                if known.place.kind == "province" and known.place.country == country
            ]
            if units:
                found[short] = Meanings(units[:1])
        return found

    def place(self, place_id: str) -> Place | None:
        """The place of that id in the tables (not the indexes), None if there is none."""
        return self._by_id.get(place_id)

    @cached_property
    def _by_id(self) -> dict[str, Place]:
        # The first table that has an id wins, as it does for names.
        found: dict[str, Place] = {}
        for _, places in self.tables:
            for place in places:
                found.setdefault(place.place_id, place)
        return found

    def _enter(self, origin: str, place: Place) -> None:
        seen = set()
        for spelling in (place.name, *place.spellings):
            folded = fold(spelling)
            key = squash(folded)
            if key and key not in seen:
                seen.add(key)
                self._by_key.setdefault(key, []).append((origin, place, folded))

    def _look_up(self, folded: str) -> Meanings:
        key = squash(folded)
        if not key:
            return NOTHING
        found = list(self._by_key.get(key, ()))
        for origin, index in self.indexes:
            for place, spelling in index.find(key):
                # "Of Ice" is not Office, but Sisaket is Si Sa Ket.
                if len(key) < (6 if " " not in folded else 8) and fold(spelling) != folded:
                    continue
                same = next((n for n, one in enumerate(found) if _is_same(place, one[1])), None)
                if same is None:
                    found.append((origin, place, fold(spelling)))
                elif place.population > found[same][1].population:
                    # The table knows where it is, the index how many live there.
                    known = replace(found[same][1], population=place.population)
                    found[same] = (found[same][0], known, found[same][2])
        capital = self._capital([place for _, place, _ in found], folded)
        # GeoNames has New Delhi as another name of Delhi; it is the capital all the same.
        is_seat = folded in self.capitals
        is_country = any(origin == "country" for origin, _, _ in found)
        own = max(
            (place.population for _, place, _ in found if _is_own_name(place, key)), default=0
        )
        return Meanings(
            weigh(
                place,
                spelling,
                origin,
                is_own_name=_is_own_name(place, key) or (place is capital and is_seat),
                is_joined=spelling != folded,
                is_capital=place is capital,
                # Köln is Cologne, however many villages are called that.
                has_namesake=own >= max(5_000, place.population / 30),
                is_country=is_country,
            )
            for origin, place, spelling in found
        )

    def _capital(self, places: Sequence[Place], folded: str) -> Place | None:
        of = self.capitals.get(folded)
        towns = [
            place
            for place in places
            if place.kind == "town"
            and (place.country == of or self.capitals.get(fold(place.name)) == place.country)
        ]
        return max(towns, key=lambda town: town.population, default=None)


def load_gazetteer(extra: Sequence[Path] = ()) -> Gazetteer:
    """The gazetteer of everything that is there, the user's own tables first.

    Parameters
    ----------
    extra : tables of the user's own, in the layout of this border's table.

    Raises
    ------
    InputError
        A table is not there or cannot be read; the message names file and row.
    """
    user: list[Place] = []
    for path in extra:
        if not path.is_file():
            raise InputError("expected a table of places, found no such file", where=str(path))
        user.extend(read_places_table(path))
    border, crossings, countries, regions, abroad = _own_tables()
    indexes = [("world", WORLD_INDEX)] if WORLD_INDEX.is_file() else []
    indexes += [("dump", path) for path in installed_indexes()]
    return Gazetteer(
        [
            ("user", user),
            ("border", border),
            ("crossing", crossings),
            ("country", countries),
            ("region", regions),
            ("abroad", abroad),
        ],
        [(origin, NameIndex(path)) for origin, path in indexes],
        read_demonyms(),
        read_capitals(),
        read_abbreviations(),
    )


@lru_cache(maxsize=1)
def _own_tables() -> tuple[tuple[Place, ...], ...]:
    border_file = DATA / "places.csv"
    border = read_places_table(border_file) if border_file.is_file() else []
    countries = read_countries()
    # The border's own table may repeat countries and regions of the world: one each is enough.
    named = {place.name for place in border if place.kind != "country"}
    regions = read_places_table(DATA / "regions.csv")
    return (
        tuple(place for place in border if place.kind != "country"),
        tuple(read_crossing_places()),
        tuple(countries),
        tuple(place for place in regions if place.name not in named),
        tuple(read_places_table(DATA / "borders.csv")),
    )


def _is_own_name(place: Place, key: str) -> bool:
    folded = fold(place.name)
    if squash(folded) == key:
        return key != "quebec" or place.kind != "town"  # the town is Quebec City
    # Newcastle upon Tyne is Newcastle, New York City New York; Oklahoma City is not Oklahoma.
    short = _ON_RIVER.split(folded, maxsplit=1)[0]
    return squash(short) == key or (key == "newyork" and folded == "new york city")


def _is_same(first: Place, second: Place) -> bool:
    if first.country != second.country:
        return False
    sorts = _SORTS.get(first.kind, "spot"), _SORTS.get(second.kind, "spot")
    if sorts[0] != sorts[1]:
        return False
    far = rough_km(first, second)
    return far <= (15.0 if sorts[0] == "spot" else max(first.radius_km, 30.0))
