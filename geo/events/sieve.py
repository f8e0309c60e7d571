"""Which of many patterns a sentence can match at all, told from its words.

Patterns of alternatives are slow to search for, and most sentences hold none of them. A sentence
in which no word begins with one of a pattern's stems need not be searched. What each word may
match is looked up once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_

from geo.articles.text import Span
from geo.events.stems import STEM, find_stems

_MOST_WORDS = 100_000
# A word in lower case.
WORD = re.compile(r"[a-z]+")


class Sieve:
    """Patterns, each with a bit of its own, and which of them words may match.

    Words are looked up once each: what one may match is an integer with a bit for each pattern.
    """

    def __init__(self) -> None:
        self._n_patterns = 0
        self._always = 0
        self._by_stem: dict[str, int] = {}
        self._by_word = _Words(self._by_stem)

    def add(self, pattern: str) -> int:
        """Take a pattern in, and give the bit that stands for it.

        A pattern that can match without a word of its own is never ruled out.
        """
        bit = 1 << self._n_patterns
        self._n_patterns += 1
        self._by_word.clear()
        stems = find_stems(pattern)
        if not stems:
            self._always |= bit
        for stem in stems:
            self._by_stem[stem] = self._by_stem.get(stem, 0) | bit
        return bit

    def possible(self, words: Iterable[str]) -> int:
        """The bits of the patterns that lower-case words do not rule out.

        Examples
        --------
        >>> sieve = Sieve()
        >>> soldiers, guns = sieve.add(r"\\bsoldiers?\\b"), sieve.add(r"\\bguns\\b")
        >>> found = sieve.possible(["two", "soldiers"])
        >>> bool(found & soldiers), bool(found & guns)
        (True, False)
        """
        return reduce(or_, map(self._by_word.__getitem__, words), self._always)


class _Words(dict[str, int]):
    """The bits of each word met so far."""

    def __init__(self, by_stem: dict[str, int]) -> None:
        super().__init__()
        self._by_stem = by_stem

    def __missing__(self, word: str) -> int:
        bits = self._by_stem.get(f"{word}$", 0)
        for length in range(1, min(len(word), STEM) + 1):
            bits |= self._by_stem.get(word[:length], 0)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = bits
        return bits


@lru_cache(maxsize=64)
def read_words(text: str, sentence: Span) -> tuple[str, ...]:
    """The words of a sentence in lower case, without what is no letter from a to z.

    Examples
    --------
    >>> read_words("He'll go.", Span(0, 9))
    ('he', 'll', 'go')
    """
    return tuple(WORD.findall(lower_text(text), sentence.start, sentence.end))


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
