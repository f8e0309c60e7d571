"""Which of many patterns a sentence can match at all, told from its words.

Patterns of alternatives are slow to search for, and most sentences hold none of them. A pattern's
*stems* are the beginnings of the words that it can match; a sentence in which no word begins so
need not be searched. The stems of each word are looked up once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from geo.articles.text import Span

# How much of a word a stem keeps.
_STEM = 7
_MOST_WORDS = 100_000
_WORD = re.compile(r"[a-z]+")
_ASSERTION = re.compile(r"\(\?<?[=!][^()]*\)")
# Letters (with a sign that makes the last one optional), classes, brackets, bars, all else.
_PART = re.compile(r"\\.|[A-Za-z]+[?*]?|\[[^\]]*\]|\(\?(?:-?\w*):|\(|\)|\||\{[^}]*\}|[?*+]+|.")


class Sieve:
    """Patterns by number, and which of them the words of a sentence may match.

    Parameters
    ----------
    patterns : sources of patterns, each of which must match a letter; one without any letter, or
        with a digit that may stand alone, can always match.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._always: frozenset[int] = frozenset()
        self._by_stem: dict[str, set[int]] = {}
        self._by_word: dict[str, frozenset[int]] = {}
        for number, pattern in enumerate(patterns):
            stems = find_stems(pattern)
            if not stems:
                self._always |= {number}
            for stem in stems:
                self._by_stem.setdefault(stem, set()).add(number)

    def possible(self, words: Sequence[str]) -> frozenset[int]:
        """The numbers of the patterns that lower-case words do not rule out.

        Examples
        --------
        >>> sorted(Sieve([r"\\bsoldiers?\\b", r"\\bguns\\b"]).possible(["two", "soldiers"]))
        [0]
        """
        known = self._by_word
        numbers = [known[word] if word in known else self._look_up(word) for word in words]
        return self._always.union(*filter(None, numbers))

    def _look_up(self, word: str) -> frozenset[int]:
        numbers = set(self._by_stem.get(f"{word}$", ()))
        for length in range(1, min(len(word), _STEM) + 1):
            numbers |= self._by_stem.get(word[:length], set())
        if len(self._by_word) >= _MOST_WORDS:
            self._by_word.clear()
        self._by_word[word] = frozenset(numbers)
        return self._by_word[word]


def find_stems(pattern: str) -> frozenset[str]:
    """The beginnings of the words that a pattern can match; "f$" is the word "f" alone.

    Empty where a match might have no letter at all.

    Examples
    --------
    >>> sorted(find_stems(r"\bsoldiers?\b|\btroop(?:s|ers)|\bf-16"))
    ['f$', 'soldier', 'troop']
    """
    if r"\d" in pattern:
        return frozenset()
    stems: set[str] = set()
    inside, opened = False, [False]  # whether letters go on with a word; so at each open bracket
    for match in _PART.finditer(_ASSERTION.sub(" ", pattern)):
        part = match.group()
        if part[0].isalpha():
            if not inside:
                stems.add(_cut_stem(part, pattern))
            inside = True
        elif part.startswith("("):
            opened.append(inside)
        elif part == "|":
            inside = opened[-1]
        elif part == ")":
            inside = opened.pop() if len(opened) > 1 else False
        elif part[0] in "?*+{":
            continue
        elif part.startswith("["):
            inside = r"\s" not in part and r"\W" not in part
        else:
            inside = False
    return frozenset(stem for stem in stems if stem)


def _cut_stem(run: str, pattern: str) -> str:
    run = run.lower()
    if run[-1] in "?*":
        run = run[:-2]
    elif len(run) == 1 and f"{run}-" in pattern.lower():
        return f"{run}$"
    return run[:_STEM]


@lru_cache(maxsize=64)
def read_words(text: str, sentence: Span) -> tuple[str, ...]:
    """The words of a sentence in lower case, without what is no letter from a to z.

    Examples
    --------
    >>> read_words("He'll go.", Span(0, 9))
    ('he', 'll', 'go')
    """
    return tuple(_WORD.findall(lower_text(text), sentence.start, sentence.end))


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
