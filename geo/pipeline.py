"""Articles to incidents: read, find places, find acts; one process or many."""

from __future__ import annotations

import datetime as dt
import functools
import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.articles.article import Article
from geo.articles.intake import Fault, TableFile
from geo.articles.readers import read_articles
from geo.errors import FetchError, GeoError, InputError
from geo.processes import map_in_order
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border
    from geo.events.mention import Mention
    from geo.incidents.decisions import Decision
    from geo.places.gazetteer import Gazetteer
    from geo.places.place import Reading, Toponym

Progress = Callable[[str], None]

# Articles handed to a worker at once: large enough to hide the cost of passing them on.
_CHUNK = 16
_MOST_CANDIDATES = 5  # kept of what a name may mean


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a run read: articles with their mentions, tables of incidents, and what was left out.

    `dropped` counts, by reason, what a language model said and the article does not bear out.
    """

    articles: tuple[Article, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tables: tuple[Path, ...] = ()
    faults: tuple[Fault, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()

    @property
    def n_not_english(self) -> int:
        """How many articles were not read because of their language."""
        return sum(fault.is_language for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes how articles are read.

    Parameters
    ----------
    places : the user's own tables of places.
    llm_url, llm_model : an OpenAI-compatible server and its model, to read articles instead of
        the rules; None for the rules.
    undated : the date of articles that have none; without it they are left out.
    demonyms : whether toponyms also has "Afghan" and "Pakistanis", as their countries.
    """

    places: tuple[Path, ...] = ()
    llm_url: str | None = None
    llm_model: str | None = None
    undated: dt.date | None = None
    demonyms: bool = False


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one article gave: its mentions, or why it could not be read."""

    mentions: tuple[Mention, ...] = ()
    fault: Fault | None = None
    dropped: tuple[tuple[str, int], ...] = ()


def harvest(
    paths: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> Harvest:
    """Read the articles in `paths` and find the acts they report.

    Parameters
    ----------
    paths : files, folders or "-"; tables of incidents among them are listed, not read.
    settings : what changes how articles are read.
    workers : processes; the result is the same for any number, in the order of the input.
    progress : called with the id of each article when it is done.

    Examples
    --------
    >>> harvest([]).mentions
    ()
    """
    settings = settings or Settings()
    faults: list[Fault] = []
    tables: list[Path] = []
    articles: list[Article] = []
    mentions: list[Mention] = []
    sorted_out = _sort_out(read_articles(paths, undated=settings.undated), faults, tables)
    extract = functools.partial(_extract, settings=settings)
    dropped: Counter[str] = Counter()
    for article, found in map_in_order(extract, sorted_out, workers, at_once=_CHUNK):
        if found.fault:
            faults.append(found.fault)
        else:
            articles.append(article)
            mentions.extend(found.mentions)
            dropped.update(dict(found.dropped))
        if progress:
            progress(article.article)
    counts = tuple(sorted(dropped.items()))
    return Harvest(tuple(articles), tuple(mentions), tuple(tables), tuple(faults), counts)


def read_one(
    article: Article, settings: Settings | None = None
) -> tuple[Reading, tuple[Mention, ...]]:
    """The places and the acts of one article."""
    from geo.events.extract import extract_mentions
    from geo.places import read_places

    gazetteer = load_places(settings or Settings())
    reading = read_places(article.text, gazetteer, start=article.body_start)
    mentions = extract_mentions(article, reading)
    return reading, tuple(keep_candidates(mention, reading) for mention in mentions)


def keep_candidates(mention: Mention, reading: Reading) -> Mention:
    """The mention with the places its name may mean, best first, if there is more than one."""
    place = getattr(mention.expression, "place", None)
    if place is None or mention.place_start is None or mention.place_end is None:
        return mention
    first, last = mention.place_start, mention.place_end
    for toponym in reading.toponyms:
        is_meant = first <= toponym.start and toponym.end <= last and toponym.place == place
        if is_meant and len(toponym.candidates) > 1:
            return replace(mention, place_candidates=toponym.candidates[:_MOST_CANDIDATES])
    return mention


@functools.lru_cache(maxsize=2)
def load_places(settings: Settings) -> Gazetteer:
    """The gazetteer with the user's own tables, loaded once a process."""
    from geo.places import load_gazetteer

    gazetteer = load_gazetteer(settings.places)
    gc.freeze()  # it lives as long as the process: nothing for the collector to look through
    return gazetteer


def build_table(
    found: Harvest,
    border: Border,
    *,
    merge: bool = True,
    decisions: Sequence[Decision] = (),
    as_of: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
    join_imported: bool = True,
) -> tuple[gpd.GeoDataFrame, tuple[Fault, ...]]:
    """One table of incidents from mentions and from the tables met among the articles.

    People's decisions are applied to the whole table and win.

    Parameters
    ----------
    found : what was read.
    border : the line that places are measured on.
    merge : whether reports of one event become one row; else one row a mention.
    decisions : what people decided.
    as_of : rows of tables that start later are bad; None sets no limit.
    columns : what the columns of a table mean, where their names do not say.
    join_imported : whether, with `merge`, an imported row joins articles of the same event.

    Returns
    -------
    The table (columns of geo.incidents.schema, EPSG:4326), and the rows that were left out and
    decisions that hold for nothing.
    """
    from geo.incidents.decisions import apply_decisions
    from geo.incidents.frame import join_frames
    from geo.incidents.imported_merge import merge_imported
    from geo.incidents.table import build_incidents

    frames = [
        build_incidents(found.mentions, found.articles, border, merge=merge, decisions=decisions)
    ]
    faults: list[Fault] = []
    for path in found.tables:
        frame, bad = read_incident_table(path, border, as_of=as_of, columns=columns)
        frames.append(frame)
        faults += bad
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    table = filled[0] if len(filled) == 1 else join_frames(filled)
    if decisions:
        table, orphans = apply_decisions(table, decisions, border, mentions=found.mentions)
        faults += list_orphans(orphans)
    if merge and join_imported:
        table = merge_imported(table, decisions)
    return table, tuple(faults)


def list_orphans(decisions: Iterable[Decision]) -> list[Fault]:
    """Decisions that hold for nothing, as faults."""
    return [
        Fault("decisions", f"{one.action} {one.target}: what it was about is gone")
        for one in decisions
    ]


def read_incident_table(
    path: Path,
    border: Border,
    *,
    as_of: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[gpd.GeoDataFrame, tuple[Fault, ...]]:
    """The incidents of one file, and what was left out of it, as faults.

    Rows that start after `as_of` are bad; None sets no limit. `columns` says what the columns
    of a table mean, where their names do not; see `geo.incidents.imports.read_table`.
    """
    from geo.incidents.imports import read_table
    from geo.incidents.table import build_incidents

    try:
        frame, bad = read_table(path, border, as_of=as_of, columns=columns)
    except GeoError as error:
        reason = getattr(error, "reason", str(error))
        return build_incidents((), (), border), (Fault(str(path), reason),)
    return frame, tuple(Fault(fault.where or str(path), fault.reason) for fault in bad)


def write_toponyms(
    paths: Sequence[str | Path],
    target: Path,
    settings: Settings | None = None,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[Harvest, int]:
    """Write the place names of articles to a file of JSON Lines, one name a line.

    Returns
    -------
    What was read (without mentions), and how many names were written.

    Raises
    ------
    OutputError : the file cannot be written.
    """
    faults: list[Fault] = []
    tables: list[Path] = []
    articles: list[Article] = []
    n_names = 0
    settings = settings or Settings()
    sorted_out = _sort_out(read_articles(paths, undated=settings.undated), faults, tables)
    find = functools.partial(_find_toponyms, settings=settings)
    with replace_file(target) as aside, aside.open("w", encoding="utf-8", newline="\n") as stream:
        for article, rows in map_in_order(find, sorted_out, workers, at_once=_CHUNK):
            articles.append(article)
            n_names += len(rows)
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            if progress:
                progress(article.article)
    faults += [Fault(str(path), "expected articles, found a table of incidents") for path in tables]
    return Harvest(tuple(articles), faults=tuple(faults)), n_names


def _find_toponyms(
    article: Article, settings: Settings
) -> tuple[Article, tuple[dict[str, Any], ...]]:
    from geo.places import read_places

    reading = read_places(
        article.text,
        load_places(settings),
        start=article.body_start,
        demonyms=settings.demonyms,
    )
    return article, tuple(_to_row(article.article, toponym) for toponym in reading.toponyms)


def _to_row(article: str, toponym: Toponym) -> dict[str, Any]:
    place = toponym.place
    return {
        "article": article,
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "place_id": place.place_id if place else None,
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
        "latitude": round(place.latitude, 6) if place else None,
        "longitude": round(place.longitude, 6) if place else None,
        "radius_km": place.radius_km if place else None,
        "role": toponym.role,
        "score": round(toponym.score, 3),
    }


def _sort_out(
    items: Iterable[Article | Fault | TableFile], faults: list[Fault], tables: list[Path]
) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Fault):
            faults.append(item)
        elif isinstance(item, TableFile):
            tables.append(item.path)
        else:
            yield item


def _extract(article: Article, settings: Settings) -> tuple[Article, Extracted]:
    if settings.llm_url is None:
        return article, Extracted(read_one(article, settings)[1])
    from geo.events.llm import LlmExtractor
    from geo.places import read_places

    extractor = LlmExtractor(settings.llm_url, settings.llm_model or "")
    reading = read_places(article.text, load_places(settings), start=article.body_start)
    try:
        found = extractor.extract_mentions(article, reading)
    except (FetchError, InputError) as error:
        reason = error.reason if error.where == article.article else str(error)
        return article, Extracted(fault=Fault(article.article, reason))
    mentions = tuple(keep_candidates(mention, reading) for mention in found)
    return article, Extracted(mentions, dropped=tuple(sorted(extractor.dropped.items())))
