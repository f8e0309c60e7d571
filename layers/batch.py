"""Many maps in one run: the incidents cut into parts, one file a part and format."""

from __future__ import annotations

import calendar
import csv
import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError
from geo.events.event_types import EVENT_TYPES
from geo.incidents.text_files import guard
from geo.processes import map_in_order
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border

FORMATS = ("html", "png", "pdf", "svg")
BY = ("month", "year", "sector", "district", "type", "article", "all")

# Names that Windows keeps for devices, whatever their ending.
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Job:
    """One part of the incidents and the files to make of it."""

    name: str
    heading: str
    rows: gpd.GeoDataFrame
    targets: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """What every map of a batch says.

    Parameters
    ----------
    label : what to call the line; None for its usual name.
    n_not_english : articles that were not read, said on every page.
    """

    label: str | None = None
    n_not_english: int = 0


def export_maps(
    incidents: gpd.GeoDataFrame,
    border: Border,
    folder: Path,
    *,
    by: str = "month",
    formats: tuple[str, ...] = ("html", "png"),
    workers: int = 1,
    alike: Alike | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write one map for each part of the incidents and each format.

    Parameters
    ----------
    incidents : columns of geo.incidents.schema, EPSG:4326.
    border : the line to draw and measure on.
    folder : made if it is missing.
    by : one of `BY`. An incident of several months stands in the month of its first day; a
        sector is a stretch of the line, a district the one the incident lies in.
    formats : of `FORMATS`.
    workers : processes; the files are the same for any number.
    alike : what every map says.
    progress : called with the name of each part when it is done.

    Returns
    -------
    The files, in the order of the parts. An index of them, maps.csv, stands beside them.

    Raises
    ------
    OutputError : the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from error
    jobs = list(plan_jobs(incidents, folder, by, formats))
    draw = functools.partial(_draw, border=border, alike=alike or Alike())
    written: list[Path] = []
    for job in map_in_order(draw, jobs, min(workers, len(jobs))):
        written += job.targets
        if progress:
            progress(job.name)
    _write_index(jobs, folder)
    return tuple(written)


def plan_jobs(
    incidents: gpd.GeoDataFrame, folder: Path, by: str, formats: tuple[str, ...]
) -> Iterator[Job]:
    """The parts of the incidents with the files to make, in the order of their keys."""
    taken: set[str] = set()
    for key, rows in _split(incidents, by):
        name = safe_name(key)
        if name.lower() in taken:  # two keys may differ only in what a file name cannot hold
            name = f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        taken.add(name.lower())
        targets = tuple(folder / f"{name}.{ending}" for ending in formats)
        yield Job(name, _head(key, by), rows.reset_index(drop=True), targets)


def safe_name(text: str) -> str:
    """A file name that means nothing to any system: letters, digits, dots, - and _ only.

    Examples
    --------
    >>> safe_name("../../etc/passwd")
    'etc-passwd'
    >>> safe_name("Dand-e Patan")
    'Dand-e-Patan'
    >>> safe_name("CON"), safe_name("")
    ('_CON', '_')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_.]+", "-", plain).strip("-.")
    name = re.sub(r"-?\.[-.]+", "-", name)
    if len(name) > _MAX_NAME or (text and not name):
        name = f"{name[:_MAX_NAME]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".strip("-")
    return f"_{name}" if not name or _RESERVED.match(name.split(".")[0]) else name


def _split(incidents: gpd.GeoDataFrame, by: str) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    if by == "all" or incidents.empty:
        yield "all", incidents
        return
    keys = _keys(incidents, by)
    for key in sorted(keys.unique()):
        yield key, incidents[keys == key]


def _head(key: str, by: str) -> str:
    """The heading of a part, as people read it."""
    if by == "month" and re.fullmatch(r"\d{4}-\d{2}", key):
        return f"{calendar.month_name[int(key[5:])]} {key[:4]}"
    if by == "type" and key in EVENT_TYPES:
        return EVENT_TYPES[key].label
    return "Incidents" if key == "all" else key


def _keys(incidents: gpd.GeoDataFrame, by: str) -> Any:
    if by in ("month", "year"):
        return incidents["date_start"].astype(str).str[: 7 if by == "month" else 4]
    if by == "district":
        names = incidents[["country", "adm_1", "adm_2"]].fillna("").astype(str)
        joined = names["country"] + " " + names["adm_1"] + " " + names["adm_2"]
        return joined.str.strip().mask(names["adm_2"] == "", "no district")
    if by == "sector":
        first = incidents["sector_pk"].fillna("").astype(str)
        second = incidents["sector_af"].fillna("").astype(str)
        both = (second + " - " + first).str.strip(" -")
        return both.mask(both == "", "away from the line")
    return incidents["event_type" if by == "type" else "article"].fillna("unknown").astype(str)


def _draw(job: Job, border: Border, alike: Alike) -> Job:
    for target in job.targets:
        if target.suffix == ".html":
            from layers.model import build_map

            page = build_map(
                job.rows,
                border,
                title=job.heading,
                label=alike.label,
                n_not_english=alike.n_not_english,
            )
            page.save(target)
        else:
            from layers.static import draw_map

            draw_map(job.rows, border, target, title=job.heading, label=alike.label)
    return job


def _write_index(jobs: list[Job], folder: Path) -> None:
    with (
        replace_file(folder / "maps.csv") as aside,
        aside.open("w", encoding="utf-8", newline="") as stream,
    ):
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["part", "incidents", "files"])
        for job in jobs:
            files = " ".join(target.name for target in job.targets)
            table.writerow([guard(job.heading), len(job.rows), files])
