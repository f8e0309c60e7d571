"""The rows of the lexicon: read, written out, and put where the first words of a head find them.

A row asks for words near its heads by cues, so that a sentence tells at once what it cannot hold.
"""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from operator import or_

from geo.events.cues import Cue
from geo.events.sieve import WORD

_GROUP = re.compile(r"\{([A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon for heads that begin alike; None where the row asks nothing."""

    event_type: str
    part: str  # verb | noun | echo | harm
    strength: int
    heads: tuple[str, ...]  # the longest first
    reach: int  # characters of the longest
    near: Cue | None
    after: Cue | None
    before: Cue | None
    not_near: Cue | None
    needs_crossing: bool
    needs: int  # the bits of all that must stand near


@dataclass(frozen=True, slots=True)
class Slot:
    """The entries whose heads begin with one word: `alone` whatever comes next.

    `by_next` has all that may begin so where a certain word comes next.
    """

    alone: tuple[Entry, ...]
    by_next: dict[str, tuple[Entry, ...]]


@cache
def load_lexicon() -> dict[str, Slot]:
    """The lexicon of data/lexicon.csv, by the first word of its heads.

    Examples
    --------
    >>> [entry.event_type for entry in load_lexicon()["airstrike"].alone][:1]
    ['airstrike']
    """
    groups = load_word_groups()
    asked: dict[str, Cue] = {}
    index: dict[str, dict[str, list[Entry]]] = {}
    for row in _read_rows("lexicon.csv"):
        by_words: dict[tuple[str, str], list[str]] = {}
        for head in expand_heads(row["heads"]):
            by_words.setdefault(_first_words(head), []).append(head)
        wanted = [_ask(row[column], groups, asked) for column in _COLUMNS]
        for (first, second), heads in by_words.items():
            entry = _build_entry(row, heads, wanted)
            index.setdefault(first, {}).setdefault(second, []).append(entry)
    return {first: _build_slot(entries) for first, entries in index.items()}


_COLUMNS = ("near", "after", "before", "not_near")


def _first_words(head: str) -> tuple[str, str]:
    """The word a head begins with, and the next one if a blank stands between them."""
    words = head.split()
    first = WORD.match(words[0])
    second = WORD.match(words[1]) if len(words) > 1 else None
    if first is None:
        return words[0], ""
    is_whole = first.group() == words[0]
    return first.group(), second.group() if second and is_whole else ""


def _build_slot(entries: dict[str, list[Entry]]) -> Slot:
    alone = tuple(entries.get("", ()))
    by_next = {word: alone + tuple(found) for word, found in entries.items() if word}
    return Slot(alone, by_next)


@cache
def load_word_groups() -> dict[str, str]:
    """Patterns of words of one kind by the name under which the lexicon asks for them.

    Examples
    --------
    >>> bool(re.search(load_word_groups()["FIGHTERS"], "two gunmen"))
    True
    """
    return {row["name"]: rf"\b(?:{row['words']})\b" for row in _read_rows("word_groups.csv")}


_SHORT = 5  # letters of words that are never stems


def _read_rows(name: str) -> list[dict[str, str]]:
    source = resources.files("geo.events").joinpath(f"data/{name}").read_text("utf-8")
    return list(csv.DictReader(source.splitlines()))


def expand_heads(heads: str) -> list[str]:
    """The heads of a row, written out: "a/b c" is "a c" and "b c", and "-" is no word at all.

    Examples
    --------
    >>> expand_heads("came/come under -/heavy fire|fled")
    ['came under fire', 'came under heavy fire', 'come under fire', 'come under heavy fire', 'fled']
    """
    return [
        " ".join(word for word in words if word != "-")
        for head in heads.split("|")
        for words in itertools.product(*(part.split("/") for part in head.split()))
    ]


# What stands between words other than one blank.
_ODD_GAP = re.compile(r"[^\S ]|-|  ")


def match_head(entry: Entry, lower: str, start: int, end: int) -> int:
    """Where the first head of an entry that stands at an offset ends, 0 if none stands there.

    `lower` is a text in lower case, read up to `end`. Words of a head may be parted by any white
    space and hyphens; a pattern that says so is compiled only where the text has such.

    Examples
    --------
    >>> entry = load_lexicon()["airstrike"].alone[0]
    >>> match_head(entry, "airstrike on", 0, 12), match_head(entry, "airstriker", 0, 10)
    (9, 0)
    """
    window = lower[start : min(end, start + entry.reach)]
    if _ODD_GAP.search(window) is not None:
        found = _compile_heads(entry.heads).match(lower, start, end)
        return found.end() if found else 0
    if not window.startswith(entry.heads):
        return 0
    for head in entry.heads:
        stop = start + len(head)
        if window.startswith(head) and (stop == end or not _is_word(lower[stop])):
            return stop
    return 0


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


@cache
def _compile_heads(heads: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(head).replace(r"\ ", r"[\s-]+") for head in heads)
    return re.compile(rf"(?:{words})\b")


def _build_entry(row: dict[str, str], heads: list[str], wanted: list[Cue | None]) -> Entry:
    ordered = sorted(set(heads), key=lambda head: (-len(head), head))
    near, after, before, not_near = wanted
    needs_crossing = "{CROSSING}" in row["near"]
    needed = after, before, None if needs_crossing else near
    return Entry(
        row["event_type"],
        row["part"],
        int(row["strength"]),
        tuple(ordered),
        reach=max(map(len, ordered)),
        near=near,
        after=after,
        before=before,
        not_near=not_near,
        needs_crossing=needs_crossing,
        needs=reduce(or_, (cue.bit for cue in needed if cue is not None), 0),
    )


def _ask(words: str, groups: dict[str, str], asked: dict[str, Cue]) -> Cue | None:
    """What a row asks for; `asked` is what has been asked for so far."""
    if not words:
        return None
    bounded = _bound_words(words)
    pattern = _GROUP.sub(lambda match: groups[match[1]], bounded).replace("[A-Z]", "[a-z]")
    if pattern not in asked:
        asked[pattern] = Cue(pattern)
    return asked[pattern]


def _bound_words(words: str) -> str:
    """Alternatives made to match where a word begins, and short ones whole but for its ending."""
    return "|".join(_bound(one) for one in _split_alternatives(words))


def _split_alternatives(words: str) -> list[str]:
    """The alternatives of a pattern that stand in no brackets."""
    depth, parts = 0, [""]
    for char in words:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _bound(words: str) -> str:
    """One alternative: "broke" is not in "brokered", nor "sat" in "Saturday"; "kill" is in "kills".

    Longer words may be stems ("infiltrat").
    """
    if not words[:1].isalpha() and words[:1] != "(":
        return words
    if not (words.isalpha() and len(words) <= _SHORT):
        return rf"\b{words}"
    return rf"\b{words}(?:e?[sdn]|ly|y|{words[-1]}?(?:ing|ings|ed|ers?))?\b"
