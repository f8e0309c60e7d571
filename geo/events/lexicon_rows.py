"""The rows of the lexicon: read, written out, and put where the first words of a head find them.

A row asks for words near its heads by a pattern. Beside each pattern stand its *stems*, the
beginnings of the words that it can match: a sentence without any of them need not be searched.
"""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_GROUP = re.compile(r"\{([A-Z]+)\}")
_WORD = re.compile(r"[a-z]+")
# How much of a word a stem keeps.
_STEM = 5
_ESCAPE = re.compile(r"\\[a-zA-Z]")
_ASSERTION = re.compile(r"\(\?<?[=!][^()]*\)")
_RUN = re.compile(r"[a-z]+(?:[?*])?|\[[^\]]*\]")
_TOKEN = re.compile(r"[a-z]+|\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """What must or must not stand near: a pattern for lower-case text, and its stems.

    `stems` is empty where none can be told; then the pattern is always searched for.
    """

    pattern: re.Pattern[str]
    stems: frozenset[str]

    def is_possible(self, stems: frozenset[str]) -> bool:
        """Whether a sentence with these stems can hold a match at all."""
        return not self.stems or not self.stems.isdisjoint(stems)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon for heads that begin alike; None where the row asks nothing."""

    event_type: str
    part: str  # verb | noun | echo | harm
    strength: int
    heads: re.Pattern[str]
    near: Asked | None
    after: Asked | None
    before: Asked | None
    not_near: Asked | None
    needs_crossing: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """The entries whose heads begin with one word: alone, or by the word that comes next."""

    alone: tuple[Entry, ...]
    by_next: dict[str, tuple[Entry, ...]]


@cache
def load_lexicon() -> dict[str, Slot]:
    """The entries by the first word of their heads, lower case.

    Examples
    --------
    >>> [entry.event_type for entry in load_lexicon()["airstrike"].alone][:1]
    ['airstrike']
    """
    groups = load_word_groups()
    index: dict[str, dict[str, list[Entry]]] = {}
    for row in _read_rows("lexicon.csv"):
        by_words: dict[tuple[str, str], list[str]] = {}
        for head in expand_heads(row["heads"]):
            by_words.setdefault(_first_words(head), []).append(head)
        for (first, second), heads in by_words.items():
            entry = _build_entry(row, heads, groups)
            index.setdefault(first, {}).setdefault(second, []).append(entry)
    return {first: _build_slot(entries) for first, entries in index.items()}


def _first_words(head: str) -> tuple[str, str]:
    """The word a head begins with, and the next one if a blank stands between them."""
    words = head.split()
    first = _WORD.match(words[0])
    second = _WORD.match(words[1]) if len(words) > 1 else None
    if first is None:
        return words[0], ""
    is_whole = first.group() == words[0]
    return first.group(), second.group() if second and is_whole else ""


def _build_slot(entries: dict[str, list[Entry]]) -> Slot:
    by_next = {word: tuple(found) for word, found in entries.items() if word}
    return Slot(tuple(entries.get("", ())), by_next)


@cache
def load_word_groups() -> dict[str, str]:
    """Patterns of words of one kind by the name under which the lexicon asks for them.

    Examples
    --------
    >>> bool(re.search(load_word_groups()["FIGHTERS"], "two gunmen"))
    True
    """
    return {row["name"]: rf"\b(?:{row['words']})\b" for row in _read_rows("word_groups.csv")}


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


def _build_entry(row: dict[str, str], heads: list[str], groups: dict[str, str]) -> Entry:
    ordered = sorted(set(heads), key=lambda head: (-len(head), head))
    words = "|".join(re.escape(head).replace(r"\ ", r"[\s-]+") for head in ordered)
    near, after, before, not_near = (
        _ask(_GROUP.sub(lambda match: groups[match[1]], row[column]))
        for column in ("near", "after", "before", "not_near")
    )
    return Entry(
        row["event_type"],
        row["part"],
        int(row["strength"]),
        re.compile(rf"(?:{words})\b"),
        near=near,
        after=after,
        before=before,
        not_near=not_near,
        needs_crossing="{CROSSING}" in row["near"],
    )


@cache
def _ask(words: str) -> Asked | None:
    if not words:
        return None
    return Asked(re.compile(words.replace("[A-Z]", "[a-z]")), find_stems(words))


def find_stems(pattern: str) -> frozenset[str]:
    """The beginnings of the words that a pattern can match; "0" stands for any digit.

    Empty where a match might have no letter at all.

    Examples
    --------
    >>> sorted(find_stems(r"\\bsoldiers?\\b|\\btroop(?:s|ers)"))
    ['ers', 's', 'soldi', 'troop']
    """
    if r"\d" in pattern:
        return frozenset()
    plain = _ASSERTION.sub(" ", pattern)
    plain = _ESCAPE.sub(" ", plain)
    runs = [run for run in _RUN.findall(plain) if not run.startswith("[")]
    stems = {run[:-2] if run[-1] in "?*" else run for run in runs}
    return frozenset(stem[:_STEM] for stem in stems if stem)


def stems_of(words: str) -> frozenset[str]:
    """The stems of every length of the words of a lower-case text.

    Examples
    --------
    >>> sorted(stems_of("two men"))
    ['m', 'me', 'men', 't', 'tw', 'two']
    """
    return frozenset(stem for word in _TOKEN.findall(words) for stem in _stems_of_word(word))


@lru_cache(maxsize=65_536)
def _stems_of_word(word: str) -> tuple[str, ...]:
    return tuple(word[:length] for length in range(1, min(len(word), _STEM) + 1))


@lru_cache(maxsize=4)
def lower_text(text: str) -> str:
    """The text in lower case with every offset kept.

    Examples
    --------
    >>> lower_text("İki Taliban") == "İki taliban"
    True
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
