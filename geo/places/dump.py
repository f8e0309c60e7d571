"""Read a country dump in GeoNames' layout: 19 tab-separated columns, no header, UTF-8.

The file may be a .zip as GeoNames serves it, a .gz, or the plain text.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geo.errors import TableError
from geo.places.index import Record
from geo.places.place import Place
from geo.places.sources import town_radius_km

_COLUMNS = 19
_MOST_NAMES = 8
_LEAST_NAME = 3  # letters
_UNITS = {"ADM1": "province", "ADM2": "district", "ADM3": "district"}
_FEATURES = {
    "PASS": "pass",
    "GAP": "pass",
    "VAL": "valley",
    "VALS": "valley",
    "STM": "river",
    "STMI": "river",
    "RGN": "region",
    "LCTY": "other",
    "MT": "other",
    "MTS": "region",
    "HLL": "other",
    "HLLS": "other",
    "PK": "other",
    "MKT": "bazaar",
    "CMP": "camp",
    "CMPRF": "camp",
    "PSTB": "crossing",
    "MILB": "post",
    "FT": "post",
    "AIRP": "other",
}
_RADIUS_KM = {"province": 90.0, "district": 25.0, "river": 60.0, "region": 60.0, "valley": 10.0}
_SCRIPTS = (("A", "ɏ"), ("Ḁ", "ỿ"), ("؀", "ۿ"))  # Latin and Arabic, first and last letters


def read_dump(path: Path) -> Iterator[Record]:
    """The places of a dump that a report could name: settlements, units, passes, valleys.

    Raises
    ------
    TableError
        The file is no dump, or a row has a wrong number of columns or no position; the
        message names the row.
    """
    units = _unit_names(path)
    for number, cells in _rows(path):
        kind = _kind(cells[6], cells[7])
        if kind is not None:
            yield _record(cells, kind, units, f"{path}:{number}")


@contextmanager
def _open_dump(path: Path) -> Iterator[IO[str]]:
    if not path.is_file():
        raise TableError("expected a dump, found no such file", where=str(path))
    head = path.open("rb").read(4)
    if head == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    elif head[:2] == b"\x1f\x8b":
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            yield file
    else:
        with path.open(encoding="utf-8", newline="\n") as file:
            yield file


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if name.endswith(".txt")]
    wanted = [name for name in names if not name.lower().startswith("readme")]
    if not wanted:
        raise TableError("expected a .txt file in the archive, found none", where=str(path))
    return wanted[0]


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    with _open_dump(path) as file:
        try:
            for number, line in enumerate(file, 1):
                cells = line.rstrip("\n").split("\t")
                if len(cells) != _COLUMNS:
                    raise TableError(
                        f"expected {_COLUMNS} tab-separated columns, found {len(cells)}",
                        where=f"{path}:{number}",
                    )
                yield number, cells
        except (UnicodeDecodeError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise TableError(f"expected UTF-8 text, found {error}", where=str(path)) from error


def _unit_names(path: Path) -> dict[tuple[str, str], str]:
    """(first code, second code or "") to the unit's name, as the dump's own rows say."""
    names = {}
    for _, cells in _rows(path):
        if cells[6] == "A" and cells[7] == "ADM1":
            names[cells[10], ""] = cells[1]
        elif cells[6] == "A" and cells[7] == "ADM2":
            names[cells[10], cells[11]] = cells[1]
    return names


def _kind(feature_class: str, code: str) -> str | None:
    if feature_class == "P":
        return "village"
    if feature_class == "A":
        return _UNITS.get(code)
    return _FEATURES.get(code)


def _record(cells: list[str], kind: str, units: dict[tuple[str, str], str], where: str) -> Record:
    try:
        number, population = int(cells[0]), int(cells[14] or 0)
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError as error:
        raise TableError(f"expected numbers, found {error}", where=where) from error
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise TableError(f"impossible position {latitude}, {longitude}", where=where)
    if kind == "village" and population >= 2_000:
        kind = "town"
    radius = town_radius_km(population) if kind in ("town", "village") else 5.0
    place = Place(
        place_id="",
        name=cells[1],
        kind=kind,
        country=cells[8],
        adm_1=units.get((cells[10], ""), ""),
        adm_2=units.get((cells[10], cells[11]), ""),
        longitude=longitude,
        latitude=latitude,
        radius_km=_RADIUS_KM.get(kind, radius),
        population=max(0, min(population, 2**32 - 1)),
        spellings=tuple(_other_names(cells)),
    )
    return Record(number, place)


def _other_names(cells: list[str]) -> list[str]:
    names = dict.fromkeys(name.strip() for name in (cells[2], *cells[3].split(",")))
    return [name for name in names if _is_useful(name)][:_MOST_NAMES]


def _is_useful(name: str) -> bool:
    if len(name) < _LEAST_NAME:
        return False
    letters = [character for character in name if character.isalpha()]
    return bool(letters) and all(
        any(first <= letter <= last for first, last in _SCRIPTS) for letter in letters
    )
