"""How fast a million mentions are written, read back and asked for; how stores stand kills.

Run as a script: ``python tests/bench/bench_store.py [--quick] [--count N] [--no-postgis]``.
The mentions are made, seeded, from the sample of UCDP GED in ../shared, or from places made up
along the line where it is absent. Seconds are of the clock, those of the
processor are of the process since its start, and memory is its peak.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import itertools
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "test_geo")]

from postgres_server import NoServerError, start_postgres  # noqa: E402

from geo.articles.article import Article  # noqa: E402
from geo.border import durand_line  # noqa: E402
from geo.events.mention import Claim, Dating, Mention  # noqa: E402
from geo.incidents.exchange import read_incidents, write_incidents  # noqa: E402
from geo.incidents.frame import join_frames  # noqa: E402
from geo.incidents.query import Query  # noqa: E402
from geo.incidents.store import Store, open_store  # noqa: E402
from geo.incidents.table import Ground, build_incidents  # noqa: E402
from geo.places.place import At, Place  # noqa: E402

if TYPE_CHECKING:
    import geopandas

SAMPLE = ROOT.parent / "shared" / "data" / "events" / "ucdp_ged_pk_sample.csv"
FIRST_DAY, DAYS = dt.date(1990, 1, 1), 32 * 365
PER_ARTICLE = 4
MONTH = Query(since="2014-06-01", until="2014-06-30", within_km=25)
TYPES = ("armed_clash", "shelling", "airstrike", "drone_strike", "bombing_or_ied", "attack")
TILE = 2_000  # articles of which a table is made at once
Made = tuple[Article, tuple[Mention, ...]]


def read_places() -> list[Place]:
    """The places of the sample; without it, points up and down the line."""
    if not SAMPLE.exists():
        chance = random.Random(1)
        spots = [(chance.uniform(66, 72), chance.uniform(30, 36)) for _ in range(400)]
        return [
            Place(str(number), f"Place {number}", "village", "PK", "", "", lon, lat, 2.0)
            for number, (lon, lat) in enumerate(spots)
        ]
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"].isdigit()]
    return [_place(row) for row in rows]


def _place(row: dict[str, str]) -> Place:
    kind, radius_km = ("village", 2.0) if row["where_prec"] in "12" else ("district", 30.0)
    name, where = row["where_coordinates"], (float(row["longitude"]), float(row["latitude"]))
    return Place(row["id"], name, kind, "PK", row["adm_1"], row["adm_2"], *where, radius_km)


def make_articles(count: int, places: list[Place]) -> Iterator[Made]:
    """Articles with four mentions each, `count` mentions in all."""
    chance = random.Random(2021)
    for number in range(count // PER_ARTICLE):
        day = FIRST_DAY + dt.timedelta(chance.randrange(DAYS))
        article = Article(f"article-{number}", f"Text {number} " + "of the day. " * 40, day)
        text_hash = article.text_hash
        yield (
            article,
            tuple(
                _mention(chance, article, text_hash, start, chance.choice(places))
                for start in range(PER_ARTICLE)
            ),
        )


def _mention(
    chance: random.Random, article: Article, text_hash: str, start: int, place: Place
) -> Mention:
    best = chance.choice((None, 1, 2, 5, 23))
    day = article.date - dt.timedelta(chance.choice((0, 1)))
    claim = Claim("police", "people", "people", "", "killed", best, best, 0, 40, "dead")
    return Mention(
        article.article,
        text_hash,
        chance.choice(TYPES),
        start,
        start + 5,
        0,
        80,
        f"Number {start}: soldiers and fighters fired at each other near {place.name} all night.",
        Dating(day, day, 1, "text"),
        At(place),
        claims=() if best is None else (claim,),
        best=best,
        low=best,
        high=best,
        side_a="Pakistan Army",
        reasons=("fired tells armed_clash",),
        extractor="bench 1",
    )


def say(what: str, seconds: float, limit: str = "") -> None:
    """One line of the report."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    used = time.process_time()
    print(f"{what:58} {seconds:8.2f} s  {used:8.1f} s CPU  {memory:5.2f} GB  {limit}", flush=True)


def bench_mentions(store: Store, count: int, places: list[Place], name: str, limit: str) -> None:
    """Mentions into a store and back, a hundred articles in each transaction."""
    start = time.perf_counter()
    store.add_articles(make_articles(count, places))
    written = time.perf_counter() - start
    say(f"{name}: {count:,} mentions added", written)
    start = time.perf_counter()
    found = sum(1 for _ in store.mentions())
    if found != count:
        raise SystemExit(f"{name}: expected {count} mentions, got {found}")
    read = time.perf_counter() - start
    say(f"{name}: {count:,} mentions read", read)
    say(f"{name}: written and read back", written + read, limit)


def bench_derived(store: Store, count: int, places: list[Place], name: str) -> None:
    """Incidents of mentions derived, then of one article more."""
    border = durand_line()
    made = list(make_articles(count, places))
    start = time.perf_counter()
    for article, mentions in made:
        store.add_article(article, mentions)
    say(f"{name}: {count:,} mentions, a transaction an article", time.perf_counter() - start)
    start = time.perf_counter()
    found = len(store.incidents(border, MONTH))
    say(f"{name}: incidents of {count:,} mentions derived ({found})", time.perf_counter() - start)
    article = Article("one-more", "One more.", FIRST_DAY)
    store.add_article(
        article, [_mention(random.Random(3), article, article.text_hash, 0, places[0])]
    )
    start = time.perf_counter()
    store.incidents(border, MONTH)
    say(f"{name}: and of one article more", time.perf_counter() - start)


def bench_query(store: Store, frame: geopandas.GeoDataFrame, name: str, limit: str) -> None:
    """A month and 25 km asked of a store with as many incidents as the frame has."""
    border = durand_line()
    start = time.perf_counter()
    store.add_imported(frame)
    say(f"{name}: {len(frame):,} incidents put in", time.perf_counter() - start)
    store.incidents(border, MONTH)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        found = store.incidents(border, MONTH)
        times.append(time.perf_counter() - start)
    say(f"{name}: one month and 25 km ({len(found)} incidents)", sorted(times)[2], limit)


def make_frame(count: int, places: list[Place]) -> geopandas.GeoDataFrame:
    """A table of as many incidents, one a mention, no two the same."""
    made, border, ground = make_articles(count, places), durand_line(), Ground()
    frames = []
    while part := list(itertools.islice(made, TILE)):
        mentions = [mention for _, found in part for mention in found]
        articles = [article for article, _ in part]
        frame = build_incidents(mentions, articles, border, merge=False, ground=ground)
        known = {"dataset": "made", "dataset_version": "1", "licence": "CC0", "status": "imported"}
        frames.append(frame.assign(**known))
    return join_frames(frames)


def bench_file(frame: geopandas.GeoDataFrame, path: Path, limit: str) -> None:
    """A table into a file and back."""
    start = time.perf_counter()
    write_incidents(frame, path)
    written = time.perf_counter() - start
    say(f"{path.suffix}: {len(frame):,} rows written", written)
    start = time.perf_counter()
    found = len(read_incidents(path))
    read = time.perf_counter() - start
    if found != len(frame):
        raise SystemExit(f"{path.suffix}: expected {len(frame)} rows, got {found}")
    say(f"{path.suffix}: read", read)
    say(f"{path.suffix}: written and read back", written + read, limit)


def bench_kills(count: int) -> None:
    """A writer killed at as many random moments; see tests/test_geo."""
    start = time.perf_counter()
    test = ROOT / "tests" / "test_geo" / "test_incidents_store_crash.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-k", "killed", str(test)],
        env=os.environ | {"KILLS": str(count)},
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise SystemExit("a killed writer left a broken store")
    say(f"GeoPackage: {count} kills survived", time.perf_counter() - start)


def run(count: int, folder: Path, server: str | None) -> None:
    """Everything, for one number of mentions."""
    places = read_places()
    derived = min(count, 100_000) // 5
    with open_store(folder / "mentions.gpkg") as store:
        bench_mentions(store, count, places, "GeoPackage", "under 90 s for 1,000,000")
    with open_store(folder / "derived.gpkg") as store:
        bench_derived(store, derived, places, "GeoPackage")
    frame = make_frame(count, places)
    with open_store(folder / "incidents.gpkg") as store:
        bench_query(store, frame, "GeoPackage", "under 0.5 s")
    if server is not None:
        with open_store(server) as store:
            bench_query(store, frame, "PostGIS", "under 0.2 s")
            bench_mentions(store, count // 10 or count, places, "PostGIS", "")
    bench_file(frame, folder / "table.parquet", "under 20 s for 1,000,000")
    bench_file(frame, folder / "table.gpkg", "under 90 s for 1,000,000")


def main() -> None:
    """Read the options, start PostgreSQL where it is installed, and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="2,000 mentions, no kills")
    options.add_argument("--count", type=int, default=1_000_000, help="mentions")
    options.add_argument("--no-postgis", action="store_true", help="only the file")
    chosen = options.parse_args()
    count = 2_000 if chosen.quick else chosen.count
    with tempfile.TemporaryDirectory() as folder:
        if chosen.no_postgis:
            run(count, Path(folder), None)
        else:
            try:
                import psycopg

                with start_postgres() as server:
                    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                        connection.execute("CREATE DATABASE bench")
                    run(count, Path(folder), f"{server}/bench")
            except (ImportError, NoServerError) as error:
                print(f"without PostGIS: {error}")
                run(count, Path(folder), None)
    if not chosen.quick:
        bench_kills(50)


if __name__ == "__main__":
    main()
