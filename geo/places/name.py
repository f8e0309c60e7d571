"""A name in a text before anyone has said what place it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo.places.prior import Meanings

# The fields of a `Name` from `folded` to `is_possessive`.
Facts = tuple[str, Meanings, float, tuple[str, ...], str | None, bool, bool]


class Part(NamedTuple):
    """A name inside a run of capitalised words, whatever stands around the run.

    Attributes
    ----------
    start, end : span from the start of the run, without a possessive.
    lead : where a word before it in the run begins that may only open a sentence.
    """

    start: int
    end: int
    lead: int | None
    facts: Facts


class Run(NamedTuple):
    """What a run of capitalised words holds.

    Attributes
    ----------
    demonyms : start, end, code of a country for each word for a country's people.
    people : words of people's names.
    strangers : start, end and words of names that no table knows.
    """

    parts: tuple[Part, ...] = ()
    demonyms: tuple[tuple[int, int, str], ...] = ()
    people: tuple[str, ...] = ()
    strangers: tuple[tuple[int, int, frozenset[str]], ...] = ()


EMPTY = Run()


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
    belief: float = 0.0
    notes: tuple[str, ...] = ()
    kind_hint: str | None = None
    is_body: bool = False
    is_possessive: bool = False
    lead: int | None = None
    before: str = ""
    after: str = ""
    is_dateline: bool = False
    is_locative: bool = False
    is_speech: bool = False
    is_plural: bool = False
    is_told: bool = False
    is_opening: bool = False
    is_the: bool = False
    is_unit: bool = False
    listed: int | None = None


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
