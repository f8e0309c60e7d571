"""Articles made up for tests of stores, and a program that adds them to one.

Run as ``python adding.py STORE SEED FIRST LAST``: it opens the store, says "adding" and its
process id, adds the articles from FIRST to LAST and says "one" after each; then it says "added".
Run without words it does so for each line of standard input, in a process of its own. An empty
line after each asks how that process ended, "killed" or "ended"; until then its id is not given to
another.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys

from geo.articles.article import Article, Source
from geo.events.mention import Claim, Dating, Mention
from geo.incidents.store import open_store
from geo.places.place import AlongBorder, At, Between, Expression, Near, Offset, Place

FIRST_DAY = dt.date(2025, 10, 8)
TYPES = ("armed_clash", "shelling", "airstrike", "bombing_or_ied", "border_closure", "talks")
PLACES = (
    Place("t", "Torkham", "crossing", "AF", "Nangarhar", "Mohmand Dara", 71.0847, 34.1147, 1.0),
    Place("v", "Bacha Mina", "village", "AF", "Nangarhar", "Mohmand Dara", 71.05, 34.12, 2.0),
    Place("l", "Landi Kotal", "town", "PK", "Khyber Pakhtunkhwa", "Khyber", 71.145, 34.098, 4.0),
    Place("k", "Khyber", "district", "PK", "Khyber Pakhtunkhwa", "Khyber", 71.1, 34.0, 30.0),
    Place("g", "Ghakhi Pass", "pass", "PK", "Khyber Pakhtunkhwa", "Bajaur", 71.3, 34.95, 1.5),
    Place("p", "Paktika", "province", "AF", "Paktika", "", 69.0, 32.5, 90.0),
    Place("c", "Chaman", "town", "PK", "Balochistan", "Chaman", 66.4607, 30.9182, 4.0),
)
QUOTES = ("They fired all night.", "The gate was shut.", "Tanks and guns.", "")
Made = tuple[Article, tuple[Mention, ...]]


def make_articles(seed: int, count: int, days: int = 12) -> list[Made]:
    """Articles with mentions, many of them of the same events."""
    chance = random.Random(seed)
    return [_make_article(chance, f"{seed}-{number}", days) for number in range(count)]


def _make_article(chance: random.Random, name: str, days: int) -> Made:
    day = FIRST_DAY + dt.timedelta(chance.randrange(days))
    sources = (Source(name, outlet="Agency", url=f"https://example.org/{name}"),)
    article = Article(name, f"Article {name}: \ud800 \0 {'words ' * 20}", day, 0, sources)
    count = chance.choice((0, 1, 2, 3, 5))
    return article, tuple(_make_mention(chance, article, index) for index in range(count))


def _make_mention(chance: random.Random, article: Article, index: int) -> Mention:
    first = article.date - dt.timedelta(chance.choice((0, 0, 1, 1, 2, 5)))
    last = first + dt.timedelta(chance.choice((0, 0, 0, 1, 3, 20)))
    precision = chance.choice((1, 1, 1, 2, 3, 5))
    best = chance.choice((None, None, 1, 3, 23))
    claim = Claim("police", "civilians", "villagers", "AF", "killed", best, best, 0, 9, "dead")
    return Mention(
        article=article.article,
        text_hash=article.text_hash,
        event_type=chance.choice(TYPES),
        trigger_start=index,
        trigger_end=index + 5,
        quote_start=0,
        quote_end=20,
        quote=chance.choice(QUOTES),
        dating=Dating(first, last, precision, "text"),
        expression=_make_expression(chance),
        claims=() if best is None else (claim,),
        best=best,
        low=best,
        high=best,
        side_a=chance.choice(("", "Pakistan Army")),
        is_background=chance.random() < 0.2,
        episode=chance.choice((None, None, None, None, 1)),
        extractor="rules 1",
    )


def _make_expression(chance: random.Random) -> Expression | None:
    place, other = chance.choice(PLACES), chance.choice(PLACES)
    common = (At(place), At(place), At(place), Near(place))
    rare = (Offset(place, 12.0, 270.0), Between(place, other), AlongBorder((place,)), None)
    return chance.choice(common if chance.random() < 0.85 else rare)


def main(store: str, seed: str, first: str, last: str) -> None:
    """Add the articles of a seed to a store."""
    made = make_articles(int(seed), int(last))[int(first) :]
    with open_store(store) as opened:
        print("adding", os.getpid(), flush=True)
        for article, mentions in made:
            opened.add_article(article, mentions)
            say("one\n")
    say("added\n")


def say(line: str) -> None:
    """Write a line at once, whole: a kill between a word and its end would garble the next line."""
    sys.stdout.write(line)
    sys.stdout.flush()


def serve() -> None:
    """Add what each line says; to fork is faster than to start and import again."""
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            main(*line.split())
            os._exit(0)
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:]) if sys.argv[1:] else serve()
