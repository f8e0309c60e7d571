"""How fast a million mentions are written, read back and asked for; how stores stand kills.

Run as a script: ``python tests/bench/bench_store.py [--quick] [--count N] [--no-postgis]``.
The mentions are made, seeded, from the sample of UCDP GED in ../shared, or from places made up
along the line where it is absent. Measured is, each part in a process of its own:

- mentions: into a GeoPackage with their articles (four in each, a hundred and more articles in
  a transaction) and read back as objects; the making of them is not counted;
- tables of incidents, one row a mention, no two the same: from memory to GeoParquet and to
  GeoPackage, and from the file into memory;
- a store with as many incidents: one month within 25 km, the median of five; and incidents
  derived of a part of the mentions, a transaction an article, then of one article more;
- kills: writers that are killed fifty times.

Seconds are of the clock and of this process's processors (a server's are not in them); memory
is the peak of the process so far. On a busy machine only the processor's seconds mean anything.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import itertools
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
ROWS = 50_000  # incidents put into a store at once
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


class Meter:
    """Seconds of the clock and of the processors while it runs."""

    def __init__(self) -> None:
        self.clock = self.used = 0.0

    def __enter__(self) -> Meter:
        self._start = (time.perf_counter(), time.process_time())
        return self

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self._start[0]
        self.used += time.process_time() - self._start[1]

    def without(self, other: Meter) -> Meter:
        """What is left without another's."""
        rest = Meter()
        rest.clock, rest.used = self.clock - other.clock, self.used - other.used
        return rest

    def plus(self, other: Meter) -> Meter:
        """Both together."""
        whole = Meter()
        whole.clock, whole.used = self.clock + other.clock, self.used + other.used
        return whole


def say(what: str, meter: Meter, limit: str = "") -> None:
    """One line of the report."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    seconds = f"{meter.clock:8.2f} s  {meter.used:8.2f} s CPU"
    print(f"{what:58} {seconds}  {memory:5.2f} GB  {limit}".rstrip(), flush=True)


def bench_mentions(store: Store, count: int, places: list[Place], name: str, limit: str) -> None:
    """Mentions into a store and back."""
    making, adding, reading = Meter(), Meter(), Meter()
    with adding:
        store.add_articles(_metered(make_articles(count, places), making))
    written = adding.without(making)
    say(f"{name}: {count:,} mentions added", written)
    with reading:
        found = sum(1 for _ in store.mentions())
    if found != count:
        raise SystemExit(f"{name}: expected {count} mentions, got {found}")
    say(f"{name}: {count:,} mentions read", reading)
    say(f"{name}: mentions written and read back", written.plus(reading), limit)


def _metered(made: Iterator[Made], meter: Meter) -> Iterator[Made]:
    """The same, with the time that making takes noted."""
    while True:
        with meter:
            one = next(made, None)
        if one is None:
            return
        yield one


def bench_derived(store: Store, count: int, places: list[Place], name: str) -> None:
    """Incidents of mentions derived, then of one article more."""
    border = durand_line()
    made = list(make_articles(count, places))
    with Meter() as adding:
        for article, mentions in made:
            store.add_article(article, mentions)
    say(f"{name}: {count:,} mentions, a transaction an article", adding)
    with Meter() as deriving:
        found = len(store.incidents(border, MONTH))
    say(f"{name}: incidents of {count:,} mentions derived ({found})", deriving)
    article = Article("one-more", "One more.", FIRST_DAY)
    store.add_article(
        article, [_mention(random.Random(3), article, article.text_hash, 0, places[0])]
    )
    with Meter() as deriving:
        store.incidents(border, MONTH)
    say(f"{name}: and of one article more", deriving)


def bench_query(store: Store, frame: geopandas.GeoDataFrame, name: str, limit: str) -> None:
    """A month and 25 km asked of a store with as many incidents as the frame has."""
    border = durand_line()
    with Meter() as adding:
        for start in range(0, len(frame), ROWS):
            store.add_imported(frame.iloc[start : start + ROWS])
    say(f"{name}: {len(frame):,} incidents put in", adding)
    store.incidents(border, MONTH)
    meters = []
    for _ in range(5):
        with Meter() as asking:
            found = store.incidents(border, MONTH)
        meters.append(asking)
    middle = sorted(meters, key=lambda meter: meter.clock)[2]
    say(f"{name}: one month and 25 km ({len(found)} incidents)", middle, limit)


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


def bench_written(frame: geopandas.GeoDataFrame, path: Path) -> None:
    """A table into a file."""
    with Meter() as writing:
        write_incidents(frame, path)
    say(f"{path.suffix}: {len(frame):,} rows written", writing)


def bench_read(path: Path, count: int) -> geopandas.GeoDataFrame:
    """A table out of a file."""
    with Meter() as reading:
        frame = read_incidents(path)
    if len(frame) != count:
        raise SystemExit(f"{path.suffix}: expected {count} rows, got {len(frame)}")
    say(f"{path.suffix}: {count:,} rows read", reading, LIMITS[path.suffix])
    return frame


def bench_kills() -> None:
    """Writers killed at fifty random moments; see tests/test_geo."""
    test = ROOT / "tests" / "test_geo" / "test_incidents_store_crash.py"
    with Meter() as killing:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-k", "killed", str(test)],
            cwd=ROOT,
            check=False,
        )
    if done.returncode:
        raise SystemExit("a killed writer left a broken store")
    say("GeoPackage: fifty kills survived", killing)


def run_mentions(count: int, folder: Path, server: str) -> None:
    """Mentions into a GeoPackage and back."""
    with open_store(folder / "mentions.gpkg") as store:
        bench_mentions(store, count, read_places(), "GeoPackage", "under 90 s for 1,000,000")


def run_derived(count: int, folder: Path, server: str) -> None:
    """Incidents of a part of the mentions."""
    with open_store(folder / "derived.gpkg") as store:
        bench_derived(store, min(count, 100_000) // 5, read_places(), "GeoPackage")


def run_made(count: int, folder: Path, server: str) -> None:
    """The table that the others read."""
    with Meter() as making:
        frame = make_frame(count, read_places())
    say(f"(table of {count:,} rows made)", making)
    write_incidents(frame, folder / "made.parquet")


def run_parquet(count: int, folder: Path, server: str) -> None:
    """GeoParquet read and written."""
    bench_written(bench_read(folder / "made.parquet", count), folder / "table.parquet")


def run_geopackage(count: int, folder: Path, server: str) -> None:
    """GeoPackage written."""
    bench_written(read_incidents(folder / "made.parquet"), folder / "table.gpkg")


def run_geopackage_read(count: int, folder: Path, server: str) -> None:
    """GeoPackage read."""
    bench_read(folder / "table.gpkg", count)


def run_query(count: int, folder: Path, server: str) -> None:
    """A month and 25 km, of a GeoPackage."""
    with open_store(folder / "incidents.gpkg") as store:
        frame = read_incidents(folder / "made.parquet")
        bench_query(store, frame, "GeoPackage", "under 0.5 s")


def run_postgis(count: int, folder: Path, server: str) -> None:
    """The same of PostGIS, and mentions there."""
    if server:
        with open_store(server) as store:
            frame = read_incidents(folder / "made.parquet")
            bench_query(store, frame, "PostGIS", "under 0.2 s")
            bench_mentions(store, max(count // 10, PER_ARTICLE), read_places(), "PostGIS", "")


LIMITS = {
    ".parquet": "with writing under 20 s for 1,000,000",
    ".gpkg": "with writing under 90 s for 1,000,000",
}
PARTS = {
    "mentions": run_mentions,
    "derived": run_derived,
    "made": run_made,
    "parquet": run_parquet,
    "geopackage": run_geopackage,
    "geopackage-read": run_geopackage_read,
    "query": run_query,
    "postgis": run_postgis,
}


def run(count: int, folder: Path, server: str, *, is_quick: bool) -> None:
    """Every part, each in a process of its own unless it is quick."""
    for name, part in PARTS.items():
        if is_quick:
            part(count, folder, server)
        else:
            words = [name, str(folder), server]
            command = [sys.executable, __file__, "--count", str(count), "--part", *words]
            subprocess.run(command, check=True)


def run_with_server(count: int, folder: Path, *, is_quick: bool) -> None:
    """Every part, with PostgreSQL where it is installed."""
    try:
        import psycopg

        with start_postgres() as server:
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
            run(count, folder, f"{server}/bench", is_quick=is_quick)
    except (ImportError, NoServerError) as error:
        print(f"without PostGIS: {error}")
        run(count, folder, "", is_quick=is_quick)


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description="Measure stores and files of incidents.")
    options.add_argument("--quick", action="store_true", help="2,000 mentions, no kills")
    options.add_argument("--count", type=int, default=1_000_000, help="mentions")
    options.add_argument("--no-postgis", action="store_true", help="only files")
    options.add_argument("--part", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.part:
        name, folder, server = chosen.part
        PARTS[name](chosen.count, Path(folder), server)
        return
    count = 2_000 if chosen.quick else chosen.count
    with tempfile.TemporaryDirectory() as folder:
        if chosen.no_postgis:
            run(count, Path(folder), "", is_quick=chosen.quick)
        else:
            run_with_server(count, Path(folder), is_quick=chosen.quick)
    if not chosen.quick:
        bench_kills()


if __name__ == "__main__":
    main()
