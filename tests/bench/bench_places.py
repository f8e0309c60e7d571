"""How many articles a second are read for places, beside tools that only match names.

    python tests/bench/bench_places.py [--quick] [--memory]

flashtext and spaCy (its tokenizer with a PhraseMatcher, no model) get the names of the same
gazetteer (with `--quick` every fourth, which builds sooner and reads no slower), and only find
them: they neither tell people from places nor say what place a name means. Both come with
`pip install 'durandline[bench]'`; what is not installed is named and left out. Long texts show that
time is in proportion to length. `--memory` reads 100,000 short articles of ever new names
(some minutes) and tells the memory held after 10,000 and after all.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer

ITEMS = Path(__file__).parents[1] / "corpus" / "incidents" / "items"
LENGTH = 3_000  # code points of an article


def main() -> None:
    """Measure and print."""
    is_quick = "--quick" in sys.argv
    seconds = 1.0 if is_quick else 5.0
    articles = read_articles()
    start = time.perf_counter()
    gazetteer = load_gazetteer()
    print(f"gazetteer loaded in {time.perf_counter() - start:.3f} s, {memory_mb():.0f} MB")
    ours = measure("geo.places", lambda text: read_places(text, gazetteer), articles, seconds)
    print(f"  {memory_mb():.0f} MB afterwards")
    for name, make in (("flashtext", make_flashtext), ("spaCy PhraseMatcher", make_spacy)):
        try:
            work = make(all_names(gazetteer)[:: 4 if is_quick else 1])
        except ImportError:
            print(f"{name}: not installed (pip install 'durandline[bench]')")
            continue
        other = measure(name, work, articles, seconds)
        print(f"  geo.places reads {ours / other:.2f} times as many")
    if not is_quick:
        measure_lengths(gazetteer, articles)
    if "--memory" in sys.argv:
        measure_memory(gazetteer)


def measure_lengths(gazetteer: Gazetteer, articles: list[str]) -> None:
    """Seconds for long texts: news, another language, nothing but names (a tenth as long)."""
    names = ", ".join(all_names(gazetteer)[::9])
    pashto = "د تورخم دروازه د جمعې په ورځ د دواړو غاړو ترمنځ له نښتې وروسته وتړل شوه. "
    news = " ".join(articles)
    for what, piece, most in (("news", news, 10), ("Pashto", pashto, 10), ("names", names, 1)):
        spent = []
        for length in (most * 100_000, most * 1_000_000):
            text = (piece * (length // len(piece) + 1))[:length]
            start = time.process_time()
            read_places(text, gazetteer)
            spent.append(time.process_time() - start)
        print(f"{what}: {spent[0]:.2f} s for {most / 10:g} MB, {spent[1]:.2f} s for {most} MB")


def measure_memory(gazetteer: Gazetteer) -> None:
    """Memory held after 10,000 and 100,000 articles whose names hardly ever repeat."""
    chance = random.Random(1)
    names = dict(gazetteer.indexes)["world"].spellings()
    words = "the men of a village near fired on said that police in to and was on for Army".split()
    for number in range(1, 100_001):
        parts = [chance.choice(names if n % 5 == 4 else words) for n in range(30)]
        read_places(f"{' '.join(parts)} in Xq{number}.", gazetteer)
        if number in (10_000, 100_000):
            print(f"{number:,} short articles: {resident_mb():.0f} MB held")


def read_articles() -> list[str]:
    """Texts of 3,000 code points, made of the corpus's articles end to end."""
    text = "\n\n".join(
        path.read_text(encoding="utf-8")[17:] for path in sorted(ITEMS.glob("*.txt"))
    )
    return [text[n : n + LENGTH] for n in range(0, len(text) - LENGTH, LENGTH)]


def measure(name: str, work: Callable[[str], Any], articles: list[str], seconds: float) -> float:
    """Articles a second of processor time, once everything has been seen."""
    for text in articles:
        work(text)
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for text in articles:
            work(text)
        count += len(articles)
    rate = count / (time.process_time() - start)
    print(f"{name}: {rate:,.0f} articles a second")
    return rate


def memory_mb() -> float:
    """The most memory the process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_mb() -> float:
    """Memory the process holds now, MB (on Linux; elsewhere the most it has held)."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return memory_mb()
    return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def all_names(gazetteer: Gazetteer) -> list[str]:
    """Every spelling that the gazetteer knows."""
    names = {
        name
        for _, places in gazetteer.tables
        for place in places
        for name in (place.name, *place.spellings)
    }
    for _, index in gazetteer.indexes:
        names.update(index.spellings())
    return sorted(name for name in names if len(name) > 2)


def make_flashtext(names: list[str]) -> Callable[[str], Any]:
    """A flashtext processor of names."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return lambda text: processor.extract_keywords(text, span_info=True)


def make_spacy(names: list[str]) -> Callable[[str], Any]:
    """SpaCy's English tokenizer and a PhraseMatcher of names."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("place", [nlp.make_doc(name) for name in names])
    return lambda text: matcher(nlp.make_doc(text))


if __name__ == "__main__":
    main()
