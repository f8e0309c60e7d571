"""A file of places that is mapped into memory, and looked up by name without being read.

Two hundred thousand places as Python objects would take seconds and hundreds of megabytes.
Here they are columns in one file; names are found by a binary search over sorted hashes, and
a place becomes an object when a text names it.

Layout: the line ``DURANDLINE PLACES 1``, a line of JSON (columns with type, count and
offset; lists of countries, districts and so on; a note on the source), then the columns.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import TableError
from geo.places.fold import fold, hash_key, squash
from geo.places.place import KINDS, Place
from geo.writing import replace_file

_MAGIC = b"DURANDLINE PLACES 1\n"
_MOST = 60  # places of one name that are looked at, the most populous first


@dataclass(frozen=True, slots=True)
class Record:
    """One place to be written: a Place whose spellings are its further names.

    `number` joins the index's prefix to the place_id; where it is None, the place's own
    place_id stays.
    """

    number: int | None
    place: Place


def write_index(records: Iterable[Record], path: Path, *, prefix: str, note: dict[str, str]) -> int:
    """Write places into a file that `NameIndex` maps; the number of places written.

    Parameters
    ----------
    records : the places; `number` with `prefix` before it becomes the place_id.
    path : replaced as a whole.
    note : what the file was made from ("source", "licence", "date", ...).
    """
    rows = list(records)
    codes = _Codes()
    columns: dict[str, np.ndarray[Any, Any]] = {
        "longitude": _rounded((row.place.longitude for row in rows), 1e4),
        "latitude": _rounded((row.place.latitude for row in rows), 1e4),
        "radius": _rounded((row.place.radius_km for row in rows), 10.0),
        "population": np.array([row.place.population for row in rows], "<u4"),
        "kind": np.array([KINDS.index(row.place.kind) for row in rows], "u1"),
        "country": np.array([codes.of("country", row.place.country) for row in rows], "<u2"),
        "adm_1": np.array([codes.of("adm_1", row.place.adm_1) for row in rows], "<u2"),
        "adm_2": np.array([codes.of("adm_2", row.place.adm_2) for row in rows], "<u2"),
    }
    columns.update(_name_columns(rows))
    _write_file(path, columns, {"prefix": prefix, "note": note, "lists": codes.lists})
    return len(rows)


class NameIndex:
    """Places in a mapped file.

    Parameters
    ----------
    path : a file made by `write_index`.

    Raises
    ------
    TableError
        The file is not one of these, or is cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            if file.readline() != _MAGIC:
                raise TableError(
                    "expected an index of places, found something else; build it again",
                    where=str(path),
                )
            header = json.loads(file.readline())
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            base = file.tell()
        self.note: dict[str, str] = header["note"]
        self._prefix: str = header["prefix"]
        self._lists: dict[str, list[str]] = header["lists"]
        self._columns: dict[str, Any] = {}
        for name, (kind, count, offset) in header["columns"].items():
            if base + offset + count * np.dtype(kind).itemsize > len(self._data):
                raise TableError(
                    f"the index is cut short in {name!r}; build it again", where=str(path)
                )
            self._columns[name] = np.frombuffer(self._data, kind, count, base + offset)
        self._text = base + int(header["columns"]["text"][2])
        # Kept as differences in the file, where small numbers pack better.
        self._hashes = np.cumsum(self._columns["hash"], dtype="u4")

    def __len__(self) -> int:
        return len(self._columns["number"])

    def find(self, key: str) -> list[tuple[Place, str]]:
        """Places that bear a name, the most populous first, each with the spelling that matched.

        Parameters
        ----------
        key : a squashed name (`geo.places.fold.squash`).
        """
        number = np.uint32(hash_key(key))
        low = int(self._hashes.searchsorted(number, "left"))
        high = low
        while high < len(self._hashes) and self._hashes[high] == number:
            high += 1
        if low == high:
            return []
        rows = self._columns["row"][low:high]
        order = np.argsort(-self._columns["population"][rows].astype("i8"), kind="stable")[:_MOST]
        found: dict[int, tuple[Place, str]] = {}
        for position in order:
            row = int(rows[position])
            spelling = self._spelling(low + int(position), row)
            if row not in found and squash(fold(spelling)) == key:
                found[row] = (self.place(row), spelling)
        return list(found.values())

    def place(self, row: int) -> Place:
        """The place in a row (0 to len - 1)."""
        column = self._columns
        names = self._string(int(column["name"][row]))
        return Place(
            place_id=self._place_id(int(column["number"][row])),
            name=names,
            kind=KINDS[column["kind"][row]],
            country=self._lists["country"][column["country"][row]],
            adm_1=self._lists["adm_1"][column["adm_1"][row]],
            adm_2=self._lists["adm_2"][column["adm_2"][row]],
            longitude=int(column["longitude"][row]) / 1e4,
            latitude=int(column["latitude"][row]) / 1e4,
            radius_km=int(column["radius"][row]) / 10,
            population=int(column["population"][row]),
            source=self.note.get("source", ""),
        )

    def _place_id(self, number: int) -> str:
        return f"{self._prefix}{number}" if number >= 0 else self._string(-1 - number)

    def spellings(self) -> list[str]:
        """Every spelling once, for a search of all of them."""
        text: bytes = self._columns["text"].tobytes()
        return [line for line in text.decode("utf-8").split("\n") if line]

    def _spelling(self, entry: int, row: int) -> str:
        offset = int(self._columns["spelling"][entry])
        return self._string(offset or int(self._columns["name"][row]))

    def _string(self, offset: int) -> str:
        start = self._text + offset
        return self._data[start : self._data.find(b"\n", start)].decode("utf-8")


class _Codes:
    """Lists of repeated words, each word once; the empty word is number 0."""

    def __init__(self) -> None:
        self.lists: dict[str, list[str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def of(self, name: str, word: str) -> int:
        words = self.lists.setdefault(name, [""])
        self._numbers.setdefault((name, ""), 0)
        if (name, word) not in self._numbers:
            self._numbers[name, word] = len(words)
            words.append(word)
        return self._numbers[name, word]


def _rounded(values: Iterable[float], factor: float) -> np.ndarray[Any, Any]:
    return np.round(np.array(list(values), "f8") * factor).astype("<i4")


def _name_columns(rows: Sequence[Record]) -> dict[str, np.ndarray[Any, Any]]:
    text = bytearray(b"\n")
    offsets: dict[str, int] = {}

    def offset_of(spelling: str) -> int:
        if spelling not in offsets:
            offsets[spelling] = len(text)
            text.extend(spelling.replace("\n", " ").encode("utf-8") + b"\n")
        return offsets[spelling]

    entries = []
    own_names = []
    numbers = [
        -1 - offset_of(row.place.place_id) if row.number is None else row.number for row in rows
    ]
    for position, row in enumerate(rows):
        own_names.append(offset_of(row.place.name))
        seen = set()
        for spelling in (row.place.name, *row.place.spellings):
            key = squash(fold(spelling))
            if key and key not in seen:
                seen.add(key)
                # 0 says "its own name", which packs better than the offset over again.
                own = spelling == row.place.name
                entries.append((hash_key(key), position, 0 if own else offset_of(spelling)))
    entries.sort()
    table = np.array(entries or np.empty((0, 3)), "i8")
    return {
        "number": np.array(numbers, "<i4"),
        "name": np.array(own_names, "<u4"),
        "hash": np.diff(table[:, 0], prepend=0).astype("<u4"),
        "row": table[:, 1].astype("<u4"),
        "spelling": table[:, 2].astype("<u4"),
        "text": np.frombuffer(bytes(text), "u1"),
    }


def _write_file(path: Path, columns: dict[str, np.ndarray[Any, Any]], head: dict[str, Any]) -> None:
    layout, offset = {}, 0
    for name, column in columns.items():
        layout[name] = [column.dtype.str, len(column), offset]
        offset += column.nbytes + (-column.nbytes) % 8
    with replace_file(path) as temporary, temporary.open("wb") as file:
        header = json.dumps({"columns": layout, **head}, sort_keys=True, ensure_ascii=True)
        file.write(_MAGIC)
        # Pad the header so that the columns start at a multiple of 8, as numpy likes them.
        padding = -(len(_MAGIC) + len(header) + 1) % 8
        file.write(header.encode("ascii") + b" " * padding + b"\n")
        for column in columns.values():
            file.write(column.tobytes() + b"\0" * ((-column.nbytes) % 8))
