"""A name in a text before anyone has said what place it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.places.prior import Meanings


@dataclass(slots=True)
class Name:
    """A stretch of text that some place bears as its name.

    Attributes
    ----------
    start, end : span, code points, without a possessive.
    folded : the name as it was looked up.
    known : the places of that name.
    before, after : the nearest word on either side, folded, "" at a break.
    belief : how the words around it speak for a place (positive) or against, log odds.
    notes : what was seen, in words.
    """

    start: int
    end: int
    folded: str
    known: Meanings
    before: str = ""
    after: str = ""
    belief: float = 0.0
    notes: tuple[str, ...] = ()
    kind_hint: str | None = None
    is_body: bool = False
    is_dateline: bool = False
    is_possessive: bool = False
    is_locative: bool = False
    is_speech: bool = False
    is_plural: bool = False
    is_told: bool = False
    lead: int | None = None
    listed: int | None = None


class Word(NamedTuple):
    """What a single word is, whatever stands around it."""

    code: str
    known: Meanings
    belief: float
    notes: tuple[str, ...]
    is_never: bool
    is_strange: bool


@dataclass(slots=True)
class Found:
    """The names of a text, the words that belong to people, and clues by country.

    `unlisted` are spans of capitalised words that no table knows and that are no person.
    """

    names: list[Name]
    people: set[str]
    demonyms: list[str]
    demonym_spans: list[tuple[int, int, str]]
    unlisted: list[tuple[int, int]]
