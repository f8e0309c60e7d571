"""Where places come from: the project's own tables, a user's table, the world's towns, dumps.

The world's towns are an index of their own: see `geo.places.world`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from geo.errors import TableError
from geo.places.fold import fold, squash
from geo.places.place import KINDS, Place

DATA = Path(__file__).parent / "data"
WORLD_INDEX = DATA / "world_towns.places"


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
    for row in read_rows(path):
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
        fold(word): row["code"]
        for row in read_rows(path)
        for word in _parts(row["demonyms"])
        if word
    }


def read_abbreviations(path: Path = DATA / "abbreviations.csv") -> dict[str, tuple[str, str]]:
    """Short forms of first-level units ("Calif.") to name and country code."""
    return {row["spelling"]: (row["name"], row["country"]) for row in read_rows(path)}


def read_capitals(path: Path = DATA / "countries.csv") -> dict[str, str]:
    """Each capital's folded name to the code of its country."""
    return {fold(row["capital"]): row["code"] for row in read_rows(path) if row["capital"]}


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of the project's own tables, as they are."""
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
