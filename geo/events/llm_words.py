"""Where words that a model quotes stand in an article: white space apart, letter for letter."""

from __future__ import annotations

import re

from geo.articles.text import Span

# One character for one: quotation marks and dashes that models write differently.
_ALIKE = str.maketrans("‘’‚‛′“”„‟″‐‑‒–—", "'''''\"\"\"\"\"-----")
_PART = re.compile(r"\S+")
_MOST = 500  # occurrences looked at: a hostile answer may quote "the"


class ArticleWords:
    """The words of an article with their offsets.

    Parameters
    ----------
    text : the article's text.
    start : where its words begin; what stands before is never found.

    Examples
    --------
    >>> ArticleWords("The gate\\n  was shut.").find("gate was")
    [Span(start=4, end=14)]
    """

    def __init__(self, text: str, start: int = 0) -> None:
        pieces: list[str] = []
        offsets: list[int] = []
        for part in _PART.finditer(text, start):
            pieces.append(part.group())
            offsets.extend(range(part.start(), part.end() + 1))  # its letters and one space
        self._plain = " ".join(pieces).translate(_ALIKE)
        self._offsets = offsets

    def find(self, words: str) -> list[Span]:
        """Every span at which the words stand as whole words, in order; none for no words."""
        wanted = " ".join(words.split()).translate(_ALIKE)
        spans: list[Span] = []
        if not any(character.isalnum() for character in wanted):
            return spans
        at = self._plain.find(wanted)
        while at >= 0 and len(spans) < _MOST:
            end = at + len(wanted)
            if not (_is_inside_word(self._plain, at) or _is_inside_word(self._plain, end)):
                spans.append(Span(self._offsets[at], self._offsets[end - 1] + 1))
            at = self._plain.find(wanted, at + 1)
        return spans

    def find_by_nearness(self, words: str, near: Span) -> list[Span]:
        """Every occurrence: those inside `near`, then those before it, the last first, then after.

        Examples
        --------
        >>> ArticleWords("Khost, Kabul, Khost.").find_by_nearness("Khost", Span(7, 12))
        [Span(start=0, end=5), Span(start=14, end=19)]
        >>> ArticleWords("Khostwal.").find_by_nearness("Khost", Span(0, 9))
        []
        """
        spans = self.find(words)
        inside = [span for span in spans if near.start <= span.start and span.end <= near.end]
        before = [span for span in reversed(spans) if span.start < near.start]
        after = [span for span in spans if span.start >= near.start and span not in inside]
        return [*inside, *before, *after]

    def find_near(self, words: str, near: Span) -> Span | None:
        """The first of these occurrences, None if there is none."""
        return next(iter(self.find_by_nearness(words, near)), None)


def _is_inside_word(plain: str, position: int) -> bool:
    if not 0 < position < len(plain):
        return False
    return plain[position - 1].isalnum() and plain[position].isalnum()
