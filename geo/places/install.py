"""Country dumps of GeoNames that the user installs beside what the package brings."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geo.errors import InputError

ADDRESS = "https://download.geonames.org/export/dump/{country}.zip"
_LIMIT_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed: the index, where the dump came from, when, its SHA-256, its rows.

    `retrieved` is an ISO date and time (UTC), "" for a dump that lay on disk already.
    """

    path: Path
    address: str
    retrieved: str
    sha256: str
    n_places: int


def installed_indexes() -> list[Path]:
    """The indexes of the installed dumps, in the order of their names."""
    folder = data_folder()
    return sorted(folder.glob("*.places")) if folder.is_dir() else []


def data_folder() -> Path:
    """Where installed gazetteers live: DURANDLINE_DATA, else the user's data folder."""
    import platformdirs

    chosen = os.environ.get("DURANDLINE_DATA")
    base = Path(chosen) if chosen else Path(platformdirs.user_data_dir("durandline"))
    return base / "gazetteer"


def install_dump(
    source: Path, country: str | None = None, *, folder: Path | None = None
) -> Installed:
    """Build the index of a dump that lies on disk.

    Parameters
    ----------
    source : AF.zip, AF.txt or AF.txt.gz in GeoNames' layout.
    country : the name of the index, by default what the file's name starts with ("AF").
    folder : where to put it, by default `data_folder`.

    Raises
    ------
    InputError
        The file is not there or is no dump.
    """
    if not source.is_file():
        raise InputError("expected a dump of GeoNames, found no such file", where=str(source))
    name = _country(country or source.name.split(".")[0])
    return _build(source, name, folder or data_folder(), address=str(source.name), retrieved="")


def download_dump(
    country: str,
    *,
    address: str | None = None,
    folder: Path | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Installed:
    """Fetch a country's dump and build its index.

    Parameters
    ----------
    country : ISO 3166-1 alpha-2 code, such as "AF".
    address : where from, by default GeoNames' own server.
    progress : called with the bytes done and the bytes there are.

    Raises
    ------
    InputError
        The code is no country code, or what came is no dump.
    FetchError
        The address does not answer.
    """
    from geo.fetch import download

    name = _country(country)
    target = address or ADDRESS.format(country=name)
    with tempfile.TemporaryDirectory() as scratch:
        came = download(
            target,
            Path(scratch) / f"{name}.zip",
            limit_bytes=_LIMIT_BYTES,
            typed_by_user=address is not None,
            progress=progress,
        )
        return _build(
            came.path, name, folder or data_folder(), address=came.url, retrieved=came.retrieved
        )


def _country(code: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", code):
        raise InputError(f"expected a country's two letters, such as AF; found {code!r}")
    return code.upper()


def _build(source: Path, name: str, folder: Path, *, address: str, retrieved: str) -> Installed:
    from geo.places.dump import read_dump
    from geo.places.index import write_index

    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    note = {
        "source": f"GeoNames dump {name}",
        "licence": "CC BY 4.0",
        "address": address,
        "retrieved": retrieved,
        "sha256": sha256,
    }
    path = folder / f"{name}.places"
    count = write_index(read_dump(source), path, prefix="geonames:", note=note)
    return Installed(path, address, retrieved, sha256, count)
