"""Install, list and remove country dumps of GeoNames, beside what the package brings.

An installed dump is an index (AF.places) and a record of where it came from (AF.json) in the
user's data folder; `geo.places.gazetteer` takes every index it finds there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from geo.errors import InputError, OutputError, TableError, UnknownNameError
from geo.fetch import Progress
from geo.places.install import data_folder, installed_indexes
from geo.writing import replace_file, write_text

SOURCE = "https://download.geonames.org/export/dump/{code}.zip"
_LIMIT_BYTES = 256 * 1024 * 1024
_DUMP = re.compile(r"([A-Za-z]{2})\.(?:zip|txt|txt\.gz)")
_CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Record:
    """What an installed dump was made from.

    `date` is the ISO day on which it was installed, `sha256` that of the file as it came, `rows`
    the places in the index; `bad_rows` were not of the layout, `left_out` of no use for news.
    """

    code: str
    address: str
    date: str
    sha256: str
    rows: int
    bad_rows: int = 0
    left_out: int = 0


def install_dump(
    code: str, *, source: str | Path | None = None, progress: Progress | None = None
) -> Record:
    """Build the index of a country's dump in the user's data folder; the old one is replaced.

    Parameters
    ----------
    code : ISO 3166-1 alpha-2 code of the country.
    source : a file, a folder that holds the country's dump, or an address; GeoNames' own by
        default.
    progress : called with the bytes fetched and the bytes there are (None: unknown).

    Raises
    ------
    InputError : the code is none, or the file is no dump of that country.
    FetchError : the address does not answer well.
    OutputError : the data folder cannot be written to.
    """
    code = check_code(code)
    chosen = str(source) if source is not None else SOURCE.format(code=code)
    folder = _make_folder()
    if not chosen.lower().startswith(("http://", "https://")):
        dump = Path(chosen)
        if dump.is_dir():
            dump = find_dumps(dump).get(code, dump / f"{code}.zip")
        return _install_file(code, dump, str(dump), _hash(dump), folder)
    from geo.fetch import download

    with tempfile.TemporaryDirectory() as scratch:
        made = download(
            chosen,
            Path(scratch) / f"{code}.download",
            limit_bytes=_LIMIT_BYTES,
            typed_by_user=source is not None,
            progress=progress,
        )
        return _install_file(code, made.path, chosen, made.sha256, folder)


def find_dumps(source: Path) -> dict[str, Path]:
    """The countries that a dump, or the dumps in a folder, are of, by the names of the files.

    Of several dumps of one country the first in the order of their names counts.
    """
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    found: dict[str, Path] = {}
    for file in files:
        named = _DUMP.fullmatch(file.name)
        if named:
            found.setdefault(named.group(1).upper(), file)
    return found


def list_installed() -> tuple[Record, ...]:
    """The installed dumps in the order of their codes; one without a record says "" for its source.

    Examples
    --------
    >>> list_installed()
    ()
    """
    return tuple(_read_record(index) for index in installed_indexes())


def remove(code: str) -> None:
    """Remove an installed dump.

    Raises
    ------
    UnknownNameError : it is not installed.
    """
    known = {index.stem: index for index in installed_indexes()}
    index = known.get(code.upper())
    if index is None:
        raise UnknownNameError("installed gazetteer", code, known)
    index.unlink(missing_ok=True)
    index.with_suffix(".json").unlink(missing_ok=True)


def check_code(code: str) -> str:
    """The code of a country in capitals.

    Raises
    ------
    InputError : it is not two letters.

    Examples
    --------
    >>> check_code("af")
    'AF'
    """
    if not _CODE.fullmatch(code.upper()):
        raise InputError(f"expected a country's two letters such as AF, found {code!r}")
    return code.upper()


def _install_file(code: str, dump: Path, address: str, sha256: str, folder: Path) -> Record:
    # Read where it is needed: a command's help needs no numpy.
    from geo.places.dumps import build_dump_index

    note = {
        "source": f"GeoNames {code}",
        "licence": "CC BY 4.0",
        "attribution": "GeoNames (geonames.org), CC BY 4.0",
        "sha256": sha256,
    }
    with replace_file(folder / f"{code}.places") as aside:
        tally = build_dump_index(dump, aside, code=code, note=note)
    day = dt.datetime.now(dt.UTC).date().isoformat()
    record = Record(code, address, day, sha256, tally.kept, tally.bad, tally.left_out)
    write_text(folder / f"{code}.json", json.dumps(asdict(record), indent=2) + "\n")
    return record


def _make_folder() -> Path:
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror or error}") from error
    return folder


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise TableError("expected a country dump, found no such file", where=str(path)) from None
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror or error}", where=str(path)) from None


def _read_record(index: Path) -> Record:
    try:
        row = json.loads(index.with_suffix(".json").read_text(encoding="utf-8"))
        return Record(**row)
    except (OSError, ValueError, TypeError):
        return Record(index.stem, "", "", "", 0)
