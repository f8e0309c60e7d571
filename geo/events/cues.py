"""Patterns that say by a bit whether a sentence can hold them at all.

Every word of a sentence is looked up once for all patterns together; a pattern whose bit is not
among those of the sentence need not be searched for. So the time taken grows with the text and
hardly with the number of patterns.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from geo.articles.text import Span
from geo.events.sieve import WORD, Sieve, read_words

_SIEVE = Sieve()


class Cue:
    """A pattern whose match holds the beginning of one of its words, and the bit of it.

    It is compiled when it is first asked for: of a thousand a short text needs a tenth.

    Parameters
    ----------
    words : the source of the pattern.
    flags : those of `re`.
    """

    __slots__ = ("_flags", "_words", "bit", "finditer", "match", "search")

    def __init__(self, words: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._words, self._flags = words, flags
        self.bit = _SIEVE.add(words)
        find_cues.cache_clear()

    def __getattr__(self, name: str) -> Any:
        """The methods of the pattern, put in their slots when one is first missing there."""
        if name not in ("finditer", "match", "search"):
            raise AttributeError(name)
        pattern = re.compile(self._words, self._flags)
        self.search, self.match = pattern.search, pattern.match
        self.finditer = pattern.finditer
        return getattr(self, name)

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
    return _SIEVE.possible(WORD.findall(words.lower()))
