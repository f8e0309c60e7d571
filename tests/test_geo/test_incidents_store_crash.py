"""Stores that are written by many processes, and by processes that are killed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pyogrio

import geo
from geo.border import durand_line
from geo.incidents.store import open_store

from .adding import Made, make_articles

PROGRAM = Path(__file__).with_name("adding.py")
SEED = 11
KILLS = int(os.environ.get("KILLS", "20"))  # the benchmark does 50


def start(*words: object) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(Path(geo.__file__).parents[1]), *sys.path])
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )


def finish(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said


def content(place: str | Path) -> tuple[list[str], list[str]]:
    with open_store(place) as store:
        return sorted(map(repr, store.articles())), sorted(map(repr, store.mentions()))


def expected(made: list[Made]) -> tuple[list[str], list[str]]:
    mentions = [repr(mention) for _, found in made for mention in found]
    return sorted(repr(article) for article, _ in made), sorted(mentions)


def kill_at_random(
    server: subprocess.Popen[str], place: Path, chance: random.Random, made: list[Made]
) -> int:
    """Start adding, kill it at a random moment; how many articles are whole afterwards."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(f"{place} {SEED} 0 {len(made)}\n")
    server.stdin.flush()
    word, process = server.stdout.readline().split()
    assert word == "adding"
    time.sleep(chance.uniform(0, 0.04))
    os.kill(int(process), signal.SIGKILL)
    said = server.stdout.readline()
    assert said == "ended\n" or (said, server.stdout.readline()) == ("added\n", "ended\n")
    return count_whole(place, {article.article: len(found) for article, found in made})


def count_whole(place: Path, whole: dict[str, int]) -> int:
    """How many articles a store holds, each with all its mentions."""
    counts = dict.fromkeys(whole, 0)
    with open_store(place) as store:
        articles = [article.article for article in store.articles()]
        for mention in store.mentions():
            counts[mention.article] += 1
    assert [counts[name] for name in articles] == [whole[name] for name in articles]
    assert sum(counts.values()) == sum(whole[name] for name in articles)
    return len(articles)


def test_a_killed_writer_leaves_whole_articles_and_another_run_completes_them(
    tmp_path: Path,
) -> None:
    place, made, chance = tmp_path / "store.gpkg", make_articles(SEED, 600), random.Random(5)
    with start() as server:
        done = [kill_at_random(server, place, chance, made) for _ in range(KILLS)]
        assert server.stdin is not None
        server.stdin.close()
    assert done == sorted(done)
    assert 0 < done[0] < len(made)
    assert len(set(done)) > KILLS / 4
    assert "added" in finish(start(place, SEED, 0, len(made)))
    assert content(place) == expected(made)


def test_eight_writers_at_once_lose_nothing_and_double_nothing(place: str) -> None:
    count = 160
    writers = [start(place, SEED, part * 10, part * 10 + 90) for part in range(8)]
    for writer in writers:
        assert "added" in finish(writer)
    assert content(place) == expected(make_articles(SEED, count))


def test_a_store_is_one_file_when_it_is_closed(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.gpkg") as store:
        for article, mentions in make_articles(SEED, 5):
            store.add_article(article, mentions)
        assert (tmp_path / "store.gpkg-wal").exists()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["store.gpkg"]


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.gpkg") as one, open_store(tmp_path / "store.gpkg") as other:
        (article, mentions), *_ = make_articles(SEED, 1)
        with one._database.transaction():  # type: ignore[attr-defined]
            one._insert({article.text_hash: (article, "rules", mentions)})  # type: ignore[attr-defined]
            assert list(other.articles()) == []
        assert len(list(other.articles())) == 1


def test_other_programs_read_and_change_the_layer(tmp_path: Path) -> None:
    place = tmp_path / "store.gpkg"
    with open_store(place) as store:
        for article, mentions in make_articles(SEED, 10):
            store.add_article(article, mentions)
        frame = store.incidents(durand_line())
    layers = pyogrio.list_layers(place)
    found = pyogrio.read_dataframe(place, layer="incidents")
    near = pyogrio.read_dataframe(place, layer="incidents", bbox=(71.0, 34.0, 71.2, 34.2))
    assert layers[0].tolist() == ["incidents", "Unknown"]
    assert sorted(found["incident_id"]) == sorted(frame["incident_id"])
    assert sorted(near["incident_id"]) == sorted(
        frame[frame.intersects(near.union_all().envelope)]["incident_id"]
    )
    assert 0 < len(near) < len(found)


def test_a_store_is_sound_in_the_eyes_of_sqlite(tmp_path: Path) -> None:
    place = tmp_path / "store.gpkg"
    with open_store(place) as store:
        for article, mentions in make_articles(SEED, 10):
            store.add_article(article, mentions)
        store.incidents(durand_line())
    connection = sqlite3.connect(place)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    rows = connection.execute("SELECT count(*) FROM incident_reach").fetchall()
    assert rows == connection.execute("SELECT count(*) FROM incidents").fetchall()
    connection.close()
