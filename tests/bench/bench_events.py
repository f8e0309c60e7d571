"""How many articles of 3 kB a second, from text to mentions, on one core.

Run by hand: ``python tests/bench/bench_events.py``. The loop of plain additions is there to tell
a slow machine from a slow program.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

from geo.articles.article import Article
from geo.events.extract import extract_mentions
from geo.places import load_gazetteer, read_places

_TEXT = (
    "KHAR: One border guard and 14 attackers were killed when gunmen from Afghanistan stormed a"
    " military post in Bajaur before sunrise on Saturday, officials said. Two more guards were"
    " hurt. Helicopters were called in and the survivors ran back to where they had come from.\n\n"
    "On October 18-19 envoys of the two countries held talks in Doha; a second round in Istanbul"
    " ended last week without result. The crossing at Torkham has been closed since October 12,"
    " and some 5,000 lorries are waiting on both sides. Traders in Peshawar want it opened.\n\n"
    "In mid-November 2017 shells fell on Dangam and Marawara districts of Kunar. One person died,"
    " the governor said then, and some 40 families fled. The army did not comment.\n\n"
)


def measure(seconds: float = 5.0) -> tuple[float, float, float]:
    """Articles a second with places, without them, and millions of additions a second."""
    text = (_TEXT * 5)[:3000]
    article = Article("a", text, dt.date(2025, 11, 8))
    gazetteer = load_gazetteer()
    reading = read_places(text, gazetteer)
    extract_mentions(article, reading)

    def run(with_places: bool) -> float:
        count, start = 0, time.process_time()
        while time.process_time() - start < seconds:
            current = read_places(text, gazetteer) if with_places else reading
            extract_mentions(article, current)
            count += 1
        return count / (time.process_time() - start)

    return run(True), run(False), _count_additions()


def _count_additions(millions: int = 5) -> float:
    total, start = 0, time.process_time()
    for number in range(millions * 1_000_000):
        total += number
    return millions / (time.process_time() - start)


if __name__ == "__main__":
    both, events, additions = measure()
    sys.stdout.write(
        f"articles a second: {both:.0f} with places, {events:.0f} without;"
        f" this machine: {additions:.0f} million additions a second\n"
    )
