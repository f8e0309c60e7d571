"""A file of places that is mapped into memory, and looked up by name without being read.

Two hundred thousand places as Python objects would take seconds and hundreds of megabytes.
Here they are columns in one file; names are found by a binary search over sorted hashes, and
a place becomes an object when a text names it.

Layout: the line ``DURANDLINE PLACES 2``, a line of JSON (columns with type, count and
offset; lists of countries, districts and so on; a note on the source), then the columns. The
columns are written so that they pack well: hashes as differences, names as numbers of lines.
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

_MAGIC = b"DURANDLINE PLACES 2\n"
_FILTER_BITS = 22
_NEWLINE = 10
_MOST = 60  # places of one name that are looked at, the most populous first


@dataclass(frozen=True, slots=True)
class Record:
    """One place to be written: a Place whose spellings are its further names.

    `number` joins the index's prefix to the place_id; where it is None, the place's own
    place_id stays.
    """

    number: int | None
    place: Place


def write_index(
    records: Iterable[Record],
    path: Path,
    *,
    prefix: str,
    note: dict[str, str],
    per_degree: int = 10_000,
) -> int:
    """Write places into a file that `NameIndex` maps; the number of places written.

    Parameters
    ----------
    records : the places; `number` with `prefix` before it becomes the place_id.
    path : replaced as a whole.
    note : what the file was made from ("source", "licence", "date", ...).
    per_degree : to how many parts of a degree coordinates are kept; 1,000 is 111 m.
    """
    rows = list(records)
    codes = _Codes()
    columns: dict[str, np.ndarray[Any, Any]] = {
        "longitude": _rounded((row.place.longitude for row in rows), per_degree),
        "latitude": _rounded((row.place.latitude for row in rows), per_degree),
        "radius": _rounded((row.place.radius_km for row in rows), 10.0),
        "population": np.array([row.place.population for row in rows], "<u4"),
        "kind": np.array([KINDS.index(row.place.kind) for row in rows], "u1"),
        "country": np.array([codes.of("country", row.place.country) for row in rows], "<u2"),
        "adm_1": np.array([codes.of("adm_1", row.place.adm_1) for row in rows], "<u2"),
        "adm_2": np.array([codes.of("adm_2", row.place.adm_2) for row in rows], "<u2"),
    }
    columns.update(_name_columns(rows))
    head = {"prefix": prefix, "note": note, "lists": codes.lists, "per_degree": per_degree}
    _write_file(path, columns, head)
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
        self._per_degree = int(header["per_degree"])
        text = self._columns["text"]
        ends = np.flatnonzero(text == _NEWLINE)
        self._starts = (ends + base + int(header["columns"]["text"][2]) + 1).astype("<u4")
        self._hashes = np.cumsum(self._columns["hash"], dtype="u4")
        self._names = _read_names(self._columns["name"])
        # One bit for each of four million values of a hash: most words are rejected by it.
        filled = np.zeros(1 << _FILTER_BITS, bool)
        filled[self._hashes >> (32 - _FILTER_BITS)] = True
        self._filter = np.packbits(filled, bitorder="little").tobytes()

    def __len__(self) -> int:
        return len(self._columns["number"])

    def find(self, key: str) -> list[tuple[Place, str]]:
        """Places that bear a name, the most populous first, each with the spelling that matched.

        Parameters
        ----------
        key : a squashed name (`geo.places.fold.squash`).
        """
        value = hash_key(key)
        bit = value >> (32 - _FILTER_BITS)
        if not self._filter[bit >> 3] >> (bit & 7) & 1:
            return []
        number = np.uint32(value)
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
        return Place(
            place_id=self._place_id(int(column["number"][row])),
            name=self._string(int(self._names[row])),
            kind=KINDS[column["kind"][row]],
            country=self._lists["country"][column["country"][row]],
            adm_1=self._lists["adm_1"][column["adm_1"][row]],
            adm_2=self._lists["adm_2"][column["adm_2"][row]],
            longitude=int(column["longitude"][row]) / self._per_degree,
            latitude=int(column["latitude"][row]) / self._per_degree,
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
        line = int(self._columns["spelling"][entry])
        return self._string(line or int(self._names[row]))

    def _string(self, line: int) -> str:
        start = int(self._starts[line])
        return self._data[start : self._data.find(b"\n", start)].decode("utf-8")


def _read_names(behind: Any) -> Any:
    """The line of each row's name: 0 stands for a new one, n for the newest but n - 1."""
    lines = np.cumsum(behind == 0) - np.maximum(behind.astype("i8") - 1, 0)
    return lines.astype("<u4")


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
    lines: dict[str, int] = {"": 0}

    def line_of(spelling: str) -> int:
        return lines.setdefault(spelling.replace("\n", " "), len(lines))

    # The usual names first, in the order of the rows: their lines need no numbers then.
    own_names = [line_of(row.place.name) for row in rows]
    highest = np.maximum.accumulate(np.array([0, *own_names], "i8"))
    is_new = np.diff(highest) > 0
    behind = np.where(is_new, 0, highest[1:] - np.array(own_names, "i8") + 1)
    entries = []
    numbers = [
        -1 - line_of(row.place.place_id) if row.number is None else row.number for row in rows
    ]
    for position, row in enumerate(rows):
        seen = set()
        for spelling in (row.place.name, *row.place.spellings):
            key = squash(fold(spelling))
            if key and key not in seen:
                seen.add(key)
                # 0 says "its own name", which packs better than the line over again.
                own = spelling == row.place.name
                entries.append((hash_key(key), position, 0 if own else line_of(spelling)))
    entries.sort()
    table = np.array(entries or np.empty((0, 3)), "i8")
    text = "\n".join(lines) + "\n"
    return {
        "number": np.array(numbers, "<i4"),
        "name": behind.astype("<u4"),
        "hash": np.diff(table[:, 0], prepend=0).astype("<u4"),
        "row": table[:, 1].astype("<u4"),
        "spelling": table[:, 2].astype("<u4"),
        "text": np.frombuffer(("\n" + text).encode("utf-8"), "u1"),
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
