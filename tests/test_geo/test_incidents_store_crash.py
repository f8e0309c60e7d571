"""Stores that are written by many processes, and by processes that are killed."""

from __future__ import annotations

import itertools
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
KILLS = 50
MOST_BETWEEN = 11  # articles from one kill to the next


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


def begin(server: subprocess.Popen[str], place: Path, count: int) -> int:
    """Let the server add articles in a process of its own; its id, once the store is open."""
    tell(server, f"{place} {SEED} 0 {count}")
    assert server.stdout is not None
    word, process = server.stdout.readline().split()
    assert word == "adding"
    return int(process)


def wait_for(server: subprocess.Popen[str], count: int) -> None:
    """Wait until the writer has come past so many articles, or to its end."""
    assert server.stdout is not None
    for _ in range(count):
        if server.stdout.readline() != "one\n":
            return


def is_killed(server: subprocess.Popen[str]) -> bool:
    """Wait for the end of that process; whether it was killed before it had ended."""
    tell(server, "")
    assert server.stdout is not None
    said = server.stdout.readline()
    while said in ("one\n", "added\n"):
        said = server.stdout.readline()
    assert said in ("killed\n", "ended\n")
    return said == "killed\n"


def tell(server: subprocess.Popen[str], line: str) -> None:
    """Write a line that the server reads at once."""
    assert server.stdin is not None
    print(line, file=server.stdin, flush=True)


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


def kill_until_complete(
    server: subprocess.Popen[str], place: Path, made: list[Made], chance: random.Random
) -> list[int]:
    """Kill writers of one store until one comes to its end; how much each kill left whole.

    Moments are chosen by what a writer has done, and a little time that falls anywhere in its next
    transactions, so that they are as random on a slow machine.
    """
    done: list[int] = []
    whole = {article.article: len(found) for article, found in made}
    while True:
        process = begin(server, place, len(made))
        wait_for(server, (done[-1] if done else 0) + chance.randrange(MOST_BETWEEN))
        time.sleep(chance.uniform(0, 0.005))
        os.kill(process, signal.SIGKILL)
        if not is_killed(server):
            assert done == sorted(done)
            return done
        done.append(count_whole(place, whole))


def test_a_killed_writer_leaves_whole_articles_and_another_run_completes_them(
    tmp_path: Path,
) -> None:
    made, chance, left = make_articles(SEED, 280), random.Random(5), list[int]()
    with start() as server:
        # A writer at its end before its kill was not killed: it completed what others had left.
        for number in itertools.count():
            place = tmp_path / f"{number}.gpkg"
            left += kill_until_complete(server, place, made, chance)
            assert content(place) == expected(made)
            if len(left) >= KILLS:
                break
        assert server.stdin is not None
        server.stdin.close()
    assert len(set(left)) > KILLS / 2


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
