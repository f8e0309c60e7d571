"""The words that a pattern cannot match without, read from its source.

A match of `\\b(?:agreed|vowed)\\s+to\\b` holds a word that begins with "agreed" or "vowed". Such
beginnings are a pattern's *stems*: where none of them stands, it need not be searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# How much of a word a stem keeps.
STEM = 7
_TOKEN = re.compile(
    r"(?P<run>[A-Za-z]+)|(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?(?:P<\w+>|-?[a-z]*:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<count>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<sign>.)",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"[*?]|\{0?,|\{0\}")
# What is no letter, digit or underscore for certain, so that letters behind it begin a word.
_BETWEEN = re.compile(r"\\[sWbAn]|\[(?:\\[sW.\-]|[^\w\\^])*\]|[^\w\\.$]")
Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: its stems, None if it may match without any, and how it ends.

    `is_free` says that letters behind it begin a word.
    """

    stems: Stems | None
    is_free: bool


def find_stems(pattern: str) -> Stems:
    """The beginnings of words of which every match holds one; "f$" is the word "f" alone.

    Empty where a match may do without.

    Examples
    --------
    >>> sorted(find_stems(r"\\bsoldiers?\\b|\\btroop(?:s|ers)|\\bf-16"))
    ['f$', 'soldier', 'troop']
    """
    tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(pattern)]
    return _Reader(tokens).read_choice(is_free=False).stems or frozenset()


class _Reader:
    """A pattern read once from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._next = 0

    def read_choice(self, *, is_free: bool) -> _Part:
        """What stands between two brackets: every alternative must have stems of its own."""
        parts = [self._read_row(is_free=is_free)]
        while self._peek() == "bar":
            self._next += 1
            parts.append(self._read_row(is_free=is_free))
        self._next += 1  # the closing bracket
        stems = [part.stems for part in parts if part.stems is not None]
        whole = frozenset[str]().union(*stems) if len(stems) == len(parts) else None
        return _Part(whole, all(part.is_free for part in parts))

    def _peek(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else "close"

    def _read_row(self, *, is_free: bool) -> _Part:
        """One alternative: of all that it must hold, the most telling."""
        best: Stems | None = None
        before = frozenset[str]()  # of what may be left out: "(?:watch)?tower" holds either
        while self._peek() not in ("bar", "close"):
            part, is_optional = self._read_part(is_free=is_free)
            if not is_optional:
                stems = part.stems | before if part.stems else None
                is_free = part.is_free
            elif is_free and not part.is_free and part.stems:
                stems, before = None, before | part.stems
            else:
                stems, is_free = None, is_free and part.is_free
            if stems and (best is None or _rate(stems) > _rate(best)):
                best = stems
        return _Part(best, is_free and not before)

    def _read_part(self, *, is_free: bool) -> tuple[_Part, bool]:
        """The next part, and whether it may be left out."""
        kind, words = self._tokens[self._next]
        self._next += 1
        if kind == "run":
            part = self._read_run(words, is_free=is_free)
        elif kind == "open":
            part = self.read_choice(is_free=is_free)
        elif kind == "look":
            self.read_choice(is_free=False)
            part = _Part(None, is_free)
        else:
            part = _Part(None, bool(_BETWEEN.fullmatch(words)) or words in ("^", "$"))
        if self._peek() != "count":
            return part, False
        is_optional = kind != "run" and bool(_OPTIONAL.match(self._tokens[self._next][1]))
        self._next += 1
        return part, is_optional

    def _read_run(self, letters: str, *, is_free: bool) -> _Part:
        """Letters; a count behind them is the last one's, what divides words makes them whole."""
        kind, words = self._tokens[self._next] if self._next < len(self._tokens) else ("close", "")
        if kind == "count":
            letters = letters[:-1]
        if not is_free or not letters:
            return _Part(None, False)
        after = self._tokens[self._next + 1 : self._next + 2]
        is_loose = bool(after) and after[0][0] == "count" and bool(_OPTIONAL.match(after[0][1]))
        is_whole = kind in ("escape", "set", "sign") and bool(_BETWEEN.fullmatch(words))
        mark = "$" if is_whole and not is_loose and len(letters) <= STEM else ""
        return _Part(frozenset((letters[:STEM].lower() + mark,)), False)


def _rate(stems: Stems) -> tuple[int, int]:
    """How telling stems are: by the shortest of them, then by how few they are."""
    return min(map(len, stems)), -len(stems)
