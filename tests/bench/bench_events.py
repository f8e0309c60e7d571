"""How many articles of 3 kB a second are read from text to mentions, on one core, beside a peer.

    python tests/bench/bench_events.py [--quick] [--memory]

The peer, spaCy's English tokenizer with its rule-based sentencizer (no model), only cuts the text
into words and sentences, which is where an extractor built on it begins; it comes with
`pip install 'durandline[bench]'` and is named and left out where it is missing. The figures are
articles a second of processor time; the loop of plain additions is there to tell a slow machine
from a slow program. Long texts show that time is in proportion to length. `--memory` reads 20,000
articles that all differ (some minutes) and tells the memory held after 2,000 and after all.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import Any

from bench_places import measure, memory_mb, read_articles, resident_mb

from geo.articles.article import Article
from geo.pipeline import Settings, load_places, read_one
from geo.places import read_places

# As dense as reports get: an act, a date or a toll in every sentence.
_DENSE = (
    "KHAR: One border guard and 14 attackers were killed when gunmen from Afghanistan stormed a"
    " military post in Bajaur before sunrise on Saturday, officials said. Two more guards were"
    " hurt. Helicopters were called in and the survivors ran back to where they had come from.\n\n"
    "On October 18-19 envoys of the two countries held talks in Doha; a second round in Istanbul"
    " ended last week without result. The crossing at Torkham has been closed since October 12,"
    " and some 5,000 lorries are waiting on both sides. Traders in Peshawar want it opened.\n\n"
    "In mid-November 2017 shells fell on Dangam and Marawara districts of Kunar. One person died,"
    " the governor said then, and some 40 families fled. The army did not comment.\n\n"
)
_DAY = dt.date(2025, 11, 8)


def main() -> None:
    """Measure and print."""
    seconds = 1.0 if "--quick" in sys.argv else 5.0
    articles = read_articles()
    settings = Settings()
    gazetteer = load_places(settings)
    print(f"this machine: {count_additions():.0f} million additions a second")
    ours = measure("text to mentions", lambda text: extract(text, settings), articles, seconds)
    measure("  of it the places", lambda text: read_places(text, gazetteer), articles, seconds)
    dense = [f"Part {n}. {_DENSE * 5}"[:3000] for n in range(20)]
    measure("text to mentions, dense text", lambda text: extract(text, settings), dense, seconds)
    try:
        peer = measure("spaCy, words and sentences", make_spacy(), articles, seconds)
        print(f"  text to mentions takes {peer / ours:.1f} times as long")
    except ImportError:
        print("spaCy: not installed (pip install 'durandline[bench]')")
    print(f"{memory_mb():.0f} MB at most")
    if "--quick" not in sys.argv:
        measure_lengths(settings)
    if "--memory" in sys.argv:
        measure_memory(settings, articles)


def extract(text: str, settings: Settings) -> Any:
    """The mentions of a text, read as `durandline extract` reads it."""
    return read_one(Article("a", text, _DAY), settings)[1]


def make_spacy() -> Callable[[str], Any]:
    """SpaCy's English tokenizer and sentencizer."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def count_additions(millions: int = 5) -> float:
    """Millions of additions a second in a plain loop."""
    total, start = 0, time.process_time()
    for number in range(millions * 1_000_000):
        total += number
    return millions / (time.process_time() - start)


def measure_lengths(settings: Settings) -> None:
    """Seconds for hostile texts and for ones ten times as long."""
    pieces = {
        "words without a full stop": "guards fired on a post near Torkham and ",
        "dates": "on October 12 and on Friday, ",
    }
    for what, piece in pieces.items():
        spent = []
        for n_words in (10_000, 100_000):
            text = piece * (n_words // len(piece.split()))
            start = time.process_time()
            extract(text, settings)
            spent.append(time.process_time() - start)
        print(f"{what}: {spent[0]:.2f} s for 10,000 words, {spent[1]:.2f} s for 100,000")


def measure_memory(settings: Settings, articles: list[str]) -> None:
    """Memory held after 2,000 and after 20,000 articles."""
    for number in range(1, 20_001):
        extract(f"No {number}. {articles[number % len(articles)]}", settings)
        if number in (2_000, 20_000):
            print(f"{number:,} articles: {resident_mb():.0f} MB held")


if __name__ == "__main__":
    main()
