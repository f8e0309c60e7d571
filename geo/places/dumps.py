"""Country dumps in the layout of GeoNames, read and packed into an index of places.

A dump is a text without header, 19 columns parted by tabs: plain, in gzip, or the one text in a
zip archive. It may come from anywhere, so it is unpacked piece by piece and up to a limit; nothing
of an archive is written to a path that it names.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import math
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from geo.errors import TableError
from geo.places.index import Record, write_index
from geo.places.place import Place
from geo.places.world import town_radius_km

MAX_BYTES = 768 * 1024 * 1024  # unpacked; the largest country's dump has some 350 MiB
MAX_ROWS = 3_000_000
_MAX_LINE = 65_536
_MAX_MEMBERS = 64
_MAX_UNITS = 60_000  # the index keeps the names of units as 16-bit numbers
_PIECE = 1 << 20
_COLUMNS = 19
_TOWN = 2_000  # inhabitants

# Feature codes of GeoNames to kinds; the first that begins the code decides.
_KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "A": (
        ("PCL", "country"),
        ("ADM1H", "region"),
        ("ADM1", "province"),
        ("ADM2H", "region"),
        ("ADM", "district"),
        ("PRSH", "district"),
        ("", "region"),
    ),
    "P": (("PPLX", "village"), ("PPLC", "town"), ("PPLA", "town"), ("", "village")),
    "T": (
        ("PASS", "pass"),
        ("GAP", "pass"),
        ("VAL", "valley"),
        ("GRGE", "valley"),
        ("RVN", "valley"),
        ("", "other"),
    ),
    "H": (("STM", "river"), ("WAD", "river"), ("", "other")),
    "L": (
        ("MILB", "post"),
        ("RGN", "region"),
        ("AREA", "region"),
        ("TRB", "region"),
        ("VAL", "valley"),
        ("CTRY", "region"),
        ("", "other"),
    ),
    # Of single buildings only what reports of a border name: no hotels, schools or wells.
    "S": (
        ("PST", "post"),
        ("FT", "post"),
        ("PP", "post"),
        ("CMP", "camp"),
        ("MKT", "bazaar"),
        ("AIR", "other"),
        ("DAM", "other"),
        ("MN", "other"),
        ("PASS", "pass"),
    ),
}
_RADIUS_KM = {
    "country": 500.0,
    "province": 80.0,
    "district": 20.0,
    "region": 30.0,
    "river": 20.0,
    "valley": 8.0,
    "pass": 3.0,
    "post": 2.0,
    "camp": 2.0,
    "bazaar": 2.0,
    "other": 5.0,
}
_MOST_KM = {"province": 400.0, "district": 80.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a dump, as far as it is kept."""

    number: int
    name: str
    spellings: tuple[str, ...]
    longitude: float
    latitude: float
    kind: str
    code: str
    country: str
    unit_1: str
    unit_2: str
    population: int


@dataclass(slots=True)
class Tally:
    """How many rows were kept, and how many were not.

    `bad` rows are not of the layout, `left_out` are of another country or of a kind that news
    does not name (hotels, wells, roads).
    """

    kept: int = 0
    bad: int = 0
    left_out: int = 0
    countries: set[str] = field(default_factory=set)


def build_dump_index(dump: Path, destination: Path, *, code: str, note: dict[str, str]) -> Tally:
    """Write the index of a country dump; how many rows were kept, bad and left out.

    Parameters
    ----------
    dump : zip, gzip or plain text.
    destination : replaced as a whole.
    code : the country, ISO 3166-1 alpha-2; rows of others are left out.
    note : what goes into the index about its source.

    Raises
    ------
    TableError
        The file is no dump, or no such country's, or an archive that cannot be trusted.
    """
    tally = Tally()
    with open_dump(dump) as stream:
        rows = list(read_rows(_read_lines(stream, str(dump)), code, tally, where=str(dump)))
    if not rows:
        others = ", ".join(sorted(tally.countries)[:5])
        raise TableError(
            f"expected rows of {code} in 19 columns parted by tabs,"
            + (f" found those of {others}; name that country" if others else " found none"),
            where=str(dump),
        )
    write_index(_to_records(rows), destination, prefix="geonames:", note=note)
    return tally


@contextlib.contextmanager
def open_dump(path: Path) -> Iterator[IO[bytes]]:
    """The text of a dump as a stream of bytes, unpacked while it is read.

    Raises
    ------
    TableError : the file is missing, broken, or an archive that cannot be trusted.
    """
    where = str(path)
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            if head.startswith(b"PK"):
                with zipfile.ZipFile(file) as archive, _open_member(archive, where) as member:
                    yield member
            elif head.startswith(b"\x1f\x8b"):
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield io.BufferedReader(unpacked)
            else:
                yield file
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError):
        raise TableError(
            "expected a whole archive, found a broken one; fetch it again", where=where
        ) from None
    except FileNotFoundError:
        raise TableError("expected a country dump, found no such file", where=where) from None
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror or error}", where=where) from None


def read_rows(
    lines: Iterable[bytes | None], code: str, tally: Tally, *, where: str
) -> Iterator[Row]:
    """The rows of one country that news may name; the others are counted in `tally`.

    Parameters
    ----------
    lines : without their ends; None stands for a line too long to be a row.
    """
    for line in lines:
        if line is not None and not line.strip():
            continue
        row = _read_row(line) if line is not None else None
        if row is None:
            tally.bad += 1
        elif row.country != code or not row.kind:
            tally.left_out += 1
            if row.country != code and len(tally.countries) < 300:
                tally.countries.add(row.country)
        else:
            tally.kept += 1
            yield row
        if tally.kept + tally.bad + tally.left_out > MAX_ROWS:
            raise TableError(f"expected a dump of at most {MAX_ROWS:,} rows", where=where)


def tell_kind(feature_class: str, code: str, population: int) -> str:
    """The kind of place that a feature code means, "" for what news does not name.

    Examples
    --------
    >>> tell_kind("A", "ADM2", 0), tell_kind("P", "PPL", 5_000), tell_kind("S", "HTL", 0)
    ('district', 'town', '')
    """
    for start, kind in _KINDS.get(feature_class, ()):
        if code.startswith(start):
            is_town = kind == "village" and code != "PPLX" and population >= _TOWN
            return "town" if is_town else kind
    return ""


def _open_member(archive: zipfile.ZipFile, where: str) -> IO[bytes]:
    """The one text in the archive beside its readme.

    Nothing is unpacked to disk, so a path in a name could do no harm; but no honest archive has
    one, and a second text would leave open which was meant.
    """
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise TableError("expected an archive of one text, found many files", where=where)
    for member in members:
        if "/" in member.filename or "\\" in member.filename or member.filename.startswith("."):
            raise TableError("expected plain file names in the archive, found paths", where=where)
    texts = [
        member
        for member in members
        if member.filename.lower().endswith(".txt") and member.filename.lower() != "readme.txt"
    ]
    if len(texts) != 1:
        raise TableError(
            f"expected one text beside readme.txt in the archive, found {len(texts)}", where=where
        )
    member = texts[0]
    if member.flag_bits & 1:
        raise TableError("expected an archive without a password", where=where)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise TableError("expected a common zip archive, found another packing", where=where)
    if member.file_size > MAX_BYTES:
        raise _too_large(where)
    return archive.open(member)


def _read_lines(stream: IO[bytes], where: str) -> Iterator[bytes | None]:
    """Lines without their ends, None for each that is too long; memory stays bounded."""
    total, rest, is_long = 0, b"", False
    while piece := stream.read(_PIECE):
        total += len(piece)
        if total > MAX_BYTES:
            raise _too_large(where)
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield None if is_long or len(line) > _MAX_LINE else line
            is_long = False
        if len(rest) > _MAX_LINE:
            rest, is_long = b"", True
    if rest or is_long:
        yield None if is_long else rest


def _too_large(where: str) -> TableError:
    return TableError(
        f"expected a dump of at most {MAX_BYTES >> 20} MiB unpacked, found more", where=where
    )


def _read_row(line: bytes) -> Row | None:
    try:
        cells = line.rstrip(b"\r").decode("utf-8").split("\t")
        if len(cells) != _COLUMNS:
            return None
        number, population = int(cells[0]), int(cells[14] or 0)
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        return None
    name = cells[1].strip()
    is_placed = abs(latitude) <= 90 and abs(longitude) <= 180
    if not name or not name.isprintable() or not is_placed or not 0 < number < 1 << 31:
        return None
    population = min(max(population, 0), 10**9)
    return Row(
        number,
        name,
        tuple(_keep_spellings(name, cells[2], cells[3])),
        longitude,
        latitude,
        tell_kind(cells[6], cells[7], population),
        cells[7],
        cells[8].upper(),
        cells[10],
        cells[11],
        population,
    )


def _keep_spellings(name: str, plain: str, others: str) -> Iterator[str]:
    """The further names that English news, or a search in this border's scripts, may use."""
    if plain and plain != name:
        yield plain
    for spelling in dict.fromkeys(others.split(",") if others else ()):
        first = spelling[:1]
        is_code = spelling.isascii() and spelling.isupper() and len(spelling) <= 5
        is_latin = first.isupper() and first < "ɐ"
        is_arabic = "\u0600" <= first <= "\u06ff"
        is_name = (is_latin or is_arabic) and not is_code and spelling.isprintable()
        if is_name and len(spelling) >= 3:
            yield spelling


def _to_records(rows: list[Row]) -> Iterator[Record]:
    firsts = {row.unit_1: row for row in rows if row.code == "ADM1" and row.unit_1}
    seconds = {(row.unit_1, row.unit_2): row for row in rows if row.code == "ADM2" and row.unit_2}
    if len(firsts) + len(seconds) > _MAX_UNITS:
        firsts, seconds = {}, {}
    reach = _measure_units(rows, firsts, seconds)
    for row in rows:
        first, second = firsts.get(row.unit_1), seconds.get((row.unit_1, row.unit_2))
        yield Record(
            row.number,
            Place(
                place_id="",
                name=row.name,
                kind=row.kind,
                country=row.country,
                adm_1=first.name if first and first is not row else "",
                adm_2=second.name if second and second is not row and first is not row else "",
                longitude=row.longitude,
                latitude=row.latitude,
                radius_km=reach.get(row.number) or _radius_km(row),
                population=row.population,
                spellings=row.spellings,
            ),
        )


def _radius_km(row: Row) -> float:
    if row.kind in ("town", "village"):
        return town_radius_km(row.population)
    return _RADIUS_KM[row.kind]


def _measure_units(
    rows: list[Row], firsts: dict[str, Row], seconds: dict[tuple[str, str], Row]
) -> dict[int, float]:
    """Radius of each unit by its number, kilometres: nine in ten of its places lie within."""
    far: dict[int, list[float]] = {}
    for row in rows:
        if row.kind not in ("town", "village"):
            continue
        for unit in (firsts.get(row.unit_1), seconds.get((row.unit_1, row.unit_2))):
            if unit is not None:
                far.setdefault(unit.number, []).append(_rough_km(unit, row))
    kinds = {unit.number: unit.kind for unit in (*firsts.values(), *seconds.values())}
    return {
        number: min(max(10.0, sorted(each)[int(0.9 * len(each))]), _MOST_KM[kinds[number]])
        for number, each in far.items()
        if len(each) >= 5
    }


def _rough_km(one: Row, two: Row) -> float:
    # A plane at the unit's latitude: good to some per cent over a province, enough for a radius.
    scale = math.cos(math.radians(one.latitude))
    across = (one.longitude - two.longitude + 180) % 360 - 180
    return 111.2 * math.hypot(across * scale, one.latitude - two.latitude)
