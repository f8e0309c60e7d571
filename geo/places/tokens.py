"""Runs of capitalised words: the only stretches of English text that can hold a name.

A run is a sequence of capitalised words with nothing but single spaces, hyphens or name
particles ("Dand-e-Patan", "Rio de Janeiro", "Trinidad and Tobago") between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from geo.places.fold import fold_word


class Token(NamedTuple):
    """One word of a run. `end` and `folded` leave a possessive ('s) out, `whole` has it.

    A tail is a lower-case word behind the run that may end a name ("Pak-Afghan border").
    """

    start: int
    end: int
    folded: str
    whole: str
    is_small: bool
    is_possessive: bool
    is_tail: bool = False


_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ]"
_REST = r"[^\W\d_]*(?:[’'ʼʻ‘`][^\W\d_]+)*(?:;s\b)?"
_PIECE = _CAPITAL + _REST
_ARTICLES = ("al-", "el-", "as-", "ar-", "ad-", "an-", "ash-", "at-", "az-", "ez-", "esh-")
_SMALL = (
    r"(?:de|del|della|di|da|do|dos|das|du|des|la|las|le|les|el|al|ul|ur|e|i|y|o|of|on|upon|the|am"
    r"|an|der|den|sur|and|ez|esh|es|bin|ibn|van|von|ye|wa|w|au|aux|en|lez)"
)
_GAP = r"(?:\.?[ \u00a0]|\.?[ \t]*\r?\n(?![ \t]*\r?\n)[ \t]*|-)"
_TAIL = (
    r"(?: (?:border|refugee|tribal|check))?"
    r" (?:border|crossing|gate|district|agency|region|river|valley|pass|camp|post|point|line"
    r"|tehsil|bazaar|bazar|area|range|mountains|hills|strip|corridor|desert|coast)\b"
)
_RUN = re.compile(
    # The look behind comes second: the engine then leaps from capital to capital.
    rf"{_CAPITAL}(?<![^\W_]{_CAPITAL}){_REST}"
    rf"(?:{_GAP}(?:{_SMALL}{_GAP}){{0,2}}(?:[dl][’'])?{_PIECE}|-[a-z]{{2,}}){{0,40}}(?:{_TAIL})?"
)
_TAIL_AT_END = re.compile(_TAIL + "$")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼʻ‘`][^\W\d_]+)*(?:;s\b)?")
_POSSESSIVE = re.compile(r"(?<=.)(?:['’;ʼ]s|['’](?=$))$", re.IGNORECASE)
_INITIALS = re.compile(r"[A-Z](?<![\w.][A-Z])\.(?:[A-Z]\.){1,3}(?!\w)")
# Words that open a sentence so often that their capital says nothing; never a place alone.
STARTERS = frozenset(
    "the a an this that these those he she it they we you i but and or if when while after before"
    " since as on in at by for from with to of not no yes all some many most more one two three"
    " his her its their our your my who what where why how there here then so also however"
    " meanwhile both each other another once only even although though because during under"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
# A full stop inside a run is fine after these; elsewhere it ends the sentence.
_SHORT = frozenset(
    "st ste ft mt gen lt col maj capt sgt brig dr mr mrs ms prof gov sen rep".split()
)


def find_runs(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The runs of capitalised words from `start` on, each with where it begins.

    A run has the article of an Arabic name before it and its tail.

    Examples
    --------
    >>> list(find_runs("Near Kabul’s gate, and at the Pak-Afghan border."))
    [(0, 'Near Kabul’s gate'), (30, 'Pak-Afghan border')]
    """
    for found in _RUN.finditer(text, start):
        first = found.start()
        if first > start and text[first - 1] == "-":
            begin = text.rfind(" ", max(0, first - 5), first) + 1 or max(0, first - 4)
            if text[begin:first] in _ARTICLES:
                yield begin, text[begin:first] + found.group()
                continue
        yield first, found.group()


def split_run(run: str) -> list[list[Token]]:
    """The words of a run, parted where a sentence ends inside it; spans count from its start.

    Examples
    --------
    >>> [[token.folded for token in part] for part in split_run("Kabul’s St. Louis. Paris")]
    [['kabul', 'st', 'louis'], ['paris']]
    >>> split_run("Monday")
    []
    """
    tail = _TAIL_AT_END.search(run)
    last = tail.start() if tail else len(run)
    parts: list[list[Token]] = []
    tokens: list[Token] = []
    for found in _WORD.finditer(run, 0, last):
        begin = found.start()
        if tokens and _stops_between(run, tokens[-1], begin):
            parts.append(tokens)
            tokens = []
        length, folded, whole, is_small, is_owner = _parse(found.group())
        is_small = is_small and begin > 0
        tokens.append(Token(begin, begin + length, folded, whole, is_small, is_owner))
    if not parts and len(tokens) == 1 and tokens[0].whole in STARTERS:
        return []
    if tokens:
        tokens.extend(_tail(run, last))
        parts.append(tokens)
    return parts


def find_initials(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Spans of names made of initials: "U.S.", "D.C."."""
    for found in _INITIALS.finditer(text, start):
        yield found.start(), found.end()


def _tail(run: str, end: int) -> Iterator[Token]:
    for word in run[end:].split():
        start = run.index(word, end)
        end = start + len(word)
        yield Token(start, end, word, word, False, False, True)


def _stops_between(text: str, token: Token, following: int) -> bool:
    if "." not in text[token.end : following]:
        return False
    return token.folded not in _SHORT and token.end - token.start > 1


@lru_cache(maxsize=32_768)
def _parse(word: str) -> tuple[int, str, str, bool, bool]:
    """Length without a possessive, folded without and with it, is it small, is it one."""
    whole = fold_word(word)
    owned = _POSSESSIVE.search(word) if len(word) > 2 else None
    bare = word[: owned.start()] if owned else word
    folded = fold_word(bare) if owned else whole
    return len(bare), folded, whole, word.islower(), owned is not None
