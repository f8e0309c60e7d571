"""How many acts of the blind snippets are read, by kind, day and place.

    python tests/bench/score_snippets.py [FILE.jsonl ...] [--half odd|even|all] [--list]

Snippets (`tests/corpus/snippets`) are one to four sentences with all acts that they tell. Those
with even numbers are for measuring alone, so `--list`, which shows what was read otherwise, is for
odd ones. An act is right where its kind is one that the answer allows or of the same family, its
days are within a day (of longer times within more), and its place bears a name that the answer
gives or lies within 15 km of one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from geo.articles.article import Article
from geo.articles.intake import build_article
from geo.events.act import is_family
from geo.events.extract import extract_mentions
from geo.events.mention import Mention
from geo.events.placing import place_of
from geo.geodesy import distance_km
from geo.places import load_gazetteer, read_places
from geo.places.fold import fold
from geo.places.place import Reading

FOLDER = Path(__file__).parents[1] / "corpus" / "snippets"
NEAR_KM = 15.0
# Days that either end may be off, by how many days the answer is long.
TOLERANCES = ((2, 1), (8, 2), (31, 4))
LONG_TOLERANCE = 16
# Words that a name may have or not.
KINDS = frozenset(
    "district province valley crossing gate border town agency tehsil village".split()
)


class Read(NamedTuple):
    """A snippet as it was read."""

    article: Article
    reading: Reading
    mentions: tuple[Mention, ...]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=("odd", "even", "all"), default="all")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.list and asked.half != "odd":
        parser.error("--list needs --half odd: snippets with even numbers are not to be read")
    for path in asked.files or sorted(FOLDER.glob("*.jsonl")):
        print(path.stem)
        score(list(select(path, asked.half)), is_listed=asked.list)


def select(path: Path, half: str) -> Iterator[dict[str, Any]]:
    """The snippets of a file with odd or even numbers, or all."""
    for line in path.read_text(encoding="utf-8").splitlines():
        snippet = json.loads(line)
        is_even = int(snippet["id"].rsplit("-", 1)[1]) % 2 == 0
        if half == "all" or is_even == (half == "even"):
            yield snippet


def score(snippets: Sequence[dict[str, Any]], *, is_listed: bool) -> None:
    """Print precision, recall and F1 by what has to be right."""
    read = [read_snippet(snippet) for snippet in snippets]
    n_wanted = sum(len(snippet["acts"]) for snippet in snippets)
    n_found = sum(len(one.mentions) for one in read)
    for what, tests in {
        "kind": (is_kind,),
        "kind and day": (is_kind, is_day),
        "kind, day and place": (is_kind, is_day, is_place),
    }.items():
        hits = [
            count_pairs(snippet["acts"], one, tests)
            for snippet, one in zip(snippets, read, strict=True)
        ]
        hit = sum(hits)
        print(
            f"  {what + ':':21} F1 {2 * hit / max(1, n_wanted + n_found):.3f}"
            f"  recall {hit / max(1, n_wanted):.3f}  precision {hit / max(1, n_found):.3f}"
        )
    if is_listed:
        for snippet, one, hit in zip(snippets, read, hits, strict=True):
            if hit < max(len(snippet["acts"]), len(one.mentions)):
                show(snippet, one)


def read_snippet(snippet: dict[str, Any]) -> Read:
    """The acts that our reader finds in a snippet."""
    article = build_article(snippet["id"], f" date {snippet['date']} {snippet['text']}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    return Read(article, reading, extract_mentions(article, reading))


Test = Callable[[dict[str, Any], Mention, Read], bool]


def count_pairs(acts: Sequence[dict[str, Any]], read: Read, tests: Sequence[Test]) -> int:
    """How many acts can be paired, one to one, with mentions that pass the tests."""
    partner: dict[int, int] = {}

    def pair(act: int, tried: set[int]) -> bool:
        for number, mention in enumerate(read.mentions):
            if number in tried or not all(test(acts[act], mention, read) for test in tests):
                continue
            tried.add(number)
            if number not in partner or pair(partner[number], tried):
                partner[number] = act
                return True
        return False

    return sum(pair(act, set()) for act in range(len(acts)))


def is_kind(act: dict[str, Any], mention: Mention, _: Read) -> bool:
    """Whether a mention is of a kind that the answer allows, or of its family."""
    return any(
        kind == mention.event_type or is_family(kind, mention.event_type) for kind in act["types"]
    )


def is_day(act: dict[str, Any], mention: Mention, _: Read) -> bool:
    """Whether both ends of a mention's days are close to the answer's."""
    first, last = (dt.date.fromisoformat(act[end]) for end in ("start", "end"))
    length = (last - first).days
    most = next((days for days_long, days in TOLERANCES if length <= days_long), LONG_TOLERANCE)
    off = abs((mention.dating.first - first).days), abs((mention.dating.last - last).days)
    return max(off) <= most


def is_place(act: dict[str, Any], mention: Mention, read: Read) -> bool:
    """Whether a mention's place bears a name of the answer's, or lies close to one that does."""
    if not act["place"]:
        return True
    names = {bare(name) for name in act["place"]}
    place = place_of(mention.expression) if mention.expression else None
    if mention.place_start is not None:
        words = bare(read.article.text[mention.place_start : mention.place_end])
        if any(name in words for name in names):
            return True
    if place is None:
        return False
    meant = [one.place for one in read.reading.toponyms if bare(one.text) in names and one.place]
    return bare(place.name) in names or any(
        distance_km(place.longitude, place.latitude, one.longitude, one.latitude) <= NEAR_KM
        for one in meant
    )


def bare(name: str) -> str:
    """A name without the word for what it is."""
    return " ".join(word for word in fold(name).split() if word not in KINDS)


def show(snippet: dict[str, Any], read: Read) -> None:
    """Print a snippet with what was wanted and what was read."""
    print(f"\n{snippet['id']} {snippet['date']}: {snippet['text']}")
    for act in snippet["acts"]:
        print("  wanted", "/".join(act["types"]), act["place"], act["start"], act["end"])
    for one in read.mentions:
        place = place_of(one.expression) if one.expression else None
        name = place.name if place else "no place"
        print("  read  ", one.event_type, name, one.dating.first, one.dating.last)


if __name__ == "__main__":
    main()
