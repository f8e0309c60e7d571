"""Patterns that say by a bit whether a sentence can hold them at all.

Every word of a sentence is looked up once for all patterns together; a pattern whose bit is not
among those of the sentence need not be searched for. So the time taken grows with the text and
hardly with the number of patterns.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geo.articles.text import Span
from geo.events.sieve import Sieve, read_words

_SIEVE = Sieve()
_WORD = re.compile(r"[a-z]+")


class Cue:
    """A pattern whose match holds the beginning of one of its words, and the bit of it.

    Parameters
    ----------
    words : the source of the pattern.
    flags : those of `re`.
    """

    __slots__ = ("bit", "finditer", "match", "search")

    def __init__(self, words: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        pattern = re.compile(words, flags)
        self.bit = _SIEVE.add(words)
        self.search, self.match = pattern.search, pattern.match
        self.finditer = pattern.finditer
        find_cues.cache_clear()

    def find(self, words: str, may: int) -> re.Match[str] | None:
        """The first match in words of a sentence that may hold the cues `may`, None if none."""
        return self.search(words) if may & self.bit else None


@lru_cache(maxsize=64)
def find_cues(text: str, sentence: Span) -> int:
    """The bits of the cues that a sentence may hold.

    Examples
    --------
    >>> gate = Cue(r"\\bgates?\\b")
    >>> [bool(find_cues(text, Span(0, 9)) & gate.bit) for text in ("Two gates", "Two doors")]
    [True, False]
    """
    return _SIEVE.possible(read_words(text, sentence))


def judge_cues(words: str) -> int:
    """The bits of the cues that a few words may hold.

    Examples
    --------
    >>> judge_cues("") & Cue(r"\\bgates?\\b").bit
    0
    """
    return _SIEVE.possible(_WORD.findall(words.lower()))
